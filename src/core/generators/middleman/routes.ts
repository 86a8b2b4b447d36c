/** The addresses of a site of Middleman: of its files, and of the pages that are made of their templates. */
import type { ContentFile, Route, RouteKind } from '../../model.ts';
import { builtUrl, extensionOf, type RepoPath, urlKey } from '../../paths.ts';
import { settingsAt, textsOf } from '../../text/settings.ts';
import { pageTitle } from '../../text/title.ts';
import { withoutGeneratedDoubles } from '../shared/generatedRoutes.ts';
import { type Article, articleOf, expanded, type OpenBlog, partsOf } from './articles.ts';
import { destinationOf, insideSource, isIgnored, pageExtensions, withoutTemplates } from './files.ts';
import { inLanguages } from './languages.ts';
import { furtherBlogPages, listsOf } from './lists.ts';
import { type MiddlemanSite, normal } from './settings.ts';

/** A site with what is needed to place its files. */
export interface OpenMiddleman extends Omit<MiddlemanSite, 'blogs'> {
  readonly blogs: readonly OpenBlog[];
  readonly basePath: string;
  readonly now: string;
  readonly keepsSlugs: boolean;
}

export function middlemanRoutes(file: ContentFile, site: OpenMiddleman): readonly Route[] {
  const inside = insideSource(file.path, site);
  if (inside === undefined) return [];
  const path = withoutTemplates(inside, site.version);
  const { data } = file.frontMatter;
  const isOut = isIgnored(path, inside, site) || data.ignored === true;
  const isBare = site.version === undefined && inside !== path && !/\.[^/.]+$/.test(path);
  const routes = placesOf(file, path, site).flatMap((place): readonly Route[] => {
    const target = destinationOf(place.path, place.target, site, flag(data.directory_index));
    const kind = isOut ? 'unpublished' : (place.kind ?? kindOf(target, site));
    const route: Route = {
      url: urlOf(target, site),
      file: file.path,
      kind,
      title: kind === 'static' ? undefined : pageTitle(file),
      ...(place.language !== undefined && { language: place.language }),
      ...(isBare && { guess: 'no Gemfile says which version of Middleman builds the site' }),
    };
    if (isOut) return [route];
    const at = (list: string, made: RouteKind): Route => ({
      url: urlOf(destinationOf(list, list, site, undefined), site),
      file: file.path,
      kind: made,
    });
    const lists = kind === 'post' && place.article !== undefined ? listsOf(place.article, site.keepsSlugs) : [];
    const further = data.pageable === true ? furtherBlogPages(place.path, site.blogs, site.indexFile) : [];
    const old = site.techDocs === undefined ? [] : textsOf(data.old_paths).map(normal);
    return [
      route,
      ...lists.map((list) => at(list, 'generated')),
      ...further.map((list) => at(list, 'dynamic')),
      // https://tdt-documentation.london.cloudapps.digital/maintain_project/redirects/
      ...old.map((list): Route => ({ ...at(list, 'redirect'), key: 'old_paths' })),
    ];
  });
  return routes;
}

interface Placed {
  readonly path: string;
  readonly target: string;
  readonly kind?: RouteKind | undefined;
  readonly language?: string | undefined;
  readonly article?: { readonly of: Article; readonly blog: OpenBlog } | undefined;
}

function placesOf(file: ContentFile, path: string, site: OpenMiddleman): readonly Placed[] {
  const inOthers = inLanguages(path, site.languages);
  const paths = inOthers ?? [{ path, language: undefined }];
  return paths.map(({ path: own, language }) => ({ ...placeOf(file, own, site), language }));
}

function placeOf(file: ContentFile, path: string, site: OpenMiddleman): Placed {
  for (const blog of site.blogs) {
    const parts = partsOf(path, blog.reader);
    if (parts !== undefined) {
      const article = articleOf(file, parts, blog, site);
      if (article === undefined) return { path, target: path, kind: 'unpublished' };
      return { path, target: article.target, kind: article.kind, article: { of: article, blog } };
    }
    const beside = partsOf(path, blog.besideReader);
    if (beside === undefined) continue;
    return { path, target: path, kind: 'static' };
  }
  return { path, target: path };
}

function urlOf(target: string, { basePath, indexFile }: OpenMiddleman): Route['url'] {
  const isIndex = target === indexFile || target.endsWith(`/${indexFile}`);
  return builtUrl(basePath, isIndex ? target.slice(0, -indexFile.length) : target);
}

function kindOf(target: string, { indexFile }: OpenMiddleman): RouteKind {
  if (target === indexFile) return 'home';
  return pageExtensions.has(extensionOf(target)) ? 'page' : 'static';
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** Adds what is made of templates, and puts the files of articles beside them. */
export function withMadePages(routes: readonly Route[], site: OpenMiddleman): readonly Route[] {
  const own = besideArticles(routes, site);
  const files = new Map(
    routes.map(({ file }) => [withoutTemplates(insideSource(file, site) ?? '', site.version), file]),
  );
  const at = (path: string, kind: RouteKind, isIndexed?: boolean): Route => ({
    url: urlOf(destinationOf(path, path, site, isIndexed), site),
    file: site.config,
    kind,
  });
  const listed = Object.keys(settingsAt(site.techDocs ?? {}, 'redirects')).map(normal);
  const made = [
    ...site.proxies.map(({ path, target, isIndexed }): Route => {
      const template = files.get(target);
      return { ...at(path, 'generated', isIndexed), ...(template !== undefined && { file: template }) };
    }),
    ...site.redirects.map(({ path, line }): Route => ({ ...at(path, 'redirect'), key: 'redirect', line })),
    ...listed.map((path): Route => ({ ...at(path, 'redirect'), file: site.techDocsFile ?? site.config })),
  ];
  const taken = new Set(own.filter(({ kind }) => kind !== 'unpublished').map(({ url }) => urlKey(url)));
  return withoutGeneratedDoubles([...own, ...made.filter(({ url }) => !taken.has(urlKey(url)))]);
}

/** A file in the folder of an article's name goes where the article goes. */
function besideArticles(routes: readonly Route[], site: OpenMiddleman): readonly Route[] {
  if (site.blogs.length === 0) return routes;
  const pathOf = (file: RepoPath) => withoutTemplates(insideSource(file, site) ?? '', site.version);
  const articles = new Map<string, Route>();
  for (const route of routes) {
    const path = pathOf(route.file);
    if (site.blogs.some(({ reader }) => partsOf(path, reader) !== undefined) && !articles.has(path))
      articles.set(path, route);
  }
  return routes.flatMap((route) => {
    const path = pathOf(route.file);
    for (const { besideReader, sources } of route.kind === 'static' ? site.blogs : []) {
      const parts = partsOf(path, besideReader);
      const article = parts && articles.get(expanded(sources, parts));
      if (parts === undefined || article === undefined) continue;
      if (article.kind !== 'post') return [];
      return [{ ...route, url: builtUrl(article.url.replace(/\.[^./]+$/, ''), parts.path ?? '') }];
    }
    return [route];
  });
}
