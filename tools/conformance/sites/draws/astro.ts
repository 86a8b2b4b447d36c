import type { Random } from '../../random.ts';
import type { SiteFiles } from '../builder.ts';
import { folderOf, nameOf, type SiteDrawer, sometimes, yamlHead } from './drawer.ts';

/** Options that Astro and what is built on it share. */
export function astroOptions(random: Random): readonly string[] {
  return [
    sometimes(random, 0.5, "site: 'https://example.org'", "site: 'https://example.org/below/'"),
    sometimes(random, 0.3, "base: '/base'", "base: '/base/'", "base: 'base/x'"),
    sometimes(random, 0.4, "trailingSlash: 'always'", "trailingSlash: 'never'"),
    sometimes(random, 0.3, "build: { format: 'file' }", "build: { format: 'preserve' }"),
  ].filter((option) => option !== undefined);
}

/** A name without what a router or a bundler takes for its own. */
export function routableName(random: Random): string {
  return nameOf(random).replace(/[?%'#]/g, '');
}

const idRoutes = {
  'src/pages/[...slug].astro': '{ slug: entry.id }',
  'src/pages/posts/[slug].astro': "{ slug: entry.id.split('/').pop() }",
  'src/pages/posts/[...slug].astro': '{ slug: entry.id }',
  'src/pages/[year]/[...id].astro': '{ year: String(entry.data.year ?? 2020), id: entry.id }',
} as const;

function draw(random: Random): SiteFiles {
  const files: Record<string, string> = {};
  const options = [
    ...astroOptions(random),
    sometimes(random, 0.2, "i18n: { locales: ['en', 'de'], defaultLocale: 'en' }"),
    sometimes(random, 0.2, "srcDir: './app'"),
  ].filter((option) => option !== undefined);
  const source = options.includes("srcDir: './app'") ? 'app/' : 'src/';
  files['astro.config.mjs'] = `export default { ${options.join(', ')} };\n`;
  const within = (path: string) => path.replace(/^src\//, source);
  for (let count = 4 + random.below(8); count > 0; count--) {
    const folder = folderOf(random, ['', '', 'de/', '_parts/', 'docs/']).replace(/[?%'#]/g, '');
    const name = sometimes(random, 0.3, 'index', '_part', '404', 'README', '.dot') ?? routableName(random);
    const ending = random.pick(['.astro', '.astro', '.md', '.html', '.txt']);
    const text =
      ending === '.md' ? `${yamlHead([sometimes(random, 0.3, 'slug: own', 'draft: true')])}# T\n` : '<p>t</p>\n';
    files[`${source}pages/${folder}${name}${ending}`] = text;
  }
  if (random.chance(0.7)) {
    const route = random.pick(Object.keys(idRoutes) as (keyof typeof idRoutes)[]);
    const filter = sometimes(random, 0.3, '({ data }) => !data.draft', '({ id }) => !id.startsWith("guide")');
    files[within(route)] = [
      '---',
      "import { getCollection } from 'astro:content';",
      'export async function getStaticPaths() {',
      `  const entries = await getCollection('blog'${filter === undefined ? '' : `, ${filter}`});`,
      `  return entries.map((entry) => ({ params: ${idRoutes[route]} }));`,
      '}',
      '---',
      '<p>entry</p>',
      '',
    ].join('\n');
    const pattern = random.pick(["'**/*.md'", "'**/[^_]*.md'", "'*.md'", "['**/*.md', '!**/faq.md']"]);
    files[`${source}content.config.ts`] = [
      "import { defineCollection } from 'astro:content';",
      "import { glob } from 'astro/loaders';",
      `export const collections = { blog: defineCollection({ loader: glob({ pattern: ${pattern}, base: './posts' }) }) };`,
      '',
    ].join('\n');
    for (let count = 3 + random.below(6); count > 0; count--) {
      const name = sometimes(random, 0.3, 'index', '_part', 'README', 'Index') ?? routableName(random);
      files[`posts/${folderOf(random, ['', '', '2024/', '_drafts/']).replace(/[?%'#]/g, '')}${name}.md`] = `${yamlHead([
        sometimes(random, 0.3, `slug: own-${count}`, `slug: Deep/Own ${count}`, `slug: /lead-${count}/`),
        sometimes(random, 0.2, 'draft: true', 'draft: false'),
        sometimes(random, 0.4, 'year: 2021'),
      ])}# T\n`;
    }
  }
  return files;
}

export const astro: SiteDrawer = { id: 'astro', draw };
