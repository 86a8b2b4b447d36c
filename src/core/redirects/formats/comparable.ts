/**
 * Sources that hosts cannot compare, whatever the format: what follows `#` stays in the browser, and `?` is not in the path. What a
 * host decodes may be part of a name: links to `/c#/` write `/c%23/`.
 */
import type { RedirectFormat, RedirectRule, SourcePattern } from '../format.ts';
import { hostOf } from '../hosts/index.ts';

/** The format, with such rules told as what never matches instead of being taken for their path alone. */
export function comparingPaths(format: RedirectFormat): RedirectFormat {
  return {
    ...format,
    parse(text, file, context) {
      const parsed = format.parse(text, file, context);
      return { ...parsed, rules: parsed.rules.map(compared) };
    },
  };
}

function compared(rule: RedirectRule): RedirectRule {
  const source = incomparable(rule);
  return source ? { ...rule, source } : rule;
}

function incomparable({ from, source, host, query = [] }: RedirectRule): SourcePattern | undefined {
  if (hostOf(host).cutsSources) return undefined;
  // Expressions, and rules of server configurations, are no addresses.
  if (source.kind === 'never' || source.kind === 'unknown' || !/^(= )?(\/|https?:\/\/)/i.test(from)) return undefined;
  // What nginx compares a location's address with besides is an expression of its own.
  const path = from.replace(/ rewrite .*$/s, '');
  const isName = hostOf(host).comparesDecoded === true && nameWithHash.test(path);
  if (path.includes('#') && !isName) return { kind: 'never', reason: 'what follows # never reaches the host' };
  const isLiteral = source.kind === 'exact' || source.kind === 'prefix';
  if (!isLiteral || !path.includes('?') || query.length > 0) return undefined;
  return { kind: 'never', reason: 'it is compared with the path alone, which has no ?' };
}

/** `c#`, `f#`: nobody writes one letter with a section of the page behind it that has no name. */
const nameWithHash = /(?:^|[/_.-])[a-z]#(?=[/_.-]|$)/i;
