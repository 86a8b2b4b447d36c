/** From an entry of the list to a source that can be asked: which one, whose account, at which address. */
import type { BacklinkSource } from '../../core/backlinks/source.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import type { Environment } from '../environment.ts';
import type { CredentialForm, Credentials, SourceAccess, SourceEntry, SourceHost } from '../sourceHost.ts';

/** An entry that can be asked over the network. */
export type AskedEntry = SourceEntry & { readonly access: SourceAccess };

export function askedEntries(sources: readonly SourceEntry[]): readonly AskedEntry[] {
  return sources.filter((entry): entry is AskedEntry => entry.access !== undefined);
}

/** The entry of that id, or the first where none is named. A failure names those there are. */
export function askedEntry(sources: readonly SourceEntry[], id: string | undefined): Result<AskedEntry> {
  const entries = askedEntries(sources);
  const found = id === undefined ? entries[0] : entries.find((entry) => entry.id === id);
  if (found !== undefined) return success(found);
  const known = entries.map((entry) => entry.id).join(', ');
  return failed('not-found', `There is no source ${id ?? 'to ask'}. Those that can be asked: ${known || 'none'}.`);
}

/** As its makers write it, where the list has it. */
export function titleOfSource(sources: readonly SourceEntry[], id: string): string {
  return sources.find((entry) => entry.id === id)?.title ?? id;
}

/** Fails where the source wants credentials and nobody gave any. */
export function openSource({ title, access }: AskedEntry, host: SourceHost): Result<BacklinkSource> {
  const form = access.credentials;
  if (form === undefined || host.credentials !== undefined) return access.open(host);
  const wanted = form.fields.map((field) => field.title).join(' and ');
  const set = `Broken Backlinks: Set API Credentials, or ${form.fields.map(({ variable }) => variable).join(' and ')}`;
  return failed('unauthorised', `${title} needs ${wanted}: ${set}. They are found at ${form.url}.`);
}

/** What the environment says of a source: for headless use, and where the editor has been told nothing. */
export function sourceEnvironment(
  access: SourceAccess,
  environment: Environment,
): Pick<SourceHost, 'credentials' | 'apiBase' | 'sandbox'> {
  const read = (variable: string | undefined) => (variable === undefined ? undefined : environment[variable]);
  return {
    credentials: access.credentials && credentialsFrom(access.credentials, environment),
    apiBase: read(access.address?.variable) || undefined,
    sandbox: read(access.sandboxVariable) === '1',
  };
}

/** Every field, else the one text that stands for all; `undefined` when the environment holds neither. */
export function credentialsFrom(form: CredentialForm, environment: Environment): Credentials | undefined {
  const values = form.fields.map(({ id, variable }) => [id, environment[variable] ?? ''] as const);
  if (values.every(([, value]) => value !== '')) return Object.fromEntries(values);
  const whole = form.instead && environment[form.instead.variable];
  return form.instead && whole ? { [form.instead.id]: whole } : undefined;
}
