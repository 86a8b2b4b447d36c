/** What is not understood is never taken for nothing: in every format it may answer, and nothing is written over it. */
import assert from 'node:assert/strict';
import { diagnose, type SiteSnapshot } from '../../../src/core/audit/diagnose.ts';
import { explanation } from '../../../src/core/audit/explanation.ts';
import { fixesFor } from '../../../src/core/audit/fix.ts';
import type { PastAddresses } from '../../../src/core/history/past.ts';
import type { Route, Suggestion } from '../../../src/core/model.ts';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { describeOutcome } from '../../../src/core/redirects/simulate/describe.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { describeUndecided } from '../../../src/core/redirects/simulate/undecidedText.ts';
import { message } from '../../../src/core/report/report.ts';
import { routeTable } from '../../../src/core/routeTable.ts';
import { brokenPage } from '../../support/brokenPage.ts';
import { fixtures } from '../../support/fixtures.ts';
import { missingSections } from '../../support/formatFixtures.ts';
import { redirectSite } from '../../support/redirectSite.ts';

interface Sample {
  readonly what: string;
  /** Lines `name: value` of `redirectSite`. */
  readonly context?: string;
  /** The first one holds the rule. */
  readonly files: Readonly<Record<string, string>>;
  /** Where the rule stands. */
  readonly line: number;
  /** An address the rule cannot answer, where its reach is known. */
  readonly outside?: string;
}

const asked = '/old/page';

