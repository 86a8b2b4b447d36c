/**
 * The lists of a blog: one of each tag, year, month and day, where it has a template, and the further pages of all that
 * are `pageable`. https://middlemanapp.com/basics/blogging/
 */
import { extensionOf } from '../../paths.ts';
import { type Article, dateParts, expanded, type OpenBlog, parameterized } from './articles.ts';

/** The lists that an article is on, as files of the site. */
export function listsOf(
  { of: article, blog }: { readonly of: Article; readonly blog: OpenBlog },
  keepsSlugs: boolean,
): readonly string[] {
  const keeps = blog.keepsUnderscores ?? keepsSlugs;
  const tags = blog.tagTemplate === undefined ? [] : article.tags;
  return [
    ...tags.map((tag) => expanded(blog.tagLink, { tag: parameterized(tag, keeps) })),
    ...blog.calendar.flatMap(({ link, template }) =>
      template === undefined ? [] : [expanded(link, dateParts(article.date))],
    ),
  ];
}

/** `blog/index.html` goes on at `blog/page/2/index.html`, `tags/a.html` at `tags/a/page/2.html`, and so forth. */
export function furtherBlogPages(path: string, blogs: readonly OpenBlog[], indexFile: string): readonly string[] {
  const isIndex = path === indexFile || path.endsWith(`/${indexFile}`);
  const extension = extensionOf(path);
  const stem = isIndex ? path.slice(0, -indexFile.length) : `${path.slice(0, path.length - extension.length)}/`;
  const links = blogs.flatMap(({ isPaginated, pageLink }) =>
    isPaginated ? [expanded(pageLink, { num: '[num]' })] : [],
  );
  return [...new Set(links)].map((link) => (isIndex ? `${stem}${link}/${indexFile}` : `${stem}${link}${extension}`));
}
