import assert from 'node:assert/strict';
import { ignoring } from '../../src/core/audit/ignored.ts';
import { silencedAddress, silencedClause, withoutSilenced } from '../../src/core/audit/silencedRedirects.ts';
import { readDecisions } from '../../src/core/decisions/decisions.ts';
import { reviewRedirects } from '../../src/core/redirects/repair/review.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../support/redirectSite.ts';

const pages = '\n/ content/_index.md home\n/new/ content/new.md\n';

async function silenced(rules: string, patterns: readonly string[], decisions = '') {
  const files = new Map([['static/_redirects', rules]]);
  const site = redirectSite({ context: 'host: netlify\ngenerators: hugo', pages, files });
  const review = reviewRedirects(await openRedirects(site));
  return withoutSilenced(review, ignoring(patterns, readDecisions(decisions).decisions));
}

describe('redirects that are ignored', () => {
  it('are those whose own address is, in any spelling', async () => {
    const review = await silenced('/a /nowhere/ 301\n/b/ /nowhere/ 301\n', ['b'], '/a/ ignored\n');
    assert.deepEqual(review.findings, []);
    assert.match(
      silencedClause(review),
      /^2 problems are ignored \(by a decision in \.broken-backlinks-decisions, b\)$/,
    );
  });
  it('are not those that only lead to such an address, nor what an ignored wildcard covers', async () => {
    const review = await silenced(
      '/a /gone/ 301\n/docs/* /gone/ 301\n/docs/x /gone/ 301\n',
      ['/gone/'],
      '/docs/* ignored\n',
    );
    assert.deepEqual(
      review.findings.map(({ rule }) => rule?.from),
      ['/a', '/docs/x'],
    );
  });
  it('are never lines that no rule could be read from', async () => {
    const review = await silenced('half\n', ['/**']);
    assert.deepEqual(
      review.findings.map(({ code }) => code),
      ['unreadable'],
    );
    assert.equal(silencedClause(review), '');
  });
  it('have an address only where the decisions can hold it', () => {
    assert.equal(silencedAddress({ from: '/docs/*' }), '/docs/*');
    assert.equal(silencedAddress({ from: '/a b/' }), '/a%20b/');
    assert.equal(silencedAddress({ from: '^/old/(.*)$' }), undefined);
    assert.equal(silencedAddress({ from: 'https://example.org/a' }), undefined);
  });
});
