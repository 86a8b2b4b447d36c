/** The redirects of a site as one of its other hosts answers by them. */
import { bareHost } from '../../backlinks/webAddress.ts';
import type { RuleCondition } from '../condition.ts';
import type { RedirectTable } from '../resolution.ts';
import { tableOf } from './table.ts';

/** `undefined` where no rule of the site names the host: nothing says that it is served with the site. */
export function tableOnHost({ rules, settings, context }: RedirectTable, host: string): RedirectTable | undefined {
  const isFor = (condition: RuleCondition) => condition.kind === 'host' && hostsIn(condition.names).includes(host);
  if (!rules.some(({ conditions }) => conditions.some(isFor))) return undefined;
  const own = rules.map((rule) => ({ ...rule, conditions: rule.conditions.filter((each) => !isFor(each)) }));
  return tableOf(own, [], settings, { ...context, siteHosts: [host, `www.${host}`] });
}

/** Names as they are written, one after the other, or as a pattern that means one: `^(www\.)?old\.example\.net$`. */
function hostsIn(names: string): readonly string[] {
  return names
    .slice(0, 1000)
    .replaceAll('\\.', '.')
    .replace(/\(www\.\)\?/gi, '')
    .split(/[\s,|^$()]+/)
    .filter((name) => name !== '')
    .map((name) => bareHost(name));
}
