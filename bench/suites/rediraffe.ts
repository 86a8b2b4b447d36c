/** What sphinxext-rediraffe itself makes of its test sites: which page leads where, and what stops the build. */
import { type RepoPath, urlKey, urlPath } from '../../src/core/paths.ts';
import { reviewRedirects } from '../../src/core/redirects/repair/review.ts';
import type { RedirectTable } from '../../src/core/redirects/resolution.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { siteOf } from '../../tools/conformance/simulate.ts';
import type { Case, Suite } from './suite.ts';

const roots = 'tests/roots/ext';

export const rediraffe: Suite = {
  id: 'sphinxext-rediraffe',
  repository: 'wpilibsuite/sphinxext-rediraffe',
  at: 'HEAD',
  leftOut:
    'the builder that looks for deleted files in git, what its templates print, queries and parts that scripts carry',
  async run(read, list) {
    const cases: Case[] = [];
    for (const body of read('tests/test_ext.py')
      .split(/^ {4}@pytest\.mark\.sphinx\(/m)
      .slice(1)) {
      const [, builder = '', site = ''] = /^"(\w+)",\s*testroot="(\w+)"/.exec(body) ?? [];
      const name = `${builder} ${/def (\w+)/.exec(body)?.[1] ?? ''}`;
      const below = `${roots}/test-${site}/`;
      const files = new Map(
        list(below)
          .filter((path) => /\.(?:py|rst|txt)$/.test(path))
          .map((path) => [path.slice(below.length), read(path)]),
      );
      const table = await tableOf(files, builder === 'dirhtml');
      cases.push(...ledCases(name, body, table));
      if (/raises\(ExtensionError\)|statuscode == 1/.test(body)) cases.push(stopCase(name, table));
    }
    for (const [test, what] of [
      ['create_graph', 'list'],
      ['create_simple_redirects', 'dictionary'],
    ] as const)
      for (const body of read(`tests/test_${test}.py`)
        .split(/^ *def test_/m)
        .slice(1))
        cases.push(...(await readCases(body, what)));
    return cases;
  },
};

async function tableOf(files: ReadonlyMap<string, string>, isFolders: boolean): Promise<RedirectTable> {
  const routes = [...files.keys()].flatMap((path): (readonly [string, string])[] => {
    const bare = /^(.*)\.rst$/.exec(path)?.[1];
    if (bare === undefined) return [];
    const folder = bare.replace(/(^|\/)index$/, '$1');
    return [[path, isFolders ? `/${folder}${folder === '' || folder.endsWith('/') ? '' : '/'}` : `/${bare}.html`]];
  });
  const trial = {
    files: Object.fromEntries(files),
    routes: Object.fromEntries(routes),
    generators: ['sphinx'],
    urls: [],
  };
  const addressOf = (file: RepoPath) => urlPath(`/${file.replace(/\.rst$/, isFolders ? '/' : '.html')}`);
  return openRedirects({ ...siteOf(trial, 'pages'), addressOf });
}

function ledCases(name: string, body: string, table: RedirectTable): readonly Case[] {
  return [...body.matchAll(/ensure_redirect\(\s*"([^"]+)",\s*"([^"]+)"/g)].map(([, from = '', to = '']) => {
    const address = (path: string) => urlKey(urlPath(`/${path.replace(/(^|\/)index\.html$/, '$1')}`));
    const { outcome } = table.resolve(`/${from.replace(/\/index\.html$/, '/')}`);
    const end = outcome.kind === 'page' ? urlKey(outcome.route.url).replace(/\/index\.html$/, '/') : outcome.kind;
    const isRight = end === address(to) || end.replace(/\/$/, '') === address(to).replace(/\/$/, '');
    return { name: `${name} ${from}`, wrong: isRight ? undefined : `wanted ${to}, ours ${end}` };
  });
}

/** A build that stops is told by a finding. */
function stopCase(name: string, table: RedirectTable): Case {
  const { findings } = reviewRedirects(table);
  return {
    name: `${name} stops`,
    wrong: findings.length > 0 ? undefined : `nothing found in ${table.rules.length} rules`,
  };
}

/** Each pair that is read, or an error. */
async function readCases(body: string, what: 'list' | 'dictionary'): Promise<readonly Case[]> {
  const name = /^\w+/.exec(body)?.[0] ?? '';
  const written =
    what === 'list'
      ? /write_text\(\s*"""([\s\S]*?)"""/.exec(body)?.[1]
      : /redirects = (\{[\s\S]*?\n {4}\})/.exec(body)?.[1];
  if (written === undefined) return [];
  const files =
    what === 'list'
      ? new Map([
          ['conf.py', 'rediraffe_redirects = "redirects.txt"\n'],
          ['redirects.txt', written.replaceAll('\\"', '"')],
        ])
      : new Map([['conf.py', `rediraffe_redirects = ${written}\n`]]);
  const table = await tableOf(files, false);
  if (/raises\(/.test(body)) return [stopCase(name, table)];
  const given = body.replace(what === 'list' ? written : '', '');
  const expected = (
    what === 'list' ? /graph == (\{[\s\S]*?\n {4,8}\})/ : /simple_redirects = (\{[\s\S]*?\n {4}\})/
  ).exec(given)?.[1];
  return pairsIn(expected ?? written).map(([from, to]) => {
    const rule = table.rules.find((one) => one.from === from);
    const direct = rule && decodeURIComponent(rule.to).replace(/^\/|\.html$/g, '');
    const ours = what === 'list' ? direct : endOf(table, from);
    return {
      name: `${name} ${from}`,
      wrong: ours === to.replace(/\.rst$/, '') ? undefined : `wanted ${to}, ours ${ours}`,
    };
  });
}

/** The entries of a Python dictionary of texts. */
function pairsIn(dictionary: string): readonly (readonly [string, string])[] {
  const texts = [...dictionary.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g)].map(([, one, other]) =>
    (one ?? other ?? '').replace(/\\(.)/g, '$1'),
  );
  return texts.flatMap((text, i) => (i % 2 === 0 ? [[text, texts[i + 1] ?? ''] as const] : []));
}

/** Where the pairs lead a name in the end. */
function endOf({ rules }: RedirectTable, from: string): string {
  let at = from;
  for (let step = 0; step < 20; step++) {
    const next = rules.find((rule) => rule.from === at)?.to.replace(/^\/|\.html$/g, '');
    if (next === undefined) return at;
    at = next;
  }
  return 'a loop';
}
