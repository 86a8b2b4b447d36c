/** The packages that engines are made of, installed into the cache, once. */
import { basename, join } from 'node:path';
import { cachedInstall } from '../../tools/cachedInstall.mjs';
import { packageFolder } from '../../tools/conformance/load.ts';

/** Those of one set; without a name, those that most engines share. */
export function installEngines(set?: string): void {
  cachedInstall({
    name: basename(packageFolder(set)),
    source: join(import.meta.dirname, '../../tools/conformance/packages', set ?? ''),
    announcement: `Installing ${set ?? 'the redirect engines'} into ${basename(packageFolder(set))} in .cache (once).`,
  });
}
