/**
 * Which files of a site of Middleman are pages, and what they are called once their templates are made.
 * https://middlemanapp.com/basics/templating-language/
 */
import { below, extensionOf, fileName, type RepoPath } from '../../paths.ts';
import type { MiddlemanSite } from './settings.ts';

/** MiddlemanLanguages of templates, whose extensions are taken off one after the other; https://github.com/jeremyevans/tilt */
const templates = new Set([
  ...['.erb', '.rhtml', '.erubis', '.erubi', '.haml', '.slim', '.liquid', '.radius', '.builder', '.nokogiri', '.str'],
  ...[
    '.markdown',
    '.mkd',
    '.md',
    '.textile',
    '.rdoc',
    '.wiki',
    '.creole',
    '.mediawiki',
    '.mw',
    '.adoc',
    '.asciidoc',
    '.ad',
  ],
  ...['.coffee', '.sass', '.scss', '.less', '.styl'],
]);

/**
 * What version 3 puts in the place of a template's only extension; of other templates nothing.
 * https://github.com/middleman/middleman/tree/v3.4.0/middleman-core/lib/middleman-core/renderers
 */
const implied: Readonly<Record<string, string>> = {
  ...{ '.erb': '.html', '.haml': '.html', '.slim': '.html', '.liquid': '.html', '.adoc': '.html' },
  ...{ '.markdown': '.html', '.mkd': '.html', '.md': '.html' },
  ...{ '.scss': '.css', '.sass': '.css', '.less': '.css', '.styl': '.css', '.coffee': '.js' },
};

/** https://middlemanapp.com/advanced/pretty-urls/ */
export const pageExtensions = new Set(['.html', '.htm', '.php', '.xhtml']);

/** The path below the source folder, as long as it is no partial, no layout and nothing of an editor. */
export function insideSource(path: RepoPath, site: Pick<MiddlemanSite, 'source' | 'layouts'>): string | undefined {
  const inside = below(path, site.source);
  if (inside === undefined || /(?:^|\/)_[^_]/.test(inside)) return undefined;
  if (inside.startsWith('layout.') || inside.startsWith(`${site.layouts}/`)) return undefined;
  return /(?:^|\/)\.?#|~$|\.DS_Store$|(?:^|\/)\.git(?:ignore|modules|\/)/.test(inside) ? undefined : inside;
}

export function isTiltTemplate(path: string): boolean {
  return templates.has(extensionOf(path));
}

/** `a.html.md.erb` is `a.html`; `a.md` is `a` since version 4, and `a.html` before. */
export function withoutTemplates(inside: string, version: number | undefined): string {
  let path = inside;
  let last = '';
  while (templates.has(extensionOf(path))) {
    last = extensionOf(path);
    path = path.slice(0, path.length - last.length);
  }
  const isBare = last !== '' && !fileName(path).includes('.');
  return isBare && version === 3 ? `${path}${implied[last] ?? ''}` : path;
}

/** Where the file is put, seen from the site's top; with `directory_indexes`, each page in a folder of its own. */
export function destinationOf(
  path: string,
  target: string,
  site: MiddlemanSite,
  isIndexed: boolean | undefined,
): string {
  const extension = extensionOf(path);
  const isIndex = target === site.indexFile || target.endsWith(`/${site.indexFile}`);
  const ruled = isIndexed ?? site.indexed.find(({ test }) => test(path))?.value;
  if (!site.hasIndexes || isIndex || ruled === false || !pageExtensions.has(extension)) return target;
  const stem = [...pageExtensions].reduce(
    (name, ending) => (name.endsWith(ending) ? name.slice(0, -ending.length) : name),
    target,
  );
  return `${stem}/${site.indexFile}`;
}

export function isIgnored(path: string, inside: string | undefined, site: MiddlemanSite): boolean {
  return site.ignored.some((test) => test(path) || (inside !== undefined && test(inside)));
}
