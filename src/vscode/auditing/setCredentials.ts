/** Asks whose account is used, of the source the user picks where several want to know. */
import type { SecretStorage } from 'vscode';
import type { AskedEntry } from '../../io/sources/openSource.ts';
import { choose } from '../shown/messages.ts';
import { askCredentials } from './credentials.ts';

/** The title of the source they were given for; `undefined` when the user gives up. */
export async function setCredentials(
  secrets: SecretStorage,
  entries: readonly AskedEntry[],
): Promise<string | undefined> {
  const entry = await entryToSet(entries.filter(({ access }) => access.credentials !== undefined));
  if (entry === undefined) return undefined;
  return (await askCredentials(secrets, entry)) === undefined ? undefined : entry.title;
}

async function entryToSet(wanting: readonly AskedEntry[]): Promise<AskedEntry | undefined> {
  const [only] = wanting;
  if (wanting.length < 2) return only;
  const choices = wanting.map((entry) => ({ label: entry.title, description: entry.access.hosts.join(', '), entry }));
  const picked = await choose(choices, { placeHolder: 'Whose credentials?' });
  return picked?.entry;
}
