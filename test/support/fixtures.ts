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

/**
 * Where the expectation of a fixture comes from: the line `From: nginx 1.22.1` of its comment names the program and its
 * version, the page of a specification, or a repository and its commit, or the section of this project's documentation that decides. `undefined`: nobody has said yet.
 */
export function originOf({ comment }: TextArchive): string | undefined {
  return /^From: *(\S.*)$/m.exec(comment)?.[1];
}

/** Whether `UPDATE=1` is asked for; throws for a fixture whose expectation comes from outside: only that can change it. */
export function mayUpdate(fixture: Fixture, update = process.env.UPDATE): boolean {
  if (update !== '1') return false;
  const origin = originOf(fixture);
  if (origin === undefined) return true;
  throw new Error(
    `${fixture.path} is not rewritten: what it wants comes from ${origin}. Ask that again and write it by hand.`,
  );
}

/** With `UPDATE=1` in the environment, rewrites the section `want` of a fixture; read the difference as you read code. */
export function updated(fixture: Fixture, want: string): boolean {
  if (!mayUpdate(fixture)) return false;
  writeFileSync(fixture.path, printTextArchive({ ...fixture, files: new Map([...fixture.files, ['want', want]]) }));
  return true;
}
