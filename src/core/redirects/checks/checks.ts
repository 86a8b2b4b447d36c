/** What is wrong with the redirects of a site, rule by rule, each with what would repair it. */
import type { Route } from '../../model.ts';
import { urlKey, urlPath } from '../../paths.ts';
import type { RedirectRule, Unread } from '../format.ts';
import { formatOf } from '../formats/index.ts';
import { becomesPage, hostOf } from '../hosts/index.ts';
import type { RedirectTable, Step } from '../resolution.ts';
import { sampleOf } from '../simulate/ruleSample.ts';
import { tablesOfServers } from '../simulate/servers.ts';
import { isAnsweredBy } from '../simulate/winners.ts';
import { problemsAtEnd } from './checkEnds.ts';
import { fullFiles } from './limits.ts';
import { problem, type RedirectProblem, type Repair } from './problem.ts';

/** Every problem of every rule, in the order of the rules. Takes time in proportion to their number. */
export function checkRedirects(table: RedirectTable): readonly RedirectProblem[] {
  const tables = tablesOfServers(table);
  const own = (rule: RedirectRule) => tables.get(hostOf(rule.host).server) ?? table;
  return [...table.rules.flatMap((rule) => checkRule(rule, own(rule))), ...limits(table.rules)];
}

/** The problems of one rule. */
function checkRule(rule: RedirectRule, table: RedirectTable): readonly RedirectProblem[] {
  const { source } = rule;
  if (source.kind === 'unknown') return [];
  if (source.kind === 'never') {
    const message = `${rule.from} never answers: ${source.reason}.`;
    return [problem('never-matches', 'warning', rule, message, repairOfDead(source.unread))];
  }
  const url = sampleOf(rule);
  if (url === undefined || rule.conditions.length > 0 || (rule.query?.length ?? 0) > 0) return [];
  const whole = table.resolve(url);
  // A host may put the spelling right first, such as a slash, and then look at the rules.
  const turn = whole.steps.findIndex((step) => step.rule !== undefined);
  if (whole.steps[turn]?.rule !== rule) return preceded(rule, url, whole.steps[turn] ?? whole.steps[0], table);
  const resolution = { ...whole, steps: whole.steps.slice(turn) };
  const temporary = rule.statusIsDefault && (rule.status === 302 || rule.status === 307);
  return [
    ...(temporary
      ? [
          problem(
            'temporary',
            'warning',
            rule,
            `${rule.from} has no status, and ${hostOf(rule.host).title} takes ${rule.status}, which is temporary. Write 301 if the page has moved for good.`,
            { kind: 'permanent' },
          ),
        ]
      : []),
    ...hidden(rule, url, table),
    ...problemsAtEnd(rule, resolution, table),
  ];
}

/** A rule beyond a limit is a good rule: it can go where it is read, or others can make room for it. */
function repairOfDead(unread: Unread | undefined): Repair | undefined {
  switch (unread) {
    case undefined:
      return { kind: 'remove' };
    case 'behind-wildcard':
      return { kind: 'reorder' };
    case 'too-many':
      return undefined;
    default:
      return unread satisfies never;
  }
}

/** Something else answers the rule's own address: the first step with a rule, the host's own, or a page. */
function preceded(
  rule: RedirectRule,
  url: string,
  first: Step | undefined,
  table: RedirectTable,
): readonly RedirectProblem[] {
  const other = first?.rule;
  if (!first || !other) {
    const page = table.context.routeOf(urlPath(first?.location ?? url));
    if (page && makesRedirects(rule, page, table)) return [];
    if (page && (first === undefined || urlKey(urlPath(first.location)) === urlKey(urlPath(url)))) {
      const message = `${rule.from} is a page of the site (${page.file}), which answers instead of this rule.`;
      return [problem('shadowed-by-page', 'information', rule, message, { kind: 'remove' })];
    }
    if (!first) return [];
    const message = `${rule.from} never answers: ${hostOf(first.host).title} leads it to ${first.location} before it looks at the rules.`;
    return [problem('never-matches', 'warning', rule, message, { kind: 'remove' })];
  }
  const where = other.file === rule.file ? `line ${other.line}` : `${other.file}, line ${other.line}`;
  const sameWords = other.from === rule.from && other.format === rule.format;
  const same = sameWords || (other.source.kind === 'exact' && rule.source.kind === 'exact');
  if (same) {
    const target = other.to === rule.to ? 'the same target' : `another target, ${other.to}`;
    // Front matter that was copied, to another version or language; or the same said to generator and host.
    const isCopy = becomesPage(rule) && rule.file !== other.file && (becomesPage(other) || other.to === rule.to);
    const isKnown = other.to === rule.to || isAnsweredBy(rule, other);
    const message = isKnown
      ? `${rule.from} is redirected in ${where} already, to ${target}; that rule answers.`
      : `${rule.from} is redirected in ${where} as well, to ${target}; either may answer. Decide which is right, and take the other out.`;
    const repair = isKnown ? ({ kind: 'remove' } as const) : undefined;
    return [{ ...problem('duplicate', isCopy ? 'information' : 'warning', rule, message, repair), other }];
  }
  const repair =
    other.file === rule.file && other.format === rule.format
      ? ({ kind: 'reorder' } as const)
      : ({ kind: 'remove' } as const);
  return [
    {
      ...problem(
        'shadowed-by-rule',
        'warning',
        rule,
        `${rule.from} never answers: ${other.from} in ${where} comes first.`,
        repair,
      ),
      other,
    },
  ];
}

/** Where a template makes the pages of all such rules, its page is the redirect itself. */
function makesRedirects({ format }: RedirectRule, { file, url }: Route, { context }: RedirectTable): boolean {
  return formatOf(format)?.madeByTemplate === true && context.routeOfFile(file)?.url !== url;
}

/** The rule answers although the site has a page there. */
function hidden(rule: RedirectRule, url: string, table: RedirectTable): readonly RedirectProblem[] {
  if (rule.source.kind !== 'exact') return [];
  const page = table.context.routeOf(rule.source.path);
  if (!page || page.kind === 'redirect' || page.kind === 'dynamic' || urlKey(page.url) !== urlKey(rule.source.path))
    return [];
  // A page that only leads on is its own redirect.
  if (page.file === rule.file) return [];
  // The page is shown unless the author says otherwise, in so many signs.
  const isWanted = hostOf(rule.host).marksForced === true && rule.force;
  return [
    problem(
      'hides-page',
      isWanted ? 'information' : 'warning',
      rule,
      `${url} is a page of the site (${page.file}); this rule hides it.`,
      {
        kind: 'remove',
      },
    ),
  ];
}

/** Near the number of rules a host reads. What is beyond it `never-matches`, where the host just stops reading. */
function limits(rules: readonly RedirectRule[]): readonly RedirectProblem[] {
  return fullFiles(rules).flatMap((full) => {
    const [first] = full.rules;
    return first ? [{ ...problem('limit', full.isOver ? 'error' : 'information', first, full.message), full }] : [];
  });
}
