import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { made } from '../../support/edits.ts';
import { fixturesBeside, missingSections } from '../../support/formatFixtures.ts';
import { redirectSite } from '../../support/redirectSite.ts';

interface Line {
  readonly format: string;
  readonly file: string;
  readonly text: string;
  /** What is left when the first rule is taken out, and when the last one is. */
  readonly left: readonly [string, string];
  readonly context?: string;
  readonly pages?: string;
  readonly others?: Readonly<Record<string, string>>;
}

const page = '/new/ content/new.md\n';

/** Several redirects on one line, in every format that can be written so. */
const lines: readonly Line[] = [
  {
    format: 'vercelJson',
    file: 'vercel.json',
    text: '{ "redirects": [{ "source": "/a", "destination": "/x" }, { "source": "/b", "destination": "/y" }] }\n',
    left: [
      '{ "redirects": [{ "source": "/b", "destination": "/y" }] }\n',
      '{ "redirects": [{ "source": "/a", "destination": "/x" }] }\n',
    ],
  },
  {
    format: 'firebaseJson',
    file: 'firebase.json',
    text: '{"hosting":{"redirects":[{"source":"/a","destination":"/x","type":301},{"source":"/b","destination":"/y","type":301}]}}',
    left: [
      '{"hosting":{"redirects":[{"source":"/b","destination":"/y","type":301}]}}',
      '{"hosting":{"redirects":[{"source":"/a","destination":"/x","type":301}]}}',
    ],
  },
  {
    format: 'staticWebApp',
    file: 'staticwebapp.config.json',
    text: '{ "routes": [{ "route": "/a", "redirect": "/x" }, { "route": "/b", "redirect": "/y" }] }\n',
    left: [
      '{ "routes": [{ "route": "/b", "redirect": "/y" }] }\n',
      '{ "routes": [{ "route": "/a", "redirect": "/x" }] }\n',
    ],
  },
  {
    format: 'openPublishing',
    file: '.openpublishing.redirection.json',
    text: '{"redirections":[{"source_path":"a.md","redirect_url":"/x"},{"source_path":"b.md","redirect_url":"/y"}]}',
    left: [
      '{"redirections":[{"source_path":"b.md","redirect_url":"/y"}]}',
      '{"redirections":[{"source_path":"a.md","redirect_url":"/x"}]}',
    ],
  },
  {
    format: 'mintlifyDocs',
    file: 'docs.json',
    context: 'generators: mintlify',
    text: '{ "redirects": [{ "source": "/a", "destination": "/x" }, { "source": "/b", "destination": "/y" }] }\n',
    left: [
      '{ "redirects": [{ "source": "/b", "destination": "/y" }] }\n',
      '{ "redirects": [{ "source": "/a", "destination": "/x" }] }\n',
    ],
  },
  {
    format: 'amplifyRules',
    file: 'customRules.json',
    text: '[{"source":"/a","status":"301","target":"/x"},{"source":"/b","status":"301","target":"/y"}]',
    left: ['[{"source":"/b","status":"301","target":"/y"}]', '[{"source":"/a","status":"301","target":"/x"}]'],
  },
  {
    format: 'amplifyRules',
    file: 'amplify-template.yaml',
    text: 'Resources:\n  App:\n    Type: AWS::Amplify::App\n    Properties:\n      CustomRules: [{Source: /a, Target: /x, Status: 301}, {Source: /b, Target: /y, Status: 301}]\n',
    left: [
      'Resources:\n  App:\n    Type: AWS::Amplify::App\n    Properties:\n      CustomRules: [{Source: /b, Target: /y, Status: 301}]\n',
      'Resources:\n  App:\n    Type: AWS::Amplify::App\n    Properties:\n      CustomRules: [{Source: /a, Target: /x, Status: 301}]\n',
    ],
  },
  {
    format: 's3RoutingRules',
    file: 's3.xml',
    text: '<RoutingRules><RoutingRule><Condition><KeyPrefixEquals>a</KeyPrefixEquals></Condition><Redirect><ReplaceKeyWith>x</ReplaceKeyWith></Redirect></RoutingRule><RoutingRule><Condition><KeyPrefixEquals>b</KeyPrefixEquals></Condition><Redirect><ReplaceKeyWith>y</ReplaceKeyWith></Redirect></RoutingRule></RoutingRules>\n',
    left: [
      '<RoutingRules><RoutingRule><Condition><KeyPrefixEquals>b</KeyPrefixEquals></Condition><Redirect><ReplaceKeyWith>y</ReplaceKeyWith></Redirect></RoutingRule></RoutingRules>\n',
      '<RoutingRules><RoutingRule><Condition><KeyPrefixEquals>a</KeyPrefixEquals></Condition><Redirect><ReplaceKeyWith>x</ReplaceKeyWith></Redirect></RoutingRule></RoutingRules>\n',
    ],
  },
  {
    format: 's3RoutingRules',
    file: 's3-routing.json',
    text: '[{"Condition":{"KeyPrefixEquals":"a"},"Redirect":{"ReplaceKeyWith":"x"}},{"Condition":{"KeyPrefixEquals":"b"},"Redirect":{"ReplaceKeyWith":"y"}}]',
    left: [
      '[{"Condition":{"KeyPrefixEquals":"b"},"Redirect":{"ReplaceKeyWith":"y"}}]',
      '[{"Condition":{"KeyPrefixEquals":"a"},"Redirect":{"ReplaceKeyWith":"x"}}]',
    ],
  },
  {
    format: 'vercelBulk',
    file: 'bulk.json',
    others: { 'vercel.json': '{ "bulkRedirectsPath": "bulk.json" }' },
    text: '[{ "source": "/a", "destination": "/x" }, { "source": "/b", "destination": "/y" }]\n',
    left: ['[{ "source": "/b", "destination": "/y" }]\n', '[{ "source": "/a", "destination": "/x" }]\n'],
  },
  {
    format: 'nextConfig',
    file: 'next.config.js',
    text: "module.exports = { redirects: async () => [{ source: '/a', destination: '/x', permanent: true }, { source: '/b', destination: '/y', permanent: true }] };\n",
    left: [
      "module.exports = { redirects: async () => [{ source: '/b', destination: '/y', permanent: true }] };\n",
      "module.exports = { redirects: async () => [{ source: '/a', destination: '/x', permanent: true }] };\n",
    ],
  },
  {
    format: 'astroRedirects',
    file: 'astro.config.mjs',
    text: "export default { redirects: { '/a': '/x', '/b': '/y' } };\n",
    left: ["export default { redirects: { '/b': '/y' } };\n", "export default { redirects: { '/a': '/x' } };\n"],
  },
  {
    format: 'docusaurusRedirects',
    file: 'docusaurus.config.js',
    text: "module.exports = { plugins: [['@docusaurus/plugin-client-redirects', { redirects: [{ from: '/a', to: '/x' }, { from: '/b', to: '/y' }] }]] };\n",
    left: [
      "module.exports = { plugins: [['@docusaurus/plugin-client-redirects', { redirects: [{ from: '/b', to: '/y' }] }]] };\n",
      "module.exports = { plugins: [['@docusaurus/plugin-client-redirects', { redirects: [{ from: '/a', to: '/x' }] }]] };\n",
    ],
  },
  {
    format: 'nuxtRouteRules',
    file: 'nuxt.config.ts',
    text: "export default defineNuxtConfig({ routeRules: { '/a': { redirect: '/x' }, '/b': { redirect: '/y' } } });\n",
    left: [
      "export default defineNuxtConfig({ routeRules: { '/b': { redirect: '/y' } } });\n",
      "export default defineNuxtConfig({ routeRules: { '/a': { redirect: '/x' } } });\n",
    ],
  },
  {
    format: 'gatsbyRedirects',
    file: 'gatsby-node.js',
    text: "exports.createPages = ({ actions: { createRedirect } }) => { createRedirect({ fromPath: '/a', toPath: '/x' }); createRedirect({ fromPath: '/b', toPath: '/y' }); };\n",
    left: [
      "exports.createPages = ({ actions: { createRedirect } }) => { createRedirect({ fromPath: '/b', toPath: '/y' }); };\n",
      "exports.createPages = ({ actions: { createRedirect } }) => { createRedirect({ fromPath: '/a', toPath: '/x' }); };\n",
    ],
  },
  {
    format: 'sveltekitRedirects',
    file: 'src/hooks.server.ts',
    context: 'generators: sveltekit',
    text: "import { redirect } from '@sveltejs/kit';\nconst moved: Record<string, string> = { '/a': '/x', '/b': '/y' };\nexport const handle = async ({ event, resolve }) => {\n  const to = moved[event.url.pathname];\n  if (to) redirect(301, to);\n  return resolve(event);\n};\n",
    left: [
      "import { redirect } from '@sveltejs/kit';\nconst moved: Record<string, string> = { '/b': '/y' };\nexport const handle = async ({ event, resolve }) => {\n  const to = moved[event.url.pathname];\n  if (to) redirect(301, to);\n  return resolve(event);\n};\n",
      "import { redirect } from '@sveltejs/kit';\nconst moved: Record<string, string> = { '/a': '/x' };\nexport const handle = async ({ event, resolve }) => {\n  const to = moved[event.url.pathname];\n  if (to) redirect(301, to);\n  return resolve(event);\n};\n",
    ],
  },
  {
    format: 'netlifyToml',
    file: 'netlify.toml',
    text: 'redirects = [{ from = "/a", to = "/x" }, { from = "/b", to = "/y" }]\n',
    left: ['redirects = [{ from = "/b", to = "/y" }]\n', 'redirects = [{ from = "/a", to = "/x" }]\n'],
  },
  {
    format: 'nginxConf',
    file: 'nginx.conf',
    text: 'server { listen 80; location = /a { return 301 /x; } location = /b { return 301 /y; } }\n',
    left: [
      'server { listen 80; location = /b { return 301 /y; } }\n',
      'server { listen 80; location = /a { return 301 /x; } }\n',
    ],
  },
  {
    format: 'nginxConf',
    file: 'site.conf',
    text: 'server {\n  rewrite ^/a$ /x permanent; rewrite ^/b$ /y permanent;\n}\n',
    left: ['server {\n  rewrite ^/b$ /y permanent;\n}\n', 'server {\n  rewrite ^/a$ /x permanent;\n}\n'],
  },
  {
    format: 'pkgdownRedirects',
    file: '_pkgdown.yml',
    context: 'generators: pkgdown',
    text: 'url: https://example.org\nredirects: [["a.html", "x.html"], ["b.html", "y.html"]]\n',
    left: [
      'url: https://example.org\nredirects: [["b.html", "y.html"]]\n',
      'url: https://example.org\nredirects: [["a.html", "x.html"]]\n',
    ],
  },
  {
    format: 'mkdocsRedirects',
    file: 'mkdocs.yml',
    context: 'generators: mkdocs',
    text: 'site_name: x\nplugins:\n  - redirects:\n      redirect_maps: {a.md: x.md, b.md: y.md}\n',
    left: [
      'site_name: x\nplugins:\n  - redirects:\n      redirect_maps: {b.md: y.md}\n',
      'site_name: x\nplugins:\n  - redirects:\n      redirect_maps: {a.md: x.md}\n',
    ],
  },
  {
    format: 'mdbookRedirect',
    file: 'book.toml',
    context: 'generators: mdbook',
    text: 'output.html.redirect = { "/a.html" = "x.html", "/b.html" = "y.html" }\n',
    left: ['output.html.redirect = { "/b.html" = "y.html" }\n', 'output.html.redirect = { "/a.html" = "x.html" }\n'],
  },
  {
    format: 'sphinxReredirects',
    file: 'conf.py',
    context: 'generators: sphinx',
    text: 'extensions = ["sphinx_reredirects"]\nredirects = {"a": "x.html", "b": "y.html"}\n',
    left: [
      'extensions = ["sphinx_reredirects"]\nredirects = {"b": "y.html"}\n',
      'extensions = ["sphinx_reredirects"]\nredirects = {"a": "x.html"}\n',
    ],
  },
  {
    format: 'hugoAliases',
    file: 'content/new.md',
    context: 'generators: hugo',
    pages: page,
    text: '---\naliases: [/a/, /b/]\n---\n',
    // Of two in brackets, the last one is written as the one text it may have been.
    left: ['---\naliases: /b/\n---\n', '---\naliases: [/a/]\n---\n'],
  },
  {
    format: 'hugoAliases',
    file: 'content/new.md',
    context: 'generators: hugo',
    pages: page,
    text: '+++\naliases = ["/a/", "/b/"]\n+++\n',
    left: ['+++\naliases = ["/b/"]\n+++\n', '+++\naliases = ["/a/"]\n+++\n'],
  },
  {
    format: 'hugoAliases',
    file: 'content/new.md',
    context: 'generators: hugo',
    pages: page,
    text: '{"title": "x", "aliases": ["/a/", "/b/"]}\n',
    left: ['{"title": "x", "aliases": ["/b/"]}\n', '{"title": "x", "aliases": ["/a/"]}\n'],
  },
  {
    format: 'jekyllRedirectFrom',
    file: 'content/new.md',
    context: 'generators: jekyll',
    pages: page,
    text: '---\n{title: x, redirect_from: [/a/, /b/]}\n---\n',
    left: ['---\n{title: x, redirect_from: /b/}\n---\n', '---\n{title: x, redirect_from: [/a/]}\n---\n'],
  },
  {
    format: 'redirectFrom',
    file: 'content/new.md',
    context: 'generators: eleventy',
    pages: page,
    text: '---\nredirect_from: [/a/, /b/]\n---\n',
    left: ['---\nredirect_from: /b/\n---\n', '---\nredirect_from: [/a/]\n---\n'],
  },
  {
    format: 'antoraAliases',
    file: 'modules/ROOT/pages/new.adoc',
    context: 'generators: antora',
    pages: '/new.html modules/ROOT/pages/new.adoc\n',
    text: '= New\n:page-aliases: a.adoc, b.adoc\n\nText.\n',
    left: ['= New\n:page-aliases: b.adoc\n\nText.\n', '= New\n:page-aliases: a.adoc\n\nText.\n'],
  },
];

