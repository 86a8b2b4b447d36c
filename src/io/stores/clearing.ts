/** Forgets what is kept on this machine, kind by kind. What was spent is never forgotten: the month's cap is counted by it. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnswerStore } from '../../core/backlinks/answers.ts';
import { type Logger, type Result, success } from '../../core/ports.ts';
import { isAbsentFile } from '../disk/absent.ts';
import { writeFailure } from '../disk/writeFailure.ts';
import { withLock } from './lock.ts';

/** `answers` were paid for; the others are had again for nothing. */
export type KeptKind = 'answers' | 'live' | 'histories';

/** The stores that hold something which can be forgotten. */
export interface Clearable {
  readonly answers: AnswerStore;
  /** Folders. */
  readonly live: string;
  readonly histories: string;
}

/** How many there are of each kind: answers, sites that were asked, repositories whose history was read. */
export type KeptCounts = Readonly<Record<KeptKind, number>>;

/** Of one site where it is named; histories belong to repositories and are not counted then. */
export async function countKept(kept: Clearable, logger: Logger, site?: string): Promise<KeptCounts> {
  const live = await namesIn(kept.live, isLive(site), logger);
  const histories = site === undefined ? await namesIn(kept.histories, isHistory, logger) : [];
  return { answers: await kept.answers.count(site), live: live.length, histories: histories.length };
}

/** How many were forgotten, or why it could not be done. */
export async function clearKept(
  kept: Clearable,
  kind: KeptKind,
  logger: Logger,
  site?: string,
): Promise<Result<number>> {
  switch (kind) {
    case 'answers':
      return success(await kept.answers.clear(site));
    case 'live':
      return withLock(join(kept.live, 'lock'), kept.live, () => remove(kept.live, isLive(site), logger));
    case 'histories':
      return remove(kept.histories, isHistory, logger);
    default:
      return kind satisfies never;
  }
}

function isLive(site: string | undefined): (name: string) => boolean {
  const own = site?.replace(/[^a-z0-9.-]/gi, '_').slice(0, 120);
  return (name) => /\.v\d+\.json$/.test(name) && (own === undefined || name.replace(/\.v\d+\.json$/, '') === own);
}

function isHistory(name: string): boolean {
  return /^[0-9a-f]{16}$/.test(name);
}

async function remove(folder: string, isMeant: (name: string) => boolean, logger: Logger): Promise<Result<number>> {
  const names = await namesIn(folder, isMeant, logger);
  try {
    await Promise.all(names.map((name) => rm(join(folder, name), { recursive: true, force: true })));
    return success(names.length);
  } catch (error) {
    return writeFailure(folder, error);
  }
}

async function namesIn(folder: string, isMeant: (name: string) => boolean, logger: Logger): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter(isMeant);
  } catch (error) {
    if (!isAbsentFile(error)) {
      logger.warn(
        `What is kept in ${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    return [];
  }
}
