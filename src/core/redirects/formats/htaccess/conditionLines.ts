/**
 * The lines of a rule's conditions. They hold for the next `RewriteRule`, whatever stands between them and it, so nothing may
 * be written among them, and none may stay when their rule goes.
 * https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewritecond
 */
import type { TextEdit } from '../../../text/edits.ts';
import { continuedLines, type RuleLine, removeLines } from '../../../text/redirectLines.ts';
import type { RedirectRule, Refusal } from '../../format.ts';
import type { LineGroup } from '../../writing/lineFile.ts';
import { argumentsOf } from './directives.ts';

/** The place in the list of the first condition that waits for a rule there, else that place itself. */
export function aboveConditions(lines: readonly RuleLine[], at: number, text: string): number {
  let first = at;
  for (let i = at - 1; i >= 0; i--) {
    const directive = directiveOf(lines[i], text);
    if (directive === 'rewriterule') break;
    if (directive === 'rewritecond') first = i;
  }
  return first;
}

/** Takes a rule out with its conditions. */
export function withoutRule(
  { from, file, line, start, end }: RedirectRule,
  text: string,
): readonly TextEdit[] | Refusal {
  const lines = continuedLines(text);
  const at = lines.findIndex((entry) => entry.start <= start && start < entry.next);
  const own = lines[at];
  if (own === undefined || directiveOf(own, text) !== 'rewriterule') return [removeLines(text, start, end)];
  const above = lines.slice(aboveConditions(lines, at, text), at);
  if (above.some((entry) => directiveOf(entry, text)?.startsWith('<')))
    return { refused: `${from} (line ${line} of ${file}) has a condition in another section; take both out by hand.` };
  const gone = [...above.filter((entry) => directiveOf(entry, text) === 'rewritecond'), own];
  return together(gone).map(([first, last]) => removeLines(text, first.start, last.end));
}

/** A rule and its conditions as one. */
export function withConditions(lines: readonly RuleLine[], text: string): LineGroup {
  return {
    startOf: (line) => lines[aboveConditions(lines, lines.indexOf(line), text)]?.start ?? line.start,
    without: (rule) => withoutRule(rule, text),
  };
}

/** The first and the last line of each run without another line between. */
function together(lines: readonly RuleLine[]): readonly (readonly [RuleLine, RuleLine])[] {
  const runs: [RuleLine, RuleLine][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.[1].next === line.start) last[1] = line;
    else runs.push([line, line]);
  }
  return runs;
}

function directiveOf(line: RuleLine | undefined, text: string): string | undefined {
  return line && argumentsOf(line, text)[0]?.toLowerCase();
}
