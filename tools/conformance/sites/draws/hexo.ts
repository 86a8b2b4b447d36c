import type { Random } from '../../random.ts';
import type { SiteFiles } from '../builder.ts';
import { folderOf, nameOf, type SiteDrawer, sometimes, yamlHead } from './drawer.ts';

const packages = [
  'generator-archive',
  'generator-category',
  'generator-index',
  'generator-tag',
  'renderer-ejs',
  'renderer-marked',
];
const dependencies = Object.fromEntries([['hexo', '8'], ...packages.map((name) => [`hexo-${name}`, '*'])]);
const manifest = JSON.stringify({ hexo: { version: '8.1.2' }, dependencies });

function configuration(random: Random): string {
  return [
    'title: T',
    sometimes(random, 0.8, 'url: https://example.org', 'url: https://example.org/base') ?? '',
    sometimes(random, 0.2, 'root: /base/') ?? '',
    sometimes(
      random,
      0.7,
      'permalink: :year/:month/:day/:title/',
      'permalink: :title.html',
      'permalink: posts/:category/:name',
      'permalink: :year/:i_month/:post_title/',
      'permalink: p/:second/:title/',
      'permalink: /:name/',
    ) ?? '',
    sometimes(random, 0.3, 'pretty_urls:\n  trailing_index: false', 'pretty_urls:\n  trailing_html: false') ?? '',
    sometimes(random, 0.4, 'new_post_name: :year-:month-:day-:title.md', 'new_post_name: :title.md') ?? '',
    sometimes(random, 0.3, 'filename_case: 1', 'filename_case: 2') ?? '',
    sometimes(random, 0.3, 'render_drafts: true', 'future: false', 'post_asset_folder: true') ?? '',
    sometimes(random, 0.3, 'skip_render: faq.html', 'skip_render: "docs/**"', 'skip_render: ["*.txt", "news/*"]') ?? '',
    sometimes(random, 0.3, 'exclude: ["**/about.md"]', 'ignore: ["**/docs/*"]', 'include: ["_extra/*"]') ?? '',
    sometimes(random, 0.3, 'default_category: other', 'category_map:\n  "A B": ab', 'tag_map:\n  x: ecks') ?? '',
    sometimes(random, 0.2, 'tag_dir: t', 'category_dir: c', 'archive_dir: all') ?? '',
    sometimes(random, 0.2, 'source_dir: content') ?? '',
    sometimes(random, 0.2, 'timezone: UTC', 'timezone: Asia/Tokyo') ?? '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function draw(random: Random): SiteFiles {
  const config = configuration(random);
  const source = config.includes('source_dir: content') ? 'content' : 'source';
  const files: Record<string, string> = { '_config.yml': `${config}\n`, 'package.json': manifest };
  const tops = ['', '', '_posts/', '_posts/', '_posts/', '_drafts/', 'docs/', '_extra/'].map(
    (top) => `${source}/${top}`,
  );
  for (let count = 6 + random.below(12); count > 0; count--) {
    const dated = random.chance(0.2) ? random.pick(['2023-04-05-', '2021-12-31-']) : '';
    const page = sometimes(random, 0.2, 'index', 'README', '404') ?? nameOf(random);
    const ending = random.pick(['.md', '.md', '.md', '.markdown', '.html', '.txt', '.htm']);
    // What a link cuts off or decodes is another matter, and a post without a date is one of the day of the build.
    const path = (folderOf(random, tops) + dated + page + ending).replace(/[?%]/g, '');
    files[path] =
      random.chance(0.92) || /_(?:posts|drafts)\//.test(path)
        ? yamlHead([
            sometimes(random, 0.6, 'title: Some Title', 'title: "A: B & C"', 'title: 2024'),
            `date: ${random.pick(['2023-04-05 10:00:00', '2022-12-31 23:30:00', '2021-01-01'])}`,
            sometimes(random, 0.2, 'permalink: own/', 'permalink: /own/page.html', 'permalink: own/x'),
            sometimes(random, 0.15, 'slug: own-slug', 'slug: Own Slug'),
            sometimes(
              random,
              0.4,
              'categories: [A B, C]',
              'categories: news',
              'category: News',
              'categories:\n  - [a, b]\n  - [c]',
            ),
            sometimes(random, 0.3, 'tags: [x, "Y Z"]', 'tags: x'),
            sometimes(random, 0.07, 'published: false', 'layout: false', 'layout: page'),
          ])
        : 'No front matter.\n';
  }
  return files;
}

export const hexo: SiteDrawer = { id: 'hexo', draw };
