/**
 * Which key of `routeRules` answers. Nuxt up to 4.5 and Nitro 2 look it up in radix3: all of that matcher's own tests are
 * taken. Nitro 3 has rou3, which reads more in a key; of its tests those are taken whose keys and addresses both read alike.
 */
import type { Node } from '@babel/types';
import type { RedirectTable } from '../../src/core/redirects/resolution.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { siteOf } from '../../tools/conformance/simulate.ts';
import { type Case, literalOf, nodesOf, type Suite } from './suite.ts';

export const radix3: Suite = {
  id: 'radix3 matcher',
  // The branch of the matcher before it got another name.
  repository: 'unjs/radix3',
  at: 'radix3',
  leftOut: 'what its tables look like, and its router, which no route rule is looked up in',
  run: async (read) => (await matchedCases(read('tests/matcher.test.ts'))).map(({ name, wrong }) => ({ name, wrong })),
};

export const rou3: Suite = {
  id: 'rou3',
  repository: 'h3js/rou3',
  at: 'HEAD',
  leftOut:
    'expressions, modifiers, groups, escapes, parts of segments and `**:name` in a key, an empty segment, `*` for no segment at all, and which of two keys of one form counts: the server of no Nuxt has this matcher, and radix3 reads them otherwise; also methods, and routes that are removed or made by code',
  async run(read) {
    const files = ['test/router.test.ts', 'test/find-all.test.ts', 'test/find.test.ts'];
    const cases = (await Promise.all(files.map((file) => matchedCases(read(file))))).flat();
    return cases.filter(isReadAlike).map(({ name, wrong }) => ({ name, wrong }));
  },
};

/** Every look-up of a test in the routes of the router that stands before it. */
async function matchedCases(text: string): Promise<readonly LookUp[]> {
  const cases: LookUp[] = [];
  let routes: readonly string[] = [];
  let table: RedirectTable | undefined;
  const ask = async (path: string, wanted: string | undefined) => {
    table ??= await tableOf(routes);
    const [step] = table.resolve(path).steps;
    const ours = step === undefined ? undefined : routes[Number(/^\/answered\/(\d+)/.exec(step.location)?.[1])];
    const name = `${routes.join(' ')} for ${path}`;
    cases.push({ routes, path, wanted, name, wrong: ours === wanted ? undefined : `wanted ${wanted}, ours ${ours}` });
  };
  for (const node of nodesOf(text)) {
    if (node.type !== 'CallExpression') continue;
    const name = nameOf(node.callee);
    const [first, , third] = node.arguments as readonly (Node | undefined)[];
    if (name === 'createRouter' || name === 'createRoutes' || name === 'testRouter') {
      const given = routesIn(first);
      if (given !== undefined) [routes, table] = [given, undefined];
      if (given === undefined) continue;
    }
    if (name === 'testRouter') for (const [path, wanted] of lookUpsIn(third, routes)) await ask(path, wanted);
    if (name === 'toMatchInlineSnapshot' || name === 'toEqual') {
      const asked = askedIn(node.callee);
      const listed = asked && literalOf(first) !== undefined ? listOf(literalOf(first)) : undefined;
      if (asked === undefined || listed === undefined) continue;
      if (asked.routes !== undefined) [routes, table] = [asked.routes, undefined];
      await ask(asked.path, listed.at(-1));
    }
  }
  return cases;
}

interface LookUp extends Case {
  readonly routes: readonly string[];
  readonly path: string;
  readonly wanted: string | undefined;
}

function isReadAlike({ routes, path, wanted }: LookUp): boolean {
  const isPlain = (route: string) => /^(?:\/(?:\*|:\w+|[^/:*(){}?+\\]+))*(?:\/\*\*)?\/?$/.test(route);
  const form = (route: string) => route.replace(/:\w+/g, '*').replace(/(.)\/$/, '$1');
  // The key without the last of its segments that stand for one of an address.
  const isShort = (route: string) => {
    const [, head] = /^(.*)\/\*(?:\/\*\*)?$/.exec(form(route)) ?? [];
    return head !== undefined && new RegExp(`^${head.replaceAll('*', '[^/]*')}/*$`).test(path);
  };
  return (
    routes.every(isPlain) &&
    !routes.some(isShort) &&
    !path.includes('//') &&
    new Set(routes.map(form)).size === routes.length &&
    (wanted === undefined || routes.includes(wanted))
  );
}

function tableOf(routes: readonly string[]): Promise<RedirectTable> {
  const rules = Object.fromEntries(routes.map((route, i) => [route, { redirect: `/answered/${i}` }]));
  const files = { 'nuxt.config.mjs': `export default ${JSON.stringify({ routeRules: rules })};\n` };
  return openRedirects(siteOf({ files, urls: [] }, 'nuxt'));
}

function nameOf(callee: Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : undefined;
}

/** A list of routes, or an object of them, also below `routes`. */
function routesIn(node: Node | undefined): readonly string[] | undefined {
  const value: unknown = literalOf(node);
  if (Array.isArray(value)) return value.every((route) => typeof route === 'string') ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const routes: unknown = 'routes' in value ? value.routes : value;
  // A list that stands under a name was met where it was made.
  return typeof routes === 'object' && routes !== null ? Object.keys(routes) : undefined;
}

/** `{ '/a': { data: { path: '/:x' } }, '/b': undefined }`; without any, each route is looked up itself. */
function lookUpsIn(node: Node | undefined, routes: readonly string[]) {
  if (node?.type !== 'ObjectExpression') return routes.map((route) => [route, route] as const);
  return node.properties.flatMap((property): (readonly [string, string | undefined])[] => {
    if (property.type !== 'ObjectProperty') return [];
    const path = literalOf(property.key);
    const found = literalOf(property.value as Node) as { data?: { path?: string } } | undefined;
    return typeof path === 'string' ? [[path, found?.data?.path]] : [];
  });
}

/** `expect(_findAllRoutes(router, 'GET', '/a'))`, `expect(_match('/a'))`; with `createRouter([…])` in place of a name. */
function askedIn(callee: Node): { readonly path: string; readonly routes: readonly string[] | undefined } | undefined {
  if (callee.type !== 'MemberExpression') return undefined;
  if (callee.object.type === 'MemberExpression') return askedIn(callee.object);
  const call = callee.object.type === 'CallExpression' ? callee.object.arguments[0] : undefined;
  if (call?.type !== 'CallExpression' || !/^_(?:findAllRoutes|match)$/.test(nameOf(call.callee) ?? ''))
    return undefined;
  const path = literalOf(call.arguments.at(-1));
  const [router] = call.arguments;
  const routes = router?.type === 'CallExpression' ? routesIn(router.arguments[0]) : undefined;
  return typeof path === 'string' ? { path, routes } : undefined;
}

/** An array, or the text of one as a snapshot shows it. */
function listOf(value: unknown): readonly string[] | undefined {
  if (Array.isArray(value)) return value as readonly string[];
  if (typeof value !== 'string' || !value.trim().startsWith('[') || value.includes('{')) return undefined;
  return JSON.parse(value.replace(/,\s*\]/, ']')) as readonly string[];
}
