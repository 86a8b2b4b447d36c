/** Several sources about one site: one answer, in which each page keeps what each source says. */
import type { Backlink, BacklinkAnswer, BrokenPage, Day, LeftOut } from '../model.ts';
import { byStrength, countOfSource } from './brokenPages.ts';
import { readSpelling } from './spelling.ts';
import { mostWorthFirst } from './worth.ts';

const keptReferrers = 20;

/** What one source answered, under the name that people know it by. */
export interface NamedAnswer {
  readonly title: string;
  readonly answer: BacklinkAnswer;
}

/**
 * One page for all spellings of all sources. Two sources may have counted the same links, so numbers are never added up:
 * the largest is what is certain. That one source saw a page fail is enough for it to be asked about.
 */
export function mergeAnswers([first, ...others]: readonly [NamedAnswer, ...NamedAnswer[]]): BacklinkAnswer {
  if (others.length === 0) return first.answer;
  const all = [first, ...others];
  const groups = new Map<string, BrokenPage[]>();
  for (const { title, answer } of all) {
    for (const page of answer.pages) {
      const key = readSpelling(page.url)?.key ?? page.url;
      const named = page.counts === undefined ? { ...page, counts: [countOfSource(page, title)] } : page;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [named]);
      else group.push(named);
    }
  }
  const answers = all.map(({ answer }) => answer);
  return {
    source: first.answer.source,
    asked:
      answers
        .map(({ asked }) => asked)
        .sort()
        .at(-1) ?? first.answer.asked,
    pages: [...groups.values()].map(mergedPage).sort(mostWorthFirst),
    leftOut: leftOutOf(answers, groups),
    truncated: answers.some(({ truncated }) => truncated),
    costMicros: answers.reduce((sum, { costMicros }) => sum + costMicros, 0),
    notes: answers.flatMap(({ notes }) => notes),
    gaps: answers.flatMap(({ gaps = [] }) => gaps),
  };
}

/** What one source left out for having no links, or for being fine years ago, another may know better. */
function leftOutOf(answers: readonly BacklinkAnswer[], kept: ReadonlyMap<string, unknown>): readonly LeftOut[] {
  return answers
    .flatMap(({ leftOut }) => leftOut)
    .filter(({ url, reason }) => reason !== 'no-loss' || !kept.has(readSpelling(url)?.key ?? url));
}

function mergedPage(pages: readonly BrokenPage[]): BrokenPage {
  const [most] = [...pages].sort(byCounts);
  const [only] = pages;
  if (most === undefined || only === undefined || pages.length === 1) return only as BrokenPage;
  const told = [...pages].sort(byProof)[0] ?? most;
  const referrers = new Map<string, Backlink>();
  for (const link of pages.flatMap((page) => page.referrers)) {
    const key = `${link.from} ${link.to}`;
    referrers.set(key, { ...link, ...defined(referrers.get(key)) });
  }
  const { doubt, ...page } = most;
  return {
    ...page,
    spellings: [...new Set([most, ...pages].flatMap(({ spellings }) => spellings))],
    status: told.status,
    statusSeen: told.statusSeen,
    backlinks: largest(pages.map(({ backlinks }) => backlinks)),
    referringDomains: largest(pages.map(({ referringDomains }) => referringDomains)),
    rank: largest(pages.map(({ rank }) => rank)),
    spamScore: most.spamScore ?? pages.find(({ spamScore }) => spamScore !== undefined)?.spamScore,
    firstSeen: days(pages.map(({ firstSeen }) => firstSeen))[0],
    lastSeen: days(pages.map(({ lastSeen }) => lastSeen)).at(-1),
    referrers: [...referrers.values()].sort(byStrength).slice(0, keptReferrers),
    counts: pages.flatMap(({ counts = [] }) => counts),
    ...(told.doubt !== undefined && { doubt: told.doubt }),
  };
}

/** A status that proves something before one that does not, then the latest. */
function byProof(a: BrokenPage, b: BrokenPage): number {
  const rank = ({ doubt, status }: BrokenPage) => (doubt !== undefined ? 2 : status === undefined ? 1 : 0);
  return rank(a) - rank(b) || compare(b.statusSeen ?? '', a.statusSeen ?? '');
}

function byCounts(a: BrokenPage, b: BrokenPage): number {
  return (
    (b.backlinks ?? 0) - (a.backlinks ?? 0) ||
    (b.referringDomains ?? 0) - (a.referringDomains ?? 0) ||
    compare(a.url, b.url)
  );
}

function largest(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.filter((each) => each !== undefined).sort((a, b) => b - a)[0];
}

function days(all: readonly (Day | undefined)[]): readonly Day[] {
  return all.filter((day) => day !== undefined).sort();
}

function defined<Value extends object>(value: Value | undefined): Partial<Value> {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([, each]) => each !== undefined)) as Partial<Value>;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
