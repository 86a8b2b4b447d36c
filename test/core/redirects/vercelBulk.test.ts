import assert from 'node:assert/strict';
import { urlPath } from '../../../src/core/paths.ts';
import { vercelBulk } from '../../../src/core/redirects/formats/vercelBulk.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const redirect = { from: urlPath('/old'), to: '/new', status: 301 } as const;

async function planned(files: Readonly<Record<string, string>>): Promise<string> {
  const plan = await vercelBulk.plan(redirect, redirectSite({ files: new Map(Object.entries(files)) }));
  return 'refused' in plan ? plan.refused : `${plan.create ? 'makes' : 'edits'} ${plan.file}`;
}

describe('the place of a bulk redirect on Vercel', () => {
  it('is the file the configuration names, seen from its folder', async () => {
    const files = {
      'site/vercel.json': '{"bulkRedirectsPath":"./r.csv"}',
      'site/r.csv': 'source,destination,permanent\n',
    };
    assert.equal(await planned(files), 'edits site/r.csv');
  });
  it('is a file of the folder the configuration names', async () => {
    const files = { 'vercel.json': '{"bulkRedirectsPath":"r/"}', 'r/a.json': '[]', 'r/readme.md': '' };
    assert.equal(await planned(files), 'edits r/a.json');
  });
  it('is made where it is named and not there', async () => {
    assert.equal(await planned({ 'vercel.json': '{"bulkRedirectsPath":"r.jsonl"}' }), 'makes r.jsonl');
  });
  it('is none where none is named, or only a folder', async () => {
    const none = 'vercel.json names no file of bulk redirects (bulkRedirectsPath), which a paid plan offers.';
    assert.equal(await planned({ 'vercel.json': '{}' }), none);
    assert.equal(await planned({ 'vercel.json': '{"bulkRedirectsPath":"r"}' }), none);
    assert.equal(await planned({ 'vercel.json': '{"bulkRedirectsPath":"../out.csv"}' }), none);
    assert.equal(await planned({ 'redirects.csv': 'source,destination\n' }), none);
  });
});
