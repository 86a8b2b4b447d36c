import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnswerKey } from '../../../src/core/backlinks/answers.ts';
import { formerFolders, storeFolder } from '../../../src/io/stores/place.ts';
import { openStore } from '../../../src/io/stores/store.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { requestFor } from '../../support/standIn/source.ts';

/** Written by the stores of version 0.1.0 themselves: the command line's and the editor's folder. */
const kept = join(import.meta.dirname, '..', '..', 'fixtures', 'stores', '0.1.0');
const request = requestFor('example.com');
const pages: AnswerKey<'pages'> = { call: 'pages', source: 'dataforseo', request };
const summary: AnswerKey<'summary'> = { ...pages, call: 'summary' };
const page = 'https://example.com/guides/old-setup';
const referrers: AnswerKey<'referrers'> = { ...pages, call: 'referrers', page };

describe('what 0.1.0 kept', () => {
  let root: string;
  let warnings: string[];
  const logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: (message: string) => void warnings.push(message),
    error: () => undefined,
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'take-in-'));
    cpSync(kept, root, { recursive: true });
    warnings = [];
  });
  afterEach(() => removeFolder(root));
  const open = (...former: readonly string[]) =>
    openStore({
      folder: join(root, 'kept'),
      former: former.map((name) => join(root, name)),
      logger,
      now: () => Date.UTC(2026, 10, 23),
    });
  const both = () => open('editor', 'cli');

  it('is found from editor and command line alike, the newest answer of each question', async () => {
    const { answers, spend } = both();
    const found = await answers.read(pages);
    assert.deepEqual([found?.asked, found?.maximumRows, found?.value.pages.length], ['2026-11-20', 500, 3]);
    assert.equal((await answers.read(summary))?.value.brokenBacklinks, 7);
    assert.equal((await answers.read(referrers))?.value.costMicros, 24072);
    assert.deepEqual(await spend.read(), {
      '2026-11': { requests: 4, certainMicros: 72252, possibleMicros: 24072 },
    });
    // From now on for the command line, too, which does not know where the editor kept its own.
    const later = open();
    assert.equal((await later.answers.read(pages))?.asked, '2026-11-20');
    assert.deepEqual(await later.spend.read(), await spend.read());
    assert.deepEqual(warnings, []);
  });

  it('is taken in once, stays where it was, and costs no second look', async () => {
    const before = tree(join(root, 'cli'));
    for (let time = 0; time < 3; time++) await both().spend.read();
    assert.deepEqual(tree(join(root, 'cli')), before);
    assert.equal((await both().spend.read())['2026-11']?.requests, 4);
    assert.equal(readdirSync(join(root, 'kept', 'answers')).length, 4);
    assert.equal(
      readFileSync(join(root, 'kept', 'taken-in.jsonl'), 'utf8')
        .trimEnd()
        .split('\n').length,
      6,
    );
    // Two at once note twice what they count once.
    removeFolder(join(root, 'kept'));
    await Promise.all([both().spend.read(), both().spend.read()]);
    assert.equal((await both().spend.read())['2026-11']?.requests, 4);
  });

  it('is taken in again where 0.1.0 went on with it, and counted once', async () => {
    await both().spend.read();
    const file = join(root, 'cli', 'spend.json');
    writeFileSync(file, '{"2026-11":{"requests":5,"certainMicros":100000,"possibleMicros":0}}\n');
    utimesSync(file, 1, 1);
    assert.deepEqual((await both().spend.read())['2026-11'], {
      requests: 7,
      certainMicros: 124_108,
      possibleMicros: 24072,
    });
  });

  it('is read where it stands when the one store lies in the same folder, as on Windows', async () => {
    const folder = join(root, 'cli');
    const { answers, spend } = openStore({ folder, former: [folder], logger, now: () => Date.UTC(2026, 10, 23) });
    assert.equal((await answers.read(pages))?.asked, '2026-11-18');
    assert.equal((await spend.read())['2026-11']?.certainMicros, 48144);
    assert.equal(
      (await openStore({ folder, former: [folder], logger, now: () => Date.UTC(2026, 10, 23) }).spend.read())['2026-11']
        ?.requests,
      2,
    );
  });

  it('gives way to what is asked anew, and is forgotten with it', async () => {
    const { answers } = both();
    const old = await answers.read(pages);
    assert.ok(old);
    await answers.write(pages, { ...old, asked: '2026-11-23', maximumRows: 9 });
    assert.equal((await both().answers.read(pages))?.maximumRows, 9);
    assert.equal(await both().answers.clear(), 3);
    assert.equal(await both().answers.read(pages), undefined);
    assert.equal(await both().answers.clear(), 0);
    for (const name of ['cli', 'editor', 'kept']) assert.deepEqual(readdirSync(join(root, name, 'answers')), [], name);
    // What was spent stays spent.
    assert.equal((await both().spend.read())['2026-11']?.requests, 4);
  });

  it('is read where it is while the disk is full, and taken in the next time', async () => {
    writeFileSync(join(root, 'kept'), '');
    assert.equal((await both().answers.read(pages))?.asked, '2026-11-20');
    assert.ok(warnings.length > 0);
    rmSync(join(root, 'kept'));
    assert.equal((await both().answers.read(pages))?.asked, '2026-11-20');
    assert.equal((await open().answers.read(pages))?.asked, '2026-11-20');
  });

  it('is counted and forgotten where nothing was read before', async () => {
    assert.equal(await both().answers.clear(), 3);
    assert.equal(await both().answers.read(pages), undefined);
  });

  it('says what is damaged, and takes in the rest', async () => {
    const [name = ''] = readdirSync(join(root, 'editor', 'answers')).filter((each) => each.includes('pages'));
    writeFileSync(join(root, 'editor', 'answers', name), '{"version":1,"que');
    writeFileSync(join(root, 'editor', 'spend.json'), '{"2026-10":{"requests":1},"2026-11":');
    assert.equal((await both().answers.read(pages))?.asked, '2026-11-18');
    assert.equal((await both().spend.read())['2026-11']?.requests, 2);
    assert.match(warnings.join('\n'), /spend\.json is ignored/);
  });
});

