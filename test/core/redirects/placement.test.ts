import assert from 'node:assert/strict';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import type { RedirectFormat, RedirectRule, SourcePattern } from '../../../src/core/redirects/format.ts';
import {
  firstShadowing,
  hasSamePermanence,
  isPermanent,
  sameSource,
} from '../../../src/core/redirects/writing/placement.ts';
import { redirectSite } from '../../support/redirectSite.ts';

// Netlify takes the first rule that fits, a wildcard for everything below and the folder itself, and one spelling for
// both of a slash: https://docs.netlify.com/manage/routing/redirects/overview/ and .../redirect-options/
const lines = redirectFormats.find(({ id }) => id === 'redirectsFile') as RedirectFormat;
const site = redirectSite({ context: 'host: netlify' });
const rules = (text: string): readonly RedirectRule[] => lines.parse(text, 'static/_redirects' as RepoPath, site).rules;

const exact = (path: string): SourcePattern => ({ kind: 'exact', path: urlPath(path) });
const below = (path: string): SourcePattern => ({ kind: 'prefix', path: urlPath(path) });
const sourceOf = (line: string): SourcePattern => {
  const [rule] = rules(line);
  assert.ok(rule);
  return rule.source;
};
const shadowing = (text: string, source: SourcePattern) => firstShadowing(rules(text), source)?.from;

describe('the rule that would keep a new one from ever answering', () => {
  it('is the first that answers everything the new one would', () => {
    assert.equal(shadowing('/x /y\n/docs/* /d\n/* /home\n', exact('/docs/old')), '/docs/*');
    assert.equal(shadowing('/x /y\n/* /home\n', exact('/docs/old')), '/*');
    assert.equal(shadowing('/x /y\n/other/* /home\n', exact('/docs/old')), undefined);
  });

  it('is one that answers either spelling of the address', () => {
    assert.equal(shadowing('/docs/:page /d\n', exact('/docs/old/')), '/docs/:page');
  });

  it('is none that asks for more than the address', () => {
    assert.equal(shadowing('/* /home Country=de\n', exact('/old')), undefined);
    assert.equal(shadowing('/* id=:id /home\n', exact('/old')), undefined);
  });

  it('must answer all of a folder, not one page of it', () => {
    assert.equal(shadowing('/docs/* /d\n', below('/docs/a')), '/docs/*');
    assert.equal(shadowing('/docs/a /d\n', below('/docs/a')), undefined);
    assert.equal(shadowing('/* /d\n', below('/')), '/*');
  });

  it('must answer all of a pattern, the same one among them', () => {
    assert.equal(shadowing('/docs/* /d\n', sourceOf('/docs/* /e')), '/docs/*');
    assert.equal(shadowing('/* /d\n', sourceOf('/docs/* /e')), '/*');
    assert.equal(shadowing('/docs/a/* /d\n', sourceOf('/docs/* /e')), undefined);
    assert.equal(shadowing('/docs/a /d\n', sourceOf('/docs/* /e')), undefined);
  });

  it('is no redirect for the address itself, whose place is taken; a rewrite of it is', () => {
    assert.equal(shadowing('/old /a 301\n', exact('/old')), undefined);
    assert.equal(shadowing('/old /a 200\n', exact('/old')), '/old');
  });
});

describe('a rule for the same source', () => {
  const same = (text: string, source: SourcePattern) => sameSource(rules(text), source)?.from;

  it('is one for the address in any spelling that the host counts as one', () => {
    assert.equal(same('/x /y\n/old /a\n', exact('/old')), '/old');
    assert.equal(same('/old/ /a\n', exact('/old')), '/old/');
    assert.equal(same('/older /a\n', exact('/old')), undefined);
  });

  it('is one of the same pattern, and no other kind', () => {
    assert.equal(same('/docs/* /a\n', sourceOf('/docs/* /b')), '/docs/*');
    assert.equal(same('/docs/* /a\n', sourceOf('/more/* /b')), undefined);
    assert.equal(same('/docs/* /a\n', exact('/docs/a')), undefined);
    assert.equal(same('/docs/a /a\n', sourceOf('/docs/* /b')), undefined);
  });

  it('is none for some visitors alone', () => {
    assert.equal(same('/old /a 301 Country=de\n', exact('/old')), undefined);
    assert.equal(same('/old id=:id /a\n', exact('/old')), undefined);
  });
});

describe('the permanence of a status', () => {
  it('is that of 301 and 308, and compared as such', () => {
    assert.deepEqual([301, 302, 303, 307, 308].map(isPermanent), [true, false, false, false, true]);
    assert.equal(hasSamePermanence(301, 308), true);
    assert.equal(hasSamePermanence(302, 307), true);
    assert.equal(hasSamePermanence(301, 302), false);
  });
});
