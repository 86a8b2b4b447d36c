/** What is wrong with a whole file of rules, or with lines of it that are none. */
import type { Syntax } from '../../data/syntax.ts';
import type { RepoPath } from '../../paths.ts';
import type { InvalidRule, ParsedRedirects, RedirectContext, RedirectFormat } from '../format.ts';
import { fileProblem, type SyntaxProblem, syntaxIn } from '../syntaxProblem.ts';

/** A file of the repository that is no page: what one page redirects casts no doubt on all other addresses. */
export function isRuleFile(file: RepoPath, { repo, addressOf }: RedirectContext): boolean {
  return repo.has(file) && !/\.html?$/i.test(file) && addressOf?.(file) === undefined;
}

/** Rules that nobody could read are there all the same. */
export function unreadFile(file: RepoPath, formats: readonly RedirectFormat[]): readonly InvalidRule[] {
  const [format] = formats;
  if (format === undefined) return [];
  return [{ format: format.id, file, line: 1, message: 'The file cannot be read.', isUnread: true }];
}

const markProblem: SyntaxProblem = {
  line: 1,
  message:
    'the file begins with a byte order mark, which its server reads as part of the first word; save it without one',
};

/** What a file holds that is no rule, with what keeps its host from reading it. */
export function invalidOf(
  parsed: ParsedRedirects,
  format: RedirectFormat,
  text: string,
  file: RepoPath,
  context: RedirectContext,
): readonly InvalidRule[] {
  return asTemplate(withProblem(parsed, format, text, file, context), text, syntaxIn(format, file));
}

/** A host that refuses a file goes on with the one it was given before: which rules that held is not known. */
function withProblem(
  parsed: ParsedRedirects,
  format: RedirectFormat,
  text: string,
  file: RepoPath,
  context: RedirectContext,
): readonly InvalidRule[] {
  const { invalid } = parsed;
  if (format.reads === 'head' || !isRuleFile(file, context)) return invalid;
  const mark = format.refusesMark && context.repo.hasMark?.(file) ? markProblem : undefined;
  const problem = mark ?? fileProblem(format, text, file, () => parsed);
  if (problem === undefined) return invalid;
  const known = invalid.find((entry) => entry.line === problem.line && entry.message === problem.message);
  if (known) return invalid.map((entry) => (entry === known ? { ...entry, isUnread: true } : entry));
  const message = `The file has a mistake here: ${problem.message}.`;
  // That none of it could be read is no second finding.
  const others = parsed.rules.length === 0 && invalid.length === 1 ? [] : invalid;
  return [...others, { format: format.id, file, line: problem.line, message, isUnread: true }];
}

/** Configurations of servers, which have no tags of their own; a list that is copied as it is has them by mistake. */
const filledIn: ReadonlySet<Syntax> = new Set(['nginx', 'apache', 'caddy']);

/** A tag of Jinja, Nunjucks, Liquid or Go. */
const tag = /\{\{(?!\{)|\{%/;

/** Nothing is wrong with a line that a template makes, and nobody can read it. */
function asTemplate(invalid: readonly InvalidRule[], text: string, syntax: Syntax): readonly InvalidRule[] {
  if (invalid.length === 0 || !filledIn.has(syntax) || !tag.test(text)) return invalid;
  const lines = text.split('\n');
  return invalid.map((entry) =>
    entry.isHidden || !tag.test(lines[entry.line - 1] ?? '')
      ? entry
      : { ...entry, message: 'A template makes this line, so its redirect cannot be read.', isHidden: true },
  );
}
