import assert from 'node:assert/strict';
import { type UrlPath, urlKey } from '../../../src/core/paths.ts';
import { rivalDoubt } from '../../../src/core/suggest/rivals.ts';
import { textIndex } from '../../../src/core/suggest/text/index.ts';
import { answers, type GivenSite, prose } from '../../support/suggestions.ts';

const first = async (given: GivenSite, path: string) => (await answers(given, path))[0];
const page = (url: string, features: Readonly<Record<string, number>>) => ({ url, features });

/** What the evidence said in public repositories whose authors chose another page, or this one, by their redirects. */
const seen: readonly (readonly [what: string, list: readonly ReturnType<typeof page>[], doubt: RegExp | undefined])[] =
  [
    [
      'a page of the name of its folder beside an overview (usebruno/bruno-docs at 2a26d2e1eb, /testing/automate-test leads to the overview)',
      [
        page('/testing/automate-test/automate-test', { slug: 1, front: 1, pathShared: 1 }),
        page('/testing/automate-test/overview', { front: 0.5, pathShared: 1 }),
      ],
      /overview may as well be the first page of the folder/,
    ],
    [
      'a page that was copied (Shopify/polaris at 71e4a2b5b8, /components/loading leads to the second)',
      [
        page('/components/internal-only/loading', {
          slug: 1,
          rename: 1,
          renameSimilarity: 0.89,
          textSure: 0.95,
          titleSame: 1,
        }),
        page('/components/deprecated/loading', { slug: 1, textSure: 0.95, titleSame: 1 }),
      ],
      /deprecated\/loading has the name of the address and as much of the text/,
    ],
    [
      'a page beside another of its name with less of the text',
      [
        page('/components/internal-only/loading', { slug: 1, rename: 1, renameSimilarity: 0.89, textSure: 0.95 }),
        page('/components/deprecated/loading', { slug: 1, textSure: 0.7 }),
      ],
      undefined,
    ],
    [
      'a page whose links went to two others (kedro-org/kedro, /configure/parameters/ leads to the second)',
      [
        page('/configure/how_to_use_parameters_and_credentials/', { linkEdit: 0.5, linkEditSure: 0.4, textSure: 0.77 }),
        page('/configure/parameters_and_credentials/', { linkEdit: 0.5, linkEditSure: 0.4 }),
      ],
      /some links to the removed page were changed to \/configure\/parameters_and_credentials\//,
    ],
    [
      'such a page where one lies in the section of the other (netbirdio/docs, /use-cases/site-to-site)',
      [
        page('/use-cases/remote-access', { linkEdit: 0.56, linkEditSure: 0.36, textSure: 0.86 }),
        page('/use-cases/remote-access/site-to-site', { linkEdit: 0.44, linkEditSure: 0.3 }),
      ],
      undefined,
    ],
    [
      'such a page where one of them has its name',
      [
        page('/guide/parameters/', { linkEdit: 0.7, linkEditSure: 0.5, textSure: 0.77, slug: 1 }),
        page('/configure/parameters_and_credentials/', { linkEdit: 0.3, linkEditSure: 0.2 }),
      ],
      undefined,
    ],
    [
      'such a page where no other page is called as a first one is',
      [
        page('/testing/automate-test/automate-test', { slug: 1, front: 1, pathShared: 1 }),
        page('/testing/automate-test/manual-test', { pathShared: 1 }),
      ],
      undefined,
    ],
    [
      'a rename of which little was kept (redpanda-data/docs, /manage/schema-registry)',
      [
        page('/manage/schema-reg/schema-reg-api/', {
          rename: 1,
          renameSimilarity: 0.63,
          textSure: 0.59,
          slugWordsShared: 0.5,
          titleSame: 0.5,
          named: 1,
        }),
      ],
      /63 % of the file kept/,
    ],
    [
      'a rename of which little was kept, and no more text than that (ubports/docs.ubports.com, /porting/halium_7-1/Configuring/)',
      [
        page('/porting/configure_test_fix/Bluetooth/', {
          rename: 1,
          renameSimilarity: 0.6,
          textSure: 0.61,
          slugWordsShared: 0.25,
        }),
      ],
      /60 % of the file kept/,
    ],
    [
      'the same rename where the name has the words of the address (redpanda-data/docs, /rpk/rpk-acl/rpk-acl-create)',
      [
        page('/rpk/rpk-security/rpk-security-acl-create/', {
          rename: 1,
          renameSimilarity: 0.62,
          textSure: 0.46,
          slugWordsShared: 1,
          titleSame: 0.75,
        }),
      ],
      undefined,
    ],
    [
      'a long chain beside a page of the name and title (redpanda-data/docs, /security/authorization)',
      [
        page('/manage/security/authorization/acl/', {
          rename: 1,
          renameSimilarity: 0.86,
          pathShared: 0.8,
          textSure: 0.74,
          directory: 1,
          titleSame: 0.2,
        }),
        page('/manage/security/authorization/', { slug: 1, titleSame: 1, pathShared: 0.89, directory: 0.83 }),
      ],
      /authorization\/ has the name of the address/,
    ],
    [
      'two changed links and little text (mintlify/docs, /deploy/personalization-setup)',
      [
        page('/deploy/authentication-setup', {
          linkEdit: 1,
          linkEditSure: 0.67,
          textSure: 0.16,
          receivedSure: 0.18,
          slugWordsShared: 0.5,
        }),
      ],
      /few links were changed/,
    ],
    [
      'two changed links to a page of its words (mintlify/docs, /editor/publish)',
      [
        page('/editor/branching-and-publishing', {
          linkEdit: 1,
          linkEditSure: 0.67,
          textSure: 0.16,
          receivedSure: 0.21,
          slugWordsShared: 1,
        }),
      ],
      undefined,
    ],
    [
      'a page of which another has more text (biomejs/website, /assist/actions/use-sorted-enum-members)',
      [
        page('/use-sorted-enum-members/javascript/', {
          rename: 1,
          renameSimilarity: 0.63,
          textSure: 0.59,
          linkEdit: 0.6,
          linkEditSure: 0.5,
          titleSame: 0.67,
        }),
        page('/use-sorted-enum-members/graphql/', { textSure: 0.7, linkEdit: 0.4, titleSame: 0.67 }),
      ],
      /graphql\/ has more|63 %/,
    ],
    [
      'a page of the name while the links lead to another of it (trpc/trpc, /server/infer-types)',
      [
        page('/client/react/infer-types', {
          rename: 1,
          renameSimilarity: 0.97,
          slug: 1,
          titleSame: 1,
          textSure: 0.47,
          directory: 1,
        }),
        page('/client/vanilla/infer-types', { linkEdit: 1, linkEditSure: 0.44, slug: 1, titleSame: 1, textSure: 0.23 }),
      ],
      /links to the removed page were changed to \/client\/vanilla/,
    ],
    [
      'a page beside the one that redirects of the folder lead to',
      [page('/guide/wicks/', { rename: 1, renameSimilarity: 1, textSure: 0.9 }), page('/guide/', { ruleTarget: 0.8 })],
      /most redirects of this folder lead to \/guide\//,
    ],
    [
      'a whole file that moved',
      [page('/new/', { rename: 1, renameSimilarity: 1 }), page('/old/', { linkEdit: 0.2, textSure: 0.2 })],
      undefined,
    ],
  ];

