/** How Vercel turns its redirects into expressions. */
import type { Node } from '@babel/types';
import type { RepoPath } from '../../src/core/paths.ts';
import { formatOf } from '../../src/core/redirects/formats/index.ts';
import { literal } from '../../src/core/redirects/host.ts';
import { vercel as host } from '../../src/core/redirects/hosts/vercel.ts';
import { compileRegex } from '../../src/core/text/linearRegex.ts';
import { siteOf } from '../../tools/conformance/simulate.ts';
import { type Case, callsOf, literalOf, nodesOf, type Suite } from './suite.ts';

export const vercel: Suite = {
  id: 'vercel routing-utils',
  repository: 'vercel/vercel',
  at: 'HEAD',
  leftOut: 'what the expressions and headers of a route look like; which addresses each source matches is taken',
  async run(read) {
    const text = read('packages/routing-utils/test/superstatic.spec.ts');
    return callsOf(nodesOf(text), 'test').flatMap((test): Case[] => {
      const [name, body] = test.arguments;
      if (literalOf(name) !== 'convertRedirects') return [];
      const nodes = nodesOf(`(${text.slice(body?.start ?? 0, body?.end ?? 0)})`);
      const rules = literalOf(callsOf(nodes, 'convertRedirects')[0]?.arguments[0]) as readonly { source: string }[];
      const lists = ['mustMatch', 'mustNotMatch'].map((list) => literalOf(initOf(nodes, list)) as readonly string[][]);
      return rules.flatMap(({ source }, i) =>
        lists.flatMap((list, j) =>
          (list[i] ?? []).map((url): Case => {
            const found = host.source(source);
            const regex =
              found.kind === 'pattern' ? found.regex : found.kind === 'exact' ? `^${literal(found.path)}$` : undefined;
            const is = regex === undefined ? undefined : compileRegex(regex)?.test(url);
            const wanted = j === 0;
            return {
              name: `${source} for ${url}`,
              wrong: is === wanted ? undefined : `wanted ${wanted}, ours ${is} (${found.kind})`,
            };
          }),
        ),
      );
    });
  },
};

/** What Vercel refuses: the deployment fails, so none of the rules answers. */
export const vercelRefusals: Suite = {
  id: 'vercel refusals',
  repository: 'vercel/vercel',
  at: 'HEAD',
  leftOut: 'other keys of vercel.json',
  async run(read) {
    const files = ['packages/routing-utils/test/index.spec.ts', 'packages/cli/test/unit/util/dev/validate.test.ts'];
    return files.flatMap((file) => {
      const text = read(file);
      const tests = [...callsOf(nodesOf(text), 'test'), ...callsOf(nodesOf(text), 'it')];
      return tests.flatMap((test): Case[] => {
        const [name, body] = test.arguments;
        const nodes = nodesOf(`(${text.slice(body?.start ?? 0, body?.end ?? 0)})`);
        const found = redirectsIn(nodes);
        const title = String(literalOf(name));
        if (found === undefined || !/error|fails/.test(title) || /not error/.test(title)) return [];
        const context = siteOf({ files: { 'vercel.json': found }, urls: [] }, 'vercel');
        const parsed = formatOf('vercelJson')?.parse(found, 'vercel.json' as RepoPath, context);
        const isRefused =
          (parsed?.invalid.length ?? 0) > 0 || parsed?.rules.some(({ source }) => source.kind === 'never');
        const isOver = (parsed?.rules.length ?? 0) > (host.limits.rules ?? Number.POSITIVE_INFINITY);
        return [{ name: title, wrong: isRefused || isOver ? undefined : `read as live: ${found.slice(0, 200)}` }];
      });
    });
  },
};

/** The list of redirects of a test as a configuration. */
function redirectsIn(nodes: readonly Node[]): string | undefined {
  const list = nodes.find(
    (node) => node.type === 'ObjectProperty' && node.key.type === 'Identifier' && node.key.name === 'redirects',
  );
  const written = list?.type === 'ObjectProperty' ? list.value : undefined;
  const isSchema = nodes.some((node) => node.type === 'Identifier' && node.name === 'redirectsSchema');
  const given = isSchema ? callsOf(nodes, 'assertError')[0]?.arguments[0] : written;
  if (given?.type === 'ArrayExpression') return JSON.stringify({ redirects: literalOf(given as Node) });
  // A list that is made by code has as many entries as it says.
  const length = given ? /"length"[\s\S]*?"value":(\d+)/.exec(JSON.stringify(given))?.[1] : undefined;
  const items = Array.from({ length: Number(length ?? 0) }, (_, i) => ({ source: `/${i}`, destination: `/v/${i}` }));
  return items.length > 0 ? JSON.stringify({ redirects: items }) : undefined;
}

function initOf(nodes: readonly Node[], name: string): Node | null | undefined {
  const found = nodes.find(
    (node) => node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.id.name === name,
  );
  return found?.type === 'VariableDeclarator' ? found.init : undefined;
}
