/**
 * Why a decision was made, by whom, and until when it counts: a comment that repeats the decision, so that readers which
 * know no notes keep the decision, and a note whose decision is gone says nothing.
 *
 *     #: /old-shop/ ignored until 2027-06-30, by ana, because the shop comes back
 *     /old-shop/ ignored
 */
import type { Day } from '../model.ts';

/** Why a decision was made, who answers for it, and when it ends. What is `undefined` was not said; then it ends never. */
export interface DecisionNote {
  /** The last day on which the decision counts, in UTC. */
  readonly until?: Day | undefined;
  readonly owner?: string | undefined;
  readonly reason?: string | undefined;
}

/** A note as it stands in a line of the file. Offsets count from the start of that line. */
export interface WrittenNote extends DecisionNote {
  /** The decision it repeats, as a line. */
  readonly decision: string;
  /** Where ` until …` stands in the line, with the comma that follows it. */
  readonly untilPart?: { readonly start: number; readonly end: number } | undefined;
}

const noted = /^\s*#:\s*(?=\/)/;
const untilSaid = /^until\s+(\S+?)(?:,\s*|\s*$)/;
const ownerSaid = /^by\s+([^,]+?)(?:,\s*|\s*$)/;
const reasonSaid = /^because\s+(.*\S)\s*$/;

/** `undefined` for a line that is no note, a sentence for one that cannot be read. */
export function readNote(line: string): WrittenNote | string | undefined {
  const start = noted.exec(line)?.[0].length;
  if (start === undefined) return undefined;
  const decision = /^\S+\s+(?:ignored|\S+\s+\/\S*)/.exec(line.slice(start))?.[0];
  if (decision === undefined)
    return 'The note does not repeat its decision; write it as "#: /old/ ignored until 2027-06-30".';
  let at = start + decision.length;
  let rest = line.slice(at).trimStart();
  at = line.length - rest.length;
  const said = (pattern: RegExp): string | undefined => {
    const [whole = '', value] = pattern.exec(rest) ?? [];
    rest = rest.slice(whole.length);
    return value;
  };
  const until = said(untilSaid);
  const untilEnd = line.length - rest.length;
  const owner = said(ownerSaid);
  const reason = said(reasonSaid);
  if (rest !== '') return `"${rest}" cannot be read; write until 2027-06-30, by somebody, because of something.`;
  if (until === undefined) return { decision, owner, reason };
  if (!isDay(until)) return `${until} is not a date; write it as 2027-06-30.`;
  return { decision, until: until as Day, owner, reason, untilPart: { start: at, end: untilEnd } };
}

function isDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (day === '') return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.toISOString().startsWith(text);
}

/** ` (by ana: the shop comes back)`, or nothing. */
export function noteText({ owner, reason }: DecisionNote): string {
  const who = owner === undefined ? '' : `by ${owner}`;
  const parts = [who, reason ?? ''].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join(': ')})`;
}
