/**
 * The content folders of a Next.js site: of Nextra, of Fumadocs, and those its own pages name.
 * https://nextra.site/docs/file-conventions/content-directory
 */

import { below, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { scriptReader } from '../../script/script.ts';
import { append } from '../../text/longLists.ts';
import { foldersOfPage, type NamedFolder, namedContentFolders } from '../shared/contentFolders.ts';
import type { ContentRoute } from '../shared/contentRoutes.ts';
import { fumadocs } from './fumadocs.ts';
import type { NextSettings } from './settings.ts';

/** A page with parameters in its path. */
export interface DynamicRoute {
  readonly file: RepoPath;
  readonly segments: readonly string[];
}

export async function contentRoutes(
  settings: NextSettings,
  pages: readonly DynamicRoute[],
  repo: Repo,
): Promise<readonly ContentRoute[]> {
  const reader = scriptReader(repo, settings.root);
  const routes: ContentRoute[] = [...(await fumadocs(settings.root, repo, reader))];
  for (const { file, segments } of pages) {
    const nextra = settings.nextra >= 4 ? nextraFolder(settings, file, repo) : undefined;
    if (nextra !== undefined && (await isNextraPage(file, repo)))
      routes.push({ folder: nextra, file, code: '', segments });
    else {
      const named = foldersOfPage(await namedContentFolders(file, settings.root, repo, reader), segments);
      append(
        routes,
        named.map((entry) => ({ ...entry, segments: behindPrefix(segments, entry) })),
      );
    }
  }
  return routes;
}

/**
 * A page for every address, `[...slug]` at the root, gets the paths of a built collection below the root of all
 * content, unless its slugs are made without their first folder.
 */
function behindPrefix(segments: readonly string[], { prefix = [], code }: NamedFolder): readonly string[] {
  const [only] = segments;
  const isBare = segments.length === 1 && only !== undefined && /^\[\[?\.\.\./.test(only);
  if (!isBare || prefix.length === 0 || /\bslugAsParams\b/.test(code)) return segments;
  return [...prefix, only.replace(/^\[+/, '[[').replace(/\]+$/, ']]')];
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
