import assert from 'node:assert/strict';
import { brokenPages } from '../../../src/core/backlinks/brokenPages.ts';
import type { RowReading, SeenRow } from '../../../src/core/backlinks/seenRow.ts';
import { siteTarget } from '../../../src/core/backlinks/siteTarget.ts';
import type { Backlink } from '../../../src/core/model.ts';

const row = (url: string, fields: Partial<SeenRow> = {}): RowReading => ({
  ok: true,
  row: {
    url,
    status: 404,
    statusSeen: '2026-09-02',
    backlinks: 1,
    referringDomains: 1,
    dofollow: 1,
    rank: undefined,
    firstSeen: undefined,
    lastSeen: undefined,
    link: undefined,
    ...fields,
  },
});

const link = (from: string, to: string, fields: Partial<Backlink> = {}): Backlink => ({
  from,
  fromDomain: new URL(from).hostname,
  fromTitle: undefined,
  to,
  anchor: undefined,
  dofollow: true,
  domainRank: undefined,
  firstSeen: undefined,
  lastSeen: undefined,
  ...fields,
});

const group = (site: string, rows: readonly RowReading[], includeSubdomains = false) =>
  brokenPages(rows, { targets: [siteTarget(site)!], includeSubdomains });

describe('brokenPages', () => {
  describe('one page', () => {
    for (const [name, urls] of Object.entries({
      'http, https, www': ['http://example.org/a', 'https://example.org/a', 'https://www.example.org/a'],
      'letter case of the host, its root dot, default ports': [
        'https://EXAMPLE.org/a',
        'https://example.org./a',
        'http://example.org:80/a',
      ],
      'percent-encoding': [
        'https://example.org/caf%C3%A9',
        'https://example.org/café',
        'https://example.org/caf%c3%a9',
      ],
      'composed and decomposed letters': ['https://example.org/caf%C3%A9', 'https://example.org/cafe%CC%81'],
      fragments: ['https://example.org/a', 'https://example.org/a#top', 'https://example.org/a#'],
      'tracking parameters': [
        'https://example.org/a',
        'https://example.org/a?utm_source=x&utm_medium=y',
        'https://example.org/a?fbclid=1',
        'https://example.org/a?gclid=1#b',
        'https://example.org/a?ref=hn',
        'https://example.org/a?UTM_Campaign=z&mc_cid=1',
        'https://example.org/a?',
      ],
      'tracking beside a real parameter': ['https://example.org/a?id=3', 'https://example.org/a?utm_source=x&id=3'],
      'an encoded query': ['https://example.org/a?q=a%20b', 'https://example.org/a?q=a+b'],
      'doubled slashes': ['https://example.org//a', 'https://example.org/a'],
    })) {
      it(name, () => {
        const [only, ...others] = group(
          'https://example.org/',
          urls.map((url) => row(url)),
        ).pages;
        assert.deepEqual(others, []);
        assert.equal(only?.backlinks, urls.length);
        assert.deepEqual([...(only?.spellings ?? [])].sort(), [...new Set(urls)].sort());
      });
    }

    it('an international domain, written either way', () => {
      const urls = ['https://bücher.example/a', 'https://xn--bcher-kva.example/a'];
      const { pages } = group(
        'https://bücher.example/',
        urls.map((url) => row(url)),
      );
      assert.deepEqual(
        pages.map((page) => [page.path, page.backlinks]),
        [['/a', 2]],
      );
    });
  });

  describe('pages of their own', () => {
    for (const [name, urls] of Object.entries({
      'a parameter that may choose content': [
        'https://example.org/a',
        'https://example.org/a?id=3',
        'https://example.org/a?page=2',
      ],
      'different values': ['https://example.org/a?p=1', 'https://example.org/a?p=2'],
      'an encoded ampersand in a value': ['https://example.org/a?q=a%26b', 'https://example.org/a?q=a&b'],
      'an encoded slash': ['https://example.org/a%2Fb', 'https://example.org/a/b'],
      'an encoded question mark': ['https://example.org/a%3Fid=3', 'https://example.org/a?id=3'],
      'a trailing slash': ['https://example.org/a', 'https://example.org/a/'],
      'letter case of the path': ['https://example.org/a', 'https://example.org/A'],
      'names that only look like tracking': [
        'https://example.org/a?source=x',
        'https://example.org/a?reference=x',
        'https://example.org/a?pk=7',
      ],
    })) {
      it(name, () => {
        assert.equal(
          group(
            'https://example.org/',
            urls.map((url) => row(url)),
          ).pages.length,
          urls.length,
        );
      });
    }
  });

  it('adds up links, keeps the largest number of domains, and shows the spelling with most links', () => {
    const [page] = group('example.org', [
      row('http://example.org/a', {
        backlinks: 2,
        referringDomains: 2,
        dofollow: 1,
        rank: 5,
        firstSeen: '2020-01-01',
        statusSeen: '2026-09-09',
        status: 410,
      }),
      row('https://example.org/a', {
        backlinks: 9,
        referringDomains: 4,
        dofollow: 9,
        rank: 80,
        firstSeen: '2022-01-01',
      }),
    ]).pages;
    assert.deepEqual(
      { ...page, spellings: undefined, spellingLinks: undefined },
      {
        url: 'https://example.org/a',
        spellings: undefined,
        spellingLinks: undefined,
        path: '/a',
        status: 404,
        statusSeen: '2026-09-02',
        backlinks: 11,
        referringDomains: 4,
        dofollow: 10,
        rank: 80,
        firstSeen: '2020-01-01',
        lastSeen: undefined,
        referrers: [],
      },
    );
    assert.deepEqual(page?.spellings, ['https://example.org/a', 'http://example.org/a']);
    assert.deepEqual(page?.spellingLinks, [
      { url: 'https://example.org/a', backlinks: 9 },
      { url: 'http://example.org/a', backlinks: 2 },
    ]);
  });

  it('does not claim to know how many links pass rank when one spelling does not say', () => {
    const rows = [row('https://example.org/a', { dofollow: 2 }), row('http://example.org/a', { dofollow: undefined })];
    assert.equal(group('example.org', rows).pages[0]?.dofollow, undefined);
  });

  it('counts domains exactly where rows are links, and lists the strongest first', () => {
    const to = 'https://example.org/a';
    const links = [
      link('https://one.test/1', to, { domainRank: 10 }),
      link('https://one.test/2', to, { domainRank: 10, dofollow: false }),
      link('https://two.test/', to, { domainRank: 300 }),
      link('https://none.test/', to),
    ];
    const rows = links.map((each) => row(to, { link: each, firstSeen: '2024-01-01', lastSeen: '2026-01-01' }));
    const [page] = group('example.org', rows).pages;
    assert.deepEqual([page?.backlinks, page?.referringDomains, page?.lastSeen], [4, 3, '2026-01-01']);
    assert.deepEqual(
      page?.referrers.map((each) => each.from),
      ['https://two.test/', 'https://one.test/1', 'https://one.test/2', 'https://none.test/'],
    );
  });

  it('puts the most valuable page first', () => {
    const rows = [
      row('https://example.org/few', { backlinks: 1 }),
      row('https://example.org/few-domains', { backlinks: 5, referringDomains: 1 }),
      row('https://example.org/many-domains', { backlinks: 5, referringDomains: 5 }),
    ];
    const paths = group('example.org', rows).pages.map((page) => page.path);
    assert.deepEqual(paths, ['/many-domains', '/few-domains', '/few']);
  });

  describe('keeps apart, with the reason', () => {
    const apart = (site: string, reading: RowReading, includeSubdomains = false): string => {
      const { pages, leftOut } = group(site, [reading], includeSubdomains);
      assert.equal(pages.length + leftOut.length, 1);
      return leftOut.map((each) => `${each.reason}: ${each.detail}`).join();
    };

    it('other hosts, subdomains unless they count, other ports', () => {
      assert.equal(apart('example.org', row('https://example.com/a')), 'off-site: example.com is not example.org');
      assert.equal(
        apart('example.org', row('https://docs.example.org/a')),
        'off-site: docs.example.org is not example.org',
      );
      assert.equal(apart('example.org', row('https://docs.example.org/a'), true), '');
      assert.equal(
        apart('example.org', row('https://notexample.org/a'), true),
        'off-site: notexample.org is not example.org',
      );
      assert.equal(apart('example.org', row('http://example.org:8080/a')), 'off-site: port 8080 is another site');
    });

    it('what is outside of the part that is ours', () => {
      assert.equal(apart('https://example.org/docs/', row('https://example.org/blog/a')), 'off-site: not below /docs/');
      assert.equal(
        apart('https://example.org/docs/', row('https://example.org/docsearch')),
        'off-site: not below /docs/',
      );
      assert.equal(apart('https://example.org/docs/', row('https://example.org/docs')), '');
      assert.equal(apart('https://example.org/docs/', row('https://example.org/docs/a')), '');
    });

    for (const name of ['logo.PNG', 'a.svg?v=3', 'site.css', 'app.min.js', 'font.woff2', 'talk.mp4', 'favicon.ico']) {
      it(`the asset ${name}`, () => {
        assert.match(apart('example.org', row(`https://example.org/x/${name}`)), /^asset: /);
      });
    }
    for (const name of ['a.html', 'a.pdf', 'feed.xml', 'a.zip', 'release-1.2', 'a.css/', 'tags/node.js', 'a.php']) {
      it(`but not the page ${name}`, () => {
        assert.equal(apart('example.org', row(`https://example.org/${name}`)), '');
      });
    }

    it('rows that make no sense', () => {
      assert.equal(
        apart('example.org', { ok: false, bad: { url: 'null', problem: 'the row names no page' } }),
        'malformed: the row names no page',
      );
      assert.equal(apart('example.org', row('/relative')), 'malformed: not a web address');
      assert.equal(apart('example.org', row('ftp://example.org/a')), 'malformed: not a web address');
      assert.equal(apart('example.org', row('https://')), 'malformed: not a web address');
    });

    it('pages where nothing is lost', () => {
      assert.equal(apart('example.org', row('https://example.org/a', { status: 301 })), 'no-loss: answers 301');
      assert.equal(
        apart('example.org', row('https://example.org/a', { backlinks: 0 })),
        'no-loss: no link leads there',
      );
      assert.equal(apart('example.org', row('https://example.org/a', { status: undefined })), '');
    });

    it('without losing count', () => {
      const rows = [1, 2].map(() => row('https://example.com/a', { backlinks: 3 }));
      assert.deepEqual(
        group('example.org', rows).leftOut.map((each) => each.backlinks),
        [6],
      );
    });
  });

  it('never throws on broken percent signs, and keeps such pages apart from each other', () => {
    const urls = [
      'https://example.org/100%',
      'https://example.org/%zz',
      'https://example.org/%C3%28',
      'https://example.org/?%=%',
    ];
    assert.deepEqual(
      group(
        'example.org',
        urls.map((url) => row(url)),
      ).pages.length,
      4,
    );
  });
});

