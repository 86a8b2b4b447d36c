/**
 * Rules that somebody explains: a comment on the line of a rule, inside it or right above it, which says that it is meant
 * so. Comments that only name a rule or a group of rules (`# old blog`) say nothing of that kind.
 */
import type { RedirectRule } from './format.ts';

const reasons =
  /\b(?:intention\w*|intended|purposely|on purpose|deliberate\w*|(?:do not|don't|never) (?:remove|delete|drop)|must (?:stay|remain|be kept|come)|keep (?:this|these|for|until|so)|(?:needed|required) (?:for|by|because|so|as)|because|so that|workaround)\b/i;
/** Of what stands around a rule no more is looked at. */
const farthest = 1000;

/** The rules of a text, each with whether a comment says that it is meant so. */
export function withReasons(rules: readonly RedirectRule[], text: string): readonly RedirectRule[] {
  if (!reasons.test(text)) return rules;
  return rules.map((rule) => (saysWhy(rule, text) ? { ...rule, isExplained: true } : rule));
}

function saysWhy({ start, end }: RedirectRule, text: string): boolean {
  const before = text
    .slice(Math.max(0, start - farthest), start)
    .split('\n')
    .slice(0, -1);
  const code = before.findLastIndex((line) => !isComment(line));
  const [behind = ''] = text.slice(end, end + farthest).split('\n', 1);
  const own = [...text.slice(start, end).split('\n'), behind].map(commentOf);
  return reasons.test([...before.slice(code + 1), ...own].join('\n'));
}

function isComment(line: string): boolean {
  return /^\s*(?:#|\/\/|\/\*|\*|<!--)/.test(line);
}

/** What a line has behind the sign of a comment; an address may have `#` and `//` in it. */
function commentOf(line: string): string {
  return /(?:^|\s)(?:#|\/\/|\/\*|<!--)\s.*$/.exec(line)?.[0] ?? '';
}
