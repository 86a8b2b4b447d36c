/** Asks whose account is used, of the source the user picks where several want to know. */
import type { SecretStorage } from 'vscode';
import { failed, type Result, success } from '../../core/ports.ts';
import type { Credentials } from '../../io/sourceHost.ts';
import { keepCredentials } from '../../io/sources/keptCredentials.ts';
import type { AskedEntry } from '../../io/sources/openSource.ts';
import { choose } from '../shown/messages.ts';
import { askFields } from './credentials.ts';

/** Asks a source, free of charge, whether it takes these; `undefined` where nothing may be asked. */
export type TryCredentials = (entry: AskedEntry, given: Credentials) => Promise<Result<string> | undefined>;

/** What was stored, and what the source says to it. What it refuses is not kept. `title`: of the source, where it is known. */
export async function setCredentials(
  secrets: SecretStorage,
  entries: readonly AskedEntry[],
  tryThem: TryCredentials,
  title?: string,
): Promise<Result<string>> {
  const wanting = entries.filter(({ access }) => access.credentials !== undefined && access.account === undefined);
  const entry = wanting.find((each) => each.title === title) ?? (await entryToSet(wanting));
  const form = entry?.access.credentials;
  const given = form && (await askFields(entry.title, form));
  if (entry === undefined || given === undefined) return failed('cancelled', 'Cancelled. No credentials were stored.');
  const answer = await tryThem(entry, given);
  if (answer?.ok === false && answer.failure.kind === 'unauthorised') return answer;
  await keepCredentials(secrets, entry, given);
  const stored = `credentials stored for ${entry.title}`;
  if (answer === undefined) return success(stored);
  return success(answer.ok ? `${stored} (${answer.value})` : `${stored}, not tried: ${answer.failure.message}`);
}

async function entryToSet(wanting: readonly AskedEntry[]): Promise<AskedEntry | undefined> {
  const [only] = wanting;
  if (wanting.length < 2) return only;
  const choices = wanting.map((entry) => ({ label: entry.title, description: entry.access.hosts.join(', '), entry }));
  const picked = await choose(choices, { placeHolder: 'Whose credentials?' });
  return picked?.entry;
}