describe('what stands behind the first page of a list', () => {
  for (const [what, list, doubt] of seen) {
    it(`${doubt === undefined ? 'leaves no doubt about' : 'makes doubtful'} ${what}`, () => {
      const told = rivalDoubt(list);
      if (doubt === undefined) assert.equal(told, undefined);
      else assert.match(told ?? '', doubt);
    });
  }
});

describe('one kind of evidence', () => {
  const pages = {
    'docs/index.md': '# Home',
    'docs/language/lanterns/windows.md': `# Windows of lanterns\n\n${prose('panes')}`,
    'docs/other/page.md': `# Page\n\n${prose('page')}`,
  };

  it('of a name alone is not enough where nothing is known of the address', async () => {
    // /cpp/windows of MicrosoftDocs/cpp-docs was sent elsewhere than to /cpp/mfc/windows.
    const answer = await first({ pages }, '/harbour/windows');
    assert.equal(answer?.url, '/language/lanterns/windows/');
    assert.equal(answer.confident, false);
  });

  it('of a slip is', async () => {
    const answer = await first({ pages }, '/language/lanterns/windws');
    assert.deepEqual([answer?.url, answer?.confident], ['/language/lanterns/windows/', true]);
  });
});

describe('a short name that differs by letters', () => {
  const pages = {
    'docs/index.md': '# Home',
    'docs/reference/file-system/ChDir.md': `# ChDir\n\n${prose('change')}`,
    'docs/reference/file-system/settings.md': `# Settings\n\n${prose('settings')}`,
  };

  // twinbasic/documentation leads each of these to a page that says it is to be written.
  for (const name of ['MkDir', 'Dir', 'CurDir']) {
    it(`is another one: ${name} for ChDir`, async () => {
      assert.notEqual((await first({ pages }, `/reference/file-system/${name}`))?.confident, true);
    });
  }

  it('is a slip where one letter of many is wrong', async () => {
    const answer = await first({ pages }, '/reference/file-system/setings');
    assert.deepEqual([answer?.url, answer?.confident], ['/reference/file-system/settings/', true]);
  });
});

