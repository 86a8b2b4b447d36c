/**
 * The independent kinds of evidence that speak for a page: what git saw of files, what the site's authors did elsewhere,
 * what the text has, what the names say, the day it was published. Two of them seldom agree by chance.
 */
import type { Candidate } from './confidence.ts';

/** Where evidence comes from; `slip` is an address that is a page's own but for a mistake in writing it. */
export type EvidenceKind = 'history' | 'authors' | 'text' | 'name' | 'day' | 'slip';

type Features = Candidate['features'];

/** From here on text is no chance. */
const someText = 0.3;
/** From here on an uncertain trace is worth counting. */
const likely = 0.3;
const mostOfTitle = 0.9;
const mostPages = 0.5;

/** The kinds that speak for a page, each enough to be counted. */
export function kindsOf(features: Features): ReadonlySet<EvidenceKind> {
  const found = new Set<EvidenceKind>();
  const { rename = 0, renameAlike = 0, directory = 0 } = features;
  if (rename === 1 || renameAlike >= likely || directory >= mostPages) found.add('history');
  if (isChosenByAuthors(features)) found.add('authors');
  if (ownText(features) >= someText) found.add('text');
  if (hasName(features) || isNamed(features)) found.add('name');
  if ((features.sameDay ?? 0) > 0) found.add('day');
  if (isSlip(features) || (features.cutOff ?? 0) > 0) found.add('slip');
  return found;
}

/** The share of the removed page's own text that the page has, or got when the page was removed. */
export function ownText({ textSure = 0, receivedSure = 0 }: Features): number {
  return Math.max(textSure, receivedSure);
}

/** The page is called like the address, or has the title of the removed page. */
export function hasName(features: Features): boolean {
  const { slug = 0, sameLetters = 0, titleSame = 0 } = features;
  return slug === 1 || sameLetters > 0 || titleSame >= mostOfTitle || isSlip(features);
}

/** Something of the page is: a heading, or the folder it is the first page of. */
function isNamed({ titleKept = 0, front = 0, named = 0, heading = 0 }: Features): boolean {
  return Math.max(titleKept, front, named, heading) > 0;
}

function isSlip({ sameParts = 0, typo = 0, samePathLetters = 0 }: Features): boolean {
  return Math.max(sameParts, typo, samePathLetters) > 0;
}

function isChosenByAuthors(features: Features): boolean {
  const { linkEdit = 0, addedWith = 0, ruleSamePage = 0, ruleParts = 0, ruleWords = 0, ruleSlug = 0 } = features;
  return Math.max(linkEdit, addedWith, ruleSamePage, ruleParts, ruleWords, ruleSlug) > 0;
}
