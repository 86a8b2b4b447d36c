import assert from 'node:assert/strict';
import { dataForSeo } from '../../../src/io/sources/dataForSeo/dataForSeo.ts';
import { keepCredentials, readCredentials, type Secrets } from '../../../src/io/sources/keptCredentials.ts';

const base64 = Buffer.from('name@example.org:secret').toString('base64');
const given = { login: 'name@example.org', password: 'secret' };
const other = { DATAFORSEO_LOGIN: 'other', DATAFORSEO_PASSWORD: 'other' };

function secrets(kept: Readonly<Record<string, string>> = {}): Secrets {
  const all = new Map(Object.entries(kept));
  return {
    get: async (key) => all.get(key),
    store: async (key, value) => void all.set(key, value),
    delete: async (key) => void all.delete(key),
  };
}

describe('kept credentials', () => {
  const read = (kept: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = other) =>
    readCredentials(secrets(kept), dataForSeo, environment);

  it('are read as they were given, before those of the environment', async () => {
    const storage = secrets();
    await keepCredentials(storage, dataForSeo, given);
    assert.deepEqual(await readCredentials(storage, dataForSeo, other), given);
  });
  it('are those that version 0.1.0 kept, until others are given', async () => {
    // As 0.1.0 wrote them: the base64 form under a key of its own.
    const storage = secrets({ 'dataForSeo.basicCredentials': base64 });
    assert.deepEqual(await readCredentials(storage, dataForSeo, other), { base64 });
    await keepCredentials(storage, dataForSeo, given);
    assert.deepEqual(await readCredentials(storage, dataForSeo, other), given);
    assert.equal(await storage.get('dataForSeo.basicCredentials'), undefined);
  });
  it('are asked for again where they are damaged', async () => {
    for (const damaged of ['', '{', 'null', '"text"', '[]', '{}', '{"login":1}']) {
      assert.equal(await read({ 'source.dataforseo': damaged }, {}), undefined, damaged);
    }
  });
  it('are those of the environment when none are kept', async () => {
    assert.deepEqual(await read({}), { login: 'other', password: 'other' });
    assert.deepEqual(await read({}, { DATAFORSEO_CREDENTIALS: base64 }), { base64 });
    assert.equal(await read({}, { DATAFORSEO_LOGIN: 'half' }), undefined);
  });
  it('are nobody of a source that asks nobody who they are', async () => {
    const open = { ...dataForSeo, access: { ...dataForSeo.access, credentials: undefined } };
    assert.equal(await readCredentials(secrets({ 'source.dataforseo': '{"login":"a"}' }), open, other), undefined);
  });
});
