import assert from 'node:assert/strict';
import type { Route } from '../../../src/core/model.ts';
import { builtUrl, type RepoPath, urlPath } from '../../../src/core/paths.ts';
import type { AddressRules } from '../../../src/core/site/addresses.ts';
import { neighbourRules } from '../../../src/core/suggest/evidence/neighbourRules.ts';
import { readPast } from '../../../src/core/suggest/past/readPast.ts';
import { type KnownRedirect, prepareSuggestions } from '../../../src/core/suggest/world/world.ts';
import { memoryHistory } from '../../support/memoryHistory.ts';
import { answers, prose } from '../../support/suggestions.ts';

/** `docs/a/b.md` is `/a/b/`. */
const urlOf = (path: string) => builtUrl(path.slice(5).replace(/(?:index)?\.md$/, ''), '/');
const addressRules: AddressRules = {
  reads: (path) => (path.startsWith('docs/') ? 'head' : undefined),
  routes: ({ path }) => [{ url: urlOf(path), file: path, kind: 'page' }],
};

interface Given {
  /** Addresses of today's pages. */
  readonly pages: readonly string[];
  /** `old new` each. */
  readonly redirects: readonly string[];
  readonly log?: string;
}

/** What the redirects say of an address: `page feature value`, and the words for it. */
async function evidence({ pages, redirects, log = '' }: Given, path: string) {
  const files = pages.map((url) => `docs${url}.md` as RepoPath);
  const history = memoryHistory({ log, live: files });
  const { ledger, edits } = await readPast(history, [addressRules], new Set());
  const routes = files.map((file): Route => ({ url: urlOf(file), file, kind: 'page' }));
  const asked = { path: urlPath(path) };
  const worldWith = (known: readonly KnownRedirect[]) =>
    prepareSuggestions({ routes, hosts: new Set(), ledger, edits, known, isRedirected: () => false }, [asked], {
      read: async () => '',
      pastTexts: (blobs) => history.texts(blobs),
    });
  const bare = await worldWith([]);
  assert.deepEqual(neighbourRules.find(bare.question(asked), bare), []);
  const known = redirects.map((line) => {
    const [from = '', to = ''] = line.split(' ');
    return { from: urlPath(from), to: urlPath(to) };
  });
  const world = await worldWith(known);
  const found = neighbourRules.find(world.question(asked), world);
  return found.map(({ page, features, text }) => {
    const measured = Object.entries(features).map(([name, value]) => `${name} ${value.toFixed(2)}`);
    return `${page.route.url} ${measured.join(' ')}: ${text}`;
  });
}

const of = (lines: readonly string[], feature: string) => lines.filter((line) => line.includes(` ${feature} `));

