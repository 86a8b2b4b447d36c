/**
 * What earlier versions kept elsewhere (0.1.0: the editor in its own storage, the command line among the caches) becomes
 * part of the one store. The old files stay where they are, as an old version may still be in use; each of them is taken in
 * once, and again when it has changed. A kill on the way loses nothing: what was not noted is taken in the next time.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { MonthlySpend, MonthSpend } from '../../core/backlinks/ledger.ts';
import type { Logger } from '../../core/ports.ts';
import { record, text } from '../disk/json.ts';
import { readJsonFile } from '../disk/jsonFile.ts';
import { writeWhole } from '../disk/wholeFile.ts';
import { answersIn } from './answerStore.ts';
import { recordFile } from './records.ts';
import { monthSpendIn, recordMonths, spendRecords } from './spendStore.ts';

const version = 1;

/** Once for each call of `takeIn`, when it is first waited for. */
export function takeIn(folder: string, former: readonly string[], logger: Logger): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= takeAll(folder, former, logger);
    return done;
  };
}

async function takeAll(folder: string, former: readonly string[], logger: Logger): Promise<void> {
  const notes = recordFile(join(folder, 'taken-in.jsonl'), join(folder, 'lock'), logger);
  let noted: ReadonlySet<string> | undefined;
  // In the folder itself, too: on Windows, 0.1.0 kept its answers there.
  for (const place of new Set([folder, ...former].map((each) => resolve(each)))) {
    const files = [
      ...(place === resolve(folder)
        ? []
        : (await answersIn(join(place, 'answers'), logger)).map((name) => `answers/${name}`)),
      'spend.json',
    ];
    for (const name of files) {
      const state = await stateOf(join(place, name));
      if (state === undefined) continue;
      noted ??= new Set((await notes.read()).map(({ file, state }) => noteOf(text(file), text(state))));
      const file = join(place, name);
      if (noted.has(noteOf(file, state))) continue;
      const isTaken =
        name === 'spend.json' ? await takeSpend(folder, file, logger) : await takeAnswer(folder, file, logger);
      if (isTaken) await notes.append({ version, file, state });
    }
  }
}

function noteOf(file: string | undefined, state: string | undefined): string {
  return JSON.stringify([file, state]);
}

/** `undefined` where there is no such file. */
async function stateOf(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? `${found.size} ${Math.round(found.mtimeMs)}` : undefined;
}

/** As it is, under a name of its own: two stores may hold answers to one question. */
async function takeAnswer(folder: string, file: string, logger: Logger): Promise<boolean> {
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return false;
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  const name = file.replace(/^.*[\\/]/, '').replace(/\.answer\.json$/, `.${hash}.answer.json`);
  const to = join(folder, 'answers', name);
  if ((await stateOf(to)) !== undefined) return true;
  const written = await writeWhole(to, bytes, { name: to, before: { kind: 'anything' }, mode: 0o600 });
  if (!written.ok) logger.warn(`${file} could not be taken in: ${written.failure.message}`);
  return written.ok;
}

async function takeSpend(folder: string, file: string, logger: Logger): Promise<boolean> {
  const months: [string, MonthSpend][] = [];
  for (const [month, value] of Object.entries(record(await readJsonFile(file, logger)) ?? {})) {
    const spend = monthSpendIn(record(value));
    if (spend === undefined) logger.warn(`${file}: the month ${month} is ignored, as it cannot be read.`);
    else months.push([month, spend]);
  }
  const ledger: MonthlySpend = Object.fromEntries(months);
  return recordMonths(spendRecords(folder, logger), file, ledger);
}
