import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { History } from '../../../src/core/history/history.ts';
import type { RepoPath } from '../../../src/core/paths.ts';
import { openHistory } from '../../../src/io/git/history.ts';
import { removeFolder } from '../../support/removeFolder.ts';

const page = (name: string) =>
  `# ${name}\n\n${Array.from({ length: 12 }, (_, i) => `Line ${i} about ${name} and its neighbours.`).join('\n')}\n`;

/** A repository in a temporary folder, with one commit per step. */
function repository(steps: readonly ((folder: string) => void)[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'history-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_DATE: '2024-01-02T03:04:05Z',
        GIT_COMMITTER_DATE: '2024-01-02T03:04:05Z',
      },
    });
  git('init', '-q', '-b', 'main');
  for (const [i, step] of steps.entries()) {
    step(folder);
    git('add', '-A');
    git('commit', '-q', '--allow-empty', '-m', `step ${i}`);
  }
  return folder;
}

const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];

/** Commits what is in the working tree, at the time of all commits. */
function commit(folder: string): void {
  const date = '2024-01-02T03:04:05Z';
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  execFileSync('git', ['-C', folder, 'add', '-A'], { env });
  execFileSync('git', ['-C', folder, ...identity, 'commit', '-qm', 'more'], { env });
}

function write(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

async function opened(folder: string): Promise<History> {
  const result = await openHistory(folder);
  assert.ok(result.ok, result.ok ? '' : result.failure.message);
  return result.value;
}

async function changes(history: History): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const commit of history.commits()) {
    for (const change of commit.changes) {
      const from = change.kind === 'renamed' ? `${change.from} -> ` : '';
      lines.push(`${commit.date} ${change.kind} ${from}${change.path}`);
    }
  }
  return lines;
}

