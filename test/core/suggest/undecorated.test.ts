import assert from 'node:assert/strict';
import { urlPath } from '../../../src/core/paths.ts';
import { completed, undecorated } from '../../../src/core/suggest/world/undecorated.ts';
import { stepCounter } from '../../support/steps.ts';
import { answers, prose } from '../../support/suggestions.ts';

/** As links in pages, mails, feeds and logs have them; each means `/docs/old-setup/`. */
const picked = [
  '/docs/old-setup/)',
  '/docs/old-setup).',
  '/docs/old-setup/,',
  '/docs/old-setup\u2026',
  '/docs/old-setup...',
  '/docs/old-setup/%22',
  '/docs/old-setup/\u201d',
  '/docs/old-setup/%3E',
  '/docs/old-setup/**',
  '/docs/old-setup/]',
  '/docs/old-setup/%20',
  '/docs/old-setup/&amp;utm_source=x',
  '/docs/old-setup/&sa=U&ved=0ah',
  '/docs/old-setup/;jsessionid=12',
  '/docs/old-setup/](https://example.org/docs/old-setup/',
  '/docs/old-setup/https://example.org/docs/old-setup/',
  '/docs/old-setup/amp/',
  '/amp/docs/old-setup/',
  '/docs/old-setup/feed/',
  '/docs/old-setup/comment-page-2/',
  '/docs/old-setup/\u3002',
];

describe('what an address picked up', () => {
  it('is taken away where the rest is known', () => {
    const known = new Set(['/docs/old-setup', '/docs/old-setup/']);
    for (const path of picked) {
      assert.match(
        undecorated(urlPath(path), (rest) => known.has(rest)),
        /^\/docs\/old-setup\/?$/,
        path,
      );
    }
  });

  it('was cut by an ellipsis, where one address alone goes on', () => {
    const known = ['/docs/old-setup/', '/docs/new/', '/blog/release-1.2/', '/blog/release-1.3/'].map(urlPath);
    assert.equal(completed(urlPath('/docs/old-se...'), known), '/docs/old-setup/');
    assert.equal(completed(urlPath('/docs/old-se\u2026'), known), '/docs/old-setup/');
    const open = ['/blog/release-1...', '/docs/o...', '/docs/old-se', '/docs...', '/docs/sold-se...'];
    for (const path of open) assert.equal(completed(urlPath(path), known), undefined, path);
  });

  it('may be a second encoding or another one', () => {
    const isKnown = (path: string) => path === '/blog/caf\u00e9/';
    for (const path of ['/blog/caf%25C3%25A9/', '/blog/caf%E9/', '/blog/caf\u00c3\u00a9/', '/blog/caf%C3%83%C2%A9/']) {
      assert.equal(undecorated(urlPath(path), isKnown), '/blog/caf\u00e9/', path);
    }
  });

  it('stays where nothing is known without it', () => {
    for (const path of picked)
      assert.equal(
        undecorated(urlPath(path), () => false),
        urlPath(path),
      );
  });

  it('keeps no answer from being sure', async () => {
    const given = {
      pages: {
        'docs/index.md': '# Home',
        'docs/docs/new-setup.md': `# Set up\n\n${prose('cable')}`,
        'docs/docs/tea.md': '# Tea',
      },
      log: 'c2 2024-02-01\nR100 docs/docs/old-setup.md -> docs/docs/new-setup.md\nc1 2024-01-01\nA docs/docs/old-setup.md',
      texts: { 'docs/docs/old-setup.md': `# Set up\n\n${prose('cable')}` },
    };
    for (const path of picked) {
      const [first] = await answers(given, path);
      assert.deepEqual([first?.url, first?.confident], ['/docs/new-setup/', true], path);
    }
  });

  it('takes steps by its length alone', async () => {
    const counter = await stepCounter();
    for (const part of ['/', ')', '/amp', '&a=', '%25', 'a-', '\u00c3\u00a9', '/feed/)']) {
      const steps = (times: number) =>
        counter.count(() => undecorated(urlPath(`/a${part.repeat(times)}b`), () => false));
      await steps(100);
      const once = await steps(1000);
      const twice = await steps(2000);
      assert.ok(twice <= 2.5 * once, `${part}: ${once} steps, and ${twice} for twice the length`);
    }
    await counter.stop();
  });
});
