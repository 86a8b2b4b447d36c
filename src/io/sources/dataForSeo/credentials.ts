/**
 * The login of a DataForSEO account: e-mail and API password (which is not the account's password), or the base64
 * string of both that their dashboard shows. https://docs.dataforseo.com/v3/auth/
 */

import { failed, type Result, success } from '../../../core/ports.ts';
import type { Credentials } from '../../sourceHost.ts';

/** The value of the `Authorization` header. Its failures never repeat what was given. */
export function authorization(credentials: Credentials): Result<string> {
  if (credentials.kind === 'login') {
    const login = credentials.login.trim();
    const password = credentials.password.trim();
    if (login === '' || password === '') return failed('unauthorised', `The login or the password is empty. ${remedy}`);
    if (login.includes(':')) return failed('unauthorised', `A login has no colon in it. ${remedy}`);
    return success(`Basic ${Buffer.from(`${login}:${password}`, 'utf8').toString('base64')}`);
  }
  const value = credentials.value.trim().replace(/^(?:authorization:\s*)?basic\s+/i, '');
  const decoded = /^[A-Za-z0-9+/_-]+={0,2}$/.test(value) ? Buffer.from(value, 'base64').toString('utf8') : '';
  if (!/^[^:]+:.+$/s.test(decoded)) {
    return failed('unauthorised', `That is not the base64 form of login:password. ${remedy}`);
  }
  return success(`Basic ${Buffer.from(decoded, 'utf8').toString('base64')}`);
}

/**
 * For headless use: `DATAFORSEO_LOGIN` and `DATAFORSEO_PASSWORD`, or `DATAFORSEO_CREDENTIALS` with the base64 string.
 * `undefined` when neither is set.
 */
export function credentialsFrom(environment: Readonly<Record<string, string | undefined>>): Credentials | undefined {
  const { DATAFORSEO_LOGIN: login, DATAFORSEO_PASSWORD: password, DATAFORSEO_CREDENTIALS: value } = environment;
  if (login && password) return { kind: 'login', login, password };
  return value ? { kind: 'base64', value } : undefined;
}

/** Takes the login out of texts that others wrote: a server or a proxy may repeat what it was sent. */
export function withoutLogin(header: string): (text: string) => string {
  const base64 = header.replace(/^Basic /, '');
  const decoded = Buffer.from(base64, 'base64').toString('utf8');
  const password = decoded.slice(decoded.indexOf(':') + 1);
  const secrets = [base64, encodeURIComponent(base64), decoded, password, encodeURIComponent(password)];
  const telling = [...new Set(secrets)].filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length);
  return (text) => telling.reduce((shown, secret) => shown.replaceAll(secret, '…'), text);
}

export const remedy =
  'Check login and API password (not the account password): Broken Backlinks: Set API Credentials, or DATAFORSEO_LOGIN and DATAFORSEO_PASSWORD.';
