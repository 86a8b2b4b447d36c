/** The import lines of the product, for the tests of who may see whom. */
import { readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import fastGlob from 'fast-glob';

export const root = join(import.meta.dirname, '../..');
export const sources = fastGlob.globSync('src/**/*.ts', { cwd: root });

export interface Import {
  readonly from: string;
  readonly to: string;
}

export const imports: readonly Import[] = sources.flatMap((file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const statement = /^(?:import|export)\b[^;'"]*?\bfrom '([^'\n]+)'|^import '([^'\n]+)'|\bimport\('([^'\n]+)'\)/gm;
  const names = [...text.matchAll(statement)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  return names.map((name) => ({
    from: file,
    to: name.startsWith('.') ? normalize(relative(root, join(root, dirname(file), name))).replaceAll('\\', '/') : name,
  }));
});

/** The import lines that break a rule, as a person would write them. */
export function offenders(breaks: (entry: Import) => boolean): readonly string[] {
  return imports.filter(breaks).map(({ from, to }) => `${from} imports ${to}`);
}

export const text = (file: string) => readFileSync(join(root, file), 'utf8');

/** The import statements of a file that name a module of this beginning. */
export function imported(file: string, start: string): string {
  const statements = text(file).match(/^import\b[^;]*;/gm) ?? [];
  return statements.filter((statement) => statement.includes(`from '${start}`)).join('\n');
}

/** The file takes nothing but types from the other one. */
export function typesOnly(from: string, to: string): boolean {
  const end = `'${relative(dirname(from), to).replaceAll('\\', '/')}'`;
  const statements = (text(from).match(/^import\b[^;]*;/gm) ?? []).filter((line) => line.includes(end));
  return (
    statements.length > 0 && statements.every((line) => /^import type\b|^import \{ (?:type \w+,? ?)+\}/.test(line))
  );
}

export const within = (folder: string) => (path: string) => path.startsWith(`src/${folder}/`);
export const inCore = within('core');
