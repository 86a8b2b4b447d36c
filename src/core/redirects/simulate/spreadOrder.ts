/** Rules of a file that a configuration spreads into its own answer where they are spread: behind those above that line. */
import type { RepoPath } from '../../paths.ts';
import type { InvalidRule, RedirectRule } from '../format.ts';
import { isReadElsewhere } from './undecided.ts';

export function inSpreadOrder(
  rules: readonly RedirectRule[],
  invalid: readonly InvalidRule[],
): readonly RedirectRule[] {
  const read = new Set(rules.map(({ file }) => file));
  const moved = new Set<RepoPath>();
  let sorted = rules;
  // As they were read, the rules of a module stand in front of those of the configuration.
  for (const entry of invalid) {
    const { format, file, line, writtenIn } = entry;
    if (writtenIn === undefined || writtenIn === file || moved.has(writtenIn) || !isReadElsewhere(entry, read))
      continue;
    moved.add(writtenIn);
    const last = sorted.findLastIndex((rule) => rule.format === format && rule.file === file && rule.line < line);
    const isMoved = (rule: RedirectRule, at: number) => at < last && rule.format === format && rule.file === writtenIn;
    if (last < 0) continue;
    const rest = (from: number, to?: number) => sorted.slice(from, to);
    sorted = [
      ...rest(0, last + 1).filter((rule, at) => !isMoved(rule, at)),
      ...rest(0, last + 1).filter(isMoved),
      ...rest(last + 1),
    ];
  }
  return sorted;
}
