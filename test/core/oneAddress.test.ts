import assert from 'node:assert/strict';
import type { UrlPath } from '../../src/core/paths.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

interface Shared {
  /** The program that was run on these files. */
  readonly from: string;
  readonly files: Readonly<Record<string, string>>;
  /** What it served at each address, of those that wanted it. */
  readonly served: Readonly<Record<string, string>>;
}

const headOf = (line: string) => `---\n${line}\n---\ntext\n`;

const shared: readonly Shared[] = [
  {
    from: 'Jekyll 4.3.1',
    files: {
      Gemfile: 'gem "jekyll"\n',
      '_config.yml': 'timezone: UTC\npermalink: /:categories/:title/\n',
      'about.md': headOf('permalink: /own/'),
      'a/zebra.md': headOf('permalink: /own/'),
      '_posts/2022-01-02-weekly.md': headOf('title: Newer'),
      '_posts/2020-01-02-weekly.html': headOf('title: Older'),
      'news/_posts/2022-01-04-twice.md': headOf('permalink: /twice/'),
      '_posts/2022-01-04-twice.md': headOf('permalink: /twice/'),
      '_posts/2022-01-03-own.md': headOf('permalink: /both/'),
      'zone.md': headOf('permalink: /both/'),
    },
    served: {
      '/own/': 'a/zebra.md',
      '/weekly/': '_posts/2022-01-02-weekly.md',
      '/twice/': 'news/_posts/2022-01-04-twice.md',
      '/both/': '_posts/2022-01-03-own.md',
    },
  },
];

describe('several files at one address', () => {
  for (const { from, files, served } of shared) {
    it(`are answered by the one that ${from} serves`, async () => {
      const repo = memoryRepo(files);
      const [detected] = await detectSites(repo);
      assert.ok(detected !== undefined);
      const site = await openSite(detected, repo, { now: '2026-06-01T00:00:00Z' });
      const found = Object.keys(served).map((url) => [url, site.routes.answer(url as UrlPath)?.file]);
      assert.deepEqual(Object.fromEntries(found), served);
    });
  }
});
