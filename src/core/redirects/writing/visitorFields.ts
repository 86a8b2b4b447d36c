/**
 * `has` and `missing` of a redirect of Next.js or Vercel: `[{ type: 'header' | 'cookie' | 'query' | 'host', key, value }]`,
 * all of the first met and none of the second. A value is an expression for the whole text; without one it is enough
 * that there is a text. What is asked of the query and of the host is told; headers and cookies are the visitor's own.
 * https://nextjs.org/docs/app/api-reference/config/next-config-js/redirects#header-cookie-and-query-matching
 */
import { type DataNode, dataAt, itemsAt, textAt, valueAt } from '../../data/data.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import { isForOtherSites, type RuleCondition, visitorCondition } from '../condition.ts';
import type { RedirectContext } from '../format.ts';
import type { Requirement, Requirements } from '../requirement.ts';

const lists = ['has', 'missing'] as const;

/** Whom alone a redirect answers, and what is told of it. */
export interface VisitorFields {
  readonly conditions: readonly RuleCondition[];
  readonly requires: Requirements | undefined;
}

/** `to` is where the redirect leads: one between two names of the site is for visitors of the other name alone. */
export function visitorFields(record: DataNode, to: string, context: RedirectContext): VisitorFields {
  const fields = lists.flatMap((list) => {
    const node = dataAt(record, list);
    if (node === undefined) return [];
    const items = itemsAt(record, list);
    if (node.kind !== 'list' || items.length === 0) return [unread(list)];
    return items.map((item) => fieldOf(item, list, to, context));
  });
  const conditions = fields.map(({ condition }) => condition);
  const asked = fields.filter(({ condition }) => !isForOtherSites(condition));
  // What is for another host alone is told by its condition, which is taken away for that host.
  const isElsewhere = asked.length < fields.length;
  const told = isElsewhere
    ? asked.map(() => ({ kind: 'unknown' }) as const)
    : asked.map(({ requirement }) => requirement);
  return { conditions, requires: told.length === 0 ? undefined : told.map((requirement) => [requirement]) };
}

interface Field {
  readonly condition: RuleCondition;
  readonly requirement: Requirement;
}

function unread(list: string): Field {
  return { condition: visitorCondition(list), requirement: { kind: 'unknown' } };
}

function fieldOf(item: DataNode, list: string, to: string, context: RedirectContext): Field {
  const type = textAt(item, 'type');
  const key = textAt(item, 'key');
  const value = textAt(item, 'value');
  const isWanted = list === 'has';
  const open = {
    condition: visitorCondition([list, type, key].filter((word) => word !== undefined).join(' ')),
    requirement: { kind: 'unknown' } as const,
  };
  if (value === undefined && dataAt(item, 'value') !== undefined) return open;
  if (type === 'query' && key !== undefined) {
    const regex = value === undefined || value === '' ? undefined : `^${value}$`;
    if (regex !== undefined && !compileRegex(regex)) return open;
    return { ...open, requirement: { kind: 'parameter', name: key, regex, isWanted } };
  }
  return type === 'host' && value !== undefined ? (hostField(value, isWanted, to, context) ?? open) : open;
}

/** `undefined` where the site has no name, or the rule needs a part of it. */
function hostField(
  value: string,
  isWanted: boolean,
  to: string,
  { siteHosts = [] }: RedirectContext,
): Field | undefined {
  const regex = compileRegex(`^${value}$`);
  const [name] = siteHosts;
  if (!regex || name === undefined) return undefined;
  const target = /^(?:https?:)?\/\/([^/?#:]+)/i.exec(to)?.[1]?.toLowerCase();
  const isMove = target !== undefined && target !== name && siteHosts.includes(target);
  const isOurs = regex.test(name.toLowerCase()) && !(isMove && isWanted);
  if (isOurs && (/\(\?P?</.test(value) || /:host\b/.test(to))) return undefined;
  const is = isOurs === isWanted;
  const condition: RuleCondition = is
    ? visitorCondition(`${isWanted ? 'has' : 'missing'} host`)
    : { kind: 'host', names: value };
  return { condition, requirement: { kind: 'always', is } };
}

const types = ['header', 'cookie', 'query', 'host'];

/** Why the host takes no redirect with such a list; what is not written in place is no mistake. */
export function fieldProblem(record: DataNode): string | undefined {
  for (const list of lists) {
    const node = dataAt(record, list);
    if (node === undefined || node.kind === 'unknown') continue;
    if (node.kind !== 'list') return `${list} has to be a list`;
    for (const item of node.items) {
      const problem = itemProblem(item);
      if (problem) return `${list}: ${problem}`;
    }
  }
  return undefined;
}

function itemProblem(item: DataNode): string | undefined {
  if (item.kind === 'unknown') return undefined;
  const type = valueAt(item, 'type');
  const isOpen = (name: string) => dataAt(item, name)?.kind === 'unknown';
  if (!isOpen('type') && !types.includes(String(type)))
    return `${type === undefined ? 'an entry without a type' : `the type ${String(type)}`}; ${types.join(', ')} are known`;
  if (type !== 'host' && !isOpen('key') && textAt(item, 'key') === undefined)
    return `the ${String(type)} needs a key, the name that is looked for`;
  return type === 'host' && dataAt(item, 'value') === undefined ? 'the host needs a value, its name' : undefined;
}
