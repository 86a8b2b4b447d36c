/** The redirects of Next.js in its own test sites, and those that stop its build. */
import type { Node } from '@babel/types';
import type { RepoPath } from '../../src/core/paths.ts';
import { formatOf } from '../../src/core/redirects/formats/index.ts';
import type { RedirectTable } from '../../src/core/redirects/resolution.ts';
import { tableOnHost } from '../../src/core/redirects/simulate/onHost.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { siteOf } from '../../tools/conformance/simulate.ts';
import { type Case, callsOf, literalOf, nodesOf, type Suite } from './suite.ts';

const tests = 'test/integration';

export const next: Suite = {
  id: 'next redirects',
  repository: 'vercel/next.js',
  at: 'HEAD',
  leftOut:
    'rewrites and headers, what a browser does inside the site, what its manifests look like, a host that an expression names; what a header or a cookie decides is right where it is named as undecided',
  async run(read) {
    const cases = await customRoutes(read);
    for (const site of ['custom-routes-i18n', 'custom-routes-i18n-index-redirect'])
      cases.push(...(await listedRequests(read(`${tests}/${site}/next.config.js`), read(testOf(site)), site)));
    cases.push(...(await localeCases(read('test/e2e/i18n-ignore-redirect-source-locale/redirects.test.ts'))));
    cases.push(...refusals(read(testOf('invalid-custom-routes'))));
    return cases;
  },
};

function testOf(site: string): string {
  return `${tests}/${site}/test/index.test.js`;
}

function tableOf(config: string): Promise<RedirectTable> {
  return openRedirects(siteOf({ files: { 'next.config.js': config }, urls: [] }, 'next'));
}

/** A redirect as a test looks at it. */
interface Seen {
  url: string;
  /** The name of the server, where a test asks another one than the site's. */
  host?: string;
  status?: number;
  path?: string;
  query?: unknown;
  hash?: string;
  location?: string;
}

