/** What the live site said before, and what of it still counts. */
import type { LiveCheck } from '../report/findings.ts';

/** What the live site said of one address, and when. */
export interface KeptCheck {
  readonly check: LiveCheck;
  /** In milliseconds since 1970. */
  readonly asked: number;
}

/** Of one site, by address. */
export interface KeptChecks {
  readonly checks: ReadonlyMap<string, KeptCheck>;
  /** The last check of the site did not come to its end. */
  readonly isInterrupted: boolean;
}

/** Where it is kept what live sites said, by the name of the site. */
export interface LiveStore {
  read(site: string): Promise<KeptChecks>;
  /** Puts these in the place of earlier ones. `isInterrupted`: more were to be asked. */
  keep(site: string, checks: ReadonlyMap<string, LiveCheck>, isInterrupted: boolean): Promise<void>;
}

/** An interrupted check goes on where it was for so long; after that the site may be another one. */
const resumableMs = 60 * 60 * 1000;

/** What is older says nothing of today. */
export const keptMs = 30 * 24 * 60 * 60 * 1000;

/** Answers that need not be asked again: those of a check that was interrupted a moment ago. */
export function resumable({ checks, isInterrupted }: KeptChecks, now: number): ReadonlyMap<string, LiveCheck> {
  const found = new Map<string, LiveCheck>();
  if (!isInterrupted) return found;
  for (const [url, { check, asked }] of checks) if (isWithin(now - asked, resumableMs)) found.set(url, check);
  return found;
}

/** With what the site said before, where it tells nothing today. It decides nothing: that was then. */
export function withEarlier(check: LiveCheck, kept: KeptCheck | undefined, now: number): LiveCheck {
  if (check.verdict !== 'cannot-tell' || kept === undefined || !isWithin(now - kept.asked, keptMs)) return check;
  const { checked, detail } = kept.check;
  return { ...check, earlier: { checked, detail } };
}

/** What was shown of a site, or what another host has learned of it since. */
export function newest(shown: ReadonlyMap<string, LiveCheck>, { checks }: KeptChecks): ReadonlyMap<string, LiveCheck> {
  const found = new Map(shown);
  for (const [url, { check }] of checks) {
    const before = shown.get(url);
    const isSame = before?.checked === check.checked && before.verdict !== 'cannot-tell';
    if (before === undefined || before.checked < check.checked || isSame) found.set(url, check);
  }
  return found;
}

function isWithin(age: number, most: number): boolean {
  return age >= 0 && age <= most;
}
