/**
 * `.htaccess`: `Redirect [status] /path target` (the path and all below it), `RedirectMatch [status] regex target`, and
 * `RewriteRule regex target [R=301,L]`. Every RewriteRule comes first. Of conditions, those are judged that are the same
 * for everybody or told by the repository; what stands in a section of its own, or behind a rewrite, may answer.
 * https://httpd.apache.org/docs/2.4/mod/mod_alias.html
 */
import { below, builtUrl, fileName, folderOf, type RepoPath } from '../../../paths.ts';
import { continuedLines, type RuleLine } from '../../../text/redirectLines.ts';
import type { InvalidRule, RedirectContext, RedirectFormat, SourcePattern } from '../../format.ts';
import { apache } from '../../hosts/apache.ts';
import { reachOf } from '../../reach.ts';
import type { Requirement } from '../../requirement.ts';
import type { RuleMeaning } from '../../rule.ts';
import { isAside, refuseAlways } from '../../target.ts';
import { planInFile } from '../../writing/configFile.ts';
import { addLines, behindRules, parseLines, removeLine } from '../../writing/lineFile.ts';
import { hasSamePermanence } from '../../writing/placement.ts';
import { rewriteConditions } from './conditions.ts';
import { type Base, conditioned, escapeRegex, namedStatuses, regexSource, rewrite, rewriteInside } from './rewrite.ts';
import { matchTarget, rewriteTarget, type WrittenTarget } from './target.ts';

