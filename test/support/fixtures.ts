import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseTextArchive, printTextArchive, type TextArchive } from './txtar.ts';

const root = fileURLToPath(new URL('../fixtures/', import.meta.url));

export interface Fixture extends TextArchive {
  readonly name: string;
  readonly path: string;
}

/** The text fixtures of one folder, by name. */
export function fixtures(folder: string): readonly Fixture[] {
  return readdirSync(root + folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => {
      const path = `${root}${folder}/${name}`;
      return { name: name.slice(0, -4), path, ...parseTextArchive(readFileSync(path, 'utf8')) };
    });
}

/** With `UPDATE=1` in the environment, rewrites the section `want` of a fixture; read the difference as you read code. */
export function updated(fixture: Fixture, want: string): boolean {
  if (process.env.UPDATE !== '1') return false;
  writeFileSync(fixture.path, printTextArchive({ ...fixture, files: new Map([...fixture.files, ['want', want]]) }));
  return true;
}
