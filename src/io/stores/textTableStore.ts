/**
 * Keeps the texts of a site as a table of numbers, so that none of them is read again for a question while it stays as it
 * was. A file for each site of a repository; the oldest go.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Repo } from '../../core/ports.ts';
import type { KeptTexts } from '../../core/suggest/world/pageTexts.ts';
import { writeWhole } from '../disk/wholeFile.ts';
import { removeOldest } from './removeOldest.ts';

/** Raised when a reader of before would misread a file of now. It stands in the name; see `historyStore.ts`. */
const version = 1;

/** A repository has a few sites, and a site a few states that somebody goes back to. */
const mostKept = 4;
const mostPasts = 8;
/** Some fifty thousand pages. What is larger is read anew. */
const mostBytes = 128 * 1024 * 1024;

/** One table. */
export interface TextTableStore {
  /** Of what it is made of. */
  readonly name: string;
  /** `undefined` where nothing is kept of it, or it is damaged. */
  read(): Promise<Uint8Array | undefined>;
  keep(table: Uint8Array): Promise<void>;
}

const ending = `.v${version}.bin`;
/** The past was JSON before it was a table, and what texts say one packed text; what no program reads goes as it grows old. */
const ofAnyVersion = /\.v\d+\.(?:bin|json\.gz)$/;

/**
 * All that is kept of a site's texts; `folder` is that of the repository's history, `of` the program and the site. Nothing
 * where there is no folder, or another text could lie in the place of a file.
 */
export function siteTexts(
  folder: string | undefined,
  of: readonly (string | undefined)[],
  { described, files }: Pick<Repo, 'described' | 'files'>,
): KeptTexts | undefined {
  const own = of.flatMap((part) => part ?? []);
  if (folder === undefined || described === undefined || own.length < of.length) return undefined;
  return {
    ...textTableStore(folder, own),
    described,
    // A page may take in a file that was not there.
    table: (name, what) => textTableStore(folder, [...own, ...files, ...what], name),
  };
}

/** The past of a site as it was concluded; `of` is all that the conclusions depend on. */
export function pastStore(folder: string, of: readonly string[]): TextTableStore {
  return textTableStore(folder, of, 'past', mostPasts);
}

/** `of` is what the table is made of. */
export function textTableStore(folder: string, of: readonly string[], kind = 'words', most = mostKept): TextTableStore {
  const key = createHash('sha256').update(of.join('\0')).digest();
  const file = join(folder, `${kind}-${key.toString('hex').slice(0, 16)}${ending}`);
  return {
    name: key.toString('hex'),
    async read() {
      try {
        const bytes = await readFile(file);
        const table = bytes.subarray(headLength);
        return bytes.subarray(0, headLength).equals(headOf(key, table)) ? table : undefined;
      } catch {
        // Absent, or it may not be read: the texts are.
        return undefined;
      }
    },
    async keep(table) {
      if (table.length > mostBytes) return;
      const bytes = Buffer.concat([headOf(key, table), table]);
      // Where it cannot be written, the texts are read again the next time.
      await writeWhole(file, bytes, { name: file, before: { kind: 'anything' }, mode: 0o600 });
      const isMeant = (name: string) =>
        name === `${kind}.v1.gz` || (name.startsWith(`${kind}-`) && ofAnyVersion.test(name));
      await removeOldest(folder, isMeant, most);
    },
  };
}

/** The table behind it begins at a multiple of eight bytes, as its numbers ask for. */
const headLength = 40;

/** What it was made of, and a sum over the table by which damage is seen. */
function headOf(key: Buffer, table: Uint8Array): Buffer {
  const head = Buffer.alloc(headLength);
  key.copy(head);
  head.writeUInt32LE(crc32(table), 32);
  return head;
}
