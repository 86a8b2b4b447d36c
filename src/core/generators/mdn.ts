/**
 * MDN Web Docs and its translations: one folder with an `index.md` for each page.
 *
 * - `files/en-us/a/b/index.md` is at `/en-US/docs/` and the `slug` of its front matter; folder names do not count.
 * - The locale is written `pt-BR` in addresses, `pt-br` as a folder.
 *
 * https://developer.mozilla.org/en-US/docs/MDN/Writing_guidelines/Howto/Creating_moving_deleting
 */

import { readFrontMatter } from '../frontMatter/frontMatter.ts';
import type { ContentFile, Route } from '../model.ts';
import { below, builtUrl, folderOf, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { textOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import type { DetectedSite, Generator } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';

/** `files/pt-br/…/index.md` below the site's folder. */
const documentPath = /^(|.+\/)files\/([a-z]{2,3}(?:-[a-z]{2,4})?)\/.+\/index\.md$/;

export const mdn: Generator = {
  id: 'mdn',
  title: 'MDN content',
  docs: 'https://developer.mozilla.org/en-US/docs/MDN/Writing_guidelines/Howto/Creating_moving_deleting',

  async detect(repo) {
    const found = new Map<string, DetectedSite>();
    for (const file of filesNamed(repo, 'index.md')) {
      const root = folderOf(documentPath.exec(file)?.[1]?.concat('x') ?? '');
      if (!documentPath.test(file) || found.has(root)) continue;
      if (!(await hasSlugAndType(file, repo))) continue;
      const certainty = inExampleFolder(file) ? 0.4 : 0.95;
      found.set(root, { generator: 'mdn', root, config: undefined, because: `slug in ${file}`, certainty });
    }
    return [...found.values()];
  },

  async open({ root }) {
    return {
      basePath: '/',
      staticRoots: [],
      notes: [],
      reads: (path) => (localeOf(path, root) === undefined ? undefined : 'head'),
      routes: (file) => routesOf(file, root),
    };
  },
};

/** Both are required of every page: https://developer.mozilla.org/en-US/docs/MDN/Writing_guidelines/Page_structures/Page_types */
async function hasSlugAndType(file: RepoPath, repo: Repo): Promise<boolean> {
  const { data } = readFrontMatter((await repo.readHead(file)) ?? '', file);
  return textOf(data.slug) !== undefined && (data['page-type'] !== undefined || data.l10n !== undefined);
}

function localeOf(path: RepoPath, root: RepoPath): string | undefined {
  const inside = below(path, root);
  const [, before, folder] = (inside === undefined ? null : documentPath.exec(inside)) ?? [];
  if (before !== '' || folder === undefined) return undefined;
  const [language, region] = folder.split('-');
  return region === undefined ? language : `${language}-${region.toUpperCase()}`;
}

function routesOf(file: ContentFile, root: RepoPath): readonly Route[] {
  const locale = localeOf(file.path, root);
  const slug = textOf(file.frontMatter.data.slug);
  if (locale === undefined || slug === undefined) return [];
  const url = builtUrl(locale, 'docs', slug);
  return [{ url, file: file.path, kind: 'page', title: pageTitle(file), language: locale, key: 'slug' }];
}
