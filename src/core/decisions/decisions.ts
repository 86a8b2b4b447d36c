/**
 * What people decided about suggestions, kept in a small file that a team may commit: `.broken-backlinks-decisions`.
 * One line for each decision, sorted, so that two branches seldom change the same lines:
 *
 *     # a comment
 *     /docs/setup/  accepted  /guides/install/
 *     /docs/tides/  changed   /guides/forecasts/
 *     /docs/tides/  rejected  /docs/glossary/
 *     #: /old-shop/ ignored until 2027-06-30, by ana, because the shop comes back
 *     /old-shop/    ignored
 *
 * `#:` is a note (decisionNotes.ts): why, by whom, and the last day on which the decision counts.
 * Addresses are written as in a URL, so that none holds a blank.
 */
import type { Day } from '../model.ts';
import { encodeUrl, type RepoPath, type UrlPath, urlKey, urlPath } from '../paths.ts';
import { lineEnding, type TextEdit } from '../text/edits.ts';
import { type DecisionNote, readNote, type WrittenNote } from './decisionNotes.ts';

export const decisionsFile = '.broken-backlinks-decisions' as RepoPath;

/**
 * - `accepted`: the suggested page is right; `changed`: another page than the suggested one is
 * - `rejected`: not this page, whatever the evidence says
 * - `ignored`: the address is left as it is
 */
export type Decision =
  | { readonly kind: 'accepted' | 'changed' | 'rejected'; readonly from: UrlPath; readonly to: UrlPath }
  | { readonly kind: 'ignored'; readonly from: UrlPath };

/** A line that says nothing that can be read. */
export interface InvalidDecision {
  readonly line: number;
  readonly message: string;
  /** The address it decides something about, where it names one. */
  readonly from?: UrlPath | undefined;
}

/** A decision with its line, and with what its note says; of several notes, the last. */
export type WrittenDecision = Decision & { readonly line: number; readonly note?: DecisionNote | undefined };

