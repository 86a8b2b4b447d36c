/** What the repository cannot know is no warning. */
import assert from 'node:assert/strict';
import { checkRedirects, checkTable } from '../../../src/core/redirects/checks/checks.ts';
import { untoldText } from '../../../src/core/redirects/checks/untold.ts';
import type { RedirectContext } from '../../../src/core/redirects/format.ts';
import { describeOutcome } from '../../../src/core/redirects/simulate/describe.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { routeTable } from '../../../src/core/routeTable.ts';
import { redirectSite } from '../../support/redirectSite.ts';

interface Given {
  readonly files: Readonly<Record<string, string>>;
  readonly pages: string;
  readonly context?: string;
  readonly root?: string;
}

/** A site with what its table of routes knows. */
function siteOf({ files, pages, context, root = '' }: Given): RedirectContext {
  const site = redirectSite({
    context: `static: static\n${context ?? ''}`,
    pages,
    files: new Map(Object.entries(files)),
  });
  const all = pages.split('\n').flatMap((line) => {
    const [url, file, kind = 'page'] = line.trim().split(/\s+/);
    return url && file ? [{ url, file, kind } as never] : [];
  });
  const routes = routeTable(all);
  return {
    ...site,
    root: root as never,
    routeOf: (url) => routes.answer(url),
    otherCaseOf: (url) => routes.otherCase(url),
    publishesBelow: (folder) => routes.publishesBelow(folder),
    pages: () => routes.pages,
    routeOfFile: (file) => routes.ofFile(file)[0],
  };
}

async function problems(given: Given): Promise<readonly string[]> {
  const table = await openRedirects(siteOf(given));
  return checkRedirects(table).map(({ rule, code, severity }) => `${rule.from} ${code} ${severity}`);
}

const rules = (text: string, pages: string, context = 'host: netlify') =>
  problems({ files: { 'static/_redirects': text }, pages, context });
const learn = (entries: Readonly<Record<string, string>>, pages: string) => {
  const redirections = Object.entries(entries).map(([source_path, redirect_url]) => ({ source_path, redirect_url }));
  const files = { '.openpublishing.redirection.json': JSON.stringify({ redirections }) };
  return problems({ files, pages, context: 'base: /tools/' });
};

describe('targets nobody can tell from the repository', () => {
  it('are told all the same, beside those that are there, dead or elsewhere', async () => {
    const untoldOf = async (text: string) => {
      const files = { 'static/_redirects': text };
      const pages = '/ content/_index.md home\n/guides/a/ content/guides/a.md\n/guides/b/ content/guides/b.md';
      return checkTable(await openRedirects(siteOf({ files, pages, context: 'host: netlify' }))).untold;
    };
    const known = '/a /guides/a/ 301\n/b /guides/none/ 301\n/c https://other.example/x 301\n/d/* /apart/:splat 301\n';
    assert.deepEqual(await untoldOf(known), []);
    assert.equal(untoldText([]), undefined);
    const untold = await untoldOf(`${known}/e /apart/x 301\n/f /apart/y 301\n`);
    assert.deepEqual(
      untold.map(({ rule, at }) => `${rule.line} ${at}`),
      ['5 /apart/x', '6 /apart/y'],
    );
    assert.match(
      untoldText(untold) ?? '',
      /^It cannot be told of 2 targets whether they are there, such as \/apart\/x \(static\/_redirects:5\): .+\. Open them on the live site once\.$/,
    );
  });

  it('are other addresses of a site that is one page with a program', async () => {
    const app = (pages: string, source = 'src/App.tsx') =>
      problems({
        files: { 'static/_redirects': '/old /new 301\n/x /gone.html 301\n/* /index.html 200\n', [source]: '' },
        pages,
        context: 'host: netlify',
      });
    assert.deepEqual(await app('/ index.html\n/404.html 404.html'), ['/x dead-target warning']);
    const dead = ['/old dead-target warning', '/x dead-target warning'];
    assert.deepEqual(await app('/ index.html\n/a.html a.html'), dead);
    assert.deepEqual(await app('/ index.html', 'src/app.css'), dead);
  });
  it('lie in a folder another repository publishes', async () => {
    const pages = '/docs/a/ docs/a.md\n/docs/b/ docs/b.md';
    assert.deepEqual(await rules('/x /api/reference/start/ 301\n', pages), []);
    assert.deepEqual(await rules('/x /docs/gone/ 301\n/y /gone/ 301\n', pages), [
      '/x dead-target warning',
      '/y dead-target warning',
    ]);
    assert.deepEqual(
      await learn({ 'old.md': '/tools/kernel/', 'older.md': '/tools/drive/gone' }, '/tools/drive/a drive/a.md'),
      ['older.md dead-target warning'],
    );
    const table = await openRedirects(siteOf({ files: { 'static/_redirects': '/x /api/start/ 301\n' }, pages }));
    const { outcome } = table.resolve('/x');
    assert.match(describeOutcome(outcome), /^ends at \/api\/start\/; cannot tell whether it is there: no file of this/);
  });
  it('are named with the host of the site, in a folder of which nothing is published', async () => {
    const pages = '/docs/a/ docs/a.md\n/docs/ docs/index.md';
    const context = 'host: netlify\nhosts: own.example';
    const text = '/x https://own.example/reference/ 301\n/y /reference/ 301\n/z https://own.example/docs/gone/ 301\n';
    assert.deepEqual(await rules(text, pages, context), ['/y dead-target warning', '/z dead-target warning']);
  });
  it('are made by a build', async () => {
    assert.deepEqual(await rules('/feed /blog/rss.xml 301\n/llm /llms.txt 301\n', '/blog/a/ blog/a.md'), []);
  });
  it('are in another letter case on Microsoft Learn, which tells none apart', async () => {
    const pages = '/tools/drive/errors-a drive/errors-a.md\n/tools/drive/ drive/index.md';
    assert.deepEqual(await learn({ 'old.md': '/tools/drive/Errors-A', 'older.md': '/tools/drive/index' }, pages), []);
    // Cloudflare Pages finds a file by its name; Netlify keeps all of them under lower-case names.
    const found = (host: string) => rules('/x /blog/A/ 301\n', '/blog/a/ blog/a.md', `host: ${host}`);
    assert.deepEqual(await found('cloudflare'), ['/x dead-target warning']);
    assert.deepEqual(await found('netlify'), []);
  });
  it('are the home page of a locale of MDN', async () => {
    const files = { 'files/de/_redirects.txt': '/de/docs/Start\t/de/\n/de/docs/Old\t/de/docs/Gone\n' };
    assert.deepEqual(await problems({ files, pages: '/de/docs/Web files/de/web/index.md' }), [
      '/de/docs/Old dead-target warning',
    ]);
  });
  it('are addresses of another site of the repository', async () => {
    const context = { ...siteOf({ files: { 'static/_redirects': '/x /guide/a 301\n' }, pages: '/b/ b.md' }) };
    const table = await openRedirects({
      ...context,
      isElsewhere: (url) => url === '/guide/a',
      publishesBelow: () => true,
    });
    assert.deepEqual(checkRedirects(table), []);
  });
});

