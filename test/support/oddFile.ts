/** Files as people and programs leave them, written to the disk and read as a source. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { siteTarget } from '../../src/core/backlinks/siteTarget.ts';
import type { BacklinkAnswer } from '../../src/core/model.ts';
import type { Result } from '../../src/core/ports.ts';
import { openSavedFiles } from '../../src/io/savedFiles/openFiles.ts';
import { sources } from '../../src/io/sources/index.ts';
import { readSavedFiles } from '../../src/io/sources/savedFiles.ts';

/** A file, and what is to become of it. */
export interface OddFile {
  readonly what: string;
  readonly name?: string;
  readonly bytes: Uint8Array | string;
  /** The pages that are read, without their site; a failure where there are none to say. */
  readonly pages?: readonly string[];
  /** What is said: the failure, or a note or gap. */
  readonly says?: RegExp;
}

/** The site that the files are of. */
export const siteOfFiles = 'https://example.org';

/** The answer that is made of the file, in a folder of its own below `folder`. */
export async function answerToFile(
  folder: string,
  { what, name = 'file.csv', bytes }: OddFile,
): Promise<Result<BacklinkAnswer>> {
  const own = join(folder, what.replace(/\W+/g, '-'));
  mkdirSync(own, { recursive: true });
  // https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file: no quotation marks there.
  const file = join(own, process.platform === 'win32' ? name.replaceAll('"', "'") : name);
  writeFileSync(file, bytes);
  return answerAt(file, name);
}

/** The answer that is made of a file of the disk. */
export async function answerAt(file: string, name: string): Promise<Result<BacklinkAnswer>> {
  const opened = await openSavedFiles(file, name);
  if (!opened.ok) return opened;
  const target = siteTarget(siteOfFiles);
  if (target === undefined) throw new Error('no target');
  return readSavedFiles(sources, opened.value, { targets: [target], includeSubdomains: false }, '2026-11-28');
}

/** Everything that is said of an answer, a sentence a line. */
export function saidOf({ notes, gaps = [] }: Pick<BacklinkAnswer, 'notes' | 'gaps'>): string {
  return [...notes, ...gaps].map(({ message }) => message).join('\n');
}
