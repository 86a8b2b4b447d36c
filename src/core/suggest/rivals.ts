/** Doubts about a list's first page that come of weak traces in the history and of the pages behind it. */

import type { Candidate } from './confidence.ts';
import { hasName, ownText } from './kinds.ts';

type Features = Candidate['features'];

/** Pages further behind are no rivals. */
const compared = 10;

/** In words a user can check; `undefined` when there is none. */
export function rivalDoubt(list: readonly Candidate[]): string | undefined {
  const [first, ...others] = list.slice(0, compared);
  if (first === undefined) return undefined;
  return (
    rewritten(first.features) ??
    fewLinks(first.features) ??
    named(first, others) ??
    moreText(first, others) ??
    doubled(first, others) ??
    linkedInstead(first, others) ??
    linkedApart(first, others) ??
    otherFront(first, others) ??
    sentElsewhere(first, others)
  );
}

/** Below it git took a file for another that was written at the same time as often as not. */
const sameFile = 0.7;
const enoughText = 0.6;
const halfOfPages = 0.5;
/** Of the words of the address. */
const mostWords = 0.6;

function rewritten(features: Features): string | undefined {
  const { rename = 0, renameSimilarity = 0 } = features;
  if (rename === 0 || renameSimilarity >= sameFile) return undefined;
  // The text that git went by is no further witness of the rename.
  if (isBorneOut(features, Math.max(enoughText, renameSimilarity + clearlyMore))) return undefined;
  return `git reports a rename with ${Math.round(renameSimilarity * 100)} % of the file kept, and neither its name nor its text confirms it`;
}

/** Something beside a rename or a link points at the page. */
function isBorneOut(features: Features, enough = enoughText): boolean {
  const { directory = 0, slugWordsShared = 0 } = features;
  return (
    hasName(features) ||
    directory >= halfOfPages ||
    slugWordsShared >= mostWords ||
    isToldByRules(features) ||
    isMuchLinked(features) ||
    ownText(features) >= enough
  );
}

function isToldByRules({ ruleSamePage = 0, ruleParts = 0, ruleWords = 0 }: Features): boolean {
  return Math.max(ruleSamePage, ruleParts, ruleWords) > 0;
}

/** Three links and more, nearly all that were changed; see `linkEdits.ts` for the measure. */
function isMuchLinked({ linkEditSure = 0 }: Features): boolean {
  return linkEditSure >= 0.74;
}

/** A link is changed to another page as often because its sentence now speaks of something else. */
const littleText = 0.3;

function fewLinks(features: Features): string | undefined {
  const { linkEdit = 0, rename = 0, renameAlike = 0 } = features;
  if (linkEdit === 0 || rename > 0 || renameAlike > 0 || ownText(features) >= littleText) return undefined;
  return isBorneOut(features)
    ? undefined
    : 'few links were changed to it, and it has neither the name nor the text of the removed page';
}

/** What git is sure of needs no name. */
const surelySame = 0.9;

/** A page of the same name that lies as near is what most authors choose; one of its title, too, over most of the text. */
function named(first: Candidate, others: readonly Candidate[]): string | undefined {
  const { features } = first;
  const { rename = 0, renameSimilarity = 0, pathShared = 0 } = features;
  if (hasName(features) || (rename === 1 && renameSimilarity >= surelySame)) return undefined;
  if (isToldByRules(features) || isMuchLinked(features)) return undefined;
  const isProved = ownText(features) >= enoughText;
  const rival = others.find(
    ({ features: own }) =>
      own.slug === 1 && (own.pathShared ?? 0) >= pathShared && (!isProved || (own.titleSame ?? 0) === 1),
  );
  return rival && `${rival.url} has the name of the address`;
}

const clearlyMore = 0.1;

/** Where git saw no whole file move, the page with most of the text is as good. */
function moreText({ features }: Candidate, others: readonly Candidate[]): string | undefined {
  const { rename = 0, renameSimilarity = 0 } = features;
  if (rename === 1 && renameSimilarity >= sameFile) return undefined;
  if (rename === 0 && hasName(features)) return undefined;
  const own = ownText(features);
  const rival = others.find((other) => ownText(other.features) >= Math.max(enoughText, own + clearlyMore));
  return rival && `${rival.url} has more of the removed page's text`;
}

/** A page that was copied: of two with the name and the text git takes one for what the other became, as it happens. */
function doubled({ features }: Candidate, others: readonly Candidate[]): string | undefined {
  if (isToldByRules(features)) return undefined;
  const own = ownText(features);
  const rival = others.find(
    (other) => other.features.slug === 1 && ownText(other.features) >= Math.max(enoughText, own - clearlyMore),
  );
  return rival && `${rival.url} has the name of the address and as much of the text`;
}

/** All links that were changed lead to another page of the same name. */
function linkedInstead({ features }: Candidate, others: readonly Candidate[]): string | undefined {
  const { linkEdit = 0, slug = 0 } = features;
  if (linkEdit > 0 || slug === 0 || ownText(features) >= enoughText || isToldByRules(features)) return undefined;
  const rival = others.find(({ features: own }) => own.slug === 1 && (own.linkEdit ?? 0) >= 0.9);
  return rival && `links to the removed page were changed to ${rival.url}, which has its name, too`;
}

const someLinks = 0.25;
const mostOfFile = 0.8;

/**
 * A page that was taken apart: some of its links were changed to another page, and neither a name nor git says which of them
 * is meant. Most such answers were wrong on 29 sites. A page in the section of the other is no other choice.
 */
function linkedApart({ url, features }: Candidate, others: readonly Candidate[]): string | undefined {
  const { rename = 0, renameSimilarity = 0 } = features;
  if (hasName(features) || (rename === 1 && renameSimilarity >= mostOfFile) || isToldByRules(features))
    return undefined;
  const rival = others.find((other) => (other.features.linkEdit ?? 0) >= someLinks && !isNested(url, other.url));
  return rival && `some links to the removed page were changed to ${rival.url}`;
}

function isNested(one: string, other: string): boolean {
  const [outer, inner] = one.length < other.length ? [one, other] : [other, one];
  return inner.startsWith(outer.endsWith('/') ? outer : `${outer}/`);
}

/** A folder with two pages that are called as first ones are: with which of them readers begin is not told by names. */
function otherFront({ features }: Candidate, others: readonly Candidate[]): string | undefined {
  const { front = 0, rename = 0, linkEdit = 0, ruleSlug = 0 } = features;
  if (front === 0 || rename > 0 || linkEdit > 0 || ruleSlug > 0 || isToldByRules(features)) return undefined;
  if (ownText(features) >= enoughText) return undefined;
  const rival = others.find(({ features: own }) => (own.front ?? 0) > 0);
  return rival && `${rival.url} may as well be the first page of the folder`;
}

/** See `neighbourRules.ts`: several redirects of the same folder, and most of them. */
const pattern = 0.6;

/** Authors who lead what is removed from a folder to one page would lead this there, too. */
function sentElsewhere({ features }: Candidate, others: readonly Candidate[]): string | undefined {
  if ((features.ruleTarget ?? 0) > 0 || isToldByRules(features) || (features.ruleSlug ?? 0) > 0) return undefined;
  const rival = others.find(({ features: own }) => (own.ruleTarget ?? 0) >= pattern);
  return rival && `most redirects of this folder lead to ${rival.url}`;
}
