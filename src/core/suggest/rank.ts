/** Asks every kind of evidence which pages an address could mean, and puts together what was measured of each. */

import { folderOf } from '../paths.ts';
import type { Candidate } from './confidence.ts';
import { calledByLinks } from './evidence/calledByLinks.ts';
import { containedText } from './evidence/containedText.ts';
import { directoryMove } from './evidence/directoryMove.ts';
import type { EvidenceModule, Hit } from './evidence/evidence.ts';
import { frontPage } from './evidence/frontPage.ts';
import { keptParts } from './evidence/keptParts.ts';
import { likeness } from './evidence/likeness.ts';
import { linkEdits } from './evidence/linkEdits.ts';
import { misspelt } from './evidence/misspelt.ts';
import { namedInHeading } from './evidence/namedInHeading.ts';
import { neighbourRules } from './evidence/neighbourRules.ts';
import { parentSection } from './evidence/parentSection.ts';
import { rename } from './evidence/rename.ts';
import { pagesThatMayAnswer } from './evidence/rules.ts';
import { sameCommit } from './evidence/sameCommit.ts';
import { sameSlug } from './evidence/sameSlug.ts';
import { similarWords } from './evidence/similarWords.ts';
import { translated } from './evidence/translated.ts';
import type { LivePage } from './world/livePages.ts';
import type { Question } from './world/question.ts';
import type { SuggestWorld } from './world/world.ts';

/** Every kind of evidence, in the order it is shown where weights agree. */
export const evidenceModules: readonly EvidenceModule[] = [
  rename,
  linkEdits,
  directoryMove,
  misspelt,
  frontPage,
  neighbourRules,
  containedText,
  keptParts,
  sameCommit,
  translated,
  sameSlug,
  namedInHeading,
  calledByLinks,
  similarWords,
  parentSection,
];

/** A page with the evidence for it. */
export interface PageCandidate extends Candidate {
  readonly page: LivePage;
  readonly hits: readonly (Hit & { readonly kind: string })[];
}

/** Every page that any evidence speaks for, with all that was measured. */
export function candidates(question: Question, world: SuggestWorld): readonly PageCandidate[] {
  const allowed = pagesThatMayAnswer(question, world);
  const found = new Map<LivePage, (Hit & { kind: string })[]>();
  for (const module of evidenceModules) {
    for (const seen of module.find(question, world)) {
      const page = world.standsFor(seen.page);
      if (!allowed(page)) continue;
      const hit = { ...seen, page, kind: module.kind };
      const held = found.get(page);
      if (held === undefined) found.set(page, [hit]);
      else held.push(hit);
    }
  }
  for (const [page, hit] of sectionsOf(found, world)) {
    if (!allowed(page)) continue;
    const held = found.get(page);
    if (held === undefined) found.set(page, [hit]);
    else held.push(hit);
  }
  const firsts = firstOfEachKind(found);
  const likenessTo = likeness(question, world);
  return [...found].map(([page, hits]) => {
    const kinds = new Set(hits.map(({ kind }) => kind));
    const features = likenessTo(page);
    for (const hit of hits) {
      for (const name of Object.keys(hit.features)) {
        features[name] = Math.max(features[name] ?? 0, hit.features[name] ?? 0);
      }
    }
    const first = [...kinds].filter((kind) => firsts.get(kind) === page).length;
    features.kinds = kinds.size / evidenceModules.length;
    features.firsts = first / evidenceModules.length;
    features.firstsShare = firsts.size > 0 ? first / firsts.size : 0;
    return { page, url: page.route.url, features, hits };
  });
}

/** The section that several of the pages found lie in, as a maintainer would choose it over any one of them. */
function sectionsOf(
  found: ReadonlyMap<LivePage, readonly unknown[]>,
  world: SuggestWorld,
): ReadonlyMap<LivePage, Hit & { kind: string }> {
  const below = new Map<LivePage, number>();
  for (const page of found.keys()) {
    const above = world.pages.bySegments(folderOf(page.path));
    if (above !== undefined && above !== page) below.set(above, (below.get(above) ?? 0) + 1);
  }
  return new Map(
    [...below]
      .filter(([, count]) => count > 1)
      .map(([page, count]) => [
        page,
        {
          kind: 'above',
          page,
          features: { above: count / found.size },
          text: `${count} pages that the evidence speaks for are in this section`,
        },
      ]),
  );
}

/** The page each kind of evidence would choose alone; none where it is undecided. */
function firstOfEachKind(
  found: ReadonlyMap<LivePage, readonly (Hit & { kind: string })[]>,
): ReadonlyMap<string, LivePage> {
  const best = new Map<string, { page: LivePage | undefined; strength: number }>();
  for (const [page, hits] of found) {
    for (const { kind, features } of hits) {
      const strength = Object.values(features).reduce((sum, value) => sum + value, 0);
      const known = best.get(kind);
      if (known === undefined || strength > known.strength) best.set(kind, { page, strength });
      else if (strength === known.strength && known.page !== page) known.page = undefined;
    }
  }
  return new Map([...best].flatMap(([kind, { page }]) => (page === undefined ? [] : [[kind, page]])));
}
