/**
 * Keeps what was concluded of the texts of a working tree, file by file, so that a text that is the same is not parsed
 * again. A value is of the file as the disk described it (size, times, number): any other description makes it void.
 * Values lie one behind the other as they were kept, and each is parsed when it is asked for.
 */
import type { RepoPath } from '../../core/paths.ts';
import { keptLists, openLists } from '../../core/suggest/text/keptLists.ts';
import { asciiJson } from './asciiJson.ts';
import { isPlainData } from './plainData.ts';
import { textTableStore } from './textTableStore.ts';

/** Some ten thousand pages. What comes beyond is concluded anew. */
const mostLetters = 96 * 1024 * 1024;

/** The editor and the command line may be of two builds. */
const mostBuilds = 2;

/** What is kept of one working tree. */
export interface ConclusionStore {
  /** `undefined` where nothing is kept of the file as it is now. */
  read(path: RepoPath, stamp: string, name: string): unknown;
  keep(path: RepoPath, stamp: string, name: string, value: unknown): void;
  /** Of these files; what is kept of others goes. */
  save(files: Iterable<RepoPath>): Promise<void>;
}

/** A file as it was described, and JSON in ASCII. */
interface Kept {
  readonly stamp: string;
  readonly value: () => string;
}

/** The conclusions of one name, by their files. */
type OfName = Pick<ReadonlyMap<string, Kept>, 'get'>;

/** `folder` is that of the repository's history. What another build concluded counts for nothing. */
export async function openConclusions(folder: string, build: string): Promise<ConclusionStore> {
  const store = textTableStore(folder, [build], 'texts', mostBuilds);
  const { kept, length } = openKept(await store.read());
  const added = new Map<string, Map<string, Kept>>();
  let letters = length;
  let isChanged = false;
  const find = (path: string, name: string) => added.get(name)?.get(path) ?? kept.get(name)?.get(path);
  return {
    read(path, stamp, name) {
      const found = find(path, name);
      return found?.stamp === stamp ? (JSON.parse(found.value()) as unknown) : undefined;
    },
    keep(path, stamp, name, value) {
      if (!isPlainData(value)) return;
      const text = asciiJson(value);
      if (letters + text.length > mostLetters) return;
      letters += text.length;
      const ofName = added.get(name) ?? new Map<string, Kept>();
      added.set(name, ofName.set(path, { stamp, value: () => text }));
      isChanged = true;
    },
    async save(files) {
      if (!isChanged) return;
      isChanged = false;
      const paths = [...files];
      const names = [...new Set([...kept.keys(), ...added.keys()])];
      const lists = names.flatMap((name) => listsOf(paths, (path) => find(path, name)));
      // Where it cannot be written, the texts are read again the next time.
      await store.keep(keptLists({ names }, lists));
    },
  };
}

/** The paths, the stamps, where the values begin, and the values. */
function listsOf(paths: readonly string[], find: (path: string) => Kept | undefined) {
  const entries = paths.flatMap((path) => {
    const found = find(path);
    return found === undefined ? [] : [{ path, stamp: found.stamp, value: found.value() }];
  });
  const starts = new Uint32Array(entries.length + 1);
  for (const [i, { value }] of entries.entries()) starts[i + 1] = (starts[i] ?? 0) + value.length;
  return [
    Buffer.from(asciiJson(entries.map(({ path }) => path)), 'latin1'),
    Buffer.from(entries.map(({ stamp }) => stamp).join('\n'), 'latin1'),
    starts,
    Buffer.from(entries.map(({ value }) => value).join(''), 'latin1'),
  ];
}

/** Empty where nothing is kept, or it is of another form. */
function openKept(bytes: Uint8Array | undefined) {
  const kept = new Map<string, OfName>();
  let length = 0;
  try {
    const opened = bytes && openLists(bytes);
    if (opened === undefined) return { kept, length };
    const { lists } = opened;
    for (const name of (opened.head as { readonly names: readonly string[] }).names) {
      const [paths, stamps] = [
        JSON.parse(textOf(lists.bytes())) as readonly string[],
        textOf(lists.bytes()).split('\n'),
      ];
      const [starts, values] = [lists.unsigned(), bufferOf(lists.bytes())];
      const places = new Map(paths.map((path, place) => [path, place]));
      length += values.length;
      kept.set(name, {
        get(path) {
          const place = places.get(path);
          if (place === undefined) return undefined;
          const value = () => values.toString('latin1', starts[place], starts[place + 1]);
          return { stamp: stamps[place] ?? '', value };
        },
      });
    }
    return { kept, length };
  } catch {
    // Damaged: everything is concluded again.
    return { kept: new Map<string, OfName>(), length: 0 };
  }
}

function bufferOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

function textOf(bytes: Uint8Array): string {
  return bufferOf(bytes).toString('latin1');
}
