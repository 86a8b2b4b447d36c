import assert from 'node:assert/strict';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import { checkRedirects } from '../../../src/core/redirects/checks/checks.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { made } from '../../support/edits.ts';
import { redirectSite } from '../../support/redirectSite.ts';

/** What a text of one file says: `from kind reason` for each rule, `! message` for each line that is none. */
function told(id: string, file: string, text: string, context = ''): readonly string[] {
  const site = redirectSite({ context, files: new Map([[file, text]]) });
  const parsed = redirectFormats.find((format) => format.id === id)!.parse(text, file as RepoPath, site);
  return [
    ...parsed.rules.map(({ from, source }) =>
      `${from} ${source.kind} ${'reason' in source ? source.reason : ''}`.trim(),
    ),
    ...parsed.invalid.map(({ message }) => `! ${message}`),
  ];
}

// next 16.0.0 warns of more than 1000 and takes all of them (lib/load-custom-routes.js); the limit is one of Vercel.
describe('how many redirects Next.js takes', () => {
  it('is as many as there are', async () => {
    const rule = (number: number) => `{ source: '/a${number}', destination: '/b', permanent: true }`;
    const list = Array.from({ length: 1030 }, (_, number) => rule(number)).join(',\n');
    const text = `module.exports = { async redirects() { return [\n${list}\n]; } };\n`;
    const site = redirectSite({ pages: '/b pages/b.js', files: new Map([['next.config.js', text]]) });
    assert.deepEqual(checkRedirects(await openRedirects(site)), []);
  });
});

describe('what a host cannot compare', () => {
  const lines = (source: string) => `${source} /new 301\n`;
  const files: readonly (readonly [string, string, (source: string) => string, string?])[] = [
    ['redirectsFile', '_redirects', lines, 'host: netlify'],
    ['redirectsFile', '_redirects', lines, 'host: gitlab'],
    ['netlifyToml', 'netlify.toml', (source) => `[[redirects]]\nfrom = "${source}"\nto = "/new"\n`],
    ['vercelBulk', 'bulk.csv', (source) => `source,destination\n${source},/new\n`],
    ['astroRedirects', 'astro.config.mjs', (source) => `export default { redirects: { '${source}': '/new' } };`],
    [
      'nuxtRouteRules',
      'nuxt.config.ts',
      (source) => `export default { routeRules: { '${source}': { redirect: '/new' } } };`,
    ],
    ['gatsbyRedirects', 'gatsby-node.js', (source) => `createRedirect({ fromPath: '${source}', toPath: '/new' });`],
    ['mintlifyDocs', 'docs.json', (source) => `{"redirects":[{"source":"${source}","destination":"/new"}]}`],
    ['mdnRedirects', 'files/en-us/_redirects.txt', (source) => `${source}\t/new\n`],
    ['caddyfile', 'Caddyfile', (source) => `example.org {\n  redir ${source} /new permanent\n}\n`],
    ['nginxConf', 'nginx.conf', (source) => `server {\n  location = ${source} { return 301 /new; }\n}\n`],
    ['htaccess', '.htaccess', (source) => `Redirect 301 ${source} /new\n`],
  ];
  for (const [id, file, text, context] of files) {
    it(`is never taken for the path alone: ${id}${context ? `, ${context}` : ''}`, () => {
      for (const source of ['/a#b', '/a?x=1', '/a/?x=1#b']) {
        const [rule = ''] = told(id, file, text(source), context);
        assert.match(rule, / never /, rule);
      }
      assert.doesNotMatch(told(id, file, text('/a%23b'), context)[0] ?? '', /never reaches|holds no/);
    });
  }
  // Apache 2.4 (mod_alias), nginx and Caddy answer `/c%23/a` with the redirect that is written `/c#/a`; the emulator of Azure
  // Static Web Apps 2.0.10 compares its routes with the path as it was sent.
  it('may be in a name all the same where the host decodes it', () => {
    for (const [id, file, text] of files.filter(([id]) => /^(?:caddyfile|nginxConf|htaccess)$/.test(id))) {
      for (const source of ['/c#/a', '/f#', '/learn-c#-fast']) {
        const [rule = ''] = told(id, file, text(source));
        assert.ok(rule.includes(source) && !rule.includes('never'), rule);
      }
      for (const source of ['/#/a', '/guide#c', '/c#!/a'])
        assert.match(told(id, file, text(source))[0] ?? '', / never /);
    }
    const route = '{"routes":[{"route":"/c#/a","redirect":"/new"}]}';
    assert.match(told('staticWebApp', 'staticwebapp.config.json', route)[0] ?? '', / never /);
  });
  // nginx 1.22.1 answers nothing for `location = old/a`, and the emulator of Azure Static Web Apps 2.0.10 compares a route with the
  // path as it was sent; @vercel/routing-utils makes `^old/a$` of it. davidelettieri/davidelettieri.it@0606b9b4d9 was silent.
  it('is what has no slash in front', () => {
    const routes = (source: string) => `{"routes":[{"route":"${source}","redirect":"/new"}]}`;
    const location = (sign: string) => (source: string) =>
      `server {\n  location ${sign}${source} { return 301 /new; }\n}\n`;
    const redirects = (source: string) => `{"redirects":[{"source":"${source}","destination":"/new"}]}`;
    const servers: readonly (readonly [string, string, (source: string) => string])[] = [
      ['vercelJson', 'vercel.json', redirects],
      ['staticWebApp', 'staticwebapp.config.json', routes],
      ['nginxConf', 'nginx.conf', location('= ')],
      ['nginxConf', 'nginx.conf', location('')],
    ];
    for (const [id, file, text] of servers) {
      assert.match(told(id, file, text('old/a'))[0] ?? '', / never .*write \/old\/a$/);
      assert.doesNotMatch(told(id, file, text('/old/a'))[0] ?? '', / never /);
    }
    assert.doesNotMatch(told('nginxConf', 'nginx.conf', location('~ ')('old/a'))[0] ?? '', / never /);
    assert.doesNotMatch(told('staticWebApp', 'staticwebapp.config.json', routes('*.php'))[0] ?? '', / never /);
  });
  it('leaves what asks for a query alone', () => {
    assert.deepEqual(told('redirectsFile', '_redirects', '/a id=:id /new/:id 301\n', 'host: netlify'), ['/a exact']);
    const rule = '[{"source":"/a?id=<x>","target":"/b/<x>","status":"301"}]';
    assert.deepEqual(told('amplifyRules', 'amplify.json', rule), ['/a?id=<x> exact']);
  });
});

