import assert from 'node:assert/strict';
import { checkRedirects } from '../../../src/core/redirects/checks/checks.ts';
import type { RedirectContext } from '../../../src/core/redirects/format.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const found = async (context: RedirectContext) =>
  checkRedirects(await openRedirects(context)).map(({ code, message }) => `${code}: ${message}`);

/** Each was found in a public repository, where it was not so. */
describe('findings about rules', () => {
  // freedomofpress/securedrop-docs@0a1e600494; nginx 1.22.1 answers `/_/en/pdf/` by the second line.
  it('call no rewrite hidden by one above that is for another address of its location', async () => {
    const lines = (second: string) =>
      `server {\n  location / {\n    rewrite ^/$ /en/ redirect;\n    rewrite ${second} /en/a.pdf permanent;\n  }\n}\n`;
    const of = (second: string) =>
      found(
        redirectSite({
          context: 'host: nginx',
          pages: '/en/ en/index.html\n/en/a.pdf en/a.pdf static',
          files: new Map([['nginx.conf', lines(second)]]),
        }),
      );
    assert.deepEqual(await of('^/_/en/pdf/$'), []);
    assert.match(`${await of('^/$')}`, /^(?:shadowed-by-rule|duplicate): /);
  });
  // apollographql/docs@b7b07061ae makes one file of all, each below its own folder; biko2/biko2.com@8a5f68cb3b keeps its build.
  it('are none of files called _redirects of which nobody knows where they are published', async () => {
    const of = (second: string) =>
      found(
        redirectSite({
          context: 'host: netlify',
          pages: '/b/ pages/b.md',
          files: new Map([
            ['src/content/basics/_redirects', '/a /b/ 301\n/c /gone/ 301\n'],
            [second, '/* /b/ 301\n'],
          ]),
        }),
      );
    assert.deepEqual(await of('src/content/other/_redirects'), []);
    assert.notDeepEqual(await of('src/content/other/_headers'), []);
  });
  // davidwesst/website@9c60abbfbe: each line of its code was called a rule without a target.
  it('are none of the code of a script that makes _redirects', async () => {
    const script =
      "export default class {\n  data() {\n    return { permalink: '/_redirects' };\n  }\n  render({ redirects }) {\n    return redirects.map(({ from, to }) => [from, to].join(' '));\n  }\n}\n";
    const site = redirectSite({ pages: '/b/ b.md', files: new Map([['src/_redirects.11ty.js', script]]) });
    const { invalid } = await openRedirects(site);
    assert.deepEqual(
      invalid.map(({ line, message }) => `${line} ${message}`),
      ['1 Redirects cannot be read: this script makes them.'],
    );
  });
  // DevelopCoachingPty/develop-coaching-website@aa97326131: routing-utils of Vercel puts no slash behind the name of a file.
  it('call no pattern hidden that answers for files, where the others get a slash first', async () => {
    const rules = (first: string) => `{ "trailingSlash": true, "redirects": [
      { "source": "${first}", "destination": "/b/" },
      { "source": "/blog/:path*/", "destination": "/b/" }
    ] }`;
    const of = (first: string) =>
      found(
        redirectSite({
          context: 'host: vercel',
          pages: '/b/ b/index.html',
          files: new Map([['vercel.json', rules(first)]]),
        }),
      );
    assert.deepEqual(await of('/blog/category/:path*'), []);
    assert.match(`${await of('/blog/category/x')}`, /^never-matches: /);
  });
  // qemu/qemu-web@4f21bc63d6: qemu.org leads to www.qemu.org, which stands in another file, and no address is configured.
  it('are none of a name that only leads to another one, whose own block stands elsewhere', async () => {
    const host = 'ServerName example.org\n  RewriteEngine On\n  RewriteRule ^(.*) https://www.example.org$0 [R=301]\n';
    const of = (context: string) =>
      found(
        redirectSite({
          context,
          pages: '/b/ b.md',
          files: new Map([
            ['conf.d/bare.conf', `<VirtualHost *:80>\n  ${host}</VirtualHost>\n`],
            ['.htaccess', 'RewriteEngine On\nRewriteRule ^Old$ /b/ [R=301]\n'],
          ]),
        }),
      );
    assert.deepEqual(await of('host: apache'), []);
    assert.match(`${await of('host: apache\nhosts: example.org')}`, /^shadowed-by-rule: /);
  });
  // bytebase/bytebase.com@f506969036: the documentation is at docs.bytebase.com, beside the program of another site.
  it('are none of a program beside a site that a service shows', async () => {
    const files = new Map([
      [
        'docs/docs.json',
        '{ "$schema": "https://mintlify.com/docs.json", "redirects": [{ "source": "/old", "destination": "/a" }] }',
      ],
      [
        'next.config.js',
        "module.exports = { trailingSlash: true, redirects: () => [{ source: '/gone', destination: '/none', permanent: true }] };",
      ],
    ]);
    const site = redirectSite({ context: 'host: mintlify', pages: '/a docs/a.mdx', files });
    assert.deepEqual((await found(site)).map((text) => text.replace(/:.*/, '')).sort(), ['chain', 'dead-target']);
    assert.deepEqual(await found({ ...site, shownBy: 'mintlify' }), []);
  });
  // TrueCurrent/truecurrent-docs@bad0ee1f1d has 27; Mintlify's page on redirects does not tell which of the two answers.
  it('say what is not known of a rule at the address of a page', async () => {
    const files = new Map([
      [
        'docs.json',
        '{ "$schema": "https://mintlify.com/docs.json", "redirects": [{ "source": "/a", "destination": "/b" }] }',
      ],
    ]);
    const site = redirectSite({ context: 'host: mintlify', pages: '/a a.mdx\n/b b.mdx', files });
    assert.deepEqual(await found(site), [
      'hides-page: /a is a page of the site (a.mdx), and Mintlify does not say whether it or this rule answers. Take one of them away.',
    ]);
  });
  // NVIDIA-NeMo/Automodel@36044ad3d1: of the site that was before, which had files.
  it('call no page hidden by a rule for the name of its file alone', async () => {
    const rules = (source: string) =>
      `instances:\n  - url: tool.docs.buildwithfern.com\nredirects:\n  - source: ${source}\n    destination: /b\n`;
    const of = (source: string) =>
      found(
        redirectSite({
          context: 'generators: fern\nhost: fern',
          pages: '/a docs/a.mdx\n/b docs/b.mdx',
          files: new Map([
            ['fern/docs.yml', rules(source)],
            ['fern/fern.config.json', '{}'],
          ]),
        }),
      );
    assert.deepEqual(await of('/a/index.html'), []);
    assert.match(`${await of('/a')}`, /^hides-page: /);
  });
});
