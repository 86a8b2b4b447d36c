import assert from 'node:assert/strict';
import { concluded } from '../../src/core/concluded.ts';
import type { RepoPath } from '../../src/core/paths.ts';
import type { Repo } from '../../src/core/ports.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

const files = {
  'docfx.json': '{ "build": { "content": [{ "files": ["**/*.md", "**/*.yml"] }] } }',
  'intro.md': '# Intro\n',
  'hub.yml': '### YamlMime:Hub\ntitle: All of it\n',
  'landing.yml': '### YamlMime:Landing\nmetadata:\n  title: Where to begin\n',
  'nameless.yml': '### YamlMime:Landing\nsummary: none\n',
  'toc/list.yml': '### YamlMime:TableOfContent\nitems: []\n',
  'data.yml': 'title: No page\n',
};

/** As a repository that keeps conclusions, with the files that were read whole. */
function keeping(texts: Readonly<Record<string, string>>, kept: Map<string, unknown>): { repo: Repo; read: string[] } {
  const own = memoryRepo(texts);
  const read: string[] = [];
  const noted: Repo = {
    ...own,
    read(path) {
      read.push(path);
      return own.read(path);
    },
  };
  const repo: Repo = {
    ...noted,
    async concluded(path, conclusion, text) {
      const key = `${path}\0${conclusion.name}\0${texts[path]}`;
      if (!kept.has(key)) kept.set(key, await concluded(noted, path, conclusion, text));
      return structuredClone(kept.get(key)) as never;
    },
  };
  return { repo, read };
}

async function routesOf(repo: Repo) {
  const [detected] = await detectSites(repo);
  assert.ok(detected);
  const { routes } = await openSite(detected, repo, { now: '2026-01-01T00:00:00Z' });
  return routes.all.map(({ url, kind, title }) => `${url} ${kind} ${title}`);
}

describe('pages that a generator reads whole for a little', () => {
  const wanted = [
    '/hub.html page All of it',
    '/intro.html page Intro',
    '/landing.html page Where to begin',
    '/nameless.html page undefined',
  ];

  it('are not read again where that is kept, and say the same', async () => {
    const kept = new Map<string, unknown>();
    assert.deepEqual([...(await routesOf(memoryRepo(files)))].sort(), wanted);
    const first = keeping(files, kept);
    assert.deepEqual([...(await routesOf(first.repo))].sort(), wanted);
    assert.ok(first.read.includes('landing.yml'));
    const second = keeping(files, kept);
    assert.deepEqual([...(await routesOf(second.repo))].sort(), wanted);
    assert.deepEqual(
      second.read.filter((path) => path.endsWith('.yml')),
      [],
    );
  });

  it('are read again where their text is another', async () => {
    const kept = new Map<string, unknown>();
    await routesOf(keeping(files, kept).repo);
    const changed = { ...files, 'hub.yml': '### YamlMime:Hub\ntitle: Some of it\n', 'landing.yml': 'title: No page\n' };
    const { repo, read } = keeping(changed, kept);
    const [, ...others] = wanted.filter((line) => !line.startsWith('/landing'));
    assert.deepEqual([...(await routesOf(repo))].sort(), ['/hub.html page Some of it', ...others]);
    assert.deepEqual(read.filter((path) => path.endsWith('.yml')).sort(), ['hub.yml', 'landing.yml'] as RepoPath[]);
  });
});
