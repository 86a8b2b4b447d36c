/** All that is kept on this machine, in one folder: what was paid for, what was spent, what live sites said, and histories that were read. */
import { join } from 'node:path';
import type { AnswerStore } from '../../core/backlinks/answers.ts';
import type { FactStore } from '../../core/backlinks/source.ts';
import type { LiveStore } from '../../core/live/kept.ts';
import type { Logger, Result } from '../../core/ports.ts';
import { answerStore } from './answerStore.ts';
import { clearKept, countKept, type KeptCounts, type KeptKind } from './clearing.ts';
import { factStore } from './factStore.ts';
import { liveStore } from './liveStore.ts';
import { type ShownStore, shownFolder, shownStore } from './shownStore.ts';
import { type SpendStore, spendStore } from './spendStore.ts';
import { takeIn } from './takeIn.ts';

/** Where things are kept, and the clock of their ages. */
export interface StoreOptions {
  /** See `storeFolder`. Made when something is kept. */
  readonly folder: string;
  /** Where earlier versions kept theirs. */
  readonly former: readonly string[];
  readonly logger: Logger;
  /** In milliseconds since 1970. */
  readonly now: () => number;
}

/** All that is kept on one machine, for editor and command line: paid answers, what was spent, past addresses. */
export interface Store {
  readonly answers: AnswerStore;
  readonly spend: SpendStore;
  /** What live sites said. */
  readonly live: LiveStore;
  /** What was shown of each folder of the editor. */
  readonly shown: ShownStore;
  /** What sources tell free of charge. */
  readonly facts: FactStore;
  /** The folder of histories; each repository has one below it. */
  readonly histories: string;
  /** How many there are of each kind, of one site where it is named. */
  kept(site?: string): Promise<KeptCounts>;
  /** Forgets all of a kind, or what is kept of one site. */
  clear(kind: KeptKind, site?: string): Promise<Result<number>>;
}

/** Reads and writes nothing yet. */
export function openStore({ folder, former, logger, now }: StoreOptions): Store {
  const ready = takeIn(folder, former, logger);
  const answers = answerStore(join(folder, 'answers'), { logger, now, former, ready });
  const histories = join(folder, 'history');
  const clearable = { answers, live: join(folder, 'live'), histories };
  return {
    answers,
    spend: spendStore(folder, logger, ready),
    live: liveStore(clearable.live, logger, now),
    shown: shownStore(shownFolder(folder), logger),
    facts: factStore(join(folder, 'facts'), logger),
    histories,
    kept: (site) => countKept(clearable, logger, site),
    clear: (kind, site) => clearKept(clearable, kind, logger, site),
  };
}
