/** Files that came without a place on the disk, laid down for as long as they are read. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failed, type Result, success } from '../../core/ports.ts';
import { writeWhole } from './wholeFile.ts';

/** A file as a browser or another machine hands it over. */
export interface HandedFile {
  /** Whoever handed it over chose it. */
  readonly name: string;
  data(): PromiseLike<Uint8Array>;
}

/** Absolute paths, in the order of the files. */
export interface TemporaryCopies {
  readonly paths: readonly string[];
  remove(): Promise<void>;
}

/** Each keeps its name in a folder of its own; no name leads out of it. */
export async function temporaryCopies(files: readonly HandedFile[]): Promise<Result<TemporaryCopies>> {
  const folder = await mkdtemp(join(tmpdir(), 'broken-backlinks-dropped-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const paths: string[] = [];
  for (const [at, file] of files.entries()) {
    const path = join(folder, String(at), plainName(file.name));
    const written = await handed(file, path);
    if (!written.ok) {
      await remove();
      return written;
    }
    paths.push(path);
  }
  return success({ paths, remove });
}

async function handed(file: HandedFile, path: string): Promise<Result<undefined>> {
  try {
    return await writeWhole(path, await file.data(), { before: { kind: 'absent' }, name: file.name });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed(
      'bad-answer',
      `${file.name} could not be handed over: ${reason.replace(/\.$/, '')}. Choose it instead.`,
    );
  }
}

/** What every system takes for a name; https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file */
function plainName(name: string): string {
  const plain = name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').slice(-100);
  return /^[. ]*$/.test(plain) ? 'file' : plain;
}
