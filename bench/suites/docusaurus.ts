/** The redirects that the plugin of Docusaurus makes of its options, and what stops its build. */
import type { Node } from '@babel/types';
import { reviewRedirects } from '../../src/core/redirects/repair/review.ts';
import type { RedirectTable } from '../../src/core/redirects/resolution.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { siteOf } from '../../tools/conformance/simulate.ts';
import { type Case, callsOf, literalOf, nodesOf, type Suite } from './suite.ts';

const folder = 'packages/docusaurus-plugin-client-redirects/src/__tests__';

export const docusaurus: Suite = {
  id: 'docusaurus client redirects',
  repository: 'facebook/docusaurus',
  at: 'HEAD',
  leftOut:
    'what its pages look like, options that are left as they are, how files are written, a slash that the site wants and the plugin is not told of, and duplicates where onDuplicateRoutes is not throw',
  async run(read) {
    const text = (name: string) => read(`${folder}/${name}.test.ts`);
    return [
      ...(await collected(text('collectRedirects'))),
      ...(await byExtension(text('extensionRedirects'))),
      ...(await refusedOptions(text('options'))),
      ...(await validated(text('redirectValidation'))),
      ...(await written(text('writeRedirectFiles'))),
    ];
  },
};

interface Given {
  /** The options of the plugin as they are written. */
  readonly options: string;
  readonly pages?: readonly string[];
  /** Further keys of the configuration. */
  readonly rest?: string;
  readonly basePath?: string;
}

const file = 'docusaurus.config.ts';

function tableOf({ options, pages = [], rest = '', basePath = '/' }: Given): Promise<RedirectTable> {
  const config = `const removeTrailingSlash = (path: string) => (path.endsWith('/') ? path.slice(0, -1) : path);
export default {
  title: 'x', url: 'https://site', baseUrl: ${JSON.stringify(basePath)}, ${rest}
  plugins: [['@docusaurus/plugin-client-redirects', ${options}]],
};
`;
  const base = basePath.replace(/\/$/, '');
  const routes = Object.fromEntries(pages.map((page, i) => [`docs/${i}.md`, base + (page || '/')]));
  const trial = {
    files: { [file]: config, ...Object.fromEntries(Object.keys(routes).map((name) => [name, ''])) },
    routes,
    generators: ['docusaurus'],
    urls: [],
  };
  return openRedirects({ ...siteOf(trial, 'pages'), basePath });
}

interface Pair {
  readonly from: string;
  readonly to: string;
}

/** The pairs that answer, as the plugin keeps them. */
function pairsOf({ rules }: RedirectTable): readonly string[] {
  return rules
    .filter(({ source }) => source.kind !== 'never')
    .map(({ from, to }) => `${from} ${to}`)
    .sort();
}

function compared(name: string, table: RedirectTable, wanted: readonly Pair[]): Case {
  const [one, other] = [wanted.map(({ from, to }) => `${from} ${encodeURI(to)}`).sort(), pairsOf(table)].map((list) =>
    list.join(', '),
  );
  const told = table.invalid.map(({ message }) => message).join(' ');
  return { name, wrong: one === other && told === '' ? undefined : `wanted ${one}, ours ${other} ${told}` };
}

/** A build that stops is told: a rule that is none, one that no request reaches, or a finding. */
function stopped(name: string, table: RedirectTable): Case {
  const isTold =
    table.invalid.length > 0 ||
    table.rules.some(({ source }) => source.kind === 'never') ||
    reviewRedirects(table).findings.length > 0;
  return { name, wrong: isTold ? undefined : `nothing is told of ${pairsOf(table).join(', ')}` };
}

/** `expect(…)` and what is expected of it. */
function expectations(
  text: string,
): readonly { name: string; given: Node; matcher: string; value: Node | undefined }[] {
  return callsOf(nodesOf(text), 'it').flatMap((test) => {
    const [name, body] = test.arguments;
    const start = body?.start ?? 0;
    const nodes = nodesOf(text).filter((node) => (node.start ?? 0) >= start && (node.end ?? 0) <= (body?.end ?? 0));
    return nodes.flatMap((node) => {
      if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
      const { object, property } = node.callee;
      const called = object.type === 'MemberExpression' ? object.object : object;
      const isNot =
        object.type === 'MemberExpression' && object.property.type === 'Identifier' && object.property.name === 'not';
      if (called.type !== 'CallExpression' || called.callee.type !== 'Identifier' || called.callee.name !== 'expect')
        return [];
      const [given] = called.arguments;
      if (given === undefined || property.type !== 'Identifier') return [];
      return [
        {
          name: String(literalOf(name)),
          given,
          matcher: (isNot ? 'not.' : '') + property.name,
          value: node.arguments[0],
        },
      ];
    });
  });
}

function isThrown(matcher: string): boolean {
  return matcher.startsWith('toThrow');
}

