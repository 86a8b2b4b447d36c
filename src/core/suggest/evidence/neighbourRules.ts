/** The site's own redirects of other addresses: what they did there, they would do here. */

import type { Substituted } from '../text/substitutions.ts';
import { letterLikeness, words } from '../text/words.ts';
import type { KnownRule } from '../world/knownRules.ts';
import type { LivePage } from '../world/livePages.ts';
import type { Question } from '../world/question.ts';
import type { SuggestWorld } from '../world/world.ts';
import type { EvidenceModule, Hit } from './evidence.ts';
import { pagesThatMayAnswer } from './rules.ts';

/** Pages of a section that are worth a look. */
const considered = 6;
const leastLikeness = 0.4;

/** What fewer redirects say counts for less, and from here on in full. */
const manyRules = 7;

/**
 * - `ruleSamePage` other addresses of the same removed page are redirected to it; their share
 * - `ruleSlug` addresses with the same last part are; their share
 * - `ruleParts` `ruleWords` it is published where other redirects' replacement of parts, of words, would lead; the
 *   share of redirects that agree, less where few do
 * - `ruleHub` it is the one page that nearly all redirects of the address's own folder lead to, and those are several; as
 *   much as there are enough of them
 * - `ruleTarget` `ruleSection` the redirects of the nearest directory lead to it, to pages beside it; their share,
 *   less the further that directory is above
 */
export const neighbourRules: EvidenceModule = {
  kind: 'rules',
  find(question, world) {
    if (world.rules.size === 0) return [];
    const segments = world.rules.segmentsOf(question.path);
    if (segments.length === 0) return [];
    return [
      ...ofSamePage(question, segments, world),
      ...ofSameSlug(question, segments, world),
      ...substituted('ruleParts', world.rules.ofParts(segments), question, world),
      ...substituted('ruleWords', world.rules.ofWords(segments), question, world),
      ...ofNeighbours(question, segments, world),
    ];
  },
};

function ofSamePage(question: Question, segments: readonly string[], world: SuggestWorld): readonly Hit[] {
  return question.past.flatMap(({ file, certainty }) => {
    if (certainty < 0.5) return [];
    const others = world.rules.ofSamePage(file).filter((rule) => isOther(rule, segments));
    const { total, pages } = tally(others, question, world);
    return [...pages].map(([page, rules]) => ({
      page,
      features: { ruleSamePage: certainty * (rules.length / total) },
      text: leading(rules, 'another address of the same page', 'other addresses of the same page'),
    }));
  });
}

function ofSameSlug(question: Question, segments: readonly string[], world: SuggestWorld): readonly Hit[] {
  const slug = segments[segments.length - 1] ?? '';
  const others = world.rules.bySlug(slug).filter((rule) => isOther(rule, segments));
  const { total, pages } = tally(others, question, world);
  return [...pages].map(([page, rules]) => ({
    page,
    features: { ruleSlug: rules.length / total },
    text: leading(rules, `which ends in "${slug}", too`, `addresses that end in "${slug}", too`),
  }));
}

function substituted(
  feature: string,
  found: readonly Substituted[],
  question: Question,
  world: SuggestWorld,
): readonly Hit[] {
  return found.flatMap(({ segments, old, now, count, share }): readonly Hit[] => {
    const key = segments.join('/');
    const page =
      (question.language === undefined ? undefined : world.pages.bySegments(`${question.language}/${key}`)) ??
      world.pages.bySegments(key);
    if (page === undefined) return [];
    return [{ page, features: { [feature]: share * support(count) }, text: `${count} redirects ${change(old, now)}` }];
  });
}

/** The pages the nearest redirects lead to, and those beside them whose names are like the address. */
function ofNeighbours(question: Question, segments: readonly string[], world: SuggestWorld): readonly Hit[] {
  const near = world.rules.neighbours(segments);
  if (near === undefined) return [];
  const { total, pages } = tally(near.rules, question, world);
  const worth = 0.5 + 0.5 * near.closeness;
  const where = near.directory === '' ? 'the site' : `${near.directory}/`;
  const hits = [...pages].map(
    ([page, rules]): Hit => ({
      page,
      features: {
        ruleTarget: (rules.length / total) * worth * support(rules.length),
        ...(near.closeness === 1 && isHub(rules.length, total) && { ruleHub: Math.min(1, rules.length / manyOfHub) }),
      },
      text: `${rules.length} of the ${total} redirects of ${where} lead to it`,
    }),
  );
  const sections = new Map<string, number>();
  for (const [page, rules] of pages) {
    const folder = page.segments.slice(0, -1).join('/');
    if (folder !== '') sections.set(folder, (sections.get(folder) ?? 0) + rules.length);
  }
  for (const [folder, count] of sections) {
    const share = (count / total) * worth * support(count);
    for (const page of likePages(question, folder, world)) {
      const text = `${count} of the ${total} redirects of ${where} lead to pages beside it`;
      hits.push({ page, features: { ruleSection: share }, text });
    }
  }
  return hits;
}

/** The pages right below a folder whose names are like the address's, most alike first. */
function likePages(question: Question, folder: string, world: SuggestWorld): readonly LivePage[] {
  const allowed = pagesThatMayAnswer(question, world);
  const wanted = new Set(question.slugWords);
  const scored = world.rules.pagesIn(folder).flatMap((page) => {
    if (!allowed(page)) return [];
    const shared = words(page.slug).filter((word) => wanted.has(word)).length;
    const score = shared + letterLikeness(question.slug, page.slug);
    return score >= leastLikeness ? [{ page, score }] : [];
  });
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, considered)
    .map(({ page }) => page);
}

function tally(
  rules: readonly KnownRule[],
  question: Question,
  world: SuggestWorld,
): { readonly total: number; readonly pages: ReadonlyMap<LivePage, readonly KnownRule[]> } {
  const pages = new Map<LivePage, KnownRule[]>();
  for (const rule of rules) {
    const page = inLanguage(rule.to, question, world);
    const held = page && pages.get(page);
    if (held) held.push(rule);
    else if (page) pages.set(page, [rule]);
  }
  return { total: rules.length, pages };
}

/** The target of a rule, in the language that is asked for. */
function inLanguage(page: LivePage, { language }: Question, { pages }: SuggestWorld): LivePage | undefined {
  if (page.language === language) return page;
  const { url } = page.route;
  const other =
    language === undefined ? pages.partition.inMainLanguage(url) : pages.partition.translated(url, language);
  return other && pages.at(other);
}

/** Fewer may be one page with several names; from here on what was removed from the folder is led to one page by habit. */
const fewestOfHub = 3;
const manyOfHub = 5;
const nearlyAll = 0.75;

function isHub(count: number, total: number): boolean {
  return count >= fewestOfHub && count / total >= nearlyAll;
}

function support(count: number): number {
  return Math.min(1, Math.log2(1 + count) / Math.log2(1 + manyRules));
}

function change(old: string, now: string): string {
  if (now === '') return `left out "${old}"`;
  return old === '' ? `put "${now}" in front` : `put "${now}" in the place of "${old}"`;
}

function isOther(rule: KnownRule, segments: readonly string[]): boolean {
  return rule.segments.join('/') !== segments.join('/');
}

function leading(rules: readonly KnownRule[], one: string, many: string): string {
  const [first] = rules;
  return first !== undefined && rules.length === 1
    ? `the redirect of ${first.from}, ${one}, leads to it`
    : `redirects of ${rules.length} ${many} lead to it`;
}
