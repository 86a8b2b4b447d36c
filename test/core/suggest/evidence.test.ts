import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { answers, prose, told } from '../../support/suggestions.ts';

const home = { 'docs/index.md': '# Home' };

describe('evidence of the removing commit', () => {
  const log = `c2 2024-02-01
    D docs/night-shift.md
    A docs/rota.md
    M docs/staff.md
    c1 2024-01-01
    A docs/night-shift.md
    A docs/staff.md`;
  const pages = { ...home, 'docs/rota.md': '# Rota', 'docs/staff.md': '# Staff', 'docs/tea.md': '# Tea' };

  it('names the page that came as the other went', async () => {
    const texts = await told('same-commit', { pages, log }, '/night-shift/');
    assert.match(texts['/rota/'] ?? '', /added in c2 on 2024-02-01, which removed the page/);
    assert.equal(texts['/tea/'], undefined);
  });

  it('says nothing of a commit that wrote the whole site', async () => {
    const files = Array.from({ length: 20 }, (_, i) => `docs/page-${i}.md`);
    const given = {
      pages: { ...pages, ...Object.fromEntries(files.map((file) => [file, '# Page'])) },
      log: `c2 2024-02-01\nD docs/night-shift.md\n${files.map((file) => `A ${file}`).join('\n')}\nc1 2024-01-01\nA docs/night-shift.md`,
    };
    assert.deepEqual(await told('same-commit', given, '/night-shift/'), {});
  });
});

describe('evidence of the words of an address', () => {
  // GSA/plainlanguage.gov@43230773bd keeps addresses of a former server, such as /usingPL/legal/index.cfm for what is today
  // /resources/content-types/legal-profession/, and a page that speaks of an index got the most of their answers.
  const pages = {
    ...home,
    'docs/lists.md': `# Lists\n\n${'The index of an index is an index, in html and php. '.repeat(20)}`,
    'docs/night-shift.md': `# Night shift\n\n${prose('lantern')}`,
    'docs/rota.md': `# Rota\n\n${'The watch of a night goes by the shift, and each shift by its night. '.repeat(20)}`,
  };

  for (const asked of [
    '/nightShift/index.cfm',
    '/nightShift/index.php',
    '/watch/Night_Shift.html',
    '/watch/night-shift.asp',
  ])
    it(`takes neither the first page of a folder nor an ending for one: ${asked}`, async () => {
      const given = { pages };
      assert.equal((await told('text', given, asked))['/lists/'], undefined);
      assert.ok(
        (await answers(given, asked)).some(({ url }) => url === '/night-shift/'),
        asked,
      );
    });
});

describe('evidence of kept parts', () => {
  const log = 'c2 2024-02-01\nD docs/night-shift.md\nc1 2024-01-01\nA docs/night-shift.md';
  const texts = {
    'docs/night-shift.md': `# Night shift\n\n## Taking over the lamp\n\n## Signing the ledger\n\n## Waking the cook\n\n${prose('lantern')}`,
  };

  it('finds the headings of a page whose sentences were rewritten', async () => {
    const pages = {
      ...home,
      'docs/work.md': `# Work\n\n## Taking over the lamp\n\n## Signing the ledger\n\n## Waking the cook\n\n${prose('harbour')}`,
      'docs/tea.md': `# Tea\n\n## Waking the cook\n\n${prose('kettle')}`,
    };
    const found = await told('kept-parts', { pages, log, texts }, '/night-shift/');
    assert.match(found['/work/'] ?? '', /headings are in it/);
  });

  it('finds the title as a heading of a larger page', async () => {
    const pages = { ...home, 'docs/work.md': '# Work\n\n## Night shift\n', 'docs/tea.md': '# Tea' };
    const found = await told('kept-parts', { pages, log, texts }, '/night-shift/');
    assert.match(found['/work/'] ?? '', /"Night shift", the title of the removed page/);
    assert.equal(found['/tea/'], undefined);
  });
});

describe('evidence of names', () => {
  it('finds a compound name inside a heading', async () => {
    const pages = {
      ...home,
      'docs/annotations.md': '# Annotations\n\n## example.org/private-key',
      'docs/key.md': '# Key',
    };
    const found = await told('name', { pages }, '/private-key');
    assert.match(found['/annotations/'] ?? '', /a heading that names "private-key"/);
  });

  it('does not take a part of a longer name for the name', async () => {
    const pages = { ...home, 'docs/annotations.md': '# Annotations\n\n## example.org/my-private-key' };
    assert.deepEqual(await told('name', { pages }, '/private-key'), {});
  });

  it('knows what links called the page before they were taken away', async () => {
    const commit = { hash: 'c2', date: '2024-02-01' };
    const hunks = [
      { commit, file: 'docs/tea.md' as RepoPath, removed: ['Read [Lantern duty](/night-shift/) first.'], added: ['.'] },
    ];
    const pages = { ...home, 'docs/work.md': '# Lantern duty', 'docs/tea.md': '# Tea' };
    const found = await told('anchors', { pages, hunks }, '/night-shift/');
    assert.match(found['/work/'] ?? '', /links called the broken page "lantern duty"/);
  });
});

