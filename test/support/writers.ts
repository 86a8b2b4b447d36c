/** Every kind of file this project writes outside of an editor, with what it holds before and who writes it. */
import { link, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Answers, KeptAnswer } from '../../src/core/backlinks/answers.ts';
import { siteTarget } from '../../src/core/backlinks/siteTarget.ts';
import { decisionsFile, writeDecision } from '../../src/core/decisions/decisions.ts';
import { addToFrontMatter } from '../../src/core/frontMatter/edit.ts';
import type { History, HistoryCommit } from '../../src/core/history/history.ts';
import { type RepoPath, urlPath } from '../../src/core/paths.ts';
import type { TextEdit } from '../../src/core/text/edits.ts';
import { writeEdit } from '../../src/io/disk/writeFile.ts';
import { answerStore } from '../../src/io/stores/answerStore.ts';
import { storedHistory } from '../../src/io/stores/historyStore.ts';
import { spendStore } from '../../src/io/stores/spendStore.ts';

export interface Writer {
  /** Makes what was there before, in an empty folder. */
  prepare(folder: string): Promise<void>;
  write(folder: string): Promise<unknown>;
  /** The file that is written. */
  find(folder: string): Promise<string>;
  /** It has a second name, so that a copy of its old bytes may stand beside it. */
  readonly isLinked?: true;
}

const long = '# what was there before, and is longer than a page of memory\n'.repeat(200);
const rules = `${long}/x /a/ 301\n`;

export const writers: Readonly<Record<string, Writer>> = {
  'redirect file': edited('static/_redirects', rules, (text) => [at(text.length, '/y /b/ 301\n')]),
  'redirect file that gets shorter': edited('static/_redirects', rules, (text) => [
    { start: 0, end: text.length - 10, text: '' },
  ]),
  'new redirect file': edited('static/_redirects', undefined, () => [at(0, rules)]),
  page: edited('content/a.md', `---\ntitle: A\n---\n${long}`, (text) => {
    const edits = addToFrontMatter(text, 'aliases', ['/old/'], 'content/a.md');
    return 'refused' in edits ? [] : edits;
  }),
  decisions: edited(decisionsFile, '# why\n/a/ ignored\n', (text) =>
    writeDecision({ kind: 'ignored', from: urlPath('/b/') }, text),
  ),
  'file with two names': {
    ...edited('static/_redirects', rules, (text) => [at(text.length, '/y /b/ 301\n')], 'second'),
    isLinked: true,
  },
  'file with two names that gets shorter': {
    ...edited('static/_redirects', rules, (text) => [{ start: 0, end: text.length - 10, text: '' }], 'second'),
    isLinked: true,
  },
  answer: {
    prepare: (folder) => keepAnswer(folder, 1),
    write: (folder) => keepAnswer(folder, 2),
    find: async (folder) => {
      const names = await readdir(folder);
      return join(folder, names.find((name) => name.endsWith('.v1.json')) ?? 'none');
    },
  },
  expenses: {
    prepare: (folder) => recordExpense(folder, 'first'),
    write: (folder) => recordExpense(folder, 'second'),
    find: async (folder) => join(folder, 'spend.jsonl'),
  },
  history: {
    prepare: (folder) => keepHistory(folder, 'a'.repeat(40)),
    write: (folder) => keepHistory(folder, 'b'.repeat(40)),
    find: async (folder) => join(folder, 'commits.v5.jsonl.gz'),
  },
};

function at(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text };
}

function edited(
  path: string,
  before: string | undefined,
  edits: (text: string) => readonly TextEdit[],
  secondName?: string,
): Writer {
  const file = path as RepoPath;
  return {
    async prepare(folder) {
      if (before === undefined) return;
      await mkdir(join(folder, dirname(path)), { recursive: true });
      await writeFile(join(folder, path), before, { mode: 0o640 });
      if (secondName !== undefined) await link(join(folder, path), join(folder, secondName));
    },
    write: (folder) => writeEdit(folder, { file, before, edits: edits(before ?? '') }),
    find: async (folder) => join(folder, path),
  };
}

const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Nobody reads the log of a process that is killed.
}

async function keepAnswer(folder: string, costMicros: number): Promise<void> {
  const target = siteTarget('example.org');
  const limits = { dofollowOnly: false, includeSubdomains: false, maximumRows: 1, capMicros: undefined };
  const request = { targets: target === undefined ? [] : [target], ...limits };
  const kept = { asked: '2026-10-26', maximumRows: 1, value: { costMicros } } as KeptAnswer<Answers['summary']>;
  await answerStore(folder, { logger, now: () => costMicros }).write(
    { call: 'summary', source: 'dataforseo', request },
    kept,
  );
}

/** With an id that is known, so that what was written can be compared. */
async function recordExpense(folder: string, id: string): Promise<void> {
  const store = spendStore(folder, logger, undefined, () => id);
  const booked = await store.book(
    { day: '2026-10-26', source: 'dataforseo', what: 'summary example.org', micros: 20_000, certain: false },
    undefined,
  );
  if (!booked.ok) throw new Error(booked.failure.message);
}

async function keepHistory(folder: string, head: string): Promise<void> {
  const commit = { hash: head, date: '2026-10-26', mainLine: true, changes: [] } as unknown as HistoryCommit;
  const history = {
    head: { hash: head, date: '2026-10-26' },
    notes: [],
    gaps: [],
    async *commits() {
      for (let i = 0; i < 50; i++) yield commit;
    },
  } as unknown as History;
  const store = { folder, isAncestor: async () => true, mainLine: async () => new Set<string>(), note: ignore };
  for await (const entry of storedHistory(history, store).commits()) void entry;
}
