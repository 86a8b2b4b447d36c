/**
 * Access logs: the addresses that people and programs asked for and that were not there. A visitor who came from another
 * site and found nothing is the best proof of a broken backlink there is. Logs are read line by line and never held.
 */
import { combinedReader } from '../../core/backlinks/accessLog/combined.ts';
import type { LogReader } from '../../core/backlinks/accessLog/logEntry.ts';
import { jsonReader, tableLogReader, w3cReader } from '../../core/backlinks/accessLog/namedFields.ts';
import { createTally, type Tally, type TallyTotals } from '../../core/backlinks/accessLog/tally.ts';
import { brokenPages, type SiteScope } from '../../core/backlinks/brokenPages.ts';
import { skippedText } from '../../core/backlinks/exports/exportAnswer.ts';
import { type SkippedRow, unreadable } from '../../core/backlinks/exports/readRows.ts';
import type { BacklinkAnswer, Day, Gap, Note } from '../../core/model.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import { count } from '../../core/wording/amounts.ts';
import type { SavedFile, SourceEntry } from '../sourceHost.ts';

const title = 'access log';
const linesOfStart = 40;
const mostSkippedKept = 50;

function readerOfLog({ start }: SavedFile): LogReader | undefined {
  const lines = start.split(/\r\n|\r|\n/, linesOfStart + 1).filter((line) => line.trim() !== '');
  // The last one may be cut off.
  const whole = lines.length > 1 && (lines.length > linesOfStart || start.length > 60_000) ? lines.slice(0, -1) : lines;
  return combinedReader(whole) ?? jsonReader(whole) ?? w3cReader(whole) ?? tableLogReader(whole);
}

/** How the lines of one log were read. */
interface LogReading {
  readonly skipped: readonly SkippedRow[];
  /** Skipped lines that are not listed one by one. */
  readonly more: number;
  readonly lines: number;
}

/** Only lines that may tell of a missing page are read, and the first of each piece for the days that the log tells of. */
async function readLog(file: Pick<SavedFile, 'linesWith'>, reader: LogReader, tally: Tally): Promise<LogReading> {
  const skipped: SkippedRow[] = [];
  let [lines, more] = [0, 0];
  const skip = (line: number, reason: string) => {
    if (skipped.length < mostSkippedKept) skipped.push({ line, reason });
    else more++;
  };
  for await (const batch of file.linesWith(reader.needles)) {
    for (const { line, text } of batch) {
      lines = line;
      const entry = text === undefined ? undefined : reader.read(text);
      if (entry) {
        tally.sawDay(entry.day);
        if (entry.status !== 404 && entry.status !== 410) continue;
        if (entry.path.includes(unreadable)) skip(line, 'its address has letters in another encoding');
        else tally.add(entry);
      } else if (text === undefined) skip(line, 'the line is too long to be one of a log');
      else if (entry === undefined && text.trim() !== '') skip(line, 'it is not an entry of this log');
    }
  }
  return { skipped, more, lines };
}

async function read(files: readonly SavedFile[], scope: SiteScope, today: Day): Promise<Result<BacklinkAnswer>> {
  const tally = createTally(scope);
  const notes: Note[] = [];
  let isBlind = false;
  for (const file of files) {
    const reader = readerOfLog(file);
    if (reader === undefined) return failed('bad-answer', `${file.name} is not a log that can be read here.`);
    const { skipped, more, lines } = await readLog(file, reader, tally);
    notes.push({ message: `${file.name} is the ${title} of ${reader.title}: ${count(lines, 'line')}.` });
    if (more > 0) notes.push({ message: `${file.name}: ${count(more + skipped.length, 'line')} could not be read.` });
    if (skipped.length > 0) notes.push({ message: skippedText(file.name, skipped) });
    isBlind ||= !reader.hasReferrers;
  }
  if (isBlind)
    notes.push({
      message: `A log without the field of the referrer does not tell who links. Log it (the format "combined").`,
    });
  const totals = tally.totals();
  if (totals.requests === 0 && totals.otherSites > 0) {
    const names = files.map(({ name }) => name).join(', ');
    const hosts = scope.targets.map(({ host }) => host).join(', ');
    return failed(
      'bad-answer',
      `${names}: Every request is for another site than ${hosts}. Name the right site with --site or brokenBacklinks.site.`,
    );
  }
  const rows = tally.rows().map((row) => ({ ok: true, row }) as const);
  const { pages, leftOut } = brokenPages(rows, scope, title);
  return success({
    source: 'file',
    asked: totals.until ?? today,
    pages,
    leftOut,
    truncated: false,
    costMicros: 0,
    notes: [...notes, ...totalNotes(totals)],
    gaps: beyondGap(totals),
  });
}

function totalNotes(totals: TallyTotals): readonly Note[] {
  const { requests, people, agents, bots, scanners, ownAccord, otherSites, seldom, since, until } = totals;
  const days = since === undefined ? '' : since === until ? ` on ${since}` : ` from ${since} until ${until}`;
  const parts = [
    `${people.toLocaleString('en-US')} by people`,
    `${agents.toLocaleString('en-US')} by chat programs and agents`,
    `${bots.toLocaleString('en-US')} by other robots`,
    `${scanners.toLocaleString('en-US')} by scanners`,
    `${ownAccord.toLocaleString('en-US')} that every site gets`,
  ];
  const notes = [{ message: `Answered 404 or 410${days}: ${count(requests, 'request')} (${parts.join(', ')}).` }];
  if (seldom > 0) {
    notes.push({
      message: `Left out ${seldom === 1 ? 'is 1 address' : `are ${seldom.toLocaleString('en-US')} addresses`} that robots alone asked for, or one visitor once without coming from another site.`,
    });
  }
  if (otherSites > 0)
    notes.push({
      message: `${count(otherSites, 'request')} for other sites in the log ${otherSites === 1 ? 'was' : 'were'} left out.`,
    });
  return notes;
}

function beyondGap({ beyond }: TallyTotals): readonly Gap[] {
  if (beyond === 0) return [];
  const message = `The log has more failed addresses than are counted separately: ${count(beyond, 'request')} could not be counted. Give the log in parts.`;
  return [{ kind: 'missing-rows', count: beyond, message }];
}

export const accessLog: SourceEntry = {
  id: 'accesslog',
  title: 'Access log',
  saved: {
    files: 'access log (nginx, Apache, Caddy, CloudFront, IIS, Netlify, Vercel, Cloudflare)',
    recognises: async (file) => readerOfLog(file) !== undefined,
    read,
  },
};
