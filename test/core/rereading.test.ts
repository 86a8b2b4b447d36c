import assert from 'node:assert/strict';
import { redirectContext } from '../../src/app/readSnapshot.ts';
import { pageStart } from '../../src/core/audit/rereading/pageStart.ts';
import { recordedRepo } from '../../src/core/audit/rereading/recordedRepo.ts';
import { isReadDifferently, type Reading } from '../../src/core/audit/rereading/rereading.ts';
import { changeOf, watchedOf } from '../../src/core/audit/rereading/watched.ts';
import { extensionOf, type RepoPath } from '../../src/core/paths.ts';
import type { Repo } from '../../src/core/ports.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { fixtures } from '../support/fixtures.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

const now = '2026-06-01T00:00:00Z';

/** What only an author writes: no line that begins a block, a heading or an option. */
const prose = '\n\nMore words about the tide, and one more line\nof them.\n';
const proseFiles = new Set(['.md', '.mdx', '.markdown', '.rst', '.adoc', '.org']);
const htmlFiles = new Set(['.html', '.htm']);

async function read(repo: Repo): Promise<Reading | undefined> {
  const recorded = recordedRepo(repo);
  const [detected] = await detectSites(recorded.repo);
  if (detected === undefined) return undefined;
  const site = await openSite(detected, recorded.repo, { now });
  const context = redirectContext(site, { repo });
  const { rules } = await openRedirects(context);
  return { repo, site, fingerprints: recorded.fingerprints, context, rules };
}

/** Everything a judgement rests on but the past and the words of the pages. */
function told({ site, rules }: Reading): string {
  return JSON.stringify([site.detected, site.routes.all, site.notes, rules]);
}

/** What is asked of one reading again and again, for every change that is tried on it. */
function once<Answer>(make: (reading: Reading) => Answer): (reading: Reading) => Answer {
  const known = new WeakMap<Reading, { readonly answer: Answer }>();
  return (reading) => {
    const found = known.get(reading) ?? { answer: make(reading) };
    known.set(reading, found);
    return found.answer;
  };
}

const toldBefore = once(told);
const tracesOf = once((reading) => watchedOf([reading]));

interface Judged {
  /** What is said of the changed file by who knows the site. */
  readonly answer: boolean;
  /** What is said of it by who kept no more than its traces. */
  readonly change: 'none' | 'counts' | 'unclear';
  /** Whether all that is read is another thing; only asked where it matters, since it reads everything again. */
  isDifferent(): Promise<boolean>;
}

async function judge(files: ReadonlyMap<string, string>, changed: RepoPath, before: Reading): Promise<Judged> {
  const repo = memoryRepo(files);
  const now = { isThere: repo.has(changed), text: () => repo.read(changed) };
  return {
    answer: await isReadDifferently(changed, repo, before),
    change: await changeOf(await tracesOf(before), changed, now),
    async isDifferent() {
      const after = await read(repo);
      return after === undefined || told(after) !== toldBefore(before);
    },
  };
}

/** Every file that is read otherwise must be named. */
async function assertNoticed({ answer, change, isDifferent }: Judged, message: string): Promise<void> {
  assert.ok((answer && change !== 'none') || !(await isDifferent()), message);
}

/** The configuration, which comes first, and files from all over the site. */
function some(files: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  const all = [...files];
  const step = Math.max(1, Math.floor(all.length / 2));
  return all.filter((_, index) => index === 1 || index % step === 0);
}

