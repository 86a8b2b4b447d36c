import assert from 'node:assert/strict';
import { fileName, type RepoPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { fixtures } from '../../support/fixtures.ts';
import { redirectSite } from '../../support/redirectSite.ts';

/** Those whose files are pages or folders of pages, which the site publishes wherever they lie. */
const ofPages = new Set([
  'hugoAliases',
  'jekyllRedirectFrom',
  'redirectFrom',
  'refreshPage',
  'antoraAliases',
  'htaccess',
  'zolaAliases',
  'quartoAliases',
  'pelicanAlias',
]);
/** Those that go by the name of a content folder. */
const ofContent = new Set(['mdnRedirects', 'openPublishing', 'sveltekitRedirects']);

describe('redirect files of other packages', () => {
  for (const format of redirectFormats.filter(({ id }) => !ofPages.has(id) && !ofContent.has(id))) {
    const fixture = fixtures('redirects').find(({ name }) => name === format.id);
    const context = fixture?.files.get('context') ?? '';
    const name = fileName((fixture?.files.get('file')?.trim() ?? 'static/_redirects') as RepoPath);
    const text = fixture?.files.get('after') ?? '';

    it(`${format.id}: ${name} of an example is not the site's`, async () => {
      const files = new Map([
        [`examples/shop/${name}`, text],
        ['docs/index.md', ''],
      ]);
      const site = { ...redirectSite({ context, files }), root: '' as RepoPath };
      assert.deepEqual(await format.files(site), []);
    });
  }

  // AstrBotDevs/AstrBot@19d00fb1f0: the site is docs/, and the file is that of a program in dashboard/.
  for (const [id, name, text] of [
    ['redirectsFile', 'public/_redirects', '/* /index.html 200\n'],
    ['htaccess', 'public/.htaccess', 'Redirect 301 /a /b\n'],
    ['htaccess', 'conf/apache.conf', 'Redirect 301 /a /b\n'],
    ['nginxConf', 'nginx.conf', 'server {\n  rewrite ^/a$ /b permanent;\n}\n'],
    ['caddyfile', 'Caddyfile', 'example.com {\n  redir /a /b\n}\n'],
  ] as const) {
    it(`${id}: ${name} of a program beside the site is not the site's`, async () => {
      const format = redirectFormats.find((known) => known.id === id);
      const read = async (beside: Readonly<Record<string, string>>, root = 'docs') => {
        const files = new Map([['docs/index.md', ''], [`dashboard/${name}`, text], ...Object.entries(beside)]);
        const site = { ...redirectSite({ context: 'static: docs/public', files }), root: root as RepoPath };
        return await format?.files(site);
      };
      assert.deepEqual(await read({ 'dashboard/package.json': '{}' }), []);
      assert.deepEqual(await read({}), [`dashboard/${name}`]);
      assert.deepEqual(await read({ 'package.json': '{}' }), [`dashboard/${name}`]);
      assert.deepEqual(await read({ 'dashboard/package.json': '{}' }, ''), [`dashboard/${name}`]);
      assert.deepEqual(await read({ 'dashboard/package.json': '{}' }, 'dashboard/site'), [`dashboard/${name}`]);
    });
  }

  // https://nginx.org/en/docs/beginners_guide.html#conf_structure: a simple directive ends with a semicolon, a block has braces.
  for (const [program, name, text, isNginx] of [
    [
      'Scalafmt, https://scalameta.org/scalafmt/docs/configuration.html',
      '.scalafmt.conf',
      'rewrite.rules = [SortImports]\n',
      false,
    ],
    [
      'HOCON, https://github.com/lightbend/config',
      'app/application.conf',
      'server {\n  port = 80\n}\nmap { a = 1 }\n',
      false,
    ],
    ['kitty, https://sw.kovidgoyal.net/kitty/conf/', 'kitty.conf', 'map ctrl+c copy_to_clipboard\n', false],
    ['nginx, a part of it', 'conf/old.conf', 'location = /a {\n  return 301 /b;\n}\n', true],
    ['nginx, lines alone', 'conf/old.conf', 'rewrite ^/a{2}$ /b permanent; # moved\n', true],
    ['nginx, a map', 'conf/old.conf', 'map $uri $to\n{\n  /a /b;\n}\n', true],
  ] as const) {
    it(`nginxConf: ${name} of ${program}`, async () => {
      const format = redirectFormats.find((known) => known.id === 'nginxConf');
      const found = await format?.files(redirectSite({ files: new Map([[name, text]]) }));
      assert.deepEqual(found, isNginx ? [name] : []);
    });
  }

  it('reads no configuration of a package beside the site', async () => {
    const format = redirectFormats.find(({ id }) => id === 'nextConfig');
    const files = new Map([
      ['docs/index.md', ''],
      ['packages/web/next.config.js', 'module.exports = {};\n'],
      ['packages/web/package.json', '{}'],
    ]);
    const site = { ...redirectSite({ files }), root: 'docs' as RepoPath };
    assert.deepEqual(await format?.files(site), []);
  });
});
