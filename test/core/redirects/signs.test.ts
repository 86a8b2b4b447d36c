/**
 * Every format says an address with any sign in it, or refuses it with a reason: what it writes is read again as it was
 * meant, leads exactly to the page, and is not written twice. That the hosts answer so is what `conformance` asks.
 * A run draws some of the names for each format; `SEED=2` draws others, `SEED=all` tries all of them.
 */
import assert from 'node:assert/strict';
import { encodeUrl, type RepoPath, type UrlPath, urlKey } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import type { HostId, Redirect, RedirectContext, RedirectFormat } from '../../../src/core/redirects/format.ts';
import { sentPath } from '../../../src/core/redirects/host.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { encodedTarget, splitTarget } from '../../../src/core/redirects/target.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { randomFrom } from '../../../tools/conformance/random.ts';
import { signSegments } from '../../../tools/conformance/signs.ts';
import { fixtures } from '../../support/fixtures.ts';
import { memoryRepo } from '../../support/memoryRepo.ts';

interface Site {
  readonly format: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly generators?: readonly string[];
  readonly host?: HostId;
  /** Where the content lies, and what the address of a page adds to its name. */
  readonly page?: (name: string) => readonly [file: string, address: string, text: string];
  /** What an address adds to a name that is gone. */
  readonly end?: string;
}

const front = '---\ntitle: x\n---\n';
const markdown = (folder: string, text: string) => (name: string) =>
  [`${folder}/new/${name}.md`, `/new/${name}/`, text] as const;

