import assert from 'node:assert/strict';
import { builtUrl, urlPath } from '../../../src/core/paths.ts';
import { countingParts, differInCountAlone, mayBeTypo } from '../../../src/core/suggest/text/countingParts.ts';
import { answers, type GivenSite, prose } from '../../support/suggestions.ts';

const home = { 'docs/index.md': '# Home' };
const site = (...files: readonly string[]): GivenSite => ({
  pages: { ...home, ...Object.fromEntries(files.map((file) => [`docs/${file}.md`, `# ${file}\n\n${prose(file)}`])) },
});
const first = async (given: GivenSite, path: string) => (await answers(given, path))[0];

/** A page, and an address that counts otherwise: another release, year, month, chapter. */
const counted: readonly (readonly [page: string, asked: string])[] = [
  ['blog/release-1.3', '/blog/release-1.1/'],
  ['blog/release-1.3', '/blog/release-1/'],
  ['blog/release-1.3', '/blog/release/'],
  ['blog/release-1.3', '/blog/release-1.2)'],
  ['blog/release-10', '/blog/release-1/'],
  ['blog/release-1-1', '/blog/release-11/'],
  ['blog/team-update-july-2025', '/blog/team-update-july-2023/'],
  ['blog/team-update-july-2025', '/blog/team-update-june-2025/'],
  ['blog/neues-im-juli', '/blog/neues-im-juni/'],
  ['blog/actualites-de-juin', '/blog/actualites-de-juillet/'],
  ['blog/week-of-monday', '/blog/week-of-sunday/'],
  ['blog/spring-release', '/blog/winter-release/'],
  ['blog/the-first-meeting', '/blog/the-third-meeting/'],
  ['book/part-ii', '/book/part-iii/'],
  ['book/appendix-b', '/book/appendix-c/'],
  ['book/chapter-two', '/book/chapter-ten/'],
  ['2024/schedule-of-talks', '/2023/schedule-of-talks/'],
  ['news/2024/05/meeting', '/news/2024/06/meeting/'],
  ['docs/v1beta1', '/docs/v1beta2/'],
  ['notes/rfc-0012', '/notes/rfc-0013/'],
  ['about-us', '/about-us-2/'],
  ['q3-results', '/q4-results/'],
  ['release-2.0-beta', '/release-2.0-alpha/'],
];

/** The languages whose months count; see `countingParts.ts`. */
const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'];

describe('the months of a path', () => {
  for (const language of languages) {
    it(`count as the runtime names them in ${language}`, () => {
      for (const month of language === 'en' ? (['long', 'short'] as const) : (['long'] as const)) {
        const format = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' });
        const names = Array.from({ length: 12 }, (_, i) => format.format(Date.UTC(2024, i)));
        const counted = names.map((name) => countingParts(`/blog/${name}`));
        assert.deepEqual(
          counted,
          names.map((_, i) => [`${i + 1}`]),
        );
      }
    });
  }
});

describe('an address that counts otherwise than a page', () => {
  for (const [page, asked] of counted) {
    it(`is not surely that page: ${asked} for ${page}`, async () => {
      const answer = await first(site(page, 'other/page'), asked);
      assert.notEqual(answer?.confident, true);
      assert.ok((answer?.confidence ?? 0) < 0.5, `${answer?.url} ${answer?.confidence}`);
    });
  }

  it('is that page where the history says so', async () => {
    const given = {
      ...site('blog/release-1.3', 'other/page'),
      log: 'c2 2024-02-01\nR97 docs/blog/release-1.2.md -> docs/blog/release-1.3.md\nc1 2024-01-01\nA docs/blog/release-1.2.md',
      texts: { 'docs/blog/release-1.2.md': `# blog/release-1.3\n\n${prose('blog/release-1.3')}` },
    };
    const answer = await first(given, '/blog/release-1.2/');
    assert.equal(answer?.url, '/blog/release-1.3/');
    assert.equal(answer.confident, true);
  });

  it('is not that page where git took a new file for the old one', async () => {
    const given = {
      ...site('blog/release-1.3', 'other/page'),
      log: 'c2 2024-02-01\nR55 docs/blog/release-1.2.md -> docs/blog/release-1.3.md\nc1 2024-01-01\nA docs/blog/release-1.2.md',
      texts: { 'docs/blog/release-1.2.md': `# Release 1.2\n\n${prose('lantern')}` },
    };
    assert.notEqual((await first(given, '/blog/release-1.2/'))?.confident, true);
  });

  it('is never a slip of letters, which other words are', () => {
    assert.ok(mayBeTypo('blog/relaese-1.3', 'blog/release-1.3'));
    assert.ok(mayBeTypo('blog/2023-07-notes', 'blog/july-2023-notes'));
    assert.ok(!mayBeTypo('blog/release-1.2', 'blog/release-1.3'));
    assert.ok(!differInCountAlone('create-a-page', 'create-page-2'.replace('-2', '')));
  });
});

