/** The help pages name what is in the menus by the names it has there. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fastGlob from 'fast-glob';

const root = join(import.meta.dirname, '..', '..');
const pages = fastGlob.globSync('docs/findings/*.md', { cwd: root });
const text = (file: string) => readFileSync(join(root, file), 'utf8');

/** Where titles are made: of commands, of quick fixes, of links in a hover. */
const titles = [
  'package.json',
  ...fastGlob.globSync(
    ['src/vscode/{actions,views}/*.ts', 'src/core/{audit,report}/*.ts', 'src/core/redirects/**/*.ts'],
    {
      cwd: root,
    },
  ),
]
  .map(text)
  .join('\n');

/** The editor's own. */
const ofEditor: readonly string[] = ['Refactor'];

describe('help pages', () => {
  it('call everything in a menu as the menu does; … stands for what differs', () => {
    const named = pages.flatMap((page) =>
      [...text(page).matchAll(/(?<![\w`])_([A-Z][^_\n]+)_(?![\w`])/g)].map(([, name = '']) => ({ page, name })),
    );
    assert.ok(named.length > 20, `${named.length}`);
    const unknown = named.filter(({ name }) => {
      const parts = name.split('…').map((part) => part.trim());
      return parts.some((part) => part !== '' && !ofEditor.includes(part) && !titles.includes(part));
    });
    assert.deepEqual(
      unknown.map(({ page, name }) => `${basename(page)}: ${name}`),
      [],
    );
  });
});
