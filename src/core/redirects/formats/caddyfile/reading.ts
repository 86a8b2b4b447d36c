/** What one line of a Caddyfile says: `redir`, and `respond` or `error` with a status that says that nothing is shown there. */
import type { RuleLine } from '../../../text/redirectLines.ts';
import type { RuleCondition } from '../../condition.ts';
import type { Reach, RedirectContext } from '../../format.ts';
import { reachOf } from '../../reach.ts';
import type { RuleMeaning } from '../../rule.ts';
import type { LineMeaning } from '../../writing/lineFile.ts';
import { leadsToHttps } from '../../writing/siteBlocks.ts';
import type { InBlock } from './blocks.ts';
import { type CaddyMatcher, caddyMatchers, pathMatcher } from './matchers.ts';
import { areFollowed, filledIn, notImported, ofImports, type Snippet } from './snippets.ts';

type Matchers = ReadonlyMap<string, CaddyMatcher>;

/** A file with all that a line of it hangs on. */
export interface CaddySite {
  readonly lines: readonly RuleLine[];
  readonly depths: ReadonlyMap<number, number>;
  readonly matchers: Matchers;
  /** What the block of a line answers at most. */
  readonly heads: ReadonlyMap<number, Reach>;
  readonly snippets: readonly Snippet[];
  readonly decided: InBlock;
  /** Whom the site around an offset is for, where that is not everybody. */
  readonly visitors: (start: number) => readonly RuleCondition[];
  readonly context: RedirectContext;
}

/** `undefined`: the line says nothing of redirects. In a snippet, what it says at each import. */
export function readDirective(line: RuleLine, site: CaddySite): LineMeaning | readonly LineMeaning[] | undefined {
  const { number, start } = line;
  const words = line.words.map(({ text }) => text);
  if (!/^(?:redir|respond|error)$/.test(words[0] ?? '')) return undefined;
  const snippet = site.snippets.find(({ first, last }) => first <= number && number <= last);
  if (snippet) return inSnippet(words, number, snippet, site);
  const visitors = site.visitors(start);
  const read = directive(words, site.matchers, isDeep(number, site));
  if (read === undefined || 'problem' in read) return read;
  const meaning = { ...read, ...whoAsks(read, visitors, site.context) };
  if (!isDeep(number, site)) return meaning;
  return (
    (visitors.length > 0 ? undefined : site.decided(meaning, number)) ?? undecided(meaning, site.heads.get(number))
  );
}

function isDeep(line: number, { depths }: CaddySite): boolean {
  return (depths.get(line) ?? 0) >= 2;
}

function directive([name = '', ...words]: readonly string[], matchers: Matchers, isDeep: boolean) {
  return name === 'redir' ? meaningOf(words, matchers) : refusal(name, words, matchers, isDeep);
}

/** Inside `handle`, `route` and the like other conditions hold. A text in place of a page is none of our concern there. */
function undecided(meaning: RuleMeaning, reach = reachOf(meaning.source)): RuleMeaning | undefined {
  if (meaning.status >= 400 && meaning.status !== 410) return undefined;
  return { ...meaning, source: { kind: 'unknown', reason: 'it is in a block with conditions of its own', reach } };
}

