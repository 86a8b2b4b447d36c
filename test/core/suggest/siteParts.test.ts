/** Languages, versions and products of addresses are looked up as they were kept, and are those that the routes tell. */
import assert from 'node:assert/strict';
import type { Route, RouteKind } from '../../../src/core/model.ts';
import { type RepoPath, type UrlPath, urlPath, urlVariants } from '../../../src/core/paths.ts';
import { type Partition, partition } from '../../../src/core/suggest/partition/partitions.ts';
import type { KeptTexts } from '../../../src/core/suggest/world/pageTexts.ts';
import { siteParts } from '../../../src/core/suggest/world/siteParts.ts';
import { drawn } from '../../support/drawn.ts';

const folders = ['en', 'de', 'pt-BR', 'zh-hans', 'v1', 'v1.2', '2', '3', 'next', 'main', 'docs', 'api', '2019', 'x.js'];
const names = ['setup', 'tides', 'v1', '4.0', 'index.html', 'a.html', 'guide', 'en'];
const kinds: readonly RouteKind[] = ['page', 'page', 'page', 'section', 'fallback', 'static', 'redirect'];

/** A store in memory, and how many tables were made for it. */
function memoryTables() {
  const tables = new Map<string, Uint8Array>();
  const keptTexts: KeptTexts = {
    read: async () => undefined,
    keep: async () => undefined,
    described: () => undefined,
    table(name, of) {
      const key = [name, ...of].join('\0');
      return { read: async () => tables.get(key), keep: async (table) => void tables.set(key, table) };
    },
  };
  return { tables, keptTexts };
}

/** All that is said of an address. */
function said(parts: Partition, url: UrlPath): readonly unknown[] {
  const [language, version, product] = [parts.language(url), parts.version(url), parts.product(url)];
  return [
    ...[language, version, product, parts.isHome(url), parts.fullPath(url), parts.inMainLanguage(url)],
    ...[parts.newestOf(product ?? ''), parts.translated(url, 'de'), parts.hasVersion(version ?? url)],
    ...[parts.hasVersionOf(product ?? '', version ?? ''), parts.isCovered(version ?? '1.2.3')],
    ...[parts.newestVersion, parts.hasLanguage(language ?? ''), parts.plainLanguage],
  ];
}

describe('the parts of addresses', () => {
  for (let seed = 1; seed <= 20; seed++) {
    it(`are as they were kept what the routes tell, draw ${seed}`, async () => {
      const draw = drawn(seed);
      const one = <Value>(values: readonly Value[]): Value => values[draw(values.length)]!;
      const address = () =>
        urlPath(`/${[...Array.from({ length: draw(4) }, () => one(folders)), one(names)].join('/')}${one(['', '/'])}`);
      const routes = Array.from({ length: 1 + draw(60) }, (_, i): Route => {
        const written = draw(4) === 0 ? { language: one(['en', 'DE']), version: one(['v1.2', 'odd']) } : {};
        return { url: address(), file: `${i}.md` as RepoPath, kind: one(kinds), title: undefined, ...written };
      });
      const versions = new Set(draw(2) === 0 ? [] : ['2', '3.0.0-rc.1']);
      const { keptTexts, tables } = memoryTables();
      const fresh = partition(routes, versions);
      const pages = new Set(routes.flatMap(({ url }) => urlVariants(url)));
      for (const time of ['made', 'kept']) {
        const parts = await siteParts({ routes, versions }, { keptTexts });
        for (const url of [...routes.map(({ url }) => url), ...Array.from({ length: 60 }, address)]) {
          assert.deepEqual(said(parts.partition, url), said(fresh, url), `${time}: ${url}`);
          assert.equal(
            parts.isRoute(url),
            urlVariants(url).some((key) => pages.has(key)),
            `${time}: ${url}`,
          );
        }
      }
      assert.equal(tables.size, 1);
    });
  }

  it('are learned once: of routes that were looked at, each is named and nothing more', async () => {
    let looks = 0;
    const route = (i: number): Route => ({
      get url() {
        looks++;
        return urlPath(`/${i % 2 === 0 ? 'en' : 'de'}/v${i % 5}/page-${i}/`);
      },
      file: `${i}.md` as RepoPath,
      kind: 'page',
      title: undefined,
    });
    const routes = Array.from({ length: 500 }, (_, i) => route(i));
    const { keptTexts, tables } = memoryTables();
    await siteParts({ routes }, { keptTexts });
    assert.ok(looks > 2 * routes.length, `${looks}`);
    looks = 0;
    const { partition: parts } = await siteParts({ routes }, { keptTexts });
    assert.equal(parts.version('/en/v3/page-8/'), 'v3');
    assert.equal(parts.hasVersionOf('', 'v3'), true);
    assert.equal(looks, routes.length);
    const others = [...routes.slice(1), route(0)];
    await siteParts({ routes: others }, { keptTexts });
    await siteParts({ routes, versions: new Set(['1']) }, { keptTexts });
    assert.equal(tables.size, 3, 'other routes, and other versions, are another site');
  });

  it('are learned each time where nothing is kept', async () => {
    const routes: readonly Route[] = [
      { url: urlPath('/de/tides/'), file: 'a.md' as RepoPath, kind: 'page', title: undefined },
      { url: urlPath('/de/lamps/'), file: 'b.md' as RepoPath, kind: 'page', title: undefined },
    ];
    const { partition: parts, isRoute } = await siteParts({ routes }, {});
    assert.deepEqual(
      [parts.language('/de/x/'), isRoute(urlPath('/de/tides')), isRoute(urlPath('/de/'))],
      ['de', true, false],
    );
  });
});
