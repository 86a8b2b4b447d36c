/** The packages of `tools/conformance/packages`, installed into the cache. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = join(import.meta.dirname, '../../.cache/conformance');
const require = createRequire(join(folder, 'package.json'));

export async function load(name: string): Promise<unknown> {
  try {
    return require(name);
  } catch (error) {
    if (
      !(error instanceof Error) ||
      !/ERR_REQUIRE_ESM|ERR_PACKAGE_PATH_NOT_EXPORTED/.test(String((error as NodeJS.ErrnoException).code))
    )
      throw error;
    const entry = (require(join(folder, 'node_modules', name, 'package.json')) as { main?: string; module?: string })
      .main;
    return import(pathToFileURL(join(folder, 'node_modules', name, entry ?? 'index.js')).href);
  }
}

/** Why a package cannot be used. */
export function unknownModule(name: string): string | undefined {
  return existsSync(join(folder, 'node_modules', name)) ? undefined : `${name} is not installed`;
}
