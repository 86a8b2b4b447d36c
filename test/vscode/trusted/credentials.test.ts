import assert from 'node:assert/strict';
import { dataForSeo } from '../../../src/io/sources/dataForSeo/dataForSeo.ts';
import { standsForAll } from '../../../src/vscode/auditing/credentials.ts';

describe('credentials', () => {
  it('may be given as the ready base64 string', () => {
    const base64 = Buffer.from('name@example.org:secret').toString('base64');
    const form = dataForSeo.access.credentials;
    assert.deepEqual(standsForAll(form, ` ${base64} `), { base64 });
    for (const login of ['name@example.org', 'adalindqvist', '', Buffer.from('nocolon').toString('base64')]) {
      assert.equal(standsForAll(form, login), undefined, login);
    }
  });
});
