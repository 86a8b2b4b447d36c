/** Pages that take in the text of other files: what a reader sees of them is more than what their own file says. */
import { extensionOf, folderOf, type RepoPath, repoPath } from '../../paths.ts';

const forms: readonly RegExp[] = [
  // reStructuredText, https://docutils.sourceforge.io/docs/ref/rst/directives.html#include
  /^[ \t]*\.\.[ \t]+include::[ \t]+(\S+)/gm,
  // MyST, https://myst-parser.readthedocs.io/en/latest/syntax/organising_content.html
  /^[ \t]*(?:`{3,}|:{3,})\{include\}[ \t]+(\S+)/gm,
  // AsciiDoc, https://docs.asciidoctor.org/asciidoc/latest/directives/include/
  /^include::([^[\s]+)\[/gm,
  // Learn and DocFX, https://dotnet.github.io/docfx/docs/markdown.html
  /\[!INCLUDE\s*\[[^\]]{0,200}\]\(([^)\s]{1,300})\)\]/gi,
  // Snippets of Python-Markdown, https://facelessuser.github.io/pymdown-extensions/extensions/snippets/
  /^[ \t]*-{1,2}8<-{1,2}[ \t]+["']([^"'\n]{1,300})["']/gm,
  // Jekyll and Hugo sites
  /\{[{%]-?[<%]?\s*(?:include(?:_relative)?|readfile|include-file)\s+(?:file\s*=\s*)?["']?([^"'\s}%>]{1,300})["']?/g,
  // Fragments of MDX
  /^import\s+\w+\s+from\s+["']([^"'\n]{1,300}\.mdx?)["']/gm,
];

/** One of these is in every text that takes in another, and few texts have one; engines find such signs fast. */
const signs = ['{', '::', '[!', '8<', '\nimport '];

const most = 30;

/** Letters of other files that are read as a page's own. */
const mostLetters = 300_000;

/** The texts that pages take in, each file read once. */
export function includedTexts(
  isFile: (path: RepoPath) => boolean,
  read: (path: RepoPath) => Promise<string | undefined>,
) {
  const known = new Map<RepoPath, string>();
  const included = new Set<RepoPath>();
  return {
    /** Some page took in this file. */
    has: (file: RepoPath): boolean => included.has(file),
    /** The files that a page names by its `readIncludes`. */
    named: (page: RepoPath, includes: readonly string[]): readonly RepoPath[] =>
      includes.flatMap((target) => includedFile(target, page, isFile) ?? []),
    /** These were taken in by a page whose text is known. */
    mark(files: readonly RepoPath[]): void {
      for (const file of files) included.add(file);
    },
    /** The texts of files that a page names, whole, and which of them these are. */
    async of(files: readonly RepoPath[]): Promise<{ readonly text: string; readonly taken: ReadonlySet<RepoPath> }> {
      let text = '';
      const taken = new Set<RepoPath>();
      for (const file of files) {
        if (text.length > mostLetters) continue;
        if (!known.has(file)) known.set(file, (await read(file)) ?? '');
        included.add(file);
        taken.add(file);
        text += `\n${known.get(file)}`;
      }
      return { text, taken };
    },
  };
}

/** What a text takes in, as it is written there. */
export function readIncludes(text: string): readonly string[] {
  if (!signs.some((sign) => text.includes(sign)) && !text.startsWith('import ')) return [];
  if (!/include|INCLUDE|8<|readfile|^import /m.test(text)) return [];
  const found = new Set<string>();
  for (const form of forms) {
    for (const match of text.matchAll(form)) {
      if (match[1] !== undefined) found.add(match[1]);
      if (found.size >= most) return [...found];
    }
  }
  return [...found];
}

const texts: ReadonlySet<string> = new Set(['.md', '.mdx', '.markdown', '.rst', '.adoc', '.txt', '.inc', '.html']);

/** The file that is meant, of those that are there: beside the page, or below any folder above it. */
function includedFile(target: string, page: RepoPath, isFile: (path: RepoPath) => boolean): RepoPath | undefined {
  if (!texts.has(extensionOf(target as RepoPath))) return undefined;
  const bare = target.replace(/^[/~]+/, '');
  let folder: string = folderOf(page);
  for (;;) {
    const path = repoPath(folder === '' ? bare : `${folder}/${bare}`);
    if (path !== undefined && path !== page && isFile(path)) return path;
    if (folder === '') return undefined;
    folder = folderOf(folder as RepoPath);
  }
}