async function collected(text: string): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const { name, given, matcher, value } of expectations(text)) {
    const inside = nodesOf(`(${text.slice(given.start ?? 0, given.end ?? 0)})`);
    const source = `(${text.slice(given.start ?? 0, given.end ?? 0)})`;
    const [context] = callsOf(inside, 'createTestPluginContext');
    const [collect] = callsOf(inside, 'collectRedirects');
    if (!context || !collect) continue;
    const [options, pages, config] = context.arguments;
    const written = options ? source.slice(options.start ?? 0, options.end ?? 0) : '{}';
    const site = (literalOf(config) ?? {}) as Record<string, unknown>;
    const slash = literalOf(collect.arguments[1]);
    // The plugin hands on what the site says; where a test gives something else, no site is like it.
    if ('trailingSlash' in site && site.trailingSlash !== slash) continue;
    const rest = Object.entries({ trailingSlash: slash, ...site })
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => `${key}: ${JSON.stringify(one)}, `)
      .join('');
    const table = await tableOf({
      options: written === 'undefined' ? '{}' : written,
      pages: (literalOf(pages) ?? []) as readonly string[],
      rest,
    });
    cases.push(isThrown(matcher) ? stopped(name, table) : compared(name, table, literalOf(value) as readonly Pair[]));
  }
  return cases;
}

async function byExtension(text: string): Promise<readonly Case[]> {
  const cases: Case[] = [];
  // A list that a test gives a name, which others give to another one.
  const lists = nodesOf(text).filter((node) => node.type === 'VariableDeclarator');
  const listOf = (node: Node, before: number) => {
    const named = lists.filter(
      ({ id, start }) =>
        id.type === 'Identifier' && node.type === 'Identifier' && id.name === node.name && (start ?? 0) < before,
    );
    return literalOf(node.type === 'Identifier' ? named.at(-1)?.init : node) as readonly string[];
  };
  for (const { name, given, matcher, value } of expectations(text)) {
    const inside = nodesOf(`(${text.slice(given.start ?? 0, given.end ?? 0)})`);
    for (const [made, option] of [
      ['createToExtensionsRedirects', 'toExtensions'],
      ['createFromExtensionsRedirects', 'fromExtensions'],
    ] as const) {
      for (const call of callsOf(inside, made)) {
        const [pages, extensions] = call.arguments.map((node) => listOf(node, given.start ?? 0));
        const table = await tableOf({ options: JSON.stringify({ [option]: extensions }), pages: pages ?? [] });
        const what = `${name} ${pages?.join(' ')}`;
        cases.push(
          isThrown(matcher) ? stopped(what, table) : compared(what, table, literalOf(value) as readonly Pair[]),
        );
      }
    }
  }
  return cases;
}

async function refusedOptions(text: string): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const { name, given, matcher } of expectations(text)) {
    if (!isThrown(matcher)) continue;
    const source = `(${text.slice(given.start ?? 0, given.end ?? 0)})`;
    const options = callsOf(nodesOf(source), 'testValidate')[0]?.arguments[0];
    const table = await tableOf({ options: source.slice(options?.start ?? 0, options?.end ?? 0), pages: ['/', '/a'] });
    cases.push(stopped(name, table));
  }
  return cases;
}

async function validated(text: string): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const { name, given, matcher } of expectations(text)) {
    for (const call of callsOf(nodesOf(`(${text.slice(given.start ?? 0, given.end ?? 0)})`), 'validateRedirect')) {
      const pair = literalOf(call.arguments[0]) as Pair;
      const pages = ['/', pair.to.replace(/[?#].*/, '')];
      const table = await tableOf({ options: JSON.stringify({ redirects: [pair] }), pages });
      const what = `${name} ${pair.from} ${pair.to}`;
      cases.push(isThrown(matcher) ? stopped(what, table) : compared(what, table, [pair]));
    }
  }
  return cases;
}

/** The file of each page, and the address that it leads to. */
async function written(text: string): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const call of callsOf(nodesOf(text), 'createToUrl')) {
    const [basePath, to] = call.arguments.map(literalOf) as readonly string[];
    const wanted = expectations(text).find(({ given }) => given.start === call.start)?.value;
    const table = await tableOf({
      options: JSON.stringify({ redirects: [{ from: '/x', to }] }),
      basePath: basePath ?? '/',
    });
    cases.push(compared(`createToUrl ${basePath} ${to}`, table, [{ from: '/x', to: String(literalOf(wanted)) }]));
  }
  for (const test of callsOf(nodesOf(text), 'it')) {
    const [name, body] = test.arguments;
    const source = text.slice(body?.start ?? 0, body?.end ?? 0);
    const [made] = callsOf(nodesOf(`(${source})`), 'toRedirectFiles');
    if (!made) continue;
    const slash = literalOf(made.arguments[2]);
    const pairs = literalOf(made.arguments[0]) as readonly Pair[];
    const files = [...source.matchAll(/^ *path\.join\(pluginContext\.outDir, '([^']+)'\)/gm)].map(
      ([, path = '']) => path,
    );
    const table = await tableOf({
      options: JSON.stringify({ redirects: pairs }),
      rest: slash === undefined ? '' : `trailingSlash: ${slash},`,
    });
    for (const [i, path] of files.entries()) {
      const rule = table.rules.find(({ from }) => from === pairs[i]?.from);
      const { steps } = table.resolve(path);
      const wrong = steps[0]?.rule === rule && rule ? undefined : `not answered by ${pairs[i]?.from}`;
      cases.push({ name: `${String(literalOf(name))} ${path}`, wrong });
    }
  }
  return cases;
}
