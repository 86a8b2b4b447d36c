/** How many rules of one file its host reads. */
import type { HostId, RedirectRule } from '../format.ts';
import { hostOf } from '../hosts/index.ts';

/** The rules of a file that share one limit, near it or beyond. */
export interface FullFile {
  readonly rules: readonly RedirectRule[];
  readonly isOver: boolean;
  readonly message: string;
  /** Rules for one address each that take the place of wildcards, and would not above them. */
  readonly misplaced: readonly RedirectRule[];
}

const most: Partial<Readonly<Record<HostId, number>>> = { gitlab: 1000, vercel: 2048, next: 1024, s3: 50 };
/** https://developers.cloudflare.com/pages/configuration/redirects/ */
const cloudflareExact = 2000;
const cloudflareBehind = 100;
const near = 0.9;

/** The files whose number of rules is near what their host reads, or beyond. */
export function fullFiles(rules: readonly RedirectRule[]): readonly FullFile[] {
  const files = new Map<string, RedirectRule[]>();
  for (const rule of rules) {
    const key = `${rule.host} ${rule.file}`;
    const known = files.get(key);
    if (known) known.push(rule);
    else files.set(key, [rule]);
  }
  return [...files.values()].flatMap((own) => (own[0]?.host === 'cloudflare' ? cloudflare(own) : plain(own)));
}

function plain(rules: readonly RedirectRule[]): readonly FullFile[] {
  const [first] = rules;
  const limit = first && most[first.host];
  if (!first || limit === undefined || rules.length < limit * near) return [];
  const message = `${first.file} has ${rules.length} rules; ${hostOf(first.host).title} reads ${limit}.`;
  return [{ rules, isOver: rules.length > limit, message, misplaced: [] }];
}

/** Up to the first wildcard, and from there on: two limits. */
function cloudflare(rules: readonly RedirectRule[]): readonly FullFile[] {
  const isExact = ({ source, from }: RedirectRule) =>
    source.kind === 'exact' || (source.kind === 'never' && !/[*:]/.test(from));
  const firstWildcard = rules.findIndex((rule) => !isExact(rule));
  const above = firstWildcard < 0 ? rules : rules.slice(0, firstWildcard);
  const behind = rules.slice(above.length);
  const found: FullFile[] = [];
  if (above.length >= cloudflareExact * near) {
    const isOver = above.length > cloudflareExact;
    const message = `${above[0]?.file} has ${above.length} rules above its first wildcard; Cloudflare reads ${cloudflareExact} there.`;
    found.push({ rules: above, isOver, message, misplaced: [] });
  }
  if (behind.length >= cloudflareBehind * near) {
    const misplaced = behind.filter(isExact);
    const isOver = behind.length > cloudflareBehind;
    const advice = misplaced.length > 0 ? ` ${misplaced.length} of them need no wildcard and can stand above it.` : '';
    const message = `${behind[0]?.file} has ${behind.length} rules from its first wildcard on; Cloudflare reads ${cloudflareBehind} there.${advice}`;
    found.push({ rules: behind, isOver, message, misplaced });
  }
  return found;
}