/** Every decision and every refusal with its line; one bad line never loses the others. */
export function readDecisions(text: string): {
  readonly decisions: readonly WrittenDecision[];
  readonly invalid: readonly InvalidDecision[];
} {
  const decisions: WrittenDecision[] = [];
  const invalid: InvalidDecision[] = [];
  const notes = new Map(notesOf(text).map(({ note, decision }) => [keyOf(decision), note]));
  for (const [i, { text: written }] of linesOf(text).entries()) {
    const line = i + 1;
    const read = readLine(written);
    if (typeof read === 'string') invalid.push({ line, message: read, from: addressIn(written) });
    else if (read !== undefined) {
      const note = notes.get(keyOf(read));
      decisions.push(note === undefined ? { ...read, line } : { ...read, line, note: whatIsSaid(note) });
    }
    const note = readNote(written);
    if (typeof note === 'string') invalid.push({ line, message: note, from: addressIn(written.replace(/^\s*#:/, '')) });
  }
  return { decisions, invalid };
}

function whatIsSaid({ until, owner, reason }: WrittenNote): DecisionNote {
  return { until, owner, reason };
}

interface PlacedNote {
  readonly note: WrittenNote;
  readonly decision: Decision;
  readonly line: Line;
}

/** The notes that can be read, with the decisions they repeat. */
function notesOf(text: string): readonly PlacedNote[] {
  return linesOf(text).flatMap((line) => {
    const note = readNote(line.text);
    const decision = typeof note === 'object' ? readLine(note.decision) : undefined;
    return typeof note === 'object' && typeof decision === 'object' ? [{ note, decision, line }] : [];
  });
}

/** What counts on a day, and what has ended before it. */
export function decisionsOn(
  decisions: readonly WrittenDecision[],
  today: Day,
): { readonly counting: readonly WrittenDecision[]; readonly ended: readonly WrittenDecision[] } {
  const isOver = ({ note }: WrittenDecision) => note?.until !== undefined && note.until < today;
  return { counting: decisions.filter((entry) => !isOver(entry)), ended: decisions.filter(isOver) };
}

/** `undefined` for a line without a decision, a sentence for one that cannot be read. */
function readLine(text: string): Decision | string | undefined {
  if (text.trim() === '' || text.trimStart().startsWith('#')) return undefined;
  if (/^(?:<{7}|={7}|>{7})/.test(text)) return 'A merge was left unfinished here. Keep the lines of both sides.';
  const [from = '', kind = '', to, ...more] = text.trim().split(/\s+/);
  if (!from.startsWith('/'))
    return `${from} is not an address; write one that begins with a slash, such as /docs/setup/.`;
  if (kind === 'ignored') {
    return to === undefined ? { kind, from: urlPath(from) } : `${from} is ignored, so nothing follows; remove ${to}.`;
  }
  if (kind !== 'accepted' && kind !== 'changed' && kind !== 'rejected') {
    return `"${kind}" is not a decision; write accepted, changed, rejected or ignored behind ${from}.`;
  }
  if (to?.startsWith('/') !== true) return `${from} ${kind} needs the address of the page behind it.`;
  if (more.length > 0) return `${from} ${kind} ${to} is the whole decision; remove ${more.join(' ')}.`;
  return { kind, from: urlPath(from), to: urlPath(to) };
}

function addressIn(text: string): UrlPath | undefined {
  const [first = ''] = text.trim().split(/\s+/);
  return first.startsWith('/') ? urlPath(first) : undefined;
}

/**
 * The least edits that write a decision: a line in its place, and away with those it contradicts, with their notes.
 * Writing it twice changes nothing, but that it counts without an end. Lines that cannot be read stay.
 */
export function writeDecision(decision: Decision, text: string): readonly TextEdit[] {
  const lines = linesOf(text);
  const known = readDecisions(text).decisions;
  if (known.some((entry) => isSame(entry, decision))) return withoutEnd(decision, text);
  const removed = known.filter((entry) => contradicts(entry, decision));
  return [insertion(decision, text), ...removeDecisions(lines, removed, text)];
}

/** Takes back until when a decision counts; the rest of its note stays. */
function withoutEnd(decision: Decision, text: string): readonly TextEdit[] {
  return notesOf(text).flatMap(({ note, decision: noted, line }): readonly TextEdit[] => {
    const part = note.untilPart;
    if (part === undefined || !isSame(noted, decision)) return [];
    const isAll = note.owner === undefined && note.reason === undefined;
    const [start, end] = isAll ? [line.start, line.next] : [line.start + part.start, line.start + part.end];
    return [{ start, end, text: '' }];
  });
}

/** The edits that take back what is ignored. */
export function withoutIgnored(from: UrlPath, text: string): readonly TextEdit[] {
  const gone = readDecisions(text).decisions.filter((entry) => entry.kind === 'ignored' && isOf(entry, from));
  return removeDecisions(linesOf(text), gone, text);
}

/** Away with the lines of decisions, and with their notes. */
function removeDecisions(lines: readonly Line[], gone: readonly WrittenDecision[], text: string): readonly TextEdit[] {
  const keys = new Set(gone.map(keyOf));
  const notes = notesOf(text).filter(({ decision }) => keys.has(keyOf(decision)));
  const removed = [...gone.flatMap(({ line }) => lines[line - 1] ?? []), ...notes.map(({ line }) => line)];
  return removed.map(({ start, next }) => ({ start, end: next, text: '' }));
}

function isOf({ from }: Decision, path: UrlPath): boolean {
  return urlKey(from) === urlKey(path);
}

function isSame(a: Decision, b: Decision): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf(decision: Decision): string {
  return [decision.kind, urlKey(decision.from), urlKey('to' in decision ? decision.to : '')].join(' ');
}

/** An address has one answer at most, and no answer that was rejected. */
function contradicts(before: Decision, now: Decision): boolean {
  if (!isOf(before, now.from)) return false;
  const isAnswer = (entry: Decision) => entry.kind !== 'rejected';
  if (isAnswer(before) && isAnswer(now)) return true;
  return 'to' in before && 'to' in now && urlKey(before.to) === urlKey(now.to);
}

const header =
  '# What was decided about suggested redirects: accepted, changed, rejected or ignored. One line each, sorted.';

/** In front of the first line that comes after it; comments stay above what they stand above. */
function insertion(decision: Decision, text: string): TextEdit {
  const end = /\n/.test(text) || !text.includes('\r') ? lineEnding(text) : '\r';
  const line = lineOf(decision);
  if (text.trim() === '') return { start: 0, end: text.length, text: `${header}${end}${line}${end}` };
  const before = linesOf(text).filter(({ text: written }) => {
    const read = readLine(written);
    return typeof read === 'object' && lineOf(read) < line;
  });
  const last = before.at(-1);
  const at = last === undefined ? firstDecision(text) : last.next;
  const isOpen = at > 0 && !/[\r\n]/.test(text[at - 1] ?? '');
  return { start: at, end: at, text: isOpen ? `${end}${line}` : `${line}${end}` };
}

function firstDecision(text: string): number {
  const lines = linesOf(text);
  const first = lines.findIndex(({ text: written }) => typeof readLine(written) === 'object');
  // Its notes stay above it.
  let at = first;
  while (at > 0 && typeof readNote(lines[at - 1]?.text ?? '') === 'object') at--;
  return lines[at]?.start ?? text.length;
}

function lineOf(decision: Decision): string {
  const parts = [encodeUrl(decision.from), decision.kind, ...('to' in decision ? [encodeUrl(decision.to)] : [])];
  return parts.join(' ');
}

interface Line {
  readonly text: string;
  readonly start: number;
  /** Where the next line begins. */
  readonly next: number;
}

/** However the lines end: an editor of old, or a merge of two systems, may have left carriage returns alone. */
function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (const { 0: whole, 1: written = '', index } of text.matchAll(/([^\r\n]*)(?:\r\n|\r|\n|$)/g)) {
    if (whole !== '') lines.push({ text: written, start: index, next: index + whole.length });
  }
  return lines;
}
