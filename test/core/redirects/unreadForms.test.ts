/** Redirects in forms that are not read are named, with the addresses they speak of, by the documentation of each. */
import assert from 'node:assert/strict';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const iis = (rule: string) =>
  `<configuration><system.webServer><rewrite><rules><rule name="a">${rule}</rule></rules></rewrite></system.webServer></configuration>`;

/** The file, its text, lines `address outcome`. */
const cases: readonly (readonly [file: string, text: string, wanted: readonly string[]])[] = [
  [
    'static/web.config',
    iis('<match url="^old/(.*)$" /><action type="Redirect" url="/new/{R:1}" />'),
    ['/old/a undecided', '/x none'],
  ],
  [
    'web.config',
    iis(
      '<match url="(.*)" /><conditions><add input="{HTTPS}" pattern="off" /></conditions><action type="Redirect" url="https://{HTTP_HOST}/{R:1}" />',
    ),
    ['/x none'],
  ],
  [
    'old/web.config',
    '<configuration><system.webServer><httpRedirect enabled="true" destination="/new" /></system.webServer></configuration>',
    ['/x undecided'],
  ],
  ['web.config', iis('<match url=".*" /><action type="Rewrite" url="/index.html" />'), ['/x none']],
  // StartupShell/web@b4967b4e87, AJThurston/orgdataviz@be9eb50e74
  ['_redirects.yml', '/apply\t\t:\thttps://a.example/x\n', ['/apply undecided', '/x none']],
  ['_redirects.yml', '/book     https://a.example/x', ['/book undecided', '/x none']],
  // https://learn.microsoft.com/iis/extensions/url-rewrite-module/url-rewrite-module-configuration-reference
  ['web.config', iis("<match url='^old$' /><action type='Redirect' url='/new' />"), ['/old undecided', '/x none']],
  ['web.config', iis('<match url="^keep/" negate="true" /><action type="Redirect" url="/b" />'), ['/x undecided']],
  [
    'web.config',
    iis('<match url="^gone$" /><action type="CustomResponse" statusCode="410" statusReason="Gone" />'),
    ['/gone undecided', '/x none'],
  ],
  [
    'web.config',
    iis('<match url="^old$" /><action type="Redirect" url="/new" />').replace('name="a"', 'name="a" enabled="false"'),
    ['/old none'],
  ],
  [
    'web.config',
    iis('<match url="old/*" /><action type="Redirect" url="/new" />').replace('name="a"', 'patternSyntax="Wildcard"'),
    ['/old/a undecided', '/x none'],
  ],
  [
    'web.config',
    iis('<!-- <match url="^old$" /> --><match url="^a$" /><action type="Redirect" url="/new" />'),
    ['/a undecided', '/old none'],
  ],
  [
    'web.config',
    iis(
      '<match url=".*" /><conditions><add input="{Moved:{REQUEST_URI}}" pattern="(.+)" /></conditions><action type="Redirect" url="{C:1}" />',
    ).replace(
      '<rules>',
      '<rewriteMaps><rewriteMap name="Moved"><add key="/old" value="/new" /></rewriteMap></rewriteMaps><rules>',
    ),
    ['/old undecided', '/x none'],
  ],
  [
    'web.config',
    '<configuration><system.webServer><rewrite><rules configSource="rules.config" /></rewrite></system.webServer></configuration>',
    ['/x undecided'],
  ],
  [
    'web.config',
    '<configuration><location path="old"><system.webServer><httpRedirect enabled="true" destination="/new" /></system.webServer></location></configuration>',
    ['/old/a undecided', '/x none'],
  ],
  [
    'content/data/redirects.yaml',
    '301:\n  ^/old/(.*)$: /new/$1\n302:\n  /a: /b\n',
    ['/old/x undecided', '/a undecided', '/x none'],
  ],
  [
    'redirects.yaml',
    'old/page: /new\nblog/(?P<x>.*): https://n.example/{x}\n',
    ['/old/page undecided', '/blog/a undecided', '/x none'],
  ],
  [
    'deploy/traefik.yml',
    'redirectRegex:\n  regex: "^https://example.org/old/(.*)"\n  replacement: x\n',
    ['/old/a undecided', '/x none'],
  ],
  // https://vocs.dev/docs: `redirects` of vocs 2.12.0, whose sources are patterns of the URL standard.
  [
    'docs/vocs.config.ts',
    "export default defineConfig({ redirects: [{ source: '/old', destination: '/new' }, { source: '/a/:path*', destination: '/b/:path*' }] })\n",
    ['/old undecided', '/a/x undecided', '/x none'],
  ],
  ['vocs.config.ts', "export default { title: 'Redirects' }\n", ['/x none']],
  ['haproxy.cfg', 'frontend f\n  redirect location /new code 301 if { path /old }\n', ['/x undecided']],
  ['ROUTER', '301 /old /new\n', ['/old undecided', '/x none']],
  // @vuepress/plugin-html-redirect 0.2.1 (lib/index.js), as in ipfs/ipfs-docs; the list that symfony/symfony-docs has in _build.
  ['docs/.vuepress/redirects', '/old /new\n/a/ https://n.example/\n', ['/old undecided', '/a undecided', '/x none']],
  ['_build/redirection_map', '/book/index /index\n', ['/book/index undecided', '/x none']],
  [
    '.do/app.yaml',
    'ingress:\n  rules:\n  - match:\n      path:\n        prefix: /old\n    redirect:\n      uri: /new\n',
    ['/old/a undecided', '/x none'],
  ],
  [
    'k8s/ingress.yaml',
    'annotations:\n  nginx.ingress.kubernetes.io/permanent-redirect: https://x/\npaths:\n- path: /old\n',
    ['/old undecided', '/x none'],
  ],
  // As Ghost, GoogleChrome/web.dev, Redocly, AdobeDocs/analytics.en and many scripts have them.
  [
    'content/data/redirects.json',
    '[{ "from": "^\\/old\\/(.*)$", "to": "/new/$1", "permanent": true }, { "from": "/a", "to": "/b" }]',
    ['/old/x undecided', '/a undecided', '/x none'],
  ],
  ['redirects.json', '{ "/old": "/new", "/a/": "https://n.example/" }', ['/old undecided', '/a undecided', '/x none']],
  ['redirects.json', '{ "name": "redirects", "to": "/x" }', ['/x none']],
  [
    'redirects.yaml',
    'redirects:\n  - from: /old\n    to: /new\n  - source: "/a/*"\n    destination: /b\n',
    ['/old undecided', '/a/x undecided', '/x none'],
  ],
  [
    'redirects.yaml',
    '/old:\n  to: /new\n/a/b:\n  to: /c\n  type: 301\n',
    ['/old undecided', '/a/b undecided', '/x none'],
  ],
  [
    'src/redirects.ts',
    "export const redirects = [{ from: '/old', to: '/new' }];\nexport const others = { '/a': '/b' };\n",
    ['/old undecided', '/a undecided', '/x none'],
  ],
  ['src/redirect.ts', "import { redirect } from 'x';\nredirect({ to: '/old' });\n", ['/old none']],
  ['redirects.txt', '# moved\n/old /new\n/a/* https://n.example/\n', ['/old undecided', '/a/x undecided', '/x none']],
  [
    'docker-compose.yml',
    'labels:\n  - "traefik.http.middlewares.r.redirectregex.regex=^https://x.example/old/(.*)"\n',
    ['/old/a undecided', '/x none'],
  ],
  [
    'redirects.csv',
    'source,destination\n/docs/a.html,/docs/b.html\n"/c","https://n.example/"\n',
    ['/docs/a.html undecided', '/c undecided', '/x none'],
  ],
  // What a comment holds is no redirect: https://tc39.es/ecma262/#sec-comments, https://yaml.org/spec/1.2.2/#66-comments,
  // https://toml.io/en/v1.0.0#comment, https://www.w3.org/TR/xml/#sec-comments.
  [
    'config/redirects.ts',
    "export default [\n  // {\n  //   to: '/new',\n  //   from: '/old',\n  // },\n  /* { from: '/b' } */\n  /**\n   * { from: '/c' }\n   */\n];\n",
    ['/old none', '/b none', '/c none'],
  ],
  [
    'config/redirects.ts',
    "export default [\n  /* moved */ { from: '/old', to: '/new' }, // { from: '/x' }\n];\n",
    ['/old undecided', '/a none'],
  ],
  ['redirects.yaml', '# - from: /old\n#   to: /new\n- from: /a\n  to: /b\n', ['/old none', '/a undecided']],
  // APItools/docs.apitools.com@ece4f869c7; https://github.com/laurilehmijoki/s3_website#configuring-redirects-on-your-s3-website
  [
    's3_website.yml',
    's3_bucket: b\n# redirects:\nredirects:\n  index.php: /\n  docs/tour/index.html: docs/start/\nrouting_rules:\n  - condition:\n      key_prefix_equals: blog/some\n    redirect:\n      host_name: blog.example.com\ngzip: true\n',
    ['/index.php undecided', '/docs/tour/ undecided', '/blog/some-x undecided', '/gzip none', '/x none'],
  ],
  // luxonis/depthai-docs-website@58324b8d83, for rtd-redirects.
  [
    'source/redirects.yml',
    'redirects:\n  # moved\n  "/old/": "/new/"\n  "/a/": "https://example.org/a/"\n',
    ['/old/ undecided', '/a/ undecided', '/x none'],
  ],
  ['traefik.toml', '# [r.redirectRegex]\n# regex = "^https://x.example/old/(.*)"\n', ['/old/a none']],
  [
    'web.config',
    iis('<match url="^a$" /><action type="Redirect" url="/b" />').replace(
      '<rules>',
      '<rules><!-- <rule name="b">\n<match url="^old$" /><action type="Redirect" url="/new" /></rule> -->',
    ),
    ['/old none', '/a undecided'],
  ],
  ['bulk-redirects.csv', 'example.org/old,https://example.org/new,301\n', ['/old undecided', '/x none']],
  ['redirects.csv', 'https://example.org/old,https://example.org/new\n', ['/old undecided', '/x none']],
  // https://help.disqus.com/en/articles/1717068-url-mapper: comments are moved, and nobody is led.
  ['disqus-redirects.csv', 'https://example.org/old,https://example.org/new\n', ['/old none']],
];

