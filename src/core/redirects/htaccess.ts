/**
 * `.htaccess`: `Redirect [status] /path target` (the path and all below it), `RedirectMatch [status] regex target`, and
 * `RewriteRule regex target [R=301,L]`. Every RewriteRule comes first. Conditions and unknown sections are not judged.
 * https://httpd.apache.org/docs/2.4/mod/mod_alias.html
 */
import { below, fileName, folderOf, type RepoPath, urlPath } from '../paths.ts';
import { compileRegex } from '../text/linearRegex.ts';
import { type RuleLine, ruleLines } from '../text/redirectLines.ts';
import { planInFile } from './configFile.ts';
import type { RedirectContext, RedirectFormat, SourcePattern } from './format.ts';
import { folderOfRegex, groupNames } from './hosts/nginx.ts';
import { addLines, behindRules, type LineMeaning, parseLines, removeLine } from './lineFile.ts';
import { lastsLike } from './placement.ts';
import { unreadRegex } from './reach.ts';
import { encodedTarget, isAside, refuseAlways } from './target.ts';

export const htaccess = {
  id: 'htaccess',
  title: '.htaccess',
  docs: 'https://httpd.apache.org/docs/2.4/mod/mod_alias.html',
  reads: 'whole',
  async files(context) {
    const all = context.repo.files.filter((file) => fileName(file) === '.htaccess' && !isAside(file));
    const published = all.filter((file) => context.staticRoots.some((root) => below(file, root) !== undefined));
    return published.length > 0 ? published : all;
  },

  parse(text, file, context) {
    const base = folderAddress(file, context);
    const sections: string[] = [];
    const engine = [...text.matchAll(/^[ \t\uFEFF]*RewriteEngine[ \t]+(\w+)/gim)].at(-1)?.[1]?.toLowerCase();
    let condition = false;
    return parseLines('htaccess', 'apache', text, file, (line) => {
      const words = argumentsOf(line, text);
      const directive = words[0]?.toLowerCase() ?? '';
      if (directive.startsWith('</')) sections.pop();
      else if (directive.startsWith('<')) sections.push(words.join(' '));
      if (directive === 'rewritecond') condition = true;
      const meaning = read(words, base);
      const conditioned = condition && directive === 'rewriterule';
      if (directive === 'rewriterule') condition = false;
      if (!meaning || 'problem' in meaning) return meaning;
      const doubtful = sections.some(isDoubtful);
      if (directive === 'rewriterule' && engine !== 'on')
        return { ...meaning, source: engine === 'off' ? off : unsure };
      if (conditioned) return { ...meaning, source: { kind: 'unknown', reason: 'a RewriteCond decides about it' } };
      return doubtful
        ? { ...meaning, source: { kind: 'unknown', reason: 'it stands in a section with conditions' } }
        : meaning;
    });
  },

  async plan(redirect, context) {
    const plan = await planInFile(this, redirect, context, {
      label: 'RedirectMatch in {file}, 301',
      because: 'Apache reads this file',
      fitness: 52,
      missing: 'The site has no .htaccess.',
    });
    return plan;
  },

  add(redirects, text, file, context) {
    const { rules } = this.parse(text, file, context);
    const lines = ruleLines(text);
    const rewrites = usesRewrites(lines, text);
    const added = [];
    for (const redirect of redirects) {
      const refused = refuseAlways(redirect, context);
      if (refused) return refused;
      const gone = redirect.status === 410;
      const to = encodedTarget(redirect.to);
      if (/["\\$]/.test(to + redirect.from))
        return { refused: `${redirect.from} has signs that Apache reads otherwise.` };
      const path = escapeRegex(redirect.from.length > 1 ? redirect.from.replace(/\/$/, '') : '/');
      const ending = redirect.from.endsWith('/') ? '/?' : '';
      const pattern = redirect.below ? `^${path}(/.*)?$` : `^${path === '/' ? '/' : path + ending}$`;
      const target = redirect.below ? `${to.replace(/\/$/, '')}$1` : to;
      const words = rewrites
        ? rewriteWords(pattern, target, redirect.status, folderAddress(file, context))
        : ['RedirectMatch', String(redirect.status), quoteArgument(pattern), ...(gone ? [] : [target])];
      if (!words) return { refused: `${redirect.from} lies outside the folder of ${file}.` };
      const meaning = read(
        words.map((word) => word.replace(/^"|"$/g, '')),
        folderAddress(file, context),
      );
      if (!meaning || 'problem' in meaning) return { refused: `${redirect.from} cannot be written in ${file}.` };
      const exact = rules.find((rule) => rule.source.kind === 'exact' && rule.source.path === redirect.from);
      if (exact && exact.to === to && lastsLike(exact.status, redirect.status)) continue;
      const source: SourcePattern = redirect.below ? meaning.source : { kind: 'exact', path: redirect.from };
      added.push({ words, source, to: meaning.to, from: meaning.from, status: redirect.status });
    }
    const own = rules.filter(({ from }) => from.startsWith('RewriteRule ') === rewrites);
    const aside = doubtfulLines(lines, text);
    const open = own.filter(({ line }) => !aside.has(line));
    const place = rewrites ? aboveCatchAll(lines, text, aside) : behindRules(text, open);
    const fresh = added.filter(({ words }) => !isThere(words, lines, text));
    return addLines(text, own, fresh, () => place);
  },
  remove: removeLine,
} satisfies RedirectFormat;

/** A section that holds for some requests or servers only. */
function isDoubtful(section: string): boolean {
  return !/^<IfModule\s+"?!?mod_(rewrite|alias)(\.c)?"?>?$/i.test(section);
}

/** The numbers of lines in sections where a rule need not hold for everybody; a module that is not there counts as one. */
function doubtfulLines(lines: readonly RuleLine[], text: string): ReadonlySet<number> {
  const open: string[] = [];
  const found = new Set<number>();
  for (const line of lines) {
    const [directive = '', ...rest] = argumentsOf(line, text);
    if (directive.startsWith('<') && !directive.startsWith('</')) open.push([directive, ...rest].join(' '));
    if (open.some((section) => isDoubtful(section) || /<IfModule\s+"?!/i.test(section))) found.add(line.number);
    if (directive.startsWith('</')) open.pop();
  }
  return found;
}

const off = { kind: 'never', reason: 'RewriteEngine is off' } as const;
const unsure = { kind: 'unknown', reason: 'this file does not switch RewriteEngine on' } as const;

function isThere(words: readonly string[], lines: readonly RuleLine[], text: string): boolean {
  const wanted = words.map((word) => word.replace(/^"|"$/g, '')).join(' ');
  return lines.some((line) => argumentsOf(line, text).join(' ') === wanted);
}

/** The words of a line; quotes hold blanks together. */
function argumentsOf(line: RuleLine, text: string): readonly string[] {
  const first = line.words[0];
  if (!first) return [];
  const raw = text.slice(first.start, line.end);
  return [...raw.matchAll(/"((?:[^"\\]|\\.)*)"|\S+/g)].map((word) => word[1]?.replace(/\\"/g, '"') ?? word[0]);
}

const named: Readonly<Record<string, number>> = { permanent: 301, temp: 302, seeother: 303, gone: 410 };

function read(words: readonly string[], base: string): LineMeaning | { readonly problem: string } | undefined {
  const directive = words[0]?.toLowerCase();
  switch (directive) {
    case 'redirect':
    case 'redirectmatch': {
      const code =
        named[words[1]?.toLowerCase() ?? ''] ?? (/^\d{3}$/.test(words[1] ?? '') ? Number(words[1]) : undefined);
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
): LineMeaning | { readonly problem: string } {
  const status = code ?? 302;
  if (from === undefined || (to === undefined && status < 400))
    return { problem: `${directive} needs a source and a target.` };
  const meaning = { from, to: to ?? '', status, statusIsDefault: code === undefined };
  if (directive === 'redirectmatch') return { ...meaning, source: regexSource(from, false) };
  if (!from.startsWith('/')) return { problem: `A path for Redirect begins with /: ${from}` };
  return { ...meaning, source: { kind: 'prefix', path: urlPath(from) } };
}

function rewrite(
  [pattern, to, flagText]: readonly string[],
  base: string,
): LineMeaning | { readonly problem: string } | undefined {
  if (pattern === undefined || to === undefined) return { problem: 'RewriteRule needs a pattern and a target.' };
  const flags = (flagText ?? '')
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((flag) => flag.trim().toUpperCase());
  const code = flags.map((flag) => /^(?:R|REDIRECT)(?:=(\w+))?$/.exec(flag)).find((found) => found !== null);
  const gone = flags.includes('G') || flags.includes('GONE');
  if (!code && !gone && !/^https?:\/\//.test(to)) return undefined;
  const status = gone ? 410 : code?.[1] ? (named[code[1].toLowerCase()] ?? Number(code[1])) : 302;
  const caseless = flags.includes('NC') || flags.includes('NOCASE');
  const negated = pattern.startsWith('!');
  const whole = pattern.startsWith('^') ? `^${escapeRegex(base)}${pattern.slice(1)}` : pattern;
  const variables = /%\{|%\d/.test(to) && !/^https?:\/\/%\{(HTTP_HOST|SERVER_NAME)\}/.test(to);
  const source: SourcePattern =
    negated || variables
      ? { kind: 'unknown', reason: negated ? 'it answers what does not match' : 'its target has variables' }
      : regexSource(whole, caseless);
  return {
    from: `RewriteRule ${pattern}${flags.some((flag) => /^(NE|NOESCAPE)$/.test(flag)) ? ' [NE]' : ''}`,
    to: gone ? '' : to,
    source,
    status,
    statusIsDefault: code?.[1] === undefined,
  };
}

function regexSource(pattern: string, caseless: boolean): SourcePattern {
  const plain = /^\^((?:[\w\-/]|\\[.-])*)(\/\?)?\$$/.exec(pattern);
  if (plain?.[1]?.startsWith('/') && !plain[2] && !caseless)
    return { kind: 'exact', path: urlPath(plain[1].replace(/\\(.)/g, '$1')) };
  const regex = `${caseless ? '(?i)' : ''}${pattern}`;
  const under = pattern.startsWith('^/') && !caseless && !pattern.includes('|') ? folderOfRegex(pattern) : '/';
  return compileRegex(regex)
    ? { kind: 'pattern', regex, names: groupNames(pattern), under }
    : unreadRegex(regex, under);
}

/** The address of the folder the file governs, with a slash at its end. */
function folderAddress(file: RepoPath, { staticRoots, basePath }: RedirectContext): string {
  const root = staticRoots.find((folder) => below(file, folder) !== undefined) ?? '';
  const folder = below(folderOf(file), root) ?? '';
  return urlPath(`${basePath}/${folderOf(file) === root ? '' : folder}/`);
}

function usesRewrites(lines: readonly RuleLine[], text: string): boolean {
  const directives = lines.map((line) => argumentsOf(line, text)[0]?.toLowerCase());
  return directives.includes('rewriterule');
}

/** Above the first RewriteRule and the conditions and comments that belong to it. */
function aboveCatchAll(lines: readonly RuleLine[], text: string, aside: ReadonlySet<number>): number {
  const words = (line: RuleLine | undefined) => (line ? argumentsOf(line, text) : []);
  const isRedirect = (line: RuleLine) => {
    const meaning = read(words(line), '/');
    return meaning !== undefined && !('problem' in meaning);
  };
  const other = lines.findIndex((line) => words(line)[0]?.toLowerCase() === 'rewriterule' && !isRedirect(line));
  const last = lines.findLastIndex(
    (line, i) =>
      !aside.has(line.number) &&
      (other < 0 || i < other) &&
      words(line)[0]?.toLowerCase() === 'rewriterule' &&
      !conditioned(lines, i, words),
  );
  if (last >= 0 && isPlain(words(lines[last]))) return lines[last]?.next ?? text.length;
  let at = other < 0 ? lines.findIndex((line) => words(line)[0]?.toLowerCase() === 'rewriterule') : other;
  while (at > 0 && aside.has(lines[at]?.number ?? 0) && aside.has(lines[at - 1]?.number ?? 0)) at--;
  while (at > 0 && (words(lines[at - 1])[0]?.toLowerCase() === 'rewritecond' || lines[at - 1]?.comment)) at--;
  return lines[at]?.start ?? text.length;
}

function conditioned(
  lines: readonly RuleLine[],
  at: number,
  words: (line: RuleLine | undefined) => readonly string[],
): boolean {
  return words(lines[at - 1])[0]?.toLowerCase() === 'rewritecond';
}

/** A redirect of one address: ours can stand below it. */
function isPlain(words: readonly string[]): boolean {
  const meaning = read(words, '/');
  return (
    meaning !== undefined &&
    !('problem' in meaning) &&
    /^RewriteRule \^[\w\-/\\.]*(\/\?)?\$( \[NE\])?$/.test(meaning.from)
  );
}

function rewriteWords(pattern: string, target: string, status: number, base: string): readonly string[] | undefined {
  const path = pattern.slice(1);
  if (!path.startsWith(escapeRegex(base))) return undefined;
  const own = `^${path.slice(escapeRegex(base).length)}`;
  if (status === 410) return ['RewriteRule', quoteArgument(own), '-', '[G]'];
  return ['RewriteRule', quoteArgument(own), target, `[R=${status},${target.includes('#') ? 'NE,' : ''}L]`];
}

function escapeRegex(path: string): string {
  return path.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function quoteArgument(word: string): string {
  return /\s/.test(word) ? `"${word}"` : word;
}
