/**
 * Entries of the lists that a site hands to programs, `llms.txt`, sitemaps and feeds, as far as they lie in the repository and
 * are copied as they are: those that lead to addresses which are published no more.
 * https://llmstxt.org/ https://www.sitemaps.org/protocol.html https://www.rssboard.org/rss-specification RFC 4287
 */
import { webAddress } from '../backlinks/webAddress.ts';
import type { BrokenPage, Note } from '../model.ts';
import { asAddress, encodeUrl, type RepoPath, urlKey, urlPath } from '../paths.ts';
import { strength } from '../report/report.ts';
import type { RouteTable } from '../routeTable.ts';
import { diagnose, type SiteSnapshot } from './diagnose.ts';
import { askedPage } from './explain.ts';
import { answeredBy } from './lost.ts';

/** A line of such a list. */
export interface ListedEntry {
  readonly file: RepoPath;
  readonly line: number;
  /** Whole, as it is asked about. */
  readonly page: BrokenPage;
}

/** Where such lists are looked for, below the folder that the site is served in. */
export const listNames = [
  'llms.txt',
  'llms-full.txt',
  'sitemap.xml',
  'sitemap.txt',
  'rss.xml',
  'feed.xml',
  'atom.xml',
  'index.xml',
  'feed/index.xml',
] as const;

/** Longer lists are made by programs, which make them anew. */
const mostEntries = 5_000;
/** So many dead ones are told of a file. */
const shown = 5;

/** An element of a sitemap or feed with an address in it, a link of Markdown, and an address on a line of its own. */
const forms = {
  xml: /<(?:loc|link|guid|id)\b[^<>]{0,300}>\s*([^<\s]{1,2000})|<link\b[^<>]{0,300}?\shref\s*=\s*["']([^"'<>\s]{1,2000})/gi,
  text: /\]\(\s*<?([^\s)<>]{1,2000})|^[ \t]*(?:[-*][ \t]+)?((?:https?:\/\/|\/)[^\s<>]{1,2000})[ \t]*$/gim,
} as const;

/** The file behind a list; `undefined` where it is made by the build, or not there. */
export function listFile(name: string, prefix: string, routes: RouteTable): RepoPath | undefined {
  const file = routes.answer(urlPath(`${prefix.replace(/\/$/, '')}/${name}`))?.file;
  return file?.endsWith(`/${name}`) || file === name ? file : undefined;
}

/** Each address of the site once. `origin`: `https://example.org`, for those that are written without it. */
export function listedEntries(
  file: RepoPath,
  text: string,
  hosts: ReadonlySet<string>,
  origin: string,
): readonly ListedEntry[] {
  const found = new Map<string, ListedEntry>();
  const form = /\.xml$/i.test(file) ? forms.xml : forms.text;
  let [line, counted] = [1, 0];
  for (const match of text.matchAll(form)) {
    if (found.size === mostEntries) break;
    const written = (match[1] ?? match[2] ?? '').replace(/&amp;/g, '&');
    // What a template fills in is no address yet.
    if (/[{}]|%7b/i.test(written)) continue;
    const address = webAddress(written.startsWith('/') && !written.startsWith('//') ? `${origin}${written}` : written);
    if (address === undefined || !hosts.has(address.hostname)) continue;
    const at = match.index + match[0].indexOf(match[1] ?? match[2] ?? '');
    for (let end = text.indexOf('\n', counted); end >= 0 && end < at; end = text.indexOf('\n', counted)) {
      line += 1;
      counted = end + 1;
    }
    const page = askedPage(address.href);
    const key = urlKey(page.path);
    if (!found.has(key)) found.set(key, { file, line, page });
  }
  return [...found.values()];
}

/** Whether nothing of today answers an entry. A twin in Markdown lives as long as its page does. */
export function isUnanswered(
  { page: { path } }: ListedEntry,
  snapshot: Pick<SiteSnapshot, 'site' | 'redirects'>,
): boolean {
  const twin = urlPath(path.replace(/(?:\/index)?\.md$/, ''));
  return [path, twin].every((url) => {
    const { undecided } = snapshot.redirects.resolve(asAddress(url));
    return (
      snapshot.site.routes.answer(url) === undefined &&
      undecided.length === 0 &&
      answeredBy(url, snapshot) !== 'page' &&
      answeredBy(url, snapshot) !== 'redirect'
    );
  });
}

/** The page that a twin in Markdown is of. */
function twinOf(page: BrokenPage): BrokenPage {
  const url = page.url.replace(/(?:\/index)?\.md$/i, '');
  return url === page.url ? page : askedPage(url);
}

/** Of each file one note that names the first few. Only what was published once is told: the build may make other pages. */
export function deadEntryNotes(entries: readonly ListedEntry[], snapshot: SiteSnapshot): readonly Note[] {
  const byFile = new Map<RepoPath, { readonly line: number; readonly says: string }[]>();
  for (const { file, line, page } of entries) {
    const { code, suggestions } = diagnose(twinOf(page), snapshot);
    if (code !== 'moved' && code !== 'removed') continue;
    const [best] = suggestions;
    const now = best !== undefined && strength(best) === 'strong' ? ` (now ${encodeUrl(best.url)})` : '';
    const told = byFile.get(file) ?? [];
    told.push({ line, says: `${encodeUrl(page.path)}${now}` });
    byFile.set(file, told);
  }
  return [...byFile].map(([file, dead]) => {
    const named = dead.slice(0, shown).map(({ says }) => says);
    const more = dead.length > shown ? ` and ${dead.length - shown} more` : '';
    const are = dead.length === 1 ? 'an address that is' : 'addresses that are';
    const message = `It lists ${are} no longer published: ${named.join(', ')}${more}. Correct the list.`;
    return { file, line: dead[0]?.line ?? 1, message };
  });
}
