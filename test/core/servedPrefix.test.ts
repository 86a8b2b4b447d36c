import assert from 'node:assert/strict';
import type { Route } from '../../src/core/model.ts';
import { type RepoPath, urlKey, urlPath } from '../../src/core/paths.ts';
import { routeTable } from '../../src/core/routeTable.ts';
import { emptyFolders, pagesBelow, prefixLinked, prefixNamed } from '../../src/core/site/servedEvidence.ts';
import { servedRoutes, toBuilt, toServed } from '../../src/core/site/servedPrefix.ts';
import { siteLinks } from '../../src/core/suggest/world/siteLinks.ts';
import { stepCounter } from '../support/steps.ts';

const because = 'it says';
const names = Array.from({ length: 15 }, (_, i) => `topic-${i}`);
const page = (url: string): Route => ({ url: urlPath(url), file: `src${url}.md` as RepoPath, kind: 'page' });
const routes = routeTable(['/blog/news', ...names.map((name) => `/next/guide/${name}`)].map(page));
const served = names.map((name) => `/docs/guide/${name}/`);
const learn = (links: readonly string[]) =>
  prefixLinked(routes, '/', emptyFolders(routes, [urlPath('/docs/old')]), links);

describe('the folder a site is served below', () => {
  it('is learnt from the links that its pages write in full', () => {
    assert.deepEqual(learn([...served, '/blog/news/']), {
      built: '/next',
      served: '/docs',
      because: '15 addresses that its pages link to say',
    });
  });

  it('is the one that was built where few links say otherwise', () => {
    assert.equal(learn(served.slice(0, 8)), undefined);
  });

  it('is the one that was built where links lead to pages as built, too', () => {
    assert.equal(learn([...served, '/next/guide/topic-1/', '/next/guide/topic-2/']), undefined);
  });

  it('is the one that was built where many links below the other lead nowhere', () => {
    assert.equal(learn([...served, ...names.map((name) => `/docs/removed/${name}/`)]), undefined);
  });

  it('is the one that was built where the other holds pages of its own', () => {
    assert.deepEqual(emptyFolders(routes, [urlPath('/blog/old'), urlPath('/old')]), []);
  });

  it('is the one that was built where several folders hold pages of these names', () => {
    const twice = routeTable(names.flatMap((name) => [page(`/v1/guide/${name}`), page(`/v2/guide/${name}`)]));
    assert.equal(prefixLinked(twice, '/', ['/docs'], served), undefined);
  });

  // sensu/sensu-docs builds `content/sensu-core/1.9`, and its _redirects serve `/sensu-core/latest/*` from the newest version.
  it('is the one that was built where links name its version by a word', () => {
    for (const version of ['1.9', 'v2', '3.x', '6.14.0']) {
      const versioned = routeTable(names.map((name) => page(`/core/${version}/guide/${name}`)));
      for (const word of ['latest', 'stable', 'current']) {
        const links = names.map((name) => `/core/${word}/guide/${name}/`);
        assert.equal(prefixLinked(versioned, '/', [`/core/${word}`], links), undefined, `${version} ${word}`);
      }
      const elsewhere = names.map((name) => `/docs/guide/${name}/`);
      assert.equal(prefixLinked(versioned, '/', ['/docs'], elsewhere)?.built, `/core/${version}`);
    }
  });

  // Hugo 0.111.3, `defaultContentLanguageInSubdir`: a page of `content/Releases/Archive` is built in `/en/releases/archive/`.
  it('is the one that was built where links leave out its language, or write it in other letters', () => {
    const english = (url: string): Route => ({ ...page(url), language: 'en' });
    const releases = routeTable(names.map((name) => english(`/en/releases/archive/${name}`)));
    const loose = ['/releases/Archive', '/releases/archive', '/en/Releases/archive'];
    for (const folder of loose) {
      const links = names.map((name) => `${folder}/${name}/`);
      assert.equal(prefixLinked(releases, '/', [folder], links), undefined, folder);
    }
    const elsewhere = names.map((name) => `/docs/${name}/`);
    assert.equal(prefixLinked(releases, '/', ['/docs'], elsewhere)?.built, '/en/releases/archive');
  });

  // Docusaurus 3 puts `baseUrl` in front of a link to `/concepts/columns` (docs/markdown-features/links), Fern the path of its address.
  it('is the one that was built where links leave out the folder that the configuration names', () => {
    const below = routeTable(names.map((name) => page(`/nemo/designer/concepts/${name}`)));
    const links = names.map((name) => `/concepts/${name}`);
    assert.equal(prefixLinked(below, '/nemo/designer/', ['/concepts'], links), undefined);
    assert.equal(prefixLinked(below, '/', ['/concepts'], links)?.served, '/concepts');
  });

  // software-mansion/react-native-gesture-handler@439ded45d4: Docusaurus puts baseUrl in front of a link to
  // /docs/2.x/gestures/pan-gesture, which is a page of version 2; its copy in /docs/legacy-gestures/ was said to be served there.
  it('is the one that was built where such links lead to pages deep in it, and another folder has their names', () => {
    const folders = ['/handler/docs/legacy-gestures', '/handler/docs/2.x/gestures'];
    const versions = routeTable(folders.flatMap((folder) => names.map((name) => page(`${folder}/${name}`))));
    const links = names.map((name) => `/docs/2.x/gestures/${name}`);
    assert.equal(prefixLinked(versions, '/handler/', ['/docs/2.x/gestures'], links), undefined);
    assert.equal(prefixLinked(versions, '/', ['/docs/2.x/gestures'], links)?.served, '/docs/2.x/gestures');
  });

  it('takes the place of the other in every address', () => {
    const prefix = { built: '/next', served: '/docs', because };
    assert.equal(toServed(urlPath('/next/guide/'), prefix), '/docs/guide/');
    assert.equal(toServed(urlPath('/nextdoor/'), prefix), '/nextdoor/');
    assert.equal(toBuilt(urlPath('/docs'), { built: '', served: '/docs', because }), '/');
    const table = servedRoutes(routes, prefix);
    assert.equal(table.answer(urlPath('/docs/guide/topic-3/'))?.url, '/docs/guide/topic-3');
    assert.equal(table.answer(urlPath('/next/guide/topic-3/'))?.url, '/docs/guide/topic-3');
    assert.equal(table.ofFile('src/next/guide/topic-3.md' as RepoPath)[0]?.url, '/docs/guide/topic-3');
    assert.equal(table.answer(urlPath('/blog/news'))?.url, '/blog/news');
  });

  it('reads links with the site\u2019s host or from the root, and no others', () => {
    const text = '[a](https://Example.org/docs/a#top) [b](/docs/b?x) [c](c.md) [d](https://other.org/docs/d)';
    assert.deepEqual(siteLinks(text, new Set(['example.org'])), ['/docs/a', '/docs/b']);
  });
});

