/**
 * Draws rules that get in each other's way, in a notation of their own that each engine writes in its dialect:
 * `/docs/:slug/x` catches one segment, `/docs/*` the rest, `/a-*` the rest of a segment and more.
 */
import type { Random } from './random.ts';

export interface DrawnRule {
  /** Decoded. */
  readonly from: string;
  /** As a target is written: encoded, `:slug` and `:splat` for what was caught. */
  readonly to: string;
  readonly status: number;
  readonly force: boolean;
}

export interface RuleSetOptions {
  readonly statuses: readonly number[];
  readonly pages: readonly string[];
  /** Segments beyond plain letters, decoded; an engine leaves out what its notation cannot say. */
  readonly segments?: readonly string[];
  readonly shapes?: readonly Shape[];
  readonly hosts?: readonly string[];
  /** Whether targets with a query or a part of a page are drawn. */
  readonly targetQueries?: boolean;
  readonly targetFragments?: boolean;
  readonly count?: number;
}

export type Shape =
  | 'exact'
  | 'folder'
  | 'rest'
  | 'name'
  | 'name-below'
  | 'name-rest'
  | 'partial'
  | 'middle'
  | 'everything';

const allShapes: readonly Shape[] = [
  'exact',
  'exact',
  'exact',
  'exact',
  'folder',
  'rest',
  'rest',
  'name',
  'name-below',
  'name-rest',
  'partial',
  'middle',
];

/** What is published beside the rules; some rules have a page's address as their source. */
export const pages = ['/about/', '/docs/a/', '/plain.html', '/blog/', '/'];

const plainSegments = ['old', 'docs', 'blog', 'a', 'b', 'post-1', '2020', 'x.html', 'index.html', 'v1.0', 'a_b'];
export const specialSegments = [
  'Docs',
  'é',
  'Ünï',
  '中文',
  'a b',
  'c+d',
  "it's",
  'a,b',
  'a&b',
  'a=b',
  '~u',
  'a@b',
  '100%',
];

export function drawRules(random: Random, options: RuleSetOptions): readonly DrawnRule[] {
  const rules: DrawnRule[] = [];
  const count = options.count ?? 10 + random.below(12);
  while (rules.length < count) rules.push(drawRule(random, options, rules));
  return rules;
}

function drawRule(random: Random, options: RuleSetOptions, others: readonly DrawnRule[]): DrawnRule {
  const from = drawSource(random, options, others);
  return {
    from,
    to: drawTarget(random, options, others, from),
    status: random.pick(options.statuses),
    force: random.chance(0.15),
  };
}

function drawSource(random: Random, options: RuleSetOptions, others: readonly DrawnRule[]): string {
  const repeated = others.length > 0 && random.chance(0.08);
  if (repeated) return random.pick(others).from;
  if (options.pages.length > 0 && random.chance(0.1)) return random.pick(options.pages);
  const segment = () => drawSegment(random, options);
  const folder = random.chance(0.5) ? `/${segment()}` : `/${segment()}/${segment()}`;
  switch (random.pick(options.shapes ?? allShapes)) {
    case 'exact':
      return folder;
    case 'folder':
      return `${folder}/`;
    case 'rest':
      return `${folder}/*`;
    case 'name':
      return `${folder}/:slug`;
    case 'name-below':
      return `/${segment()}/:slug/${segment()}`;
    case 'name-rest':
      return `/${segment()}/:slug/*`;
    case 'partial':
      return `${folder}-*`;
    case 'middle':
      return `/${segment()}/*/${segment()}`;
    case 'everything':
      return '/*';
  }
}

export function drawSegment(random: Random, { segments = specialSegments }: Pick<RuleSetOptions, 'segments'>): string {
  return segments.length > 0 && random.chance(0.2) ? random.pick(segments) : random.pick(plainSegments);
}

function drawTarget(random: Random, options: RuleSetOptions, others: readonly DrawnRule[], from: string): string {
  const captures = [...from.matchAll(/:(\w+)/g)].map(([whole]) => whole);
  if (from.includes('*')) captures.push(':splat');
  const tail = captures.filter(() => random.chance(0.75)).join('/');
  const host = options.hosts && random.chance(0.15) ? random.pick(options.hosts) : '';
  const chain = others.filter((rule) => !/[:*]/.test(rule.from));
  if (tail === '' && chain.length > 0 && random.chance(0.1)) return host + encodeURI(random.pick(chain).from);
  const base = random.pick(['/new', '/new/', '/target/page', '/', '/n%C3%A9w', '/t.html', '/about/']);
  const path = tail === '' ? base : `${base.replace(/\/$/, '')}/${tail}`;
  const query = options.targetQueries !== false && random.chance(0.12) ? random.pick(['?x=1', '?x=1&y=2']) : '';
  const fragment = options.targetFragments !== false && random.chance(0.1) ? '#part' : '';
  return host + path + query + fragment;
}

/** A rule as an expression over the decoded path, its target with `$1` for what was caught. */
export function asRegex({ from, to }: Pick<DrawnRule, 'from' | 'to'>): { readonly regex: string; readonly to: string } {
  const names: string[] = [];
  const regex = from
    .split(/(:\w+|\*)/)
    .map((part) => {
      if (part === '*') names.push('splat');
      else if (part.startsWith(':')) names.push(part.slice(1));
      else return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
      return part === '*' ? '(.*)' : '([^/]+)';
    })
    .join('');
  return { regex, to: to.replace(/:(slug|splat)/g, (_whole, name: string) => `$${names.indexOf(name) + 1}`) };
}

/** A rule in the notation of path-to-regexp, its source written by `write`; a wildcard that ends a segment stays one. */
export function asPathPattern(
  { from, to }: Pick<DrawnRule, 'from' | 'to'>,
  write: (text: string) => string,
): { readonly from: string; readonly to: string } {
  const several = /\/\*/.test(from);
  const source = from
    .split(/(:\w+|\*)/)
    .map((part) => (part === '*' ? (several ? ':splat*' : ':splat') : part.startsWith(':') ? part : write(part)))
    .join('');
  return { from: source, to: several ? to.replace(':splat', ':splat*') : to };
}
