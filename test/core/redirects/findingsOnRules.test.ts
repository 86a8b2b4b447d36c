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
});
