/** A site in memory whose files have versions for stamps, and a store beside it. */
import assert from 'node:assert/strict';
import { type RepoPath, urlPath } from '../../src/core/paths.ts';
import type { AddressRules } from '../../src/core/site/addresses.ts';
import { readPast } from '../../src/core/suggest/past/readPast.ts';
import { suggest } from '../../src/core/suggest/suggest.ts';
import type { KeptTexts } from '../../src/core/suggest/world/pageTexts.ts';
import { prepareSuggestions } from '../../src/core/suggest/world/world.ts';
import { memoryHistory } from './memoryHistory.ts';
import { prose } from './suggestions.ts';

const rules: AddressRules = {
  reads: (path) => (path.startsWith('docs/') ? 'head' : undefined),
  routes: ({ path }) => [{ url: urlPath(`/${path.replace(/^docs\/|\.md$/g, '')}/`), file: path, kind: 'page' }],
};

/** `asked` are addresses beside `/old/`, a page that is gone; `dataFiles` give names to pages. */
export function keptSite(asked: readonly string[] = [], dataFiles: readonly string[] = []) {
  const texts = new Map<string, string>();
  const versions = new Map<string, number>();
  const concluded = new Map<string, unknown>();
  const unsettled = new Set<string>();
  const busy = new Set<string>();
  const tables = new Map<string, Uint8Array>();
  let bytes: Uint8Array | undefined;
  const write = (file: string, text: string): void => {
    texts.set(file, text);
    versions.set(file, (versions.get(file) ?? 0) + 1);
  };
  for (let i = 0; i < 12; i++) write(`docs/page${i}.md`, `# Page ${i}\n\n${prose(`tides${i}`)}`);
  write('docs/reader.md', `# Reader\n\n{{% include "part.txt" %}}\n\n${prose('reader')}`);
  write('part.txt', prose('beacon'));
  const described = (file: RepoPath, when?: 'now' | 'read' | 'taken') =>
    unsettled.has(file) || (when === 'taken' && busy.has(file)) ? undefined : `${versions.get(file)}`;
  const keptTexts: KeptTexts = {
    read: async () => bytes,
    keep: async (table) => {
      bytes = table;
    },
    described,
    table(name, of) {
      const key = [name, ...texts.keys(), ...of].join('\0');
      return { read: async () => tables.get(key), keep: async (table) => void tables.set(key, table) };
    },
  };
  const ask = async (isKept: boolean) => {
    const read: string[] = [];
    const history = memoryHistory({
      log: 'c2 2024-02-01\n      D docs/old.md\n      c1 2024-01-01\n      A docs/old.md',
      live: [...texts.keys()],
      texts: { 'docs/old.md': prose('beacon') },
    });
    const { ledger, edits } = await readPast(history, [rules], new Set());
    const pages = [...texts.keys()].filter((file) => /^docs\/.*\.md$/.test(file)) as RepoPath[];
    const routes = pages.map((file) => ({ url: urlPath(`/${file.slice(5, -3)}/`), file, kind: 'page' as const }));
    const all = ['/old/', ...asked].map((path) => ({ path: urlPath(path) }));
    let concludedOf = 0;
    const world = await prepareSuggestions(
      {
        routes,
        hosts: new Set(),
        ledger,
        edits,
        known: [],
        isRedirected: () => false,
        isFile: (file) => texts.has(file),
        dataFiles: dataFiles as readonly RepoPath[],
      },
      all,
      {
        async read(file) {
          read.push(file);
          return texts.get(file);
        },
        async concluded(file, { name, of }, text) {
          concludedOf++;
          const key = `${name} ${file} ${versions.get(file)}`;
          const found = concluded.has(key) ? concluded.get(key) : of(text ?? texts.get(file) ?? '');
          concluded.set(key, found);
          return found as never;
        },
        pastTexts: (blobs) => history.texts(blobs),
        keptTexts: isKept ? keptTexts : undefined,
      },
    );
    const said = all.map((one) => {
      const { contained, similar, speaking } = world.texts(one.path);
      const shares = [contained, similar, speaking].map((each) =>
        each.map(({ page, share }) => [page.route.url, share]),
      );
      return [shares, suggest(one, world)];
    });
    return { said: JSON.stringify([said, world.isIncluded('part.txt' as RepoPath)]), read, concludedOf };
  };
  const reads = async (): Promise<{ readonly read: readonly string[]; readonly concludedOf: number }> => {
    const { said, read, concludedOf } = await ask(true);
    assert.equal(said, (await ask(false)).said);
    return { read, concludedOf };
  };
  return {
    write,
    unsettled,
    /** Files that were written so shortly before they were read that another text may have the same description. */
    busy,
    remove: (file: string) => texts.delete(file),
    /** What was read, where the answers are those without a store. */
    reads: async () => (await reads()).read,
    /** How many pages were looked at, where the answers are those without a store. */
    lookedAt: async () => (await reads()).concludedOf,
  };
}
