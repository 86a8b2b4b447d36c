/**
 * Whatever a generator makes a page of has a history: each file of the fixtures (built by the generators themselves, or by
 * their documentation) that is a page is one that git is asked about.
 */
import assert from 'node:assert/strict';
import { followedExtensions, pagePrograms } from '../../../src/core/history/history.ts';
import { extensionOf, type RepoPath } from '../../../src/core/paths.ts';
import { isPage } from '../../../src/core/routeTable.ts';
import { detectSites, openSite } from '../../../src/core/site/site.ts';
import { globTest } from '../../../src/core/text/glob.ts';
import { fixtures } from '../../support/fixtures.ts';
import { memoryRepo } from '../../support/memoryRepo.ts';

/** Pages of these files are not followed, as nearly all such files of public repositories are no pages. */
const known = /\.(?:json|ya?ml|csv|xml|scss|py|txt2)$/;

const programs = Object.values(pagePrograms)
  .flat()
  .map((glob) => globTest(glob, { ignoreCase: false, dot: true }));

function isFollowed(file: RepoPath): boolean {
  return followedExtensions.includes(extensionOf(file).slice(1)) || programs.some((test) => test(file));
}

describe('the files whose history is followed', () => {
  for (const fixture of fixtures('generators')) {
    it(`are those of all pages: ${fixture.name}`, async () => {
      const repo = memoryRepo(new Map([...fixture.files].filter(([name]) => !name.startsWith('want'))));
      const left: RepoPath[] = [];
      for (const detected of await detectSites(repo)) {
        const { routes } = await openSite(detected, repo, { now: '2026-06-01T00:00:00Z' });
        for (const route of routes.pages) {
          if (isPage(route) && !isFollowed(route.file) && !known.test(route.file)) left.push(route.file);
        }
      }
      assert.deepEqual(left, []);
    });
  }
});
