import assert from 'node:assert/strict';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import { checkRedirects } from '../../../src/core/redirects/checks/checks.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { redirectsFile } from '../../../src/core/redirects/formats/redirectsFile/redirectsFile.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const lists = redirectFormats.find(({ id }) => id === 'redirectsFile')!;

/** What is found of a rule at a page's address, beside these files. */
async function found(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const all = new Map([['docs/public/_redirects', '/guide /new 301\n'], ...Object.entries(files)]);
  const context = 'generators: vitepress\nroot: docs\nstatic: docs/public';
  const pages = '/guide docs/guide.md\n/new docs/new.md';
  const table = await openRedirects(redirectSite({ context, pages, files: all }));
  return checkRedirects(table).map(({ code, message }) => `${code}: ${message}`);
}

const onNetlify = [
  'shadowed-by-page: /guide is a page of the site (docs/guide.md), which answers instead of this rule.',
];
const onCloudflare = ['hides-page: /guide is a page of the site (docs/guide.md); this rule hides it.'];
const onEither = [
  'shadowed-by-page: /guide is a page of the site (docs/guide.md) as well: Netlify shows the page, and Cloudflare redirects. Keep the one that is meant.',
];
const handler = 'export async function onRequestGet(context) {\n  return new Response("x");\n}\n';
const step = (text: string) => `jobs:\n  deploy:\n    steps:\n      - ${text}\n`;

/**
 * Netlify shows a page that is there, Cloudflare Pages redirects all the same: what each does is asked of netlify-redirector 0.5.0
 * and of workerd by `npm run conformance`. Where the signs come from: the pages named in `toldHost.ts`.
 */
const cases: readonly (readonly [what: string, files: Readonly<Record<string, string>>, said: readonly string[]])[] = [
  ['nothing', {}, onEither],
  ['a function of Cloudflare Pages', { 'docs/functions/api/releases.js': handler }, onCloudflare],
  ['a worker beside the files', { 'docs/public/_worker.js': 'export default {};\n' }, onCloudflare],
  [
    'a workflow that starts a deployment',
    {
      '.github/workflows/deploy.yml': step('run: curl "$HOOK"').replace(
        'jobs',
        'env:\n  HOOK: $CLOUDFLARE_DEPLOY_HOOK_URL\njobs',
      ),
    },
    onCloudflare,
  ],
  [
    'a script of the package',
    { 'package.json': '{"scripts": {"deploy": "wrangler pages deploy dist"}}' },
    onCloudflare,
  ],
  ['a workflow for Netlify', { '.github/workflows/a.yml': step('uses: nwtgck/actions-netlify@v3') }, onNetlify],
  // OpenHPS/FidMark@558109ee86: it reads no such file, so that the page is shown there as well.
  ['a workflow for GitHub Pages', { '.github/workflows/a.yml': step('uses: actions/deploy-pages@v4') }, onNetlify],
  // CeVIO-User-Guide-Unofficial/cevio-ai-zh@50bfa1fc8a: https://www.mkdocs.org/user-guide/deploying-your-docs/#github-pages
  [
    'a workflow that publishes to GitHub Pages by MkDocs',
    { '.github/workflows/a.yml': step('run: mkdocs gh-deploy --force') },
    onNetlify,
  ],
  [
    'a workflow for Cloudflare beside one for GitHub Pages',
    {
      '.github/workflows/a.yml': step('uses: peaceiris/actions-gh-pages@v3'),
      '.github/workflows/b.yml': step('uses: cloudflare/pages-action@v1'),
    },
    onCloudflare,
  ],
  // SheetMetalConnect/eryxon-flow@53246ffa22
  [
    'a workflow for Cloudflare beside the configurations of both',
    {
      'netlify.toml': '[build]\n',
      'wrangler.toml': 'name = "a"\n',
      '.github/workflows/a.yml': step('uses: cloudflare/wrangler-action@v3'),
    },
    onCloudflare,
  ],
  ['the configurations of both', { 'netlify.toml': '[build]\n', 'wrangler.toml': 'name = "a"\n' }, onNetlify],
  ['a plugin of Netlify', { 'package.json': '{"devDependencies": {"@netlify/plugin-lighthouse": "6"}}' }, onNetlify],
  [
    'a badge of Netlify',
    { 'README.md': '[![](https://api.netlify.com/api/v1/badges/0/deploy-status)](https://app.example)' },
    onNetlify,
  ],
  ['a function of Netlify', { 'netlify/functions/a.js': handler }, onEither],
  ['functions of Firebase', { 'functions/a.js': handler, 'functions/package.json': '{}' }, onEither],
  ['both', { 'docs/functions/a.js': handler, 'package.json': '{"devDependencies": {"netlify-cli": "17"}}' }, onEither],
  ['another function', { 'docs/functions/a.js': 'export const sum = (a, b) => a + b;\n' }, onEither],
];

