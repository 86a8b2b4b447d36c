import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fastGlob from 'fast-glob';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import { fullFiles } from '../../../src/core/redirects/checks/limits.ts';
import type * as Editing from '../../../src/core/redirects/editing/formats.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import type { RedirectRule } from '../../../src/core/redirects/format.ts';
import { type HostId, hostOf, hosts } from '../../../src/core/redirects/hosts/index.ts';
import type * as Table from '../../../src/core/redirects/simulate/table.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { entriesIn, forgotten } from '../../support/forgotten.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { parseTextArchive } from '../../support/txtar.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const repository: ReadonlyMap<string, string> = new Map(
  ['src/core/redirects/{formats,hosts}/**/*.ts', 'test/fixtures/redirects/*.txt']
    .flatMap((glob) => fastGlob.globSync(glob, { cwd: root }))
    .map((path) => [path, read(path)]),
);
const example = parseTextArchive(read('test/fixtures/workedExample.txt')).files;

const formatFile = 'src/core/redirects/formats/exampleJson.ts';
const formatList = 'src/core/redirects/formats/index.ts';
const hostFile = 'src/core/redirects/hosts/example.ts';
const hostList = 'src/core/redirects/hosts/index.ts';
const fixture = 'test/fixtures/redirects/exampleJson.txt';

/** A list of entries with one more, in front of one that it has. */
function listed(path: string, name: string, before: string): string {
  const text = repository.get(path) ?? '';
  return text
    .replace(/^import /m, `import { ${name} } from './${name}.ts';\n$&`)
    .replace(new RegExp(`^  ${before},$`, 'm'), `  ${name},\n$&`);
}

/** What ARCHITECTURE.md names for a format and a host of its own. */
const steps: ReadonlyMap<string, string> = new Map([
  ...example,
  [formatList, listed(formatList, 'exampleJson', 'refreshPage')],
  [hostList, listed(hostList, 'example', 'next')],
]);

const without = (step: string) => new Map([...repository, ...[...steps].filter(([path]) => path !== step)]);

