import assert from 'node:assert/strict';
import type { SecretStorage } from 'vscode';
import { readCredentials, readyBase64 } from '../../../src/vscode/auditing/credentials.ts';

const base64 = Buffer.from('name@example.org:secret').toString('base64');

function secrets(value: string | undefined): SecretStorage {
  const fail = () => Promise.reject(new Error('not asked for'));
  return {
    get: async () => value,
    store: fail,
    delete: fail,
    keys: fail,
    onDidChange: () => ({ dispose: () => undefined }),
  } as SecretStorage;
}

describe('credentials', () => {
  it('are the stored ones before those of the environment', async () => {
    const environment = { DATAFORSEO_LOGIN: 'other', DATAFORSEO_PASSWORD: 'other' };
    assert.deepEqual(await readCredentials(secrets(base64), environment), { kind: 'base64', value: base64 });
  });
  it('are those of the environment when none are stored', async () => {
    const environment = { DATAFORSEO_LOGIN: 'name@example.org', DATAFORSEO_PASSWORD: 'secret' };
    assert.deepEqual(await readCredentials(secrets(undefined), environment), {
      kind: 'login',
      login: 'name@example.org',
      password: 'secret',
    });
    assert.equal(await readCredentials(secrets(undefined), {}), undefined);
  });
  it('may be given as the ready base64 string', () => {
    assert.equal(readyBase64(` ${base64} `), base64);
    for (const login of ['name@example.org', 'adalindqvist', '', Buffer.from('nocolon').toString('base64')]) {
      assert.equal(readyBase64(login), undefined, login);
    }
  });
});
