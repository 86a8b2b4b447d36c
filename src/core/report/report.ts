/** A finding as one line: the wording of the editor, the command line and the tests. */

import { siteTarget } from '../backlinks/siteTarget.ts';
import { commitAndDay, isUncommitted, shortHash } from '../history/commitNames.ts';
import type { BrokenPage, PastPage, Suggestion } from '../model.ts';
import { encodeUrl } from '../paths.ts';
import { encodedTarget } from '../redirects/target.ts';
import { losses } from '../wording/amounts.ts';
import type { Diagnosis, Fix, LiveCheck } from './findings.ts';
import { inventedClause } from './invented.ts';

/** `strong`, `fair` or `weak`, with the number beside it wherever there is room. */
export function strength(suggestion: Suggestion): 'strong' | 'fair' | 'weak' {
  return suggestion.confident ? 'strong' : suggestion.confidence >= 0.5 ? 'fair' : 'weak';
}

/** The address of a suggestion, with the part of its page that is meant. */
export function shownTarget({ url, section }: Suggestion): string {
  return `${encodeUrl(url)}${section === undefined ? '' : `#${section}`}`;
}

/** ".97" */
export function confidence(suggestion: Suggestion): string {
  return Math.min(0.99, suggestion.confidence).toFixed(2).slice(1);
}

/** Whether the live site was seen today not to have the page. */
export function isSeenFailing(live: LiveCheck | undefined): boolean {
  const verdict = live?.verdict;
  return verdict === 'broken' || verdict === 'soft-404' || verdict === 'leads-home';
}

/** Whether the clause of a live check says more than its status. */
export function saysMore({ verdict, status = 0, end }: LiveCheck): boolean {
  if (end !== undefined) return true;
  return verdict === 'fine' ? false : verdict !== 'broken' || status < 400;
}

/** The line of a page on a host that the site has left: `hint` says where it leads and who writes that. */
export function formerMessage(broken: BrokenPage, live: LiveCheck | undefined, hint: string): string {
  return `${answers(broken, live)}: ${losses(broken)}. ${hint}`;
}

/** The address; with its host where that is not the only one. */
function nameOf({ former, path, url }: BrokenPage, isHostNamed: boolean): string {
  if (former !== undefined) return `${former.host}${encodeUrl(former.path)}`;
  return `${isHostNamed ? (siteTarget(url)?.host ?? '') : ''}${encodeUrl(path)}`;
}

/** What the address answers, and since when that is known. */
function answers(broken: BrokenPage, live: LiveCheck | undefined, isHostNamed = false): string {
  const path = nameOf(broken, isHostNamed);
  if (live !== undefined && isSeenFailing(live)) {
    const answer = live.detail || `answers ${live.status ?? 'with an error'}`;
    return `${path} ${answer} (checked ${live.checked})`;
  }
  const { published } = broken;
  if (published !== undefined && broken.status === undefined) {
    const { first, last } = published;
    return `${path} was published once (${first === last ? `on ${last}` : `from ${first} until ${last}`})`;
  }
  const status = broken.status === undefined ? 'an error' : `${broken.status}`;
  const seen = broken.statusSeen ?? broken.lastSeen;
  const unconfirmed = notConfirmed(live);
  return `${path} answers ${status}${seen ? ` (seen ${seen})` : ''}${unconfirmed ? `, ${unconfirmed}` : ''}`;
}

/** "not confirmed live (docs.example was not found)"; `undefined` where the live site told, or was not asked. */
export function notConfirmed(live: LiveCheck | undefined): string | undefined {
  if (live?.verdict !== 'cannot-tell') return undefined;
  const earlier = live.earlier === undefined ? '' : `, live on ${live.earlier.checked}: ${live.earlier.detail}`;
  return `not confirmed live (${silence(live) || live.status || 'no answer'})${earlier}`;
}

/** Why the live site could not tell, as a clause: the first sentence of what is known; empty when it did, or was not asked. */
export function silence(live: LiveCheck | undefined): string {
  const [first = ''] = live?.verdict === 'cannot-tell' ? live.detail.split(/\.(?:\s|$)/) : [];
  return first;
}

