/** How many rules of one file its host reads. */
import type { RedirectRule } from '../format.ts';
import type { Host } from '../host.ts';
import { hostOf } from '../hosts/index.ts';

/** The rules of a file that share one limit, near it or beyond. */
export interface FullFile {
  readonly rules: readonly RedirectRule[];
  readonly isOver: boolean;
  readonly message: string;
  /** Rules for one address each that take the place of wildcards, and would not above them. */
  readonly misplaced: readonly RedirectRule[];
}

/**
 * The same of a host that may read a file instead of the one that is taken for its host, each as a sentence for the first rule:
 * only where it would not read all, as the other one does.
 */
export function fullForOthers(rules: readonly RedirectRule[]): readonly FullFile[] {
  const others = rules.flatMap((rule) => (rule.mayBe === undefined ? [] : [{ ...rule, host: rule.mayBe }]));
  return fullFiles(others)
    .filter(({ isOver }) => isOver)
    .map((full) => ({ ...full, message: full.message.replace('; ', '. Where it serves the site, ') }));
}

/** The share of a limit from which on somebody should know. */
const near = 0.9;

/** The files whose number of rules is near what their host reads, or beyond. */
export function fullFiles(rules: readonly RedirectRule[]): readonly FullFile[] {
  const files = new Map<string, RedirectRule[]>();
  for (const rule of rules) {
    const key = `${rule.host} ${rule.file}`;
    const known = files.get(key);
    if (known) known.push(rule);
    else files.set(key, [rule]);
  }
  return [...files.values()].flatMap((own) => fullFile(own));
}

function fullFile(rules: readonly RedirectRule[]): readonly FullFile[] {
  const [first] = rules;
  if (first === undefined) return [];
  const host = hostOf(first.host);
  const { title, limits: { rules: most, rulesFromWildcard } = {} } = host;
  if (rulesFromWildcard !== undefined)
    return twoLimits(rules, host, most ?? Number.POSITIVE_INFINITY, rulesFromWildcard);
  if (most === undefined || rules.length < most * near) return [];
  const message = `${first.file} has ${rules.length} rules; ${title} reads ${most}.`;
  return [{ rules, isOver: rules.length > most, message, misplaced: [] }];
}

/** Up to the first wildcard, and from there on. */
function twoLimits(
  rules: readonly RedirectRule[],
  { title, isWildcard }: Host,
  most: number,
  fromWildcard: number,
): readonly FullFile[] {
  const isExact = ({ from }: RedirectRule) => isWildcard?.(from) !== true;
  const firstWildcard = rules.findIndex((rule) => !isExact(rule));
  const above = firstWildcard < 0 ? rules : rules.slice(0, firstWildcard);
  const behind = rules.slice(above.length);
  const found: FullFile[] = [];
  if (above.length >= most * near) {
    const message = `${above[0]?.file} has ${above.length} rules above its first wildcard; ${title} reads ${most} there.`;
    found.push({ rules: above, isOver: above.length > most, message, misplaced: [] });
  }
  if (behind.length >= fromWildcard * near) {
    const misplaced = behind.filter(isExact);
    const advice =
      misplaced.length > 0 ? ` ${misplaced.length} of them have no wildcard and can be moved above it.` : '';
    const message = `${behind[0]?.file} has ${behind.length} rules from its first wildcard on; ${title} reads ${fromWildcard} there.${advice}`;
    found.push({ rules: behind, isOver: behind.length > fromWildcard, message, misplaced });
  }
  return found;
}
