import assert from 'node:assert/strict';
import { redirectContext } from '../../src/app/readSnapshot.ts';
import { diagnose, type SiteSnapshot } from '../../src/core/audit/diagnose.ts';
import type { PastAddresses } from '../../src/core/history/past.ts';
import type { BrokenPage, PastPage, Suggestion } from '../../src/core/model.ts';
import { type RepoPath, urlKey, urlPath } from '../../src/core/paths.ts';
import { checkRedirects } from '../../src/core/redirects/checks/checks.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import type { Diagnosis } from '../../src/core/report/findings.ts';
import { message } from '../../src/core/report/report.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { brokenPage } from '../support/brokenPage.ts';
import { emptyPast } from '../support/emptyPast.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

const files = {
  'docusaurus.config.js':
    "module.exports = { url: 'https://example.org', baseUrl: '/', presets: [['classic', { blog: false, docs: { routeBasePath: '/' } }]] };\n",
  'docs/guide/install.md': '# Install\n',
  'docs/guide/plan.md': '---\ndraft: true\n---\n# Plan\n',
  'docs/intro.md': '---\nslug: /\n---\n# Introduction\n',
  'static/_redirects': [
    '/setup /guide/install 301',
    '/dead /guide/none 301',
    '/soon /guide/plan 301',
    '/around /about 301',
    '/about /around 301',
    '/away https://elsewhere.example/ 301',
    '/gone /guide/install 410',
    // Builds make feeds, and no page of this repository lies below /api/.
    '/rss /feed_rss_created.xml 301',
    '/style /assets/site.css 301',
    '/reference /api/reference/start 301',
    '',
  ].join('\n'),
};

async function snapshotOf(
  past: PastAddresses = emptyPast,
  suggestions: readonly Suggestion[] = [],
  of: Readonly<Record<string, string>> = files,
): Promise<SiteSnapshot> {
  const repo = memoryRepo(of);
  const [detected] = await detectSites(repo);
  const site = await openSite(detected!, repo, { now: '2026-01-01T00:00:00Z' });
  const redirects = await openRedirects(redirectContext(site, { repo }));
  return { site, redirects, past, suggest: () => suggestions };
}

const pastOf = (page: PastPage): PastAddresses => ({
  lookup: (path) => (urlKey(path) === urlKey(page.url) ? [page] : []),
  urls: () => [],
  size: 1,
  reach: 'whole',
});

const lost = (fate: PastPage['fate']): PastPage => ({
  url: urlPath('/guide/setup'),
  file: 'docs/guide/setup.md' as RepoPath,
  first: { hash: 'a'.repeat(40), date: '2020-01-01' },
  last: { hash: 'b'.repeat(40), date: '2022-01-01' },
  fate,
});

async function codeOf(url: string, snapshot?: SiteSnapshot, broken: Partial<BrokenPage> = {}): Promise<Diagnosis> {
  return diagnose(brokenPage(url, broken), snapshot ?? (await snapshotOf()));
}

