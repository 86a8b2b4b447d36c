/**
 * The folders a site takes its sources from: its docs folder, those beside it for other languages and, with the monorepo
 * plugin, those of other sites, each below the name of its site.
 * https://backstage.github.io/mkdocs-monorepo-plugin/
 */
import type { Note } from '../../model.ts';
import { below, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { globTest } from '../../text/glob.ts';
import { foldersLinkedInto } from '../shared/linkedFolder.ts';
import { isYamlMap, type MkdocsSettings, readSettings } from './settings.ts';
import { siblingLanguages } from './siblingLanguages.ts';

/** A folder of sources, and where its pages are put. */
export interface Mount {
  readonly folder: RepoPath;
  /** In front of the sources: `team/api/` or nothing. */
  readonly prefix: string;
  /** The link that leads to the folder, which is no file of the site. */
  readonly link?: RepoPath | undefined;
  /** Where the folder is one language of the site. */
  readonly language?: string | undefined;
}

/** The docs folder and those of all sites that are taken in. */
export interface DocsMounts {
  readonly mounts: readonly Mount[];
  /** Configurations of the sites that are taken in. */
  readonly included: readonly RepoPath[];
  readonly notes: readonly Note[];
}

/** `techdocs-core` of Backstage switches the monorepo plugin on. */
const monorepoPlugins = new Set(['monorepo', 'techdocs-core']);

export async function mountsOf(settings: MkdocsSettings, repo: Repo): Promise<DocsMounts> {
  const { docsDir } = settings;
  // `get_files` of MkDocs walks into links (`followlinks`).
  const own: readonly Mount[] =
    docsDir === undefined ? [] : [{ folder: docsDir, prefix: '' }, ...(await foldersLinkedInto(docsDir, repo))];
  const notes: Note[] = [];
  if (docsDir === undefined) {
    notes.push({
      file: settings.file,
      message: `docs_dir of ${settings.file} is outside the repository, so its pages are not known here.`,
    });
  }
  const languages = await siblingLanguages(settings, repo);
  if (!settings.plugins.some(({ name }) => monorepoPlugins.has(name))) {
    return { ...languages, mounts: [...own, ...languages.mounts], notes: [...notes, ...languages.notes] };
  }

  const mounts = [...own, ...languages.mounts];
  const included = includesOf(settings.nav).flatMap((include) => resolveInclude(include, settings.file, repo));
  for (const config of included) {
    const site = await readSettings(config, repo);
    if (site.docsDir === undefined || site.siteName === undefined) continue;
    mounts.push({ folder: site.docsDir, prefix: `${aliasOf(site.siteName)}/` });
  }
  return { mounts, included: [...included, ...languages.included], notes: [...notes, ...languages.notes] };
}

/** The path of a file as the site sees it; `undefined` when it belongs to no mount. The deepest folder wins. */
export function sourceOf(mounts: readonly Mount[], path: string): string | undefined {
  let best: { readonly depth: number; readonly source: string } | undefined;
  for (const { folder, prefix } of mounts) {
    const inside = below(path, folder);
    if (inside !== undefined && (best === undefined || folder.length > best.depth)) {
      best = { depth: folder.length, source: prefix + inside };
    }
  }
  return best?.source;
}

interface Include {
  readonly path: string;
  readonly wild: boolean;
}

function includesOf(nav: unknown): readonly Include[] {
  if (Array.isArray(nav)) return nav.flatMap(includesOf);
  if (isYamlMap(nav)) return Object.values(nav).flatMap(includesOf);
  const match = typeof nav === 'string' ? /^([!*])include +(.+)$/.exec(nav) : null;
  return match ? [{ path: match[2]?.trim() ?? '', wild: match[1] === '*' }] : [];
}

function resolveInclude({ path, wild }: Include, config: RepoPath, repo: Repo): readonly RepoPath[] {
  const from = folderOf(config);
  if (!wild) {
    const file = joinRepo(from, path);
    return file !== undefined && repo.has(file) ? [file] : [];
  }
  const matches = globTest(path);
  return repo.files.filter((file) => {
    const inside = below(file, from);
    return inside !== undefined && /\.ya?ml$/.test(inside) && matches(inside);
  });
}

/** A name that can be a path is one, slashes included; any other is made a slug. */
function aliasOf(siteName: string): string {
  if (/^[\w.\-/]+$/.test(siteName)) return siteName;
  return siteName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '-')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