describe('text that many pages have in common', () => {
  // Community sites lead the page of an author who left to none of the others, though the template is the same.
  const template = prose('subscribe newsletter follow');
  const names = 'anna bert cleo dora emil fritz gerd hanna ida jonas karl lena'.split(' ');
  const shares = (files: readonly string[], asked: string) => {
    const index = textIndex([{ key: urlKey('/authors/maria/' as UrlPath), text: asked, slug: 'maria' }]);
    for (const file of files) index.add(file, `${template}\n\n${prose('wrote')}`);
    return index.contained('/authors/maria');
  };

  it('is no sign of any of them', () => {
    const found = shares(
      names.map((name) => `docs/authors/${name}.md`),
      template,
    );
    assert.deepEqual([...found.values()], []);
  });

  it('is not counted where the rest is compared', () => {
    const index = textIndex([{ key: urlKey('/a' as UrlPath), text: `${template}\n\n${prose('maria')}`, slug: 'a' }]);
    for (const name of names) index.add(`docs/${name}.md`, template);
    index.add('docs/moved.md', prose('maria'));
    assert.deepEqual([...index.contained('/a').keys()], ['docs/moved.md']);
    assert.ok((index.contained('/a').get('docs/moved.md') ?? 0) > 0.95);
  });

  it('is one where they are copies of one page in other versions', () => {
    const found = shares(
      names.map((_, i) => `docs/v${i}/lamps/index.md`),
      template,
    );
    assert.deepEqual(new Set(found.values()), new Set([1]));
  });
});

describe('a name in capitals for a folder with hyphens', () => {
  it('is the first page of the folder', async () => {
    const pages = {
      'docs/index.md': '# Home',
      'docs/api/data-grid/overview.md': `# Overview\n\n${prose('grid')}`,
      'docs/api/data-grid/rows.md': `# Rows\n\n${prose('rows')}`,
      'docs/api/date-picker/overview.md': `# Overview\n\n${prose('picker')}`,
    };
    assert.equal((await first({ pages }, '/api/DataGrid'))?.url, '/api/data-grid/overview/');
    assert.equal((await first({ pages }, '/api/data_grid'))?.url, '/api/data-grid/overview/');
  });
});
