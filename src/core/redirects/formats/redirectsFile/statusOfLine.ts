/** How the lines of a file say that a redirect is for good, so that a new one says it as they do. */
import type { RedirectRule } from '../../format.ts';
import { isPermanent } from '../../writing/placement.ts';
import type { Dialect } from './dialects.ts';
import type { WrittenLines } from './grammar.ts';

/** The words of new lines with the status that all permanent rules of the file have, or without where none says it. */
export function saidAsOthers(written: WrittenLines, rules: readonly RedirectRule[], { host }: Dialect): WrittenLines {
  if (!isPermanent(written.status)) return written;
  const others = rules.filter(({ status }) => isPermanent(status));
  const said = new Set(others.map(({ status, statusIsDefault }) => (statusIsDefault ? undefined : status)));
  const [only] = said;
  if (said.size !== 1 || others.length === 0 || only === written.status) return written;
  // Where the file says none, the host takes the line for one that is for good.
  if (only === undefined) {
    return {
      ...written,
      status: others[0]?.status ?? written.status,
      lines: written.lines.map((words) => words.slice(0, 2)),
    };
  }
  if (host === 'gitlab') return written;
  return { ...written, status: only, lines: written.lines.map(([from = '', to = '']) => [from, to, String(only)]) };
}
