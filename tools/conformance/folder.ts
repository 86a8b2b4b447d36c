/** Folders in which engines find a trial. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Trial } from './engine.ts';

const folders: string[] = [];

process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder that is gone when the program ends. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  folders.push(folder);
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** The files and pages of a trial in an emptied folder. */
export function writeTrial(folder: string, { files, pages = [] }: Trial): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFiles(folder, pageFiles(pages));
  writeFiles(folder, files);
}

/** `/about/` is the file `about/index.html`. */
export function pageFiles(pages: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pages.map((page) => [`${page.slice(1)}${page.endsWith('/') ? 'index.html' : ''}`, `page ${page}`]),
  );
}

/** The files of a server, put into one of its folders. */
export function below(folder: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}
