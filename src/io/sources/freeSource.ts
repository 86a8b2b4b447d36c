/** A source that costs nothing: what it shares with others of its kind is only the asking for consent, where nobody gave it a key. */
import { brokenPages } from '../../core/backlinks/brokenPages.ts';
import type { RowReading } from '../../core/backlinks/seenRow.ts';
import type { BacklinkRequest, BacklinkSource, Quote } from '../../core/backlinks/source.ts';
import type { BacklinkAnswer, Gap, Note } from '../../core/model.ts';
import { failed, type Progress, type Result, success } from '../../core/ports.ts';
import { count } from '../../core/wording/amounts.ts';
import { type Manners, type PoliteService, politeService } from '../http/politely.ts';
import type { SourceHost } from '../sourceHost.ts';

/** What is had of the service. */
export interface FreeRows {
  readonly rows: readonly RowReading[];
  /** What failed, and what was not asked any more: as a whole the answer goes on without. */
  readonly gaps: readonly Gap[];
}

/** All that is particular about a free source. */
export interface FreeSource {
  readonly id: string;
  readonly title: string;
  readonly hosts: readonly string[];
  readonly rowsAre: Quote['rowsAre'];
  /** "pages that Wikipedia links to". */
  readonly planTitle: string;
  readonly manners: Manners;
  /** Whoever gave it a key has chosen it: no consent is asked for. */
  readonly isKeyed?: true;
  /** One, where it is not given. */
  readonly probeRequests?: number;
  /** Why its answer is never complete, as a sentence. */
  readonly incomplete: string;
  /** One small question of the same form. */
  probe(service: PoliteService, signal: AbortSignal): Promise<Result<string>>;
  /** A failure where nothing at all could be had. */
  fetch(
    service: PoliteService,
    request: BacklinkRequest,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<Result<FreeRows>>;
}

/** A small question that costs nothing, and what its answer must be. */
export interface ProbeQuestion {
  readonly url: string;
  readonly service: PoliteService;
  /** Whether a body has the form that is read here. */
  isKnown(body: string): boolean;
  /** What is asked, as it is named where it answers. */
  readonly what: string;
}

export async function probeBy(
  { url, service, isKnown, what }: ProbeQuestion,
  host: string,
  signal: AbortSignal,
): Promise<Result<string>> {
  const answer = await service.ask(url, signal);
  if (answer === undefined || !answer.ok) return answer ?? failed('rate-limited', 'No request is left.');
  return isKnown(answer.value) ? success(what) : unknownForm(host);
}

/** What a service says that has changed since it was learnt here. */
export function unknownForm(host: string): Result<never> {
  return failed('bad-answer', `${host} sent an answer in an unknown form. Please report it.`);
}

export function openFreeSource(free: FreeSource, host: SourceHost): BacklinkSource {
  const { id, title, hosts, manners } = free;
  return {
    id,
    title,
    probe: (signal) =>
      free.probe(politeService(id, { ...manners, mostRequests: free.probeRequests ?? 1 }, host), signal),
    quote: async ({ maximumRows, targets }, _signal, call = 'pages') => {
      if (call !== 'pages') return failed('not-found', `${title} gives no more than that.`);
      const sites = targets.map((target) => target.host).join(', ');
      const consent = `Asked are ${hosts.join(', ')}, at most ${manners.mostRequests} times. Only the name ${sites} is sent. It costs nothing.`;
      return success({
        source: id,
        call,
        plan: 'free',
        planTitle: free.planTitle,
        maximumRows,
        rowsAre: free.rowsAre,
        lines: [],
        highestMicros: 0,
        balanceMicros: undefined,
        free: [],
        notes: [],
        ...(free.isKeyed !== true && { consent }),
      });
    },
    async fetchPages(request, _quote, progress, signal): Promise<Result<BacklinkAnswer>> {
      const service = politeService(id, manners, host);
      const fetched = await free.fetch(service, request, progress, signal);
      if (!fetched.ok) return fetched;
      const { rows, gaps } = fetched.value;
      const { pages, leftOut } = brokenPages(rows, request, title);
      const shown = pages.slice(0, request.maximumRows);
      const found = free.rowsAre === 'links' ? count(rows.length, 'link') : count(pages.length, 'address');
      const notes: Note[] = [{ message: `${title}: ${found.replace(/addresss$/, 'addresses')}. ${free.incomplete}` }];
      if (shown.length < pages.length) {
        notes.push({
          message: `${title}: shown are ${shown.length} of ${pages.length} pages (--max-pages, brokenBacklinks.maximumPages).`,
        });
      }
      return success({
        source: id,
        asked: new Date(host.now()).toISOString().slice(0, 10),
        pages: shown,
        leftOut,
        truncated: false,
        costMicros: 0,
        notes,
        gaps,
      });
    },
  };
}
