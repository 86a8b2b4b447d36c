/**
 * Languages that a script builds one by one from folders side by side, `docs/en/docs` and `docs/de/docs`, where the
 * theme's list of languages names their addresses: `extra.alternate` with the link `/de/`.
 * https://squidfunk.github.io/mkdocs-material/setup/changing-the-language/#site-language-selector
 */
import { below, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { siteAddress } from '../shared/siteAddress.ts';
import { isMarkdown } from './addresses.ts';
import type { DocsMounts } from './mounts.ts';
import { type MkdocsSettings, readSettings } from './settings.ts';

/** A folder that has a configuration with an address of its own is a site of its own. */
export async function siblingLanguages(settings: MkdocsSettings, repo: Repo): Promise<DocsMounts> {
  const { docsDir, file } = settings;
  const mounts: DocsMounts['mounts'][number][] = [];
  const included: RepoPath[] = [];
  for (const language of docsDir === undefined ? [] : languagesOf(settings)) {
    const folder = siblingOf(docsDir ?? '', file, language, repo);
    if (folder === undefined) continue;
    const config = joinRepo(folderOf(folderOf(file)), language, fileName(file));
    if (config !== undefined && repo.has(config)) {
      const own = await readSettings(config, repo);
      if (own.address !== undefined && own.address.file === config) continue;
      included.push(config);
    }
    mounts.push({ folder, prefix: `${language}/`, language });
  }
  const names = mounts.map(({ language }) => language);
  const message = `The languages ${names.join(', ')} are read from the folders beside ${docsDir}, at the addresses of extra.alternate. Pages that a script or hook adds to them, such as those not translated yet, are not known here.`;
  return { mounts, included, notes: names.length > 0 ? [{ file, message }] : [] };
}

/** One folder right below the site each. */
function languagesOf({ alternates, address }: MkdocsSettings): readonly string[] {
  const base = siteAddress(address?.url ?? '').basePath;
  return alternates.flatMap((link) => {
    const path = siteAddress(link.replace(/^\.?(?=\/)/, ''), 'address').basePath;
    const inside = path.startsWith(base) ? path.slice(base.length) : path.slice(1);
    return /^[\w-]+\/$/.test(inside) ? [inside.slice(0, -1)] : [];
  });
}

/** `docs/de/docs` for `docs/en/mkdocs.yml`, or `docs/de` for `docs/en`. */
function siblingOf(docsDir: string, config: RepoPath, language: string, { files }: Repo): RepoPath | undefined {
  const inside = below(docsDir, folderOf(config));
  const beside = inside === undefined ? undefined : joinRepo(folderOf(folderOf(config)), language, inside);
  const places = folderOf(config) === '' ? [] : [beside];
  const named = [...places, docsDir === 'docs' ? undefined : joinRepo(folderOf(docsDir), language)];
  return named.find(
    (place): place is RepoPath =>
      place !== undefined &&
      place !== docsDir &&
      files.some((file) => below(file, place) !== undefined && isMarkdown(file)),
  );
}
