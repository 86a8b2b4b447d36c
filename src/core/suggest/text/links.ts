/** Links as pages write them, in the languages of pages: Markdown, HTML, reStructuredText, AsciiDoc, Hugo's shortcodes. */
import { pathSegments } from '../../history/similarPaths.ts';
import { decodePath, folderOf, type RepoPath, repoPath } from '../../paths.ts';

/** A link as its author wrote it. */
export interface PageLink {
  readonly text: string;
  readonly target: string;
}

interface Form {
  readonly pattern: RegExp;
  /** One of these is in every such link; most texts have links of one form or two. */
  readonly signs: readonly string[];
  /** The group of the pattern that is the target. */
  readonly target: 1 | 2;
  /** The group that is the text; 0 where there is none. */
  readonly text: 0 | 1 | 2;
}

const forms: readonly Form[] = [
  // [text](target "title"); the target of a relref may hold spaces and quotes
  {
    pattern: /\[([^\][]{0,200})\]\(\s*<?((?:\{\{[^}]{0,300}\}\}|[^\s)<>"]){1,500})/g,
    signs: [']('],
    target: 2,
    text: 1,
  },
  // [id]: target
  { pattern: /^ {0,3}\[([^\]^]{1,200})\]:\s+<?([^\s>]{1,500})/gm, signs: [']:'], target: 2, text: 1 },
  // <a href="target">text</a>
  {
    pattern: /<a\s[^>]{0,300}?href\s*=\s*["']([^"']{1,500})["'][^>]{0,300}>([^<]{0,200})/gi,
    signs: ['<a', '<A'],
    target: 1,
    text: 2,
  },
  // `text <target>`_ and :doc:`text <target>`
  { pattern: /(?::(?:doc|ref):)?`([^`<]{0,200}?)\s*<([^`>]{1,500})>`/g, signs: ['>`'], target: 2, text: 1 },
  // :doc:`target`
  { pattern: /:(?:doc|ref):`([^`<>]{1,500})`/g, signs: [':`'], target: 1, text: 0 },
  // xref:target[text]  link:target[text]
  { pattern: /\b(?:xref|link):([^\s[\]]{1,500})\[([^\]]{0,200})\]/g, signs: ['xref:', 'link:'], target: 1, text: 2 },
];

/** Every link of a text, images left out. */
export function readLinks(text: string): readonly PageLink[] {
  const links: PageLink[] = [];
  for (const form of forms) {
    if (!form.signs.some((sign) => text.includes(sign))) continue;
    for (const match of text.matchAll(form.pattern)) {
      if (match.index > 0 && text[match.index - 1] === '!') continue;
      const target = shortcodeTarget(match[form.target] ?? '');
      const name = form.text === 0 ? '' : (match[form.text] ?? '');
      if (target !== '') links.push({ text: name.replace(/[`*_]/g, '').trim(), target });
    }
  }
  return links;
}

/** `{{< relref "blog/post.md" >}}` and `{% link _posts/x.md %}` name a page inside a shortcode. */
function shortcodeTarget(text: string): string {
  if (!text.includes('{{') && !text.includes('{%')) return text;
  const name = /(?:rel)?ref\s+"?([^"\s}]+)/.exec(text) ?? /\{%-?\s*(?:link|post_url)\s+(\S+)/.exec(text);
  return name?.[1] ?? text.replace(/^\{\{[^}]*\}\}/, '');
}

/**
 * One key for every way to write a link to a page: the parts of the path that its address has under nearly any
 * generator, joined. A relative link is seen from its file. `undefined` for links to elsewhere and within the page.
 */
export function linkKey(target: string, file: RepoPath, hosts: ReadonlySet<string>): string | undefined {
  const bare = target.replace(/[?#].*$/s, '');
  const [, host, path] = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/]+)(.*)$/i.exec(bare) ?? [];
  if (host !== undefined) return hosts.has(host.toLowerCase()) ? segmentsKey(decodePath(path ?? '')) : undefined;
  if (bare === '' || /^[a-z][a-z0-9+.-]*:/i.test(bare)) return undefined;
  const decoded = decodePath(bare);
  if (decoded.startsWith('/') || decoded.startsWith('~/') || decoded.startsWith('@')) return segmentsKey(decoded);
  const resolved = repoPath(`${folderOf(file)}/${decoded}`.replace(/^\//, ''));
  return resolved === undefined ? undefined : segmentsKey(resolved);
}

export function segmentsKey(path: string): string {
  return pathSegments(path).join('/');
}
