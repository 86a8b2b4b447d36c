import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { answers, prose, told } from '../../support/suggestions.ts';

describe('suggestions', () => {
  it('follow a rename first, and say which commit made it', async () => {
    const [first] = await answers(
      {
        pages: {
          'docs/index.md': '# Home',
          'docs/guide/install.md': `# Install\n\n${prose('cable')}`,
          'docs/setup/hints.md': '# Setup hints',
        },
        log: `abcdef123 2024-02-01
          R96 docs/setup.md -> docs/guide/install.md
          c1 2024-01-01
          A docs/setup.md`,
        texts: { 'docs/setup.md': `# Setup\n\n${prose('cable')}` },
      },
      '/setup',
    );
    assert.equal(first?.url, '/guide/install/');
    assert.match(
      first?.evidence.find(({ kind }) => kind === 'rename')?.text ?? '',
      /renamed in abcdef1 on 2024-02-01, 96 % similar/,
    );
  });

  it('find the page that took the removed text', async () => {
    const [first] = await answers(
      {
        pages: {
          'docs/index.md': '# Home',
          'docs/operations.md': `# Operations\n\n${prose('lantern')}`,
          'docs/other.md': `# Other\n\n${prose('harbour')}`,
        },
        log: `c2 2024-02-01
          D docs/night-shift.md
          c1 2024-01-01
          A docs/night-shift.md`,
        texts: { 'docs/night-shift.md': `# Night shift\n\n${prose('lantern')}` },
      },
      '/night-shift/',
    );
    assert.equal(first?.url, '/operations/');
    assert.match(first?.evidence[0]?.text ?? '', /% of the removed page's text/);
  });

  it('follow the links that authors changed', async () => {
    const commit = { hash: 'c2', date: '2024-02-01' };
    const hunks = ['docs/a.md', 'docs/b.md'].map((file) => ({
      commit,
      file: file as RepoPath,
      removed: ['Read [about us](/team/).'],
      added: ['Read [about us](https://example.org/company/people/).'],
    }));
    const [first] = await answers(
      {
        pages: {
          'docs/index.md': '# Home',
          'docs/company/people.md': '# People',
          'docs/a.md': '# A',
          'docs/b.md': '# B',
        },
        hunks,
      },
      '/team/',
    );
    assert.equal(first?.url, '/company/people/');
    assert.match(first?.evidence[0]?.text ?? '', /2 links in the repository were changed/);
  });

  it('choose of pages of one name the one in the same folders, however their words are joined', async () => {
    // canonical/ubuntu-core-docs@fc8d201 sends /upower/report-a-bug there, over a page of that name with the old text.
    const page = (topic: string) => `# Report a bug\n\n${prose('bug')}\n\nFor ${topic} alone.`;
    const pages = {
      'docs/index.md': '# Home',
      'docs/system/network-manager/report-a-bug.md': page('network manager'),
      'docs/system/udisks2/report-a-bug.md': page('disks'),
      'docs/system/u-power/report-a-bug.md': '# Report a bug\n\nWrite to the list of U Power.',
    };
    const log = `c2 2024-02-01
      R90 docs/system/network-manager/reference/report-a-bug.md -> docs/system/network-manager/report-a-bug.md
      c1 2024-01-01
      A docs/system/network-manager/reference/report-a-bug.md`;
    const texts = { 'docs/system/network-manager/reference/report-a-bug.md': page('network manager') };
    const [first, ...others] = await answers({ pages, log, texts }, '/upower/report-a-bug/');
    assert.equal(first?.url, '/system/u-power/report-a-bug/');
    // The file of that name was of another folder, and what became of it tells nothing.
    assert.ok(others.every(({ evidence }) => evidence.every(({ kind }) => kind !== 'rename')));
  });

  it('choose of pages of one name the one below the folders that the address names, whatever lies between', async () => {
    // FortiShield/docs-v2@88e09f79ae sends /unity/erc20 there; more of its pages speak of the other, and link to it.
    const pages = {
      'docs/index.md': '# Home',
      'docs/contracts/build/extensions/erc-20/erc20.md': `# ERC20\n\nThe erc20 extension.\n\n${prose('token')}`,
      'docs/unity/index.md': `# Unity\n\n${prose('unity')}`,
      'docs/unity/contracts/erc20/erc20.md': `# ERC20\n\nTokens of games.\n\n${prose('games')}`,
    };
    assert.equal((await answers({ pages }, '/unity/erc20/'))[0]?.url, '/unity/contracts/erc20/erc20/');
  });

  it('never lead home, into another language or version, or to a page that is redirected', async () => {
    const pages = {
      'docs/index.md': '# Home',
      'docs/en/intro.md': '# Intro',
      'docs/en/other.md': '# Other',
      'docs/fr/intro.md': '# Intro',
      'docs/fr/install.md': '# Install',
      'docs/v1.0/install.md': '# Install',
      'docs/v1.0/intro.md': '# Intro',
    };
    const urls = async (path: string, redirected: readonly string[] = []) =>
      (await answers({ pages, redirected }, path)).map(({ url }) => url);
    for (const url of await urls('/en/install/')) assert.match(url, /^\/en\//);
    for (const url of await urls('/v1.0/instal/')) assert.match(url, /^\/v1\.0\//);
    assert.ok(!(await urls('/fr/instal/', ['/fr/install/'])).includes('/fr/install/' as never));
    assert.deepEqual(await urls('/'), []);
  });

  it('stay in the plain pages of a site whose other languages have far more', async () => {
    const names = ['install', 'upgrade', 'plugins'];
    const languages = 'de es fr it ja ko pl pt ru tr uk zh'.split(' ');
    const files = [...names, ...languages.flatMap((language) => names.map((name) => `${language}/${name}`))];
    const pages = Object.fromEntries(files.map((file) => [`docs/${file}.md`, `# ${file}`]));
    const [first] = await answers({ pages }, '/instal/');
    assert.equal(first?.url, '/install/');
  });

  it('follow a page into the language it was always written in, but no page that was written anew', async () => {
    const pages = {
      'docs/index.md': '# Home',
      'docs/news/lamp.md': '# Lamp',
      'docs/news/wick.md': '# Wick',
      'docs/es/news/lamp.md': '# Lámpara',
      'docs/es/news/wick.md': '# Mecha',
    };
    const renamed = (similarity: number) => `c2 2024-02-01
      R${similarity} docs/news/lamp-es.md -> docs/es/news/lamp.md
      c1 2024-01-01
      A docs/news/lamp-es.md`;
    const first = async (similarity: number) =>
      (await answers({ pages, log: renamed(similarity) }, '/news/lamp-es/'))[0]?.url;
    assert.equal(await first(95), '/es/news/lamp/');
    assert.equal(await first(55), '/news/lamp/');
  });

  it('take the version that covers one that is gone, and the newest where all pages have one', async () => {
    const names = ['install', 'upgrade', 'plugins'];
    const files = ['v1', 'v2'].flatMap((version) => names.map((name) => `docs/${version}/${name}.md`));
    const pages = Object.fromEntries(files.map((file) => [file, `# ${file}`]));
    const urls = async (path: string) => (await answers({ pages }, path)).map(({ url }) => url);
    for (const url of await urls('/v1.8/install/')) assert.match(url, /^\/v1\//);
    assert.equal((await urls('/v1.8/install/'))[0], '/v1/install/');
    assert.equal((await urls('/install/'))[0], '/v2/install/');
  });

  it('take the newest version for one that is gone, and for a name of the current one', async () => {
    const files = ['docs/v2/run/install.md', 'docs/v3/run/install.md', 'docs/tools/hammer.md', 'docs/tools/saw.md'];
    const pages = Object.fromEntries(files.map((file) => [file, `# ${file}`]));
    pages['docs/v3/run/upgrade.md'] = pages['docs/v2/run/upgrade.md'] = '# Upgrade';
    const urls = async (path: string) => (await answers({ pages }, path)).map(({ url }) => url);
    assert.equal((await urls('/v1/run/install/'))[0], '/v3/run/install/');
    assert.equal((await urls('/latest/run/install/'))[0], '/v3/run/install/');
  });

  it('never take a version that is put away for the newest', async () => {
    const files = ['1.4', '1.5', 'archive/1.2', 'archive/1.3'].flatMap((version) =>
      ['oil', 'wick'].map((name) => `docs/lamp/${version}/use/${name}.md`),
    );
    const pages = Object.fromEntries(files.map((file) => [file, `# ${file}`]));
    const urls = async (path: string) => (await answers({ pages }, path)).map(({ url }) => url);
    assert.equal((await urls('/wick/'))[0], '/lamp/1.5/use/wick/');
    for (const url of await urls('/lamp/use/wick/')) assert.doesNotMatch(url, /archive/);
    assert.equal((await urls('/lamp/1.3/use/wicks/'))[0], '/lamp/archive/1.3/use/wick/');
  });

  // `preview` as in aws/karpenter-provider-aws@1d92708, which leads /preview/tasks/amitasks to /preview/tasks/managing-amis.
  for (const unreleased of ['next', 'preview']) {
    it(`take no version that is not out yet, unless it is asked for: ${unreleased}`, async () => {
      const names = ['oil', 'wick', 'glass'];
      const files = ['', `${unreleased}/`, '1.4/'].flatMap((version) =>
        names.map((name) => `docs/lamp/${version}parts/${name}.md`),
      );
      const pages = Object.fromEntries(files.map((file) => [file, `# ${file}`]));
      const urls = async (path: string) => (await answers({ pages }, path)).map(({ url }) => url);
      assert.equal((await urls('/lamp/wick/'))[0], '/lamp/parts/wick/');
      const latest = await urls('/latest/lamp/wick/');
      assert.equal(latest[0], '/lamp/parts/wick/');
      for (const url of latest) assert.ok(!/1\.4/.test(url) && !url.includes(unreleased), url);
      assert.equal((await urls(`/lamp/${unreleased}/wicks/`))[0], `/lamp/${unreleased}/parts/wick/`);
    });
  }

  it('take a section that only is called like one for what it is', async () => {
    const files = ['next/steps', 'next/journey', 'next/harbour', 'lamps/oil', 'lamps/wick'];
    const pages = Object.fromEntries(files.map((file) => [`docs/${file}.md`, `# ${file}`]));
    assert.equal((await answers({ pages }, '/lamps/journey/'))[0]?.url, '/next/journey/');
  });

  it('stay in a language that the site calls otherwise today', async () => {
    const files = ['', 'zh-Hans/', 'zh-Hant/'].flatMap((language) =>
      ['oil', 'wick'].map((name) => `docs/${language}lamps/${name}.md`),
    );
    const pages = Object.fromEntries(files.map((file) => [file, `# ${file}`]));
    const first = async (path: string) => (await answers({ pages }, path))[0]?.url;
    assert.equal(await first('/zh/wick/'), '/zh-Hans/lamps/wick/');
    assert.equal(await first('/zh-tw/wick/'), '/zh-Hant/lamps/wick/');
    assert.equal(await first('/wick/'), '/lamps/wick/');
  });

  it('take every part of a divided version', async () => {
    const versions = ['2.1', '2.2', '2.10'];
    const files = versions.flatMap((version) => ['oil', 'wick'].map((name) => `docs/v2/${version}/lamps/${name}.md`));
    const pages = Object.fromEntries(files.map((file) => [file, `# ${file}`]));
    assert.deepEqual((await answers({ pages }, '/v2/2.10/oil/')).map(({ url }) => url)[0], '/v2/2.10/lamps/oil/');
    for (const { url } of await answers({ pages }, '/v2/2.10/oil/')) assert.match(url, /^\/v2\/2\.10\//);
  });

  it('may leave a version for another product, whose newest pages those are', async () => {
    const files = [
      'lamp/v1/oil',
      'lamp/v2/oil',
      'lamp/v2/wick',
      'lamp/v1/wick',
      'bell/v0/grammar/tones',
      'bell/v0/grammar/tongue',
    ];
    const pages = Object.fromEntries(files.map((file) => [`docs/${file}.md`, `# ${file.split('/').at(-1)}`]));
    const urls = (await answers({ pages }, '/lamp/v2/reference/bell/tones/')).map(({ url }) => url);
    assert.ok(urls.includes('/bell/v0/grammar/tones/' as never));
    for (const url of urls) assert.doesNotMatch(url, /^\/lamp\/v1/);
  });

  it('may leave a version for a part of the site without any, but not for the page of another version', async () => {
    const names = ['oil', 'wick', 'glass'];
    const files = ['lamp', 'lamp/1.4', 'lamp/1.5'].flatMap((folder) => names.map((name) => `${folder}/${name}`));
    const pages = Object.fromEntries([...files, 'story/lighthouse'].map((file) => [`docs/${file}.md`, `# ${file}`]));
    assert.equal((await answers({ pages }, '/lamp/1.5/lighthouse/'))[0]?.url, '/story/lighthouse/');
    const inVersion = (await answers({ pages }, '/lamp/1.5/glas/')).map(({ url }) => url);
    assert.equal(inVersion[0], '/lamp/1.5/glass/');
    for (const url of inVersion) assert.match(url, /^\/lamp\/1\.5\//);
  });

  it('read what a page takes in from other files as its own', async () => {
    const pages = {
      'docs/index.md': '# Home',
      'docs/operations.md': '# Operations\n\n--8<-- "parts/lamps.md"\n',
      'docs/parts/lamps.md': `${prose('lantern')}`,
      'docs/other.md': `# Other\n\n${prose('harbour')}`,
    };
    const log = 'c2 2024-02-01\nD docs/night-shift.md\nc1 2024-01-01\nA docs/night-shift.md';
    const texts = { 'docs/night-shift.md': `# Night shift\n\n${prose('lantern')}` };
    const found = await told('text', { pages, log, texts }, '/night-shift/');
    assert.match(found['/operations/'] ?? '', /100 % of the removed page's text/);
    assert.doesNotMatch(found['/other/'] ?? '', /100 %/);
  });

  it('know the text of a page that a template builds from front matter', async () => {
    const data = (seed: string) => `---\ntitle: ${seed}\nparts:\n  - text: ${prose(seed).replaceAll('\n', ' ')}\n---\n`;
    const pages = {
      'docs/index.md': '# Home',
      'docs/lamps/parts.md': data('lantern'),
      'docs/ports.md': data('harbour'),
    };
    const log = 'c2 2024-02-01\nD docs/night-shift.md\nc1 2024-01-01\nA docs/night-shift.md';
    const texts = { 'docs/night-shift.md': data('lantern') };
    const found = await told('text', { pages, log, texts }, '/night-shift/');
    assert.match(found['/lamps/parts/'] ?? '', /100 % of the removed page's text/);
    assert.doesNotMatch(found['/ports/'] ?? '', /%/);
  });

  it('know the text of a page that is there but not published', async () => {
    const pages = {
      'docs/index.md': '# Home',
      'docs/operations.md': `# Operations\n\n${prose('lantern')}`,
      'docs/other.md': `# Other\n\n${prose('harbour')}`,
    };
    const drafts = { 'docs/night-shift.md': `# Night shift\n\n${prose('lantern')}` };
    const [first] = await answers({ pages, drafts }, '/night-shift/');
    assert.equal(first?.url, '/operations/');
    assert.match(first?.evidence[0]?.text ?? '', /% of the removed page's text/);
  });

  it('cross the years of dated posts, which are no versions', async () => {
    const pages = {
      'docs/2019/old-news.md': '# Old news',
      'docs/2019/summer-party.md': '# Summer party',
      'docs/2020/01/winter-plans.md': '# Winter plans',
      'docs/2020/01/new-office.md': '# New office',
      'docs/2021/02/winter-plans-again.md': '# Winter plans again',
    };
    const log = `abcdef123 2024-02-01
      R98 docs/2018/12/moving-house.md -> docs/2020/01/new-office.md
      c1 2018-12-01
      A docs/2018/12/moving-house.md`;
    const [first] = await answers({ pages, log }, '/2018/12/moving-house/');
    assert.equal(first?.url, '/2020/01/new-office/');
  });

  it('stay in a numbered version where folders side by side hold the same pages', async () => {
    const names = ['install', 'upgrade', 'plugins', 'settings'];
    const pages = Object.fromEntries(
      ['4', '5'].flatMap((v) => names.map((n) => [`docs/guide/${v}/${n}.md`, `# ${n}`])),
    );
    const found = await answers({ pages }, '/guide/4/instal/');
    assert.equal(found[0]?.url, '/guide/4/install/');
    for (const { url } of found) assert.match(url, /^\/guide\/4\//);
  });

  it('speak of a moved directory only where the folder became another', async () => {
    const pages = { 'docs/cables.md': '# Cables', 'docs/plugs.md': '# Plugs', 'docs/tools/new.md': '# New' };
    const log = `abcdef123 2024-02-01
      R98 docs/guide/cables.md -> docs/cables.md
      R98 docs/guide/plugs.md -> docs/plugs.md
      R98 docs/tools/old.md -> docs/tools/new.md
      c1 2023-01-01
      A docs/guide/cables.md
      A docs/guide/plugs.md
      A docs/tools/old.md`;
    const moves = async (path: string) =>
      (await answers({ pages, log }, path)).flatMap(({ evidence }) =>
        evidence.filter(({ kind }) => kind === 'directory-move').map(({ text }) => text),
      );
    assert.deepEqual(await moves('/tools/old/'), []);
    const [text = ''] = await moves('/guide/cables/');
    assert.match(text, /^commit abcdef1 of 2024-02-01 moved 2 pages from guide\/ to the root folder$/);
  });

  it('are at most five, none of them confident without strong evidence', async () => {
    const pages = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`docs/topic-${i}.md`, `# Topic ${i}`]));
    const found = await answers({ pages }, '/some/topic/');
    assert.ok(found.length <= 5);
    assert.ok(found.every(({ confident }) => !confident));
  });

  // GSA/plainlanguage.gov at 43230773bd leads /guidelines.cfm of its former server, and /index.cfm of each folder, to pages without an ending.
  for (const ending of ['cfm', 'aspx', 'php', 'jsp', 'shtml', 'phtml', 'php5']) {
    it(`take .${ending} for no part of the name`, async () => {
      const given = { pages: { 'docs/guides/index.md': '# Guides', 'docs/guides/dosage.md': '# Dosage' } };
      const of = async (path: string) => (await answers(given, path)).map(({ url, confidence }) => [url, confidence]);
      assert.deepEqual(await of(`/manual/dosage.${ending}`), await of('/manual/dosage.html'));
      assert.deepEqual(await of(`/guides/old/index.${ending}`), await of('/guides/old/index.html'));
    });
  }

  it('are none for words no page shares', async () => {
    assert.deepEqual(await answers({ pages: { 'docs/a.md': '# Apples' } }, '/wp-login.php'), []);
  });
});
