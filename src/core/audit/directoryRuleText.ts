/** What is said of a rule for a whole directory; an editor shows it without what makes such rules. */
import type { DirectoryRule } from '../report/findings.ts';
import { count } from '../wording/amounts.ts';

/** `covers 14 broken pages and 31 addresses of the past`: what the numbers of a rule say, as a clause. */
export function directoryRuleText({ pattern, broken, right, gone, fix }: DirectoryRule): string {
  const { exceptions = [] } = fix;
  const covers = `covers ${count(broken.length, 'broken page')} and ${pastAddresses(right)} of the past`;
  const apart = exceptions.length === 0 ? '' : `, after ${count(exceptions.length, 'rule')} for what went elsewhere`;
  const stays =
    gone === 0 ? '' : `; ${pastAddresses(gone)} whose page was deleted ${gone === 1 ? 'stays' : 'stay'} dead`;
  return `${pattern.from} → ${pattern.to} ${pattern.status} in ${fix.file} ${covers}${apart}${stays}`;
}

/** `31 addresses`. */
export function pastAddresses(number: number): string {
  return `${number.toLocaleString('en-US')} address${number === 1 ? '' : 'es'}`;
}
