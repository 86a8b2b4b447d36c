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
  ['/f/!(a|b)', ['/f/c', '/f/ab'], ['/f/a', '/f/b', '/f/.x', '/f/x/y', '/f/']],
  ['/f/!(a|b)/**', ['/f/c/x', '/f/c/', '/f/ab/y/z'], ['/f/a/x', '/f/c']],
  ['/f/x-!(a|b).html', ['/f/x-c.html', '/f/x-.html'], ['/f/x-a.html']],
  ['/f/!(a*)', ['/f/ba'], ['/f/ab', '/f/']],
  ['/f/+(a|b)', ['/f/a', '/f/abba'], ['/f/c', '/f/']],
  ['/f/?(a|b)', ['/f/a'], ['/f/', '/f', '/f/ab']],
  ['/f/{1..3}', ['/f/1', '/f/3'], ['/f/4', '/f/{1..3}']],
  ['/f/{a}', ['/f/{a}'], ['/f/a']],
  ['/f/**/*.html', ['/f/a.html', '/f/a/b.html'], ['/f/.html', '/f/a/.b/c.html']],
  ['/f/../g', ['/g'], ['/f/../g', '/f/g']],
];

describe('globs of Firebase Hosting', () => {
  for (const [source, matches, others] of globs) {
    it(`match what superstatic does: ${source}`, async () => {
      assert.deepEqual(await matched({ source }, [...matches, ...others]), matches);
    });
  }
  it('with a sign nobody reads here may answer, and is no proof of anything', async () => {
    const rule = { source: '/f/!(a*b)', destination: 'https://o.example/' };
    const text = JSON.stringify({ hosting: { redirects: [rule] } });
    const table = await openRedirects(redirectSite({ files: new Map([['firebase.json', text]]) }));
    assert.equal(table.resolve('/f/x').outcome.kind, 'undecided');
    assert.equal(table.resolve('/g/x').outcome.kind, 'none');
  });
  it('are told by an expression over several segments, too', async () => {
    const rule = { regex: '^/old/(.*)$', destination: '/new/:1' };
    assert.deepEqual(await matched(rule, ['/old/a/b', '/other']), ['/old/a/b']);
  });
});

/** Rules with placeholders: where each address is sent, by superstatic 10.0.0. */
const captures: readonly (readonly [
  source: string,
  destination: string,
  answers: Record<string, string | undefined>,
])[] = [
  ['/:lang(en|de)/old', '/:lang/new', { '/en/old': '/en/new', '/fr/old': undefined, '/EN/old/': '/EN/new' }],
  ['/:id(\\d{4})-:slug', '/n/:id/:slug', { '/2020-a': '/n/2020/a', '/20-a': undefined, '/2020-a-b': undefined }],
  ['/f/(.*)', '/n/:0', { '/f/a': '/n/a', '/f/a/b': undefined }],
  ['/f/:rest*', '/n/:rest*', { '/f': '/n', '/f/a/b': '/n/a/b' }],
  ['/f/:rest*', '/n/:rest', { '/f/a': '/n/a', '/f/a/b': undefined }],
  ['/f/:a.:b', '/n/:b/:a', { '/f/x.html': '/n/html/x', '/f/x': undefined }],
  ['/@(a|b)/:c', '/n/:c', { '/@a/x': '/n/x', '/a/x': undefined, '/a/:c': '/n/:c' }],
];

describe('placeholders of Firebase Hosting', () => {
  for (const [source, destination, answers] of captures) {
    it(`lead where superstatic leads: ${source} to ${destination}`, async () => {
      const text = JSON.stringify({ hosting: { redirects: [{ source, destination }] } });
      const table = await openRedirects(redirectSite({ files: new Map([['firebase.json', text]]) }));
      const found = Object.keys(answers).map((url) => [url, table.resolve(url).steps[0]?.location]);
      assert.deepEqual(Object.fromEntries(found), answers);
    });
  }
});