function inSnippet(
  words: readonly string[],
  number: number,
  snippet: Snippet,
  site: CaddySite,
): readonly LineMeaning[] {
  const [name = '', ...rest] = words;
  const hasArguments = /\{args[.[]/.test(words.join(' '));
  if (!areFollowed(snippet)) {
    const source = snippet.imports.length === 0 ? notImported : ofImports;
    const read = hasArguments ? undefined : directive(words, site.matchers, false);
    const isSure = read !== undefined && !('problem' in read) && snippet.imports.length > 0;
    if (isSure || name !== 'redir') return read === undefined ? [] : [read];
    return [{ from: rest.join(' '), to: '', status: 302, statusIsDefault: true, source }];
  }
  const inside = site.lines.filter((line) => snippet.first < line.number && line.number < snippet.last);
  const read = snippet.imports.flatMap((by): readonly LineMeaning[] => {
    const own = caddyMatchers(
      inside.map((line) => withArguments(line, by)),
      site.context,
    );
    const meaning = directive(filledIn(words, by), new Map([...site.matchers, ...own]), isDeep(number, site));
    if (meaning === undefined || 'problem' in meaning) return meaning === undefined ? [] : [meaning];
    const asked = { ...meaning, ...whoAsks(meaning, site.visitors(by.start), site.context) };
    if (by.isInSite && !isDeep(number, site)) return [asked];
    const isCut = site.lines.some((line) => line.words[0]?.text === 'handle_path');
    return [undecided(asked, isCut ? { under: '/' } : undefined) ?? []].flat();
  });
  // Alike at every import, it is one rule.
  const distinct = [...new Map(read.map((meaning) => [JSON.stringify(meaning), meaning])).values()];
  return distinct.length < 2
    ? distinct
    : distinct.map((meaning) => ({ ...meaning, generatedTogether: distinct.length - 1 }));
}

function withArguments(line: RuleLine, by: Snippet['imports'][number]): RuleLine {
  const texts = filledIn(
    line.words.map(({ text }) => text),
    by,
  );
  return { ...line, words: line.words.map((word, i) => ({ ...word, text: texts[i] ?? word.text })) };
}

function meaningOf(words: readonly string[], matchers: Matchers): RuleMeaning | { readonly problem: string } {
  const hasMatcher = words.length > 1 && /^(?:[/@]|\*$)/.test(words[0] ?? '');
  const from = hasMatcher ? (words[0] ?? '') : '';
  const [to, code = 'temporary'] = hasMatcher ? words.slice(1) : words;
  if (to === undefined) return { problem: 'redir needs a target.' };
  if (words.length === 1 && /^[/@*]/.test(to))
    return { problem: `Caddy reads ${to} as the address to redirect; write redir * ${to}` };
  const status = statusOfCode(code);
  if (status === undefined && code.startsWith('{'))
    return { problem: `The status ${code} of redir cannot be read from the file.` };
  if (status === undefined) return { problem: `${code} is not a status that redir accepts.` };
  const unnamed = { kind: 'unknown', reason: `the matcher ${from} is not a plain path` } as const;
  const matcher = from.startsWith('@') ? (matchers.get(from) ?? { source: unnamed }) : pathMatcher(from);
  return {
    from,
    to,
    ...matcher,
    status,
    statusIsDefault: words.length < (hasMatcher ? 3 : 2),
  };
}

/**
 * `respond /old 410`, `respond @gone "Gone" 410`, `error /secret/* 403`, in a block also without a path: nothing is there
 * any more, or nobody gets it. Caddy looks at `error` behind every `redir`, and at `respond` behind that.
 */
function refusal(
  name: string,
  words: readonly string[],
  matchers: Matchers,
  isInBlock: boolean,
): RuleMeaning | undefined {
  const [first = ''] = words;
  const hasMatcher = /^[/@*]/.test(first);
  const code = Number((hasMatcher ? words.slice(1) : words).find((word) => /^\d{3}$/.test(word)));
  if ((!hasMatcher && !isInBlock) || !(code >= 400 && code < 500)) return undefined;
  const from = hasMatcher ? first : '';
  const matcher = from.startsWith('@') ? matchers.get(from) : pathMatcher(from);
  return matcher && { ...matcher, from: `${name} ${from}`.trim(), to: '', status: code };
}

/** `html` writes a page that leads on, which counts as permanent. */
function statusOfCode(code: string): number | undefined {
  const named = { permanent: 301, temporary: 302, html: 301, '200': 301 }[code];
  const status = named ?? Number(code);
  return status === 401 || (status >= 300 && status < 400) ? status : undefined;
}

/** Whom alone a rule answers: those of another site, or who did not come by https, else those its matcher lets through. */
function whoAsks(
  { from, to, conditions = [], requires }: RuleMeaning,
  others: readonly RuleCondition[],
  context: RedirectContext,
): Pick<RuleMeaning, 'conditions' | 'requires'> {
  if (others.length > 0) return { conditions: [...others, ...conditions], requires: undefined };
  if (from === '' && leadsToHttps(to, context)) return { conditions: [{ kind: 'http' }], requires: undefined };
  return { conditions, requires };
}
