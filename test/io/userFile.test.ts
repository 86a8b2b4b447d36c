import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RepoPath } from '../../src/core/paths.ts';
import { redirectFormats } from '../../src/core/redirects/editing/formats.ts';
import { readToEdit } from '../../src/io/disk/userFile.ts';
import { writeEdit } from '../../src/io/disk/writeFile.ts';
import { fixtures } from '../support/fixtures.ts';
import { redirectSite, redirectsOf } from '../support/redirectSite.ts';
import { removeFolder } from '../support/removeFolder.ts';

/** What a text becomes when a byte of it is spoiled, or it is kept as something else; and what is said of it. */
const spoilings: Readonly<Record<string, { readonly of: (text: string) => Buffer; readonly said: RegExp }>> = {
  'one byte of Latin-1': {
    of: (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xe9, 10])]),
    said: /Byte E9 on line \d+ is not UTF-8/,
  },
  'UTF-16': { of: (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'), said: /UTF-16/ },
  'a NUL': { of: (text) => Buffer.from(`${text}\0\n`), said: /NUL/ },
  'carriage returns': { of: (text) => Buffer.from(`${text.replaceAll('\n', '\r')}\r`), said: /carriage return/ },
};

describe('a file that is not plain UTF-8', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'encoding-'));
  });
  afterEach(() => removeFolder(root));

  const cases = fixtures('redirects').filter(({ files }) => files.get('before') || files.get('after'));
  for (const format of redirectFormats) {
    const own = cases.find(({ name }) => name === format.id || name.startsWith(`${format.id}-`));
    it(`keeps every byte in ${format.id}, and is named with what it holds`, async () => {
      assert.ok(own, 'a fixture with a text');
      const { files } = own;
      const file = (files.get('file')?.trim() ?? 'static/_redirects') as RepoPath;
      const before = files.get('before') || (files.get('after') ?? '');
      mkdirSync(join(root, dirname(file)), { recursive: true });
      for (const [name, { of, said }] of Object.entries(spoilings)) {
        const bytes = of(before);
        writeFileSync(join(root, file), bytes);
        const read = await readToEdit(root, file);
        assert.ok(typeof read === 'object', name);
        assert.match(read.refused, said);
        assert.ok(read.refused.startsWith(`${file} was not changed: `), read.refused);
        // Whoever has read it otherwise cannot write it either.
        const lenient = bytes.toString('utf8');
        const edit = { file, before: lenient, edits: editsOn(lenient) };
        assert.equal((await writeEdit(root, edit)).ok, false);
        assert.deepEqual(readFileSync(join(root, file)), bytes);
      }
      function editsOn(text: string) {
        const context = redirectSite({ context: files.get('context'), pages: files.get('pages') });
        const edits = format.add(redirectsOf(files.get('add') ?? ''), text, file, context);
        return 'refused' in edits ? [{ start: 0, end: 0, text: 'x' }] : edits;
      }
    });
  }

  it('is no folder, pipe or broken name', async () => {
    const file = 'static/_redirects' as RepoPath;
    mkdirSync(join(root, file), { recursive: true });
    const folder = await readToEdit(root, file);
    assert.match(typeof folder === 'object' ? folder.refused : '', /a folder has its name/);
    assert.equal(await readToEdit(root, 'no/such/file' as RepoPath), undefined);
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const pipe = await readToEdit(root, 'pipe' as RepoPath);
    assert.match(typeof pipe === 'object' ? pipe.refused : '', /device or a pipe/);
  });
});
