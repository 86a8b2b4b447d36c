/** Pages of a blog's authors, from version 3.5 on. https://docusaurus.io/docs/blog#author-pages */
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { textValue, writtenProperty } from '../../script/value.ts';
import { kebabCase } from '../../text/kebabCase.ts';
import { isSettings } from '../../text/settings.ts';
import { isFrom } from './installed.ts';
import type { ContentPlugin } from './plugins.ts';
import { yamlMap } from './yamlMap.ts';

/** What the file of authors makes pages of. */
export interface AuthorPages {
  readonly file: RepoPath;
  /** Below the blog; `''` is the list of all authors, which is there as soon as there is one. */
  readonly slugs: readonly string[];
  /** The version may be one that made no such pages. */
  readonly guess: string | undefined;
}

export async function readAuthors(
  { options, kind }: ContentPlugin,
  folder: RepoPath,
  root: RepoPath,
  repo: Repo,
): Promise<AuthorPages | undefined> {
  if (kind !== 'blog') return undefined;
  const file = joinRepo(folder, textValue(writtenProperty(options, 'authorsMapPath')) ?? 'authors.yml');
  const authors = file && Object.entries(yamlMap((await repo.read(file)) ?? ''));
  if (!file || !authors || authors.length === 0) return undefined;
  const slugs = authors.flatMap(([key, author]) => {
    if (!isSettings(author)) return [];
    if (author.page === true) return kebabCase(key);
    return isSettings(author.page) && typeof author.page.permalink === 'string' ? author.page.permalink : [];
  });
  const has = await isFrom(5, root, repo);
  if (has === false) return undefined;
  const guess = has === true ? undefined : 'Docusaurus makes pages of authors from version 3.5 on';
  return { file, slugs: ['', ...slugs], guess };
}
