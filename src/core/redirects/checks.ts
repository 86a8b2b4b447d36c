/** What is wrong with the redirects of a site, rule by rule, each with what would mend it. */
import { urlKey, urlPath } from '../paths.ts';
import type { HostId, RedirectRule } from './format.ts';
import { hostOf } from './hosts/index.ts';
import type { RedirectTable, Resolution, Step } from './resolution.ts';
import { sampleOf } from './ruleSample.ts';
import { isOffSite } from './target.ts';

/**
 * - `chain`: the target redirects again
 * - `loop`: it goes in a circle
 * - `dead-target` `draft-target`: the way ends where nothing is published
 * - `leads-home`: it ends at the home page, which search engines take for an error page
 * - `duplicate`: another rule has the same source
 * - `shadowed-by-rule` `shadowed-by-page`: something else always answers first
 * - `hides-page`: it answers where the site has a page
 * - `never-matches`: the host reads it and no request can match
 * - `limit`: the host reads only so many
 * - `temporary`: no status is written, and the host's own is temporary
 */
export type CheckCode =
  | 'chain'
  | 'loop'
  | 'dead-target'
  | 'draft-target'
  | 'leads-home'
  | 'duplicate'
  | 'shadowed-by-rule'
  | 'shadowed-by-page'
  | 'hides-page'
  | 'never-matches'
  | 'limit'
  | 'temporary';

/** What would mend a rule; see `mend.ts` for the edits. */
export type RedirectRemedy =
  /** Points straight at the end of the way. */
  | { readonly kind: 'retarget'; readonly to: string }
  | { readonly kind: 'remove' }
  /** Takes the rule to where nothing answers before it. */
  | { readonly kind: 'reorder' }
  | { readonly kind: 'permanent' };

export interface RedirectProblem {
  readonly code: CheckCode;
  readonly severity: 'error' | 'warning' | 'information';
  readonly rule: RedirectRule;
  readonly message: string;
  /** The rule or step that answers instead, where there is one. */
  readonly other?: RedirectRule | undefined;
  readonly remedy?: RedirectRemedy | undefined;
}

/** Every problem of every rule, in the order of the rules. Takes time in proportion to their number. */
export function checkRedirects(table: RedirectTable): readonly RedirectProblem[] {
  return [...table.rules.flatMap((rule) => checkRule(rule, table)), ...limits(table.rules)];
}

/** The problems of one rule. */
export function checkRule(rule: RedirectRule, table: RedirectTable): readonly RedirectProblem[] {
  const { source } = rule;
  if (source.kind === 'unknown') return [];
  if (source.kind === 'never') {
    const behind = /from the first wildcard on/.test(source.reason);
    const remedy = behind ? ({ kind: 'reorder' } as const) : ({ kind: 'remove' } as const);
    return [problem('never-matches', 'warning', rule, `${rule.from} never answers: ${source.reason}.`, remedy)];
  }
  const url = sampleOf(rule);
  if (url === undefined || rule.conditions.length > 0 || (rule.query?.length ?? 0) > 0) return [];
  const whole = table.resolve(url);
  const first = whole.steps[0];
  // A host may put the spelling right first, such as a slash, and then look at the rules.
  const turn = whole.steps.findIndex((step) => step.rule !== undefined);
  if (whole.steps[turn]?.rule !== rule) return preceded(rule, url, first, table);
  const way = { ...whole, steps: whole.steps.slice(turn) };
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
    ...ended(rule, way, table),
  ];
}

/** Something else answers the rule's own address. */
function preceded(
  rule: RedirectRule,
  url: string,
  first: Step | undefined,
  table: RedirectTable,
): readonly RedirectProblem[] {
  if (!first) {
    const page = table.context.routeOf(urlPath(url));
    if (!page) return [];
    const message = `${rule.from} is a page of the site (${page.file}), which answers instead of this rule.`;
    return [problem('shadowed-by-page', 'information', rule, message, { kind: 'remove' })];
  }
  const other = first.rule;
  if (!other) {
    const message = `${rule.from} never answers: ${hostOf(first.host).title} leads it to ${first.location} before it looks at the rules.`;
    return [problem('never-matches', 'warning', rule, message, { kind: 'remove' })];
  }
  const where = other.file === rule.file ? `line ${other.line}` : `${other.file}, line ${other.line}`;
  const same = other.source.kind === 'exact' && rule.source.kind === 'exact';
  if (same) {
    const target = other.to === rule.to ? 'the same target' : `another target, ${other.to}`;
    return [
      {
        ...problem(
          'duplicate',
          'warning',
          rule,
          `${rule.from} is redirected in ${where} already, to ${target}; that rule answers.`,
          { kind: 'remove' },
        ),
        other,
      },
    ];
  }
  const remedy =
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
        remedy,
      ),
      other,
    },
  ];
}

