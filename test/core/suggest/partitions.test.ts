import assert from 'node:assert/strict';
import type { Route } from '../../../src/core/model.ts';
import type { RepoPath, UrlPath } from '../../../src/core/paths.ts';
import { pagesThatMayAnswer } from '../../../src/core/suggest/evidence/rules.ts';
import { partition } from '../../../src/core/suggest/partition/partitions.ts';
import { livePages } from '../../../src/core/suggest/world/livePages.ts';
import { foundByNames, foundByRoutes, pagesAt } from '../../../src/core/suggest/world/pagesFound.ts';
import type { Question } from '../../../src/core/suggest/world/question.ts';
import type { SuggestWorld } from '../../../src/core/suggest/world/world.ts';

function route(url: string, language: string, kind: Route['kind'] = 'page'): Route {
  return { url: url as UrlPath, file: `docs${url}.md` as RepoPath, kind, language, title: undefined };
}

describe('the languages of a site', () => {
  // sonofmagic/weapp-tailwindcss@a2bb2b4 sends /zh-cn/docs/quick-start/v4/taro to /zh-cn/docs/quick-start/frameworks/taro,
  // and every page below /zh-cn/ there is a stand-in.
  const parts = partition([
    route('/docs/quick-start/frameworks/taro', 'en'),
    route('/docs/issues', 'en'),
    route('/zh-cn/docs/quick-start/frameworks/taro', 'zh-cn', 'fallback'),
    route('/zh-cn/docs/issues', 'zh-cn', 'fallback'),
  ]);

  it('are also those whose pages all stand in for another language', () => {
    assert.equal(parts.language('/zh-cn/docs/quick-start/v4/taro'), 'zh-cn');
    assert.equal(parts.language('/docs/quick-start/v4/taro'), undefined);
  });

  it('leave the main language where it is', () => {
    const asked = '/zh-cn/docs/issues' as UrlPath;
    assert.equal(parts.inMainLanguage(asked), '/docs/issues');
    assert.equal(parts.translated('/docs/issues' as UrlPath, 'zh-cn'), asked);
  });
});

describe('versions that are called by their day', () => {
  // modelcontextprotocol/modelcontextprotocol@b0f60ba540 leads /docs/latest/:slug* to /docs/2026-07-28/:slug*, and
  // /docs/sdk to /docs/2026-07-28/sdk, beside which there are /docs/draft/sdk and one for each older version.
  const names = ['sdk', 'learn/versioning', 'tools/debugging', 'tools/inspector'];
  const versions = ['2025-11-25', '2026-07-28', 'draft'];
  const all = versions.flatMap((version) => names.map((name) => `/docs/${version}/${name}`));
  const posts = ['/blog/2026-01-02/first', '/blog/2026-01-03/second', '/extensions/overview', '/extensions/tasks'];
  const parts = partition([...all, ...posts].map((url) => route(url, 'en')));

  it('are found where folders of days hold the same pages', () => {
    assert.equal(parts.version('/docs/2025-11-25/sdk'), '2025-11-25');
    assert.equal(parts.version('/docs/draft/sdk'), 'draft');
    assert.equal(parts.version('/blog/2026-01-02/first'), undefined);
  });

  it('have a newest one, which is none that is not out yet', () => {
    assert.equal(parts.newestOf('docs'), '2026-07-28');
  });
});

describe('the versions of a site', () => {
  // jasmine/jasmine.github.io@8f46fde has the versions of its interface below /api/, and led its readers from
  // /edge/custom_boot.html to /tutorials/custom_boot and from /tutorials/upgrading_to_Jasmine_4.0/ to /upgrade-guides/4.0.
  const urls = ['/api/edge/Spy', '/api/edge/Suite', '/api/4.0/Spy', '/api/4.0/Suite', '/archives/2.1/node'];
  const pages = [...urls, '/archives/2.1/boot', '/tutorials/custom_boot', '/upgrade-guides/4.0', '/upgrade-guides/5.0'];
  const parts = partition(pages.map((url) => route(url, 'en')));

  it('are not those that a page is about', () => {
    assert.equal(parts.version('/upgrade-guides/4.0'), undefined);
    assert.equal(parts.version('/api/4.0'), '4.0');
    assert.equal(parts.version('/api/4.0/Spy'), '4.0');
    // Where nothing is published a version may have been.
    assert.equal(parts.version('/docs/4.0'), '4.0');
  });

  it('are told apart by what they are versions of', () => {
    assert.equal(parts.hasVersion('4.0'), true);
    assert.equal(parts.hasVersionOf('api', '4.0'), true);
    assert.equal(parts.hasVersionOf('', '4.0'), false);
    assert.equal(parts.hasVersionOf('archives', '4.0'), false);
  });

  it('of other products keep no page of today from being an answer', () => {
    const read = { routes: pages.map((url) => route(url, 'en')), names: () => undefined, parts };
    const found = foundByRoutes(read);
    const site = livePages({ ...found, ...foundByNames(pagesAt(found.places, read)) }, read);
    const allowed = (path: string) => {
      const [language, version] = ['en', parts.version(path)];
      const world = { pages: site, rejected: () => new Set(), isRedirected: () => false };
      const asked = { path, language, version, past: [] } as unknown as Question;
      const may = pagesThatMayAnswer(asked, world as unknown as SuggestWorld);
      return site.all.filter((page) => may(page)).map((page) => page.path);
    };
    const today = ['tutorials/custom_boot', 'upgrade-guides/4.0', 'upgrade-guides/5.0'];
    const newest = ['api/edge/spy', 'api/edge/suite'];
    const fourth = ['api/4.0/spy', 'api/4.0/suite'];
    assert.deepEqual(allowed('/4.0/custom_boot.html'), [...newest, ...fourth, ...today]);
    assert.deepEqual(allowed('/edge/custom_boot.html'), [...newest, ...today]);
    assert.deepEqual(allowed('/api/4.0/Old'), [...fourth, ...today]);
  });
});