describe('how much a host reads', () => {
  it('is 2000 characters a line on Cloudflare', () => {
    const line = (length: number) => `/a /${'b'.repeat(length - 4)}\n`;
    assert.deepEqual(told('redirectsFile', '_redirects', line(2000), 'host: cloudflare'), ['/a exact']);
    assert.deepEqual(told('redirectsFile', '_redirects', line(2001), 'host: cloudflare'), [
      '! The line has 2001 characters; Cloudflare reads 2000.',
    ]);
  });
  it('is 64 KB on GitLab Pages, counted in bytes', () => {
    const text = (fill: number) => `/a /b\n# ${'é'.repeat(fill)}\n`;
    assert.deepEqual(told('redirectsFile', '_redirects', text(32_000), 'host: gitlab'), ['/a exact']);
    assert.deepEqual(told('redirectsFile', '_redirects', text(33_000), 'host: gitlab'), [
      '/a never GitLab Pages reads no file of more than 64 KB',
    ]);
  });
  it('is 4096 characters an address on Vercel, and 2048 in its bulk files', () => {
    const json = (length: number) => `{"redirects":[{"source":"/a","destination":"/${'b'.repeat(length - 1)}"}]}`;
    assert.deepEqual(told('vercelJson', 'vercel.json', json(4096)), ['/a exact']);
    assert.match(told('vercelJson', 'vercel.json', json(4097))[0] ?? '', /is longer than 4096 characters/);
    const csv = (length: number) => `source,destination\n/a,/${'b'.repeat(length - 1)}\n`;
    assert.deepEqual(told('vercelBulk', 'bulk.csv', csv(2048)), ['/a exact']);
    assert.match(told('vercelBulk', 'bulk.csv', csv(2049))[0] ?? '', /is longer than 2048 characters/);
  });
  it('is a status Vercel knows', () => {
    const json = '{"redirects":[{"source":"/a","destination":"/b","statusCode":410}]}';
    assert.deepEqual(told('vercelJson', 'vercel.json', json), [
      '! 410 is not a status that Vercel accepts: 301, 302, 303, 307 or 308.',
    ]);
  });
  it('is 20 KB on Azure, counted in bytes', () => {
    const format = redirectFormats.find(({ id }) => id === 'staticWebApp')!;
    const file = 'staticwebapp.config.json' as RepoPath;
    const added = (fill: number) => {
      const text = `{ "routes": [{ "route": "/${'é'.repeat(fill)}", "redirect": "/b" }] }`;
      const site = redirectSite({ files: new Map([[file, text]]) });
      return format.add([{ from: urlPath('/old'), to: '/new', status: 301 }], text, file, site);
    };
    assert.ok(!('refused' in added(10_000)));
    assert.deepEqual(added(10_240), { refused: `${file} would be longer than the 20 KB that Azure reads.` });
  });
});

describe('a line beyond the limit of Cloudflare', () => {
  it('makes room for one above the wildcards where its address is redirected anew', () => {
    const file = '_redirects' as RepoPath;
    const wildcards = Array.from({ length: 100 }, (_, i) => `/w${i}/* /v${i} 301`);
    const text = `${[...wildcards, '/late /old 301'].join('\n')}\n`;
    const site = redirectSite({ context: 'host: cloudflare', files: new Map([[file, text]]) });
    const format = redirectFormats.find(({ id }) => id === 'redirectsFile')!;
    const edits = made(format.add([{ from: urlPath('/late'), to: '/new', status: 301 }], text, file, site));
    assert.equal(applyEdits(text, edits), `${['/late /new 301', ...wildcards].join('\n')}\n`);
  });
});
