/** What is kept of a reading of the past is taken up after new commits, and changes no answer where it is damaged. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { historyFolder } from '../../src/io/stores/historyFolder.ts';
import { explained } from '../support/explained.ts';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';

const script = join(import.meta.dirname, '..', 'support', 'explainOnce.ts');

/** What another process says of addresses. */
async function inProcess(folder: string, cache: string, addresses: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...process.execArgv,
    script,
    folder,
    cache,
    ...addresses,
  ]);
  return stdout;
}

const config = (pattern: string) => `baseURL = "https://x.example/"\n[permalinks]\ndocs = "${pattern}"\n`;
const page = 'content/docs/tides.md';
const asked = ['/docs/old-tides/', '/guides/old-tides/', '/docs/ports/'];

describe('the past after new commits', () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) removeFolder(folder);
  });
  const temporary = (): string => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'grown-past-')));
    folders.push(folder);
    return folder;
  };
  const said = async (folder: string, cache?: string) =>
    (await explained(folder, asked, { cache })).map((each) => JSON.stringify(each)).join('\n');

  /** A page that had another slug and another pattern, and links to a page that were led elsewhere. */
  const site = () => {
    const repository = gitRepository(temporary());
    const cache = temporary();
    const linked = (to: string) => `---\nslug: tides\n---\n${longPage('tides')}\n[the ports](/docs/${to}/)\n`;
    repository.commit({
      'hugo.toml': config('/guides/:slug/'),
      [page]: linked('ports').replace('tides\n', 'old-tides\n'),
    });
    repository.commit({ 'hugo.toml': config('/docs/:slug/'), [page]: linked('ports') });
    repository.commit({
      [page]: linked('harbours'),
      'content/docs/harbours.md': `---\nslug: harbours\n---\n${longPage('sea')}`,
    });
    const kept = () => {
      const home = historyFolder(cache, repository.folder)!;
      return readdirSync(home).flatMap((name) => (name.startsWith('grown-') ? [join(home, name)] : []));
    };
    let count = 0;
    const grow = () => repository.commit({ [`content/docs/new-${++count}.md`]: longPage(`new ${count}`) });
    return { repository, cache, kept, grow };
  };

  it('is read on from what was kept', async () => {
    const { repository, cache, kept, grow } = site();
    await said(repository.folder, cache);
    const [file = ''] = kept();
    const text = gunzipSync(readFileSync(file)).toString('utf8');
    assert.ok(text.includes('/guides/old-tides/') && text.includes('slug: old-tides'));
    writeFileSync(
      file,
      gzipSync(text.replaceAll('/guides/old-tides/', '/guides/storm/').replaceAll('/docs/harbours', '/docs/storm')),
    );
    grow();
    const found = await explained(repository.folder, [...asked, '/guides/storm/'], { cache });
    const isKnown = found.map(({ diagnosis }) => diagnosis.code !== 'never-existed');
    assert.deepEqual([isKnown[1], isKnown[3]], [false, true]);
  });
  it('is the same where what was kept is damaged', async () => {
    const { repository, cache, kept, grow } = site();
    await said(repository.folder, cache);
    const [file = ''] = kept();
    const { of, past, version } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'));
    const parts = Object.entries(past as Record<string, object>).flatMap(([part, value]) =>
      Object.keys(value).map((key) => ({ ...past, [part]: { ...value, [key]: undefined } })),
    );
    const bytes = [
      {},
      null,
      [],
      { states: [], lines: [] },
      { states: { states: [{}], versions: { files: '', of: {} } } },
      ...parts,
    ];
    for (const [i, each] of bytes.entries()) {
      writeFileSync(file, gzipSync(JSON.stringify({ version, of, past: each })));
      grow();
      assert.equal(await said(repository.folder, cache), await said(repository.folder), `damage ${i}`);
    }
    writeFileSync(file, readFileSync(file).subarray(0, 100));
    grow();
    assert.equal(await said(repository.folder, cache), await said(repository.folder));
  });
  it('is the same for two processes that read on and write at once', async () => {
    const { repository, cache, kept, grow } = site();
    const ask = () => inProcess(repository.folder, cache, asked);
    // None is there for the first two.
    for (let round = 0; round < 2; round++) {
      const told = await Promise.all([ask(), ask()]);
      const fresh = await said(repository.folder);
      assert.deepEqual(told, [fresh, fresh], `round ${round}`);
      const [file = ''] = kept();
      assert.deepEqual(kept(), [file]);
      assert.ok(JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')).past);
      assert.equal(await said(repository.folder, cache), fresh);
      grow();
    }
    const names = readdirSync(historyFolder(cache, repository.folder)!);
    assert.deepEqual(
      names.filter((name) => !/^(?:commits|links|past-|grown-|texts|words-|pages-|parts-|moves-)/.test(name)),
      [],
      'no part of a file stays',
    );
  });
  it('is kept once for a site, whatever is committed', async () => {
    const { repository, cache, kept, grow } = site();
    for (let i = 0; i < 3; i++) {
      await said(repository.folder, cache);
      grow();
    }
    const [file = ''] = kept();
    assert.deepEqual(kept(), [file]);
    // Of other sites and programs no more than a few stay.
    for (const i of [1, 2, 3, 4, 5]) {
      const other = file.replace(/[0-9a-f]{16}(?=\.v)/, `${i}`.repeat(16));
      writeFileSync(other, '');
      utimesSync(other, 1000 + i, 1000 + i);
    }
    await said(repository.folder, cache);
    assert.equal(kept().length, 4);
    assert.ok(kept().includes(file));
  });
});
