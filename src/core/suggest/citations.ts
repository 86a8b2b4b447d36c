/** Which pages link where, within the site and away from it. */
import type { RepoPath } from '../paths.ts';
import { linkKey } from './links.ts';
import type { LivePage, LivePages } from './livePages.ts';
import type { PageText } from './pageText.ts';

export interface Citations {
  /** The same for every way to write a link to the same place; `undefined` for links within the page. */
  key(target: string, file: RepoPath): string | undefined;
  /** Pages of today with such a link. */
  from(key: string): readonly LivePage[];
  /** How much of the site links to the page, 0 to 1, by the order of magnitude. */
  standing(page: LivePage): number;
}

export function citations(
  pages: LivePages,
  texts: ReadonlyMap<RepoPath, PageText>,
  hosts: ReadonlySet<string>,
): Citations {
  const from = new Map<string, Set<LivePage>>();
  const count = new Map<LivePage, number>();
  const key = (target: string, file: RepoPath): string | undefined => {
    const own = linkKey(target, file, hosts);
    if (own !== undefined) return own;
    return /^https?:\/\//i.test(target) ? target.replace(/[?#].*$/s, '').replace(/\/$/, '') : undefined;
  };
  for (const [file, { links }] of texts) {
    const page = pages.ofFile(file);
    if (page === undefined) continue;
    for (const target of new Set(links.map((link) => key(link.target, file)))) {
      if (target === undefined || target === '') continue;
      const held = from.get(target) ?? new Set();
      from.set(target, held.add(page));
      const to = pages.bySegments(target);
      if (to !== undefined && to !== page) count.set(to, (count.get(to) ?? 0) + 1);
    }
  }
  const most = Math.log1p(Math.max(1, ...count.values()));
  return {
    key,
    from: (target) => [...(from.get(target) ?? [])],
    standing: (page) => Math.log1p(count.get(page) ?? 0) / most,
  };
}