const written: readonly Site[] = [
  { format: 'hugoAliases', generators: ['hugo'], page: markdown('content', front), end: '/' },
  { format: 'hugoAliases', generators: ['hugo'], page: markdown('content', '+++\ntitle = "x"\n+++\n'), end: '/' },
  { format: 'hugoAliases', generators: ['hugo'], page: markdown('content', '{\n  "title": "x"\n}\n'), end: '/' },
  { format: 'zolaAliases', generators: ['zola'], page: markdown('content', '+++\ntitle = "x"\n+++\n'), end: '/' },
  {
    format: 'quartoAliases',
    generators: ['quarto'],
    page: (name) => [`docs/new/${name}.qmd`, `/docs/new/${name}.html`, front],
    end: '.html',
  },
  {
    format: 'pelicanAlias',
    generators: ['pelican'],
    files: { 'pelicanconf.py': "PLUGINS = ['pelican_alias']\n" },
    page: markdown('content', 'Title: x\n\nText\n'),
    end: '/',
  },
  { format: 'jekyllRedirectFrom', generators: ['jekyll'], page: markdown('docs', front), end: '/' },
  {
    format: 'redirectFrom',
    files: { 'a.md': '---\nredirect_from:\n  - /first\n---\n' },
    page: markdown('docs', front),
  },
  { format: 'redirectsFile', host: 'netlify', files: { 'static/_redirects': '/a /b 301\n' } },
  { format: 'redirectsFile', host: 'cloudflare', files: { 'static/_redirects': '/a /b 301\n' } },
  { format: 'redirectsFile', host: 'gitlab', files: { 'static/_redirects': '/a /b 301\n' } },
  { format: 'netlifyToml', files: { 'netlify.toml': '[[redirects]]\n  from = "/a"\n  to = "/b"\n' } },
  { format: 'netlifyToml', files: { 'netlify.toml': "[[redirects]]\n  from = '/a'\n  to = '/b'\n" } },
  {
    format: 'vercelBulk',
    files: { 'vercel.json': '{ "bulkRedirectsPath": "r.csv" }', 'r.csv': 'source,destination\n/a,/b\n' },
  },
  {
    format: 'vercelBulk',
    files: {
      'vercel.json': '{ "bulkRedirectsPath": "r.json" }',
      'r.json': '[\n  { "source": "/a", "destination": "/b" }\n]\n',
    },
  },
  {
    format: 'vercelBulk',
    files: {
      'vercel.json': '{ "bulkRedirectsPath": "r.jsonl" }',
      'r.jsonl': '{ "source": "/a", "destination": "/b" }\n',
    },
  },
  {
    format: 'vercelJson',
    files: { 'vercel.json': '{\n  "redirects": [\n    { "source": "/a", "destination": "/b" }\n  ]\n}\n' },
  },
  {
    format: 'nextConfig',
    files: {
      'next.config.js':
        "module.exports = {\n  async redirects() {\n    return [\n      { source: '/a', destination: '/b', permanent: true },\n    ];\n  },\n};\n",
    },
  },
  {
    format: 'astroRedirects',
    files: { 'astro.config.mjs': "export default {\n  redirects: {\n    '/a': '/b',\n  },\n};\n" },
  },
  {
    format: 'astroRedirects',
    files: {
      'astro.config.mjs':
        "import netlify from '@astrojs/netlify';\nexport default {\n  adapter: netlify(),\n  redirects: {\n    '/a': '/b',\n  },\n};\n",
    },
  },
  {
    format: 'docusaurusRedirects',
    generators: ['docusaurus'],
    files: {
      'docusaurus.config.js':
        "module.exports = {\n  plugins: [['@docusaurus/plugin-client-redirects', { redirects: [{ from: '/a', to: '/b' }] }]],\n};\n",
    },
  },
  {
    format: 'mkdocsRedirects',
    generators: ['mkdocs'],
    page: markdown('docs', '# x\n'),
    end: '/',
    files: { 'mkdocs.yml': 'site_name: x\nplugins:\n  - redirects:\n      redirect_maps:\n        a.md: b.md\n' },
  },
  {
    format: 'gatsbyRedirects',
    files: {
      'gatsby-node.js':
        "exports.createPages = ({ actions }) => {\n  actions.createRedirect({ fromPath: '/a', toPath: '/b', isPermanent: true });\n};\n",
    },
  },
  {
    format: 'nuxtRouteRules',
    files: { 'nuxt.config.ts': "export default {\n  routeRules: {\n    '/a': { redirect: '/b' },\n  },\n};\n" },
  },
  {
    format: 'sveltekitRedirects',
    generators: ['sveltekit'],
    files: { 'svelte.config.js': 'export default {};\n', 'src/routes/about/+page.js': 'export {};\n' },
  },
  {
    format: 'sveltekitRedirects',
    generators: ['sveltekit'],
    files: {
      'src/routes/about/+page.js': 'export {};\n',
      'src/hooks.server.js':
        "import { redirect } from '@sveltejs/kit';\nconst moved = {\n  '/a': '/b',\n};\nexport async function handle({ event, resolve }) {\n  const to = moved[event.url.pathname];\n  if (to) redirect(301, to);\n  return resolve(event);\n}\n",
    },
  },
  {
    format: 'firebaseJson',
    files: {
      'firebase.json':
        '{\n  "hosting": {\n    "redirects": [\n      { "source": "/a", "destination": "/b", "type": 301 }\n    ]\n  }\n}\n',
    },
  },
  {
    format: 'staticWebApp',
    files: {
      'staticwebapp.config.json':
        '{\n  "routes": [\n    { "route": "/a", "redirect": "/b", "statusCode": 301 }\n  ]\n}\n',
    },
  },
  {
    format: 'amplifyRules',
    files: { 'amplify-custom-rules.json': '[\n  { "source": "/a", "target": "/b", "status": "301" }\n]\n' },
  },
  {
    format: 'amplifyRules',
    files: {
      'main.tf':
        'resource "aws_amplify_app" "site" {\n  custom_rule {\n    source = "/a"\n    status = "302"\n    target = "/b"\n  }\n}\n',
    },
  },
  {
    format: 's3RoutingRules',
    files: {
      's3-website.json':
        '[\n  {\n    "Condition": { "KeyPrefixEquals": "docs/" },\n    "Redirect": { "ReplaceKeyPrefixWith": "documents/" }\n  }\n]\n',
    },
  },
  {
    format: 's3RoutingRules',
    files: {
      's3_redirects.xml':
        '<RoutingRules>\n  <RoutingRule>\n    <Condition>\n      <KeyPrefixEquals>docs/</KeyPrefixEquals>\n    </Condition>\n    <Redirect>\n      <ReplaceKeyWith>a</ReplaceKeyWith>\n    </Redirect>\n  </RoutingRule>\n</RoutingRules>\n',
    },
  },
  { format: 'htaccess', files: { 'static/.htaccess': 'RedirectMatch 301 ^/a$ /b\n' } },
  { format: 'htaccess', files: { 'static/.htaccess': 'RewriteEngine On\nRewriteRule ^a$ /b [R=301,L]\n' } },
  {
    format: 'nginxConf',
    files: { 'nginx.conf': 'server {\n    listen 80;\n    location = /a { return 301 /b; }\n}\n' },
  },
  {
    format: 'nginxConf',
    files: { 'nginx.conf': 'server {\n    listen 80;\n    rewrite ^/old/(.*)$ /help/$1 permanent;\n}\n' },
  },
  { format: 'nginxConf', files: { 'redirects.map': '/a /b;\n' } },
  { format: 'caddyfile', files: { Caddyfile: 'example.org {\n\tredir /a /b permanent\n\tfile_server\n}\n' } },
  { format: 'mdnRedirects', files: { 'files/en-us/_redirects.txt': '# FROM-URL\tTO-URL\n/a\t/b\n' } },
  {
    format: 'openPublishing',
    files: {
      '.openpublishing.redirection.json':
        '{\n  "redirections": [\n    { "source_path": "articles/a.md", "redirect_url": "/b" }\n  ]\n}\n',
    },
  },
  {
    format: 'antoraAliases',
    generators: ['antora'],
    page: (name) => [`modules/ROOT/pages/new/${name}.adoc`, `/comp/1.0/new/${name}.html`, '= New\n\nText\n'],
    end: '.html',
  },
  {
    format: 'sphinxRediraffe',
    generators: ['sphinx'],
    page: (name) => [`docs/new/${name}.rst`, `/new/${name}.html`, 'x\n'],
    end: '.html',
    files: { 'docs/conf.py': 'rediraffe_redirects = "redirects.txt"\n', 'docs/redirects.txt': 'a.rst b.rst\n' },
  },
  {
    format: 'nikolaRedirections',
    generators: ['nikola'],
    page: (name) => [`posts/new/${name}.md`, `/new/${name}/`, 'x\n'],
    end: '/',
    files: { 'conf.py': 'BLOG_TITLE = "x"\nREDIRECTIONS = [\n    ("a.html", "/b/"),\n]\n' },
  },
  {
    format: 'sphinxReredirects',
    generators: ['sphinx'],
    page: (name) => [`docs/new/${name}.rst`, `/new/${name}.html`, 'x\n'],
    end: '.html',
    files: { 'docs/conf.py': 'extensions = ["sphinx_reredirects"]\nredirects = {\n    "a": "b.html",\n}\n' },
  },
  {
    format: 'mintlifyDocs',
    files: {
      'docs.json':
        '{\n  "$schema": "https://mintlify.com/docs.json",\n  "redirects": [\n    { "source": "/a", "destination": "/b" }\n  ]\n}\n',
    },
  },
  { format: 'refreshPage', end: '.html' },
];

