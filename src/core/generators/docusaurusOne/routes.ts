/** The addresses of a file of Docusaurus 1: files below its base, which end in `.html`. */
import type { ContentFile, Route, RouteKind } from '../../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, type RepoPath } from '../../paths.ts';
import { pageTitle } from '../../text/title.ts';
import type { SiteOfOne } from './configuration.ts';

/** What a file is for, with its path below the folder that tells so. */
export type OneContent =
  | { readonly kind: 'doc'; readonly path: string; readonly language: string; readonly version: string | undefined }
  | { readonly kind: 'post' | 'page' | 'asset'; readonly path: string };

const isMarkdown = (path: string) => /\.(?:md|markdown)$/.test(path);

export function contentOfOne(file: RepoPath, site: SiteOfOne): OneContent | undefined {
  const own = below(file, site.docs);
  if (own !== undefined) {
    if (own.startsWith('assets/')) return { kind: 'asset', path: site.docsPart + own };
    const version = site.versions === undefined ? undefined : 'next';
    return isMarkdown(own) ? { kind: 'doc', path: own, language: 'en', version } : undefined;
  }
  const inside = below(file, site.root);
  const [, folder, rest = ''] = /^([^/]+)\/(.*)$/s.exec(inside ?? '') ?? [];
  if (folder === 'pages') return { kind: 'page', path: rest };
  if (folder === 'blog') {
    if (rest.startsWith('assets/')) return { kind: 'asset', path: `blog/${rest}` };
    return rest.endsWith('.md') ? { kind: 'post', path: rest } : undefined;
  }
  if (folder === 'versioned_docs') return versioned(rest, 'en', site);
  return folder === 'translated_docs' ? translated(rest, site) : undefined;
}

function translated(inside: string, site: SiteOfOne): OneContent | undefined {
  const [, language = '', path = ''] = /^([^/]+)\/(.*)$/s.exec(inside) ?? [];
  if (language === 'en' || !site.languages?.includes(language) || !isMarkdown(path)) return undefined;
  if (path.startsWith('version-')) return versioned(path, language, site);
  return { kind: 'doc', path, language, version: site.versions === undefined ? undefined : 'next' };
}

function versioned(inside: string, language: string, { versions }: SiteOfOne): OneContent | undefined {
  const [, version = '', path = ''] = /^version-([^/]+)\/(.*)$/s.exec(inside) ?? [];
  return versions?.includes(version) && isMarkdown(path) ? { kind: 'doc', path, language, version } : undefined;
}

export function routesOfOne(file: ContentFile, site: SiteOfOne): readonly Route[] {
  const place = contentOfOne(file.path, site);
  const route =
    (kind: RouteKind) =>
    (path: string): Route => ({
      url: urlOf(path, site),
      file: file.path,
      kind,
      title: kind === 'static' ? undefined : pageTitle(file),
    });
  switch (place?.kind) {
    case undefined:
      return [];
    case 'asset':
      return [route('static')(place.path)];
    case 'page':
      return pagePaths(place.path, site).flatMap(({ path, kind }) => withClean(path, site).map(route(kind)));
    case 'post':
      return withClean(`blog/${postPath(place.path)}`, site).map(route('post'));
    case 'doc':
      return docRoutes(file, place, site);
    default:
      return place satisfies never;
  }
}

function docRoutes(file: ContentFile, place: Extract<OneContent, { kind: 'doc' }>, site: SiteOfOne): readonly Route[] {
  const { data } = file.frontMatter;
  const isNext = place.version === undefined || place.version === 'next';
  const folder = folderOf(place.path);
  const own = isNext ? (data.id ?? fileName(place.path).replace(/\.[^.]*$/, '')) : data.original_id;
  // The build stops where a page of a version does not say what it is called, or a name has folders.
  if (own === undefined || own === null || String(own).includes('/')) return [];
  const id = folder === '' ? String(own) : `${folder}/${String(own)}`;
  // With languages an id begins with its own, and the build compares it so.
  const whole = site.languages === undefined ? id : `${place.language}-${id}`;
  const isGone = isNext && [...site.deleted.values()].some((ids) => ids.has(whole));
  const made = (path: string, kind: RouteKind): Route => ({
    url: urlOf(path, site),
    file: file.path,
    kind,
    title: typeof data.title === 'string' ? data.title : pageTitle(file),
    ...(site.languages !== undefined && { language: place.language }),
    ...(place.version !== undefined && { version: place.version }),
    ...(isNext && data.id !== undefined && { key: 'id' }),
  });
  const path = docPath(id, place.version, place.language, site);
  const pages = withClean(path, site).map((each) => made(each, isGone ? 'unpublished' : 'page'));
  const english = `${site.docsPart}en`;
  if (isGone || site.languages === undefined || !path.startsWith(`${english}/`)) return pages;
  const led = site.docsPart + path.slice(english.length + 1);
  return [...pages, ...withClean(led, site).map((each): Route => ({ ...made(each, 'redirect'), key: 'languages' }))];
}

/** `docs/en/1.0.0/guides/start.html` */
export function docPath(id: string, version: string | undefined, language: string, site: SiteOfOne): string {
  const languagePart = site.languages !== undefined || site.usesEnglish ? `${language}/` : '';
  const versionPart = version === undefined || version === site.versions?.[0] ? '' : `${version}/`;
  return `${site.docsPart}${languagePart}${versionPart}${id}.html`;
}

/** `2020-01-31-a-title.md` is `2020/01/31/a-title.html`, whatever folder it is in. */
function postPath(path: string): string {
  return fileName(path).replace('-', '/').replace('-', '/').replace('-', '/').replace(/\.md$/, '.html');
}

interface PagePath {
  readonly path: string;
  readonly kind: RouteKind;
}

/** A page in the folder `en` is one of each language, and one without. */
function pagePaths(path: string, { languages = ['en'] }: SiteOfOne): readonly PagePath[] {
  if (!path.endsWith('.js'))
    return [{ path, kind: extensionOf(path as RepoPath) === '.html' ? pageKind(path) : 'static' }];
  const page = path.replace(/\.js$/, '.html');
  const plain = page.replace(/(^|\/)en\//, '$1');
  if (plain === page) return [{ path: page, kind: pageKind(page) }];
  const inLanguages = languages.map((language) => page.replace(/(^|\/)en\//, `$1${language}/`));
  return [plain, ...inLanguages].map((own) => ({ path: own, kind: pageKind(plain) }));
}

function pageKind(path: string): 'home' | 'page' {
  return path === 'index.html' ? 'home' : 'page';
}

/** With `cleanUrl` a folder of the same page stands beside the file, and is how the site calls it. */
export function withClean(path: string, { hasCleanUrls }: SiteOfOne): readonly string[] {
  if (!hasCleanUrls || !path.endsWith('.html') || path.includes('index.html')) return [path];
  return [path.replace(/\.html$/, ''), path];
}

export function urlOf(path: string, { basePath }: SiteOfOne): Route['url'] {
  return builtUrl(basePath, path.replace(/(^|\/)index\.html$/, '$1'));
}
