/**
 * Routes of Remix 1, by folders and names of files in `app/routes`: a folder or a dot begins a segment, `index` is the page of
 * its folder, `__name` adds no segment, `$id` is a parameter, `$` the rest, `[.]` is a dot, `(name)` may be absent. A single
 * `_` says nothing there, and no file is beside a route. Version 2 kept it as `@remix-run/v1-route-convention`.
 *
 * https://v1.remix.run/docs/en/v1/file-conventions/routes-files
 */
import { below, extensionOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { textValues, type Value, writtenProperty } from '../../script/value.ts';
import { globsTest, type PathTest } from '../../text/glob.ts';
import { routeExtensions, segmentsOf } from './flatRoutes.ts';
import type { RouteEntry } from './routeConfig.ts';

export function folderRoutes(files: readonly RepoPath[], folder: string, isIgnored: PathTest): readonly RouteEntry[] {
  return files.flatMap((file): readonly RouteEntry[] => {
    const inside = below(file, folder);
    if (inside === undefined || !routeExtensions.has(extensionOf(file)) || isIgnored(inside)) return [];
    const segments = segmentsOf(inside.slice(0, -extensionOf(file).length).replaceAll('/', '.'));
    const last = segments.at(-1);
    // What adds no segment frames others, and is no page itself.
    if (last === undefined || last.raw.startsWith('__')) return [];
    const named = segments.filter(({ raw }) => !raw.startsWith('__') && raw !== 'index');
    return [{ path: named.map(({ text }) => text).join('/'), file, isIndex: last.raw === 'index' }];
  });
}

/** What `ignoredRouteFiles` leaves out, by paths below the folder of routes. */
export function ignoredRoutes(configuration: Value): PathTest {
  return globsTest(textValues(writtenProperty(configuration, 'ignoredRouteFiles')), { dot: true });
}

/**
 * Whether a site has these routes: its packages are those of Remix 1 and it did not ask for the convention of 2, or its
 * configuration calls the package that kept them.
 */
export async function hasFolderRoutes(
  root: RepoPath,
  config: RepoPath | undefined,
  configuration: Value,
  repo: Repo,
): Promise<boolean> {
  const text = (config && (await repo.read(config))) ?? '';
  if (/\bcreateRoutesFromFolders\(/.test(text)) return true;
  const asked = writtenProperty(configuration, 'future', 'v2_routeConvention');
  if (asked.kind === 'literal' && asked.value === true) return false;
  const version = await remixVersion(root, repo);
  return version === 0 || version === 1;
}

async function remixVersion(root: RepoPath, repo: Repo): Promise<number | undefined> {
  for (let folder = root; ; folder = joinRepo(folder, '..') ?? folder) {
    const manifest = joinRepo(folder, 'package.json');
    const text = (manifest && (await repo.read(manifest))) ?? '';
    const found = /"(?:@remix-run\/(?:dev|react|node|server-runtime)|remix)"\s*:\s*"[^\d"]{0,9}(\d{1,3})/.exec(
      text,
    )?.[1];
    if (found !== undefined) return Number(found);
    if (folder === '') return undefined;
  }
}