/** A format that needs no site of its own is tried in that of its fixture. */
const sites: readonly Site[] = [
  ...written,
  ...fixtures('redirects').flatMap(({ name, files }): readonly Site[] => {
    const isKnown = written.some(({ format }) => format === name) || !redirectFormats.some(({ id }) => id === name);
    if (isKnown) return [];
    const [, generators = ''] = /^generators: (.*)$/m.exec(files.get('context') ?? '') ?? [];
    const repository = [...files].flatMap(([path, text]) => (path.startsWith('repo/') ? [[path.slice(5), text]] : []));
    const own = [files.get('file')?.trim() ?? 'static/_redirects', files.get('before') ?? ''];
    return [
      {
        format: name,
        generators: generators.split(/[\s,]+/).filter((id) => id !== ''),
        files: Object.fromEntries([...repository, own]),
        end: /\.html -> /.test(files.get('add') ?? '') ? '.html' : '',
      },
    ];
  }),
];

interface Try {
  readonly name: string;
  readonly place: 'from' | 'to';
}

const seed = process.env.CASES === 'all' ? 'all' : (process.env.SEED ?? '1');

const tries = signSegments.flatMap((name): readonly Try[] => [
  { name, place: 'from' },
  { name, place: 'to' },
]);

/** What a name holds that a notation may read otherwise. */
function signsOf({ name }: Try): readonly string[] {
  const signs = name.match(/%[\dA-F]{2}|[^\x20-\x7e]|\W/g) ?? [];
  return signs.map((sign) => (/^%./.test(sign) ? 'escape' : /[^\x20-\x7e]/.test(sign) ? 'letter' : sign));
}

