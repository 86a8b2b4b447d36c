import type { Random } from '../../random.ts';
import type { SiteFiles } from '../builder.ts';
import { astroOptions, routableName } from './astro.ts';
import { folderOf, type SiteDrawer, sometimes, yamlHead } from './drawer.ts';

function draw(random: Random): SiteFiles {
  const locales = sometimes(
    random,
    0.4,
    "locales: { root: { label: 'E', lang: 'en' }, de: { label: 'D' } }",
    "locales: { en: { label: 'E' }, de: { label: 'D' } }, defaultLocale: 'en'",
    "locales: { de: { label: 'D', lang: 'de' } }, defaultLocale: 'de'",
  );
  const own = ["title: 'T'", locales, sometimes(random, 0.2, 'disable404Route: true', 'pagefind: false')];
  const options = [...astroOptions(random), `integrations: [starlight({ ${own.filter(Boolean).join(', ')} })]`];
  const files: Record<string, string> = {
    'astro.config.mjs': `import starlight from '@astrojs/starlight';\nexport default { ${options.join(', ')} };\n`,
    'src/content.config.ts': [
      "import { docsLoader } from '@astrojs/starlight/loaders';",
      "import { docsSchema } from '@astrojs/starlight/schema';",
      "import { defineCollection } from 'astro:content';",
      'export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };',
      '',
    ].join('\n'),
  };
  for (let count = 5 + random.below(12); count > 0; count--) {
    const folder = folderOf(random, ['', '', 'de/', 'en/', 'guide/', '_parts/']).replace(/[?%'#]/g, '');
    const name = sometimes(random, 0.3, 'index', '_part', '404', 'README', 'Index') ?? routableName(random);
    files[`src/content/docs/${folder}${name}${random.pick(['.md', '.md', '.mdx', '.markdown', '.txt'])}`] = `${yamlHead(
      [
        'title: T',
        sometimes(
          random,
          0.25,
          `slug: own-${count}`,
          `slug: Deep/Own${count}`,
          `slug: de/own${count}`,
          `slug: end${count}/`,
        ),
        sometimes(random, 0.1, 'draft: true', 'pagefind: false'),
      ],
    )}text\n`;
  }
  if (random.chance(0.3)) files['src/pages/guide.astro'] = '<p>own</p>\n';
  if (random.chance(0.3))
    files['src/pages/de/[...path].astro'] =
      "---\nexport const getStaticPaths = () => [{ params: { path: 'made' } }];\n---\n<p>own</p>\n";
  return files;
}

export const starlight: SiteDrawer = { id: 'starlight', generator: 'astro', draw };
