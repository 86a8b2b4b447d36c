/**
 * Repositories that are kept for judging: nothing may be harvested, drawn, fitted or measured from them. They are known by
 * salted hashes of their names alone, in the file that `BENCH_SEALED` names, else beside the truth tables. Its first line
 * without `#` is the salt, each further one `sha256(salt + lower(owner/name))`.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { truth } from './places.ts';

/** Tells of `owner/name` whether it is sealed; nothing is where there is no list. */
export function sealedBy(list: string): (repository: string) => boolean {
  const [salt = '', ...hashes] = list.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const known = new Set(hashes);
  return (repository) =>
    known.has(
      createHash('sha256')
        .update(salt + repository.toLowerCase())
        .digest('hex'),
    );
}

const file = process.env.BENCH_SEALED ?? join(truth, '..', 'sealed.txt');

export const isSealed = sealedBy(existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Throws where a repository is sealed: a bench never looks at one, whatever it was asked. */
export function refuseSealed(repository: string, sealed: (repository: string) => boolean = isSealed): void {
  if (sealed(repository)) throw new Error(`${repository} is kept for judging; no bench may look at it.`);
}