export const htaccess = {
  id: 'htaccess',
  title: '.htaccess',
  docs: 'https://httpd.apache.org/docs/2.4/mod/mod_alias.html',
  reads: 'whole',
  stopsAtOneLine: true,
  writes: ['apache'],
  syntaxOf: () => 'apache',
  async files(context) {
    const all = context.repo.files.filter((file) => fileName(file) === '.htaccess' && !isAside(file));
    const published = all.filter((file) => context.staticRoots.some((root) => below(file, root) !== undefined));
    return published.length > 0 ? published : all;
  },

  parse(text, file, context) {
    const directory = folderAddress(file, context);
    const rewriteBase = /^[ \t\uFEFF]*RewriteBase[ \t]+"?(\/[^\s"]*)/im.exec(text)?.[1];
    const base: Base = { directory, target: rewriteBase };
    const sections: string[] = [];
    const engine = [...text.matchAll(/^[ \t\uFEFF]*RewriteEngine[ \t]+(\w+)/gim)].at(-1)?.[1]?.toLowerCase();
    const earlier: Requirement[] = [];
    const hidden: InvalidRule[] = [];
    let conditions: (readonly string[])[] = [];
    const parsed = parseLines(
      'htaccess',
      'apache',
      text,
      file,
      (line) => {
        const words = argumentsOf(line, text);
        const directive = words[0]?.toLowerCase() ?? '';
        if (directive.startsWith('</')) sections.pop();
        else if (directive.startsWith('<')) sections.push(words.join(' '));
        if (directive === 'rewritecond') conditions.push(words.slice(1));
        const isRewrite = directive === 'rewriterule';
        const asked = rewriteConditions(isRewrite ? conditions : [], context);
        if (isRewrite) conditions = [];
        const within = sections.filter((section) => !isAlwaysOn(section)).map((section) => `section ${section}`);
        const inside = isRewrite && engine !== 'off' ? rewriteInside(words.slice(1), base, asked, within) : undefined;
        if (inside) {
          earlier.push(inside.earlier);
          if (inside.reach) hidden.push({ format: 'htaccess', file, line: line.number, ...inside.reach });
          return undefined;
        }
        const meaning = read(words, base);
        if (!meaning || 'problem' in meaning) return meaning;
        if (isRewrite && engine !== 'on') return { ...meaning, source: unswitched(meaning.source, engine) };
        return conditioned(meaning, asked, within, isRewrite ? earlier : []);
      },
      continuedLines(text),
    );
    return { ...parsed, invalid: [...parsed.invalid, ...hidden] };
  },

  async plan(redirect, context) {
    const plan = await planInFile(this, redirect, context, {
      label: 'RedirectMatch in {file}, {status}',
      because: 'Apache reads this file',
      fitness: 52,
      missing: 'The site has no .htaccess.',
    });
    return plan;
  },

  add(redirects, text, file, context) {
    const { rules } = this.parse(text, file, context);
    const lines = continuedLines(text);
    const rewrites = usesRewrites(lines, text);
    const added = [];
    for (const redirect of redirects) {
      const refused = refuseAlways(redirect, context);
      if (refused) return refused;
      const gone = redirect.status === 410;
      const written = rewrites ? rewriteTarget(redirect.to) : matchTarget(redirect.to);
      if (written === undefined || /["\\\r\n]|\$\{/.test(written.plain + redirect.from))
        return {
          refused: `Apache reads signs of ${redirect.from} or ${redirect.to} otherwise; write the rule by hand.`,
        };
      const to = written.text;
      const path = escapeRegex(redirect.from.length > 1 ? redirect.from.replace(/\/$/, '') : '/');
      const extension = redirect.from.endsWith('/') ? '/?' : '';
      const pattern = redirect.below ? `^${path}(/.*)?$` : `^${path === '/' ? '/' : path + extension}$`;
      const target = redirect.below ? `${to.replace(/\/$/, '')}$1` : to;
      const words = rewrites
        ? rewriteWords(pattern, { ...written, text: target }, redirect.status, folderAddress(file, context))
        : ['RedirectMatch', String(redirect.status), quoteArgument(pattern), ...(gone ? [] : [quoteArgument(target)])];
      if (!words) return { refused: `${redirect.from} lies outside the folder of ${file}.` };
      const meaning = read(
        words.map((word) => word.replace(/^"|"$/g, '')),
        { directory: folderAddress(file, context), target: undefined },
      );
      if (!meaning || 'problem' in meaning) return { refused: `${redirect.from} cannot be written in ${file}.` };
      const exact = rules.find((rule) => rule.source.kind === 'exact' && rule.source.path === redirect.from);
      if (exact && exact.to === to && hasSamePermanence(exact.status, redirect.status)) continue;
      const source: SourcePattern = redirect.below ? meaning.source : { kind: 'exact', path: redirect.from };
      added.push({ words, source, to: meaning.to, from: meaning.from, status: redirect.status });
    }
    const own = rules.filter(({ from }) => from.startsWith('RewriteRule ') === rewrites);
    const aside = doubtfulLines(lines, text);
    const open = own.filter(({ line }) => !aside.has(line));
    const place = rewrites ? aboveCatchAll(lines, text, aside) : behindRules(text, open);
    const fresh = added.filter(({ words }) => !isThere(words, lines, text));
    return addLines(text, own, fresh, () => place, lines);
  },
  remove: removeLine,
} satisfies RedirectFormat;

/** The numbers of lines in sections where a rule need not hold for everybody; a module that is not there counts as one. */
function doubtfulLines(lines: readonly RuleLine[], text: string): ReadonlySet<number> {
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

const root: Base = { directory: '/', target: undefined };
const off = { kind: 'never', reason: 'RewriteEngine is off' } as const;

function unswitched(source: SourcePattern, engine: string | undefined): SourcePattern {
  if (engine === 'off') return off;
  return { kind: 'unknown', reason: 'this file does not switch RewriteEngine on', reach: reachOf(source) };
}

function isAlwaysOn(section: string): boolean {
  return /^<IfModule\s+"?mod_(rewrite|alias)(\.c)?"?>?$/i.test(section);
}

function isThere(words: readonly string[], lines: readonly RuleLine[], text: string): boolean {
  const wanted = words.map((word) => word.replace(/^"|"$/g, '')).join(' ');
  return lines.some((line) => argumentsOf(line, text).join(' ') === wanted);
}

/** The words of a line; quotes hold blanks together. */
function argumentsOf(line: RuleLine, text: string): readonly string[] {
  const first = line.words[0];
  if (!first) return [];
  const raw = text.slice(first.start, line.end).replace(/\\\r?\n/g, '');
  return [...raw.matchAll(/"((?:[^"\\]|\\.)*)"|(?:\\[ \t]|\S)+/g)].map(
    (word) => word[1]?.replace(/\\"/g, '"') ?? word[0],
  );
}

function read(words: readonly string[], base: Base): RuleMeaning | { readonly problem: string } | undefined {
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
function folderAddress(file: RepoPath, { staticRoots, basePath }: RedirectContext): string {
  const root = staticRoots.find((folder) => below(file, folder) !== undefined) ?? '';
  const folder = below(folderOf(file), root) ?? '';
  return builtUrl(`${basePath}/${folderOf(file) === root ? '' : folder}/`);
}

/** Where the file leaves the engine off, what it rewrites answers nothing, and `RedirectMatch` does. */
function usesRewrites(lines: readonly RuleLine[], text: string): boolean {
  const words = lines.map((line) => argumentsOf(line, text).map((word) => word.toLowerCase()));
  const engine = words.findLast(([directive]) => directive === 'rewriteengine')?.[1];
  return engine === 'on' && words.some(([directive]) => directive === 'rewriterule');
}

/** Above the first RewriteRule and the conditions and comments that belong to it. */
function aboveCatchAll(lines: readonly RuleLine[], text: string, aside: ReadonlySet<number>): number {
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
      !isConditioned(lines, i, words),
  );
  if (last >= 0 && isPlain(words(lines[last]))) return lines[last]?.next ?? text.length;
  let at = other < 0 ? lines.findIndex((line) => words(line)[0]?.toLowerCase() === 'rewriterule') : other;
  while (at > 0 && aside.has(lines[at]?.number ?? 0) && aside.has(lines[at - 1]?.number ?? 0)) at--;
  while (at > 0 && (words(lines[at - 1])[0]?.toLowerCase() === 'rewritecond' || lines[at - 1]?.comment)) at--;
  return lines[at]?.start ?? text.length;
}

function isConditioned(
  lines: readonly RuleLine[],
  at: number,
  words: (line: RuleLine | undefined) => readonly string[],
): boolean {
  return words(lines[at - 1])[0]?.toLowerCase() === 'rewritecond';
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

function rewriteWords(
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