describe('the folder that a project names and the addresses that are asked lie in', () => {
  // https://github.com/rust-embedded/book: its README tells https://docs.rust-embedded.org/book/, its book.toml nothing.
  const book = routeTable(['/start/hardware.html', '/start/qemu.html', '/intro/install.html'].map(page));
  const told = [
    { path: '/discovery/', file: 'README.md' },
    { path: '/book/', file: 'README.md' },
  ];
  const named = (...asked: readonly string[]) => prefixNamed(book, '/', told, asked);

  it('is in front of the site, as a guess', () => {
    assert.deepEqual(named('/book/start/hardwar.html'), {
      built: '',
      served: '/book',
      because: 'README.md and the addresses that are asked say',
      isGuess: true,
    });
  });

  it('is none where an address lies elsewhere, or what is asked is in no folder of the site', () => {
    assert.equal(named('/book/start/a.html', '/start/a.html'), undefined);
    assert.equal(named('/discovery/f3/a.html'), undefined);
    assert.equal(named('/book/a.html'), undefined);
    assert.equal(named(), undefined);
  });

  it('is none where the site publishes something there', () => {
    const other = routeTable(['/book/a.html', '/start/hardware.html'].map(page));
    assert.equal(prefixNamed(other, '/', told, ['/book/start/x.html']), undefined);
  });
});

describe('the pages below each prefix', () => {
  /** Each end is tried behind each prefix. */
  function tried(pages: ReadonlySet<string>, prefixes: readonly string[], rests: readonly string[]) {
    const isPageAt = (prefix: string, rest: string): boolean => {
      const key = urlKey(urlPath(`${prefix}/${rest}`));
      return pages.has(key) || pages.has(key.endsWith('.html') ? key.slice(0, -5) : `${key}.html`);
    };
    const counts = prefixes.map((prefix) => [prefix, rests.filter((rest) => isPageAt(prefix, rest)).length] as const);
    return new Map(counts.filter(([, count]) => count > 0));
  }

  const parts = ['a', 'b', 'c.html', 'd.html.html', 'é', 'x y', 'v1.2'];
  /** Numbers that look random, the same on every run. */
  let state = 7;
  const below = (most: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
  const path = (deepest: number): string =>
    Array.from({ length: 1 + below(deepest) }, () => parts[below(parts.length)]).join('/') +
    (below(9) === 0 ? '/index.html' : '');

  it('are those that trying each end behind each prefix finds', () => {
    let found = 0;
    for (let round = 0; round < 400; round++) {
      const pages = new Set(Array.from({ length: below(25) }, () => urlKey(urlPath(`/${path(5)}`))));
      const all = [...pages].flatMap((page) => page.split('/').map((_, i, own) => own.slice(0, i).join('/')));
      const prefixes = [...new Set(['', ...all.filter((prefix) => prefix.split('/').length <= 4)])];
      const ends = Array.from({ length: below(25) }, () => urlKey(urlPath(`/${path(3)}`)).slice(1));
      const rests = [...new Set(ends)].filter((rest) => rest !== '');
      const counts = pagesBelow(pages, prefixes, rests);
      assert.deepEqual(
        prefixes.flatMap((prefix) => (counts.get(prefix) ? [[prefix, counts.get(prefix)]] : [])),
        [...tried(pages, prefixes, rests)],
      );
      found += counts.size;
    }
    assert.ok(found > 400, `${found} prefixes had pages`);
  });

  it('are counted in steps in proportion to the pages, however many folders and links there are', async () => {
    const counter = await stepCounter();
    const steps = (count: number) => {
      const folders = Array.from({ length: count }, (_, i) => `/f${i}`);
      const pages = new Set(folders.map((folder) => `${folder}/page`));
      const rests = Array.from({ length: count }, (_, i) => `other${i}`);
      return counter.count(() => pagesBelow(pages, folders, rests));
    };
    await steps(50);
    const [once, twice] = [await steps(500), await steps(1000)];
    assert.ok(twice <= 2.5 * once, `${once} steps, and ${twice} for twice as many`);
    await counter.stop();
  });
});