/** The rule answers although the site has a page there. */
function hidden(rule: RedirectRule, url: string, table: RedirectTable): readonly RedirectProblem[] {
  if (rule.source.kind !== 'exact') return [];
  const page = table.context.routeOf(rule.source.path);
  if (!page || page.kind === 'redirect' || urlKey(page.url) !== urlKey(rule.source.path)) return [];
  // A page that only leads on is its own redirect.
  if (page.file === rule.file) return [];
  return [
    problem('hides-page', 'warning', rule, `${url} is a page of the site (${page.file}); this rule hides it.`, {
      kind: 'remove',
    }),
  ];
}

/** Where the way of the rule ends. */
function ended(rule: RedirectRule, way: Resolution, table: RedirectTable): readonly RedirectProblem[] {
  const { outcome, steps } = way;
  const last = steps.at(-1);
  const exact = rule.source.kind === 'exact';
  const again = steps[1];
  switch (outcome.kind) {
    case 'loop':
      return [problem('loop', 'error', rule, `${rule.from} goes in a circle over ${outcome.url}.`, { kind: 'remove' })];
    case 'dead':
      // What a wildcard leads to depends on the request; a sample proves nothing.
      if (!exact) return [];
      return [
        problem(
          'dead-target',
          'warning',
          rule,
          `${rule.from} leads to ${outcome.url}, which no file publishes. Choose another target or remove the rule.`,
        ),
      ];
    case 'draft':
      return [
        problem(
          'draft-target',
          'warning',
          rule,
          `${rule.from} leads to ${outcome.route.file}, which is not published.`,
        ),
      ];
    case 'page':
    case 'off-site': {
      const problems: RedirectProblem[] = [];
      if (again && last && exact) {
        const by = again.rule ? `line ${again.rule.line} of ${again.rule.file}` : hostOf(again.host).title;
        const message = `${rule.from} leads to ${again.url}, which ${by} redirects to ${last.location}. Point straight at the end.`;
        // An alias leads to the page it stands in; only moving it to another page would change that.
        const inPage = !isOffSite(rule.to) && table.context.routeOf(urlPath(rule.to))?.file === rule.file;
        const remedy = inPage ? undefined : ({ kind: 'retarget', to: last.location } as const);
        problems.push({ ...problem('chain', 'warning', rule, message, remedy), other: again.rule });
      }
      if (outcome.kind === 'page' && outcome.route.kind === 'home' && exact && !isHomeName(rule)) {
        problems.push(
          problem(
            'leads-home',
            'information',
            rule,
            `${rule.from} leads to the home page, which search engines take for an error page. Choose the page that took its place.`,
          ),
        );
      }
      return problems;
    }
    case 'gone':
    case 'none':
    case 'unknown':
      return [];
    default:
      return outcome satisfies never;
  }
}

/** `/index.php`, `/home`: another name of the home page may lead there. */
function isHomeName({ source }: RedirectRule): boolean {
  return (
    source.kind === 'exact' &&
    /^\/(([a-z]{2}(-[a-z]{2})?\/)?(index|home|default|start)(\.\w+)?)?\/?$/i.test(source.path)
  );
}

const most: Partial<Readonly<Record<HostId, number>>> = { cloudflare: 2000, gitlab: 1000, vercel: 2048, next: 1024 };

/** Near the number of rules a host reads. What is beyond it `never-matches`, where the host just stops reading. */
function limits(rules: readonly RedirectRule[]): readonly RedirectProblem[] {
  const counts = new Map<string, { readonly last: RedirectRule; readonly count: number }>();
  for (const rule of rules) {
    const key = `${rule.host} ${rule.file}`;
    counts.set(key, { last: rule, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].flatMap(({ last, count }) => {
    const limit = most[last.host];
    if (limit === undefined || count < limit * 0.9) return [];
    const message = `${last.file} has ${count} rules; ${hostOf(last.host).title} reads ${limit}. Compact rules of one folder into a wildcard.`;
    return [problem('limit', count > limit ? 'error' : 'information', last, message)];
  });
}

function problem(
  code: CheckCode,
  severity: RedirectProblem['severity'],
  rule: RedirectRule,
  message: string,
  remedy?: RedirectRemedy,
): RedirectProblem {
  return { code, severity, rule, message, remedy };
}
