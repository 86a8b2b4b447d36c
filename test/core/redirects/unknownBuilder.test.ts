/**
 * Content of a builder that nobody knows, such as knative/docs at b39d59a289: another repository builds it, and it has no
 * folder `public`. A page that is written there is shown by nobody.
 */
import assert from 'node:assert/strict';
import { redirectContext } from '../../../src/app/readSnapshot.ts';
import { urlPath } from '../../../src/core/paths.ts';
import type { RedirectFormat } from '../../../src/core/redirects/format.ts';
import { redirectsFile } from '../../../src/core/redirects/formats/redirectsFile/redirectsFile.ts';
import { refreshPage } from '../../../src/core/redirects/formats/refreshPage.ts';
import { detectSites, openSite } from '../../../src/core/site/site.ts';
import { memoryRepo } from '../../support/memoryRepo.ts';

const page = '---\ntitle: Page\n---\nText.\n';
const content = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [`docs/${name}.md`, page]));

async function placeOf(format: RedirectFormat, more: Readonly<Record<string, string>>) {
  const repo = memoryRepo({ ...content, ...more });
  const [detected] = await detectSites(repo);
  assert.equal(detected?.generator, 'content');
  const site = await openSite(detected, repo, { now: '2026-01-01T00:00:00Z' });
  const plan = await format.plan({ from: urlPath('/old'), to: '/a/', status: 301 }, redirectContext(site, { repo }));
  return 'refused' in plan ? 'refused' : plan.file;
}

describe('a redirect in a folder of a builder that nobody knows', () => {
  const netlify = { 'netlify.toml': '[build]\n  command = "make"\n' };
  it('is written where files are published already', async () => {
    const logo = { 'public/logo.svg': '<svg/>' };
    assert.equal(await placeOf(refreshPage, logo), 'public/old.html');
    assert.equal(await placeOf(redirectsFile, { ...netlify, ...logo }), 'public/_redirects');
  });
  it('is not written into a folder that is not there', async () => {
    assert.equal(await placeOf(refreshPage, {}), 'refused');
    assert.equal(await placeOf(redirectsFile, netlify), 'refused');
  });
});
