/** path-to-regexp 1.x, by which Firebase Hosting reads sources with placeholders and fills targets. */

import { fillTarget } from '../../src/core/redirects/hosts/firebase/captures.ts';
import { firebase } from '../../src/core/redirects/hosts/firebase/index.ts';
import { compileRegex } from '../../src/core/text/linearRegex.ts';
import { type Case, literalOf, nodesOf, type Suite } from './suite.ts';

type Test = readonly [path: unknown, options: unknown, tokens: unknown, matches: unknown, compiled: unknown];

export const pathToRegexp: Suite = {
  id: 'path-to-regexp 1.9',
  repository: 'pillarjs/path-to-regexp',
  at: 'v1.9.0',
  leftOut:
    'options, expressions and lists in place of a path, paths without a slash in front: Firebase gives none of them',
  async run(read) {
    const list = nodesOf(read('test.js')).find(
      (node) => node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.id.name === 'TESTS',
    );
    const tests = list?.type === 'VariableDeclarator' ? (literalOf(list.init) as readonly Test[]) : [];
    return tests.flatMap(([path, options, , matches, compiled]): readonly Case[] => {
      if (typeof path !== 'string' || !path.startsWith('/') || options !== null) return [];
      return [...matchCases(path, matches), ...fillCases(path, compiled)];
    });
  },
};

function matchCases(path: string, matches: unknown): readonly Case[] {
  const source = firebase.source(path, { to: '/:x' });
  return (matches as readonly (readonly [string, readonly (string | undefined)[] | null])[]).map(([url, wanted]) => {
    const groups = source.kind === 'pattern' ? compileRegex(source.regex)?.exec(url) : undefined;
    const isCaught = groups !== undefined && Boolean(groups[1]);
    const ours = isCaught ? [groups[0], ...groups.slice(2)].map((group) => group ?? '') : null;
    // Of a wildcard that is a glob as well, what the glob answers is not the package's.
    const theirs = wanted === null ? null : wanted.map((group) => group ?? '');
    const [one, other] = [JSON.stringify(theirs), JSON.stringify(ours)];
    return {
      name: `${path} for ${url}`,
      wrong: one === other ? undefined : `wanted ${one}, ours ${other} (${source.kind})`,
    };
  });
}

function fillCases(path: string, compiled: unknown): readonly Case[] {
  return (compiled as readonly (readonly [Readonly<Record<string, unknown>> | null, string | null])[]).flatMap(
    ([values, wanted]): Case[] => {
      const given = Object.entries(values ?? {});
      if (given.some(([, value]) => typeof value !== 'string' && typeof value !== 'number' && !isTexts(value)))
        return [];
      // A list reaches Firebase as text with slashes; one text alone is no list.
      const captures = Object.fromEntries(
        given.map(([name, value]) => [name, isTexts(value) ? value.join('/') : String(value)]),
      );
      if (given.some(([, value]) => isTexts(value) && value.length < 2)) return [];
      // One text with slashes is a list in Firebase, and what is empty was left out.
      if (given.some(([, value]) => typeof value === 'string' && (value === '' || value.includes('/')))) return [];
      const ours = fillTarget(path, captures, true);
      const decoded = wanted === null ? undefined : decodeURIComponent(wanted);
      return [
        {
          name: `${path} with ${JSON.stringify(values)}`,
          wrong: ours === decoded ? undefined : `wanted ${decoded}, ours ${ours}`,
        },
      ];
    },
  );
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
