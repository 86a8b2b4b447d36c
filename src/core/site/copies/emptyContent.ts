/**
 * Folders of content without which a site is not built, and in which the repository has no file: a step of the build
 * brings them, as mdoc writes `website/target/docs`. What they publish is not known, and nothing else is in doubt.
 */
import { contentExtension } from '../../generators/shared/contentRoutes.ts';
import type { MissingContent, NamedContent, Permalinks } from '../../generators/shared/generator.ts';
import type { Note } from '../../model.ts';
import { below, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';

/** What is not here of the named content. */
export interface EmptyContent {
  readonly missing: readonly MissingContent[];
  readonly notes: readonly Note[];
}

export function emptyContent(permalinks: Permalinks, root: RepoPath, repo: Repo): EmptyContent {
  const { content = [] } = permalinks;
  const empty = content.filter(({ folder }) => !repo.files.some((file) => below(file, folder) !== undefined));
  return {
    missing: empty.map(({ folder, by }) => ({
      path: folder,
      why: `${by} takes pages from ${folder}, where the repository has no file`,
    })),
    notes: empty.map((named) => noteOf(named, permalinks, root, repo)),
  };
}

function noteOf(named: NamedContent, permalinks: Permalinks, root: RepoPath, repo: Repo): Note {
  const { folder, by, file, line, addresses } = named;
  const from = named.from ?? sourcesOf(folder, permalinks, root, repo);
  const what = `${folder}, where ${by} looks for content, has no file in this repository: a build brings them there, or a link that leads out of it, and their pages are not known here.`;
  const message =
    named.from === undefined
      ? what
      : `${what} Where they are copies of ${from}, the files there have the addresses of both.`;
  return { file, line, message, ...(from !== undefined && { declarable: { below: from, addresses } }) };
}

/** Where a build may take its sources from, in repositories that put them together elsewhere. */
const usualFolders: readonly string[] = ['docs', 'content', 'documentation'];

/** The first of the usual folders with Markdown that the site does not publish from there. */
function sourcesOf(empty: RepoPath, { reads }: Permalinks, root: RepoPath, { files }: Repo): RepoPath | undefined {
  const folders = usualFolders.flatMap((name) => joinRepo(name) ?? []);
  const own = usualFolders.flatMap((name) => joinRepo(root, name) ?? []);
  return [...folders, ...own].find(
    (folder) =>
      folder !== empty &&
      files.some((file) => contentExtension.test(file) && below(file, folder) !== undefined) &&
      !files.some((file) => below(file, folder) !== undefined && reads(file) !== undefined),
  );
}