describe('rules nobody can call wrong', () => {
  it('stand where a dynamic route may or may not have a page', async () => {
    assert.deepEqual(
      await rules('/docs/old/ /docs/new/ 301\n', '/docs/[...slug] app/docs/[...slug]/page.tsx dynamic'),
      [],
    );
  });
  it('are for another server than the rules that seem to come first', async () => {
    const files = {
      'static/_redirects': '/a /new/ 301\n/b/* /new/ 301\n',
      'vercel.json': JSON.stringify({
        redirects: [
          { source: '/a', destination: '/new/', permanent: true },
          { source: '/b/c', destination: '/new/', permanent: true },
          { source: '/d', destination: '/a', permanent: true },
        ],
      }),
    };
    assert.deepEqual(await problems({ files, pages: '/new/ new.md', context: 'host: netlify' }), ['/d chain warning']);
  });
  it('belong to another project of the repository', async () => {
    const redirects = (source: string) =>
      JSON.stringify({ hosting: { redirects: [{ source, destination: '/gone' }] } });
    const files = { 'firebase.json': redirects('/a'), 'examples/shop/firebase.json': redirects('/b') };
    assert.deepEqual(await problems({ files, pages: '/new/ new.md' }), ['/a dead-target warning']);
  });
  it('are lessons of a tutorial', async () => {
    const route =
      "import { redirect } from '@sveltejs/kit';\nexport function load() {\n\tthrow redirect(308, '/gone');\n}\n";
    const files = { 'src/routes/a/+page.server.js': route, 'content/lesson/src/routes/b/+page.server.js': route };
    assert.deepEqual(await problems({ files, pages: '/new new.md', context: 'generators: sveltekit' }), [
      '/a dead-target warning',
    ]);
  });
  it('lead from the folder of a name to the file of that name', async () => {
    const files = { 'about.md': '---\npermalink: /about\nredirect_from: /about/\n---\n' };
    const context = 'generators: jekyll';
    assert.deepEqual(
      await problems({
        files: { ...files, '_config.yml': 'plugins: [jekyll-redirect-from]\n' },
        pages: '/about about.md',
        context,
      }),
      [],
    );
  });
  it('are made by the template that seems to hide them', async () => {
    const files = { 'a.md': '---\nredirect_from:\n  - /old/\n---\n', 'redirect.html': '' };
    const pages = '/a/ a.md\n/older/ redirect.html\n/old/ redirect.html';
    assert.deepEqual(await problems({ files, pages, context: 'generators: eleventy' }), []);
  });
  it('are copies in another version, or forced on purpose: said, but no warning', async () => {
    const alias = '---\naliases: [/old/]\n---\n';
    const files = { 'content/v1/a.md': alias, 'content/v2/a.md': alias };
    const pages = '/v1/a/ content/v1/a.md\n/v2/a/ content/v2/a.md';
    assert.deepEqual(await problems({ files, pages, context: 'generators: hugo' }), ['/old/ duplicate information']);
    assert.deepEqual(await rules('/a/ /b/ 301!\n', '/a/ a.md\n/b/ b.md'), ['/a/ hides-page information']);
  });
});
