/** `has` and `missing` of Next.js and Vercel: what the query and the host tell is decided, the rest is named. */
import assert from 'node:assert/strict';
import type { RedirectTable } from '../../../src/core/redirects/resolution.ts';
import { tableOnHost } from '../../../src/core/redirects/simulate/onHost.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { siteOf } from '../../../tools/conformance/simulate.ts';

/** The records as the test suite `custom-routes` of Next.js 13.4.4 has them, with its requests and answers. */
const records = [
  `{ source: '/named-like-unnamed/:0', destination: '/:0', permanent: false }`,
  `{ source: '/missing-redirect-2', missing: [{ type: 'query', key: 'my-query' }], destination: '/with-params', permanent: false }`,
  `{ source: '/has-redirect-2', has: [{ type: 'query', key: 'my-query' }], destination: '/another?value=:myquery', permanent: false }`,
  `{ source: '/has-redirect-4', has: [{ type: 'host', value: 'example.com' }], destination: '/another?host=1', permanent: false }`,
  `{ source: '/:path/has-redirect-5', has: [{ type: 'header', key: 'x-test-next' }], destination: '/somewhere', permanent: false }`,
  `{ source: '/has-redirect-7', has: [{ type: 'query', key: 'hello', value: '(?<hello>.*)' }], destination: '/somewhere?value=:hello', permanent: false }`,
];

const config = (written: readonly string[]) =>
  `module.exports = { async redirects() { return [${written.join(',\n')}] } };\n`;

const tableOf = (text: string, file = 'next.config.js', host: 'next' | 'vercel' = 'next') =>
  openRedirects(siteOf({ files: { [file]: text }, urls: [] }, host));

function answer(table: RedirectTable | undefined, url: string): string {
  const { steps, outcome } = table?.resolve(url) ?? { steps: [], outcome: { kind: 'no table' } };
  return steps[0]?.location ?? outcome.kind;
}

const asked: readonly (readonly [url: string, answer: string])[] = [
  ['/named-like-unnamed/first', '/first'],
  ['/missing-redirect-2?my-query=hellooo', 'none'],
  ['/missing-redirect-2', '/with-params'],
  ['/has-redirect-2?my-query=hellooo', '/another?my-query=hellooo&value=hellooo'],
  ['/has-redirect-2', 'none'],
  ['/has-redirect-2?my-query=', 'none'],
  ['/has-redirect-4', 'none'],
  ['/another/has-redirect-5', 'undecided'],
  ['/_next/has-redirect-5', 'none'],
  ['/has-redirect-7?hello=world&hello=another', '/somewhere?hello=world&hello=another&value=another'],
];

describe('has and missing of Next.js', () => {
  for (const [url, wanted] of asked)
    it(`${url} -> ${wanted}`, async () => assert.equal(answer(await tableOf(config(records)), url), wanted));

  it('answers for the host that a rule names', async () => {
    const table = await tableOf(config(records));
    assert.equal(answer(tableOnHost(table, 'example.com'), '/has-redirect-4'), '/another?host=1');
  });

  it('has nothing undecided where a rule is for the other name of the site', async () => {
    const record = `{ source: '/:path*', has: [{ type: 'host', value: 'www.site' }], destination: 'https://site/:path*', permanent: true }`;
    const { outcome, undecided } = (await tableOf(config([record]))).resolve('/a/b');
    assert.deepEqual([outcome.kind, undecided], ['none', []]);
  });

  it('names the header on which a rule depends', async () => {
    const { undecided } = (await tableOf(config(records))).resolve('/another/has-redirect-5');
    assert.deepEqual(
      undecided.map(({ condition }) => condition),
      ['condition on has header x-test-next'],
    );
  });

  // `invalid-custom-routes` of the same.
  for (const [what, record] of [
    ['a long source', `{ source: '/${'a'.repeat(4095)}', destination: '/another', permanent: false }`],
    ['a long destination', `{ source: '/', destination: '/${'a'.repeat(4095)}', permanent: false }`],
    [
      'an unknown type',
      `{ source: '/hello', destination: '/another', has: [{ type: 'cookiee', key: 'loggedIn' }], permanent: false }`,
    ],
    ['no key', `{ source: '/hello', destination: '/another', missing: [{ type: 'header' }], permanent: false }`],
    ['no value of a host', `{ source: '/hello', destination: '/another', has: [{ type: 'host' }], permanent: false }`],
  ] as const)
    it(`tells that the build stops: ${what}`, async () => {
      const { invalid, rules } = await tableOf(config([record]));
      assert.equal(rules.length, 0);
      assert.match(invalid[0]?.message ?? '', /^Next\.js stops the build: /);
    });

  it('takes a source that is just short enough', async () => {
    const record = `{ source: '/${'a'.repeat(4080)}', destination: '/another', permanent: false }`;
    assert.deepEqual((await tableOf(config([record]))).invalid, []);
  });
});

describe('has and missing of Vercel', () => {
  const rules = {
    redirects: [
      { source: '/item', has: [{ type: 'query', key: 'id', value: '(?<id>\\d+)' }], destination: '/items/:id' },
      { source: '/:path*', has: [{ type: 'host', value: 'old\\.example' }], destination: 'https://site/:path*' },
      { source: '/app', has: [{ type: 'header', key: 'x-old', value: { eq: '1' } }], destination: '/app/old' },
    ],
  };

  for (const [url, wanted] of [
    ['/item?id=12', '/items/12?id=12'],
    ['/item?id=x', 'none'],
    ['/app', 'undecided'],
    ['/b', 'none'],
  ] as const)
    it(`${url} -> ${wanted}`, async () =>
      assert.equal(answer(await tableOf(JSON.stringify(rules), 'vercel.json', 'vercel'), url), wanted));
});
