import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { hasSigns, unsayable } from '../../../src/core/redirects/editing/proved.ts';
import type { Redirect, RedirectFormat } from '../../../src/core/redirects/format.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';

const redirect = (text: string, more: Partial<Redirect> = {}): Redirect => ({
  ...(redirectsOf(text)[0] as Redirect),
  ...more,
});
const format = (id: string) => redirectFormats.find((entry) => entry.id === id) as RedirectFormat;

describe('a redirect whose addresses hold signs', () => {
  it('is one with anything but letters, digits, slashes, dots, hyphens, underscores and tildes', () => {
    for (const plain of ['/old/Page_1.html -> /new-page/~x/', '/a -> https://example.org/?q=(1)', '/a -> /b#c d'])
      assert.equal(hasSigns(redirect(plain)), false, plain);
    for (const odd of [
      '/a+b -> /b',
      '/café -> /b',
      '/a*b -> /b',
      '/a -> /b:c',
      '/a(1) -> /c(1)',
      '/a: -> https://example.org/',
    ])
      assert.equal(hasSigns(redirect(odd)), true, odd);
  });

  it('is proved by who asks where it is a wildcard or has no target', () => {
    assert.equal(hasSigns(redirect('/a+b/** -> /b/')), false);
    assert.equal(hasSigns(redirect('/a+b -> /b', { status: 410 })), false);
  });

  const asked = (id: string, file: string, text: string, ...wishes: readonly string[]) => {
    const context = redirectSite({});
    const one = format(id);
    return unsayable(
      wishes.map((wish) => redirect(wish)),
      one.parse(text, file as RepoPath, context),
      one,
      context,
    );
  };

  it('may be written where it is read again as it was asked for', () => {
    assert.equal(asked('redirectsFile', 'static/_redirects', '/a+b /c+d 301\n', '/a+b -> /c+d'), undefined);
    assert.equal(
      asked('redirectsFile', 'static/_redirects', '/x+y /z\n', '/x -> /other'),
      undefined,
      'no sign, no proof',
    );
  });

  it('is refused where it leads elsewhere, or nowhere, with both addresses', () => {
    for (const text of ['/a+b /elsewhere 301\n', '/another /c+d 301\n']) {
      const refusal = asked('redirectsFile', 'static/_redirects', text, '/plain -> /x', '/a+b -> /c+d');
      assert.match(refusal?.refused ?? '', /cannot redirect \/a\+b to \/c\+d/, text);
    }
  });

  it('is refused where the host compares what was sent: Vercel takes a source beyond ASCII only as it is encoded', () => {
    // @vercel/routing-utils 6.6.0 answers the first and not the second (npm run conformance:redirects -- vercelJson).
    const text = (source: string) => JSON.stringify({ redirects: [{ source, destination: '/tea', permanent: true }] });
    assert.equal(asked('vercelJson', 'vercel.json', text('/caf%C3%A9'), '/café -> /tea'), undefined);
    assert.match(
      asked('vercelJson', 'vercel.json', text('/café'), '/café -> /tea')?.refused ?? '',
      /^vercel\.json cannot redirect \/caf%C3%A9 to \/tea/,
    );
  });
});
