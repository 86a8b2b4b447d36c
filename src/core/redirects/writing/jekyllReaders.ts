/**
 * Whether anything reads the redirects that pages of Jekyll have in front matter: jekyll-redirect-from does where it is
 * switched on, in the configuration or in a group of the Gemfile. https://jekyllrb.com/docs/plugins/installation/
 */
import { itemsAt, textAt } from '../../data/data.ts';
import { yamlData } from '../../data/yamlData.ts';
import type { RepoPath } from '../../paths.ts';
import type { RedirectContext } from '../format.ts';

/** Themes of GitHub Pages, which bring no plugins along as others may. */
const plainTheme = /^[ \t]*theme\s*:\s*["']?(?:minima|jekyll-theme-(?!chirpy)[a-z-]+)?["']?[ \t]*$/m;

/** The plugin, a theme that may bring it, a plugin or a template of the site. */
export async function isReadByJekyll({ repo }: RedirectContext): Promise<boolean> {
  let isConfigured = false;
  for (const file of repo.files) {
    const isConfig = isConfiguration(file);
    const isGems = /(?:^|\/)Gemfile$/.test(file);
    if (!isConfig && !isGems && !/(?:^|\/)(?:_plugins|_layouts|_includes)\//.test(file)) continue;
    isConfigured ||= isConfig;
    const written = (await repo.read(file)) ?? '';
    // A plugin that a comment names is switched off.
    const text = isConfig || isGems ? written.replace(/(?:^|[ \t])#.*$/gm, '') : written;
    const theme = isConfig && /^[ \t]*theme\s*:/m.test(text) && !plainTheme.test(text);
    if (theme || (isConfig || isGems ? /redirect[-_]from/ : /redirect[-_](?:from|to)\b/).test(text)) return true;
  }
  // A configuration elsewhere may switch it on.
  return !isConfigured;
}

/** The folders whose names begin with `_` and which the configuration includes: their files are pages, not documents. */
export async function includedFolders({ repo }: RedirectContext): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const file of repo.files.filter(isConfiguration)) {
    const include = itemsAt(yamlData((await repo.read(file)) ?? ''), 'include');
    for (const item of include) names.add((textAt(item) ?? '').replace(/^\/|\/$/g, ''));
  }
  return names;
}

function isConfiguration(file: RepoPath): boolean {
  return /(?:^|\/)_config[^/]*\.ya?ml$/.test(file);
}
