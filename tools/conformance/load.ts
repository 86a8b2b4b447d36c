/** The packages of `tools/conformance/packages`, installed into the cache; the project's own, which the tests use, come first. */
import { existsSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const project = join(import.meta.dirname, '../..');
const cache = join(project, '.cache');

/** Where a set of packages is installed; without a name, the one that most engines share. */
export function packageFolder(set?: string): string {
  return join(cache, set === undefined ? 'conformance' : `conformance-${set}`);
}

export async function load(name: string, set?: string): Promise<unknown> {
  const folder = set === undefined && isIn(project, name) ? project : packageFolder(set);
  const require = createRequire(join(folder, 'package.json'));
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

/** Lets a site in another folder find a set of packages. */
export function linkPackages(folder: string, set: string): void {
  symlinkSync(join(packageFolder(set), 'node_modules'), join(folder, 'node_modules'), 'junction');
}

/** Why a package cannot be used. */
export function unknownModule(name: string): string | undefined {
  return isIn(project, name) || isIn(packageFolder(), name) ? undefined : `${name} is not installed`;
}

function isIn(folder: string, name: string): boolean {
  return existsSync(join(folder, 'node_modules', name));
}
