/** Decided here: what files say under each configuration is held once where it is the same, and is what was added. */
import assert from 'node:assert/strict';
import type { BlobId } from '../../../src/core/history/history.ts';
import { toldByAge } from '../../../src/core/history/toldByAge.ts';
import type { RepoPath } from '../../../src/core/paths.ts';
import { drawn } from '../../support/drawn.ts';

describe('what files say under each configuration', () => {
  it('is held once where it is the same', () => {
    for (const ages of [10, 100]) {
      const told = toldByAge<string>();
      for (let age = 0; age < ages; age++) {
        for (let file = 0; file < 50; file++) {
          told.add(`${file}.md` as RepoPath, age, `${file}` as BlobId, [`/${file}/`]);
        }
      }
      assert.equal(told.size, 50, `${ages} configurations`);
    }
  });

  for (let seed = 1; seed <= 10; seed++) {
    it(`is what was added, draw ${seed}`, () => {
      const draw = drawn(seed);
      const told = toldByAge<string>();
      const expected = new Map<string, { readonly blobs: Set<string>; readonly entries: Set<string> }>();
      for (let step = 0; step < 400; step++) {
        const [path, age, blob] = [`${draw(5)}.md` as RepoPath, draw(70), `${draw(4)}` as BlobId];
        const entries = Array.from({ length: draw(3) }, () => `/${draw(3)}/`);
        told.add(path, age, blob, entries);
        const known = expected.get(`${path} ${age}`) ?? { blobs: new Set<string>(), entries: new Set<string>() };
        known.blobs.add(blob);
        for (const entry of entries) known.entries.add(entry);
        expected.set(`${path} ${age}`, known);
      }
      told.meet('met.md' as RepoPath);
      let different = 0;
      for (const path of ['0.md', '1.md', '2.md', '3.md', '4.md', 'met.md', 'never.md'] as RepoPath[]) {
        const said = new Set<string>();
        for (let age = 0; age < 70; age++) {
          const known = expected.get(`${path} ${age}`);
          const found = told.of(path, age);
          assert.deepEqual(found && [...found.blobs], known && [...known.blobs], `${path} ${age}`);
          assert.deepEqual(found && [...found.entries], known && [...known.entries], `${path} ${age}`);
          if (found !== undefined) said.add(JSON.stringify([found.blobs, found.entries]));
        }
        different += said.size;
        assert.equal(
          told.isSilent(path),
          [...said].every((text) => text.endsWith(',[]]')),
        );
        assert.equal(told.has(path), path !== 'never.md');
      }
      assert.equal(told.size, different);
    });
  }
});
