/** Redirects that the user wants left alone: by the same patterns and decisions as broken pages. */
import { encodeUrl, urlKey, urlPath } from '../paths.ts';
import type { RedirectRule } from '../redirects/format.ts';
import type { RedirectReview } from '../redirects/repair/review.ts';
import { count } from '../wording/amounts.ts';
import type { IgnoredBy } from './ignored.ts';

/** Without what is wrong with rules whose own address is ignored; `silenced` says by what. */
export function withoutSilenced(review: RedirectReview, ignoredBy: IgnoredBy): RedirectReview {
  const silenced: string[] = [];
  const findings = review.findings.filter(({ rule }) => {
    const address = rule && silencedAddress(rule);
    const by = address === undefined ? undefined : ignoredBy({ url: address, paths: [urlPath(address)] });
    if (by !== undefined) silenced.push(by);
    return by === undefined;
  });
  return silenced.length === 0 ? review : { ...review, findings, silenced };
}

/** How a rule is named where it is ignored; `undefined` where its source is no address that could be written there. */
export function silencedAddress({ from }: Pick<RedirectRule, 'from'>): string | undefined {
  if (!from.startsWith('/')) return undefined;
  const written = encodeUrl(urlPath(from));
  return /\s/.test(written) || urlKey(urlPath(written)) !== urlKey(urlPath(from)) ? undefined : written;
}

/** `4 more are ignored (by /old/**)`; empty when none is. */
export function silencedClause({ silenced = [] }: RedirectReview): string {
  if (silenced.length === 0) return '';
  const by = [...new Set(silenced)].join(', ');
  return `${count(silenced.length, 'problem')} ${silenced.length === 1 ? 'is' : 'are'} ignored (by ${by})`;
}
