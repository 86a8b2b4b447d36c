import assert from 'node:assert/strict';
import { detectSites, openSite } from '../src/core/site/site.ts';
import { fixtures, updated } from './support/fixtures.ts';
import { memoryRepo } from './support/memoryRepo.ts';

const now = '2026-06-01T00:00:00Z';

describe('generators', () => {
  for (const fixture of fixtures('generators')) {
    it(`${fixture.name}: ${fixture.comment.trim().split('\n')[0]}`, async () => {
      const files = new Map<string, string>(fixture.files);
      const want = files.get('want') ?? '';
      const wantNotes = files.get('want notes');
      files.delete('want');
      files.delete('want notes');
      const repo = memoryRepo(files);
      const lines: string[] = [];
      const notes: string[] = [];
      for (const detected of await detectSites(repo)) {
        const site = await openSite(detected, repo, { now });
        for (const route of site.routes.all) lines.push(`${route.url}\t${route.file}\t${route.kind}`);
        for (const note of site.notes) notes.push(`${note.file ?? '-'}:${note.line ?? '-'} ${note.message}`);
      }
      const found = `${lines.sort().join('\n')}\n`;
      if (!updated(fixture, found)) assert.equal(found, want);
      if (wantNotes !== undefined) assert.deepEqual(notes, wantNotes.trim().split('\n'));
      else assert.deepEqual(notes, []);
    });
  }
});
