/**
 * Keeps what was concluded of the texts of a working tree, file by file, so that a text that is the same is not parsed
 * again. A value is of the file as the disk described it (size, times, number): any other description makes it void.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { RepoPath } from '../../core/paths.ts';
import { writeWhole } from '../disk/wholeFile.ts';
import { asciiJson, unpackedText } from './asciiJson.ts';
import { isPlainData } from './plainData.ts';

const zip = promisify(gzip);

/** Stands in the name; see `historyStore.ts`. */
const version = 1;

/** Some ten thousand pages. What comes beyond is concluded anew. */
const mostLetters = 96 * 1024 * 1024;

/** What is kept of one working tree. */
export interface ConclusionStore {
  /** `undefined` where nothing is kept of the file as it is now. */
  read(path: RepoPath, stamp: string, name: string): unknown;
  keep(path: RepoPath, stamp: string, name: string, value: unknown): void;
  /** Of these files; what is kept of others goes. */
  save(files: Iterable<RepoPath>): Promise<void>;
}

interface Kept {
  readonly stamp: string;
  /** JSON, read when it is asked for. */
  readonly value: string;
}

/** `folder` is that of the repository's history. What another build concluded counts for nothing. */
export async function openConclusions(folder: string, build: string): Promise<ConclusionStore> {
  const file = join(folder, `texts.v${version}.gz`);
  const head = JSON.stringify({ version, build });
  const kept = await readKept(file, head);
  let letters = 0;
  for (const ofName of kept.values()) for (const { value } of ofName.values()) letters += value.length;
  let isChanged = false;
  return {
    read(path, stamp, name) {
      const found = kept.get(name)?.get(path);
      return found?.stamp === stamp ? (JSON.parse(found.value) as unknown) : undefined;
    },
    keep(path, stamp, name, value) {
      if (!isPlainData(value)) return;
      const text = asciiJson(value);
      if (letters + text.length > mostLetters) return;
      letters += text.length;
      const ofName = kept.get(name) ?? new Map<string, Kept>();
      kept.set(name, ofName.set(path, { stamp, value: text }));
      isChanged = true;
    },
    async save(files) {
      if (!isChanged) return;
      isChanged = false;
      const lines = [head];
      const paths = [...files];
      for (const [name, ofName] of kept) {
        lines.push(asciiJson(name));
        for (const path of paths) {
          const entry = ofName.get(path);
          if (entry !== undefined) lines.push(`${asciiJson(path)}\t${entry.stamp}\t${entry.value}`);
        }
      }
      const bytes = await zip(lines.join('\n'), { level: constants.Z_BEST_SPEED });
      // Where it cannot be written, the texts are read again the next time.
      await writeWhole(file, bytes, { name: file, before: { kind: 'anything' }, mode: 0o600 });
    },
  };
}

/** By name and path; empty where nothing is kept, it is damaged, or another build wrote it. */
async function readKept(file: string, head: string): Promise<Map<string, Map<string, Kept>>> {
  const kept = new Map<string, Map<string, Kept>>();
  try {
    const text = await unpackedText(await readFile(file), 4 * mostLetters);
    const [first, ...lines] = text.split('\n');
    if (first !== head) return kept;
    let ofName = new Map<string, Kept>();
    for (const line of lines) {
      const [path = '', stamp, value] = line.split('\t');
      if (stamp === undefined || value === undefined) {
        ofName = new Map();
        kept.set(JSON.parse(line) as string, ofName);
      } else ofName.set(JSON.parse(path) as string, { stamp, value });
    }
    return kept;
  } catch {
    // Absent or damaged: everything is concluded again.
    return new Map();
  }
}
