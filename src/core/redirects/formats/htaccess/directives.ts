/** The directives of a `.htaccess` file: their words, and the redirects of `Redirect`, `RedirectMatch` and `RewriteRule`. */
import { below, builtUrl, folderOf, type RepoPath } from '../../../paths.ts';
import type { RuleLine } from '../../../text/redirectLines.ts';
import type { RedirectContext } from '../../format.ts';
import { apache } from '../../hosts/apache.ts';
import type { RuleMeaning } from '../../rule.ts';
import { type Base, namedStatuses, regexSource, rewrite } from './rewrite.ts';

/** The words of a line; quotes hold blanks together. */
export function argumentsOf(line: RuleLine, text: string): readonly string[] {
  const first = line.words[0];
  if (!first) return [];
  const raw = text.slice(first.start, line.end).replace(/\\\r?\n/g, '');
  return [...raw.matchAll(/"((?:[^"\\]|\\.)*)"|(?:\\[ \t]|\S)+/g)].map(
    (word) => word[1]?.replace(/\\"/g, '"') ?? word[0],
  );
}

export function read(words: readonly string[], base: Base): RuleMeaning | { readonly problem: string } | undefined {
  const directive = words[0]?.toLowerCase();
  switch (directive) {
    case 'redirect':
    case 'redirectmatch': {
      const code =
        namedStatuses[words[1]?.toLowerCase() ?? ''] ?? (/^\d{3}$/.test(words[1] ?? '') ? Number(words[1]) : undefined);
      return alias(directive, words.slice(code === undefined ? 1 : 2), code);
    }
    case 'redirectpermanent':
      return alias('redirect', words.slice(1), 301);
    case 'redirecttemp':
      return alias('redirect', words.slice(1), 302);
    case 'rewriterule':
      return rewrite(words.slice(1), base);
    default:
      return undefined;
  }
}

function alias(
  directive: string,
  [from, to]: readonly string[],
  code: number | undefined,
): RuleMeaning | { readonly problem: string } {
  const status = code ?? 302;
  if (from === undefined || (to === undefined && status < 400))
    return { problem: `${directive} needs a source and a target.` };
  const meaning = { from, to: to ?? '', status, statusIsDefault: code === undefined };
  if (directive === 'redirectmatch') return { ...meaning, source: regexSource(from, false) };
  if (!from.startsWith('/')) return { problem: `A path for Redirect begins with /: ${from}` };
  return { ...meaning, source: apache.source(from) };
}

/** The address of the folder the file governs, with a slash at its end. */
export function folderAddress(file: RepoPath, { staticRoots, basePath }: RedirectContext): string {
  const root = staticRoots.find((folder) => below(file, folder) !== undefined) ?? '';
  const folder = below(folderOf(file), root) ?? '';
  return builtUrl(`${basePath}/${folderOf(file) === root ? '' : folder}/`);
}

export function isAlwaysOn(section: string): boolean {
  return /^<IfModule\s+"?mod_(rewrite|alias)(\.c)?"?>?$/i.test(section);
}
