/**
 * Entries of the lists that a site hands to programs, `llms.txt`, sitemaps and feeds, as far as they lie in the repository and
 * are copied as they are: those that lead to addresses which are published no more.
 * https://llmstxt.org/ https://www.sitemaps.org/protocol.html https://www.rssboard.org/rss-specification RFC 4287
 */
import { webAddress } from '../../backlinks/webAddress.ts';
import type { BrokenPage, Note } from '../../model.ts';
import { asAddress, encodeUrl, type RepoPath, urlKey, urlPath } from '../../paths.ts';
import { strength } from '../../report/report.ts';
import { diagnose, type SiteSnapshot } from '../diagnose.ts';
import { askedPage } from '../explain.ts';
import { answeredBy } from '../lost.ts';

/** A line of such a list. */
export interface ListedEntry {
  readonly file: RepoPath;
  readonly line: number;
  /** Whole, as it is asked about. */
  readonly page: BrokenPage;
}

/** Longer lists are made by programs, which make them anew. */
export const longestList = 5_000;
/** So many dead ones are told of a file. */
const shown = 5;

/**
 * An address of a sitemap or feed, a link of Markdown, and an address on a line of its own. What only names an entry for
 * ever, the `id` of Atom, leads nowhere; so does the `guid` of RSS beside a link.
 */
const forms = {
  xml: /<(?:loc|link)\b[^<>]{0,300}>\s*(?:<!\[CDATA\[\s*([^<\]\s]{1,2000})|([^<\s]{1,2000}))|<link\b[^<>]{0,300}?\shref\s*=\s*["']([^"'<>\s]{1,2000})/gi,
  text: /\]\(\s*<?([^\s)<>]{1,2000})|^[ \t]*(?:[-*][ \t]+)?((?:https?:\/\/|\/)[^\s<>]{1,2000})[ \t]*$/gim,
} as const;

/** An address as it stands in such a list. */
export interface WrittenEntry {
  readonly written: string;
  readonly at: number;
  readonly address: URL;
  /** It also names the entry for ever: what read the list before takes another one for a new entry. */
  readonly isName: boolean;
  /** It stands in a `CDATA` section, where nothing is escaped. */
  readonly isRaw: boolean;
}

type Written = Omit<WrittenEntry, 'address'>;

/** Every address of the site in a list. `origin`: `https://example.org`, for those that are written without it. */
export function* writtenEntries(
  file: RepoPath,
  text: string,
  hosts: ReadonlySet<string>,
  origin: string,
): Iterable<WrittenEntry> {
  const isXml = /\.xml$/i.test(file);
  const found = isXml
    ? [...matched(text, forms.xml), ...namesAlone(text)].sort((a, b) => a.at - b.at)
    : matched(text, forms.text);
  for (const entry of found) {
    const plain = entry.isRaw ? entry.written : entry.written.replace(/&amp;/g, '&');
    // What a template fills in is no address yet.
    if (/[{}]|%7b/i.test(plain)) continue;
    const address = webAddress(plain.startsWith('/') && !plain.startsWith('//') ? `${origin}${plain}` : plain);
    if (address === undefined || !hosts.has(address.hostname)) continue;
    yield { ...entry, address };
  }
}

function* matched(text: string, form: RegExp): Iterable<Written> {
  for (const match of text.matchAll(form)) {
    const written = match[1] ?? match[2] ?? match[3] ?? '';
    const isRaw = match[0].includes('<![CDATA[');
    yield { written, at: match.index + match[0].lastIndexOf(written), isName: false, isRaw };
  }
}

/** The `guid` of an item without a link is where the item leads, unless it says that it is no permalink (RSS 2.0). */
function* namesAlone(text: string): Iterable<Written> {
  let end = 0;
  for (let start = text.indexOf('<item'); start >= 0; start = text.indexOf('<item', end)) {
    end = text.indexOf('</item', start);
    if (end < 0) return;
    const item = text.slice(start, end);
    const [whole, told = '', written] = /<guid\b([^<>]{0,300})>\s*([^<\s]{1,2000})/i.exec(item) ?? [];
    if (whole === undefined || written === undefined || /<link\b/i.test(item)) continue;
    if (/\bisPermaLink\s*=\s*["']\s*false/i.test(told)) continue;
    yield { written, at: start + item.indexOf(whole) + whole.lastIndexOf(written), isName: true, isRaw: false };
  }
}

/** Each address of the site once. `origin`: `https://example.org`, for those that are written without it. */
export function listedEntries(
  file: RepoPath,
  text: string,
  hosts: ReadonlySet<string>,
  origin: string,
): readonly ListedEntry[] {
  const found = new Map<string, ListedEntry>();
  let [line, counted] = [1, 0];
  for (const { at, address } of writtenEntries(file, text, hosts, origin)) {
    if (found.size === longestList) break;
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