/**
 * The one line of the Problems panel. `shownOnTarget`: it stands on the page the address should lead to. `isHostNamed`:
 * findings of several hosts stand beside each other.
 */
export function message(
  broken: BrokenPage,
  live: LiveCheck | undefined,
  diagnosis: Diagnosis,
  shownOnTarget: boolean,
  isHostNamed = false,
): string {
  const what = wasFailing(broken, live, diagnosis, isHostNamed) ?? answers(broken, live, isHostNamed);
  const lost = losses(broken);
  const reason = hiddenReason(diagnosis);
  if (reason !== undefined && broken.published !== undefined && broken.status === undefined)
    return `${what}, and its page is ${reason}${hiddenSince(diagnosis)}; ${lost}.${doubt(diagnosis)}`;
  if (reason !== undefined)
    return `${what} because this page is ${reason}${hiddenSince(diagnosis)}; ${lost}.${doubt(diagnosis)}`;
  return `${what}; ${lost}. ${consequence(broken, diagnosis, shownOnTarget)}${doubt(diagnosis)}`;
}

/** The first of what may redirect the address already. */
function doubt({ undecided: [first] = [] }: Diagnosis): string {
  if (first === undefined) return '';
  return ` ${first.file}:${first.line} may redirect it already (${first.condition}); look there first.`;
}

/** A page that is there and that nobody saw failing today: how long ago that was is all there is to say. */
function wasFailing(
  broken: BrokenPage,
  live: LiveCheck | undefined,
  { code }: Diagnosis,
  isHostNamed: boolean,
): string | undefined {
  if (code !== 'server-error' || isSeenFailing(live)) return undefined;
  const seen = broken.statusSeen ?? broken.lastSeen;
  const unconfirmed = notConfirmed(live);
  return `${nameOf(broken, isHostNamed)} was failing${seen ? ` on ${seen}` : ''} (${broken.status})${unconfirmed ? `, ${unconfirmed}` : ''}`;
}

function hiddenReason({ code }: Diagnosis): string | undefined {
  switch (code) {
    case 'draft':
      return 'a draft';
    case 'future':
      return 'dated in the future';
    case 'expired':
      return 'past its expiry date';
    case 'unpublished':
      return 'not published';
    default:
      return undefined;
  }
}

function hiddenSince({ past }: Diagnosis): string {
  return past?.fate.kind === 'unpublished' ? ` since ${commitAndDay(past.last)}` : '';
}

function consequence(broken: BrokenPage, diagnosis: Diagnosis, shownOnTarget: boolean): string {
  const { lost, made } = diagnosis;
  const best = diagnosis.suggestions[0];
  if (lost !== undefined) {
    const to = lost.to.startsWith('/') ? encodeUrl(lost.to) : lost.to;
    return `Its redirect to ${to} was removed from ${lost.rule.file} since the last commit.`;
  }
  switch (diagnosis.code) {
    case 'moved':
    case 'removed':
      return best !== undefined && shownOnTarget && strength(best) !== 'weak'
        ? `${replacement(best)}: ${pastClause(diagnosis.past, best)}.${onceBuilt(made)}`
        : `${pastSentence(diagnosis.past)}${closest(best)}.${onceBuilt(made)}`;
    case 'never-existed':
      return `No commit published it${typoClause(diagnosis)}${madeUp(broken, diagnosis)}${closest(best)}.`;
    case 'unknown-past':
      return made === undefined
        ? `It is unknown whether a commit published it${typoClause(diagnosis)}${closest(best)}.${gapClause(diagnosis)}`
        : `No commit holds a page for it${typoClause(diagnosis)}${closest(best)}.${onceBuilt(made)}`;
    case 'redirect-broken':
      return `The redirect in ${diagnosis.rule?.file}:${diagnosis.rule?.line} leads ${diagnosis.detail}${closest(best)}.`;
    case 'redirect-ineffective':
      return `The redirect in ${diagnosis.rule?.file}:${diagnosis.rule?.line} does not work on the live site: ${diagnosis.detail}.`;
    case 'published':
      return `${diagnosis.page?.file} publishes it: the deploy is behind, or the host serves something else.`;
    case 'server-error':
      return `${diagnosis.page?.file ?? 'The site'} is there; a redirect does not help when the server fails.`;
    case 'redirected':
      return `${redirectedClause(diagnosis)}.`;
    case 'gone':
      return `${diagnosis.rule?.file}:${diagnosis.rule?.line} ${diagnosis.detail}.`;
    case 'draft':
    case 'future':
    case 'expired':
    case 'unpublished':
      return '';
    default:
      return diagnosis.code satisfies never;
  }
}

