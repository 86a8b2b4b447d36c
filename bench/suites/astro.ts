/** The routes that Astro's tests want of the files in `src/pages`. */
import { isAnswered, listed, sitesIn } from './siteCase.ts';
import { type Case, callsOf, literalOf, nodesOf, type Suite } from './suite.ts';

export const astro: Suite = {
  id: 'astro',
  repository: 'withastro/astro',
  at: 'HEAD',
  leftOut:
    'routes that an integration or Astro itself injects (`/_image`), redirects, slashes at the end, and the order of routes',
  async run(read) {
    const text = read('packages/astro/test/units/routing/manifest.test.ts');
    const cases: Case[] = [];
    for (const test of callsOf(nodesOf(text), 'it')) {
      const [title, body] = test.arguments;
      const source = text.slice(body?.start ?? 0, body?.end ?? 0);
      const nodes = nodesOf(`(${source})`);
      const pages = literalOf(callsOf(nodes, 'createFixture')[0]?.arguments[0]);
      if (typeof pages !== 'object' || pages === null) continue;
      const base = /base: '([^']*)'/.exec(source)?.[1] ?? '/';
      const files = new Map(Object.keys(pages).map((path) => [path.slice(1), '<h1>test</h1>']));
      files.set('package.json', '{ "dependencies": { "astro": "^7" } }');
      files.set('astro.config.mjs', `export default { base: '${base}', output: 'server' };\n`);
      const sites = await sitesIn(files, 'astro');
      for (const route of wantedIn(nodes, source)) {
        const address = exampleOf(route);
        cases.push({
          name: `${literalOf(title)} ${route}`,
          wrong: isAnswered(sites, address) ? undefined : `missing; ${listed(sites)}`,
        });
      }
    }
    return cases;
  },
};

/** Every route of the lists that a test compares with, but for those that no file gives. */
function wantedIn(nodes: ReturnType<typeof nodesOf>, source: string): readonly string[] {
  const others = [...source.matchAll(/pattern: '([^']*)'|^\s*'(\/[^']*)': (?:'|\{)/gm)].flatMap(
    ([, one, other]) => one ?? other ?? [],
  );
  const relations = callsOf(nodes, 'assertRouteRelations').flatMap(
    (call) => literalOf(call.arguments[1]) as string[][],
  );
  const lists = callsOf(nodes, 'deepEqual').flatMap(
    (call) => literalOf(call.arguments[1]) as ({ route?: string } | undefined)[],
  );
  const found = [...relations.flat(), ...lists.flatMap((entry) => entry?.route ?? [])];
  return [...new Set(found)].filter((route) => route.startsWith('/') && route !== '/_image' && !others.includes(route));
}

function exampleOf(route: string): string {
  return route.replace(/\[\.\.\.[^\]]*\]/g, 'q/r').replace(/\[[^\]]*\]/g, 'zz');
}
