// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Apache calls its maps so.
import assert from 'node:assert/strict';
import type { UrlPath } from '../../../src/core/paths.ts';
import { filledText, type RewriteMaps } from '../../../src/core/redirects/apacheTexts.ts';

const request = { path: '/Old/Page' as UrlPath, query: '' };
const maps: RewriteMaps = new Map([
  ['moved', { kind: 'table', entries: new Map([['/old/page', '/new']]) }],
  ['low', { kind: 'function', name: 'tolower' }],
  ['odd', { kind: 'function', name: 'constructor' }],
]);
const filled = (text: string) => filledText(text, { captures: {}, request, maps });

// https://httpd.apache.org/docs/2.4/rewrite/rewritemap.html
describe('a text of Apache that looks up maps', () => {
  it('is filled from inside out, with what stands behind the bar where nothing is found', () => {
    assert.equal(filled('${moved:${low:%{REQUEST_URI}}|/none}'), '/new');
    assert.equal(filled('${moved:/elsewhere|/none}'), '/none');
    assert.equal(filled('${unheard:/old/page}'), undefined);
  });

  it('knows the functions of the server alone', () => {
    assert.equal(filled('${odd:x}'), undefined);
  });

  it('ends soon, however deep or long a stranger wrote it', () => {
    assert.equal(filled('${low:'.repeat(20_000)), undefined);
    assert.equal(filled('${low:'.repeat(500)), undefined);
    assert.equal(filled(`${'${low:'.repeat(50)}x${'}'.repeat(50)}`), undefined);
    assert.equal(filled('${low:x'.repeat(20_000)), undefined);
  });
});