/** Of other formats the fixtures have it. */
const told: readonly Line[] = fixturesBeside(lines.map(({ format }) => format)).flatMap((fixture): readonly Line[] => {
  const { format, file, files, others } = fixture;
  const text = files.get('line');
  if (text === undefined) return [];
  const left = [files.get('line without first') ?? '', files.get('line without last') ?? ''] as const;
  const site = { context: files.get('context') ?? '', pages: files.get('pages') ?? '' };
  return [{ format, file, text, left, others: Object.fromEntries(others), ...site }];
});

/** Whose rules have a line, or a file, of their own. */
const alone = ['redirectsFile', 'htaccess', 'caddyfile', 'mdnRedirects', 'sphinxRediraffe', 'refreshPage'];

describe('one of several redirects on a line', () => {
  it('is tried in every format that can be written so', () => {
    const advice = '`line`, two rules on one, `line without first` and `line without last`; or `own lines`, why not';
    const listed = [...alone, ...lines.map(({ format }) => format)];
    assert.deepEqual(missingSections(listed, /^(?:line|own lines)$/, advice), []);
  });
  for (const { format: id, file, text, left, context, pages, others = {} } of [...lines, ...told]) {
    it(`is taken out alone: ${id}, ${file}`, () => {
      const format = redirectFormats.find((entry) => entry.id === id);
      assert.ok(format);
      const site = redirectSite({ context, pages, files: new Map([...Object.entries(others), [file, text]]) });
      const { rules } = format.parse(text, file as RepoPath, site);
      assert.equal(rules.length, 2, JSON.stringify(rules));
      const results = rules.map((rule) => applyEdits(text, made(format.remove(rule, text, site))));
      assert.deepEqual(results, left);
    });
  }
  it('leaves the other keys of a page whose front matter stands in braces', () => {
    const text = '---\n{title: x, aliases: [/a/], weight: 1}\n---\n';
    const format = redirectFormats.find(({ id }) => id === 'hugoAliases')!;
    const site = redirectSite({ context: 'generators: hugo', pages: page });
    const [rule] = format.parse(text, 'content/new.md' as RepoPath, site).rules;
    assert.equal(applyEdits(text, made(format.remove(rule!, text, site))), '---\n{title: x, weight: 1}\n---\n');
  });
  it('leaves the text of a page that shows more than where it leads', () => {
    const text = `<html><head><meta http-equiv="refresh" content="9; url=/new/"></head><body>${'word '.repeat(90)}</body></html>\n`;
    const format = redirectFormats.find(({ id }) => id === 'refreshPage')!;
    const file = 'static/old.html' as RepoPath;
    const site = redirectSite({ files: new Map([[file, text]]) });
    const [rule] = format.parse(text, file, site).rules;
    const after = applyEdits(text, made(format.remove(rule!, text, site)));
    assert.equal(after, `<html><head></head><body>${'word '.repeat(90)}</body></html>\n`);
  });
});
