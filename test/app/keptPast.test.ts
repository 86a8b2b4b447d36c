/** What was concluded of a history and kept changes no answer: not after any other history, nor with a damaged store. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createSnapshotReader } from '../../src/app/readSnapshot.ts';
import { defaultAuditOptions } from '../../src/core/audit/audit.ts';
import type { RepoPath } from '../../src/core/paths.ts';
import { historyFolder } from '../../src/io/stores/historyFolder.ts';
import { createAnalyst } from '../../src/vscode/analysis/folderAnalyst.ts';
import { drawn } from '../support/drawn.ts';
import { explained } from '../support/explained.ts';
import { gitRepository, longPage, type TestRepository } from '../support/gitRepository.ts';
import { joined, parts, replaceInTable, tableIn, writeTable } from '../support/keptTables.ts';
import { removeFolder } from '../support/removeFolder.ts';

const task = { progress: { report: () => undefined }, signal: new AbortController().signal };

/** What is said of the addresses, to the letter; from what is kept in `cache`, where it is given. */
async function said(
  folder: string,
  urls: readonly string[],
  cache?: string,
  reader?: ReturnType<typeof createSnapshotReader>,
): Promise<string> {
  const found = await explained(folder, urls, { cache, reader });
  return found.map((each) => JSON.stringify(each)).join('\n');
}

const words = ['harbour', 'tides', 'lantern', 'mooring', 'pilot', 'beacon', 'anchor', 'channel'];
const patterns = ['/:slugorfilename/', '/:section/:slugorfilename/', '/guides/:slugorfilename/'];

const config = (pattern: string) => `baseURL = "https://x.example/"\ntitle = "x"\n[permalinks]\ndocs = "${pattern}"\n`;

/** A site whose history grows by steps as they happen in any. */
function randomSite(repository: TestRepository, seed: number) {
  const draw = drawn(seed);
  const pages = new Map<string, string>();
  const asked = new Set<string>(['/nowhere/']);
  const one = <Value>(values: readonly Value[]): Value => values[draw(values.length)]!;
  let count = 0;
  const add = (): Record<string, string | undefined> => {
    const path = `content/docs/${one(words)}-${++count}.md`;
    pages.set(path, `---\ntitle: ${one(words)} ${count}\n---\n${longPage(`${one(words)} ${count}`)}`);
    return { [path]: pages.get(path) };
  };
  const note = () => {
    for (const path of pages.keys()) {
      const name = path.replace(/^.*\/|\.md$/g, '');
      for (const url of [`/${name}/`, `/docs/${name}/`, `/guides/${name}/`, `/own-${name}/`]) asked.add(url);
    }
  };
  const readBack = () => {
    pages.clear();
    for (const path of repository.git('ls-files', 'content').split('\n').filter(Boolean)) {
      pages.set(path, readFileSync(join(repository.folder, path), 'utf8'));
    }
  };
  const hasPages = () => pages.size > 2;
  const steps: Record<string, () => void> = {
    add: () => repository.commit(add()),
    rename() {
      const from = one([...pages.keys()]);
      const to = `content/docs/${one(words)}-${++count}.md`;
      pages.set(to, pages.get(from) ?? '');
      pages.delete(from);
      repository.commit({ [from]: undefined, [to]: pages.get(to) });
    },
    remove() {
      const path = one([...pages.keys()]);
      pages.delete(path);
      repository.commit({ [path]: undefined });
    },
    readdress() {
      const path = one([...pages.keys()]);
      const name = path.replace(/^.*\/|\.md$/g, '');
      pages.set(path, (pages.get(path) ?? '').replace(/^---\n/, `---\nslug: own-${name}\n`));
      repository.commit({ [path]: pages.get(path) });
    },
    link() {
      const [path, to] = [one([...pages.keys()]), one([...pages.keys()]).replace(/^.*\/|\.md$/g, '')];
      const text = (pages.get(path) ?? '').replace(/\n\[see\].*\n/, '\n');
      pages.set(path, `${text}\n[see](/docs/${to}/)\n`);
      repository.commit({ [path]: pages.get(path) });
    },
    configure: () => repository.commit({ 'hugo.toml': config(one(patterns)) }),
    // What was the branch until now becomes work that is merged into another, or the other way round.
    merge() {
      const main = repository.git('rev-parse', 'HEAD').trim();
      repository.git('checkout', '-q', '--force', '--detach', 'HEAD~1');
      repository.commit(add());
      const ours = repository.git('rev-parse', 'HEAD').trim();
      const [first = '', second = ''] = draw(2) === 0 ? [main, ours] : [ours, main];
      repository.git('checkout', '-q', '--force', '--detach', first);
      repository.git('-c', 'user.name=A', '-c', 'user.email=a@example.org', 'merge', '-q', '-m', 'merge', second);
      readBack();
    },
    // Of the newest commits another history is made, as by a rebase.
    rewrite() {
      repository.git('reset', '-q', '--hard', 'HEAD~2');
      readBack();
      repository.commit(add());
    },
    // Not committed, and of the length that it had.
    typeOver() {
      const path = one([...pages.keys()]);
      const text = readFileSync(join(repository.folder, path), 'utf8');
      const title = /^title: (\w+)/m.exec(text)?.[1] ?? '';
      writeFileSync(join(repository.folder, path), text.replace(title, [...title].reverse().join('')));
    },
    // Not committed, and of an address that it may have had before.
    readdressUncommitted() {
      const path = one([...pages.keys()]);
      const text = readFileSync(join(repository.folder, path), 'utf8');
      const name = one([...pages.keys()]).replace(/^.*\/|\.md$/g, '');
      const key = one([`url: /guides/${name}/`, `slug: ${name}`, `aliases: [/docs/${name}/]`, 'draft: true']);
      writeFileSync(join(repository.folder, path), text.replace(/^---\n/, `---\n${key}\n`));
    },
    // Not committed: today's rules are others, and the history is the same.
    leaveUncommitted: () => writeFileSync(join(repository.folder, 'hugo.toml'), config(one(patterns))),
  };
  repository.commit({ 'hugo.toml': config('/docs/:slugorfilename/'), ...add(), ...add(), ...add() });
  for (let i = 0; i < 3; i++) steps.rename?.();
  note();
  return {
    asked: () => [...asked],
    step(): string {
      const name = hasPages() ? one(Object.keys(steps)) : 'add';
      steps[name]?.();
      note();
      return name;
    },
  };
}