describe('evidence of a folder without a page', () => {
  const pages = {
    ...home,
    'docs/lamps/oil.md': '# Oil',
    'docs/lamps/overview.md': '# Lamps',
    'docs/bells/tones.md': '# Tones',
  };

  it('names the page that readers begin with', async () => {
    const found = await told('front-page', { pages }, '/lamps/');
    assert.deepEqual(Object.keys(found), ['/lamps/overview/']);
  });

  it('names the only page', async () => {
    assert.match((await told('front-page', { pages }, '/bells/'))['/bells/tones/'] ?? '', /the only page/);
  });

  it('says nothing of a folder that has a page', async () => {
    assert.deepEqual(await told('front-page', { pages: { ...pages, 'docs/lamps.md': '# Lamps' } }, '/lamps/'), {});
  });

  // helgeklein/sambee at 1e26f0c059: /docs/user-guide/getting-started leads to what-is-sambee/, whose weight is 10.
  for (const [first, second] of [
    ['weight: 10', 'weight: 20'],
    ['sidebar_position: 1', 'sidebar_position: 2'],
    ['nav_order: 1', "nav_order: '2'"],
    ['sidebar:\n  order: 1', 'sidebar:\n  order: 2'],
    ['eleventyNavigation:\n  order: 1', 'eleventyNavigation:\n  order: 2'],
  ]) {
    it(`names the first in the order that pages write as ${first?.split(':')[0]}`, async () => {
      const placed = {
        ...home,
        'docs/lamps/wicks.md': `---\n${second}\n---\n# Wicks`,
        'docs/lamps/oil.md': `---\n${first}\n---\n# Oil`,
        'docs/lamps/glass.md': '# Glass',
      };
      const found = await told('front-page', { pages: placed }, '/lamps/');
      assert.deepEqual(Object.keys(found), ['/lamps/oil/']);
      const shared = { ...placed, 'docs/lamps/wicks.md': `---\n${first}\n---\n# Wicks` };
      assert.deepEqual(await told('front-page', { pages: shared }, '/lamps/'), {});
    });
  }

  // ava-labs/builders-hub at ad9bdb751d leads /docs/nodes/maintain to backup-restore, which its meta.json names first, and 17 of 24
  // such folders to the page of their navigation; six of them were the first answer before.
  it('names the page that the navigation shows first, also below a folder of the folder', async () => {
    const shown = {
      ...home,
      'docs/lamps/glass.md': '# Glass',
      'docs/lamps/parts/wicks.md': '# Wicks',
      'docs/lamps/oil.md': '---\nweight: 1\n---\n# Oil',
      'docs/lamps/rings.md': '---\nweight: 2\n---\n# Rings',
    };
    const navigation = ['docs/index.md', 'docs/lamps/parts/wicks.md', 'docs/lamps/glass.md'];
    assert.deepEqual(Object.keys(await told('front-page', { pages: shown, navigation }, '/lamps/')), [
      '/lamps/parts/wicks/',
    ]);
    const other = ['docs/index.md', 'docs/bells/tones.md'];
    assert.deepEqual(Object.keys(await told('front-page', { pages: shown, navigation: other }, '/lamps/')), [
      '/lamps/oil/',
    ]);
    const begun = { ...shown, 'docs/lamps/overview.md': '# Begin' };
    assert.deepEqual(Object.keys(await told('front-page', { pages: begun, navigation }, '/lamps/')), [
      '/lamps/overview/',
    ]);
  });

  // Zenlytic/zenlytic-docs at 0938740549: the pages of workflows/ went to proactive-agents/, and /workflows/ leads to
  // getting-started there.
  it('names the first page of the folder to which the pages of one that is gone went', async () => {
    const log = `c2 2024-02-01
    R100 docs/lights/oil.md -> docs/lamps/oil.md
    R100 docs/lights/wicks.md -> docs/lamps/wicks.md
    c1 2024-01-01
    A docs/lights/oil.md
    A docs/lights/wicks.md`;
    const moved = { ...home, 'docs/lamps/oil.md': '# Oil', 'docs/lamps/wicks.md': '# Wicks' };
    const begun = { ...moved, 'docs/lamps/getting-started.md': '# Begin' };
    const found = await told('front-page', { pages: begun, log }, '/lights/');
    assert.match(found['/lamps/getting-started/'] ?? '', /2 pages of lights\/ moved to lamps\/.* first page there/);
    assert.deepEqual(await told('front-page', { pages: moved, log }, '/lights/'), {});
    const own = { ...begun, 'docs/lamps/index.md': '# Lamps' };
    assert.deepEqual(Object.keys(await told('front-page', { pages: own, log }, '/lights/')), ['/lamps/']);
  });
});

