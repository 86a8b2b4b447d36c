import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { tableOfText, tableWith } from '../../../src/core/redirects/editing/trial.ts';
import type { RedirectFormat } from '../../../src/core/redirects/format.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';

const file = 'static/_redirects' as RepoPath;
const format = (id: string): RedirectFormat => {
  const found = redirectFormats.find((entry) => entry.id === id);
  assert.ok(found);
  return found;
};
const lines = format('redirectsFile');

/** Netlify reads `_redirects` before netlify.toml: https://docs.netlify.com/manage/routing/redirects/overview/#rule-processing-order */
const site = (files: Readonly<Record<string, string>>) =>
  openRedirects(redirectSite({ context: 'host: netlify', files: new Map(Object.entries(files)) }));

const rulesIn = (table: { readonly rules: readonly { readonly from: string; readonly file: string }[] }) =>
  table.rules.map((rule) => `${rule.file} ${rule.from}`);

const toml = '[[redirects]]\n  from = "/t"\n  to = "/u"\n';

describe('a table with redirects that are not written yet', () => {
  it('answers them, one after the other, beside what is there', async () => {
    const table = await site({ [file]: '/a /b 301\n' });
    const more = await tableWith(redirectsOf('/c -> /d\n/e -> /f'), lines, file, table);
    assert.ok(more);
    assert.deepEqual(rulesIn(more).sort(), [`${file} /a`, `${file} /c`, `${file} /e`]);
    assert.equal(more.resolve('/e').steps[0]?.location, '/f');
    assert.equal(table.resolve('/e').outcome.kind, 'none', 'the table it came from is as it was');
  });

  it('makes the file where there is none', async () => {
    const more = await tableWith(redirectsOf('/c -> /d'), lines, file, await site({}));
    assert.ok(more);
    assert.deepEqual(rulesIn(more), [`${file} /c`]);
  });

  it('is none where the format refuses', async () => {
    const table = await site({
      [file]: '---\npermalink: /_redirects\n---\n{% for a in old %}\n{{ a }} /b 301\n{% endfor %}\n',
    });
    assert.equal(await tableWith(redirectsOf('/c -> /d'), lines, file, table), undefined);
  });

  it('keeps the order in which formats are read, from either side', async () => {
    const table = await site({ [file]: '/a /b 301\n', 'netlify.toml': toml });
    const above = await tableWith(redirectsOf('/t -> /first'), lines, file, table);
    assert.equal(above?.resolve('/t').steps[0]?.location, '/first');
    const below = await tableWith(redirectsOf('/a -> /late'), format('netlifyToml'), 'netlify.toml' as RepoPath, table);
    assert.equal(below?.resolve('/a').steps[0]?.location, '/b');
    assert.deepEqual(below && rulesIn(below), [`${file} /a`, 'netlify.toml /t', 'netlify.toml /a']);
  });

  it('stands before the formats below it where its file has no rule yet, and last where none is below', async () => {
    const first = await tableWith(redirectsOf('/t -> /first'), lines, file, await site({ 'netlify.toml': toml }));
    assert.deepEqual(first && rulesIn(first), [`${file} /t`, 'netlify.toml /t']);
    const last = tableOfText(
      toml,
      format('netlifyToml'),
      'netlify.toml' as RepoPath,
      await site({ [file]: '/a /b\n' }),
    );
    assert.deepEqual(rulesIn(last), [`${file} /a`, 'netlify.toml /t']);
  });

  it('replaces what one file held, and neither its namesakes nor other formats', async () => {
    const other = 'docs/_redirects' as RepoPath;
    const context = redirectSite({
      context: 'host: netlify\nstatic: static, docs',
      files: new Map([
        [file, '/a /b 301\n/broken\n'],
        [other, '/x /y 301\n/odd\n'],
        ['netlify.toml', toml],
      ]),
    });
    const table = await openRedirects(context);
    const inTable = (at: string) => table.invalid.filter((entry) => entry.file === at).length;
    assert.deepEqual([inTable(file), inTable(other)], [1, 1]);
    const mended = tableOfText('/n /m 301\n', lines, file, table);
    assert.deepEqual(rulesIn(mended).sort(), ['docs/_redirects /x', 'netlify.toml /t', `${file} /n`].sort());
    assert.deepEqual(
      mended.invalid.map((entry) => entry.file),
      [other],
      'its mistakes are gone, those of the other file are not',
    );
  });
});
