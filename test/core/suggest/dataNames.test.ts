import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { dataFiles, readNames } from '../../../src/core/suggest/world/dataNames.ts';

const names = (text: string) => readNames(text).map(({ text: name, target }) => `${name} -> ${target}`);

describe('names in data files', () => {
  it('pair a name with the address of its own entry', () => {
    const text = '- term: await\n  link: /language/async\n  type: context\n- term: lonely\n- link: /nameless\n';
    assert.deepEqual(names(text), ['await -> /language/async']);
  });

  it('read JSON written line by line, and navigation of one line', () => {
    assert.deepEqual(names('{\n  "title": "Install",\n  "url": "/install/"\n}'), ['Install -> /install/']);
    assert.deepEqual(names('nav:\n  - Get started: start/index.md\n'), ['Get started -> start/index.md']);
  });

  it('leave lists of redirects alone', () => {
    assert.deepEqual(names("  'old/a.md': 'new/a.md'\n  - old/b.md: new/b.md\n"), []);
    const files = [
      'config/redirects.yml',
      'firebase.json',
      '.openpublishing.redirection.json',
      '_data/menu.yml',
    ] as RepoPath[];
    assert.deepEqual(dataFiles(files), ['_data/menu.yml']);
  });
});