describe('a page of an edition that repeats the pages beside it', () => {
  // Netflix/metaflow-docs@1d023210f7 sends /introduction/getting-in-touch to /introduction/metaflow-resources, and its
  // edition for R kept /v/r/introduction/getting-in-touch with half of the text, /v/r/metaflow-on-aws with 88 % of it.
  const gone = 'docs/introduction/getting-in-touch.md';
  const kept = ['introduction/getting-in-touch', 'metaflow/basics', 'metaflow/client', 'install'];
  const edition = (folder: string, beside: readonly string[]): GivenSite => ({
    ...site(...kept.map((name) => `${folder}/${name}`), ...beside),
    log: `c2 2024-02-01\nD ${gone}\nc1 2024-01-01\nA ${gone}`,
    texts: { [gone]: `# Getting in touch\n\n${prose(`${folder}/introduction/getting-in-touch`)}` },
  });
  it('is not surely the page of the others', async () => {
    const given = edition('v/r', ['metaflow/basics', 'metaflow/client', 'install', 'introduction/resources']);
    const answer = await first(given, '/introduction/getting-in-touch/');
    assert.equal(answer?.url, '/v/r/introduction/getting-in-touch/');
    assert.equal(answer.confident, false);
    assert.match(answer.doubt ?? '', /\/v\/r\/ repeats the pages beside it/);
  });
  it('is where the folder repeats nothing', async () => {
    const given = edition('community', ['metaflow/basics', 'other/page']);
    assert.equal((await first(given, '/introduction/getting-in-touch/'))?.confident, true);
  });
});

describe('an address that differs from a page in a plural alone', () => {
  // FortiShield/docs-v2@88e09f79ae sends /unity/contract to /unity/contracts/get.
  for (const [page, asked] of [
    ['unity/contracts', '/unity/contract/'],
    ['guides/box/setup', '/guides/boxes/setup/'],
  ] as const) {
    it(`is not surely that page: ${asked} for ${page}`, async () => {
      const answer = await first(site(page, 'other/page'), asked);
      assert.equal(answer?.url, `/${page}/`);
      assert.equal(answer.confident, false);
      assert.match(answer.doubt ?? '', /differ in a plural/);
    });
  }
  it('is a slip where another letter is wrong', async () => {
    assert.equal((await first(site('unity/contracts', 'other/page'), '/unity/contrakts/'))?.confident, true);
  });
});