describe('evidence of a name in a heading', () => {
  // The documentation of Apollo Client 3: /api/react-hooks/ became /api/react/hooks/, and a page on migrating names both.
  it('is none for pages that speak of it where another one is called so', async () => {
    const pages = {
      ...home,
      'docs/api/react/hooks.md': '# Hooks',
      'docs/migrating.md': '# Migrating\n\n## @lantern/react-hooks\n\n## The glass-wick\n',
    };
    assert.deepEqual(await told('name', { pages }, '/api/react-hooks/'), {});
    assert.match((await told('name', { pages }, '/api/glass-wick/'))['/migrating/'] ?? '', /names "glass-wick"/);
    const called = { ...pages, 'docs/parts/glass-wick.md': '# The glass-wick' };
    assert.deepEqual(Object.keys(await told('name', { pages: called }, '/api/glass-wick/')), ['/parts/glass-wick/']);
  });
});

describe('evidence of letters', () => {
  // canonical/ubuntu-core-docs at fc8d20125f: /console-conf/ became how-to-guides/image-creation/add-console-conf.
  it('is the same address for the same path alone, not for a page of that name in another section', async () => {
    const pages = { ...home, 'docs/explanation/console-conf.md': '# Console', 'docs/tea.md': '# Tea' };
    const same = /the same address with other separators between its words/;
    assert.match(
      (await told('slug', { pages }, '/explanation/consoleconf/'))['/explanation/console-conf/'] ?? '',
      same,
    );
    assert.match(
      (await told('slug', { pages }, '/explanation-console-conf/'))['/explanation/console-conf/'] ?? '',
      same,
    );
    for (const asked of ['/console-conf/', '/consoleconf/']) {
      assert.doesNotMatch((await told('slug', { pages }, asked))['/explanation/console-conf/'] ?? 'none', same);
    }
  });
});

describe('evidence of slips', () => {
  it('sees where the text around a link was taken for a part of it', async () => {
    const pages = { ...home, 'docs/lamps/oil.md': '# Oil', 'docs/lamps.md': '# Lamps' };
    for (const path of ['/lamps/oil)', '/lamps/oil&lt;/source', '/lamps/oil">here', '/lamps/oil.,']) {
      const found = await told('misspelt', { pages }, path);
      assert.match(found['/lamps/oil/'] ?? '', /what follows it/, path);
    }
  });
});

describe('evidence of words', () => {
  it('says so where only the meaning is the same', async () => {
    const log = 'c1 2024-01-01\nA docs/index.md\nA docs/install.md';
    const found = await told('words', { pages: { ...home, 'docs/install.md': '# Install' }, log }, '/setup/');
    assert.match(found['/install/'] ?? '', /^means the same as words of the address/);
  });
});

describe('evidence of the name', () => {
  const pages = {
    ...home,
    'docs/rules/title-ii-2010.md': '# Rules of 2010',
    'docs/rules/title-iii-2010.md': '# More rules',
    'docs/topics/effective-communication.md': '# Talk',
    'docs/tools/ForEach-Lamp.md': '# Loops',
  };

  it('reads words that only capitals part, in addresses and in pages', async () => {
    assert.match((await told('words', { pages }, '/regs/RulesTitle/'))['/rules/title-ii-2010/'] ?? '', /"title"/);
    assert.match((await told('words', { pages }, '/each/'))['/tools/ForEach-Lamp/'] ?? '', /"each"/);
  });
});

describe('evidence of what authors did', () => {
  // vespa-engine/documentation, /en/monitoring-with-grafana-quick-start.html: the link was changed to a page that moved on
  // since, and its redirect leads there and not to the page that another commit moved to the address.
  it('follows changed links, and pages that a commit added, to where the page of that time is', async () => {
    const pages = { 'docs/kept/monitoring.md': 'Of our own.', 'docs/monitoring.md': 'Of the cloud.' };
    const taken = `c5 2024-05-01
      R98 docs/cloud/monitoring.md -> docs/monitoring.md
      c4 2024-04-01
      R95 docs/monitoring.md -> docs/kept/monitoring.md`;
    const older = `c2 2024-02-01
      D docs/dashboards.md
      A docs/monitoring.md
      c1 2024-01-01
      A docs/dashboards.md
      A docs/cloud/monitoring.md`;
    const commit = { hash: 'c2', date: '2024-02-01' };
    const hunks = [
      {
        commit,
        file: 'docs/index.md' as RepoPath,
        removed: ['[Look](/dashboards/)'],
        added: ['[Look](/monitoring/)'],
      },
    ];
    for (const kind of ['link-edits', 'same-commit']) {
      const found = await told(kind, { pages, hunks, log: `${taken}\n${older}` }, '/dashboards/');
      assert.deepEqual(Object.keys(found), ['/kept/monitoring/'], kind);
      const stayed = { 'docs/monitoring.md': 'Of our own.' };
      assert.deepEqual(Object.keys(await told(kind, { pages: stayed, hunks, log: older }, '/dashboards/')), [
        '/monitoring/',
      ]);
    }
  });
});
