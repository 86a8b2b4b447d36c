/** What the rows of an answer should say and do not: as gaps, and as notes where nothing is lost by it. */
import type { BacklinkAnswer, BrokenPage, Gap, LeftOut, Note } from '../model.ts';
import type { SiteScope } from './brokenPages.ts';
import type { RowReading } from './seenRow.ts';
import { isHostOf, targetAddress } from './siteTarget.ts';
import { readSpelling } from './spelling.ts';

/** Rows that cannot be read, and rows that are all of another site. */
export function rowGaps(rows: readonly RowReading[], scope: SiteScope): readonly Gap[] {
  return [...unreadableRows(rows), ...otherSite(rows, scope)];
}

/**
 * The answer of any source with the gaps that what it left out makes, where the source itself told none: a row that
 * nobody can read, or nothing but rows of other sites, is no all-clear.
 */
export function withGapsOfRows(answer: BacklinkAnswer, { targets }: SiteScope): BacklinkAnswer {
  const { pages, leftOut, gaps = [] } = answer;
  const told = new Set(gaps.map(({ kind }) => kind));
  const bad = leftOut.filter(({ reason }) => reason === 'malformed');
  const [first] = bad;
  const readable = leftOut.filter(({ url }) => readSpelling(url) !== undefined);
  const [foreign] = readable;
  const more: Gap[] = [];
  if (first !== undefined && !told.has('unreadable-rows')) {
    const which = bad.length === 1 ? '1 row' : `${bad.length} rows`;
    const message = `${which} cannot be read: ${first.detail} (${first.url}). Get the answer again, and report it if this happens again.`;
    more.push({ kind: 'unreadable-rows', count: bad.length, message });
  }
  // What stands on a subdomain, or below another folder, belongs to the same owner: that is no mistake.
  const isOwn = ({ url }: LeftOut) => {
    const host = readSpelling(url)?.host;
    return host === undefined || targets.some((target) => isHostOf(host, target, true));
  };
  if (pages.length === 0 && foreign !== undefined && !readable.some(isOwn) && !told.has('other-site')) {
    const message = `Every row is about another site (${foreign.url}: ${foreign.detail}). Name the right site with --site or brokenBacklinks.site, or give its own answer.`;
    more.push({ kind: 'other-site', count: leftOut.length, message });
  }
  return more.length === 0 ? answer : { ...answer, gaps: [...gaps, ...more] };
}

/** A filter that was too narrow, or a project of another site, gives the same file as a site without links. */
export function emptyGap(files: readonly { readonly name: string }[], title: string): Gap {
  const names = files.map(({ name }) => name).join(', ');
  const message = `${names}: ${title} without a row, which a filter or another project can cause. Check there whether the list is really empty.`;
  return { kind: 'missing-rows', count: undefined, message };
}

/** Names the field that says nothing of domains; the pages are kept all the same. */
export function unknownDomainsNote(pages: readonly BrokenPage[]): readonly Note[] {
  const unknown = pages.filter(({ referringDomains }) => referringDomains === undefined).length;
  if (unknown === 0) return [];
  const pagesText = unknown === 1 ? '1 page' : `${unknown} pages`;
  return [
    { message: `The index gives no number of domains (referring_domains) for ${pagesText}, shown as "? domains".` },
  ];
}

function unreadableRows(rows: readonly RowReading[]): readonly Gap[] {
  const bad = rows.flatMap((row) => (row.ok ? [] : [row.bad]));
  const [first] = bad;
  if (first === undefined) return [];
  const kinds = new Set(bad.map(({ problem }) => problem)).size;
  const others = kinds > 1 ? `, and ${kinds - 1} more such problem${kinds > 2 ? 's' : ''}` : '';
  const which = bad.length === 1 ? '1 row' : `${bad.length} rows`;
  const message = `${which} of ${rows.length} cannot be read: ${first.problem} (${first.url})${others}. Ask the index again, and report it if this happens again.`;
  return [{ kind: 'unreadable-rows', count: bad.length, message }];
}

function otherSite(rows: readonly RowReading[], { targets }: SiteScope): readonly Gap[] {
  const hosts = new Set(rows.flatMap((row) => (row.ok ? (readSpelling(row.row.url)?.host ?? []) : [])));
  if (hosts.size === 0) return [];
  // What stands on a subdomain belongs to the same owner: that is no mistake.
  if ([...hosts].some((host) => targets.some((target) => isHostOf(host, target, true)))) return [];
  const [one = ''] = hosts;
  const found = hosts.size === 1 ? one : `${one} and ${hosts.size - 1} more`;
  const message = `Every row is about another site (${found}); ${targets.map(targetAddress).join(', ')} was expected. Name the right site with --site or brokenBacklinks.site, or give its own answer.`;
  return [{ kind: 'other-site', count: rows.length, message }];
}
