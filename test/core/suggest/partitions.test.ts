import assert from 'node:assert/strict';
import type { Route } from '../../../src/core/model.ts';
import type { RepoPath, UrlPath } from '../../../src/core/paths.ts';
import { partition } from '../../../src/core/suggest/world/partitions.ts';

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
