/** Credentials as a host's secret storage keeps them: one secret for each source, its fields as JSON. */
import type { Environment } from '../environment.ts';
import type { CredentialForm, Credentials } from '../sourceHost.ts';
import { type AskedEntry, credentialsFrom } from './openSource.ts';

/** Texts that the host keeps encrypted, such as the editor's secret storage. */
export interface Secrets {
  get(key: string): Thenable<string | undefined>;
  store(key: string, value: string): Thenable<void>;
  delete(key: string): Thenable<void>;
}

/** `undefined` when the user has given none. What is kept wins over the environment, as it was given later. */
export async function readCredentials(
  secrets: Pick<Secrets, 'get'>,
  { id, access }: AskedEntry,
  environment: Environment,
): Promise<Credentials | undefined> {
  const form = access.credentials;
  if (form === undefined) return undefined;
  const kept = await secrets.get(secretKey(access.account ?? id));
  return (
    (kept === undefined ? undefined : fieldsIn(kept)) ??
    (await keptBefore(secrets, form)) ??
    credentialsFrom(form, environment)
  );
}

export async function keepCredentials(secrets: Secrets, { id, access }: AskedEntry, given: Credentials): Promise<void> {
  await secrets.store(secretKey(access.account ?? id), JSON.stringify(given));
  // What was given before must not come back when this is taken away.
  const before = access.credentials?.keptBefore;
  if (before !== undefined) await secrets.delete(before.key);
}

async function keptBefore(
  secrets: Pick<Secrets, 'get'>,
  { keptBefore: before }: CredentialForm,
): Promise<Credentials | undefined> {
  const value = before && (await secrets.get(before.key));
  return before && value ? { [before.field]: value } : undefined;
}

/** `undefined` where the secret is none of ours, or damaged: the user is asked again. */
function fieldsIn(kept: string): Credentials | undefined {
  try {
    const read: unknown = JSON.parse(kept);
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined;
    const texts = Object.entries(read).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return texts.length === 0 ? undefined : Object.fromEntries(texts);
  } catch {
    return undefined;
  }
}

function secretKey(id: string): string {
  return `source.${id}`;
}
