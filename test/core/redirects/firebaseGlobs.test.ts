/** Globs of Firebase Hosting, as superstatic 10.0.0 matches them. */
import assert from 'node:assert/strict';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';

async function matched(rule: Readonly<Record<string, string>>, urls: readonly string[]) {
  const text = JSON.stringify({ hosting: { redirects: [{ destination: 'https://o.example/', ...rule }] } });
  const table = await openRedirects(redirectSite({ files: new Map([['firebase.json', text]]) }));
  return urls.filter((url) => table.resolve(url).steps.length > 0);
}

const globs: readonly (readonly [source: string, matches: readonly string[], others: readonly string[]])[] = [
  ['/docs/up{,/**}', ['/docs/up', '/docs/up/', '/docs/up/a/b'], ['/docs/upx']],
  ['!/guides/**', ['/', '/z', '/guides'], ['/guides/x', '/guides/']],
  ['!/a', ['/b', '/a/c'], ['/a']],
  ['/x/{a,b{c,d}}/**', ['/x/a/y', '/x/bc/y/z'], ['/x/bd', '/x/b/y']],
  ['{/q,/r}/*', ['/q/1', '/r/1'], ['/s/1']],
  ['/f[a-c]o', ['/fbo'], ['/fdo']],
];

describe('globs of Firebase Hosting', () => {
  for (const [source, matches, others] of globs) {
    it(`match what superstatic does: ${source}`, async () => {
      assert.deepEqual(await matched({ source }, [...matches, ...others]), matches);
    });
  }
  it('are told by an expression over several segments, too', async () => {
    const rule = { regex: '^/old/(.*)$', destination: '/new/:1' };
    assert.deepEqual(await matched(rule, ['/old/a/b', '/other']), ['/old/a/b']);
  });
});
