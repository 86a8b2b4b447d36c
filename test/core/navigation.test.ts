import assert from 'node:assert/strict';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

/** The files that a site's navigation shows, the first one first. */
async function shown(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const repo = memoryRepo(files);
  const [detected] = await detectSites(repo);
  assert.ok(detected);
  const { permalinks } = await openSite(detected, repo, { now: '2026-01-01T00:00:00Z' });
  const places = (await permalinks.places?.()) ?? new Map<string, number>();
  return [...places].sort(([, one], [, other]) => one - other).map(([file]) => file);
}

const page = (name: string) => `# ${name}\n`;

/** The forms of navigation as the documentation of each program has them. */
const forms: readonly (readonly [
  program: string,
  files: Readonly<Record<string, string>>,
  order: readonly string[],
])[] = [
  [
    // https://mintlify.com/docs/organize/navigation
    'Mintlify',
    {
      'docs.json':
        '{"$schema": "https://mintlify.com/docs.json", "name": "A", "navigation": {"tabs": [{"tab": "Guide", "groups": [{"group": "Oil", "pages": ["oil/press", {"group": "More", "pages": ["oil/deep/sieve"]}, "GET /lamps", "oil/gone"]}]}, {"tab": "Else", "pages": ["index", "oil/press"]}]}}',
      'index.mdx': page('Home'),
      'oil/about.mdx': page('About'),
      'oil/press.mdx': page('Press'),
      'oil/deep/sieve.md': page('Sieve'),
    },
    ['oil/press.mdx', 'oil/deep/sieve.md', 'index.mdx'],
  ],
  [
    // https://www.mkdocs.org/user-guide/configuration/#nav
    'MkDocs',
    {
      'mkdocs.yml':
        'site_name: A\nnav:\n  - Home: index.md\n  - Oil:\n      - oil/wells.md\n      - Presses: oil/press.md\n  - Else: https://example.org/\n',
      'docs/index.md': page('Home'),
      'docs/oil/press.md': page('Press'),
      'docs/oil/wells.md': page('Wells'),
      'docs/oil/about.md': page('About'),
    },
    ['docs/index.md', 'docs/oil/wells.md', 'docs/oil/press.md'],
  ],
  [
    // https://gitbook.com/docs/getting-started/git-sync/content-configuration#summary
    'GitBook',
    {
      '.gitbook.yaml': 'root: ./\n',
      'README.md': page('Home'),
      'SUMMARY.md': '# Table of contents\n\n* [Home](README.md)\n* [Wells](oil/wells.md)\n  * [Press](oil/press.md)\n',
      'oil/press.md': page('Press'),
      'oil/wells.md': page('Wells'),
    },
    ['README.md', 'oil/wells.md', 'oil/press.md'],
  ],
  [
    // https://honkit.netlify.app/pages.html
    'HonKit',
    {
      'book.json': '{}',
      'package.json': '{"devDependencies": {"honkit": "5"}}',
      'README.md': page('Home'),
      'SUMMARY.md': '# Summary\n\n* [Wells](oil/wells.md)\n* [Press](oil/press.md)\n',
      'oil/press.md': page('Press'),
      'oil/wells.md': page('Wells'),
    },
    ['oil/wells.md', 'oil/press.md'],
  ],
  [
    // https://rust-lang.github.io/mdBook/format/summary.html
    'mdBook',
    {
      'book.toml': '[book]\ntitle = "A"\n',
      'src/SUMMARY.md': '# Summary\n\n- [Wells](oil/wells.md)\n    - [Press](oil/press.md)\n',
      'src/oil/press.md': page('Press'),
      'src/oil/wells.md': page('Wells'),
    },
    ['src/oil/wells.md', 'src/oil/press.md'],
  ],
  [
    // https://www.fumadocs.dev/docs/page-conventions#meta
    'Fumadocs',
    {
      'package.json': '{"dependencies": {"next": "15", "fumadocs-mdx": "11"}}',
      'app/docs/[[...slug]]/page.tsx': 'export default function Page() {}',
      'content/docs/meta.json':
        '{"pages": ["---Begin---", "index", "...oil", "[Text](https://example.org/)", "!left", "../x", "more", "..."]}',
      'content/docs/index.mdx': page('Home'),
      'content/docs/left.mdx': page('Left'),
      'content/docs/more/index.mdx': page('More'),
      'content/docs/oil/meta.json': '{"title": "Oil", "pages": ["wells", "press"]}',
      'content/docs/oil/press.mdx': page('Press'),
      'content/docs/oil/wells.mdx': page('Wells'),
      'content/x.mdx': page('X'),
    },
    [
      'content/docs/index.mdx',
      'content/docs/oil/wells.mdx',
      'content/docs/oil/press.mdx',
      'content/docs/more/index.mdx',
    ],
  ],
  [
    // https://nextra.site/docs/file-conventions/meta-file
    'Nextra',
    {
      'package.json': '{"dependencies": {"next": "14", "nextra": "2"}}',
      'pages/_meta.json': '{"index": "Home", "oil": {"title": "Oil"}}',
      'pages/index.mdx': page('Home'),
      'pages/oil/_meta.json': '{"wells": "Wells", "press": "Press"}',
      'pages/oil/press.mdx': page('Press'),
      'pages/oil/wells.mdx': page('Wells'),
    },
    ['pages/index.mdx', 'pages/oil/wells.mdx', 'pages/oil/press.mdx'],
  ],
];

describe('The navigation of a site', () => {
  for (const [program, files, order] of forms) {
    it(`tells the places of its pages: ${program}`, async () => {
      assert.deepEqual(await shown(files), order);
    });
  }

  it('ends where folders name each other, or what is not there', async () => {
    const files = {
      'package.json': '{"dependencies": {"next": "15", "fumadocs-mdx": "11"}}',
      'app/docs/[[...slug]]/page.tsx': 'export default function Page() {}',
      'content/docs/meta.json': '{"pages": [".", "oil", "oil/../oil", 7, null, "none"]}',
      'content/docs/oil/meta.json': '{"pages": "all"}',
      'content/docs/oil/press.mdx': page('Press'),
    };
    assert.deepEqual(await shown(files), []);
  });
});
