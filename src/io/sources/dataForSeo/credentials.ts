/**
 * The login of a DataForSEO account: e-mail and API password (which is not the account's password), or the base64
 * string of both that their dashboard shows. https://docs.dataforseo.com/v3/auth/
 */

import { failed, type Result, success } from '../../../core/ports.ts';
import type { CredentialForm, Credentials } from '../../sourceHost.ts';

export const credentialForm: CredentialForm = {
  fields: [
    {
      id: 'login',
      title: 'API login',
      isSecret: false,
      variable: 'DATAFORSEO_LOGIN',
      help: 'API login as shown on app.dataforseo.com/api-access, or the ready base64 string shown there.',
      example: 'name@example.org',
    },
    {
      id: 'password',
      title: 'API password',
      isSecret: true,
      variable: 'DATAFORSEO_PASSWORD',
      help: 'API password as shown on app.dataforseo.com/api-access. It is not the password of the account.',
    },
  ],
  instead: {
    id: 'base64',
    title: 'base64 string of login and password',
    isSecret: true,
    variable: 'DATAFORSEO_CREDENTIALS',
    help: 'The ready base64 string as shown on app.dataforseo.com/api-access.',
  },
  url: 'https://app.dataforseo.com/api-access',
  keptBefore: { key: 'dataForSeo.basicCredentials', field: 'base64' },
  problem: (given) => {
    const header = authorization(given);
    return header.ok ? undefined : header.failure.message;
  },
};

/** The value of the `Authorization` header. Its failures never repeat what was given. */
export function authorization(given: Credentials): Result<string> {
  return given.base64 === undefined ? ofLogin(given) : ofBase64(given.base64);
}

function ofLogin(given: Credentials): Result<string> {
  const [login, password] = [given.login?.trim() ?? '', given.password?.trim() ?? ''];
  if (login === '' || password === '') return failed('unauthorised', `The login or the password is empty. ${remedy}`);
  if (login.includes(':')) return failed('unauthorised', `A login has no colon in it. ${remedy}`);
  return success(`Basic ${Buffer.from(`${login}:${password}`, 'utf8').toString('base64')}`);
}

function ofBase64(given: string): Result<string> {
  const value = given.trim().replace(/^(?:authorization:\s*)?basic\s+/i, '');
  const decoded = /^[A-Za-z0-9+/_-]+={0,2}$/.test(value) ? Buffer.from(value, 'base64').toString('utf8') : '';
  if (!/^[^:]+:.+$/s.test(decoded)) {
    return failed('unauthorised', `That is not the base64 form of login:password. ${remedy}`);
  }
  return success(`Basic ${Buffer.from(decoded, 'utf8').toString('base64')}`);
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
