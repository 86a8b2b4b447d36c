/** How a host that reads the same file understands a redirect: why a rule that is right here may not work where it is served. */
import { asAddress, encodeUrl, type UrlPath } from '../paths.ts';
import { redirectFormats } from '../redirects/editing/formats.ts';
import type { RedirectContext, RedirectRule } from '../redirects/format.ts';
import { hosts } from '../redirects/hosts/index.ts';
import { describeOutcome } from '../redirects/simulate/describe.ts';
import { tableOf } from '../redirects/simulate/table.ts';

/**
 * A clause for the first server that reads the file too and does not answer `path` by the rule as it is meant; `undefined`
 * where each would, or no other reads it. `text` is the file's.
 */
export function otherReading(
  rule: RedirectRule,
  path: UrlPath,
  text: string,
  context: RedirectContext,
): string | undefined {
  const format = redirectFormats.find(({ id }) => id === rule.format);
  if (format === undefined) return undefined;
  for (const host of hosts) {
    if (host.server === undefined || host.id === rule.host) continue;
    const own = { ...context, host: host.id };
    const { rules, invalid, settings } = format.parse(text, rule.file, own);
    // Of a file that is another host's, nothing is read as this one's.
    if (rules.some((other) => other.host !== host.id)) continue;
    const table = tableOf(rules, invalid, new Map(settings && [[host.id, settings]]), own);
    const resolution = table.resolve(asAddress(path));
    const [first] = resolution.steps;
    if (first?.rule?.line === rule.line && first.rule.to === rule.to) continue;
    const problem = invalid.find(({ line }) => line === rule.line)?.message ?? neverReason(rules, rule);
    const instead = first === undefined ? 'no rule answers' : describeOutcome(resolution.outcome);
    return `if ${host.title} serves the site, it reads ${rule.file} otherwise: ${problem ?? `${encodeUrl(path)}: ${instead}`}`.replace(
      /\.$/,
      '',
    );
  }
  return undefined;
}

function neverReason(rules: readonly RedirectRule[], { line }: RedirectRule): string | undefined {
  const source = rules.find((rule) => rule.line === line)?.source;
  return source?.kind === 'never' || source?.kind === 'unknown' ? source.reason : undefined;
}
