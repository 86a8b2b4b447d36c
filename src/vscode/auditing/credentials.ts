/** The DataForSEO credentials: in the editor's secret storage, else from the environment, never anywhere else. */
import type { SecretStorage } from 'vscode';
import type { Credentials } from '../../io/sourceHost.ts';
import { authorization, credentialsFrom } from '../../io/sources/dataForSeo/credentials.ts';
import { askText } from '../shown/messages.ts';

const secretKey = 'dataForSeo.basicCredentials';

/** `undefined` when the user has given none. What is stored wins over the environment, as it was given later. */
export async function readCredentials(
  secrets: SecretStorage,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Credentials | undefined> {
  const value = await secrets.get(secretKey);
  return value ? { kind: 'base64', value } : credentialsFrom(environment);
}

/** Asks for login and password, or for the ready base64 string; `undefined` when the user gives up. Nothing is half stored. */
export async function askCredentials(secrets: SecretStorage): Promise<Credentials | undefined> {
  const login = await askText({
    title: 'DataForSEO: API login (1 of 2)',
    prompt: 'API login as shown on app.dataforseo.com/api-access, or the ready base64 string shown there.',
    placeHolder: 'name@example.org',
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? 'Type the login, or press Escape to stop.' : undefined),
  });
  if (login === undefined) return undefined;
  const value = readyBase64(login) ?? (await askPassword(login.trim()));
  if (value === undefined) return undefined;
  await secrets.store(secretKey, value);
  return { kind: 'base64', value };
}

async function askPassword(login: string): Promise<string | undefined> {
  const password = await askText({
    title: 'DataForSEO: API password (2 of 2)',
    prompt: `API password of ${login}. It is not the password of the account.`,
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => {
      const checked = authorization({ kind: 'login', login, password: value });
      return checked.ok ? undefined : checked.failure.message;
    },
  });
  if (password === undefined) return undefined;
  const header = authorization({ kind: 'login', login, password });
  return header.ok ? header.value.replace('Basic ', '') : undefined;
}

/** The text when it is the base64 form of `login:password`, else `undefined`. A login is never one: it has no colon inside. */
export function readyBase64(text: string): string | undefined {
  const value = text.trim();
  return value.length > 8 && authorization({ kind: 'base64', value }).ok ? value : undefined;
}