describe('an address below folders of a date', () => {
  // apiaryio/dredd has hooks/php.md, moved there with all of its text, and nothing of any year.
  const moved = (was: string): GivenSite => ({
    ...site('hooks/php', 'hooks/ruby', 'other/page'),
    log: `c2 2024-02-01\nR100 ${was} -> docs/hooks/php.md\nc1 2024-01-01\nA ${was}`,
    texts: { [was]: `# hooks/php\n\n${prose('hooks/php')}` },
  });

  it('is not surely a page that has no such year, nor ever had', async () => {
    const answer = await first(moved('packages/dredd/docs/hooks/php.md'), '/1979/06/hooks/php/');
    assert.equal(answer?.url, '/hooks/php/');
    assert.equal(answer.confident, false);
    assert.match(answer.doubt ?? '', /1979/);
  });

  it('is not surely a page of a version that never was, though a folder moved with its text', async () => {
    const names = ['php', 'ruby', 'perl', 'rust'];
    const given = {
      ...site(...names.map((name) => `hooks/${name}`), 'other/page'),
      log: `c2 2024-02-01\n${names.map((name) => `R100 old/hooks/${name}.md -> docs/hooks/${name}.md`).join('\n')}\nc1 2024-01-01\n${names.map((name) => `A old/hooks/${name}.md`).join('\n')}`,
      texts: Object.fromEntries(
        names.map((name) => [`old/hooks/${name}.md`, `# hooks/${name}\n\n${prose(`hooks/${name}`)}`]),
      ),
    };
    for (const path of ['/v71.5/hooks/ruby/', '/2.0/hooks/ruby/', '/v3/hooks/php/']) {
      const answer = await first(given, path);
      assert.equal(answer?.confident, false, path);
      assert.match(answer.doubt ?? '', /version|has "/, path);
    }
    assert.equal((await first(given, '/old/hooks/ruby/'))?.confident, true);
  });

  it('is that page where its file had the year in its name', async () => {
    const answer = await first(moved('old/hooks/1979-06-02-php.md'), '/1979/06/hooks/php/');
    assert.equal(answer?.url, '/hooks/php/');
    assert.doesNotMatch(answer.doubt ?? '', /1979/);
  });
});

describe('an address below folders of a date that a page was published on', () => {
  // As the aliases of comptoirsecu/csec-hugo@6b9820b8, whose posts came from a blog with addresses like /2017/06/name/.
  const episodes = (date: string): GivenSite => {
    const given = site('podcast/lantern-talk', 'podcast/wicks-and-oil', 'podcast/trimming-lamps', 'other/page');
    const text = `---\ndate: ${date}\n---\n${given.pages['docs/podcast/lantern-talk.md']}`;
    return { pages: { ...given.pages, 'docs/podcast/lantern-talk.md': text } };
  };
  const asked = [
    '/2017/06/lantern-talk/',
    '/2017/6/lantern-talk/',
    '/2017/06/14/lantern-talk/',
    '/blog/2017/06/lantern-talk/',
  ];

  it('is surely that page where it has the name, too', async () => {
    for (const path of asked) {
      const answer = await first(episodes('2017-06-14T20:30:00+02:00'), path);
      assert.equal(answer?.url, '/podcast/lantern-talk/', path);
      assert.equal(answer.confident, true, `${path} ${answer.confidence} ${answer.doubt}`);
      assert.match(answer.evidence.map(({ text }) => text).join('\n'), /published on 2017-06-14/);
    }
  });

  it('is not surely that page where it is of another day or month, or the address names a year alone', async () => {
    for (const [date, path] of [
      ['2017-05-14', '/2017/06/lantern-talk/'],
      ['2017-06-15', '/2017/06/14/lantern-talk/'],
      ['2016-06-14', '/2017/06/lantern-talk/'],
      ['2017-06-14', '/2017/lantern-talk/'],
    ] as const) {
      assert.notEqual((await first(episodes(date), path))?.confident, true, `${date} ${path}`);
    }
  });
});

describe('an address of which two pages have the parts', () => {
  // ava-labs/builders-hub at ad9bdb751d has two pages of the parts of /integrations.md: one was the other, misspelt by no letter,
  // and its likelihood was no number.
  it('is one of them, as likely as a number says', async () => {
    const urlOf = (path: string) =>
      builtUrl(
        path
          .slice(5)
          .replace(/\.md$/, path.includes('old') ? '.html' : '')
          .replace('-old', ''),
      );
    const given = { ...site('integrations', 'integrations-old', 'other/oil'), urlOf };
    const found = await answers(given, '/integrations.md');
    assert.deepEqual(
      found
        .slice(0, 2)
        .map(({ url }) => url)
        .sort(),
      ['/integrations', '/integrations.html'],
    );
    for (const { url, confidence } of found) assert.ok(Number.isFinite(confidence), url);
  });
});

describe('an address that a page begins with', () => {
  const given = site('guide/installation-of-lamps', 'guide/wicks', 'other/page');

  it('is cut off where the end shows it', async () => {
    for (const asked of ['/guide/installation-of\u2026', '/guide/installation-of-la...', '/guide/installation-of-']) {
      assert.equal((await first(given, asked))?.doubt, undefined, asked);
    }
  });

  it('is cut off where it ends inside a word without another reading', async () => {
    assert.equal((await first(given, '/guide/installa'))?.doubt, undefined);
  });

  it('may be another page where it ends with a word', async () => {
    const answer = await first(given, '/guide/installation');
    assert.equal(answer?.url, '/guide/installation-of-lamps/');
    assert.equal(answer.confident, false);
  });
});

describe('an address whose name alone leads to a page', () => {
  // As /user/Code/ of canonical/launchpad-manual, which leads to another page than the one that is called code.
  const given = {
    ...site('developer/parts/code', 'user/teams', 'user/bugs', 'other/page'),
    log: 'c2 2024-02-01\nD docs/old/things/code.md\nD docs/teams/code.md\nc1 2024-01-01\nA docs/old/things/code.md\nA docs/teams/code.md',
    texts: {
      'docs/old/things/code.md': `# code\n\n${prose('a')}`,
      'docs/teams/code.md': `# code\n\n${prose('b')}`,
    },
  };

  it('is not surely that page where the pages of the history are only called alike', async () => {
    const answer = await first(given, '/user/code/');
    assert.equal(answer?.url, '/developer/parts/code/');
    assert.equal(answer.confident, false);
    assert.match(answer.doubt ?? '', /surely at this address/);
  });
});

describe('an address below folders that the site never had', () => {
  const given = site('guide/lamps', 'guide/wicks', 'reference/oil');

  it('gets no sure answer without them', async () => {
    for (const asked of ['/en/latest/guide/lamps', '/docs/guide/lamp', '/product/docs/reference/oil/']) {
      const answer = await first(given, asked);
      assert.equal(answer?.confident, false, asked);
      assert.match(answer.doubt ?? '', /served below/, asked);
    }
  });

  it('gets one where the history has them', async () => {
    const past = {
      ...given,
      log: 'c2 2024-02-01\nR100 docs/manual/guide/lamps.md -> docs/guide/lamps.md\nc1 2024-01-01\nA docs/manual/guide/lamps.md',
      texts: { 'docs/manual/guide/lamps.md': `# guide/lamps\n\n${prose('guide/lamps')}` },
    };
    const answer = await first(past, '/manual/guide/lamps/');
    assert.equal(answer?.url, '/guide/lamps/');
    assert.equal(answer.confident, true);
  });
});

describe('an address that lay below another folder before the site got the one it is built for', () => {
  // CleverCloud/documentation@1957d9f587 is built for /developers/, in which no file lies, and leads /doc/java/java-jar to
  // /developers/doc/applications/java/java-jar/: its pages were published below /doc/ once.
  const given: GivenSite = {
    ...site('guide/lamps/polishing', 'guide/wicks', 'reference/oil'),
    urlOf: (path) => {
      const own = path.slice(5).replace(/(?:index)?\.md$/, '');
      return builtUrl(own.startsWith('lamps/') ? own : `developers/${own}`, '/');
    },
    log: 'c2 2024-02-01\nD docs/lamps/polishing.md\nc1 2024-01-01\nA docs/lamps/polishing.md',
    texts: { 'docs/lamps/polishing.md': `# guide/lamps/polishing\n\n${prose('guide/lamps/polishing')}` },
  };

  it('is led to the page that has its text, as that is where the configuration says', async () => {
    const answer = await first(given, '/doc/lamps/polishing');
    assert.equal(answer?.url, '/developers/guide/lamps/polishing/');
    assert.doesNotMatch(answer.doubt ?? '', /served below/);
    assert.equal(answer.confident, true);
  });

  it('is not sure where the folder of all pages is one of the repository', async () => {
    const moved = Object.entries(given.pages).map(([file, text]): [string, string] => [
      file.replace('docs/', 'docs/developers/'),
      text,
    ]);
    const answer = await first({ pages: Object.fromEntries(moved) }, '/en/latest/developers/guide/lamps/polishing');
    assert.match(answer?.doubt ?? '', /served below/);
  });
});

describe('an address whose last part stands in a heading of a page', () => {
  // Redirects of trpc/trpc, mastodon/documentation and redpanda-data/docs lead elsewhere than to the page of the heading.
  const given = site('guide/client', 'guide/wicks');
  const { pages } = given;
  const named = {
    pages: {
      ...pages,
      'docs/guide/migrate.md': `# Migrate\n\n${prose('migrate')}\n\n## @example/lamp-query\n\n${prose('query')}`,
    },
  };

  it('is not surely that page', async () => {
    const answer = await first(named, '/docs/lamp-query');
    assert.equal(answer?.url, '/guide/migrate/');
    assert.deepEqual([answer.confident, answer.doubt], [false, 'only a heading of the page has the name']);
  });

  it('is that page where the history says so, too', async () => {
    const log = 'c2 2024-02-01\nR100 docs/lamp-query.md -> docs/guide/migrate.md\nc1 2024-01-01\nA docs/lamp-query.md';
    const past = { ...named, log, texts: { 'docs/lamp-query.md': named.pages['docs/guide/migrate.md'] ?? '' } };
    assert.equal((await first(past, '/lamp-query'))?.confident, true);
  });
});

describe('an address whose page was moved to where pages are kept for the record', () => {
  // filecoin-project/lotus-docs at bca68fc0bd: the page of /tutorials/lotus/store-and-retrieve/retrieve-data/ is
  // kb/legacy-retrieve-data.md now, and its redirect leads to /tutorials/lotus/retrieve-data/.
  const moved = (now: string, was = 'guide/lamps'): GivenSite => {
    const { pages } = site(now, 'guide/wicks', 'other/oil');
    return {
      pages,
      log: `c2 2024-02-01\nR100 docs/${was}.md -> docs/${now}.md\nc1 2024-01-01\nA docs/${was}.md`,
      texts: { [`docs/${was}.md`]: `# ${now}\n\n${prose(now)}` },
    };
  };

  it('is not surely that page', async () => {
    // The last is of snowplow/documentation, which keeps its pages of releases before below previous-versions/.
    for (const now of ['kb/legacy-lamps', 'archive/guide/lamps', 'deprecated/lamps', 'previous-versions/v2/lamps']) {
      const answer = await first(moved(now), '/guide/lamps/');
      assert.deepEqual([answer?.url, answer?.confident], [`/${now}/`, false]);
      assert.match(answer?.doubt ?? '', /is kept for the record/, now);
    }
  });

  it('is that page where it was among such pages before, or is in no such place', async () => {
    assert.equal((await first(moved('legacy/guide/lamps', 'legacy/lamps'), '/legacy/lamps/'))?.confident, true);
    assert.equal((await first(moved('kb/lamps'), '/guide/lamps/'))?.confident, true);
  });
});

describe('an address without a version whose page is in an older version alone', () => {
  // dagger/dagger at its commit of draw 6: /api/arguments led to /extending/arguments, which is in /0.21.4/ alone today.
  const names = ['wicks', 'oil', 'glass', 'brass', 'felt', 'soot'];
  const given = (...today: readonly string[]): GivenSite => {
    const versions = ['1.0', '1.1', '1.2', '1.3', '2.0', '2.1', '3.0', '4.0'].flatMap((version) =>
      names.map((name) => `${version}/guide/${name}`),
    );
    const { pages } = site(...today, ...versions, '4.0/guide/lamps');
    return {
      pages,
      versions: new Set(['1.0', '1.1', '1.2', '1.3', '2.0', '2.1', '3.0', '4.0']),
      log: 'c2 2024-02-01\nR100 docs/manual/lamps.md -> docs/4.0/guide/lamps.md\nc1 2024-01-01\nA docs/manual/lamps.md',
      texts: { 'docs/manual/lamps.md': `# 4.0/guide/lamps\n\n${prose('4.0/guide/lamps')}` },
    };
  };

  it('is not surely that page where the pages of today have no version', async () => {
    const answer = await first(given('start', 'reference', 'news'), '/manual/lamps/');
    assert.deepEqual([answer?.url, answer?.confident], ['/4.0/guide/lamps/', false]);
    assert.match(answer?.doubt ?? '', /a page of version 4\.0/);
  });

  // gruntwork-io/docs at 8904ebf456: /2.0/docs/ is what is read today, beside older parts without a version.
  it('is that page where no generator calls its folder a version', async () => {
    const plain = { ...given('start', 'reference', 'news'), versions: undefined };
    assert.equal((await first(plain, '/manual/lamps/'))?.confident, true);
  });

  it('is that page where all pages have one', async () => {
    assert.equal((await first(given('about'), '/manual/lamps/'))?.confident, true);
  });
});

describe('an address of a site whose rules are a guess', () => {
  const guess = 'how this site is built is a guess';
  const given: GivenSite = { ...site('guide/installation', 'guide/wicks', 'other/page'), guess };

  it('gets no sure answer, even where the history has one', async () => {
    const answer = await first(given, '/guide/instalation/');
    assert.deepEqual([answer?.url, answer?.confident, answer?.doubt], ['/guide/installation/', false, guess]);
    const renamed = {
      ...given,
      log: 'c2 2024-02-01\nR100 docs/guide/setup.md -> docs/guide/installation.md\nc1 2024-01-01\nA docs/guide/setup.md',
      texts: { 'docs/guide/setup.md': `# guide/installation\n\n${prose('guide/installation')}` },
    };
    assert.equal((await first(renamed, '/guide/setup/'))?.confident, false);
    assert.equal((await first({ ...renamed, guess: undefined }, '/guide/setup/'))?.confident, true);
  });

  it('gets one where its own links bear the rules out', async () => {
    const names = Array.from({ length: 24 }, (_, i) => `guide/${'abcdefghijklmnopqrstuvwx'[i]}-topic-of-lamps`);
    const { pages } = site('guide/installation', ...names);
    const links = names.map((name) => `[it](/${name}/)`).join(' ');
    const linked = { pages: { ...pages, 'docs/index.md': `# Home\n\n${links}` }, guess };
    assert.equal((await first(linked, '/guide/instalation/'))?.doubt, undefined);
  });
});

describe("an address whose name is a page's own", () => {
  // The redirects of ddemaree/demaree-next from a blog of Tumblr, of canonical/snap-docs and of crazychenz/vinnie.work.
  const post = 'posts/2010/03/a-short-note-about-lamps';
  const given = site(post, 'how-to/manage-wicks/replace-the-wick', 'about/wick', 'other/oil');

  it('is surely that page, whatever number a program gave its entry', async () => {
    for (const asked of ['/post/452469789/a-short-note-about-lamps', '/a-short-note-about-lamps']) {
      const answer = await first(given, asked);
      assert.deepEqual([answer?.url, answer?.confident], [`/${post}/`, true], `${asked} ${answer?.doubt}`);
    }
  });

  it('is surely that page where two words stand in the same folders', async () => {
    const answer = await first(given, '/how-to/replace-the-wick');
    assert.deepEqual([answer?.url, answer?.confident], ['/how-to/manage-wicks/replace-the-wick/', true]);
  });

  // cohere-ai/cohere-developer-experience at e814c8a182 leads /v1/reference/embed-jobs to a page of its definitions, which is no file.
  it('is not surely that page below pages that code or a definition makes', async () => {
    const made = { ...given, made: ['/how-to/[...page]'] };
    assert.equal((await first(made, '/how-to/replace-the-wick'))?.confident, false);
    assert.equal((await first(made, '/a-short-note-about-lamps'))?.confident, true);
  });

  it('is not surely that page by a short name, another folder, or with a number that is a year, a day or a chapter', async () => {
    for (const asked of [
      '/guides/wick',
      '/news/wicks-and-oil/replace-the-wick',
      '/post/12/a-short-note-about-lamps',
      '/2011/03/a-short-note-about-lamps',
      '/20110304/a-short-note-about-lamps',
    ])
      assert.notEqual((await first(given, asked))?.confident, true, asked);
  });

  // CRMTechnologies/crmtdigital.com@3d269d3748 leads the names of a former system to those that Drupal made of their titles.
  it('is surely that page where it has small words between the many of its name', async () => {
    const drupal = site('insights/good-news-hot-topics-london', 'other/oil', 'other/trim-wick');
    const answer = await first(drupal, '/blog/2014/the-good-news-of-hot-topics-in-london');
    assert.equal(answer?.url, '/insights/good-news-hot-topics-london/');
    assert.notEqual(answer.confident, true, 'of a year that nothing is known of');
    assert.equal((await first(drupal, '/blog/the-good-news-of-hot-topics-in-london'))?.confident, true);
    assert.notEqual((await first(drupal, '/how-to/trim-the-wick'))?.confident, true);
    const two = site('insights/good-news-hot-topics-london', 'insights/good-news-for-hot-topics-london');
    assert.notEqual((await first(two, '/blog/the-good-news-of-hot-topics-in-london'))?.confident, true);
  });

  it('is not surely that page where it is one of two', async () => {
    const two = site(post, 'drafts/a-short-note-about-lamps', 'other/oil');
    assert.notEqual((await first(two, '/post/452469789/a-short-note-about-lamps'))?.confident, true);
  });
});

describe('an address with the day of a post in its last part', () => {
  // crazychenz/vinnie.work leads /20201125-remote-start-vm to /blog/2020-11-25-remote-start-vm.
  const given = site('blog/2020-11-25-remote-start-vm', 'blog/2021-01-16-weekly-news', 'other/page');
  const dated: GivenSite = { ...given, urlOf: (path) => urlPath(path.slice(4).replace(/\.md$/, '')) };

  it('is that post, however the day is written', async () => {
    for (const asked of ['/20201125-remote-start-vm', '/2020-11-25-remote-start-vm']) {
      const answer = await first(dated, asked);
      assert.deepEqual([answer?.url, answer?.confident], ['/blog/2020-11-25-remote-start-vm', true], answer?.doubt);
    }
  });

  it('is not that post where it is of another day', async () => {
    for (const asked of ['/20210109-weekly-news', '/2021-01-09-weekly-news', '/news/2021-01-23-weekly-news']) {
      const answer = await first(dated, asked);
      assert.notEqual(answer?.confident, true, asked);
      assert.ok((answer?.confidence ?? 0) < 0.5, `${asked} ${answer?.confidence}`);
    }
  });

  // fluxcd/website leads /blog/2023-11-09-flux-security-audit/ to the post of 2023, and not to that of 2021.
  it('is not that post though a post of its name was moved there with all of its text', async () => {
    const now = 'blog/2021-01-16-weekly-news';
    const moved = {
      ...dated,
      log: `c2 2024-02-01\nR100 docs/news/2021-01-16-weekly-news.md -> docs/${now}.md\nc1 2024-01-01\nA docs/news/2021-01-16-weekly-news.md`,
      texts: { 'docs/news/2021-01-16-weekly-news.md': `# ${now}\n\n${prose(now)}` },
    };
    assert.equal((await first(moved, '/news/2021-01-16-weekly-news'))?.confident, true);
    assert.notEqual((await first(moved, '/news/2023-11-09-weekly-news'))?.confident, true);
  });
});

describe('an address with a number by which its folder was sorted', () => {
  // uswds/uswds-site leads /form-controls/04-memorable-date/ to /components/memorable-date/.
  it('is no other page than the one without it', async () => {
    const answer = await first(site('components/memorable-date', 'other/page'), '/form-controls/04-memorable-date/');
    assert.equal(answer?.url, '/components/memorable-date/');
    assert.doesNotMatch(answer.doubt ?? '', /number|"0?4"/);
  });
});

describe('an address of a version that is gone', () => {
  // ponder-sh/ponder@9ad4a442da leads /0_6/docs/indexing/call-traces to /docs/0.10/guides/call-traces, and not to /docs/guides/.
  const moved = (...today: readonly string[]): GivenSite => ({
    pages: site(...today, 'other/page').pages,
    log: 'c2 2024-02-01\nR100 docs/0_6/guides/call-traces.md -> docs/guides/call-traces.md\nc1 2024-01-01\nA docs/0_6/guides/call-traces.md',
    texts: { 'docs/0_6/guides/call-traces.md': `# guides/call-traces\n\n${prose('guides/call-traces')}` },
  });

  it('is not surely the page of today where the site keeps that page of a third version', async () => {
    const answer = await first(moved('guides/call-traces', '0.10/guides/call-traces'), '/0_6/guides/call-traces/');
    assert.equal(answer?.confident, false);
    assert.match(answer.doubt ?? '', /of version 0_6/);
  });

  // etcd-io/website@b9811f59b4 leads /docs/v3.3.12 to /docs/v3.3/, and not to /docs/current/, which has half of its text.
  it('is not surely a front page of no version, though it has the text', async () => {
    const shared = prose('the cluster of lamps');
    const given: GivenSite = {
      pages: {
        ...site('v3.3/install', 'v3.2/install', 'current/install').pages,
        'docs/current/index.md': `# etcd version of today\n\n${shared}`,
      },
      versions: new Set(['v3.2', 'v3.3', 'v3.3.12']),
      log: 'c2 2024-02-01\nD docs/v3.3.12/index.md\nc1 2024-01-01\nA docs/v3.3.12/index.md',
      texts: { 'docs/v3.3.12/index.md': `# etcd version 3.3.12\n\n${shared}\n\n${prose('how it was')}` },
    };
    const found = (await answers(given, '/v3.3.12/')).find(({ url }) => url === '/current/');
    assert.equal(found?.confident, false);
    assert.match(found.doubt ?? '', /front page of version v3\.3\.12/);
  });

  it('is the page of today where there is no other', async () => {
    const answer = await first(moved('guides/call-traces'), '/0_6/guides/call-traces/');
    assert.deepEqual([answer?.url, answer?.confident], ['/guides/call-traces/', true], answer?.doubt);
  });
});
