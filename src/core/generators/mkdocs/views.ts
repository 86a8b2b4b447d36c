/** The pages that Material's blog makes for its posts: lists by year and category, and their second and further pages. */
import type { Route } from '../../model.ts';
import { builtUrl, type RepoPath } from '../../paths.ts';
import { type Blog, blogIndex, furtherPages } from './blog.ts';

/** Each view once, with its further pages; a view whose address has a page of its own is that page. */
export function withViews(
  routes: readonly Route[],
  blogs: readonly Blog[],
  sources: ReadonlyMap<string, RepoPath>,
  urlOf: (source: string) => Route['url'],
): readonly Route[] {
  const pages = routes.filter(({ kind }) => kind !== 'generated');
  const taken = new Set(pages.map(({ url }) => url));
  const views = new Map<string, { readonly route: Route; posts: number }>();
  for (const route of routes) {
    if (route.kind !== 'generated') continue;
    const view = views.get(route.url);
    if (view === undefined) views.set(route.url, { route, posts: 1 });
    else view.posts++;
  }
  const made: Route[] = [];
  const add = (route: Route) => {
    if (!taken.has(route.url)) made.push(route);
    taken.add(route.url);
  };
  for (const { route, posts } of views.values()) {
    add(route);
    const blog = blogs.find((candidate) => route.url.startsWith(urlOf(blogIndex(candidate)))) ?? blogs[0];
    if (blog === undefined) continue;
    // An address without its slash stands for the view's source here.
    for (const page of furtherPages(blog, 'view.md', posts)) {
      add({
        ...route,
        url: builtUrl(route.url.replace(/(?:\.html|\/)$/, ''), urlOf(page).slice(urlOf('view.md').length)),
      });
    }
  }
  for (const blog of blogs) {
    const index = blogIndex(blog);
    const file = sources.get(index);
    const posts = pages.filter(({ kind, url }) => kind === 'post' && url.startsWith(urlOf(index)));
    if (posts.length === 0) continue;
    const list = file ?? posts[0]?.file;
    if (list === undefined) continue;
    add({ url: urlOf(index), file: list, kind: 'generated' });
    for (const page of furtherPages(blog, index, posts.length))
      add({ url: urlOf(page), file: list, kind: 'generated' });
  }
  return [...pages, ...made];
}
