/** Which findings stand for themselves in a list of problems, and which are told together: five on a line at most. */
import type { Place } from '../model.ts';
import { encodeUrl } from '../paths.ts';
import type { RedirectFinding } from '../redirects/repair/review.ts';
import { count } from '../wording/amounts.ts';
import type { AuditResult, Finding } from './findings.ts';

/** Findings that have no line of their own, told in one. */
export interface Rest {
  readonly place: Place;
  readonly severity: Finding['severity'];
  readonly message: string;
  readonly count: number;
}

/** What a list of problems shows of one folder. */
export interface Listing {
  readonly findings: readonly Finding[];
  readonly redirects: readonly RedirectFinding[];
  /** Of the findings, where the whole of them is told. */
  readonly rest: Rest | undefined;
  /** Of the redirects, on each line that has too many. */
  readonly crowded: readonly Rest[];
}

const mostOnLine = 5;
/** Where redirects are wrong as well. */
const mostBesideRedirects = 3;
/** Of those that stand on a relative of their page. */
const mostRelatives = 5;

export function listingOf(result: AuditResult | undefined, redirects: readonly RedirectFinding[]): Listing {
  const findings = result?.findings ?? [];
  const wrong = countBy(redirects, ({ place }) => keyOf(place));
  const limit = (place: Place) => (wrong.has(keyOf(place)) ? mostBesideRedirects : mostOnLine);
  const all = listed(findings, limit);
  const told = result?.listPlace;
  const needsRest = all.length < findings.length && told !== undefined;
  const isTold = (place: Place) => needsRest && keyOf(place) === keyOf(told);
  const shown = needsRest ? listed(findings, (place) => limit(place) - (isTold(place) ? 1 : 0)) : all;
  const used = countBy(shown, ({ place }) => keyOf(place));
  const room = (place: Place) => mostOnLine - (used.get(keyOf(place)) ?? 0) - (isTold(place) ? 1 : 0);
  const rest = result && needsRest ? restOf(findings, new Set(shown), result, told) : undefined;
  return { findings: shown, rest, ...uncrowded(redirects, room) };
}

/** The costliest of each line and, of relatives, of each file; they come in that order. */
function listed(findings: readonly Finding[], limit: (place: Place) => number): readonly Finding[] {
  const lines = new Map<string, number>();
  const relatives = new Map<string, number>();
  return findings.filter(({ place, isRelative }) => {
    const onLine = lines.get(keyOf(place)) ?? 0;
    const inFile = relatives.get(place.file) ?? 0;
    if (onLine >= limit(place) || (isRelative && inFile >= mostRelatives)) return false;
    lines.set(keyOf(place), onLine + 1);
    if (isRelative) relatives.set(place.file, inFile + 1);
    return true;
  });
}

function restOf(all: readonly Finding[], shown: ReadonlySet<Finding>, { site }: AuditResult, place: Place): Rest {
  const left = all.filter((finding) => !shown.has(finding));
  const [first] = left;
  const isKnown = left.some(({ broken }) => broken.backlinks !== undefined);
  const links = left.reduce((sum, { broken }) => sum + (broken.backlinks ?? 0), 0);
  const what = left.length === 1 ? 'broken page' : 'broken pages';
  const lost = isKnown ? `, ${count(links, 'link')}` : '';
  const such = first === undefined ? '' : `, such as ${encodeUrl(first.diagnosis.path)}`;
  const message = `${left.length.toLocaleString('en-US')} more ${what} of ${site}${lost}${such}. The list of all ${all.length.toLocaleString('en-US')} is in the Broken Backlinks view.`;
  const isWarning = left.some(({ severity }) => severity !== 'information');
  return { place, severity: isWarning ? 'warning' : 'information', message, count: left.length };
}

function uncrowded(
  redirects: readonly RedirectFinding[],
  room: (place: Place) => number,
): Pick<Listing, 'redirects' | 'crowded'> {
  const lines = new Map<string, RedirectFinding[]>();
  for (const finding of redirects) {
    const known = lines.get(keyOf(finding.place));
    if (known) known.push(finding);
    else lines.set(keyOf(finding.place), [finding]);
  }
  const shown: RedirectFinding[] = [];
  const crowded: Rest[] = [];
  for (const onLine of lines.values()) {
    const [first] = onLine;
    if (first === undefined) continue;
    const free = room(first.place);
    const own = onLine.slice(0, onLine.length <= free ? free : Math.max(0, free - 1));
    for (const finding of own) shown.push(finding);
    if (own.length < onLine.length) crowded.push(crowdOf(onLine.slice(own.length), first.place));
  }
  return { redirects: shown, crowded };
}

function crowdOf(left: readonly RedirectFinding[], place: Place): Rest {
  const kinds = [...countBy(left, ({ code }) => code)].map(([code, often]) => `${code} ${often}`);
  const number = left.length.toLocaleString('en-US');
  const message = `${number} more ${left.length === 1 ? 'problem' : 'problems'} on this line (${kinds.join(', ')}). Fix those that are shown, and the next ones appear; broken-backlinks redirects --check lists all.`;
  return { place, severity: 'warning', message, count: left.length };
}

function countBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

function keyOf({ file, line }: Place): string {
  return `${line} ${file}`;
}