describe('the history of a repository', () => {
  const folders: string[] = [];
  const make = (...steps: ((folder: string) => void)[]): string => {
    const folder = repository(steps);
    folders.push(folder);
    return folder;
  };
  after(() => {
    for (const folder of folders) removeFolder(folder);
  });

  it('tells what was added, renamed and removed, newest first', async () => {
    const folder = make(
      (root) => {
        write(root, 'docs/old name é.md', page('old'));
        write(root, 'docs/b.md', page('another thing'));
        write(root, 'logo.png', 'not followed');
      },
      (root) => {
        rmSync(join(root, 'docs/old name é.md'));
        write(root, 'guides/new.md', `${page('old')}More.\n`);
      },
      (root) => rmSync(join(root, 'docs/b.md')),
    );
    assert.deepEqual(await changes(await opened(folder)), [
      '2024-01-02 removed docs/b.md',
      '2024-01-02 renamed docs/old name é.md -> guides/new.md',
      '2024-01-02 added docs/b.md',
      '2024-01-02 added docs/old name é.md',
    ]);
  });

  it('tells renames of the pages of every generator beside a README', async () => {
    // R Markdown, Quarto, mdsvex, Markdoc, texts of Sphinx, Textile, ERB, Vento, and programs by where they lie.
    const names = ['a.Rmd', 'b.qmd', 'c.svx', 'd.markdoc', 'e.txt', 'f.textile', 'g.html.erb', 'h.vto'];
    const files = [...names, 'pages/i.js', 'src/pages/j.js', 'app/k/page.js', 'l.11ty.js'];
    const moved = (file: string) => `moved/${file}`;
    const folder = make(
      (root) => {
        for (const file of ['README.md', 'lib/code.js', ...files]) write(root, file, page(file));
      },
      (root) => {
        for (const file of files) {
          rmSync(join(root, file));
          write(root, moved(file), `${page(file)}More.\n`);
        }
      },
    );
    const expected = files.map((file) => `2024-01-02 renamed ${file} -> ${moved(file)}`);
    const told = await changes(await opened(folder));
    assert.deepEqual(told.filter((line) => line.includes(' renamed ')).sort(), expected.sort());
    assert.ok(!told.some((line) => line.endsWith('lib/code.js')));
  });

  it('gives the places where links were changed', async () => {
    const folder = make(
      (root) => write(root, 'a.md', 'See [the guide](/old/) first.\nNothing here.\n'),
      (root) => write(root, 'a.md', 'See [the guide](/new/) first.\nNothing there.\n'),
    );
    const hunks = [];
    for await (const { file, removed, added } of (await opened(folder)).linkHunks())
      hunks.push({ file, removed, added });
    assert.deepEqual(hunks, [
      { file: 'a.md', removed: ['See [the guide](/old/) first.'], added: ['See [the guide](/new/) first.'] },
    ]);
  });

  it('gives the lines that the last commits put into some files, newest first', async () => {
    const folder = make(
      (root) => write(root, '_redirects', '/a /b\n'),
      (root) => {
        write(root, '_redirects', '/a /b\n/c /d\n');
        write(root, 'docs/old name é.md', '---\naliases: [/e]\n---\n++ x\n');
        write(root, 'other.md', 'Text.\n');
      },
      (root) => {
        write(root, '_redirects', '/c /d\n--- x\n+++ b/other.md\n');
        write(root, 'other.md', 'Other text.\n');
      },
    );
    const linesOf = async (commits: number) => {
      const files = ['_redirects', 'docs/old name é.md'] as RepoPath[];
      const found = [];
      for await (const { file, lines } of (await opened(folder)).addedLines(files, commits))
        found.push([file, ...lines]);
      return found;
    };
    const dated = [];
    for await (const { commit, date } of (await opened(folder)).addedLines(['_redirects' as RepoPath], 1))
      dated.push(`${commit} ${date}`);
    const head = execFileSync('git', ['-C', folder, 'log', '-1', '--date=short', '--format=%H %cd'], {
      encoding: 'utf8',
    });
    assert.deepEqual(dated, [head.trim()]);
    const newest = ['_redirects', '--- x', '+++ b/other.md'];
    assert.deepEqual(await linesOf(1), [newest]);
    const second = [
      ['_redirects', '/c /d'],
      ['docs/old name é.md', '---', 'aliases: [/e]', '---', '++ x'],
    ];
    assert.deepEqual(await linesOf(9), [newest, ...second, ['_redirects', '/a /b']]);
    const many = Array.from({ length: 60 }, (_, i) => `${i}.MD` as RepoPath);
    const byEnding = [];
    for await (const { file } of (await opened(folder)).addedLines([...many, 'other.md' as RepoPath], 9))
      byEnding.push(file);
    assert.deepEqual(byEnding, ['other.md', 'other.md']);
  });

  it('compares no files line by line that only a program can have made', async () => {
    const made = '<p>Line</p>\n'.repeat(60_000);
    const linkTo = (target: string) => (root: string) => {
      write(root, 'a.html', `<a href="${target}">the guide</a>\n`);
      write(root, 'made.html', `<a href="${target}">the guide</a>\n${made}`);
    };
    const folder = make(linkTo('/old/'), linkTo('/new/'));
    const files = [];
    for await (const { file } of (await opened(folder)).linkHunks()) files.push(file);
    assert.deepEqual(files, ['a.html']);
  });

  it('gives the places where a page was hidden, and none of a file that is new', async () => {
    const folder = make(
      (root) => {
        write(root, 'a.md', '---\ntitle: A\n---\nText.\n');
        write(root, 'never.md', '---\ndraft: true\n---\nText.\n');
      },
      (root) => write(root, 'a.md', '---\ntitle: A\ndraft: true\n---\nText.\n'),
    );
    const hunks = [];
    for await (const { file, removed, added } of (await opened(folder)).linkHunks())
      hunks.push({ file, removed, added });
    assert.deepEqual(hunks, [{ file: 'a.md', removed: [], added: ['draft: true'] }]);
  });

  it('reads past texts in the order asked, and says which are missing', async () => {
    const folder = make((root) => write(root, 'a.md', '\uFEFFone\ntwo'));
    const history = await opened(folder);
    const blob = [...(await history.tree(history.head.hash)).values()][0]!;
    const missing = '0123456789012345678901234567890123456789' as typeof blob;
    const texts = [];
    for await (const text of history.texts([missing, blob, missing])) texts.push(text);
    assert.deepEqual(texts, [undefined, 'one\ntwo', undefined]);
  });

  it('runs nothing that the repository configures', async () => {
    const folder = make(
      (root) => {
        write(root, 'a.md', page('a'));
        write(root, '.gitattributes', '*.md diff=evil filter=evil\n');
      },
      (root) => write(root, 'a.md', page('b')),
    );
    const trap = join(folder, '.git', 'trap.sh');
    const sprung = join(folder, '.git', 'sprung');
    writeFileSync(trap, `#!/bin/sh\ntouch '${sprung}'\n`);
    chmodSync(trap, 0o755);
    for (const key of [
      'core.fsmonitor',
      'diff.external',
      'diff.evil.command',
      'diff.evil.textconv',
      'filter.evil.smudge',
      'core.pager',
      'gpg.program',
    ]) {
      execFileSync('git', ['-C', folder, 'config', key, trap]);
    }
    execFileSync('git', ['-C', folder, 'config', 'log.showSignature', 'true']);
    const history = await opened(folder);
    await changes(history);
    for await (const _ of history.linkHunks());
    assert.equal(existsSync(sprung), false);
  });

  it('says that a shallow clone lacks the beginning', async () => {
    const origin = make(
      (root) => write(root, 'a.md', '1'),
      (root) => write(root, 'a.md', '2'),
    );
    const clone = mkdtempSync(join(tmpdir(), 'history-'));
    folders.push(clone);
    execFileSync('git', ['clone', '-q', '--depth=1', `file://${origin}`, clone], { stdio: 'ignore' });
    assert.match((await opened(clone)).notes[0]?.message ?? '', /git fetch --unshallow/);
  });

  it('fails with a reason outside a repository', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'history-'));
    folders.push(folder);
    const result = await openHistory(folder);
    assert.ok(!result.ok);
    assert.equal(result.failure.kind, 'not-found');
  });

  it('keeps what was read, and reads only new commits after that', async () => {
    const folder = make(
      (root) => write(root, 'a.md', page('first')),
      (root) => write(root, 'b.md', 'See [it](/old/).\n'),
    );
    const store = join(folder, '.git', 'store');
    const read = async () => {
      const result = await openHistory(folder, { store });
      assert.ok(result.ok);
      return changes(result.value);
    };
    const first = await read();
    assert.deepEqual(await read(), first);
    execFileSync('git', ['-C', folder, 'mv', 'a.md', 'moved.md']);
    execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '-qm', 'move']);
    const second = await read();
    assert.match(second[0] ?? '', /renamed a\.md -> moved\.md$/);
    assert.deepEqual(second.slice(1), first);
    assert.deepEqual(second, await changes(await opened(folder)));
  });

  it('reads everything again when the store is damaged or of another history', async () => {
    const folder = make((root) => write(root, 'a.md', page('first')));
    const other = make((root) => write(root, 'x.md', page('other')));
    const store = join(folder, '.git', 'store');
    const read = async (from: string) => {
      const result = await openHistory(from, { store });
      assert.ok(result.ok);
      return changes(result.value);
    };
    const whole = await read(folder);
    assert.deepEqual(await read(other), await changes(await opened(other)));
    assert.deepEqual(await read(folder), whole);
    writeFileSync(join(store, 'commits.v5.jsonl.gz'), 'not gzip');
    assert.deepEqual(await read(folder), whole);
  });

  it('follows files that are no text by their unchanged contents, when asked', async () => {
    const folder = make(
      (root) => write(root, 'files/a.pdf', 'a\0pdf'),
      (root) => {
        removeFolder(join(root, 'files'));
        write(root, 'downloads/b.pdf', 'a\0pdf');
        write(root, 'c.md', page('c'));
      },
    );
    const store = join(folder, '.git', 'store');
    const result = await openHistory(folder, { store });
    assert.ok(result.ok);
    const kinds = [];
    for await (const commit of result.value.commits({ unchanged: ['pdf'] })) {
      for (const { kind, path } of commit.changes) kinds.push(`${kind} ${path}`);
    }
    assert.deepEqual(kinds, ['renamed downloads/b.pdf', 'added files/a.pdf']);
    // What is kept of the pages' history knows nothing of it.
    assert.deepEqual(await changes(result.value), ['2024-01-02 added c.md']);
  });

  it('reads single texts one after the other, also after a pause and beside others', async () => {
    const folder = make((root) => {
      write(root, 'a.md', 'one');
      write(root, 'b.md', 'two');
    });
    const history = await opened(folder);
    const [a, b] = [...(await history.tree(history.head.hash)).values()];
    const missing = '0123456789012345678901234567890123456789' as typeof a;
    const single = async (blob: typeof a, signal?: AbortSignal) => {
      for await (const text of history.texts([blob!], signal)) return text;
      return assert.fail('no answer');
    };
    assert.deepEqual(await Promise.all([single(a), single(missing), single(b)]), ['one', undefined, 'two']);
    // The process that was asked has given up waiting by then: its timer was set before this one.
    await setTimeout(20);
    assert.equal(await single(b), 'two');
    await assert.rejects(single(a, AbortSignal.abort()), { name: 'AbortError' });
    assert.equal(await single(a), 'one');
  });

  it('gives the links of all sides of a merge, and the same when it was kept before', async () => {
    const folder = make((root) => write(root, 'a.md', '[a](/one/)\n'));
    const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...identity, ...args], { stdio: 'ignore' });
    const changed = (text: string) => {
      write(folder, 'a.md', text);
      commit(folder);
    };
    git('checkout', '-qb', 'side');
    changed('[a](/two/)\n');
    git('checkout', '-q', 'main');
    changed('[a](/three/)\n');
    const store = mkdtempSync(join(tmpdir(), 'history-store-'));
    try {
      const read = async (options: { store?: string }) => {
        const result = await openHistory(folder, options);
        assert.ok(result.ok);
        const added: string[] = [];
        for await (const hunk of result.value.linkHunks()) added.push(...hunk.added);
        return added.sort();
      };
      assert.deepEqual(await read({ store }), ['[a](/three/)']);
      // The text of the other side holds: git alone would follow that side, and forget the one that is kept.
      git('merge', '-q', '-s', 'ours', '--no-commit', 'side');
      git('checkout', 'side', '--', 'a.md');
      git('commit', '-qm', 'merge');
      assert.deepEqual(await read({}), ['[a](/three/)', '[a](/two/)']);
      assert.deepEqual(await read({ store }), ['[a](/three/)', '[a](/two/)']);
    } finally {
      removeFolder(store);
    }
  });

  it('asks once for a single text that is the same in many states', async () => {
    const folder = make((root) => write(root, 'hugo.toml', 'title = "A"'));
    const history = await opened(folder);
    const [blob] = (await history.tree(history.head.hash)).values();
    const read = async () => {
      for await (const text of history.texts([blob!])) return text;
      return undefined;
    };
    assert.equal(await read(), 'title = "A"');
    removeFolder(join(folder, '.git', 'objects', blob!.slice(0, 2)));
    await setTimeout(20);
    assert.equal(await read(), 'title = "A"');
    await assert.rejects(async () => {
      for await (const _ of history.texts([blob!], AbortSignal.abort()));
    }, /abort/i);
  });

  it('takes huge files and binary ones for no texts, and reads on after them', async () => {
    const folder = make((root) => {
      write(root, 'a-huge.md', 'x'.repeat(3_000_000));
      write(root, 'b-binary.md', 'a\0b');
      write(root, 'c.md', 'text');
    });
    const history = await opened(folder);
    const texts = [];
    for await (const text of history.texts([...(await history.tree(history.head.hash)).values()])) texts.push(text);
    assert.deepEqual(texts, [undefined, undefined, 'text']);
    assert.equal((await changes(history)).length, 3);
  });

  it('reads paths that are no UTF-8, and texts that are none', async function () {
    const folder = make((root) => write(root, 'a.md', page('a')));
    try {
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.md')]), page('b'));
    } catch {
      this.skip(); // not every file system has such names
    }
    writeFileSync(join(folder, 'a.md'), Buffer.from([0x5b, 0xe9, 0x5d, 0x28, 0x2f, 0x62, 0x29, 0x0a]));
    commit(folder);
    const history = await opened(folder);
    const seen = await changes(history);
    assert.ok(seen.includes('2024-01-02 changed a.md'));
    assert.ok(seen.some((line) => /added caf.+\.md$/.test(line)));
    for await (const _ of history.linkHunks());
  });

  it('follows a page that a merged branch renamed', async () => {
    const folder = make((root) => write(root, 'a.md', page('a')));
    const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...identity, ...args], { stdio: 'ignore' });
    git('checkout', '-q', '-b', 'work');
    git('mv', 'a.md', 'b.md');
    git('commit', '-qm', 'rename');
    git('checkout', '-q', 'main');
    write(folder, 'c.md', page('c'));
    commit(folder);
    git('merge', '-q', '--no-ff', '--no-edit', 'work');
    const seen = [];
    for await (const { mainLine, changes: list } of (await opened(folder)).commits()) {
      for (const { kind, path } of list) seen.push(`${mainLine ? 'main' : 'branch'} ${kind} ${path}`);
    }
    assert.deepEqual(seen.filter((line) => line.includes('b.md')).sort(), ['branch renamed b.md', 'main renamed b.md']);
  });

  it('reads everything again when the kept history was rewritten, also when its commit is gone', async () => {
    const folder = make(
      (root) => write(root, 'a.md', page('first')),
      (root) => write(root, 'b.md', page('second')),
    );
    const store = join(folder, '.git', 'store');
    const read = async () => {
      const result = await openHistory(folder, { store });
      assert.ok(result.ok);
      return changes(result.value);
    };
    await read();
    execFileSync('git', ['-C', folder, 'reset', '-q', '--hard', 'HEAD~1']);
    write(folder, 'c.md', page('third'));
    commit(folder);
    const whole = await changes(await opened(folder));
    assert.ok(!whole.some((line) => line.endsWith('b.md')));
    assert.deepEqual(await read(), whole);
    execFileSync('git', ['-C', folder, 'reset', '-q', '--hard', 'HEAD~1']);
    execFileSync('git', ['-C', folder, 'reflog', 'expire', '--expire=now', '--all']);
    execFileSync('git', ['-C', folder, 'gc', '-q', '--prune=now'], { stdio: 'ignore' });
    assert.deepEqual(await read(), ['2024-01-02 added a.md']);
  });

  it('stops when cancelled', async () => {
    const history = await opened(make((root) => write(root, 'a.md', '1')));
    const signal = AbortSignal.abort();
    await assert.rejects(
      async () => {
        for await (const _ of history.commits({ signal }));
      },
      { name: 'AbortError' },
    );
  });
});
