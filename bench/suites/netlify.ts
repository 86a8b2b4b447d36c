/** The parser of `_redirects` and `netlify.toml` that Netlify's build runs. */
import type { RepoPath } from '../../src/core/paths.ts';
import type { RedirectRule } from '../../src/core/redirects/format.ts';
import { formatOf } from '../../src/core/redirects/formats/index.ts';
import { siteOf } from '../../tools/conformance/simulate.ts';
import { type Case, callsOf, literalOf, nodesOf, type Suite } from './suite.ts';

const folder = 'packages/redirect-parser/tests';

export const netlify: Suite = {
  id: 'netlify redirect-parser',
  repository: 'netlify/build',
  at: 'HEAD',
  leftOut: 'files that are not there, a folder in place of a file, a large file, and how two lists are merged',
  async run(read) {
    return [
      ...casesOf(read, 'line-parser.test.ts', 'redirectsFiles', 'redirects_file', 'redirectsFile', '_redirects'),
      ...casesOf(
        read,
        'netlify-config-parser.test.ts',
        'netlifyConfigPath',
        'netlify_config',
        'netlifyToml',
        'netlify.toml',
      ),
    ];
  },
};

type Expected = Readonly<Record<string, unknown>>;

function casesOf(
  read: (path: string) => string,
  test: string,
  field: string,
  fixtures: string,
  format: string,
  file: string,
): readonly Case[] {
  const tables = callsOf(nodesOf(read(`${folder}/${test}`)), 'each').map(({ arguments: [table] }) => literalOf(table));
  return (tables as (readonly [string, Expected, unknown])[][]).flat().flatMap(([name, input, output]): Case[] => {
    const named = [input[field]].flat()[0];
    const text = textOf(read, `${folder}/fixtures/${fixtures}/${named}${format === 'netlifyToml' ? '.toml' : ''}`);
    if (text === undefined) return [];
    const trial = { files: { [file]: text }, urls: [] };
    const parsed = formatOf(format)?.parse(text, file as RepoPath, siteOf(trial, 'netlify'));
    const rules = (parsed?.rules ?? []).filter(({ source }) => source.kind !== 'never');
    if (Array.isArray(output)) return [{ name, wrong: differs(output as Expected[], rules) }];
    const refused = (parsed?.invalid.length ?? 0) > 0 || rules.length < (parsed?.rules.length ?? 0);
    return [{ name, wrong: refused ? undefined : `read as live: ${rules.map(({ from }) => from).join(', ')}` }];
  });
}

function textOf(read: (path: string) => string, path: string): string | undefined {
  try {
    return read(path);
  } catch {
    return undefined;
  }
}

function differs(expected: readonly Expected[], rules: readonly RedirectRule[]): string | undefined {
  const wanted = expected.map((entry) => ({
    from: entry.from,
    to: entry.to,
    status: entry.status ?? 301,
    force: entry.force ?? false,
    query: entry.query ?? {},
    conditions: Object.keys((entry.conditions as object | undefined) ?? {}).length > 0 || entry.signed !== undefined,
  }));
  const found = rules.map((rule) => ({
    from: rule.from,
    to: rule.to,
    status: rule.status,
    force: rule.force,
    query: Object.fromEntries((rule.query ?? []).map(({ name, value }) => [name, value])),
    conditions: rule.conditions.some(({ kind }) => kind === 'visitor'),
  }));
  const [one, other] = [JSON.stringify(wanted), JSON.stringify(found)];
  return one === other ? undefined : `wanted ${one}, read ${other}`;
}
