/**
 * Placeholders that the site's own plugins add to permalinks, by a method of `UrlDrop` that hands on front matter:
 *
 *   class UrlDrop … def number; @obj.data["number"].to_s …
 *
 * https://github.com/jekyll/jekyll/blob/master/lib/jekyll/drops/url_drop.rb
 */
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { type Settings, textsOf } from '../../text/settings.ts';

/** The scripts of the site's plugin folders. */
export function pluginScripts(settings: Settings, root: RepoPath, repo: Repo): readonly RepoPath[] {
  return textsOf(settings.plugins_dir ?? '_plugins').flatMap((folder) => {
    const dir = joinRepo(root, folder);
    return repo.files.filter((file) => dir !== undefined && file.startsWith(`${dir}/`) && file.endsWith('.rb'));
  });
}

/** From the placeholder to the key of the front matter. */
export async function addedPlaceholders(
  scripts: readonly RepoPath[],
  repo: Repo,
): Promise<ReadonlyMap<string, string>> {
  const texts = await Promise.all(scripts.map(async (file) => (await repo.read(file)) ?? ''));
  return new Map(texts.filter((text) => /\bUrlDrop\b/.test(text)).flatMap(placeholdersIn));
}

function placeholdersIn(text: string): readonly (readonly [string, string])[] {
  return [...text.matchAll(/\bdef[ \t]+([a-z_]+)[ \t]*[;\n][ \t]*@obj\.data\[\s*["']([\w-]+)["']\s*\]/g)].map(
    ([, name = '', key = '']) => [name, key],
  );
}