describe('the folder of the store', () => {
  const home = '/home/me';
  it('is where the system has the data of programs', () => {
    const of = (environment: Readonly<Record<string, string>>, platform: NodeJS.Platform) =>
      storeFolder(environment, platform, home).replaceAll('\\', '/');
    assert.equal(of({}, 'linux'), '/home/me/.local/share/broken-backlinks');
    assert.equal(of({ XDG_DATA_HOME: '/data' }, 'linux'), '/data/broken-backlinks');
    assert.equal(of({ XDG_DATA_HOME: 'data' }, 'linux'), '/home/me/.local/share/broken-backlinks');
    assert.equal(of({ XDG_DATA_HOME: '/data' }, 'darwin'), '/home/me/Library/Application Support/broken-backlinks');
    assert.equal(of({ LOCALAPPDATA: 'C:/Data' }, 'win32'), 'C:/Data/broken-backlinks');
    assert.equal(of({}, 'win32'), '/home/me/AppData/Local/broken-backlinks');
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      assert.equal(of({ BROKEN_BACKLINKS_HOME: '/own', LOCALAPPDATA: 'C:/Data' }, platform), '/own');
    }
  });
  it('was among the caches before, unless a place is named', () => {
    const of = (environment: Readonly<Record<string, string>>) =>
      formerFolders(environment, home).map((folder) => folder.replaceAll('\\', '/'));
    assert.deepEqual(of({}), ['/home/me/.cache/broken-backlinks']);
    assert.deepEqual(of({ XDG_CACHE_HOME: '/caches' }), ['/caches/broken-backlinks']);
    assert.deepEqual(of({ BROKEN_BACKLINKS_HOME: '/own' }), []);
  });
  it('is made when something is kept, and not before', async () => {
    const folder = join(tmpdir(), `none-${process.pid}`);
    const quiet = { debug: () => undefined, info: () => undefined, warn: assert.fail, error: assert.fail };
    const { answers, spend } = openStore({ folder, former: [], logger: quiet, now: () => Date.UTC(2026, 10, 23) });
    assert.deepEqual([await answers.read(pages), await spend.read(), await answers.clear()], [undefined, {}, 0]);
    assert.equal(existsSync(folder), false);
  });
});

function tree(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}