/** Names that hold every sign, in one place or the other; over all formats every name is there in both places. */
function drawnFor(at: number): readonly Try[] {
  if (seed === 'all') return tries;
  const random = randomFrom(Number(seed) * sites.length + at);
  const own = tries.filter((_, i) => i % sites.length === at);
  const others = tries
    .map((one) => ({ one, rank: random.next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
  const seen = new Set(own.flatMap(signsOf));
  const fresh = others.filter((one) => {
    const isNew = signsOf(one).some((sign) => !seen.has(sign));
    for (const sign of signsOf(one)) seen.add(sign);
    return isNew;
  });
  return [...own, ...fresh];
}

describe('an address with any sign in it', () => {
  it('is tried in every format', () => {
    const tried = new Set(sites.map(({ format }) => format));
    const missing = redirectFormats.map(({ id }) => id).filter((id) => !tried.has(id));
    assert.deepEqual(
      missing.map((id) => `write test/fixtures/redirects/${id}.txt`),
      [],
    );
  });

  for (const [at, site] of sites.entries()) {
    const format = redirectFormats.find(({ id }) => id === site.format);
    const name = [site.format, site.host, Object.keys(site.files ?? {}).at(-1)].filter(Boolean).join(', ');
    it(`leads to the page or is refused: ${name}`, async () => {
      assert.ok(format);
      const wrong: string[] = [];
      for (const { name, place } of drawnFor(at)) {
        const [from, to] = place === 'from' ? [name, 'plain'] : ['plain', name];
        wrong.push(...(await tryRedirect(format, site, from, to)));
      }
      assert.equal(wrong.join('\n'), '');
    });
  }
});

async function tryRedirect(
  format: RedirectFormat,
  site: Site,
  fromName: string,
  toName: string,
): Promise<readonly string[]> {
  const { end = '' } = site;
  const [file, address, content] = site.page?.(toName) ?? [`page/${toName}`, `/new/${toName}/`, ''];
  const base = site.format === 'antoraAliases' ? '/comp/1.0' : '';
  const from = `${base}/old/${fromName}${end}` as UrlPath;
  const to = address as UrlPath;
  const files = new Map<string, string>([[file, content], ...Object.entries(site.files ?? {})]);
  const redirect: Redirect = { from, to: encodeUrl(to), status: 301 };
  const say = (what: string) => [`${from} -> ${to}: ${what}`];

  const before = contextOf(site, files, file, to);
  const plan = await format.plan(redirect, before);
  if ('refused' in plan) return plan.refused.length > 10 ? [] : say('refused without a reason');
  const text = files.get(plan.file) ?? '';
  const edits = format.add([redirect], text, plan.file, before);
  if ('refused' in edits) return say(`planned, but refused: ${edits.refused}`);
  const after = applyEdits(text, edits);
  const written = new Map(files).set(plan.file, after);
  const context = contextOf(site, written, file, to);
  const shown = after.split('\n').filter((line) => !text.split('\n').includes(line));

  const again = format.add([redirect], after, plan.file, context);
  if ('refused' in again || again.length > 0) return say(`a second time adds again: ${JSON.stringify(shown)}`);
  const table = await openRedirects(context);
  const { outcome, steps } = table.resolve(sentPath(from));
  const way = steps.map(({ location }) => location).join(' ');
  if (outcome.kind !== 'page' || outcome.route.url !== to)
    return say(`ends as ${outcome.kind} over ${way}: ${JSON.stringify(shown)}`);
  const location = steps.at(-1)?.location ?? '';
  const path = location.replace(/^https?:\/\/[^/]*/, '');
  if (splitTarget(path)[1] !== '' || encodedTarget(path) !== path)
    return say(`leads to ${location}: ${JSON.stringify(shown)}`);
  return [];
}

/** A site of one page beside its configuration. */
function contextOf(
  { generators = [], host }: Site,
  files: ReadonlyMap<string, string>,
  file: string,
  url: UrlPath,
): RedirectContext {
  const page = { url, file: file as RepoPath, kind: 'page' as const };
  return {
    repo: memoryRepo(files),
    generators,
    ...(host ? { host } : {}),
    siteHosts: [],
    basePath: '/',
    staticRoots: ['static' as RepoPath],
    routeOf: (address) => (urlKey(address) === urlKey(url) ? page : undefined),
    routeOfFile: (path) => (path === file ? page : undefined),
  };
}
