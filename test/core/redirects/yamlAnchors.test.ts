/**
 * What an anchor gives is read where the generator reads it, asked of Hugo 0.111.3 and Jekyll 4.3.1: a list that another
 * key names, one that is merged by `<<`, and an address that is named.
 */
import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const pages = [
  { format: 'hugoAliases', generator: 'hugo', file: 'content/new.md', key: 'aliases' },
  { format: 'jekyllRedirectFrom', generator: 'jekyll', file: 'new.md', key: 'redirect_from' },
] as const;

describe('addresses that an anchor gives', () => {
  for (const { format: id, generator, file, key } of pages) {
    const fromOf = (head: string) => {
      const text = `---\n${head}---\nText\n`;
      const site = redirectSite({
        context: `generators: ${generator}`,
        pages: `/new/ ${file}`,
        files: new Map([[file, text]]),
      });
      const format = redirectFormats.find((entry) => entry.id === id);
      return format?.parse(text, file as RepoPath, site).rules.map(({ from, line }) => `${line} ${from}`);
    };
    it(`are read by ${id}`, () => {
      assert.deepEqual(fromOf(`other: &r\n  - /e/\n${key}: *r\n`), ['3 /e/']);
      assert.deepEqual(fromOf(`base: &b\n  ${key}:\n    - /a/\n<<: *b\n`), ['4 /a/']);
      assert.deepEqual(fromOf(`base: &b\n  ${key}:\n    - /c/\n<<: *b\n${key}:\n  - /d/\n`), ['7 /d/']);
      assert.deepEqual(fromOf(`other: &f /f/\n${key}:\n  - /g/\n  - *f\n`), ['4 /g/', '5 /f/']);
    });
  }
});