async function customRoutes(read: (path: string) => string): Promise<Case[]> {
  const table = await tableOf(read(`${tests}/custom-routes/next.config.js`));
  const text = read(testOf('custom-routes'));
  const cases: Case[] = [];
  for (const test of callsOf(nodesOf(text), 'it')) {
    const [name, body] = test.arguments;
    const source = text.slice(body?.start ?? 0, body?.end ?? 0);
    // Requests for what is no redirect follow wherever they are led.
    if (!source.includes("redirect: 'manual'") || /rewrite|-headers?-|\.get\('x-|add-header/.test(source)) continue;
    for (const seen of seenIn(nodesOf(`(${source})`)))
      if (seen.host === undefined || tableOnHost(table, seen.host))
        cases.push({ name: `${String(literalOf(name))} ${seen.url}`, wrong: wrongIn(seen, table) });
  }
  return cases;
}

/** Every request of a test, with what it expects until the next one. */
function seenIn(nodes: readonly Node[]): readonly Seen[] {
  const seen: Seen[] = [];
  const calls = nodes.filter((node) => node.type === 'CallExpression');
  for (const call of [...calls].sort((a, b) => (a.start ?? 0) - (b.start ?? 0))) {
    const { callee } = call;
    if (callee.type === 'Identifier' && callee.name === 'fetchViaHTTP') {
      const [, path, query, options] = call.arguments;
      const asked = textOf(path) ?? seen.at(-1)?.path;
      const search = literalOf(query);
      const given = typeof search === 'object' && search !== null ? `?${new URLSearchParams(search as never)}` : search;
      const headers = (literalOf(options) as { headers?: { host?: string } } | undefined)?.headers;
      seen.push({ url: `${asked}${given ?? ''}`, ...(headers?.host !== undefined && { host: headers.host }) });
    }
    const last = seen.at(-1);
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || last === undefined) continue;
    const looked = callee.object.type === 'CallExpression' ? callee.object : undefined;
    if (looked?.callee.type !== 'Identifier' || looked.callee.name !== 'expect') continue;
    note(last, looked.arguments[0], textOf(call.arguments[0]) ?? literalOf(call.arguments[0]));
  }
  return seen.filter(({ status }) => status !== undefined);
}

function note(seen: Seen, looked: Node | undefined, value: unknown): void {
  const what =
    looked?.type === 'Identifier'
      ? looked.name
      : looked?.type === 'MemberExpression' && looked.property.type === 'Identifier'
        ? looked.property.name
        : looked?.type === 'CallExpression' && looked.arguments[0] && literalOf(looked.arguments[0]);
  if (what === 'status') seen.status = value as number;
  else if (what === 'pathname' || /^res\dlocation$/.test(String(what))) seen.path = value as string;
  else if (what === 'query') seen.query = value;
  else if (what === 'search') seen.query = Object.fromEntries(new URLSearchParams(value as string));
  else if (what === 'hash') seen.hash = value as string;
  else if (what === 'location' && typeof value === 'string') seen.location = value;
}

function wrongIn(seen: Seen, own: RedirectTable): string | undefined {
  const table = seen.host === undefined ? own : tableOnHost(own, seen.host);
  if (table === undefined) return `${seen.host} is not known as a host`;
  const { steps, undecided } = table.resolve(seen.url);
  const [step] = steps;
  // A header, a cookie: the request has it, and nobody but the visitor knows.
  if (step === undefined && undecided.some(({ condition }) => /\b(?:header|cookie)\b/.test(condition)))
    return undefined;
  const ours = step ? `${step.status} ${step.location}` : 'none';
  const isRedirect = seen.status !== undefined && seen.status >= 300 && seen.status < 400;
  if (!isRedirect || !step)
    return isRedirect === (step !== undefined) ? undefined : `wanted ${seen.status}, ours ${ours}`;
  const url = new URL(step.location, 'http://n');
  const query: Record<string, unknown> = {};
  for (const [key, value] of url.searchParams) query[key] = key in query ? [query[key], value].flat() : value;
  const isRight =
    step.status === seen.status &&
    (seen.path === undefined || url.pathname === seen.path) &&
    (seen.query === undefined || same(seen.query, query)) &&
    (seen.hash === undefined || url.hash === seen.hash) &&
    (seen.location === undefined || decodeURIComponent(url.href) === decodeURIComponent(seen.location));
  return isRight ? undefined : `wanted ${JSON.stringify(seen)}, ours ${ours}`;
}

function same(one: unknown, other: unknown): boolean {
  const sorted = (value: unknown) => JSON.stringify(Object.entries(value as object).sort());
  return sorted(one) === sorted(other);
}

/** A literal text, one that `encodeURI` makes, or both put together. */
function textOf(node: Node | undefined): string | undefined {
  if (node?.type === 'BinaryExpression' && node.operator === '+') {
    const [left, right] = [textOf(node.left as Node), textOf(node.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  if (node?.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'encodeURI')
    return encodeURI(textOf(node.arguments[0]) ?? '');
  const value = literalOf(node);
  return typeof value === 'string' ? value : undefined;
}

/** `['/fr/redirect-1', '/fr/destination-1']`: a request and where it leads; `false` for nowhere. */
async function listedRequests(config: string, test: string, site: string): Promise<readonly Case[]> {
  const table = await tableOf(config);
  const loop = /default locale redirects[\s\S]*?of (\[[\s\S]*?\n {4}\])\)/.exec(test)?.[1] ?? '[]';
  const pairs =
    literalOf(nodesOf(`(${loop})`)[1]) ??
    literalOf(nodesOf(`x = ${loop}`).find((node) => node.type === 'ArrayExpression'));
  return (pairs as readonly (readonly [string, string | false])[]).map(([path, wanted]) => {
    const seen: Seen =
      wanted === false ? { url: path, status: 404 } : { url: path, status: 307, path: wanted, query: {} };
    return { name: `${site} ${path}`, wrong: wrongIn(seen, table) };
  });
}

/** From every language to one: which page is shown in the end tells the language of the target. */
async function localeCases(text: string): Promise<readonly Case[]> {
  const nodes = nodesOf(text);
  const config = nodes.find(
    (node) => node.type === 'ObjectProperty' && node.key.type === 'Identifier' && node.key.name === 'nextConfig',
  );
  const written = config?.type === 'ObjectProperty' ? text.slice(config.value.start ?? 0, config.value.end ?? 0) : '{}';
  const table = await tableOf(`module.exports = ${written};\n`);
  return ['', '/en', '/sv', '/nl'].flatMap((from) =>
    [...text.matchAll(/`\$\{locale\}\/(to-\w+)`\)[\s\S]*?text\(\),\s*('(\w+)'|locale)/g)].map(
      ([, name, , to]): Case => {
        const url = `${from}/${name}`;
        const [step] = table.resolve(url).steps;
        const ours = step && (/^\/(en|sv|nl)(?=\/|$)/.exec(step.location)?.[1] ?? 'en');
        const wanted = to ?? (from === '' ? 'en' : from.slice(1));
        return {
          name: `i18n source locale ${url}`,
          wrong: ours === wanted ? undefined : `wanted ${wanted}, ours ${step?.location}`,
        };
      },
    ),
  );
}

/** Each redirect that stops the build, alone in a configuration. */
function refusals(text: string): readonly Case[] {
  const lists = callsOf(nodesOf(text), 'writeConfig').filter(
    ({ arguments: [, type] }) => literalOf(type) === 'redirects',
  );
  return lists.flatMap(({ arguments: [list] }) =>
    (list?.type === 'ArrayExpression' ? list.elements : []).map((entry): Case => {
      const record = text
        .slice(entry?.start ?? 0, entry?.end ?? 0)
        .replace(/\$\{Array\(4096\)\.join\('a'\)\}/, 'a'.repeat(4095));
      const config = `module.exports = { async redirects() { return [${record}] } };\n`;
      const context = siteOf({ files: { 'next.config.js': config }, urls: [] }, 'next');
      const parsed = formatOf('nextConfig')?.parse(config, 'next.config.js' as RepoPath, context);
      const isRefused =
        (parsed?.invalid.length ?? 0) > 0 || parsed?.rules.some(({ source }) => source.kind === 'never');
      return { name: `refused ${record.slice(0, 120)}`, wrong: isRefused ? undefined : 'read as live' };
    }),
  );
}
