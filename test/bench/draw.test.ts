import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastGlob from 'fast-glob';
import { drawn, listed, openListing, repositoryOf } from '../../bench/draw.ts';
import { refuseSealed, sealedBy } from '../../bench/sealed.ts';
import { removeFolder } from '../support/removeFolder.ts';

const hash = (salt: string, name: string) =>
  createHash('sha256')
    .update(salt + name)
    .digest('hex');
const isSealed = sealedBy(`# kept for judging\nsalt-1\n${hash('salt-1', 'owner/kept')}\n`);

describe('Repositories that are kept for judging', () => {
  it('are known by a salted hash, whatever the case of their names', () => {
    assert.ok(isSealed('Owner/Kept'));
    assert.ok(!isSealed('owner/other'));
    assert.ok(!sealedBy('')('owner/kept'));
  });
  it('are refused by name', () => {
    assert.throws(() => refuseSealed('owner/kept', isSealed), /owner\/kept is kept for judging/);
    refuseSealed('owner/other', isSealed);
  });
  it('are refused by every bench that opens a repository', () => {
    // All of them open one by `checkout`, or refuse by themselves.
    const root = join(import.meta.dirname, '../..');
    const openers = fastGlob
      .globSync('bench/**/*.ts', { cwd: root })
      .filter(
        (file) => /^import .*\bmirrors\b/m.test(readFileSync(join(root, file), 'utf8')) && file !== 'bench/places.ts',
      );
    const without = openers.filter((file) => !/refuseSealed|isSealed/.test(readFileSync(join(root, file), 'utf8')));
    assert.deepEqual(without, []);
    assert.ok(openers.length > 2);
  });
});

describe('A draw of repositories', () => {
  const listing = listed('a/one\nb/two # a comment\n\nnot a name\nc/three\r\na/one\nowner/kept\n');
  it('reads one name on each line', () => {
    assert.deepEqual(listing, ['a/one', 'b/two', 'c/three', 'owner/kept']);
  });
  it('is made of no listing that names one kept for judging, so that nobody copies it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'listing-'));
    const file = join(folder, 'listing.txt');
    writeFileSync(file, 'a/one\n# by hand\nOwner/Kept\n');
    assert.throws(
      () => openListing(file, isSealed),
      /listing\.txt names what is kept for judging; take it out: Owner\/Kept$/,
    );
    writeFileSync(file, 'a/one\n');
    assert.deepEqual(openListing(file, isSealed), ['a/one']);
    removeFolder(folder);
  });
  it('is the same for a seed, whatever the order of the listing, and another for another seed', () => {
    const many = Array.from({ length: 100 }, (_, i) => `owner/site-${i}`);
    const draw = (seed: string, from: readonly string[]) => drawn(from, seed, 10, () => false);
    assert.deepEqual(draw('1', many), draw('1', many.toReversed()));
    assert.notDeepEqual(draw('1', many), draw('2', many));
  });
  it('leaves out what was seen or is kept for judging', () => {
    assert.deepEqual(drawn(listing, 'x', 9, (name) => isSealed(name) || name === 'b/two').toSorted(), [
      'a/one',
      'c/three',
    ]);
  });

  // The list names what became of each, which nothing here can tell again.
  it('can be repeated from this repository alone', () => {
    const folder = join(import.meta.dirname, '../../bench/draws');
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const draws = readdirSync(folder).flatMap((file) => /^(\d+)\.drawn\.txt$/.exec(file)?.[1] ?? []);
    assert.ok(draws.length > 0);
    for (const draw of draws) {
      const became = read(`${draw}.drawn.txt`);
      const seed = /^# seed (\S+)$/m.exec(became)?.[1] ?? '';
      const seen = new Set(listed(read(`${draw}.seen.txt`)).map((name) => name.toLowerCase()));
      // What one draw leaves of its listing, the next may take.
      const listing = /^# listing (\S+)$/m.exec(became)?.[1] ?? `${draw}.listing.txt`;
      const again = drawn(listed(read(listing)), seed, listed(became).length, (name) => seen.has(name.toLowerCase()));
      assert.deepEqual(again, listed(became), `draw ${draw}`);
    }
  });
});

describe('A truth table', () => {
  it('is of a repository whose name may have points', () => {
    const tables = [
      'kentcdodds__kentcdodds.com.tsv',
      'vuejs__v2.vuejs.org.json',
      'a__b.skeleton.jsonl.gz',
      'a__b.pairs.tsv',
    ];
    assert.deepEqual(tables.map(repositoryOf), ['kentcdodds__kentcdodds.com', 'vuejs__v2.vuejs.org', 'a__b', 'a__b']);
  });
});
