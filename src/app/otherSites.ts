/** The sites of a repository that an answer is not about: each is named, with the way to audit it. */
import { contains, isHostOf, type SiteTarget, siteTarget, targetAddress } from '../core/backlinks/siteTarget.ts';
import { bareHost, webAddress } from '../core/backlinks/webAddress.ts';
import type { BacklinkAnswer, LeftOut, Note } from '../core/model.ts';
import { urlPath } from '../core/paths.ts';
import type { Site } from '../core/site/site.ts';
import { count } from '../core/wording/amounts.ts';

const shown = 3;

/** Says which sites no row of an answer is about. */
export function otherSitesNote(sites: readonly Site[], host: string, answer: BacklinkAnswer): readonly Note[] {
  const told = new Set(answer.pages.map(({ url }) => hostOf(url)));
  const missing = named(sites).filter(({ target }) => target.host !== host && !told.has(target.host));
  const [first] = missing;
  if (first === undefined) return [];
  const all = missing.slice(0, shown).map(({ target, root }) => `${targetAddress(target)} (${root || 'at the top'})`);
  const more = missing.length > shown ? `, and ${count(missing.length - shown, 'site')} more` : '';
  const are = missing.length === 1 ? 'Another site of this repository was' : 'Other sites of this repository were';
  const message = `${are} not asked about: ${all.join(', ')}${more}. Audit each one separately, with --site ${targetAddress(first.target)}, or by opening its folder in the editor.`;
  return [{ message }];
}

const foreign: ReadonlySet<LeftOut['reason']> = new Set(['off-site']);

/** Rows that are kept apart because another site of the repository publishes them say which. */
export function withOwners(leftOut: readonly LeftOut[], sites: readonly Site[]): readonly LeftOut[] {
  const all = named(sites);
  return leftOut.map((row) => {
    if (!foreign.has(row.reason)) return row;
    const [owner] = all
      .filter(({ target }) => isOf(row.url, target))
      .sort((a, b) => b.target.basePath.length - a.target.basePath.length);
    if (owner === undefined) return row;
    const site = `${targetAddress(owner.target)} (${owner.root || 'at the top'})`;
    return {
      ...row,
      detail: `of ${site}, another site of this repository: audit it with --site ${targetAddress(owner.target)}`,
    };
  });
}

function isOf(url: string, target: SiteTarget): boolean {
  const host = hostOf(url);
  if (host === undefined || !isHostOf(host, target, false)) return false;
  const path = urlPath(url);
  return contains(target, { host: target.host, basePath: path }) || `${path}/` === target.basePath;
}

function hostOf(url: string): string | undefined {
  const address = webAddress(url);
  return address && bareHost(address.hostname);
}

interface Named {
  readonly target: SiteTarget;
  readonly root: string;
}

/** Each address once: versions and languages of one site may share it. */
function named(sites: readonly Site[]): readonly Named[] {
  const found = new Map<string, Named>();
  for (const { permalinks, detected } of sites) {
    const target = siteTarget(permalinks.address?.url ?? '');
    if (target !== undefined && !found.has(targetAddress(target))) {
      found.set(targetAddress(target), { target, root: detected.root });
    }
  }
  return [...found.values()];
}
