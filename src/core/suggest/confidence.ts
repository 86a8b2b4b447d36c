/** How likely the first page of a ranked list is the one a maintainer would choose. */

import { below } from '../paths.ts';
import { greatest } from '../text/longLists.ts';
import { eachOnce } from '../text/remembered.ts';
import type { Question } from './world/question.ts';
import type { SuggestWorld } from './world/world.ts';

/** What the ranker sees of one page. */
export interface Candidate {
  readonly url: string;
  readonly features: Readonly<Record<string, number>>;
}

export type Scored<Entry extends Candidate> = Entry & {
  readonly score: number;
  /** Its share among the pages found, by the ranker alone. */
  readonly share: number;
};

/** Highest score first, with each page's share of the whole. */
export function rankCandidates<Entry extends Candidate>(
  found: readonly Entry[],
  ranker: Readonly<Record<string, number>>,
): readonly Scored<Entry>[] {
  const list = found.map((candidate) => ({ ...candidate, score: weighted(candidate.features, ranker), share: 0 }));
  list.sort((a, b) => b.score - a.score || (a.url < b.url ? -1 : 1));
  const top = list[0]?.score ?? 0;
  let sum = 0;
  for (const { score } of list) sum += Math.exp(score - top);
  for (const candidate of list) candidate.share = Math.exp(candidate.score - top) / sum;
  return list;
}

export function weighted(
  features: Readonly<Record<string, number>>,
  weights: Readonly<Record<string, number>>,
): number {
  let sum = 0;
  for (const name of Object.keys(features)) sum += (features[name] ?? 0) * (weights[name] ?? 0);
  return sum;
}

/** Evidence that comes from different places, none of it from two: where two of them agree, chance is unlikely. */
const witnesses = {
  past: /^(?:rename|linkEdit|directory|siblings|addedWith|writtenWith|translated|rule)/,
  text: /^(?:text|received|body|headingsKept|linksKept|titleKept)/,
  name: /^(?:slug|same|words|anchor|named|typo|cutOff|front|heading(?!sKept)|speaks)/,
};
type Witness = keyof typeof witnesses;
const witnessNames = Object.keys(witnesses) as readonly Witness[];

/** What the list, its first page and the question's past tell about the first page being right. */
export function listFeatures(
  list: readonly Scored<Candidate>[],
  past: Readonly<Record<string, number>>,
  ranker: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const [first, second] = list;
  if (first === undefined) return { bias: 1 };
  const ahead = Math.min(1, (first.score - (second?.score ?? first.score - 5)) / 5);
  const told = { ...first.features, ...past, ...testimony(list, ranker) };
  return { ...told, ...proof(first), ...ofRemoved(told), ...rivals(list), bias: 1, first: first.share, ahead };
}

/** What means more, or less, of a page that was surely removed. */
const toldOfRemoved = ['nameLeads', 'textLeads', 'isSection', 'slug'];

function ofRemoved(told: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const { pastDeleted = 0 } = told;
  if (pastDeleted === 0) return {};
  return Object.fromEntries(
    toldOfRemoved.map((name) => [`pastDeleted${capital(name)}`, pastDeleted * (told[name] ?? 0)]),
  );
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** How near the next pages come, and the sections that the first lies in, which a maintainer may have meant. */
function rivals(list: readonly Scored<Candidate>[]): Readonly<Record<string, number>> {
  const [first, ...others] = list.slice(0, compared);
  if (first === undefined) return {};
  const nearness = ({ score }: Scored<Candidate>): number => Math.exp(score - first.score);
  const path = bare(first.url);
  const sections = others.filter(({ url }) => below(path, bare(url)) !== undefined);
  return {
    secondNear: others[0] === undefined ? 0 : nearness(others[0]),
    thirdNear: others[1] === undefined ? 0 : nearness(others[1]),
    parentNear: greatest([0, ...sections.map(nearness)]),
  };
}

/** Without its extension, as pages below it have it in front. */
function bare(url: string): string {
  return url.replace(/(?:\/(?:index\.html?)?|\.html?)$/i, '').toLowerCase();
}

/** What points at one page alone, and not at those that happen to be like it. */
const traces = ['rename', 'linkEdit', 'directory', 'sameParts', 'typo', 'named', 'front', 'samePathLetters'];

/** A trace in the history that the page's own name or text bears out is more than the two apart. */
function proof({ features }: Candidate): Readonly<Record<string, number>> {
  const {
    rename = 0,
    linkEditSure = 0,
    directory = 0,
    slug = 0,
    textSure = 0,
    titleSame = 0,
    sameLetters = 0,
  } = features;
  const borneOut = Math.max(slug, sameLetters > 0 ? 1 : 0, textSure, titleSame);
  const seen = traces.map((name) => features[name] ?? 0);
  return {
    onlyAlike: 1 - Math.min(1, greatest([2 * textSure, ...seen])),
    renameBorneOut: rename * borneOut,
    linkEditBorneOut: linkEditSure * borneOut,
    directoryBorneOut: directory * borneOut,
  };
}

/** How far the first page is ahead by each witness alone, or behind the page which that witness would choose. */
function testimony(
  list: readonly Scored<Candidate>[],
  ranker: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  let agreeing = 0;
  for (const name of witnessNames) {
    const [own = 0, ...others] = list.slice(0, compared).map(({ features }) => witnessed(features, ranker, name));
    const lead = own - greatest([0, ...others]);
    if (lead > 0) agreeing++;
    found[`${name}Leads`] = Math.min(1, Math.max(0, lead / 2));
    found[`${name}Opposes`] = Math.min(1, Math.max(0, -lead / 2));
  }
  found.twoAgree = agreeing >= 2 ? 1 : 0;
  found.allAgree = agreeing >= 3 ? 1 : 0;
  return found;
}

const compared = 10;

function witnessed(
  features: Readonly<Record<string, number>>,
  ranker: Readonly<Record<string, number>>,
  witness: Witness,
): number {
  let sum = 0;
  for (const name of Object.keys(features)) {
    if (witnessOf(name) === witness) sum += (features[name] ?? 0) * (ranker[name] ?? 0);
  }
  return sum;
}

/** The names are few, and asked for each page of each list. */
const witnessOf = eachOnce((feature) => witnessNames.find((name) => witnesses[name].test(feature)) ?? 'none');

/** A page that was removed and whose trail ends outside the site is seldom redirected to another page. */
export function pastFeatures(question: Question, world: SuggestWorld): Readonly<Record<string, number>> {
  const best = question.past[0];
  if (best === undefined) return { pastUnknown: 1 };
  const fate = best.page?.fate.kind;
  if (fate === 'readdressed' || fate === 'generator-switched') return { pastMoved: 1 };
  const trail = world.ledger.successor(best.file);
  if (trail === undefined) return best.certainty === 1 ? { pastDeleted: 1 } : { pastAlikeDeleted: best.certainty };
  if (world.pages.ofFile(trail.file) === undefined) return { pastLeftSite: best.certainty };
  return { pastMoved: best.certainty };
}

export function probability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