describe('a redirect format and its host', () => {
  it('are all listed, and have a fixture', () => {
    assert.deepEqual(forgotten(repository), []);
    const made = entriesIn(repository, 'src/core/redirects/formats/', /^export const (\w+) = \{\s+id: '(\w+)',/m);
    assert.deepEqual(made.map(({ id }) => id).sort(), redirectFormats.map(({ id }) => id).sort());
    const places = entriesIn(repository, 'src/core/redirects/hosts/', /^export const (\w+): \w*Host<'(\w+)'/m);
    assert.deepEqual(places.map(({ id }) => id).sort(), hosts.map(({ id }) => id).sort());
  });
  it('take the files that ARCHITECTURE.md names, and no other', () => {
    const [, section = ''] =
      /\*\*A redirect format\*\*([\s\S]*?)\*\*A backlink source\*\*/.exec(read('ARCHITECTURE.md')) ?? [];
    const edited = section.replace(/the interface in `[^`]*`/g, '');
    const named = [...edited.matchAll(/`((?:src|test)\/[\w./]+\.(?:ts|txt))`/g)].map(([, path = '']) => path);
    const tests = named.filter((path) => path.endsWith('.test.ts'));
    assert.deepEqual(new Set(named.filter((path) => !tests.includes(path))), new Set(steps.keys()));
  });
  for (const [step, message] of [
    [formatList, `${formatFile} is not listed: import exampleJson in ${formatList} and put it into the list.`],
    [hostList, `${hostFile} is not listed: import example in ${hostList} and put it into the list.`],
    [fixture, `${formatFile} has no fixture: write ${fixture}.`],
  ] as const) {
    it(`say so when ${step} was forgotten`, () => assert.deepEqual(forgotten(without(step)), [message]));
  }
  it('work once these steps are done', async function () {
    // Older Nodes do not load a source as it is written.
    if (!process.features.typescript) return this.skip();
    const copy = mkdtempSync(join(tmpdir(), 'worked-example-'));
    try {
      cpSync(join(root, 'src/core'), join(copy, 'src/core'), { recursive: true });
      cpSync(join(root, 'package.json'), join(copy, 'package.json'));
      symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
      for (const [path, text] of steps) {
        mkdirSync(dirname(join(copy, path)), { recursive: true });
        writeFileSync(join(copy, path), text);
      }
      const load = (path: string) => import(pathToFileURL(join(copy, 'src/core/redirects', path)).href);
      const { openRedirects } = (await load('simulate/table.ts')) as typeof Table;
      const { redirectFormats: all } = (await load('editing/formats.ts')) as typeof Editing;
      const format = all.find(({ id }) => id === 'exampleJson');
      const before = '{\n  "redirects": [{ "from": "/a", "to": "/b" }]\n}\n';
      const site = redirectSite({ pages: '/b b.html', files: new Map([['example.json', before]]) });
      const { steps: taken, outcome } = (await openRedirects(site)).resolve('/a');
      assert.deepEqual([taken[0]?.host, outcome.kind], ['example', 'page']);
      const plan = await format?.plan(redirectsOf('/old -> /b')[0]!, site);
      assert.ok(plan && 'file' in plan);
      const edits = format?.add(redirectsOf('/old -> /b'), before, plan.file, site);
      assert.ok(edits && !('refused' in edits));
      assert.match(applyEdits(before, edits), /\{ "from": "\/old", "to": "\/b" \}/);
    } finally {
      removeFolder(copy);
    }
  });
});

describe('formats', () => {
  it('are known by their entries alone', () => {
    const ids = new RegExp(`'(?:${redirectFormats.map(({ id }) => id).join('|')})'`);
    const own = (path: string) => /^src\/core\/redirects\/(?:hosts|formats)\//.test(path);
    const sources = fastGlob.globSync('src/**/*.ts', { cwd: root }).filter((path) => !own(path));
    const advice = 'what is so of one format belongs into its entry, as a member of the interface in format.ts';
    const found = sources.filter((path) => ids.test(read(path)));
    assert.deepEqual(found, [], advice);
  });
});

function ruleOf(host: HostId, order: number): RedirectRule {
  const from = `/${order}`;
  const place = {
    format: 'any',
    host,
    file: 'rules' as RepoPath,
    line: order + 1,
    start: order,
    end: order + 1,
    order,
  };
  const source = { kind: 'exact', path: urlPath(from) } as const;
  return { ...place, from, to: '/', source, status: 301, statusIsDefault: false, force: false, conditions: [] };
}

describe('hosts', () => {
  it('are known by their entries alone', () => {
    const ids = hosts.map(({ id }) => id).join('|');
    const asked = new RegExp(
      `\\b(?:host|by)(?:\\.id)?\\b\\)? [!=]== '(?:${ids})'|switch \\((?:\\w+\\.)?host(?:\\.id)?\\)|Record<HostId`,
    );
    const own = (path: string) => /^src\/core\/redirects\/(?:hosts|formats)\//.test(path);
    const sources = fastGlob.globSync('src/**/*.ts', { cwd: root }).filter((path) => !own(path));
    const advice = 'what is so of one host belongs into its entry, as a member of the interface in host.ts';
    const found = sources.filter((path) => asked.test(read(path)));
    assert.deepEqual(found, [], advice);
  });
  for (const { id } of hosts) {
    it(`${id} names its documentation, and reads a plain source`, () => {
      const host = hostOf(id);
      assert.match(host.docs, /^https:\/\//);
      assert.notEqual(host.title, '');
      const source = host.source('/a/b');
      assert.ok(source.kind !== 'never' && source.kind !== 'unknown', JSON.stringify(source));
    });
  }
  for (const { id, title, limits: { rules: most } = {} } of hosts) {
    if (most === undefined) continue;
    it(`${id} is said to be full from nine tenths of its ${most} rules on`, () => {
      const rules = Array.from({ length: most + 1 }, (_, order) => ruleOf(id, order));
      assert.deepEqual(fullFiles(rules.slice(0, most * 0.9 - 1)), []);
      const [near] = fullFiles(rules.slice(0, most));
      const [over] = fullFiles(rules);
      assert.deepEqual([near?.isOver, over?.isOver], [false, true]);
      assert.ok(over?.message.includes(`${title} reads ${most}`), over?.message);
    });
  }
  it('share a server where one product has several mechanisms', () => {
    const names = [...new Set(hosts.flatMap(({ server }) => server ?? []))];
    const ofServer = (name: string) => hosts.filter(({ server }) => server === name).map(({ id }) => id);
    const several = names.map((name) => [name, ofServer(name)] as const).filter(([, ids]) => ids.length > 1);
    assert.deepEqual(several, [['vercel', ['vercelBulk', 'vercel']]]);
  });
});
