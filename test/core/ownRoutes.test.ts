/**
 * What a page says of itself decides its own addresses and no other file's: the rules of a site answer the same, whatever
 * pages they were asked about before. By that the past that is kept stays, whatever is written into the head of a page.
 */
import assert from 'node:assert/strict';
import type { ContentFile, Route } from '../../src/core/model.ts';
import { openPermalinks } from '../../src/core/site/declarations.ts';
import { detectSites, readContentFile } from '../../src/core/site/site.ts';
import { fixtures } from '../support/fixtures.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

const now = '2026-06-01T00:00:00Z';

/** A list is made of several files, and is one of the first that is asked about. */
const told = (routes: readonly Route[]) =>
  routes.map(({ url, kind, file }) => [url, kind, kind === 'generated' ? 'a list' : file]);

describe('the routes of a file', () => {
  let asked = 0;
  for (const fixture of fixtures('generators')) {
    it(`are its own: ${fixture.name}`, async () => {
      const repo = memoryRepo(new Map<string, string>(fixture.files));
      for (const detected of await detectSites(repo)) {
        const rules = await openPermalinks(detected, repo, { now });
        if (rules === undefined) continue;
        const files: ContentFile[] = [];
        for (const path of repo.files) {
          const reads = rules.reads(path);
          const file = reads && (await readContentFile(repo, path, reads));
          if (file !== undefined) files.push(file);
        }
        const inOrder = new Map(files.map((file) => [file.path, rules.routes(file)]));
        rules.complete?.([...inOrder.values()].flat());
        const others = (await openPermalinks(detected, repo, { now })) ?? assert.fail();
        for (const file of [...files].reverse()) {
          assert.equal(others.reads(file.path), rules.reads(file.path));
          const own = told(inOrder.get(file.path) ?? []);
          assert.deepEqual(told(others.routes(file)), own, file.path);
          assert.deepEqual(told(rules.routes(file)), own, `${file.path}, asked again`);
          asked++;
        }
      }
    });
  }
  after(() => assert.ok(asked > 500));
});
