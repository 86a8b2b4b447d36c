/**
 * A rule of Apache that is taken out takes its conditions along. Asked of Apache 2.4.71: with `RewriteCond %{HTTP_HOST}
 * ^old\.example$` left above a rule for all addresses, that rule answers nobody on the site any more.
 */
import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { made } from '../../support/edits.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const file = '.htaccess' as RepoPath;
const htaccess = redirectFormats.find(({ id }) => id === 'htaccess')!;

function without(from: string, text: string) {
  const context = redirectSite({ context: 'host: apache', pages: '', files: new Map([[file, text]]) });
  const rule = htaccess.parse(text, file, context).rules.find((entry) => entry.from === from);
  assert.ok(rule);
  return htaccess.remove(rule, text, context);
}

const on = 'RewriteEngine On\n';
const front = 'RewriteCond %{REQUEST_FILENAME} !-f\nRewriteRule . index.php [L]\n';

describe('the conditions of a rule of Apache', () => {
  const cases = {
    'right above it': `RewriteCond %{HTTP_HOST} ^old\\.example$\nRewriteRule ^a$ /b [R=301,L]\n`,
    'two of them': `RewriteCond %{HTTP_HOST} ^old\\.example$ [OR]\nRewriteCond %{HTTP_HOST} ^older\\.example$\nRewriteRule ^a$ /b [R=301,L]\n`,
    'that goes on in the next line': `RewriteCond %{HTTP_HOST} \\\n  ^old\\.example$\nRewriteRule ^a$ /b [R=301,L]\n`,
  };
  for (const [what, rule] of Object.entries(cases)) {
    it(`go with it: ${what}`, () => {
      assert.equal(applyEdits(on + rule + front, made(without('RewriteRule ^a$', on + rule + front))), on + front);
      const last = `${on}${front}${rule}`.replace(/\n$/, '');
      assert.equal(applyEdits(last, made(without('RewriteRule ^a$', last))), `${on}${front}`.replace(/\n$/, ''));
    });
  }
  it('go with it where other lines stand between, which stay', () => {
    const text = `${on}RewriteCond %{HTTP_HOST} ^old\\.example$\n\n# moved\nRewriteRule ^a$ /b [R=301,L]\n${front}`;
    assert.equal(applyEdits(text, made(without('RewriteRule ^a$', text))), `${on}\n# moved\n${front}`);
  });
  it('stay where they are those of another rule', () => {
    const text = `${on}RewriteRule ^a$ /b [R=301,L]\n${front}RewriteRule ^c$ /d [R=301,L]\n`;
    assert.equal(
      applyEdits(text, made(without('RewriteRule ^c$', text))),
      `${on}RewriteRule ^a$ /b [R=301,L]\n${front}`,
    );
  });
  it('keep it where they stand in another section, with the reason', () => {
    const text = `${on}RewriteCond %{HTTP_HOST} ^old\\.example$\n<IfModule mod_alias.c>\nRewriteRule ^a$ /b [R=301,L]\n</IfModule>\n${front}`;
    const edits = without('RewriteRule ^a$', text);
    assert.match('refused' in edits ? edits.refused : 'written', /condition in another section; take both out by hand/);
  });
});