const written: Readonly<Record<string, readonly Sample[] | string>> = {
  hugoAliases: [
    {
      what: 'an alias that counts from a page nobody publishes',
      context: 'generators: hugo',
      files: { 'content/x.md': '---\naliases: [page]\n---\n' },
      line: 2,
      outside: '/old/other',
    },
  ],
  jekyllRedirectFrom: [
    {
      what: 'a target that a layout of the site makes in a way of its own',
      context: 'generators: jekyll',
      files: {
        'x.md': '---\nredirect_from: /old/page\n---\n',
        '_config.yml': 'plugins: [jekyll-redirect-from]\n',
        '_layouts/redirect.html':
          '<meta http-equiv="refresh" content="0; url={% if page.a %}/a{% else %}{{ page.redirect.to }}{% endif %}">\n',
      },
      line: 2,
      outside: '/old/other',
    },
    {
      what: 'redirect_to in a page whose address is not known',
      context: 'generators: jekyll',
      files: { 'old/page.md': '---\nredirect_to: /new\n---\n' },
      line: 2,
      outside: '/old/other',
    },
  ],
  zolaAliases: 'front matter that names single addresses, all of which are read',
  quartoAliases: [
    {
      what: 'an alias that counts from a page nobody publishes',
      context: 'generators: quarto',
      files: { 'x.qmd': '---\naliases: [page]\n---\n' },
      line: 2,
      outside: '/old/other',
    },
  ],
  quartzAliases: [
    {
      what: 'an alias that counts from its note',
      context: 'generators: quartz',
      files: {
        'content/x.md': '---\naliases: [./page]\n---\n',
        'quartz.config.ts': 'export default { plugins: { emitters: [Plugin.AliasRedirects()] } }\n',
      },
      line: 2,
      outside: '/old/other',
    },
  ],
  pelicanAlias: [
    {
      what: 'another sign between aliases',
      context: 'generators: pelican',
      files: { 'pelicanconf.py': "PLUGINS = ['pelican_alias']\nALIAS_DELIMITER = ';'\n" },
      line: 2,
    },
  ],
  vuepressRedirectFrom: [
    {
      what: 'redirectTo in a page whose address is not known',
      context: 'generators: vuepress',
      files: {
        'docs/old/page.md': '---\nredirectTo: /new\n---\n',
        'package.json': '{ "devDependencies": { "@vuepress/plugin-redirect": "2.0.0-rc.130" } }',
      },
      line: 2,
      outside: '/old/other',
    },
  ],
  vuepressRedirect: [
    {
      what: 'a map that a function returns',
      context: 'generators: vuepress',
      files: {
        'docs/.vuepress/config.ts':
          "import { redirectPlugin } from '@vuepress/plugin-redirect'\nexport default { plugins: [redirectPlugin({\n  config: ({ pages }) => moved(pages),\n})] }\n",
      },
      line: 3,
    },
  ],
  vuepressHtmlRedirect: [
    {
      what: 'a page without an ending',
      context: 'generators: vuepress',
      files: {
        'docs/.vuepress/redirects': 'old/page /new\n',
        'docs/.vuepress/config.js': "module.exports = { plugins: ['@vuepress/html-redirect'] }\n",
      },
      line: 1,
      outside: '/old/other',
    },
  ],
  lumeOldUrl: 'front matter that names single addresses, all of which are read',
  techDocsOldPaths: 'front matter that names single addresses, all of which are read',
  techDocsRedirects: [
    {
      what: 'a target that is no text',
      context: 'generators: middleman',
      files: { 'config/tech-docs.yml': 'redirects:\n  /old/page:\n    to: /new\n' },
      line: 2,
      outside: '/old/other',
    },
  ],
  middlemanRedirect: [
    {
      what: 'a target that the program computes',
      context: 'generators: middleman',
      files: { 'config.rb': 'activate :x\nredirect "old/page", to: target\n' },
      line: 2,
      outside: '/old/other',
    },
  ],
  redirectFrom: 'front matter that names single addresses, all of which are read',
  redirectsFile: [
    {
      what: 'a country of Netlify',
      context: 'host: netlify',
      files: { 'static/_redirects': '/old/* /new/:splat 301 Country=se\n' },
      line: 1,
      outside: '/other',
    },
    {
      what: 'a condition nobody knows',
      context: 'host: netlify',
      files: { 'static/_redirects': '/a /b\n/old/page /new 301 Moon=full\n' },
      line: 2,
      outside: '/other',
    },
    {
      what: 'an output format of Hugo',
      files: {
        'layouts/index.redirects': '/a /b\n{{ range .Site.Pages }}\n{{ .Params.old }} {{ .RelPermalink }}\n{{ end }}\n',
      },
      line: 3,
    },
    {
      what: 'a template',
      files: { 'static/_redirects': '---\npermalink: /_redirects\n---\n{% for page in pages %}\n' },
      line: 4,
    },
  ],
  netlifyToml: [
    {
      what: 'a cookie',
      files: {
        'netlify.toml': '[[redirects]]\nfrom = "/old/*"\nto = "/new"\nconditions = { Cookie = ["beta"] }\n',
      },
      line: 1,
      outside: '/other',
    },
  ],
  vercelBulk: 'a table of plain addresses',
  vercelJson: [
    {
      what: 'a cookie',
      files: {
        'vercel.json':
          '{ "redirects": [\n{ "source": "/old/(.*)", "destination": "/new", "has": [{ "type": "cookie", "key": "a" }] }\n] }',
      },
      line: 2,
      outside: '/other',
    },
    {
      what: 'an expression that looks ahead anywhere',
      files: {
        'vercel.json': '{ "redirects": [\n{ "source": "/old/((?:(?!keep).)*)", "destination": "/new" }\n] }',
      },
      line: 2,
      outside: '/other',
    },
    {
      what: 'legacy routes',
      files: {
        'vercel.json': '{ "routes": [\n{ "src": "/old/.*", "status": 308, "headers": { "Location": "/new" } }\n] }',
      },
      line: 2,
      outside: '/other',
    },
  ],
  nextConfig: [
    {
      what: 'a list that comes from a program',
      context: 'generators: nextjs',
      files: { 'next.config.js': 'module.exports = { async redirects() {\nreturn fetchRedirects(); } };\n' },
      line: 2,
    },
    {
      what: 'a target that comes from a program',
      files: {
        'next.config.js':
          "module.exports = { async redirects() { return [\n{ source: '/old/page', destination: find('/new'), permanent: true }\n]; } };\n",
      },
      line: 2,
      outside: '/other',
    },
    {
      what: 'an expression that looks ahead anywhere',
      files: {
        'next.config.js':
          "module.exports = { async redirects() { return [\n{ source: '/old/:path((?:(?!keep).)*)', destination: '/new', permanent: true }\n]; } };\n",
      },
      line: 2,
      outside: '/other',
    },
  ],
  astroRedirects: [
    {
      what: 'a map that comes from a program',
      files: { 'astro.config.mjs': 'export default {\nredirects: readRedirects() };\n' },
      line: 2,
    },
    {
      what: 'a spread that comes from a program',
      files: { 'astro.config.mjs': "export default { redirects: {\n'/a': '/b',\n...readRedirects() } };\n" },
      line: 3,
    },
    {
      what: 'a target that comes from a program',
      files: { 'astro.config.mjs': "export default { redirects: {\n'/old/page': find('/new') } };\n" },
      line: 2,
      outside: '/other',
    },
  ],
  docusaurusRedirects: [
    {
      what: 'createRedirects that is not plain',
      context: 'generators: docusaurus',
      files: {
        'docusaurus.config.js':
          "module.exports = { plugins: [['@docusaurus/plugin-client-redirects', {\ncreateRedirects: (path) => lookUp(path) }]] };\n",
      },
      line: 2,
    },
    {
      what: 'a list that comes from a program',
      context: 'generators: docusaurus',
      files: {
        'docusaurus.config.js':
          "module.exports = { plugins: [['@docusaurus/plugin-client-redirects', {\nredirects: readRedirects() }]] };\n",
      },
      line: 2,
    },
  ],
  mkdocsRedirects: [
    {
      what: 'a map that an include brings',
      context: 'generators: mkdocs',
      files: { 'mkdocs.yml': 'plugins:\n  - redirects:\n      redirect_maps: !include redirects.yml\n' },
      line: 3,
    },
  ],
  pkgdownRedirects: [
    {
      what: 'no list of pairs',
      context: 'generators: pkgdown',
      files: { '_pkgdown.yml': 'url: https://example.org\nredirects: redirects.csv\n' },
      line: 2,
    },
  ],
  gatsbyRedirects: [
    {
      what: 'a path that comes from a program',
      files: { 'gatsby-node.js': 'for (const r of rows)\n  createRedirect({ fromPath: r.from, toPath: r.to });\n' },
      line: 2,
    },
    {
      what: 'a path with a beginning',
      files: {
        'gatsby-node.js': '\ncreateRedirect({ fromPath: `/old/$' + '{slug}`, toPath: `/new/$' + '{slug}` });\n',
      },
      line: 2,
      outside: '/other',
    },
    {
      what: 'a call with a value',
      files: { 'gatsby-node.js': '\nrows.forEach((row) => createRedirect(row));\n' },
      line: 2,
    },
    {
      what: 'a language',
      files: {
        'gatsby-node.js': "\ncreateRedirect({ fromPath: '/old/page', toPath: '/new', Language: 'sv' });\n",
      },
      line: 2,
      outside: '/other',
    },
  ],
  nuxtRouteRules: [
    {
      what: 'a rule that comes from a program',
      files: { 'nuxt.config.ts': "export default { routeRules: {\n'/old/**': moved('/new') } };\n" },
      line: 2,
      outside: '/other',
    },
    {
      what: 'a target that comes from a program',
      files: { 'nuxt.config.ts': "export default { routeRules: {\n'/old/page': { redirect: find('/new') } } };\n" },
      line: 2,
      outside: '/other',
    },
  ],
  sveltekitRedirects: [
    {
      what: 'hooks that redirect by code',
      context: 'generators: sveltekit',
      files: {
        'src/hooks.server.ts':
          "import { redirect } from '@sveltejs/kit';\nexport const handle = ({ event, resolve }) => {\n  if (event.url.pathname.startsWith(prefix())) redirect(308, '/new');\n  return resolve(event);\n};\n",
      },
      line: 3,
    },
    {
      what: 'a load that redirects some',
      context: 'generators: sveltekit',
      files: {
        'src/routes/old/[slug]/+page.server.ts':
          "import { redirect } from '@sveltejs/kit';\nexport const load = ({ params }) => {\n  if (known(params.slug)) redirect(308, '/new');\n};\n",
      },
      line: 3,
      outside: '/other',
    },
  ],
  firebaseJson: [
    {
      what: 'a glob that is not understood',
      files: {
        'firebase.json': '{ "hosting": { "redirects": [\n{ "source": "/old/+(a|!(b))*", "destination": "/new" }\n] } }',
      },
      line: 2,
      outside: '/other',
    },
  ],
  staticWebApp: [
    {
      what: 'a role',
      files: {
        'staticwebapp.config.json':
          '{ "routes": [\n{ "route": "/old/*", "redirect": "/new", "allowedRoles": ["admin"] }\n] }',
      },
      line: 2,
      outside: '/other',
    },
  ],
  amplifyRules: [
    {
      what: 'a country',
      files: {
        'customRules.json': '[\n{ "source": "/old/<*>", "target": "/new", "status": "302", "condition": "<SE>" }\n]',
      },
      line: 2,
      outside: '/other',
    },
    {
      what: 'an expression that looks ahead anywhere',
      files: {
        'customRules.json': '[\n{ "source": "</^/old/((?:(?!keep).)*)$/>", "target": "/new", "status": "302" }\n]',
      },
      line: 2,
      outside: '/other',
    },
    {
      what: 'a value of a template',
      files: {
        'template.json':
          '{ "Resources": { "App": { "Type": "AWS::Amplify::App", "Properties": { "CustomRules": [\n{ "Source": "/old/page", "Target": { "Ref": "Host" }, "Status": "301" }\n] } } } }',
      },
      line: 2,
      outside: '/other',
    },
  ],
  s3RoutingRules: [
    {
      what: 'an error',
      files: {
        'website.json':
          '{"RoutingRules":[\n{"Condition":{"KeyPrefixEquals":"old/","HttpErrorCodeReturnedEquals":"404"},"Redirect":{"ReplaceKeyPrefixWith":"new/"}}]}',
      },
      line: 2,
      outside: '/other',
    },
    {
      what: 'a value of a template',
      files: {
        'template.json':
          '{"Resources":{"B":{"Type":"AWS::S3::Bucket","Properties":{"WebsiteConfiguration":{"RoutingRules":[\n{"RoutingRuleCondition":{"KeyPrefixEquals":"old/"},"RedirectRule":{"HostName":{"Ref":"Host"}}}]}}}}}',
      },
      line: 2,
      outside: '/other',
    },
  ],
  htaccess: [
    ...[
      ['a cookie', 'RewriteEngine On\nRewriteCond %{HTTP_COOKIE} beta\nRewriteRule ^old/ /new [R=301,L]\n', 3],
      ['a variable nobody knows', 'RewriteEngine On\nRewriteCond %{MOON} full\nRewriteRule ^old/ /new [R=301,L]\n', 3],
      ['an expression', '<If "%{HTTP_COOKIE} =~ /beta/">\nRedirect 301 /old /new\n</If>\n', 2],
      ['a section for files', '<Files "page">\nRedirectMatch 301 ^/old/.* /new\n</Files>\n', 2],
      ['a section nobody knows', '<Moon full>\nRedirect 301 /old /new\n</Moon>\n', 2],
      ['a map', 'RewriteEngine On\nRewriteRule ^old/(.*)$ $' + '{moved:$1} [R=301,L]\n', 2],
      ['a variable in the target', 'RewriteEngine On\nRewriteRule ^old/ /new/%{ENV:moon} [R=301,L]\n', 2],
      ['looking ahead anywhere', 'RewriteEngine On\nRewriteRule ^old/((?:(?!keep).)*)$ /new [R=301,L]\n', 2],
      ['looking ahead in a match', 'RedirectMatch 301 ^/old/((?:(?!keep).)*)$ /new\n', 1],
      ['an engine that may be off', 'RewriteRule ^old/ /new [R=301,L]\n', 1],
      ['a rewrite inside the server', 'RewriteEngine On\nRewriteRule ^old/(.*)$ app.php?x=$1 [L]\n', 2],
    ].map(([what, text, line]) => ({
      what: String(what),
      files: { 'static/.htaccess': String(text) },
      line: Number(line),
      outside: '/other',
    })),
  ],
  nginxConf: [
    ...[
      ['an if', 'server {\n  if ($http_cookie ~ beta) { rewrite ^/old/ /new permanent; }\n}\n', 2],
      ['an if with return', 'server {\n  if ($cookie_beta) {\n    return 301 /new;\n  }\n}\n', 3],
      ['an if in a location', 'server {\n  location /old/ {\n    if ($moon) { return 301 /new; }\n  }\n}\n', 3],
      ['a variable in the target', 'server {\n  location /old/ { return 301 $moon; }\n}\n', 2],
      ['looking ahead anywhere', 'server {\n  rewrite ^/old/((?:(?!keep).)*)$ /new permanent;\n}\n', 2],
      ['a location that looks ahead', 'server {\n  location ~ ^/old/((?:(?!keep).)*)$ { return 301 /new; }\n}\n', 2],
      ['another server', 'server {\n  location /old/ {\n    proxy_pass http://app;\n  }\n}\n', 3],
      ['a rewrite inside the server', 'server {\n  rewrite ^/old/(.*)$ /app/$1 last;\n}\n', 2],
      ['a map in a condition', 'server {\n  if ($moved) { return 301 $moved; }\n}\n', 2],
      ['a file that is not here', 'server {\n  include /etc/nginx/redirects.conf;\n}\n', 2],
      ['files that are not here', 'server {\n  include moved/*.conf;\n}\n', 2],
      ['code', 'server {\n  location /old/ {\n    js_content main.moved;\n  }\n}\n', 3],
      ['a block of code', 'server {\n  rewrite_by_lua_block { return ngx.redirect("/b") }\n}\n', 2],
    ].map(([what, text, line]) => ({
      what: String(what),
      files: { 'nginx.conf': String(text) },
      line: Number(line),
    })),
  ],
  caddyfile: [
    {
      what: 'a matcher that is not plain',
      files: { Caddyfile: 'example.org {\n\t@old expression {path}.startsWith("/old")\n\tredir @old /new\n}\n' },
      line: 3,
    },
    {
      what: 'a block whose address is changed before',
      files: { Caddyfile: 'example.org {\n\turi strip_prefix /en\n\thandle /old/* {\n\t\tredir * /new\n\t}\n}\n' },
      line: 4,
      outside: '/other',
    },
    {
      what: 'a variable in the target',
      files: { Caddyfile: 'example.org {\n\tredir /old/* {moon}\n}\n' },
      line: 2,
      outside: '/other',
    },
    {
      what: 'a file that is not here',
      files: { Caddyfile: 'example.org {\n\thandle /old/* {\n\t\timport moved.caddy\n\t}\n}\n' },
      line: 3,
      outside: '/other',
    },
  ],
  mdnRedirects: 'a table of plain addresses',
  openPublishing: [
    {
      what: 'a file that no docset takes',
      files: {
        '.openpublishing.redirection.json':
          '{ "redirections": [\n{ "source_path": "gone/page.md", "redirect_url": "/new" }\n] }',
      },
      line: 2,
      outside: '/old/other',
    },
  ],
  antoraAliases: [
    {
      what: 'another component',
      context: 'generators: antora',
      files: { 'modules/ROOT/pages/x.adoc': '= X\n:page-aliases: 1.0@other:ROOT:page.adoc\n' },
      line: 2,
      outside: '/old/other',
    },
  ],
  nikolaRedirections: [
    {
      what: 'a list that comes from a program',
      context: 'generators: nikola',
      files: { 'conf.py': 'BLOG_TITLE = "x"\nREDIRECTIONS = read_redirections()\n' },
      line: 2,
    },
  ],
  sphinxRediraffe: [
    {
      what: 'a dictionary that comes from a program',
      context: 'generators: sphinx',
      files: { 'conf.py': '\nrediraffe_redirects = read_redirects()\n' },
      line: 2,
    },
  ],
  sphinxReredirects: [
    {
      what: 'a dictionary that comes from a program',
      context: 'generators: sphinx',
      files: { 'conf.py': 'extensions = ["sphinx_reredirects"]\nredirects = read_redirects()\n' },
      line: 2,
    },
    {
      what: 'documents that match',
      context: 'generators: sphinx',
      files: { 'conf.py': 'extensions = ["sphinx_reredirects"]\nredirects = {\n  "old/*": "/new/$source.html",\n}\n' },
      line: 3,
      outside: '/other',
    },
  ],
  mintlifyDocs: [
    {
      what: 'a source with an expression',
      files: {
        'docs.json':
          '{ "$schema": "https://mintlify.com/docs.json", "redirects": [\n{ "source": "/old/:slug((?!keep).*)", "destination": "/new" }\n] }',
      },
      line: 2,
    },
  ],
  fernDocs: [
    {
      what: 'a source with an expression that looks behind',
      context: 'generators: fern',
      files: {
        'fern/docs.yml': 'redirects:\n  - source: /old/:page((?<!x)p.*)\n    destination: /new\n',
        'fern/fern.config.json': '{}',
      },
      line: 2,
    },
  ],
  refreshPage: 'a page of the site, which is published at its address whatever it does',
};

