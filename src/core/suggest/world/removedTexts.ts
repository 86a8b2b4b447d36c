/** The last texts of the pages that are asked about, and the index they are looked for in today's pages with. */
import type { Ledger } from '../../history/ledger.ts';
import { pathSegments } from '../../history/similarPaths.ts';
import { type RepoPath, type UrlKey, type UrlPath, urlKey } from '../../paths.ts';
import { detached } from '../../text/detached.ts';
import { containment, fingerprints } from '../text/fingerprints.ts';
import { type PageText, readPageText } from '../text/pageText.ts';
import type { TextQuery } from '../text/queries.ts';
import { sharedEnd } from './nearerPages.ts';
import type { Asked, PastMatch } from './question.ts';
import type { SuggestInput, SuggestPorts } from './world.ts';

/** The last texts of removed pages. */
export interface RemovedTexts {
  text(path: UrlPath): PageText | undefined;
  /** Files that the commit which deleted a page wrote a good part of its text into; by the key of its address. */
  received(key: UrlKey): readonly Received[];
  /** What the texts of today's pages are to be asked. */
  readonly queries: readonly TextQuery[];
}

/** A page that got a part of a removed text; the score is from 0 to 1. */
export interface Received {
  readonly page: RepoPath;
  readonly score: number;
}

interface RemovedText {
  readonly file: RepoPath;
  readonly text: PageText;
  readonly body: string;
}

const leastReceived = 0.1;

export async function readRemoved(
  input: SuggestInput,
  asked: readonly Asked[],
  ports: SuggestPorts,
): Promise<RemovedTexts> {
  const removed = await removedTexts(input, asked, ports);
  const received = await receivedTexts(input.ledger, removed, ports);
  const queries = asked.map(({ path }) => {
    const key = urlKey(path);
    return { key, text: removed.get(key)?.body ?? '', slug: pathSegments(key).at(-1) ?? '' };
  });
  return { ...kept(removed, received), queries };
}

/** What is asked for later, without the texts themselves. */
function kept(
  removed: ReadonlyMap<UrlKey, RemovedText>,
  received: ReadonlyMap<UrlKey, readonly Received[]>,
): Omit<RemovedTexts, 'queries'> {
  const texts = new Map([...removed].map(([key, { text }]) => [key, withoutWhole(text)]));
  return { text: (path) => texts.get(urlKey(path)), received: (key) => received.get(key) ?? [] };
}

function withoutWhole({ title, headings, links, order, day, bodyStart }: PageText): PageText {
  return {
    title: title === undefined ? undefined : detached(title),
    headings: headings.map(detached),
    links: links.map(({ text, target }) => ({ text: detached(text), target: detached(target) })),
    order,
    day,
    bodyStart,
  };
}

async function receivedTexts(
  ledger: Ledger,
  removed: ReadonlyMap<UrlKey, RemovedText>,
  ports: SuggestPorts,
): Promise<ReadonlyMap<UrlKey, readonly Received[]>> {
  const asking = new Map<string, { readonly key: UrlKey; readonly prints: ReadonlySet<number> }[]>();
  for (const [key, { file, body }] of removed) {
    const past = ledger.histories.past.get(file);
    if (past !== undefined && past.to === undefined) push(asking, past.last.hash, { key, prints: fingerprints(body) });
  }
  const wanted = [...asking].flatMap(([hash, keys]) =>
    (ledger.histories.written.get(hash) ?? []).map((written) => ({ ...written, keys })),
  );
  const found = new Map<UrlKey, Received[]>();
  let at = 0;
  for await (const text of ports.pastTexts(wanted.map(({ blob }) => blob))) {
    const entry = wanted[at++];
    if (entry === undefined || text === undefined) continue;
    const there = fingerprints(text);
    for (const { key, prints } of entry.keys) {
      const score = containment(prints, there);
      if (score >= leastReceived) push(found, key, { page: entry.path, score });
    }
  }
  return found;
}

/** The last text of the best past file of every address asked about. */
async function removedTexts(
  input: SuggestInput,
  asked: readonly Asked[],
  ports: SuggestPorts,
): Promise<ReadonlyMap<UrlKey, RemovedText>> {
  const texts = new Map<UrlKey, RemovedText>();
  const take = (key: UrlKey, file: RepoPath, text: string): void => {
    const read = readPageText(text, file);
    texts.set(key, { file, text: read, body: bodyOf(text, read) });
  };
  for (const { path } of asked) {
    const file = input.ledger.lookup(path).length === 0 ? input.hidden?.(path) : undefined;
    const text = file && (await ports.read(file));
    if (file !== undefined && text !== undefined) take(urlKey(path), file, text);
  }
  const wanted = asked.flatMap(({ path }) => {
    const file = pastMatches(path, input)[0]?.file;
    const blob = file && input.ledger.blob(file);
    return file !== undefined && blob !== undefined ? [{ key: urlKey(path), file, blob }] : [];
  });
  let at = 0;
  for await (const text of ports.pastTexts(wanted.map(({ blob }) => blob))) {
    const entry = wanted[at++];
    if (entry !== undefined && text !== undefined) take(entry.key, entry.file, text);
  }
  return texts;
}

/** Letters of a body that is no text by itself. */
const nextToNothing = 80;

/** Pages that a template builds from front matter have their text there. */
function bodyOf(text: string, { bodyStart }: PageText): string {
  const body = text.slice(bodyStart);
  return body.trim().length < nextToNothing && bodyStart > enough ? text : body;
}

/** Letters of front matter that hold more than a title. */
const enough = 300;

/** The files that may have been behind an address: by the rules, else by the end of their path. */
export function pastMatches(path: UrlPath, { ledger, hidden, routes }: SuggestInput): readonly PastMatch[] {
  const exact = ledger.lookup(path);
  if (exact.length > 0) return exact.map((page) => ({ file: page.file, page, certainty: 1, alike: undefined }));
  const unpublished = hidden?.(path);
  if (unpublished !== undefined) return [{ file: unpublished, page: undefined, certainty: 1, alike: undefined }];
  const alike = ledger.alike(path);
  const best = alike[0];
  if (best === undefined || sharedEnd(path, routes) > best.agreeing) return [];
  return alike
    .filter((found) => found.agreeing === best.agreeing)
    .slice(0, 4)
    .map((found, _, all) => ({
      file: found.file,
      page: undefined,
      certainty: (0.9 * found.share * Math.min(1, 0.4 + 0.3 * found.agreeing)) / Math.sqrt(all.length),
      alike: found,
    }));
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, [value]);
  else held.push(value);
}
