import type { Random } from '../../random.ts';
import type { SiteFiles } from '../builder.ts';
import { folderOf, nameOf, type SiteDrawer, sometimes, yamlHead } from './drawer.ts';

const marked = '<!--from {{ page.path }}-->\n';

function configuration(random: Random): string {
  const lines: string[] = ['timezone: UTC'];
  const add = (probability: number, ...choices: readonly string[]) => {
    const line = sometimes(random, probability, ...choices);
    if (line !== undefined) lines.push(line);
  };
  add(
    0.6,
    'permalink: pretty',
    'permalink: none',
    'permalink: date',
    'permalink: ordinal',
    'permalink: weekdate',
    'permalink: /:categories/:title/',
    'permalink: /:year/:i_month/:i_day/:title.html',
    'permalink: /:collection/:path',
    'permalink: /blog/:slug/',
    'permalink: /:short_year/:short_month/:title:output_ext',
    'permalink: /:slugified_categories/:y_day/:title',
    'permalink: /:categories/:hour:minute/:slug/',
    'permalink: /:short_day/:long_month/:w_year-:week/:title.html',
  );
  add(0.15, 'markdown_ext: "markdown,mkd,md,txt"');
  add(0.2, 'exclude: [faq.md, docs/]', 'exclude: ["*.txt", "n*"]');
  add(0.2, 'include: [_pages, .well-known]', 'include: ["_extra"]');
  add(0.1, 'future: true', 'show_drafts: true', 'unpublished: true');
  add(0.1, 'keep_files: [x]', 'source: .');
  add(
    0.4,
    'collections:\n  docs:\n    output: true',
    'collections:\n  docs:\n    output: true\n    permalink: /d/:path/\n  team:\n    output: false',
    'collections:\n  docs:\n    output: true\n    permalink: /:collection/:name\n  posts:\n    permalink: /p/:title/',
    'collections: [docs, team]',
    'collections:\n  docs:\n    output: true\n    permalink: pretty\n  team:\n    output: true\n    permalink: /:year/:title/',
    'collections:\n  docs:\n    output: true\n    permalink: /:categories/:title:output_ext\n    future: true',
    'collections_dir: coll\ncollections:\n  docs:\n    output: true',
  );
  add(
    0.35,
    'defaults:\n  - scope: {path: ""}\n    values: {category: def}',
    'defaults:\n  - scope: {path: "", type: posts}\n    values: {permalink: "/def/:title/"}',
    'defaults:\n  - scope: {path: "news"}\n    values: {permalink: "/n/:basename:output_ext"}\n  - scope: {path: "", type: pages}\n    values: {published: true}',
    'defaults:\n  - scope: {path: "", type: docs}\n    values: {permalink: "/by-default/:title/", published: true}\n  - scope: {path: "_docs/guide", type: docs}\n    values: {permalink: /:collection/g/:name}',
    'defaults:\n  - scope: {path: "_posts"}\n    values: {published: false}\n  - scope: {path: "_posts/guide"}\n    values: {published: true, categories: [scoped]}',
    'defaults:\n  - scope: {path: "", type: drafts}\n    values: {permalink: /draft/:title}\n  - scope: {path: "_team", type: team}\n    values: {permalink: /people/:title/}',
    'defaults:\n  - scope: {path: "docs/*.md"}\n    values: {permalink: /dd/:title}',
  );
  return `${lines.join('\n')}\n`;
}

function head(random: Random): string {
  return yamlHead([
    sometimes(random, 0.6, 'title: Some Title', 'title: "A: B & C"', 'title: 2024'),
    sometimes(random, 0.25, 'date: 2023-04-05', 'date: 2023-12-31 23:30:00 -0500', 'date: 2099-01-01'),
    sometimes(
      random,
      0.25,
      'permalink: /own/',
      'permalink: own.html',
      'permalink: /own/:title',
      'permalink: pretty',
      'permalink: /Own Page/x',
      'permalink: ""',
      'permalink:',
    ),
    sometimes(random, 0.15, 'slug: own-slug', 'slug: Own Slug', 'slug: été'),
    sometimes(random, 0.25, 'category: news', 'categories: [a, "B C"]', 'categories: x y', 'category: "Größe & Co"'),
    sometimes(random, 0.15, 'tags: [x, "Y Z"]'),
    sometimes(random, 0.07, 'published: false', 'published: true'),
    sometimes(random, 0.05, 'ext: .txt', 'layout: null'),
  ]);
}

function draw(random: Random): SiteFiles {
  const tops = [
    '',
    '',
    '_posts/',
    '_posts/',
    'news/_posts/',
    'Big News/deep/_posts/',
    'docs/',
    '_docs/',
    '_team/',
    '_drafts/',
    '_pages/',
    'coll/_docs/',
    'coll/_posts/',
  ];
  const files: Record<string, string> = { '_config.yml': configuration(random), Gemfile: 'gem "jekyll"\n' };
  for (let count = 8 + random.below(14); count > 0; count--) {
    const top = random.pick(tops);
    const folder = random.chance(0.5) ? top : folderOf(random, [top]);
    const dated = folder.includes('_posts/') && random.chance(0.9);
    const day = random.pick(['2023-04-05-', '2020-1-2-', '2021-12-31-', '2099-01-01-']);
    const name = (dated ? day : '') + (sometimes(random, 0.2, 'index', 'README', '404') ?? nameOf(random));
    const ending = random.pick(['.md', '.md', '.md', '.markdown', '.html', '.txt', '.htm', '.xml']);
    // Below a folder of collections Jekyll names a document without that folder.
    const body = folder.startsWith('coll/') ? '' : marked;
    files[`${folder}${name}${ending}`] = random.chance(0.9) ? head(random) + body : 'No front matter.\n';
  }
  return files;
}

export const jekyll: SiteDrawer = { id: 'jekyll', draw };