describe('the host that reads _redirects', () => {
  for (const [what, files, said] of cases) {
    it(`is told by ${what}`, async () => assert.deepEqual(await found(files), said));
  }
  it('is named where only one of two takes a rule for dead', async () => {
    const files = new Map([['static/_redirects', '/* /new 200\n/img/* /new 301\n']]);
    const table = await openRedirects(redirectSite({ pages: '/new content/new.md', files }));
    assert.deepEqual(
      checkRedirects(table).map(({ message }) => message),
      ['/img/* never answers on Netlify: /* in line 1 comes first.'],
    );
  });
  it('is said to show another page where the rule is no redirect', async () => {
    const files = new Map([['static/_redirects', '/ /new 200\n']]);
    const table = await openRedirects(redirectSite({ pages: '/ content/a.md home\n/new content/new.md', files }));
    assert.deepEqual(
      checkRedirects(table).map(({ message }) => message),
      [
        '/ is a page of the site (content/a.md) as well: Netlify shows the page, and Cloudflare shows /new. Keep the one that is meant.',
      ],
    );
  });
});

/** kgateway-dev/kgateway.dev@85cd0fc8f1, agentgateway/website@855a0c1ac8; its issue 1003 shows the limit on the live site. */
describe('the host that the comments at the top name', () => {
  const rules = `/w/* /new 301\n${Array.from({ length: 120 }, (_, i) => `/p${i} /new 301\n`).join('')}`;
  const limits = async (top: string, more: Readonly<Record<string, string>> = {}) => {
    const files = new Map([['static/_redirects', `${top}${rules}`], ...Object.entries(more)]);
    const table = await openRedirects(redirectSite({ pages: '/new content/new.md', files }));
    return checkRedirects(table)
      .filter(({ code }) => code === 'limit')
      .map(({ severity, message }) => `${severity}: ${message.replace(/ there\..*/, '')}`);
  };
  const over = 'static/_redirects has 121 rules from its first wildcard on';
  const ofCloudflare = [`error: ${over}; Cloudflare reads 100`];
  // workerd (miniflare 4.20260730): "Maximum number of dynamic rules supported is 100. Skipping remaining … lines of file."
  it('is the one, and its limit is told', async () => {
    assert.deepEqual(await limits('# Cloudflare Pages redirects\n\n'), ofCloudflare);
    assert.deepEqual(await limits('# see https://developers.cloudflare.com/pages/\n'), ofCloudflare);
    assert.deepEqual(await limits('# https://docs.netlify.com/routing/redirects/\n'), []);
  });
  const ofEither = [`information: ${over}. Where it serves the site, Cloudflare reads 100`];
  it('is not told of one that is left, of two, or of none', async () => {
    for (const top of ['# from the old Cloudflare site\n', '# Netlify / Cloudflare Pages\n', ''])
      assert.deepEqual(await limits(top), ofEither, top);
  });
  it('goes behind what the repository tells', async () => {
    assert.deepEqual(await limits('# Cloudflare Pages redirects\n', { 'netlify.toml': '' }), []);
  });
});

describe('two spellings of an address', () => {
  // netlify-redirector 0.5.0 takes both for one, workerd (miniflare 4) for two.
  for (const [what, files, lines] of [
    ['Netlify', { 'netlify.toml': '' }, [2]],
    ['nobody knows', {}, []],
    ['Cloudflare', { 'wrangler.toml': '' }, []],
  ] as const) {
    it(`are told where the first answers for both: ${what}`, async () => {
      const text = '/a /new 301\n/a/ /new 301\n';
      const all = new Map<string, string>([['static/_redirects', text], ...Object.entries(files)]);
      const table = await openRedirects(redirectSite({ pages: '/new content/new.md', files: all }));
      assert.deepEqual(
        checkRedirects(table).map(({ rule, code }) => [rule.line, code]),
        lines.map((line) => [line, 'duplicate']),
      );
    });
  }
});

describe('the file of redirects', () => {
  // Hugo 0.111.3 and Eleventy 3.0.0 write the other one anew with each build, or never look at it.
  for (const [template, made] of [
    ['layouts/index.redirects', 'public/_redirects'],
    ['src/_redirects.njk', '_redirects'],
  ] as const) {
    it(`is ${template}, not ${made}`, async () => {
      const files = new Map<string, string>([template, made].map((file) => [file, '/a /b 301\n']));
      assert.deepEqual(await lists.files(redirectSite({ files })), [template]);
      files.set('static/_redirects', '/c /d 301\n');
      assert.deepEqual(await lists.files(redirectSite({ files })), ['static/_redirects' as RepoPath]);
    });
  }
});

/** https://developers.cloudflare.com/workers/static-assets/routing/advanced/html-handling/ */
describe('a page that a Worker shows', () => {
  const written = async (wrangler: string) => {
    const file = 'public/_redirects' as RepoPath;
    const text = '/rss /feed 301\n';
    const site = redirectSite({
      context: 'static: public',
      pages: '/about.html src/pages/about.astro',
      files: new Map([
        [file, text],
        ['app/wrangler.jsonc', wrangler],
      ]),
    });
    await redirectsFile.files(site);
    const edits = redirectsFile.add([{ from: urlPath('/profile'), to: '/about.html', status: 301 }], text, file, site);
    assert.ok(!('refused' in edits));
    return applyEdits(text, edits);
  };
  it('is written without .html where nothing else is said, and else as it is', async () => {
    assert.equal(await written('{ "assets": { "directory": "./dist" } }'), '/rss /feed 301\n/profile /about 301\n');
    assert.equal(
      await written('{ "assets": { "html_handling": "none" } }'),
      '/rss /feed 301\n/profile /about.html 301\n',
    );
  });
});