describe('redirects in forms that are not read', () => {
  // rethinkdb/www@1be3fee3b1: pages by tsmango/jekyll_alias_generator.
  it('are named where a plugin makes them of front matter', async () => {
    const files = new Map([
      ['_plugins/alias_generator.rb', "aliases = page.data['alias']\n"],
      ['a.md', '---\nalias: /old/a/\ntitle: A\n---\n'],
      ['b.md', '---\nalias: [/old/b/, "/old/c.html"]\n---\n'],
      ['c.md', '---\nalias:\n  - /old/d/\n  - /old/e\ntitle: C\n---\nalias: /x\n'],
    ]);
    const table = await openRedirects(redirectSite({ context: 'generators: jekyll', files }));
    const kinds = ['/old/a/', '/old/b/', '/old/c.html', '/old/d/', '/old/e/', '/x'].map(
      (url) => table.resolve(url).outcome.kind,
    );
    assert.deepEqual(kinds, [...Array(5).fill('undecided'), 'none']);
    assert.deepEqual(
      table.invalid.map(({ file, message }) => `${file} ${message}`),
      [
        '_plugins/alias_generator.rb alias_generator.rb makes pages of alias in front matter; these redirects are not read.',
      ],
    );
  });
  it('call a list that of Cloudflare by its columns alone', async () => {
    const said = async (text: string) => {
      const files = new Map([['redirects.csv', text]]);
      return (await openRedirects(redirectSite({ context: 'generators: hugo', files }))).invalid[0]?.message;
    };
    const line = 'https://example.org/old,https://example.org/new';
    assert.match((await said(`${line},302,TRUE\n`)) ?? '', /a bulk list of Cloudflare/);
    assert.match((await said(`${line}\n`)) ?? '', /a list in CSV/);
  });
  // yizeng/yizeng.me@dc5521c438, as jekyll-redirect-from 0.16.0 writes it.
  it('are not what Jekyll wrote of those that are read', async () => {
    const list = { '/old/': 'http://a.example/new/', '/b': 'http://a.example/c/' };
    const named = async (generator: string, space = 0) => {
      const files = new Map([
        ['docs/redirects.json', JSON.stringify(list, null, space)],
        ['docs/index.html', ''],
      ]);
      return (await openRedirects(redirectSite({ context: `generators: ${generator}`, files }))).invalid.length;
    };
    assert.deepEqual([await named('jekyll'), await named('hugo')], [0, 1]);
    // Ginden/blog@b0c15c4f7c: put into lines by whoever committed it.
    assert.equal(await named('jekyll', 2), 0);
  });
  for (const [file, text, wanted] of cases) {
    it(`are named: ${file}, ${wanted.join(', ')}`, async () => {
      const table = await openRedirects(redirectSite({ files: new Map([[file, text]]) }));
      const found = wanted.map((line) => {
        const [url = ''] = line.split(' ');
        return `${url} ${table.resolve(url).outcome.kind}`;
      });
      assert.deepEqual(found, wanted);
    });
  }
});
