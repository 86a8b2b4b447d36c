/** The directives of a `.htaccess` file: their words, and the redirects of `Redirect`, `RedirectMatch` and `RewriteRule`. */
import { ownMember } from '../../../data/ownMember.ts';
import { below, builtUrl, folderOf, type RepoPath } from '../../../paths.ts';
import type { RuleLine } from '../../../text/redirectLines.ts';
import { visitorCondition } from '../../condition.ts';
import type { RedirectContext, RedirectRule, SourcePattern } from '../../format.ts';
import { apache } from '../../hosts/apache.ts';
import { nothingPublished } from '../../requirement.ts';
import type { RuleMeaning } from '../../rule.ts';
import { type Base, escapeRegex, namedStatuses, regexSource, rewrite } from './rewrite.ts';

/** The words of a line; quotes hold blanks together. */
export function argumentsOf(line: RuleLine, text: string): readonly string[] {
  const first = line.words[0];
  if (!first) return [];
  const raw = text.slice(first.start, line.end).replace(/\\\r?\n/g, '');
  return [...raw.matchAll(/(?<!\S)(["'])((?:(?!\1)[^\\]|\\.)*)\1|(?:\\[ \t]|\S)+/g)].map(
    ([whole, quote = '', inside]) => inside?.replaceAll(`\\${quote}`, quote) ?? whole,
  );
}

/** `around`: the folder of a section or a file that says itself what it is for, where a redirect needs no source. */
export function read(
  words: readonly string[],
  base: Base,
  around?: string,
): RuleMeaning | { readonly problem: string } | undefined {
  const directive = words[0]?.toLowerCase();
  switch (directive) {
    case 'redirect':
    case 'redirectmatch': {
      const code =
        ownMember(namedStatuses, words[1]?.toLowerCase() ?? '') ??
        (/^\d{3}$/.test(words[1] ?? '') ? Number(words[1]) : undefined);
      return alias(directive, words.slice(code === undefined ? 1 : 2), code, around);
    }
    case 'redirectpermanent':
      return alias('redirect', words.slice(1), 301, around);
    case 'redirecttemp':
      return alias('redirect', words.slice(1), 302, around);
    case 'rewriterule':
      return rewrite(words.slice(1), base);
    case 'errordocument':
      return leadingError(words.slice(1), base);
    default:
      return undefined;
  }
}

function alias(
  directive: string,
  [from, to]: readonly string[],
  code: number | undefined,
  around: string | undefined,
): RuleMeaning | { readonly problem: string } | undefined {
  const status = code ?? 302;
  if (around !== undefined && directive === 'redirect' && to === undefined) {
    if (from !== undefined && status < 400) return whole(around, from, status, code);
    // Apache 2.4.71 shows this status in place of whatever lies there.
    if (from === undefined && isShown(status)) return status < 300 ? undefined : whole(around, '', status, code);
  }
  if (from === undefined || (to === undefined && status < 400))
    return { problem: `${directive} needs a source and a target.` };
  const meaning = { from, to: to ?? '', status, statusIsDefault: code === undefined };
  if (directive === 'redirectmatch') return { ...meaning, source: regexSource(from, false) };
  if (!from.startsWith('/')) return { problem: `A path for Redirect begins with /: ${from}` };
  return { ...meaning, source: apache.source(from) };
}

/** Whether a status leads nowhere. */
function isShown(status: number): boolean {
  return status < 300 || status >= 400;
}

/** All that a section or a file is for. */
function whole(around: string, to: string, status: number, code: number | undefined): RuleMeaning {
  const folder = around.replace(/\/$/, '');
  const source: SourcePattern = {
    kind: 'pattern',
    names: [],
    under: folder || '/',
    regex: `^${escapeRegex(folder)}(?:/|$)`,
  };
  return { from: folder === '' ? '' : around, to, status, statusIsDefault: code === undefined, source };
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

/** A whole address: where all that is not there is led to. */
function leadingError([code = '', to = '']: readonly string[], { directory }: Base): RuleMeaning | undefined {
  if (code !== '404' || !/^https?:\/\//i.test(to)) return undefined;
  return { from: `ErrorDocument ${code}`, to, status: 302, isErrorPage: true, ...errorPage(directory) };
}

/** What Apache shows the page of an error for. */
export function errorPage(directory: string): Required<Pick<RedirectRule, 'source' | 'conditions' | 'requires'>> {
  return {
    source: everythingBelow(directory),
    conditions: [visitorCondition('what Apache finds no file for')],
    requires: nothingPublished,
  };
}

function everythingBelow(directory: string): SourcePattern {
  return {
    kind: 'pattern',
    regex: `^${escapeRegex(directory)}`,
    names: [],
    under: directory.replace(/(.)\/$/, '$1') || '/',
  };
}
