/**
 * Keeps what makes it quick to conclude the past of a site after new commits. A file for each site; the oldest go. The past
 * itself is kept as a table; see `textTableStore.ts`.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../disk/wholeFile.ts';
import { asciiJsonLines, unpackedText } from './asciiJson.ts';
import { linePacker } from './keptLines.ts';
import { removeOldest } from './removeOldest.ts';

/** Raised when a reader of before would misread a file of now. It stands in the name; see `historyStore.ts`. */
const version = 1;

/** A repository has a few sites. */
const mostSites = 4;
/** What is larger is read anew: that would not be quicker from here. */
const mostBytes = 256 * 1024 * 1024;

/** What is kept of a past. */
export interface PastStore {
  /** `undefined` where nothing is kept for it, or it cannot be read. */
  read(): Promise<unknown>;
  /** Whether it could be kept; else it is concluded again. */
  keep(past: object): Promise<boolean>;
}

/** `folder` is that of the repository's history; `of` is what it has to be about, which no commit changes. A site has one. */
export function pastMemoryStore(folder: string, of: Iterable<string>): PastStore {
  const hash = createHash('sha256');
  for (const part of of) hash.update(`${part}\0`);
  const key = hash.digest('hex');
  const file = join(folder, `grown-${key.slice(0, 16)}${ending}`);
  return {
    async read() {
      try {
        const bytes = await readFile(file);
        if (bytes.length > mostBytes) return undefined;
        const kept: unknown = JSON.parse(await unpackedText(bytes, mostBytes));
        return kept !== null && typeof kept === 'object' && 'of' in kept && kept.of === key && 'past' in kept
          ? kept.past
          : undefined;
      } catch {
        // Absent or damaged: it is concluded anew, and written again.
        return undefined;
      }
    },
    async keep(past) {
      const packer = linePacker();
      let length = 0;
      for (const line of asciiJsonLines({ version, of: key, past })) {
        length += line.length + 1;
        if (length > mostBytes) return false;
        await packer.add(line);
      }
      const written = await writeWhole(file, await packer.end(), {
        name: file,
        before: { kind: 'anything' },
        mode: 0o600,
      });
      await removeOldest(folder, (other) => other.startsWith('grown-') && other.endsWith(ending), mostSites);
      return written.ok;
    },
  };
}

const ending = `.v${version}.json.gz`;
