import type { Random } from '../../random.ts';
import type { SiteFiles } from '../builder.ts';
import { folderOf, nameOf, type SiteDrawer, sometimes, yamlHead } from './drawer.ts';

function draw(random: Random): SiteFiles {
  const options = [
    sometimes(random, 0.4, 'cleanUrls: true', 'cleanUrls: false'),
    sometimes(random, 0.3, "base: '/base/'", "base: '/base/x/'"),
    sometimes(random, 0.3, "srcDir: 'src'"),
    sometimes(random, 0.3, "srcExclude: ['**/README.md']", "srcExclude: ['news/**', 'faq.md']"),
    sometimes(
      random,
      0.4,
      "rewrites: { 'guide/:page.md': 'g/:page.md' }",
      "rewrites: { 'pkg/:name/docs/:rest*': ':name/:rest*' }",
      "rewrites: (id) => id.replace(/^docs\\//, 'd/')",
      "rewrites: { 'news.md': 'latest/index.md', ':lang/intro.md': 'intro/:lang.md' }",
    ),
    sometimes(random, 0.2, "locales: { root: { label: 'E', lang: 'en' }, de: { label: 'D', lang: 'de' } }"),
    'ignoreDeadLinks: true',
  ].filter((option) => option !== undefined);
  const source = options.some((option) => option.startsWith('srcDir')) ? 'docs/src/' : 'docs/';
  const files: Record<string, string> = { 'docs/.vitepress/config.mjs': `export default { ${options.join(', ')} };\n` };
  for (let count = 5 + random.below(12); count > 0; count--) {
    const name =
      sometimes(random, 0.3, 'index', 'README', 'Index', '404', '_part') ?? nameOf(random).replace(/[?%]/g, '');
    const folder = folderOf(random, ['', '', 'guide/', 'docs/', 'de/', 'pkg/a/docs/', '_drafts/', '.dot/']).replace(
      /[?%]/g,
      '',
    );
    files[source + folder + name + random.pick(['.md', '.md', '.md', '.md', '.markdown', '.txt'])] = `${yamlHead([
      sometimes(random, 0.3, 'title: T'),
      sometimes(random, 0.1, 'permalink: /own/', 'layout: home', 'draft: true'),
    ])}# T\n`;
  }
  if (random.chance(0.4)) files[`${source}public/robots.txt`] = 'r\n';
  return files;
}

export const vitepress: SiteDrawer = { id: 'vitepress', draw };
