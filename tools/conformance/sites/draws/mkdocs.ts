import type { Random } from '../../random.ts';
import type { SiteFiles } from '../builder.ts';
import { folderOf, nameOf, type SiteDrawer, sometimes, yamlHead } from './drawer.ts';

function configuration(random: Random, docs: string): string {
  const lines = ['site_name: T', docs === 'docs' ? undefined : `docs_dir: ${docs}`];
  lines.push(sometimes(random, 0.5, 'use_directory_urls: false', 'use_directory_urls: true'));
  lines.push(sometimes(random, 0.4, 'site_url: https://example.org/', 'site_url: https://example.org/base/x/'));
  lines.push(sometimes(random, 0.2, 'plugins: []', 'plugins:\n  - search'));
  lines.push(sometimes(random, 0.2, 'extra_css: [a.css]', 'theme: readthedocs'));
  return `${lines.filter(Boolean).join('\n')}\n`;
}

function draw(random: Random): SiteFiles {
  const docs = random.pick(['docs', 'docs', 'manual/en']);
  const files: Record<string, string> = { 'mkdocs.yml': configuration(random, docs) };
  for (let count = 5 + random.below(14); count > 0; count--) {
    const name = sometimes(random, 0.35, 'index', 'README', 'Index', 'readme', '404', '.hidden') ?? nameOf(random);
    const folder = folderOf(random, [`${docs}/`, `${docs}/`, `${docs}/api/`, `${docs}/.dot/`, `${docs}/_private/`]);
    const ending = random.pick(['.md', '.md', '.md', '.md', '.markdown', '.mkd', '.html', '.txt', '.htm', '.MD']);
    files[folder + name + ending] =
      `${yamlHead([sometimes(random, 0.3, 'title: X', 'slug: y', 'template: main.html')])}# Heading\n`;
  }
  return files;
}

export const mkdocs: SiteDrawer = { id: 'mkdocs', draw };
