import type { Random } from '../../random.ts';
import type { SiteFiles } from '../builder.ts';
import { folderOf, nameOf, type SiteDrawer, sometimes } from './drawer.ts';

function draw(random: Random): SiteFiles {
  const config = [
    "project = 'T'",
    sometimes(
      random,
      0.4,
      "exclude_patterns = ['_build', 'docs/*']",
      "exclude_patterns = ['**/faq.rst', 'news']",
      "exclude_patterns = ['**.txt', 'a*']",
    ),
    sometimes(
      random,
      0.3,
      "source_suffix = ['.rst', '.txt']",
      "source_suffix = {'.rst': 'restructuredtext', '.txt': 'restructuredtext'}",
      "source_suffix = '.txt'",
    ),
    sometimes(random, 0.2, "html_extra_path = ['extra']", "html_file_suffix = '.htm'"),
    sometimes(random, 0.2, "include_patterns = ['**']", "include_patterns = ['index.rst', 'index.txt', 'docs/**']"),
    sometimes(random, 0.2, "root_doc = 'index'", 'html_copy_source = False', 'html_use_index = False'),
    sometimes(random, 0.2, "html_additional_pages = {'more': 'page.html'}", "extensions = ['sphinx.ext.viewcode']"),
    '',
  ].filter((line) => line !== undefined);
  const files: Record<string, string> = { 'conf.py': config.join('\n') };
  const main = config.includes("source_suffix = '.txt'") ? 'index.txt' : 'index.rst';
  files[main] = 'Title\n=====\n';
  for (let count = 4 + random.below(12); count > 0; count--) {
    const name = sometimes(random, 0.2, 'index', 'README', '_hidden', '.dot') ?? nameOf(random);
    const path = `${folderOf(random, ['', 'docs/', 'news/', '_private/', 'extra/', '.dot/'])}${name}`;
    files[path + random.pick(['.rst', '.rst', '.rst', '.txt', '.md', '.html', '.RST'])] =
      `${sometimes(random, 0.2, ':orphan:\n', '') ?? ''}\nTitle\n=====\n`;
  }
  return files;
}

export const sphinx: SiteDrawer = { id: 'sphinx', draw };
