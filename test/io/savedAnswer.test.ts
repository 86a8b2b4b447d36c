import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { siteTarget } from '../../src/core/backlinks/siteTarget.ts';
import { readSavedAnswers, type SavedBody } from '../../src/io/sources/dataForSeo/savedAnswer.ts';

const sample = (name: string): SavedBody => ({
  name,
  text: readFileSync(new URL(`../../media/sample/${name}`, import.meta.url), 'utf8'),
});
const target = siteTarget('https://tidewater.example/')!;
const scope = { targets: [target], includeSubdomains: false };
const read = (...files: readonly SavedBody[]) => readSavedAnswers(files, scope, '2026-11-23');

describe('saved answers', () => {
  it('takes pages from the rows of pages and referrers from the rows of links', () => {
    const answer = read(sample('domain_pages.json'), sample('backlinks.json'));
    assert.ok(answer.ok);
    const setup = answer.value.pages.find((page) => page.path === '/docs/setup/');
    assert.equal(setup?.backlinks, 41, 'both spellings together, no link counted twice');
    assert.equal(setup?.referrers[0]?.fromDomain, 'harbourmaster.example');
    assert.equal(answer.value.costMicros, 0);
  });
  it('keeps what is no page of the site apart', () => {
    const answer = read(sample('domain_pages.json'));
    assert.ok(answer.ok);
    assert.deepEqual(answer.value.leftOut.map(({ url, reason }) => `${reason} ${url}`).sort(), [
      'asset https://tidewater.example/images/buoy-4.jpg',
      'off-site https://shop.tidewater.example/masts',
    ]);
  });
  it('groups single links when that is all there is', () => {
    const answer = read(sample('backlinks.json'));
    assert.ok(answer.ok);
    assert.equal(answer.value.pages.find((page) => page.path === '/docs/setup/')?.backlinks, 5);
  });
  it('names the file it cannot read, and what to do', () => {
    const answer = read({ name: 'page.html', text: '<html>' });
    assert.ok(!answer.ok);
    assert.match(answer.failure.message, /^page\.html is not an answer .* save the whole JSON body/);
  });
  it('names the error a saved body holds', () => {
    const text = JSON.stringify({ status_code: 40100, status_message: 'You are not authorized.', cost: 0, tasks: [] });
    const answer = read({ name: 'a.json', text });
    assert.ok(!answer.ok);
    assert.match(answer.failure.message, /^a\.json holds an error, 40100: You are not authorized\./);
  });
});
