import type { BrokenPage } from '../../src/core/model.ts';
import { urlPath } from '../../src/core/paths.ts';

/** A broken page of `https://example.org` with ordinary figures. */
export function brokenPage(path: string, parts: Partial<BrokenPage> = {}): BrokenPage {
  const url = `https://example.org${path}`;
  return {
    url,
    spellings: [url],
    path: urlPath(url),
    status: 404,
    statusSeen: '2026-10-02',
    backlinks: 41,
    referringDomains: 12,
    dofollow: 30,
    rank: 200,
    firstSeen: '2020-01-01',
    lastSeen: '2026-10-18',
    referrers: [],
    ...parts,
  };
}