function madeUp(broken: BrokenPage, diagnosis: Diagnosis): string {
  const clause = inventedClause(broken, diagnosis);
  return clause === undefined ? '' : `; ${clause}`;
}

/** As sure as the evidence is. */
function replacement(best: Suggestion): string {
  return strength(best) === 'strong' ? 'This page replaced it' : `This page may have replaced it (${confidence(best)})`;
}

/** "Redirected in static/_redirects:5, waiting for deploy", or where it leads when nobody can tell what is there. */
function redirectedClause({ rule, detail, isUnknowable, deploy }: Diagnosis): string {
  const where = `Redirected in ${rule?.file}:${rule?.line}`;
  return isUnknowable ? `${where}; it leads ${detail}` : `${where}, ${waitingFor(deploy)}`;
}

/** What has to happen before a redirect of the working tree answers. */
export function waitingFor(deploy: Diagnosis['deploy']): string {
  return deploy?.state === 'unmerged' ? `not merged: ${deploy.ref} does not have it` : 'waiting for deploy';
}

function pastClause(past: PastPage | undefined, best: Suggestion): string {
  const first = best.evidence[0]?.text;
  if (first !== undefined) return first;
  return past === undefined ? 'by its words' : `${lossOf(past)} in ${commitAndDay(past.last)}`;
}

/** How the address lost its page, in a word or two. */
function lossOf({ fate }: PastPage): string {
  return fate.kind === 'generator-switched' ? 'generator switched' : fate.kind;
}

/** The same with the commit that did it, for a row. */
export function lossAndCommit(past: PastPage): string {
  return isUncommitted(past.last) ? `${lossOf(past)}, not committed yet` : `${lossOf(past)} ${shortHash(past.last)}`;
}

function pastSentence(past: PastPage | undefined): string {
  if (past === undefined) return 'Its page is gone';
  const when = `in ${commitAndDay(past.last)}`;
  const verb =
    past.fate.kind === 'generator-switched' ? 'lost its address when the generator changed' : `was ${past.fate.kind}`;
  return `Its page ${past.file} ${verb} ${when}`;
}

function closest(best: Suggestion | undefined): string {
  return best === undefined ? '' : `; closest page: ${shownTarget(best)} (${strength(best)})`;
}

/** What is missing of the history, and how to get it. */
function gapClause({ gap }: Diagnosis): string {
  return gap === undefined ? '' : ` ${gap}`;
}

function onceBuilt(made: string | undefined): string {
  return made === undefined ? '' : ` It may be there all the same: ${made}.`;
}

function typoClause({ typo }: Diagnosis): string {
  switch (typo) {
    case 'case':
      return ' in this case of letters';
    case 'extension':
      return ' with this extension';
    case 'truncated':
      return '; it looks cut off';
    case 'encoding':
      return '; it looks encoded twice';
    case 'typo':
      return '; it looks mistyped';
    case 'language':
      return ' in this language, and another one has the page';
    case 'version':
      return ' in this version, and another one has the page';
    case 'markdown':
      return ' with this ending, by which programs ask for the text of a page';
    case 'too-long':
      return '; it is too long to be an address';
    case undefined:
      return '';
    default:
      return typo satisfies never;
  }
}

/** What was written, as a sentence without its end: `/docs/setup/ redirects to /guides/install/ (static/_redirects)`. */
export function fixDone({ redirect: { from, to, status }, file, spellings = [] }: Fix): string {
  const also = spellings.length === 0 ? '' : `, with a line for each spelling that needs one`;
  const where = `written in ${file}${also}`;
  if (status === 410) return `${encodeUrl(from)} answers 410 Gone, ${where}`;
  return `${encodeUrl(from)} redirects to ${encodedTarget(to)}, ${where}`;
}
