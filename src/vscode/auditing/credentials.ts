/** Asks for the credentials of a source, field by field, and keeps them in the editor's secret storage. */
import type { SecretStorage } from 'vscode';
import type { CredentialField, CredentialForm, Credentials } from '../../io/sourceHost.ts';
import { keepCredentials } from '../../io/sources/keptCredentials.ts';
import type { AskedEntry } from '../../io/sources/openSource.ts';
import { askText } from '../shown/messages.ts';

/** Asks for one field after the other; `undefined` when the user gives up. Nothing is half stored. */
export async function askCredentials(secrets: SecretStorage, entry: AskedEntry): Promise<Credentials | undefined> {
  const form = entry.access.credentials;
  if (form === undefined) return undefined;
  const given = await askFields(entry.title, form);
  if (given === undefined) return undefined;
  await keepCredentials(secrets, entry, given);
  return given;
}

/** Field after field; `undefined` when the user gives up. Nothing is kept. */
export async function askFields(title: string, form: CredentialForm): Promise<Credentials | undefined> {
  let given: Credentials = {};
  for (const [at, field] of form.fields.entries()) {
    const isLast = at === form.fields.length - 1;
    const text = await askText({
      title: `${title}: ${field.title} (${at + 1} of ${form.fields.length})`,
      prompt: field.help,
      ...(field.example !== undefined && { placeHolder: field.example }),
      password: field.isSecret,
      ignoreFocusOut: true,
      validateInput: (value) => problemOf(form, field, given, value, isLast),
    });
    if (text === undefined) return undefined;
    const whole = at === 0 ? standsForAll(form, text) : undefined;
    if (whole !== undefined) return whole;
    given = { ...given, [field.id]: text.trim() };
  }
  return given;
}

function problemOf(
  form: CredentialForm,
  { id, title }: CredentialField,
  given: Credentials,
  value: string,
  isLast: boolean,
): string | undefined {
  if (value.trim() === '') return `Type the ${title}, or press Escape to stop.`;
  const isWhole = Object.keys(given).length === 0 && standsForAll(form, value) !== undefined;
  return isLast && !isWhole ? form.problem({ ...given, [id]: value.trim() }) : undefined;
}

/** The text as the one that stands for all fields, when it is of that form. */
export function standsForAll({ instead, problem }: CredentialForm, text: string): Credentials | undefined {
  if (instead === undefined || text.trim() === '') return undefined;
  const given = { [instead.id]: text.trim() };
  return problem(given) === undefined ? given : undefined;
}
