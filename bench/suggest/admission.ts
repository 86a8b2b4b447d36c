/** Which rules of a site say where its maintainers think a lost page went, and what each says. */
import type { Route } from '../../src/core/model.ts';
import { type UrlPath, urlKey } from '../../src/core/paths.ts';
import type { RedirectRule } from '../../src/core/redirects/format.ts';
import type { RedirectTable, Resolution } from '../../src/core/redirects/resolution.ts';
import { isOffSite, withoutBase } from '../../src/core/redirects/target.ts';
import { isPage } from '../../src/core/routeTable.ts';

export interface Pair {
  readonly kind: 'pair';
  readonly from: string;
  readonly to: string;
  readonly route: Route;
  readonly fragment: string;
  readonly rule: string;
}

export interface Negative {
  readonly kind: 'negative';
  readonly from: string;
  readonly target: string;
  readonly why: 'external' | 'home' | 'gone page';
  readonly rule: string;
}

export interface Wildcard {
  readonly kind: 'wildcard';
  readonly from: string;
  readonly to: string;
  readonly rule: string;
}

export interface Dropped {
  readonly kind: 'dropped';
  readonly why: string;
}

export type Verdict = Pair | Negative | Wildcard | Dropped;

export interface Admission {
  readonly table: RedirectTable;
  readonly hosts: readonly string[];
  readonly foldCase: boolean;
}

/** An address as the truth tables write it: no trailing slash, no `index.html`, no `.html`. */
export function truthPath(path: UrlPath | string, foldCase: boolean): string {
  const key = urlKey(path).replace(/\.html?$/i, '');
  const whole = key === '' || key === '/index' ? '/' : key;
  return foldCase ? whole.toLowerCase() : whole;
}

const dropped = (why: string): Dropped => ({ kind: 'dropped', why });

/** What one rule says by itself; that an address is asked for once only is for the caller to see to. */
export function admit(rule: RedirectRule, { table, hosts, foldCase }: Admission): Verdict {
  const { source } = rule;
  const name = `${rule.format} @ ${rule.file}:${rule.line}`;
  if (rule.status === 200 || rule.status === 404) return dropped('rewrite or error page');
  if (rule.conditions.length > 0) return dropped('only for some visitors');
  if (source.kind === 'prefix' || source.kind === 'pattern') {
    return { kind: 'wildcard', from: rule.from, to: rule.to, rule: name };
  }
  if (source.kind !== 'exact') return dropped('no address answers to it');
  if ((rule.query?.length ?? 0) > 0 || /[?#]/.test(rule.from)) return dropped('old URL carries a fragment or query');
  const host = hostIn(rule.from);
  if (host !== undefined && !hosts.includes(host)) return dropped('old URL on another host');
  const { routeOf } = table.context;
  const held = routeOf(source.path);
  if (held !== undefined && held.kind !== 'redirect' && held.kind !== 'dynamic')
    return dropped('old URL is a live page');
  const from = truthPath(source.path, foldCase);
  if (from === '/') return dropped('old URL is the home page');
  const way = table.resolve(source.path);
  const { basePath } = table.context;
  if (
    way.outcome.kind === 'off-site' &&
    !isOffSite(way.outcome.url) &&
    withoutBase(source.path, basePath) === undefined
  ) {
    return dropped('both sides lie beside the site');
  }
  const ruled = way.steps.filter((step) => step.rule !== undefined);
  if (ruled[0]?.rule !== rule) return dropped('another rule or nothing answers');
  const hops = ruled.length - 1;
  return judge(way, from, hops > 0 ? `${name} (+${hops} hop)` : name, foldCase);
}

function judge(way: Resolution, from: string, rule: string, foldCase: boolean): Pair | Negative | Dropped {
  const { outcome } = way;
  const location = way.steps.at(-1)?.location ?? '';
  switch (outcome.kind) {
    case 'page': {
      const { route } = outcome;
      const to = truthPath(route.url, foldCase);
      if (route.kind === 'home' || to === '/') return { kind: 'negative', from, target: to, why: 'home', rule };
      if (!isPage(route)) return dropped('target is no page with a file of its own');
      if (bare(to) === bare(from)) return dropped('differs by slash, .html, index or case only');
      if (saysGone(route)) return { kind: 'negative', from, target: to, why: 'gone page', rule };
      return { kind: 'pair', from, to, route, fragment: location.split('#')[1] ?? '', rule };
    }
    case 'off-site':
      return { kind: 'negative', from, target: outcome.url, why: 'external', rule };
    case 'gone':
      return { kind: 'negative', from, target: String(outcome.status), why: 'gone page', rule };
    case 'dead':
    case 'draft':
    case 'loop':
    case 'none':
    case 'unknown':
    case 'undecided':
      return dropped(`target is ${outcome.kind === 'dead' ? 'not a page in the repository' : outcome.kind}`);
    default:
      return outcome satisfies never;
  }
}

/** What is left when a slash, `index` and case make no difference. */
function bare(path: string): string {
  return path.toLowerCase().replace(/\/index$/, '');
}

function saysGone({ url, title = '' }: Route): boolean {
  const name = urlKey(url).split('/').at(-1) ?? '';
  return (
    /^(?:404|410|gone|moved|page[-_]?(?:gone|removed|not[-_]found)|not[-_]?found)(?:\.html?)?$/i.test(name) ||
    /^page (?:not found|removed)|no longer (?:available|exists?)/i.test(title)
  );
}

function hostIn(url: string): string | undefined {
  return /^(?:[a-z]+:)?\/\/([^/?#]*)/i.exec(url)?.[1]?.toLowerCase();
}
