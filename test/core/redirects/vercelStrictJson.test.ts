/** `vercel.json` is plain JSON: "Couldn't parse JSON file" of https://github.com/vercel/vercel/issues/2723. */
import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';

const rule = '{ "source": "/a", "destination": "/b" }';
const texts: readonly (readonly [what: string, text: string, line: number | undefined])[] = [
  ['a comment', `{\n  // ours\n  "redirects": [${rule}]\n}\n`, 2],
  ['a comma at the end of a list', `{\n  "redirects": [\n    ${rule},\n  ]\n}\n`, 4],
  ['plain JSON', `{\n  "redirects": [\n    ${rule}\n  ]\n}\n`, undefined],
];

describe('vercel.json', () => {
  for (const [what, text, line] of texts) {
    it(`is ${line === undefined ? 'edited' : 'said to be refused'}: ${what}`, () => {
      const file = 'vercel.json' as RepoPath;
      const format = redirectFormats.find(({ id }) => id === 'vercelJson');
      const site = redirectSite({ context: 'host: vercel', files: new Map([[file, text]]) });
      const parsed = format?.parse(text, file, site);
      assert.equal(parsed?.rules.length, 1);
      assert.equal(parsed.invalid.find(({ isUnread }) => isUnread)?.line, line);
      const edits = format?.add(redirectsOf('/c -> /d'), text, file, site);
      assert.equal(edits !== undefined && 'refused' in edits, line !== undefined);
    });
  }
});
