/**
 * The address that pages of a finished site give as their own, in `<link rel="canonical">` or `og:url`.
 *
 * https://www.rfc-editor.org/rfc/rfc6596, https://ogp.me/#metadata
 */
import { lineAt } from '../../text/edits.ts';
import { isOfNobody, siteAddress } from './siteAddress.ts';

/** A page of a folder that is served: its address there, its file, and its text. */
export interface FinishedPage<File extends string> {
  readonly url: string;
  readonly file: File;
  readonly text: string;
}

/** The address that a site has by its pages. */
export interface NamedAddress<File extends string> {
  readonly url: string;
  readonly file: File;
  readonly line: number;
}

/** Heads are long, but not without end. */
const mostOfHead = 50_000;

/**
 * The address below which most of the pages that name one say they lie, each by what stands in front of its own place. A page
 * that only leads on names another's.
 */
export function namedByPages<File extends string>(
  pages: readonly FinishedPage<File>[],
): NamedAddress<File> | undefined {
  const said = pages.flatMap((page) => {
    const own = selfGivenAddress(page.text);
    return own === undefined ? [] : [{ base: baseOf(own.url, page.url), file: page.file, line: own.line }];
  });
  const counts = new Map<string, number>();
  for (const { base } of said) if (base !== undefined) counts.set(base, (counts.get(base) ?? 0) + 1);
  const [url, count] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  if (url === undefined || count === undefined || count * 2 <= said.length) return undefined;
  const first = said.find(({ base }) => base === url);
  return first && { url, file: first.file, line: first.line };
}

/** The address that a page in HTML gives as its own, by the start of its text. */
export function selfGivenAddress(text: string): { readonly url: string; readonly line: number } | undefined {
  const head = text.slice(0, mostOfHead);
  if (/<meta\b[^<>]*\bhttp-equiv\s*=\s*["']?refresh\b/i.test(head)) return undefined;
  for (const [tag, name, value] of [
    [/<link\b[^<>]*>/gi, /\brel\s*=\s*["']?canonical\b/i, /\bhref\s*=\s*["']?(https?:\/\/[^"'\s<>]+)/i],
    [/<meta\b[^<>]*>/gi, /\bproperty\s*=\s*["']?og:url\b/i, /\bcontent\s*=\s*["']?(https?:\/\/[^"'\s<>]+)/i],
  ] as const) {
    for (const found of head.matchAll(tag)) {
      const url = name.test(found[0]) ? value.exec(found[0])?.[1] : undefined;
      if (url !== undefined && !isOfNobody(url)) return { url, line: lineAt(head, found.index) };
    }
  }
  return undefined;
}

/** What stands in front of a page's own place, with a slash at its end; `undefined` where it names another place. */
function baseOf(named: string, place: string): string | undefined {
  const { host, basePath } = siteAddress(named);
  if (host === undefined) return undefined;
  const bare = (path: string) => path.replace(/\/$/, '').replace(/(?:^|\/)index\.html?$|\.html?$/, '');
  const [whole, own] = [bare(basePath), bare(place)];
  if (!whole.endsWith(own)) return undefined;
  const scheme = /^https?:/i.exec(named)?.[0].toLowerCase();
  return `${scheme}//${host}${whole.slice(0, whole.length - own.length)}/`;
}