describe('the past that is kept', () => {
  const folders: string[] = [];
  // What is concluded of a text is kept when its file is some seconds old.
  const { now } = Date;
  before(() => {
    Date.now = () => now() + 10_000;
  });
  after(() => {
    Date.now = now;
  });
  after(() => {
    for (const folder of folders) removeFolder(folder);
  });
  const temporary = (): string => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kept-past-')));
    folders.push(folder);
    return folder;
  };
  const kept = (folder: string, cache: string): readonly string[] => {
    const home = historyFolder(cache, folder)!;
    if (!existsSync(home)) return [];
    return readdirSync(home)
      .filter((name) => name.startsWith('past-'))
      .map((name) => join(home, name));
  };
  const seeds = process.env.CASES === 'all' ? 12 : 6;
  // Each step is asked three times over: of most histories fewer are taken, each seed's own.
  for (let seed = 1; seed <= seeds; seed++) {
    it(`answers as the history itself does, history ${seed}`, async () => {
      const repository = gitRepository(temporary());
      const cache = temporary();
      const site = randomSite(repository, seed);
      const done: string[] = [];
      for (let i = 0; i < (process.env.CASES === 'all' || seed <= 2 ? 8 : 3); i++) {
        done.push(site.step());
        const asked = site.asked();
        const fresh = await said(repository.folder, asked);
        const story = done.join(', ');
        assert.equal(await said(repository.folder, asked, cache), fresh, `cold after ${story}`);
        assert.equal(await said(repository.folder, asked, cache), fresh, `warm after ${story}`);
      }
      assert.ok(kept(repository.folder, cache).length > 0);
      assert.ok(readdirSync(historyFolder(cache, repository.folder)!).some((name) => /^texts-.*\.v1\.bin$/.test(name)));
      // Back to a state that was asked before.
      repository.git('checkout', '-q', '--force', 'HEAD~1');
      assert.equal(
        await said(repository.folder, site.asked(), cache),
        await said(repository.folder, site.asked()),
        'another commit checked out',
      );
    });
  }
  it('answers from what is kept, and keeps no more than a few', async () => {
    const repository = gitRepository(temporary());
    const cache = temporary();
    repository.commit({ 'hugo.toml': config('/:section/:slugorfilename/'), 'content/docs/old.md': longPage('tides') });
    repository.commit({ 'content/docs/old.md': undefined, 'content/docs/new.md': longPage('tides') });
    const first = await said(repository.folder, ['/docs/old/'], cache);
    const [file] = kept(repository.folder, cache);
    assert.ok(file !== undefined && first.includes('2024-01-02'));
    replaceInTable(file, '2024-01-02', '2001-01-01');
    assert.ok((await said(repository.folder, ['/docs/old/'], cache)).includes('2001-01-01'));
    for (let i = 0; i < 10; i++) {
      repository.commit({ 'content/docs/new.md': longPage(`tides ${i}`) });
      for (const [at, path] of kept(repository.folder, cache).entries()) utimesSync(path, 1000 + at, 1000 + at);
      await said(repository.folder, ['/docs/old/'], cache);
    }
    assert.equal(kept(repository.folder, cache).length, 8);
  });
  it('is kept whatever the pages say of themselves, for as long as the rules are the same', async () => {
    const repository = gitRepository(temporary());
    const cache = temporary();
    const draft = 'content/docs/draft.md';
    const page = 'content/docs/new.md';
    const titled = (title: string, words: string) => `---\ntitle: ${title}\n---\n${longPage(words)}`;
    const hidden = (words: string) => `---\ntitle: Draft\ndraft: true\n---\n${longPage(words)}`;
    repository.commit({
      'hugo.toml': config('/:section/:slug/'),
      'content/docs/old.md': titled('Tides', 'tides'),
      [draft]: hidden('draft'),
    });
    repository.commit({ 'content/docs/old.md': undefined, [page]: titled('Tides', 'tides') });
    const asked = ['/docs/old/', '/docs/tides/', '/docs/draft/'];
    const ask = async (files: Record<string, string>) => {
      for (const [path, text] of Object.entries(files)) writeFileSync(join(repository.folder, path), text);
      assert.equal(await said(repository.folder, asked, cache), await said(repository.folder, asked));
      return kept(repository.folder, cache).length;
    };
    assert.equal(await ask({}), 1);
    assert.equal(await ask({ [page]: titled('Tides', 'the harbour\n\n[see](/docs/draft/)') }), 1, 'words of a page');
    assert.equal(await ask({ [draft]: hidden('moorings') }), 1, 'words of a draft');
    assert.equal(await ask({ [page]: titled('Lanterns', 'tides') }), 1, 'a title');
    const keys = ['slug: tides-now', 'aliases: [/docs/old/]', 'draft: true', 'url: /docs/old/'];
    for (const key of keys) assert.equal(await ask({ [page]: titled(`Tides\n${key}`, 'tides') }), 1, key);
    assert.equal(await ask({ 'hugo.toml': config('/:slug/') }), 2, 'a configuration');
    assert.equal(await ask({ 'content/docs/more.md': titled('More', 'more') }), 3, 'a file');
  });
  it('is the same for the editor, with what it has typed into pages', async () => {
    const repository = gitRepository(temporary());
    const cache = temporary();
    repository.commit({ 'hugo.toml': config('/:section/:slugorfilename/'), 'content/docs/old.md': longPage('tides') });
    repository.commit({ 'content/docs/old.md': undefined, 'content/docs/new.md': longPage('tides') });
    await said(repository.folder, ['/docs/old/'], cache);
    const [file] = kept(repository.folder, cache);
    replaceInTable(file!, '2024-01-02', '2001-01-01');
    const inEditor = async (typed: Record<string, string>) => {
      const analyst = createAnalyst('this build');
      const overlay = new Map(Object.entries(typed) as [RepoPath, string][]);
      const request = { root: repository.folder, overlay, site: '', cache, now: '2026-01-01T00:00:00Z' };
      assert.ok((await analyst.open(request, task)).ok);
      return JSON.stringify(await analyst.explain({ url: '/docs/old/', options: defaultAuditOptions }, task));
    };
    assert.ok((await inEditor({})).includes('2001-01-01'));
    assert.ok(
      (await inEditor({ 'content/docs/new.md': `${longPage('tides')}\nMore words.\n` })).includes('2001-01-01'),
    );
    assert.deepEqual(kept(repository.folder, cache), [file]);
  });
  it('is held by the one who read it, and read from the store by any other', async () => {
    const repository = gitRepository(temporary());
    const cache = temporary();
    repository.commit({ 'hugo.toml': config('/:section/:slugorfilename/'), 'content/docs/old.md': longPage('tides') });
    repository.commit({ 'content/docs/old.md': undefined, 'content/docs/new.md': longPage('tides') });
    const reader = createSnapshotReader('this build');
    const ask = () => said(repository.folder, ['/docs/old/'], cache, reader);
    const first = await ask();
    const [file] = kept(repository.folder, cache);
    replaceInTable(file!, '2024-01-02', '2001-01-01');
    assert.equal(await ask(), first, 'while it is held, the store is not asked');
    const other = await said(repository.folder, ['/docs/old/'], cache, createSnapshotReader('this build'));
    assert.ok(other.includes('2001-01-01'));
  });
  it('is concluded anew where it is damaged', async () => {
    const repository = gitRepository(temporary());
    const cache = temporary();
    repository.commit({ 'hugo.toml': config('/:section/:slugorfilename/'), 'content/docs/old.md': longPage('tides') });
    repository.commit({ 'content/docs/old.md': undefined, 'content/docs/new.md': longPage('tides') });
    const first = await said(repository.folder, ['/docs/old/'], cache);
    const [file] = kept(repository.folder, cache);
    assert.ok(file !== undefined);
    const whole = readFileSync(file);
    const { head, lists } = parts(tableIn(file));
    const without = (name: string) => joined({ ...(head as object), [name]: undefined }, lists);
    const other = Buffer.from(whole);
    other.writeUInt8(other.readUInt8(0) ^ 1, 0);
    const damaged = [whole.subarray(0, whole.length / 2), Buffer.from('{}'), Buffer.alloc(0), other];
    const tables = [
      ...['commits', 'mainLine', 'homes', 'unpublishings'].map(without),
      joined({ ...(head as object), pages: 1000 }, lists),
      joined({ ...(head as object), commits: [] }, lists),
      joined(null, lists),
      joined(head, lists.slice(1)),
      new Uint8Array(),
    ];
    const told: (() => void)[] = [
      ...damaged.map((bytes) => () => writeFileSync(file, bytes)),
      ...tables.map((table) => () => writeTable(file, table)),
    ];
    for (const [i, damage] of told.entries()) {
      damage();
      assert.equal(await said(repository.folder, ['/docs/old/'], cache), first, `damage ${i}`);
      assert.deepEqual(readFileSync(file), whole, `damage ${i}`);
    }
  });
  it('waits for the whole history of a shallow clone', async () => {
    const repository = gitRepository(temporary());
    const cache = temporary();
    repository.commit({ 'hugo.toml': config('/:section/:slugorfilename/'), 'content/docs/old.md': longPage('tides') });
    repository.commit({ 'content/docs/old.md': undefined, 'content/docs/new.md': longPage('tides') });
    repository.commit({ 'content/docs/other.md': longPage('other') });
    const clone = join(temporary(), 'clone');
    const git = (...args: readonly string[]) => execFileSync('git', args, { stdio: 'ignore' });
    git('clone', '-q', '--depth', '1', pathToFileURL(repository.folder).href, clone);
    const cut = await said(clone, ['/docs/old/'], cache);
    assert.deepEqual(kept(clone, cache), []);
    git('-C', clone, 'fetch', '-q', '--unshallow');
    const whole = await said(clone, ['/docs/old/'], cache);
    assert.notEqual(whole, cut);
    assert.equal(whole, await said(clone, ['/docs/old/']));
    assert.equal(await said(clone, ['/docs/old/'], cache), whole);
  });
});
