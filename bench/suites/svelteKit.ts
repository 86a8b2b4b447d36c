/** The sample routes of SvelteKit, with the patterns that they have to answer. */
import { isAnswered, listed, sitesIn } from './siteCase.ts';
import { type Case, callsOf, literalOf, nodesOf, type Suite } from './suite.ts';

const folder = 'packages/kit/src/core/sync/create_manifest_data';

interface Wanted {
  readonly id?: string;
  readonly pattern?: string;
  readonly page?: unknown;
  readonly endpoint?: unknown;
}

export const svelteKit: Suite = {
  id: 'sveltekit',
  repository: 'sveltejs/kit',
  at: 'HEAD',
  leftOut: 'samples that are mistakes, and those with symbolic links',
  async run(read, list) {
    const text = read(`${folder}/index.spec.js`);
    const cases: Case[] = [];
    for (const test of callsOf(nodesOf(text), 'test')) {
      const [title, body] = test.arguments;
      const source = text.slice(body?.start ?? 0, body?.end ?? 0);
      const sample = /const \{[^}]*\broutes\b[^}]*\} = create\('([^']*)'/.exec(source)?.[1];
      if (sample === undefined || sample.includes('symlinks')) continue;
      const extensions = /extensions: (\[[^\]]*\])/.exec(source)?.[1] ?? "['.svelte']";
      const files = new Map(
        list(`${folder}/test/${sample}`).map((path) => [
          `src/routes/${path.slice(`${folder}/test/${sample}/`.length)}`,
          '',
        ]),
      );
      files.set('svelte.config.js', `export default { extensions: ${extensions}, kit: {} };\n`);
      files.set('package.json', '{ "devDependencies": { "@sveltejs/kit": "^2" } }');
      const sites = await sitesIn(files, 'sveltekit');
      const routes = callsOf(nodesOf(`(${source})`), 'toEqual')
        .flatMap((call) => literalOf(call.arguments[0]) as (Wanted | undefined)[])
        .filter((route) => route !== undefined);
      for (const route of routes) {
        if (route.id === undefined || route.pattern === undefined) continue;
        const address = exampleOf(route.id);
        const isThere = routes.some((other) => answers(other, address));
        const wrong =
          isAnswered(sites, address) === isThere
            ? undefined
            : `${isThere ? 'missing' : 'not published'}; ${listed(sites)}`;
        cases.push({ name: `${literalOf(title)} ${route.id} ${address}`, wrong });
      }
    }
    return cases;
  },
};

/** By the pattern that the test wants of it. */
function answers(route: Wanted, address: string): boolean {
  if (route.page === undefined && route.endpoint === undefined) return false;
  return new RegExp((route.pattern ?? '').slice(1, -1)).test(decodeURI(address));
}

/** An address that a route answers. */
function exampleOf(id: string): string {
  const path = id
    .replace(/\/\([^)]*\)/g, '')
    .replace(/\[x\+([0-9a-f]{2})\]/gi, (_, hex: string) =>
      encodeURIComponent(String.fromCharCode(Number.parseInt(hex, 16))),
    )
    .replace(/\[u\+([0-9a-f-]+)\]/gi, (_, hex: string) =>
      encodeURIComponent(
        hex
          .split('-')
          .map((code) => String.fromCodePoint(Number.parseInt(code, 16)))
          .join(''),
      ),
    )
    .replace(/\[\.\.\.[^\]]*\]/g, 'q/r')
    .replace(/\[\[[^\]]*\]\]/g, 'zz')
    .replace(/\[[^\]]*\]/g, 'zz');
  return path === '' ? '/' : path;
}
