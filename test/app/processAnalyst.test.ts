/** The process that reads a folder for the editor: it ends when nobody asks, and nobody who asks sees that. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { RepoPath } from '../../src/core/paths.ts';
import { startProcessAnalyst } from '../../src/vscode/analysis/processAnalyst.ts';
import { gitRepository, type TestRepository } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';

const program = new URL('../../src/vscode/analysis/process.ts', import.meta.url);
const task = { progress: { report: () => undefined }, signal: new AbortController().signal };
const page = (title: string) => `---\ntitle: ${title}\n---\nWords.\n`;

describe('the process that reads a folder', () => {
  let repository: TestRepository;
  let analyst: ReturnType<typeof startProcessAnalyst>;
  const request = () => ({
    root: repository.folder,
    overlay: new Map<RepoPath, string>(),
    site: '',
    cache: undefined,
    now: '2026-11-23T12:00:00.000Z',
  });
  const urls = async (): Promise<readonly string[]> => (await analyst.pages(undefined, task)).map(({ url }) => url);
  const isNeeded = (file: string) =>
    analyst.needsReading({ directory: repository.folder, files: [file as RepoPath], overlay: new Map() }, task);

  before(() => {
    repository = gitRepository();
    repository.commit({ 'hugo.toml': '', 'content/tides.md': page('Tides'), '.gitignore': 'public/\n' });
  });
  beforeEach(() => {
    analyst = startProcessAnalyst(program, request, 1);
  });
  afterEach(() => analyst.dispose());
  after(() => removeFolder(repository.folder));

  it('reads the folder again, as it is then, for the next question after it ended', async () => {
    assert.ok((await analyst.open(request(), task)).ok);
    assert.ok((await urls()).includes('/tides/'));
    await setTimeout(500);
    writeFileSync(join(repository.folder, 'content', 'gauge.md'), page('Gauge'));
    assert.ok((await urls()).includes('/gauge/'));
  });
  it('tells of a change after it ended whether git knows the file', async () => {
    assert.ok((await analyst.open(request(), task)).ok);
    await setTimeout(500);
    writeFileSync(join(repository.folder, 'content', 'new.md'), page('New'));
    assert.equal(await isNeeded('content/new.md'), true);
    assert.equal(await isNeeded('public/new/index.html'), false);
    assert.equal(await isNeeded('content/gone.md'), false);
  });
  it('answers no more to who cancelled, and goes on for all others', async () => {
    const stopped = new AbortController();
    const opening = analyst.open(request(), { ...task, signal: stopped.signal });
    stopped.abort();
    await assert.rejects(opening, { name: 'AbortError' });
    assert.ok((await urls()).includes('/tides/'));
  });
  it('leaves nobody waiting when it is ended', async () => {
    const opening = analyst.open(request(), task);
    analyst.dispose();
    await assert.rejects(opening, /ended/);
  });
});
