/** The help pages name quick fixes, commands and links by the names that are shown. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from '@babel/parser';
import type { Node } from '@babel/types';
import fastGlob from 'fast-glob';
import { childNodes } from '../../src/core/script/scope.ts';

const root = join(import.meta.dirname, '..', '..');
const pages = fastGlob.globSync('docs/findings/*.md', { cwd: root });
const text = (file: string) => readFileSync(join(root, file), 'utf8');

/** What makes an entry of a menu, or a link, out of the text that it is given first. */
const makers = ['commandAction', 'TitledAction', 'commandLink', 'commandAnchor'];

/** As it is shown: `Ignore …` for `Ignore ${path}`. */
function shownText(node: Node): string | undefined {
  if (node.type === 'StringLiteral') return node.value;
  if (node.type !== 'TemplateLiteral') return undefined;
  return node.quasis.map(({ value }) => value.cooked ?? '').join('…');
}

/** Whether what stands in this node is shown as the title of something: by its field, its name or who is given it. */
function holdsTitle(node: Node): boolean {
  if (node.type === 'ObjectProperty') return node.key.type === 'Identifier' && node.key.name === 'title';
  if (node.type === 'VariableDeclarator') return node.id.type === 'Identifier' && node.id.name === 'title';
  if (node.type === 'FunctionDeclaration') return /^title|Title$/.test(node.id?.name ?? '');
  return false;
}

function titlesIn(node: Node, isTitle: boolean, titles: Set<string>): void {
  const shown = isTitle ? shownText(node) : undefined;
  if (shown !== undefined) titles.add(shown);
  const isMaker =
    (node.type === 'CallExpression' || node.type === 'NewExpression') &&
    node.callee.type === 'Identifier' &&
    makers.includes(node.callee.name);
  const first = isMaker ? node.arguments[0] : undefined;
  for (const below of childNodes(node)) titlesIn(below, isTitle || holdsTitle(node) || below === first, titles);
}

const menus = fastGlob.globSync(
  ['src/vscode/{actions,views}/*.ts', 'src/core/audit/*.ts', 'src/core/redirects/repair/*.ts'],
  {
    cwd: root,
  },
);

function allTitles(): ReadonlySet<string> {
  const { contributes } = JSON.parse(text('package.json'));
  const titles = new Set<string>(contributes.commands.map(({ title }: { readonly title: string }) => title));
  for (const file of menus)
    titlesIn(parse(text(file), { sourceType: 'module', plugins: ['typescript'] }).program, false, titles);
  return titles;
}

/** The editor's own. */
const ofEditor: readonly string[] = ['Refactor…'];

describe('help pages', () => {
  it('call everything in a menu as the menu does; … stands for what differs', () => {
    const named = pages.flatMap((page) =>
      [...text(page).matchAll(/(?<![\w`])_([A-Z][^_\n]+)_(?![\w`])/g)].map(([, name = '']) => ({ page, name })),
    );
    assert.ok(named.length > 20, `${named.length}`);
    const titles = [...allTitles()];
    // The whole title, or all of it up to what differs.
    const isShown = (name: string) =>
      titles.some((title) => title === name || (name.endsWith('…') && title.startsWith(name)));
    const unknown = named.filter(({ name }) => !ofEditor.includes(name) && !isShown(name));
    assert.deepEqual(
      unknown.map(({ page, name }) => `${basename(page)}: ${name}`),
      [],
    );
  });
});
