import type { Random } from '../../random.ts';
import type { SiteFiles } from '../builder.ts';
import { folderOf, nameOf, type SiteDrawer, sometimes, yamlHead } from './drawer.ts';

const marked = '<!--from {{ page.inputPath }}-->\n';

function configuration(random: Random, input: string): string {
  const dir = [
    `input: '${input}'`,
    sometimes(random, 0.3, "data: '_data'", "includes: '_parts'"),
    sometimes(random, 0.3, "layouts: '_layouts'"),
  ];
  const options = [
    `dir: { ${dir.filter(Boolean).join(', ')} }`,
    sometimes(
      random,
      0.3,
      "pathPrefix: '/base/'",
      "templateFormats: ['md', 'html']",
      "templateFormats: ['md', 'njk', 'html', 'txt']",
    ),
    sometimes(random, 0.2, "htmlTemplateEngine: 'njk'", "markdownTemplateEngine: 'njk'"),
  ].filter(Boolean);
  const calls = [
    sometimes(
      random,
      0.35,
      `addPassthroughCopy('${input}/install')`,
      `addPassthroughCopy({ '${input}/faq': 'files' })`,
      `addPassthroughCopy('${input}/**/*.txt')`,
    ),
    sometimes(random, 0.2, `ignores.add('${input}/docs/**')`, `ignores.add('**/README.md')`),
    sometimes(random, 0.2, "addGlobalData('permalink', '/g/{{ page.fileSlug }}/')", "addGlobalData('draft', true)"),
    sometimes(random, 0.1, "setTemplateFormats('md,njk')", "setTemplateFormats(['html', 'md'])"),
  ].filter(Boolean);
  const body = calls.map((call) => `  config.${call};\n`).join('');
  return `module.exports = (config) => {\n${body}  return { ${options.join(', ')} };\n};\n`;
}

function paginated(random: Random): string {
  return random.pick([
    'pagination: { data: list, size: 1 }\nlist: [x, y, z]\npermalink: "/p/{{ pagination.pageNumber }}-{{ page.fileSlug }}/"',
    'pagination: { data: list, size: 2, alias: item }\nlist: [x, y, z]',
  ]);
}

function address(random: Random, own: string): string | undefined {
  return sometimes(
    random,
    0.4,
    `permalink: /${own}/`,
    `permalink: ${own}.html`,
    `permalink: /${own}/{{ page.fileSlug }}/`,
    'permalink: false',
    `permalink: "/${own}-{{ title | slugify }}/index.html"`,
    'permalink: "/{{ page.filePathStem }}.html"',
    `permalink: /a b/${own}.txt`,
  );
}

/** `own` is a name that no other page has, as Eleventy builds no site where two pages have one address. */
function head(random: Random, own: string): string {
  return yamlHead([
    sometimes(random, 0.5, 'title: Some Title', 'title: "A: B"'),
    sometimes(random, 0.3, 'date: 2023-04-05', 'date: "2021-12-31T23:30:00-05:00"'),
    random.chance(0.15) ? paginated(random) : address(random, own),
    sometimes(random, 0.2, 'tags: post', 'tags: [a, b]', 'eleventyExcludeFromCollections: true'),
  ]);
}

function draw(random: Random): SiteFiles {
  const input = random.pick(['src', 'src', 'content/en']);
  const name = random.pick(['.eleventy.js', 'eleventy.config.js', 'eleventy.config.cjs']);
  const files: Record<string, string> = {
    [name]: configuration(random, input),
    'package.json': '{ "dependencies": { "@11ty/eleventy": "^3.1.2" } }',
  };
  for (let count = 6 + random.below(14); count > 0; count--) {
    // A folder that is called as a template is copied as one.
    const folder = folderOf(random, [
      `${input}/`,
      `${input}/`,
      `${input}/posts/`,
      `${input}/docs/`,
      `${input}/_drafts/`,
    ]).replaceAll('page.html/', 'page/');
    const page = sometimes(random, 0.25, 'index', 'README', '404') ?? nameOf(random).replace(/[%']/g, '');
    const ending = random.pick(['.md', '.md', '.md', '.html', '.njk', '.liquid', '.txt', '.11ty.js', '.html.njk']);
    if (ending === '.11ty.js')
      files[folder + page + ending] =
        `module.exports = class { data() { return { permalink: '/js/${count}/' }; } render() { return 'x'; } };\n`;
    else files[folder + page + ending] = head(random, `own${count}`) + marked;
  }
  if (random.chance(0.4))
    files[`${input}/posts/posts.json`] = random.pick([
      '{ "permalink": "/blog/{{ page.fileSlug }}/" }',
      '{ "tags": "post" }',
      '{ "permalink": false }',
    ]);
  if (random.chance(0.2))
    files[`${input}/docs/docs.11tydata.js`] = random.pick([
      "module.exports = { permalink: '/d/{{ page.fileSlug }}.html' };\n",
      "module.exports = { permalink: (data) => '/f/' + data.page.fileSlug + '/' };\n",
    ]);
  if (random.chance(0.2)) files['.eleventyignore'] = `${input}/_drafts\n`;
  return files;
}

export const eleventy: SiteDrawer = { id: 'eleventy', draw };
