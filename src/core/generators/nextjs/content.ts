/**
 * The content folders of a Next.js site: of Nextra, of Fumadocs, and those its own pages name.
 * https://nextra.site/docs/file-conventions/content-directory · https://www.fumadocs.dev/docs/headless/source-api
 */
import { namedContentFolders } from '../../contentFolders.ts';
import type { ContentRoute } from '../../contentRoutes.ts';
import { below, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { type ScriptReader, scriptReader } from '../../text/script.ts';
import { property, textOf, type Value } from '../../text/scriptValue.ts';
import type { NextSettings } from './settings.ts';

export interface DynamicPage {
  readonly file: RepoPath;
  readonly segments: readonly string[];
}

export async function contentRoutes(
  settings: NextSettings,
  pages: readonly DynamicPage[],
  repo: Repo,
): Promise<readonly ContentRoute[]> {
  const reader = scriptReader(repo, settings.root);
  const routes: ContentRoute[] = [...(await fumadocs(settings.root, repo, reader))];
  for (const { file, segments } of pages) {
    const nextra = settings.nextra >= 4 ? nextraFolder(settings, file, repo) : undefined;
    if (nextra !== undefined && (await isNextraPage(file, repo)))
      routes.push({ folder: nextra, file, code: '', segments });
    else {
      const named = await namedContentFolders(file, settings.root, repo, reader);
      routes.push(...named.map((entry) => ({ ...entry, segments })));
    }
  }
  return routes;
}

/** `content` or `src/content` beside the routers. */
function nextraFolder({ root }: NextSettings, page: RepoPath, repo: Repo): RepoPath | undefined {
  const folders = ['content', 'src/content'].map((name) => joinRepo(root, name));
  return folders.find(
    (folder) => folder !== undefined && repo.files.some((file) => below(file, folder) !== undefined && file !== page),
  );
}

async function isNextraPage(page: RepoPath, repo: Repo): Promise<boolean> {
  return /\[mdxPath\]|\[\.\.\.mdxPath\]|nextra\/pages/.test(page + ((await repo.read(page)) ?? ''));
}

/** `defineDocs({ dir })` of `source.config.ts`, at the `baseUrl` that `loader({ … })` is given. */
async function fumadocs(root: RepoPath, repo: Repo, reader: ScriptReader): Promise<readonly ContentRoute[]> {
  const config = ['source.config.ts', 'source.config.tsx', 'source.config.js', 'source.config.mjs']
    .map((name) => joinRepo(root, name))
    .find((file) => file !== undefined && repo.has(file));
  if (config === undefined) return [];
  const collections = new Map<string, RepoPath>();
  const script = await reader.read(config);
  for (const [, name = '', kind] of ((await repo.read(config)) ?? '').matchAll(
    /\bconst\s+(\w+)\s*=\s*(defineDocs|defineCollections)\b/g,
  )) {
    const value = script?.variable(name);
    const given = value?.kind === 'call' ? value.args[0] : undefined;
    const dir = given === undefined ? undefined : textOf(property(given, 'dir'));
    const folder = joinRepo(root, dir ?? (kind === 'defineDocs' ? 'content/docs' : 'content'));
    if (folder !== undefined) collections.set(name, folder);
  }
  const routes: ContentRoute[] = [];
  for (const file of repo.files) {
    if (below(file, root) === undefined || !/(?:^|\/)source(?:\/index)?\.[jt]sx?$/.test(file)) continue;
    const code = (await repo.read(file)) ?? '';
    for (const { baseUrl, source } of await loaders(file, code, reader)) {
      const name =
        [...collections.keys()].find((key) => new RegExp(`\\b${key}\\b`).test(source)) ?? [...collections.keys()][0];
      const folder = name === undefined ? undefined : collections.get(name);
      const prefix = baseUrl.split('/').filter((part) => part !== '');
      if (folder !== undefined)
        routes.push({ folder, file, code: '', segments: [...prefix, '[[...slug]]'], dropsGroups: true });
    }
  }
  return routes;
}

async function loaders(
  file: RepoPath,
  code: string,
  reader: ScriptReader,
): Promise<readonly { readonly baseUrl: string; readonly source: string }[]> {
  const read = await reader.read(file);
  const given: Value[] = [];
  const script = read?.knowing(({ module, name }, [options]) => {
    if (module === 'fumadocs-core/source' && name === 'loader' && options !== undefined) given.push(options);
    return undefined;
  });
  for (const [, name = ''] of code.matchAll(/\bconst\s+(\w+)\s*=\s*loader\b/g)) script?.variable(name);
  return given.flatMap((options) => {
    const baseUrl = textOf(property(options, 'baseUrl'));
    const { start, end } = options.origin;
    return baseUrl === undefined ? [] : [{ baseUrl, source: code.slice(start, end) }];
  });
}