describe('a file that changed is read again', () => {
  for (const fixture of fixtures('generators')) {
    it(`where it moves something, and not for prose: ${fixture.name}`, async () => {
      const files = new Map([...fixture.files].filter(([path]) => !path.startsWith('want')));
      const before = await read(memoryRepo(files));
      if (before === undefined) return;
      for (const [path, text] of some(files)) {
        const changed = path as RepoPath;
        const grown = await judge(new Map(files).set(path, text + prose), changed, before);
        await assertNoticed(grown, `${path}: prose moved something and nobody noticed`);
        if (proseFiles.has(extensionOf(changed)) && before.site.permalinks.reads(changed) !== undefined) {
          const isForProse = grown.answer || grown.change === 'counts';
          assert.ok(!isForProse || (await grown.isDifferent()), `${path}: judged again for prose`);
        }
        const cut = await judge(new Map(files).set(path, text.slice(text.indexOf('\n') + 1)), changed, before);
        await assertNoticed(cut, `${path}: its first line went and nobody noticed`);
        const without = new Map(files);
        without.delete(path);
        const gone = await judge(without, changed, before);
        assert.ok(gone.answer && gone.change === 'counts', `${path}: it went and nobody noticed`);
      }
    });
  }

  it('where a line of a page in HTML moves something, and not for words typed in it, in every generator', async () => {
    let typed = 0;
    for (const fixture of fixtures('generators')) {
      const files = new Map([...fixture.files].filter(([path]) => !path.startsWith('want')));
      const pages = [...files].filter(([path]) => htmlFiles.has(extensionOf(path as RepoPath)));
      const before = pages.length === 0 ? undefined : await read(memoryRepo(files));
      for (const [path, text] of before === undefined ? [] : pages) {
        const changed = path as RepoPath;
        if (before?.site.permalinks.reads(changed) === undefined) continue;
        typed++;
        const body = text.replace(/(?:<\/p>|<\/body>|$)/, ' a few more words$&');
        const grown = await judge(new Map(files).set(path, body), changed, before);
        assert.equal(grown.answer, await grown.isDifferent(), `${fixture.name}: ${path}: words were typed`);
        for (const line of text.split('\n')) {
          const cut = await judge(new Map(files).set(path, text.replace(`${line}\n`, '')), changed, before);
          await assertNoticed(cut, `${fixture.name}: ${path}: "${line}" went and nobody noticed`);
        }
      }
    }
    assert.ok(typed > 10, `${typed} pages`);
  });

  it('where a rule of it changes, in every format whose site is told by its files', async () => {
    let rules = 0;
    for (const fixture of fixtures('redirects')) {
      const path = fixture.files.get('file')?.trim();
      const text = fixture.files.get('after') ?? fixture.files.get('before');
      if (path === undefined || text === undefined) continue;
      const files = new Map([
        ['hugo.toml', 'title = "t"\n'],
        [path, text],
      ]);
      const before = await read(memoryRepo(files));
      for (const rule of (before?.rules ?? []).slice(0, 4)) {
        assert.ok(before);
        rules++;
        const changed = new Map(files);
        const old = changed.get(rule.file) ?? '';
        changed.set(rule.file, old.slice(0, rule.start) + old.slice(rule.end));
        const judged = await judge(changed, rule.file, before);
        await assertNoticed(judged, `${fixture.name}: ${rule.file}:${rule.line} went and nobody noticed`);
      }
    }
    assert.ok(rules > 50, `${rules} rules`);
  });

  it('never for a file that git ignores, and always for decisions', async () => {
    const page = ['content/a.md', '---\ntitle: A\n---\n'] as const;
    const files = new Map<string, string>([['hugo.toml', 'title = "t"\n'], page]);
    const before = await read(memoryRepo(files));
    assert.ok(before);
    const repo = memoryRepo(files);
    assert.equal(await isReadDifferently('public/a/index.html' as RepoPath, repo, before), false);
    assert.equal(await isReadDifferently('.broken-backlinks-decisions' as RepoPath, repo, before), true);
  });

  it('without knowing the site: pages by their start, rules and configuration as a whole, others only to be or not', async () => {
    const page = 'content/a.md' as RepoPath;
    const head = '---\ntitle: A\n---\n';
    const files = new Map<string, string>([
      ['content/a.md', `${head}Words.\n`],
      ['content/b.html', '<p>Words.</p>\n'],
      ['hugo.toml', 'title = "t"\n'],
      ['static/_redirects', '/b /a/ 301\n'],
      ['static/style.css', 'p {}\n'],
    ]);
    const before = await read(memoryRepo(files));
    assert.ok(before);
    const watched = await watchedOf([before]);
    const change = (file: string, text: string | undefined) =>
      changeOf(watched, file as RepoPath, { isThere: text !== undefined, text: async () => text });
    assert.equal(await change(page, `${head}Other words.\n`), 'none');
    assert.equal(await change(page, `---\ntitle: A\nslug: b\n---\nWords.\n`), 'counts');
    assert.equal(await change('content/b.html', '<p>Other words.</p>\n'), 'unclear');
    assert.equal(await change('hugo.toml', 'title = "t"\n'), 'none');
    assert.equal(await change('hugo.toml', 'title = "u"\n'), 'counts');
    assert.equal(await change('static/_redirects', '/c /a/ 301\n'), 'counts');
    assert.equal(await change('static/style.css', 'p { margin: 0 }\n'), 'none');
    assert.equal(await change('static/style.css', undefined), 'counts');
    assert.equal(await change('public/a/index.html', '<p>Built.</p>\n'), 'unclear');
    assert.equal(await change('public/a/index.html', undefined), 'none');
    assert.equal(await change('.broken-backlinks-decisions', ''), 'counts');
  });

  const starts = [
    ['---\ntitle: A\n---\n', 'Words.\n# No title\n'],
    ['+++\ntitle = "A"\n+++\n', 'Words.'],
    ['---\nweight: 1\n---\nWords.\n\n## Title\n', 'More.\n'],
    ['---\ntitle: null\n---\n# Title\n', 'More.\n'],
    ['Title\n=====\n', 'More.\n'],
  ] as const;
  for (const [start, rest] of starts) {
    it(`whose start is ${JSON.stringify(start)}, whatever follows`, () => {
      for (const text of [start, start + rest, `${start}\n${rest}`])
        assert.equal(pageStart(text, 'a.md' as RepoPath), start.length);
    });
  }
  for (const text of ['Words.\n', '---\ntitle: A\n---', '---\ntitle: A\n', '# Title']) {
    it(`as long as ${JSON.stringify(text)} has no certain start`, () =>
      assert.equal(pageStart(text, 'a.md' as RepoPath), undefined));
  }
});
