/** The README names commands, buttons, options, settings and variables that there are. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastGlob from 'fast-glob';
import { commands } from '../../src/cli/commandList.ts';
import { readArguments } from '../../src/cli/shared/command.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const readme = read('README.md');
const { contributes, scripts } = JSON.parse(read('package.json'));
const code = fastGlob.globSync(['src/**/*.ts', 'tools/**/*.{ts,mjs}'], { cwd: root }).map(read).join('\n');

describe('README.md', () => {
  it('runs only commands that there are, with options that they take', () => {
    const lines = [...readme.matchAll(/^.*\bbroken-backlinks ([a-z]+)\b(.*)$/gm)].filter(([line]) =>
      /^(?:broken-backlinks|cut) /.test(line),
    );
    assert.ok(lines.length > 20, `${lines.length}`);
    for (const [line, name, rest = ''] of lines) {
      const command = commands.find((each) => each.name === name);
      assert.ok(command, line);
      const words = rest
        .replace(/\s{2,}#.*$/, '')
        .trim()
        .split(/\s+/)
        .filter((word) => word !== '');
      assert.doesNotThrow(() => readArguments(command, words), line);
    }
    for (const [, script = ''] of readme.matchAll(/npm run ([\w:]+)/g)) assert.ok(script in scripts, script);
  });
  it('calls the commands of the editor by their titles', () => {
    const titles: readonly string[] = contributes.commands.map(({ title }: { readonly title: string }) => title);
    const bold = [...readme.matchAll(/\*\*(?:Broken Backlinks: )?([A-Z][^*]+)\*\*/g)].map(([, name = '']) => name);
    // Not ours: a name, a heading, the editor's own, a button.
    const others = [
      /^Broken Backlinks$/,
      /^From source$/,
      /^Extensions: /,
      /^Undo$/,
      /^(?:Addresses|Redirects)$/,
      /^The (?:past|index)/,
    ];
    const unknown = bold.filter(
      (name) =>
        !titles.some((title) => title === name || title === `${name}…`) && !others.some((other) => other.test(name)),
    );
    assert.deepEqual(unknown, []);
    assert.ok(bold.length > 10);
  });
  it('names settings and variables that are read', () => {
    const { properties } = contributes.configuration;
    const known = new Set(Object.keys(properties).map((key) => key.replace('brokenBacklinks.', '')));
    for (const row of readme.matchAll(/^\| `brokenBacklinks\.([^|]+)\|/gm))
      for (const key of (row[1] ?? '').matchAll(/[\w.]+/g)) assert.ok(known.delete(key[0]), key[0]);
    assert.deepEqual([...known], [], 'settings that no row tells');
    for (const [, name = ''] of readme.matchAll(/brokenBacklinks\.([a-z][\w.]*\w)/gi))
      assert.ok(`brokenBacklinks.${name}` in properties, name);
    for (const [name] of readme.matchAll(/\b(?:BROKEN_BACKLINKS|DATAFORSEO|BING)_[A-Z_]+\b/g))
      assert.ok(code.includes(name), name);
  });
});
