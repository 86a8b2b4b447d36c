/** Where in a `.htaccess` file a redirect answers, and in which words. */
import type { RepoPath } from '../../../paths.ts';
import type { RuleLine } from '../../../text/redirectLines.ts';
import type { Redirect, RedirectContext, Refusal } from '../../format.ts';
import { type HostRequest, sentPath } from '../../host.ts';
import { met } from '../../requirement.ts';
import { askedByApache } from './askedInside.ts';
import { aboveConditions } from './conditionLines.ts';
import { argumentsOf, folderAddress, isAlwaysOn, read } from './directives.ts';
import { type Base, escapeRegex } from './rewrite.ts';
import { isServerFile } from './serverFile.ts';
import { serverOf } from './serverSettings.ts';
import type { WrittenTarget } from './target.ts';

/** Where the file leaves the engine off, what it rewrites answers nothing, and `RedirectMatch` does. */
export function usesRewrites(lines: readonly RuleLine[], text: string): boolean {
  const words = lines.map((line) => argumentsOf(line, text).map((word) => word.toLowerCase()));
  const engine = words.findLast(([directive]) => directive === 'rewriteengine')?.[1];
  const has = (name: string) => words.some(([directive]) => directive === name);
  return engine === 'on' && (has('rewriterule') || !(has('redirect') || has('redirectmatch')));
}

/** The expression of a redirect, by the whole path, and its target, with `$1` for the rest of a folder's address. */
export function askedAndLed(
  { from, below, rest }: Redirect,
  to: string,
): { readonly pattern: string; readonly target: string } {
  const path = escapeRegex(from.length > 1 ? from.replace(/\/$/, '') : '/');
  if (!below) return { pattern: `^${path === '/' ? '/' : path + (from.endsWith('/') ? '/?' : '')}$`, target: to };
  // `both` is what the rest of an address has anyhow.
  const slash = rest?.slash ?? 'both';
  const led = { both: '$1', target: '/$1/', none: '/$1' }[slash];
  return {
    pattern: slash === 'both' ? `^${path}(/.*)?$` : `^${path}/(.*[^/])/?$`,
    target: to.replace(/\/$/, '') + led,
  };
}

/**
 * Above the first RewriteRule and the conditions and comments that belong to it; `taking`: the line of one that takes every
 * address, for reasons of its own.
 */
export function aboveCatchAll(
  lines: readonly RuleLine[],
  text: string,
  aside: ReadonlySet<number>,
  taking: number | undefined,
): number {
  const words = (line: RuleLine | undefined) => (line ? argumentsOf(line, text) : []);
  const isRedirect = (line: RuleLine) => {
    const meaning = read(words(line), root);
    return meaning !== undefined && !('problem' in meaning);
  };
  const other = lines.findIndex((line) => words(line)[0]?.toLowerCase() === 'rewriterule' && !isRedirect(line));
  const last = lines.findLastIndex(
    (line, i) =>
      !aside.has(line.number) &&
      (other < 0 || i < other) &&
      words(line)[0]?.toLowerCase() === 'rewriterule' &&
      aboveConditions(lines, i, text) === i,
  );
  const taken = lines.findIndex(({ number }) => number === taking);
  const isBehind = (i: number) => taken >= 0 && taken < i;
  if (last >= 0 && !isBehind(last) && isPlain(words(lines[last]))) return lines[last]?.next ?? text.length;
  let at = other < 0 ? lines.findIndex((line) => words(line)[0]?.toLowerCase() === 'rewriterule') : other;
  if (isBehind(at)) at = taken;
  at = aboveConditions(lines, at, text);
  while (at > 0 && aside.has(lines[at]?.number ?? 0) && aside.has(lines[at - 1]?.number ?? 0)) at--;
  at = aboveConditions(lines, at, text);
  while (at > 0 && lines[at - 1]?.comment) at--;
  return lines[aboveConditions(lines, at, text)]?.start ?? text.length;
}

/** A redirect of one address: ours can stand below it. */
function isPlain(words: readonly string[]): boolean {
  const meaning = read(words, root);
  return (
    meaning !== undefined &&
    !('problem' in meaning) &&
    /^RewriteRule \^[\w\-/\\.]*(\/\?)?\$( \[NE\])?$/.test(meaning.from)
  );
}

export function rewriteWords(
  pattern: string,
  target: WrittenTarget,
  status: number,
  base: string,
): readonly string[] | undefined {
  const path = pattern.slice(1);
  if (!path.startsWith(escapeRegex(base))) return undefined;
  const own = `^${path.slice(escapeRegex(base).length)}`;
  if (status === 410) return ['RewriteRule', quoteArgument(own), '-', '[G]'];
  return [
    'RewriteRule',
    quoteArgument(own),
    quoteArgument(target.text),
    `[R=${status},${target.isEncoded ? 'NE,' : ''}L]`,
  ];
}

function quoteArgument(word: string): string {
  return /\s/.test(word) ? `"${word}"` : word;
}

/** The numbers of lines in sections where a rule need not hold for everybody; a module that is not there counts as one. */
export function doubtfulLines(lines: readonly RuleLine[], text: string): ReadonlySet<number> {
  const open: string[] = [];
  const found = new Set<number>();
  for (const line of lines) {
    const [directive = '', ...rest] = argumentsOf(line, text);
    if (directive.startsWith('<') && !directive.startsWith('</')) open.push([directive, ...rest].join(' '));
    if (open.some((section) => !isAlwaysOn(section))) found.add(line.number);
    if (directive.startsWith('</')) open.pop();
  }
  return found;
}

export function isThere(words: readonly string[], lines: readonly RuleLine[], text: string): boolean {
  const wanted = words.map((word) => word.replace(/^"|"$/g, '')).join(' ');
  return lines.some((line) => argumentsOf(line, text).join(' ') === wanted);
}

/** The server's own configuration is not written, and what Apache shows in place of other pages stays a page. */
export function refusedHere(
  redirect: Redirect,
  lines: readonly RuleLine[],
  text: string,
  file: RepoPath,
  context: RedirectContext,
): Refusal | undefined {
  if (isServerFile(file)) {
    return {
      refused: `${file} configures the server itself; write the rule there by hand, and reload the server.`,
    };
  }
  const passed = serverOf(context)?.handedOn.find(
    ({ earlier }) => met([[earlier]], asked(redirect), context) === false,
  );
  if (passed) {
    return {
      refused: `${passed.written} in the configuration of the server hands ${redirect.from} on to another program before ${file} is read; add the redirect there by hand.`,
    };
  }
  const shown = askedByApache(lines, (line) => argumentsOf(line, text), folderAddress(file, context), redirect);
  return (
    shown && {
      refused: `Line ${shown.number} of ${file} serves ${redirect.from} in place of other pages; a redirect from there would redirect those as well.`,
    }
  );
}

function asked({ from }: Redirect): HostRequest {
  return { path: sentPath(from), query: '' };
}

const root: Base = { directory: '/', target: undefined };

/** `RedirectMatch` in its words. */
export function matchWords(pattern: string, target: string, status: number): readonly string[] {
  const to = status === 410 ? [] : [quoteArgument(target)];
  return ['RedirectMatch', String(status), quoteArgument(pattern), ...to];
}