describe('siteTarget', () => {
  for (const [text, host, basePath] of [
    ['https://www.Example.org', 'example.org', '/'],
    ['example.org', 'example.org', '/'],
    ['  //docs.example.org/a  ', 'docs.example.org', '/a/'],
    ['https://example.org/docs', 'example.org', '/docs/'],
    ['https://example.org/docs/index.html?x#y', 'example.org', '/docs/'],
    ['https://bücher.example/', 'xn--bcher-kva.example', '/'],
    ['www.example.org', 'example.org', '/'],
    ['www.org', 'www.org', '/'],
  ] as const) {
    it(text, () => assert.deepEqual(siteTarget(text), { host, basePath }));
  }
  it('on a port, which is another site than that on the usual one', () => {
    const basePath = '/';
    const host = 'example.org';
    assert.deepEqual(siteTarget('http://example.org:8080/'), { host, port: '8080', scheme: 'http', basePath });
    assert.deepEqual(siteTarget('https://example.org:8443'), { host, port: '8443', basePath });
    assert.deepEqual(siteTarget('https://example.org:443/'), { host, basePath });
  });
  for (const text of ['', 'localhost', 'ftp://example.org', 'https://', 'not a site', 'mailto:a@b.example']) {
    it(`not "${text}"`, () => assert.equal(siteTarget(text), undefined));
  }
});
