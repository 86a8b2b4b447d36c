import { setTimeout as timer } from 'node:timers/promises';

/** Rejects as soon as the signal is aborted. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export const wait: Wait = async (milliseconds, signal) => {
  await timer(milliseconds, undefined, { signal });
};

/** When each service may be asked next, by its name, in milliseconds since 1970: what all runs of one program keep to. */
export type Paces = Map<string, number>;
