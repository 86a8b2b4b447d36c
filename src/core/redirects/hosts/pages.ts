/**
 * A plain file host: the generator wrote a page that leads on by a refresh. `/old/` stands for `old/index.html`,
 * `/old` for `old.html`; a host answers `/old` from either, and `/old/` from the first only.
 */
import { decodePath } from '../../paths.ts';
import type { RedirectRule } from '../format.ts';
import { exactSource, type Host } from '../host.ts';

export const pages: Host<'pages'> = {
  id: 'pages',
  title: 'refresh page',
  docs: 'https://developer.mozilla.org/en-US/docs/Web/HTML/Reference/Elements/meta/http-equiv',
  server: undefined,
  makesBothSpellings: true,
  pagesFirst: true,
  makesPages: true,
  source: exactSource,
  // The file `a.html` is shown for `/a` even where the folder has a page.
  among: (matches) => [...matches.filter((rule) => !isFolder(rule)), ...matches.filter(isFolder)],
  keys(path) {
    const asked = decodePath(path).replace(/\/{2,}/g, '/');
    const key = pageKey(asked);
    if (key.endsWith('/')) return [key];
    // A file without its extension may be the one; so may a folder of that name.
    if (key !== asked) return /\.html?$/.test(asked) ? [key, `${asked}.html`, `${asked}/`] : [key];
    if (key.endsWith('/index')) return [key, `${key}/`, key.slice(0, -'index'.length)];
    return hasExtension(key) ? [key, `${key}/`, `${key}.html`] : [key, `${key}/`];
  },
  ruleKey: (_rule, path) => pageKey(path),
  subject: (path) => pageKey(decodePath(path)),
  // `a.html` is there for `/a`; the rule's own `a/index.html` is not looked for.
  yields: (rule, page, path) => isFolder(rule) && !path.endsWith('/') && !page.url.endsWith('/'),
  answer: (rule) => ({ status: rule.status, location: rule.to }),
};

function isFolder({ source }: RedirectRule): boolean {
  return source.kind === 'exact' && pageKey(source.path).endsWith('/');
}

/** `/v1.0` is no short form of `/v1.0.html`: generators write a file of just that name for it. */
function hasExtension(path: string): boolean {
  return /\.[^/.]+$/.test(path);
}

/** The address of the file a page address is served from, in its short form. */
function pageKey(path: string): string {
  const folder = path.replace(/\/index\.html?$/, '/');
  const short = folder.replace(/\.html?$/, '');
  return hasExtension(short) ? folder : short;
}
