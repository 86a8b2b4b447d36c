/** Addresses of a page in a language or version that does not have it. */
import assert from 'node:assert/strict';
import { otherEdition } from '../../src/core/audit/otherEdition.ts';
import { typoOf } from '../../src/core/audit/typo.ts';
import type { Route } from '../../src/core/model.ts';
import { repoPath, urlPath } from '../../src/core/paths.ts';
import { routeTable } from '../../src/core/routeTable.ts';

function page(url: string, edition: Partial<Route> = {}): Route {
  return { url: urlPath(url), file: repoPath('content/page.md')!, kind: url === '/' ? 'home' : 'page', ...edition };
}

const site = routeTable([
  page('/', { language: 'en' }),
  page('/guide/install/', { language: 'en' }),
  page('/de/guide/', { language: 'de' }),
  page('/de/only/', { language: 'de' }),
  page('/docs/3.0/setup/', { version: '3.0' }),
  page('/docs/2.0/old/', { version: '2.0' }),
]);

describe('another language or version', () => {
  const cases: readonly (readonly [string, ReturnType<typeof otherEdition>])[] = [
    ['/de/guide/install/', 'language'],
    ['/DE/guide/install/', 'language'],
    ['/only/', 'language'],
    ['/docs/2.0/setup/', 'version'],
    ['/docs/3.0/old/', 'version'],
    // A language that the site does not have may be any word.
    ['/fr/guide/install/', undefined],
    ['/de/nothing/', undefined],
    // The first page of the site is in no other language's place.
    ['/de/', undefined],
  ];
  for (const [path, edition] of cases) {
    it(`${path}: ${edition ?? 'none'}`, () => assert.equal(otherEdition(urlPath(path), site), edition));
  }

  it('is none on a site of one language and no version', () => {
    assert.equal(otherEdition(urlPath('/de/guide/'), routeTable([page('/guide/')])), undefined);
  });

  it('goes before a slip, and the Markdown twin of a page is one of its own', () => {
    assert.equal(typoOf(urlPath('/de/guide/install/'), site), 'language');
    assert.equal(typoOf(urlPath('/guide/install.md'), site), 'markdown');
    assert.equal(typoOf(urlPath('/guide/install.html'), site), 'extension');
  });

  it('takes few look-ups however many versions there are', () => {
    let asked = 0;
    const many = routeTable(
      Array.from({ length: 3000 }, (_, at) => page(`/v${at}/page-${at}/`, { version: `v${at}` })),
    );
    const answer: typeof many.answer = (path) => {
      asked++;
      return many.answer(path);
    };
    const counting = { ...many, answer };
    otherEdition(urlPath('/v7/nothing/'), counting);
    assert.ok(asked < 100, `${asked}`);
  });
});