/** A fixture may name the line of such a rule in it, for `/old/page`. */
const shown = fixtures('redirects').flatMap(({ name, files }): readonly (readonly [string, readonly Sample[]])[] => {
  const line = files.get('undecided');
  const id = redirectFormats.find((format) => name === format.id || name.startsWith(`${format.id}-`))?.id;
  if (line === undefined || id === undefined) return [];
  const own = { [files.get('file')?.trim() ?? 'static/_redirects']: files.get('before') ?? '' };
  const sample = { what: name, context: files.get('context'), files: own, line: Number(line), outside: '/other' };
  return [[id, [sample]]];
});

const samples = { ...written, ...Object.fromEntries(shown) };

describe('a rule that is not understood', () => {
  it('is tried in every format', () => {
    const advice = `\`undecided\`, the line of a rule that nobody understands and that may answer ${asked}`;
    assert.deepEqual(missingSections(Object.keys(samples), /^undecided$/, advice), []);
    const ids = redirectFormats.map(({ id }) => id);
    assert.deepEqual(
      Object.keys(samples).filter((id) => !ids.includes(id)),
      [],
    );
  });
  for (const [id, list] of Object.entries(samples)) {
    for (const sample of typeof list === 'string' ? [] : list) {
      it(`may answer in ${id}: ${sample.what}`, () => check(id, sample));
    }
  }
});

