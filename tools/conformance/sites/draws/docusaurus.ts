import type { Random } from '../../random.ts';
import type { SiteFiles } from '../builder.ts';
import { folderOf, nameOf, type SiteDrawer, sometimes, yamlHead } from './drawer.ts';

function configuration(random: Random): string {
  const docs = [
    sometimes(random, 0.3, "routeBasePath: '/'", "routeBasePath: 'manual'"),
    sometimes(random, 0.2, 'numberPrefixParser: false'),
    sometimes(random, 0.2, "exclude: ['**/faq.md', 'news/**']", "include: ['**/*.md']"),
  ].filter((option) => option !== undefined);
  const blog = [
    sometimes(random, 0.3, "routeBasePath: 'news'"),
    sometimes(random, 0.3, 'postsPerPage: 1', "archiveBasePath: 'all'", "tagsBasePath: 'labels'"),
  ].filter((option) => option !== undefined);
  const top = [
    "title: 'T'",
    "url: 'https://example.org'",
    `baseUrl: '${random.pick(['/', '/base/'])}'`,
    "onBrokenLinks: 'ignore'",
    "onDuplicateRoutes: 'ignore'",
    sometimes(random, 0.4, 'trailingSlash: true', 'trailingSlash: false'),
    sometimes(random, 0.2, "i18n: { defaultLocale: 'en', locales: ['en', 'de'] }"),
  ].filter((option) => option !== undefined);
  const preset = `['classic', { docs: { ${docs.join(', ')} }, blog: ${random.chance(0.8) ? `{ ${blog.join(', ')} }` : 'false'} }]`;
  return `export default { ${top.join(', ')}, presets: [${preset}] };\n`;
}

function draw(random: Random): SiteFiles {
  const files: Record<string, string> = {
    'docusaurus.config.js': configuration(random),
    'docs/intro0.md': '# Intro\n',
  };
  const clean = (text: string) => text.replace(/[?%]/g, '');
  for (let count = 5 + random.below(12); count > 0; count--) {
    const kind = random.pick(['docs', 'docs', 'docs', 'blog', 'src/pages']);
    const folder = clean(folderOf(random, [`${kind}/`, `${kind}/`, `${kind}/news/`, `${kind}/01-first/`]));
    const dated =
      kind === 'blog'
        ? random.pick(['2023-04-05-', '2021-12-31-', '2021/12/30-', ''])
        : (sometimes(random, 0.2, '01-', '2.', '003 - ') ?? '');
    const name = sometimes(random, 0.3, 'index', 'README', '_part', 'Index') ?? clean(nameOf(random));
    files[`${folder}${dated}${name}${random.pick(['.md', '.md', '.mdx'])}`] = `${yamlHead([
      sometimes(random, 0.4, 'title: T'),
      sometimes(random, 0.25, `slug: own${count}`, `slug: /abs/own${count}/`, `slug: ./rel${count}`),
      kind === 'docs' && sometimes(random, 0.15, `id: other${count}`),
      sometimes(random, 0.1, 'draft: true', 'unlisted: true'),
      kind === 'blog' && sometimes(random, 0.4, 'date: 2022-02-02', 'tags: [x, "Y Z"]'),
    ])}# Heading\n\ntext\n`;
  }
  return files;
}

export const docusaurus: SiteDrawer = { id: 'docusaurus', draw };
