/** How Vercel turns its redirects into expressions. */
import type { Node } from '@babel/types';
import { literal } from '../../src/core/redirects/host.ts';
import { vercel as host } from '../../src/core/redirects/hosts/vercel.ts';
import { compileRegex } from '../../src/core/text/linearRegex.ts';
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

function initOf(nodes: readonly Node[], name: string): Node | null | undefined {
  const found = nodes.find(
    (node) => node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.id.name === name,
  );
  return found?.type === 'VariableDeclarator' ? found.init : undefined;
}
