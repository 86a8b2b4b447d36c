/** What the links to a page are worth, and that the order of lists follows it. */
import assert from 'node:assert/strict';
import { isWeighed, mostWorthFirst, worthLine, worthOf } from '../../../src/core/backlinks/worth.ts';
import type { Backlink, BrokenPage } from '../../../src/core/model.ts';
import { brokenPage } from '../../support/brokenPage.ts';

function page(path: string, numbers: Partial<BrokenPage>): BrokenPage {
  return brokenPage(path, { backlinks: 10, referringDomains: 10, dofollow: undefined, rank: undefined, ...numbers });
}

function link(domain: string, facts: Partial<Backlink>): Backlink {
  return {
    from: `https://${domain}/post`,
    fromDomain: domain,
    fromTitle: undefined,
    to: 'https://example.org/old/',
    anchor: undefined,
    dofollow: undefined,
    domainRank: undefined,
    firstSeen: undefined,
    lastSeen: undefined,
    ...facts,
  };
}

function order(...pages: readonly BrokenPage[]): readonly string[] {
  return [...pages].sort(mostWorthFirst).map(({ path }) => path);
}

describe('worth of a page', () => {
  it('counts domains of which nothing is known as one each', () => {
    assert.equal(worthOf(page('/a/', {}))?.domains, 10);
  });

  it('is unknown, not nothing, where nobody was asked for links', () => {
    assert.equal(worthOf(page('/a/', { backlinks: undefined, referringDomains: undefined })), undefined);
    assert.equal(worthLine(page('/a/', { backlinks: undefined, referringDomains: undefined })), undefined);
  });

  it('falls with nofollow and spam, and grows with rank', () => {
    const plain = page('/plain/', { rank: 250, dofollow: 10, spamScore: 0 });
    const strong = page('/strong/', { rank: 600, dofollow: 10, spamScore: 0 });
    const nofollow = page('/nofollow/', { rank: 250, dofollow: 0, spamScore: 0 });
    const spam = page('/spam/', { rank: 250, dofollow: 10, spamScore: 95 });
    assert.deepEqual(order(spam, nofollow, strong, plain), ['/strong/', '/plain/', '/nofollow/', '/spam/']);
  });

  it('puts three strong links before ten of spam', () => {
    const few = page('/few/', { backlinks: 3, referringDomains: 3, rank: 400, dofollow: 3, spamScore: 5 });
    const many = page('/many/', { rank: 20, dofollow: 10, spamScore: 90 });
    assert.deepEqual(order(many, few), ['/few/', '/many/']);
  });

  it('takes the best link of each domain, and the rest of the domains by what is known of all', () => {
    const referrers = [link('a.example', { domainRank: 1000 }), link('a.example', { domainRank: 0 })];
    assert.equal(worthOf(page('/a/', { referrers, referringDomains: 1 }))?.domains, 2.5);
    assert.equal(worthOf(page('/a/', { referrers, referringDomains: 3 }))?.domains, 4.5);
  });

  it('goes on by links, by visits, by what the repository knows, and by the address', () => {
    const visited = page('/visited/', {
      counts: [
        {
          source: 'log',
          backlinks: 10,
          referringDomains: 10,
          demand: { people: 9 },
          since: undefined,
          until: undefined,
        },
      ],
    });
    const pages = [page('/b/', {}), page('/a/', {}), visited, page('/more/', { backlinks: 11 })];
    assert.deepEqual(order(...pages), ['/more/', '/visited/', '/a/', '/b/']);
  });

  it('survives numbers that no index gives', () => {
    const odd = page('/odd/', { rank: 1e9, spamScore: -5, dofollow: 99 });
    assert.equal(worthOf(odd)?.domains, 25);
  });

  it('says in a line what it was made of, and what is not known', () => {
    assert.equal(
      worthLine(page('/a/', { rank: 512, dofollow: 7, spamScore: 12, backlinks: 41, referringDomains: 12 })),
      'worth 11.6 domains of usual strength (12 domains, rank 512 of 1000, 7 of 41 links may pass rank, spam score 12 of 100)',
    );
    assert.equal(worthOf(page('/a/', {}))?.because, '10 domains, ranks and spam scores unknown');
    assert.equal(isWeighed(page('/a/', {})), false);
    const referrers = [link('a.example', { domainRank: 90, spamScore: 3 }), link('b.example', { spamScore: 60 })];
    assert.equal(
      worthOf(page('/a/', { referrers }))?.because,
      '10 domains, best rank 90 of 1000, spam scores 3 to 60 of 100',
    );
  });
});
