/** What is concluded of a text is concluded once, for as long as the file is the one that it was. */
import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { recordedRepo } from '../../src/core/audit/rereading/recordedRepo.ts';
import { concluded } from '../../src/core/concluded.ts';
import type { RepoPath } from '../../src/core/paths.ts';
import { openDiskRepo } from '../../src/io/repository/diskRepo.ts';
import { openConclusions } from '../../src/io/stores/conclusionStore.ts';
import { isPlainData } from '../../src/io/stores/plainData.ts';
import { memoryRepo } from '../support/memoryRepo.ts';
import { removeFolder } from '../support/removeFolder.ts';

const page = 'page.md' as RepoPath;

describe('conclusions from texts', () => {
  let base: string;
  let root: string;
  let store: string;
  const { now } = Date;
  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'conclusions-')));
    root = join(base, 'root');
    store = join(base, 'store');
    for (const folder of [root, store]) mkdirSync(folder);
    writeFileSync(join(root, page), 'harbour');
    // Files of this moment are not kept; see the test of it.
    Date.now = () => now() + 10_000;
  });
  afterEach(() => {
    Date.now = now;
    removeFolder(base);
  });

  /** As a program says it that starts, concludes and ends: the value, and whether it was concluded anew. */
  async function run(path = page, of: (text: string) => unknown = (text) => text.toUpperCase(), build = 'a build') {
    const repo = await openDiskRepo(root, undefined, await openConclusions(store, build));
    let isNew = false;
    const conclude = (text: string) => {
      isNew = true;
      return of(text);
    };
    const value = await concluded(repo, path, { name: 'capitals', from: 'whole', of: conclude });
    await repo.keepConcluded?.();
    return { value, isNew, repo };
  }
  const said = async (...args: Parameters<typeof run>) => {
    const { value, isNew } = await run(...args);
    return `${JSON.stringify(value)}${isNew ? ', concluded' : ''}`;
  };
  const kept = () => join(store, readdirSync(store).find((name) => /^texts-\w+\.v1\.bin$/.test(name)) ?? 'none');

  it('come back in any letters', async () => {
    const of = (text: string) => [text, 'Überblick 概要 🚢 \ud800 \u2028 \\u00e9'];
    const first = await said(page, of);
    const before = `${first.replace(', concluded', '')}`;
    assert.notEqual(before, first);
    assert.equal(await said(page, of), before);
  });

  it('are kept for the same file and the same build, of two builds at most', async () => {
    assert.equal(await said(), '"HARBOUR", concluded');
    assert.equal(await said(), '"HARBOUR"');
    assert.equal(await said(page, undefined, 'another build'), '"HARBOUR", concluded');
    assert.equal(await said(), '"HARBOUR"');
    assert.equal(await said(page, undefined, 'a third build'), '"HARBOUR", concluded');
    assert.equal(readdirSync(store).length, 2);
  });

  it('are drawn again from a text of the same length whose time was put back', async () => {
    const time = new Date('2020-01-01');
    utimesSync(join(root, page), time, time);
    await run();
    writeFileSync(join(root, page), 'lantern');
    utimesSync(join(root, page), time, time);
    assert.equal(await said(), '"LANTERN", concluded');
  });

  it('are drawn again from another file in the place of the one', async () => {
    const time = new Date('2020-01-01');
    for (const [name, text] of [
      [page, 'harbour'],
      ['other.md', 'lantern'],
    ] as const) {
      writeFileSync(join(root, name), text);
      utimesSync(join(root, name), time, time);
    }
    await run();
    renameSync(join(root, 'other.md'), join(root, page));
    assert.equal(await said(), '"LANTERN", concluded');
  });

  it('are not kept of a file that was written a moment ago, which may be written again in the same', async () => {
    Date.now = now;
    await run();
    assert.equal(await said(), '"HARBOUR", concluded');
  });

  it('are none of a file that is gone, of a folder that is a link now, or of a link', async () => {
    const inside = 'docs/page.md' as RepoPath;
    mkdirSync(join(root, 'docs'));
    writeFileSync(join(root, inside), 'harbour');
    await run(inside);
    // Both know of the file, and have looked at nothing yet.
    const [one, other] = [
      await openDiskRepo(root, undefined, await openConclusions(store, 'a build')),
      await openDiskRepo(root, undefined, await openConclusions(store, 'a build')),
    ];
    const conclusion = { name: 'capitals', from: 'whole', of: (text: string) => text } as const;
    renameSync(join(root, 'docs'), join(base, 'outside'));
    assert.equal(await concluded(one, inside, conclusion), undefined);
    symlinkSync(join(base, 'outside'), join(root, 'docs'));
    assert.equal(await concluded(other, inside, conclusion), undefined);
    symlinkSync(page, join(root, 'start.md'));
    await run('start.md' as RepoPath);
    assert.equal(await said('start.md' as RepoPath), '"HARBOUR", concluded');
  });

  it('are drawn again where a byte order mark has to be known', async () => {
    writeFileSync(join(root, page), '\ufeffharbour');
    await run();
    const { repo, isNew } = await run();
    assert.ok(isNew);
    assert.equal(repo.hasMark?.(page), true);
  });

  it('take the text that was read already', async () => {
    const repo = await openDiskRepo(root, undefined, await openConclusions(store, 'a build'));
    const text = await repo.read(page);
    writeFileSync(join(root, page), 'lantern');
    const of = (read: string) => read.toUpperCase();
    assert.equal(await concluded(repo, page, { name: 'capitals', from: 'whole', of }, text), 'HARBOUR');
    await repo.keepConcluded?.();
    assert.equal(await said(), '"LANTERN", concluded');
  });

  it('come with the fingerprints of their texts, which are not read for them', async () => {
    const once = async (text: string | undefined) => {
      const { repo, fingerprints } = recordedRepo(
        await openDiskRepo(root, undefined, await openConclusions(store, 'b')),
      );
      let drawn = 0;
      const of = (read: string) => read.length + drawn++;
      for (const from of ['head', 'whole'] as const) await concluded(repo, page, { name: from, from, of }, text);
      await repo.keepConcluded?.();
      return { drawn, heads: [...fingerprints.heads], wholes: [...fingerprints.wholes] };
    };
    const text = '---\ntitle: Harbour\n---\nWords.\n';
    writeFileSync(join(root, page), text);
    const first = await once(undefined);
    assert.deepEqual(await once(undefined), { ...first, drawn: 0 });
    const read = recordedRepo(memoryRepo(new Map([[page, text]])));
    await read.repo.read(page);
    assert.deepEqual(
      { ...first, drawn: 2 },
      { drawn: 2, heads: [...read.fingerprints.heads], wholes: [...read.fingerprints.wholes] },
    );
  });

  it('are drawn again where what is kept is damaged', async () => {
    await run();
    const whole = readFileSync(kept());
    // Behind the head of 40 bytes, which tells what it is and has a sum over the rest.
    const withSum = (table: Buffer) => {
      const head = Buffer.from(whole.subarray(0, 40));
      head.writeUInt32LE(crc32(table), 32);
      return Buffer.concat([head, table]);
    };
    const table = whole.subarray(40);
    const text = table.toString('latin1');
    const damaged = [
      whole.subarray(0, whole.length / 2),
      Buffer.from(''),
      Buffer.concat([whole, Buffer.from('more')]),
      Buffer.from(text.replace('HARBOUR', 'LANTERN'), 'latin1'),
      withSum(table.subarray(0, table.length / 2)),
      withSum(Buffer.alloc(0)),
      withSum(Buffer.from(text.replace('"names"', '"nomes"'), 'latin1')),
      withSum(Buffer.from(text.replace('["page.md"]', '["page.md" '), 'latin1')),
    ];
    assert.equal(withSum(table).equals(whole), true);
    for (const [i, bytes] of damaged.entries()) {
      writeFileSync(kept(), bytes);
      assert.equal(await said(), '"HARBOUR", concluded', `damage ${i}`);
      assert.equal(await said(), '"HARBOUR"', `mended ${i}`);
    }
  });

  it('are not kept where JSON would give another value back', async () => {
    await run(page, (text) => ({ text, none: undefined }));
    assert.match(await said(page, (text) => ({ text, none: undefined })), /concluded$/);
  });

  it('are plain data', () => {
    const looped: unknown[] = [];
    looped.push(looped);
    const plain: unknown[] = [null, 'a', 0, 1.5, true, [], {}, { a: [{ b: null }] }, '\ud800', { toString: 'x' }];
    const others = [undefined, -0, Number.NaN, 1n, new Date(), new Map(), [undefined], looped, Object.create(null)];
    for (const value of plain) {
      assert.equal(isPlainData(value), true, JSON.stringify(value));
      assert.deepEqual(JSON.parse(JSON.stringify(value)), value);
    }
    for (const [i, value] of others.entries()) assert.equal(isPlainData(value), false, `other ${i}`);
    assert.equal(isPlainData(JSON.parse('{"__proto__":1}')), false);
    // biome-ignore lint/suspicious/noSparseArray: a list with a gap
    assert.equal(isPlainData([1, , 2]), false);
  });
});
