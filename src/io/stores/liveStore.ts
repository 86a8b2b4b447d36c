/** What the live site said of each address, one JSON file for each site, which editor and command line share. */
import { join } from 'node:path';
import { type KeptCheck, type KeptChecks, keptMs, type LiveStore } from '../../core/live/kept.ts';
import { type Logger, success } from '../../core/ports.ts';
import type { LiveCheck } from '../../core/report/findings.ts';
import { bool, countIn, type Json, type JsonRecord, record, text } from '../disk/json.ts';
import { readJsonFile, writeJsonFile } from '../disk/jsonFile.ts';
import { withLock } from './lock.ts';

/** Raised when a reader of before would misread a file of now. Fields may be added without. */
const version = 1;

const verdicts: ReadonlySet<string> = new Set(['broken', 'soft-404', 'leads-home', 'fine']);

export function liveStore(folder: string, logger: Logger, now: () => number): LiveStore {
  const fileOf = (site: string): string =>
    join(folder, `${site.replace(/[^a-z0-9.-]/gi, '_').slice(0, 120)}.v${version}.json`);
  const read = async (site: string): Promise<KeptChecks> => {
    const found = record(await readJsonFile(fileOf(site), logger));
    const entries = Object.entries(record(found?.checks) ?? {}).flatMap(([url, value]) => {
      const kept = keptIn(record(value));
      return kept === undefined || now() - kept.asked > keptMs ? [] : [[url, kept] as const];
    });
    return { checks: new Map(entries), isInterrupted: bool(found?.isInterrupted) ?? false };
  };
  return {
    read,
    keep: async (site, checks, isInterrupted) => {
      const file = fileOf(site);
      // What others kept meanwhile stays.
      const written = await withLock(join(folder, 'lock'), file, async () => {
        const kept = new Map((await read(site)).checks);
        for (const [url, check] of checks) if (verdicts.has(check.verdict)) kept.set(url, { check, asked: now() });
        const all = Object.fromEntries([...kept].map(([url, { check, asked }]) => [url, { ...check, asked }]));
        const whole = await writeJsonFile(file, { version, isInterrupted, checks: all });
        return whole.ok ? success(undefined) : whole;
      });
      // Nothing was paid for it.
      if (!written.ok) logger.info(written.failure.message);
    },
  };
}

/** `undefined` for what is damaged or cut off. */
function keptIn(found: JsonRecord | undefined): KeptCheck | undefined {
  const asked = countIn(found?.asked);
  const checked = text(found?.checked);
  const verdict = verdictIn(found?.verdict);
  if (asked === undefined || checked === undefined || verdict === undefined) return undefined;
  const check = { verdict, status: countIn(found?.status), checked, detail: text(found?.detail) ?? '' };
  const end = text(found?.end);
  return { check: end === undefined ? check : { ...check, end }, asked };
}

function verdictIn(value: Json | undefined): LiveCheck['verdict'] | undefined {
  return typeof value === 'string' && verdicts.has(value) ? (value as LiveCheck['verdict']) : undefined;
}
