/** How an audit ends: with findings, with nothing, or without knowing enough for an all-clear. */

import type { BacklinkAnswer, Gap, Note } from '../model.ts';
import { encodeUrl } from '../paths.ts';
import type { Finding, Outcome } from '../report/findings.ts';
import { silence } from '../report/report.ts';
import { count } from '../wording/amounts.ts';
import { lostSource } from './lost.ts';

/** What one outcome is told from. */
export interface OutcomeParts {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
}

export function outcomeOf({ findings, gaps }: OutcomeParts): Outcome {
  if (findings.length > 0) return 'findings';
  return gaps.length > 0 ? 'incomplete' : 'none';
}

/** Everything that is not known: of the answer, and of the pages nobody could judge. */
export function gapsOf(answer: BacklinkAnswer, cannotTell: readonly Finding[]): readonly Gap[] {
  const own = answer.gaps ?? [];
  const isTold = own.some(({ kind }) => kind === 'missing-rows' || kind === 'unreadable-answer');
  return [...own, ...(answer.truncated && !isTold ? [moreRows] : []), ...notConfirmed(cannotTell, answer)];
}

const moreRows: Gap = {
  kind: 'missing-rows',
  count: undefined,
  message:
    'The index has more broken pages than this answer holds. Ask for more with --max-pages or brokenBacklinks.maximumPages, or save the rest as well.',
};

function notConfirmed(cannotTell: readonly Finding[], { source }: Pick<BacklinkAnswer, 'source'>): readonly Gap[] {
  if (cannotTell.length === 0) return [];
  const reasons = new Map<string, number>();
  for (const finding of cannotTell) {
    const reason = reasonOf(finding);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const [[reason, often] = ['', 0]] = [...reasons].sort(([, a], [, b]) => b - a);
  const share = often === cannotTell.length ? '' : `, and ${cannotTell.length - often} for other reasons`;
  const what = `${count(cannotTell.length, 'page')} ${cannotTell.length === 1 ? 'is' : 'are'} neither known to fail nor to answer`;
  const wasAsked = cannotTell.some(({ live }) => live !== undefined);
  const next = source === lostSource ? openThem : wasAsked ? reachIt : askIt;
  return [{ kind: 'not-confirmed', count: cannotTell.length, message: `${what} (${reason}${share}). ${next}` }];
}

const reachIt = 'Run the audit again where the site can be reached.';
const askIt = 'Run the audit again with the live check (without --no-recheck; brokenBacklinks.recheck.enabled).';
/** Nothing is asked of the live site when lost addresses are looked for. */
const openThem = 'Open them on the site: only those that it does not show need a redirect.';

/** Whether the live site told nothing of any of them, though it was asked. */
export function isSilent(findings: readonly Finding[]): boolean {
  return findings.length > 0 && findings.every(({ live }) => live?.verdict === 'cannot-tell');
}

/** Says once, for all of them, that findings rest on the index alone. */
export function notConfirmedNote(findings: readonly Finding[]): readonly Note[] {
  const unconfirmed = findings.filter(({ live }) => live?.verdict === 'cannot-tell');
  const [first] = unconfirmed;
  if (first === undefined) return [];
  const which = unconfirmed.length === findings.length ? 'any of them' : `${unconfirmed.length} of ${findings.length}`;
  const rest = unconfirmed.length === findings.length ? 'They rest' : 'Those rest';
  return [
    { message: `The live site could not be asked about ${which} (${reasonOf(first)}). ${rest} on what the index saw.` },
  ];
}

/** Says once, for all of them, which redirects lead where the repository cannot tell what is there. */
export function unknowableNote(redirected: readonly Finding[]): readonly Note[] {
  const unknowable = redirected.filter(({ diagnosis }) => diagnosis.isUnknowable);
  const [first] = unknowable;
  if (first === undefined) return [];
  const { path, rule, detail } = first.diagnosis;
  const others = unknowable.length === 1 ? '' : `, and ${count(unknowable.length - 1, 'redirect')} more like it`;
  const message = `The redirect of ${encodeUrl(path)} leads ${detail}${others}. Open it on the live site once.`;
  return [{ message, file: rule?.file, line: rule?.line }];
}

function reasonOf({ live, broken }: Finding): string {
  return silence(live) || broken.doubt || 'the live site gave no clear answer';
}
