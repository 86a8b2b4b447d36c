/** What a page's text says of itself: title, headings and links, read without its markup's rules. */
import { extension, type RepoPath } from '../paths.ts';
import { readFrontMatter } from '../text/frontMatter.ts';
import { type PageLink, readLinks } from './links.ts';

export interface PageText {
  readonly title: string | undefined;
  readonly headings: readonly string[];
  readonly links: readonly PageLink[];
  /** Offset of the first character of the body. */
  readonly bodyStart: number;
}

export function readPageText(text: string, file: RepoPath): PageText {
  const { data, bodyStart } = readFrontMatter(text, file);
  const body = text.slice(bodyStart);
  const kind = extension(file);
  const headings = readHeadings(body, kind);
  const title = typeof data.title === 'string' && data.title.trim() !== '' ? data.title.trim() : headings[0];
  return { title, headings, links: readLinks(body), bodyStart };
}

const maximumHeadings = 200;

function readHeadings(body: string, kind: string): readonly string[] {
  const found =
    kind === '.rst'
      ? body.matchAll(/^(\S.*)\r?\n([=\-~^"'#*+.])\2{2,}[ \t]*$/gm)
      : kind === '.html' || kind === '.htm'
        ? body.matchAll(/<h[1-4][^>]*>(.*?)<\/h[1-4]>/gis)
        : body.matchAll(
            /^(?:#{1,4}|={1,4})[ \t]+(.+?)[ \t]*#*[ \t]*$|<h[1-4][^>]*>(.*?)<\/h[1-4]>|^(\S.*)\r?\n(?:=|-){3,}[ \t]*$/gim,
          );
  const headings: string[] = [];
  for (const match of found) {
    const heading = plain(
      kind === '.rst' || kind.startsWith('.htm') ? (match[1] ?? '') : (match[1] ?? match[2] ?? match[3] ?? ''),
    );
    if (heading !== '') headings.push(heading);
    if (headings.length === maximumHeadings) break;
  }
  return headings;
}

/** A heading without markup: tags, link targets, emphasis, `{#id}`. */
export function plain(text: string): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\{[#:.][^}]*\}/g, '')
    .replace(/[`*]|\\(?=[^\w\s])/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
