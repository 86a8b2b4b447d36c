/** What is held of a site's links on this machine and in its repository: read for nothing, whatever its age. */
import type { AnswerKey, AnswerStore } from '../core/backlinks/answers.ts';
import type { SiteScope } from '../core/backlinks/brokenPages.ts';
import type { NamedAnswer } from '../core/backlinks/mergeAnswers.ts';
import { snapshotFile } from '../core/backlinks/snapshot.ts';
import type { Day } from '../core/model.ts';
import type { SourceEntry } from '../io/sourceHost.ts';
import { linksOfFiles } from './givenFiles.ts';

/** A question whose answer may be kept, and what its source is called. */
export interface HeldQuestion {
  readonly title: string;
  readonly key: AnswerKey<'pages'>;
}

/** Where answers may lie. */
export interface HeldPlaces {
  readonly answers: Pick<AnswerStore, 'read'>;
  /** The path of the repository's own, and who reads it. */
  readonly snapshot: string | undefined;
  readonly sources: readonly SourceEntry[];
}

/** Each answer under a name that says since when it is kept. */
export async function heldCounts(
  questions: readonly HeldQuestion[],
  { answers, snapshot, sources }: HeldPlaces,
  scope: SiteScope,
  today: Day,
): Promise<readonly NamedAnswer[]> {
  const held: NamedAnswer[] = [];
  for (const { title, key } of questions) {
    const kept = await answers.read(key);
    if (kept !== undefined) held.push({ title: `${title}, stored ${kept.asked}`, answer: kept.value });
  }
  if (snapshot === undefined) return held;
  const read = await linksOfFiles([{ path: snapshot, name: snapshotFile }], sources, scope, today);
  return read.ok ? [...held, { title: snapshotFile, answer: read.value }] : held;
}