describe('the redirects a site has already', () => {
  const pages = ['/guides/user/cables', '/guides/user/plugs', '/guides/user/sockets', '/guides/tools'];

  it('replace the same parts in other addresses, wherever they stand', async () => {
    const redirects = ['/user-guide/cables /guides/user/cables/', '/user-guide/plugs /guides/user/plugs/'];
    const [line, ...more] = of(await evidence({ pages, redirects }, '/user-guide/sockets'), 'ruleParts');
    assert.equal(
      line,
      '/guides/user/sockets/ ruleParts 0.53: 2 redirects put "guides/user" in the place of "user-guide"',
    );
    assert.deepEqual(more, []);
  });

  it('replace nothing after a single example', async () => {
    const redirects = ['/user-guide/cables /guides/user/cables/'];
    assert.deepEqual(of(await evidence({ pages, redirects }, '/user-guide/sockets'), 'ruleParts'), []);
  });

  it('count for less where others with the same parts went elsewhere', async () => {
    const redirects = [
      '/user-guide/cables /guides/user/cables/',
      '/user-guide/plugs /guides/user/plugs/',
      '/user-guide/hammers /guides/tools/',
      '/user-guide/saws /guides/tools/',
    ];
    const [line] = of(await evidence({ pages, redirects }, '/user-guide/sockets'), 'ruleParts');
    assert.match(line ?? '', /^\/guides\/user\/sockets\/ ruleParts 0\.26:/);
  });

  it('leave out and put in parts, also in front', async () => {
    const docs = ['/docs/a', '/docs/b', '/docs/c'];
    assert.deepEqual(
      of(await evidence({ pages: docs, redirects: ['/a /docs/a/', '/b /docs/b/'] }, '/c'), 'ruleParts'),
      ['/docs/c/ ruleParts 0.53: 2 redirects put "docs" in front'],
    );
    const bare = ['/a', '/b', '/c'];
    assert.deepEqual(
      of(await evidence({ pages: bare, redirects: ['/docs/a /a/', '/docs/b /b/'] }, '/docs/c'), 'ruleParts'),
      ['/c/ ruleParts 0.53: 2 redirects left out "docs"'],
    );
  });

  it('replace words within a part', async () => {
    const names = ['/new/blue-lamp', '/new/red-lamp', '/new/green-lamp'];
    const redirects = ['/new/blue-light /new/blue-lamp', '/new/red-light /new/red-lamp'];
    assert.deepEqual(of(await evidence({ pages: names, redirects }, '/new/green-light'), 'ruleWords'), [
      '/new/green-lamp/ ruleWords 0.53: 2 redirects put "lamp" in the place of "light"',
    ]);
  });

  it('tell of addresses with the same last part, but not of the address itself', async () => {
    const redirects = ['/v1/hammers /guides/tools/', '/v2/hammers /guides/tools/'];
    assert.deepEqual(of(await evidence({ pages, redirects }, '/v1/hammers'), 'ruleSlug'), [
      '/guides/tools/ ruleSlug 1.00: the redirect of /v2/hammers, which ends in "hammers", too, leads to it',
    ]);
  });

  it('tell of neighbours that went to one page, or beside it', async () => {
    const redirects = ['/shop/hammers /guides/tools/', '/shop/saws /guides/tools/', '/shop/wire /guides/user/cables/'];
    const lines = await evidence({ pages, redirects }, '/shop/plug');
    assert.deepEqual(of(lines, 'ruleTarget'), [
      '/guides/tools/ ruleTarget 0.35: 2 of the 3 redirects of shop/ lead to it',
      '/guides/user/cables/ ruleTarget 0.11: 1 of the 3 redirects of shop/ lead to it',
    ]);
    assert.deepEqual(of(lines, 'ruleSection'), [
      '/guides/user/plugs/ ruleSection 0.11: 1 of the 3 redirects of shop/ lead to pages beside it',
    ]);
  });

  it('tell of another address of the same page', async () => {
    const log = `c3 2024-03-01
      D docs/b/hammers.md
      c2 2024-02-01
      R90 docs/a/pliers.md -> docs/b/hammers.md
      c1 2024-01-01
      A docs/a/pliers.md`;
    const lines = await evidence({ pages, redirects: ['/b/hammers/ /guides/tools/'], log }, '/a/pliers/');
    assert.deepEqual(of(lines, 'ruleSamePage'), [
      '/guides/tools/ ruleSamePage 1.00: the redirect of /b/hammers/, another address of the same page, leads to it',
    ]);
  });

  it('hold in every language of the site', async () => {
    const both = ['/en/new/a', '/en/new/b', '/de/new/a', '/de/new/b', '/de/new/c', '/en/new/c'];
    const redirects = ['/en/old/a /en/new/a/', '/en/old/b /en/new/b/'];
    assert.deepEqual(of(await evidence({ pages: both, redirects }, '/de/old/c'), 'ruleParts'), [
      '/de/new/c/ ruleParts 0.53: 2 redirects put "new" in the place of "old"',
    ]);
  });
});

describe('a folder whose removed pages were all led to one page', () => {
  const names = ['hammers', 'saws', 'drills', 'nails', 'screws'];
  const removed = [...names, 'pliers-and-tongs'].map((name) => `docs/shop/${name}.md`);
  const lines = (letter: string) => removed.map((file) => `${letter} ${file}`).join('\n');
  const others = {
    'docs/other/grip.md': `# The grip of pliers\n\n${prose('grip')} Of pliers.`,
    'docs/other/pliers.md': `# Pliers\n\n${prose('pincers')}`,
    'docs/shop/index.md': `# Shop\n\n${prose('shop')}`,
  };
  const given = {
    pages: { 'docs/index.md': '# Home', 'docs/overview.md': `# Overview\n\n${prose('all')}`, ...others },
    log: `c2 2024-02-01\n${lines('D')}\nc1 2024-01-01\n${lines('A')}`,
    texts: Object.fromEntries(removed.map((file) => [file, `# ${file}\n\n${prose(file)}`])),
    redirects: names.map((name) => `/shop/${name} /overview/`),
  };
  const first = async (more: object = {}) => (await answers({ ...given, ...more }, '/shop/pliers-and-tongs/'))[0];

  // MassTransit/MassTransit@c1e5caa9a leads all fifteen pages that it removed from /releases/ to /documentation/concepts/messages.
  it('leads the next one there, too, and is not sure of it', async () => {
    const answer = await first();
    assert.equal(answer?.url, '/overview/');
    assert.equal(answer.confident, false);
    assert.match(answer.doubt ?? '', /where its folder is led/);
    assert.ok(answer.confidence > 0.5, String(answer.confidence));
  });

  it('does not where its text or its file went elsewhere', async () => {
    const text = given.texts['docs/shop/pliers-and-tongs.md'] ?? '';
    const pages = { ...given.pages, 'docs/other/pliers.md': text };
    assert.equal((await first({ pages }))?.url, '/other/pliers/');
  });

  it('does not where they were led to several', async () => {
    const redirects = names.map((name, i) => `/shop/${name} ${i % 2 === 0 ? '/overview/' : '/other/grip/'}`);
    assert.notEqual((await first({ redirects }))?.url, '/overview/');
  });
});