describe('diagnosis', () => {
  // next start of Next.js 16.4.6, asked for /a%2Fb and /a/b, answers 308 to the one that is the source and 404 to the other.
  it('is not redirected at an escaped slash by a rule that the host holds against the address as it is sent', async () => {
    const config = `module.exports = { async redirects() { return [{ source: '/a/b', destination: '/', permanent: true }]; } };\n`;
    const snapshot = await snapshotOf(emptyPast, [], {
      'next.config.js': config,
      'package.json': '{ "dependencies": { "next": "16.4.6" } }',
      'pages/index.js': 'export default () => null;\n',
    });
    assert.equal((await codeOf('/a/b', snapshot)).code, 'redirected');
    assert.notEqual((await codeOf('/a%2Fb', snapshot)).code, 'redirected');
  });
  // Apache 2.4.71 answers whatever it finds no file for with 302 and that address; CodeforKarlsruhe/codeforka@47cd4a2.
  it('is not redirected by what leads to the page of an error', async () => {
    const snapshot = await snapshotOf(pastOf(lost({ kind: 'deleted' } as PastPage['fate'])), [], {
      'docusaurus.config.js': files['docusaurus.config.js'],
      'docs/intro.md': files['docs/intro.md'],
      'docs/guide/install.md': files['docs/guide/install.md'],
      'static/.htaccess': 'ErrorDocument 404 https://example.org/404.html\nRedirect 301 /old /guide/none\n',
    });
    assert.equal((await codeOf('/nothing/there', snapshot)).code, 'never-existed');
    assert.equal((await codeOf('/guide/setup', snapshot)).code, 'removed');
    assert.equal((await codeOf('/old', snapshot)).code, 'redirect-broken');
  });
  // nginx 1.22.1 and Apache 2.4.71 lead all that is not there to these, as Netlify and Caddy do by their documentation.
  const forErrors: readonly (readonly [file: string, text: string])[] = [
    ['nginx.conf', 'server {\n  error_page 404 https://example.org/404.html;\n}\n'],
    ['nginx.conf', 'server {\n  error_page 404 https://archive.example/;\n}\n'],
    ['nginx.conf', 'server {\n  error_page 404 @none;\n  location @none { return 302 /404.html; }\n}\n'],
    [
      'static/.htaccess',
      'RewriteEngine On\nRewriteCond %{REQUEST_FILENAME} !-f\nRewriteCond %{REQUEST_FILENAME} !-d\nRewriteRule . /404.html [R=302,L]\n',
    ],
    ['static/_redirects', '/* /not-found/ 302\n'],
    ['Caddyfile', 'example.org {\n\thandle_errors {\n\t\tredir * /404.html\n\t}\n\tfile_server\n}\n'],
  ];
  for (const [file, text] of forErrors)
    it(`is not redirected by what leads all that is not there to one page: ${file}, ${text.split('\n')[1]?.trim()}`, async () => {
      const { 'static/_redirects': _, ...others } = files;
      const snapshot = await snapshotOf(pastOf(lost({ kind: 'deleted' } as PastPage['fate'])), [], {
        ...others,
        [file]: text,
      });
      assert.equal((await codeOf('/guide/setup', snapshot)).code, 'removed');
    });
  it('calls no address never published that a heading may have had before it was changed', async () => {
    const book = {
      'index.Rmd': '---\nsite: bookdown::bookdown_site\n---\n\n# Preface {-}\n',
      '01.Rmd': '# Configuration {#settings}\n',
    };
    const snapshot = await snapshotOf(emptyPast, [], book);
    const found = await codeOf('/configuration.html', snapshot);
    assert.equal(found.code, 'unknown-past');
    assert.match(found.gap ?? '', /named after headings/);
    assert.equal((await codeOf('/wp-content/x.php', snapshot)).code, 'never-existed');
    assert.equal((await codeOf('/settings.html', snapshot)).code, 'published');
    const byFile = { ...book, '_output.yml': 'bookdown::gitbook:\n  split_by: rmd\n' };
    assert.equal((await codeOf('/configuration.html', await snapshotOf(emptyPast, [], byFile))).code, 'never-existed');
  });
  it('calls no address of a site never published where nothing of the site could be read', async () => {
    // Code makes all pages, so that a whole history of files tells nothing of addresses.
    const made = { 'docusaurus.config.js': 'module.exports = require("./made")();\n', 'made.js': 'x\n' };
    const snapshot = await snapshotOf(emptyPast, [], made);
    assert.equal(snapshot.site.routes.pages.length, 0);
    const found = await codeOf('/guide/install', snapshot);
    assert.equal(found.code, 'unknown-past');
    assert.match(found.gap ?? '', /No page of this site could be read.*routes --explain/);
    assert.equal(
      (await codeOf('/guide/install', { ...snapshot, past: pastOf(lost({ kind: 'deleted' })) })).code,
      'never-existed',
    );
  });

  it('calls an address never published where a single page of the site was read', async () => {
    const snapshot = await snapshotOf(emptyPast, [], { 'mkdocs.yml': 'site_name: x\n', 'docs/index.md': '# Home\n' });
    assert.equal(snapshot.site.routes.pages.length, 1);
    assert.equal((await codeOf('/guide/install/', snapshot)).code, 'never-existed');
  });

  const cases: readonly (readonly [url: string, code: Diagnosis['code'], detail?: RegExp])[] = [
    ['/guide/install', 'published'],
    ['/guide/install/', 'published'],
    ['/guide/plan', 'draft'],
    ['/setup', 'redirected'],
    ['/away', 'redirected', /elsewhere\.example/],
    ['/gone', 'gone', /410/],
    ['/dead', 'redirect-broken', /\/guide\/none, which no file publishes/],
    ['/soon', 'redirect-broken', /\/guide\/plan, which is not published \(draft\)/],
    ['/around', 'redirect-broken', /in a redirect loop/],
    ['/rss', 'redirected', /^to \/feed_rss_created\.xml; cannot tell whether it is there: builds and plugins make/],
    ['/style', 'redirected', /builds and plugins make \.css files/],
    ['/reference', 'redirected', /no file of this repository is published below \/api\//],
    ['/nowhere', 'never-existed'],
  ];
  for (const [url, code, detail] of cases) {
    it(`${url} is ${code}`, async () => {
      const found = await codeOf(url);
      assert.equal(found.code, code);
      if (detail) assert.match(found.detail ?? '', detail);
    });
  }

  it('calls a redirect broken where the check of the redirects does, and nowhere else', async () => {
    const snapshot = await snapshotOf();
    const { rules } = snapshot.redirects;
    const codes = new Set<string>(['dead-target', 'draft-target', 'loop']);
    const problems = checkRedirects(snapshot.redirects).filter(({ code }) => codes.has(code));
    const diagnosed = rules.filter(({ from }) => diagnose(brokenPage(from), snapshot).code === 'redirect-broken');
    assert.deepEqual(
      diagnosed.map(({ from }) => from),
      problems.map(({ rule }) => rule.from),
    );
    assert.equal(rules.length, 10);
  });

  it('says of a redirect to what nobody can tell where it leads, and not that it waits for the deploy', async () => {
    const broken = brokenPage('/rss');
    const text = message(broken, undefined, diagnose(broken, await snapshotOf()), false);
    assert.match(text, /Redirected in static\/_redirects:8; it leads to \/feed_rss_created\.xml; cannot tell/);
    assert.doesNotMatch(text, /deploy/);
  });

  const slips: readonly (readonly [url: string, slip: Diagnosis['typo']])[] = [
    ['/Guide/Install', 'case'],
    ['/guide/install.php', 'extension'],
    ['/guide/install.cfm', 'extension'],
    ['/guide/install.shtm', 'extension'],
    ['/guide/inst', 'truncated'],
    ['/guide%252Finstall', 'encoding'],
    ['/guide/instal1', 'typo'],
    ['/guide/uninstalled', undefined],
    ['/other/page', undefined],
  ];
  for (const [url, typo] of slips) {
    it(`${url} shows ${typo ? `a slip of ${typo}` : 'no slip'}`, async () => {
      assert.equal((await codeOf(url)).typo, typo);
    });
  }

  it('tells a page that fails on the host from one that is gone', async () => {
    assert.equal((await codeOf('/guide/install', undefined, { status: 503 })).code, 'server-error');
    assert.equal((await codeOf('/nowhere', undefined, { status: 503 })).code, 'never-existed');
    // RFC 9110, 15.6: the class of server errors is 500 to 599.
    assert.equal((await codeOf('/guide/install', undefined, { status: 500 })).code, 'server-error');
    assert.equal((await codeOf('/guide/install', undefined, { status: 499 })).code, 'published');
  });
  it('takes the newest status that is known, and that of the index where there is no other', async () => {
    const snapshot = await snapshotOf();
    const failing = brokenPage('/guide/install', { status: 503 });
    assert.equal(diagnose(failing, snapshot).code, 'server-error');
    assert.equal(diagnose(failing, snapshot, 404).code, 'published');
    assert.equal(diagnose(brokenPage('/guide/install', { status: 404 }), snapshot, 502).code, 'server-error');
  });
  it('asks for no suggestion for an address that nobody can have published, nor for a page that is there', async () => {
    const asked: string[] = [];
    const snapshot: SiteSnapshot = {
      ...(await snapshotOf()),
      suggest: ({ path }) => {
        asked.push(path);
        return [];
      },
    };
    const long = `/${'a/'.repeat(5000)}`;
    assert.deepEqual(diagnose(brokenPage(long), snapshot), {
      path: urlPath(long),
      code: 'never-existed',
      typo: 'too-long',
      suggestions: [],
    });
    for (const url of ['/guide/install', '/setup', '/away', '/gone', '/dead', '/guide/plan', '/nowhere'])
      diagnose(brokenPage(url), snapshot);
    assert.deepEqual(asked, ['/dead', '/guide/plan', '/nowhere']);
  });
  it('says moved when the file it went to is published', async () => {
    const to = ['docs/guide/install.md' as RepoPath];
    const found = await codeOf('/guide/setup', await snapshotOf(pastOf(lost({ kind: 'renamed', to }))));
    assert.equal(found.code, 'moved');
    assert.equal(found.past?.file, 'docs/guide/setup.md');
  });
  it('says since when a page is hidden, where a commit did it', async () => {
    const fate = { kind: 'unpublished', cause: '"draft: true" was written into its front matter' } as const;
    const past = { ...lost(fate), url: urlPath('/guide/plan') };
    const found = await codeOf('/guide/plan', await snapshotOf(pastOf(past)));
    assert.equal(found.code, 'draft');
    assert.equal(found.past, past);
    const text = message(brokenPage('/guide/plan'), undefined, found, false);
    assert.match(text, /because this page is a draft since bbbbbbb, 2022-01-01;/);
    const deleted = { ...lost({ kind: 'deleted' }), url: urlPath('/guide/plan') };
    assert.equal((await codeOf('/guide/plan', await snapshotOf(pastOf(deleted)))).past, undefined);
  });
  it('says removed when it was deleted, or went to a draft', async () => {
    assert.equal((await codeOf('/guide/setup', await snapshotOf(pastOf(lost({ kind: 'deleted' }))))).code, 'removed');
    const to = ['docs/guide/plan.md' as RepoPath];
    assert.equal(
      (await codeOf('/guide/setup', await snapshotOf(pastOf(lost({ kind: 'renamed', to }))))).code,
      'removed',
    );
  });
});