const noHistory: PastAddresses = { lookup: () => [], urls: () => [], size: 0, reach: 'whole' };

const newPage: Route = { url: urlPath('/new'), file: 'new.md' as RepoPath, kind: 'page' };

async function check(id: string, { context, files, line, outside }: Sample): Promise<void> {
  const [file = ''] = Object.keys(files);
  const site = redirectSite({ context, pages: '/new new.md', files: new Map(Object.entries(files)) });
  // A file that is gone has no address by the rules of this site.
  const table = await openRedirects(id === 'openPublishing' ? { ...site, addressOf: () => undefined } : site);
  const { outcome, undecided } = table.resolve(asked);
  const place = `${file}:${line} `;
  const isPlaced = (text: string) => text.includes(place);
  // A rule that answers for sure with a target nobody knows is no rule less.
  assert.ok(outcome.kind === 'undecided' || outcome.kind === 'unknown', `${id}: ${JSON.stringify(outcome)}`);
  if (outcome.kind === 'unknown') return;
  assert.ok(undecided.map(describeUndecided).some(isPlaced), undecided.map(describeUndecided).join('\n'));
  assert.ok(describeOutcome(outcome).includes(`${file}:${line}`), describeOutcome(outcome));

  const broken = brokenPage(asked, {});
  const suggestion: Suggestion = {
    url: newPage.url,
    file: newPage.file,
    confidence: 0.98,
    confident: true,
    evidence: [],
  };
  const snapshot = {
    site: { routes: routeTable([newPage]), permalinks: { staticRoots: ['static'] } } as unknown as SiteSnapshot['site'],
    redirects: table,
    past: noHistory,
    suggest: () => [suggestion],
  };
  const diagnosis = diagnose(broken, snapshot);
  const fixes = await fixesFor(diagnosis, { context: site, rules: [] }, { preferredFormats: [] });
  assert.ok(!fixes.some(({ isPreferred }) => isPreferred), 'nothing is written over it without asking');
  assert.ok(message(broken, undefined, diagnosis, false).includes(`${file}:${line} may redirect it`));
  assert.ok(isPlaced(explanation({ url: asked, diagnosis, directoryRule: undefined, removal: undefined })));
  if (outside !== undefined) assert.equal(table.resolve(outside).outcome.kind, 'none', 'it reaches no further');
}
