/** The addresses of pages and of files that are copied as they are. https://jekyllrb.com/docs/pages/ */
import type { ContentFile, Route, RouteKind } from '../../model.ts';
import { builtUrl, extensionOf, fileName, folderOf } from '../../paths.ts';
import { flagOf, type Settings, textOf } from '../../text/settings.ts';
import { pageTitle } from '../../text/title.ts';
import type { JekyllSite } from './config.ts';
import { expandLoosely, withExtension } from './template.ts';

/** Files that GitHub Pages does not take for pages unless they have front matter. */
const projectFiles = [
  ...['README', 'LICENSE', 'LICENCE', 'COPYING', 'CODE_OF_CONDUCT', 'CONTRIBUTING'],
  ...['ISSUE_TEMPLATE', 'PULL_REQUEST_TEMPLATE'],
];

/** `inside` is relative to the source; `hasIndex` tells of a folder. */
export function pageRoute(
  file: ContentFile,
  inside: string,
  site: JekyllSite,
  hasIndex: (folder: string) => boolean,
): Route {
  const name = fileName(inside);
  const extension = extensionOf(name) === '' ? '' : name.slice(name.lastIndexOf('.'));
  const stem = name.slice(0, name.length - extension.length).replace(/\.+$/, '');
  const hasBlock = file.frontMatter.format === 'yaml' && (file.frontMatter.start ?? 0) === 0;
  const folder = folderOf(inside);
  const isIndex = isReadmeIndex(inside, hasBlock, site) && !hasIndex(folder);
  if (!hasBlock && !isIndex && !isPageWithoutBlock(stem, extension, name, site)) {
    const isHidden = flagOf(site.defaults(inside, '').published) === false;
    return { url: builtUrl(site.baseUrl, folder, name), file: file.path, kind: isHidden ? 'unpublished' : 'static' };
  }
  const values = { ...site.defaults(inside, 'pages'), ...file.frontMatter.data };
  const permalink = permalinkIn(values);
  const output = outputExtension(extension, permalink, site);
  const isHtml = htmlExtensions.includes(output);
  const isFolder = isHtml && (stem === 'index' || isIndex);
  const template = !isHtml
    ? '/:path/:basename:output_ext'
    : isFolder
      ? '/:path/'
      : withExtension('/:path/:basename', site.style);
  const path = expandLoosely(permalink ?? template, { path: folder, basename: stem, output_ext: output });
  const url = builtUrl(
    site.baseUrl,
    isHtml || !path.endsWith('/') ? writtenPath(path, output) : `${path}index${output}`,
  );
  const title = pageTitle(file);
  const key = 'permalink' in file.frontMatter.data ? 'permalink' : undefined;
  // Defaults may say `published: false`; Jekyll does not ask them for pages.
  if (flagOf(file.frontMatter.data.published) === false && !site.unpublished) {
    return { url, file: file.path, kind: 'unpublished', title, key: 'published' };
  }
  if (isLedOn(values.redirect_to ?? site.defaults(inside, 'pages').redirect_to, site)) {
    return { url, file: file.path, kind: 'redirect', title, key: 'redirect_to' };
  }
  const isHome = url === builtUrl(site.baseUrl, '/');
  const kind: RouteKind = isHome ? 'home' : isFolder ? 'section' : 'page';
  return { url, file: file.path, kind, title, key };
}

/**
 * Whether jekyll-redirect-from makes a page that leads on of it: not where a page takes a default back by `false`, or names
 * none in its list. https://github.com/jekyll/jekyll-redirect-from#redirect-to
 */
export function isLedOn(redirect: unknown, { plugins }: Pick<JekyllSite, 'plugins'>): boolean {
  if (!plugins.has('jekyll-redirect-from')) return false;
  const target: unknown = Array.isArray(redirect) ? redirect.find((item) => item !== null) : redirect;
  return target !== undefined && target !== null && target !== false;
}

/** One that is there and empty is the home page's; one without a value is none. */
export function permalinkIn(values: Settings): string | undefined {
  return values.permalink === '' ? '/' : textOf(values.permalink);
}

const htmlExtensions = ['.html', '.xhtml', '.htm'];

/**
 * Where a host finds what is written for an address: Jekyll adds the extension that is missing, and only `.html` may be
 * left out when it is asked for (`destination` in page.rb and document.rb). `index` is written as `index.html`, the page of
 * its folder.
 */
export function writtenPath(path: string, output: string): string {
  if (output === '.html') return path.replace(/(^|\/)index$/, '$1');
  return path.endsWith('/') || path.endsWith(output) ? path : path + output;
}

/** The extension of the file that is written: that of the permalink, else what the converter makes of the file's own. */
export function outputExtension(extension: string, permalink: string | undefined, site: JekyllSite): string {
  if (permalink !== undefined && !permalink.endsWith('/')) {
    const written = extensionOf(permalink);
    if (/^\.\w+$/.test(written)) return written;
  }
  if (site.markdown.has(extension.toLowerCase())) return '.html';
  return converted[extension.toLowerCase()] ?? extension;
}

const converted: Readonly<Record<string, string>> = { '.scss': '.css', '.sass': '.css', '.coffee': '.js' };

/** https://github.com/benbalter/jekyll-optional-front-matter */
function isPageWithoutBlock(stem: string, extension: string, name: string, site: JekyllSite): boolean {
  if (!site.plugins.has('jekyll-optional-front-matter') || !site.markdown.has(extension.toLowerCase())) return false;
  const include = site.settings.include;
  return !projectFiles.includes(stem.toUpperCase()) || (Array.isArray(include) && include.includes(name));
}

/** https://github.com/benbalter/jekyll-readme-index */
function isReadmeIndex(path: string, hasBlock: boolean, site: JekyllSite): boolean {
  if (!site.plugins.has('jekyll-readme-index') || !/^readme\.\w+$/i.test(fileName(path))) return false;
  if (!site.markdown.has(extensionOf(path))) return false;
  const options = site.settings.readme_index;
  const withBlock = typeof options === 'object' && options !== null && 'with_frontmatter' in options;
  return !hasBlock || (withBlock && options.with_frontmatter === true);
}
