import type { Random } from '../../random.ts';
import type { SiteFiles } from '../builder.ts';
import { folderOf, nameOf, type SiteDrawer, sometimes, yamlHead } from './drawer.ts';

function draw(random: Random): SiteFiles {
  const options = [
    'theme: defaultTheme()',
    sometimes(random, 0.4, "base: '/base/'", "base: '/base/x/'"),
    sometimes(
      random,
      0.3,
      "pagePatterns: ['**/*.md', '!.vuepress', '!**/faq.md']",
      "pagePatterns: ['*.md', 'guide/**/*.md']",
    ),
    sometimes(
      random,
      0.3,
      "permalinkPattern: ':year/:month/:slug.html'",
      "permalinkPattern: '/x/:raw'",
      'permalinkPattern: null',
    ),
    sometimes(random, 0.3, "locales: { '/': { lang: 'en-US' }, '/de/': { lang: 'de-DE' } }"),
  ].filter((option) => option !== undefined);
  const files: Record<string, string> = {
    'package.json': '{ "devDependencies": { "vuepress": "2.0.0-rc.20" } }\n',
    'docs/.vuepress/config.js': [
      "import { defaultTheme } from '@vuepress/theme-default';",
      "import { defineUserConfig } from 'vuepress';",
      `export default defineUserConfig({ ${options.join(', ')} });`,
      '',
    ].join('\n'),
  };
  for (let count = 6 + random.below(12); count > 0; count--) {
    const folder = folderOf(random, ['', '', 'guide/', 'de/', '_drafts/', '.dot/']);
    const dated = sometimes(random, 0.15, '2024-03-05-', '2023-1-2-', '2023-12-');
    const name = sometimes(random, 0.3, 'index', 'README', 'readme', 'Index', '_part', '404') ?? nameOf(random);
    files[`docs/${folder}${dated ?? ''}${name}${random.pick(['.md', '.md', '.md', '.markdown', '.html'])}`] =
      `${yamlHead([
        sometimes(random, 0.2, 'title: T'),
        sometimes(
          random,
          0.15,
          `permalink: /own-${count}/`,
          `permalink: own ${count}`,
          `permalink: /own${count}.html`,
          'permalink: null',
        ),
        sometimes(
          random,
          0.15,
          'permalinkPattern: :slug/',
          'permalinkPattern: /:year/:day/:raw.html',
          'permalinkPattern: null',
        ),
        sometimes(random, 0.2, 'date: 2022-02-03', "date: '2021-12-31 23:30'", 'slug: other', 'draft: true'),
      ])}# T\n`;
  }
  return files;
}

export const vuepress: SiteDrawer = { id: 'vuepress', draw };
