/** Themes and modules of a Hugo site that lie in the repository. https://gohugo.io/configuration/module/ */
import type { Note } from '../../model.ts';
import { below, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { append } from '../../text/longLists.ts';
import { flagOf, isSettings, mergeSettings, type Settings, settingsAt, textOf, textsOf } from '../../text/settings.ts';
import { readConfig } from './config.ts';

/** A mount as it is written. */
export interface WrittenMount {
  readonly source: string;
  readonly target: string;
  readonly settings: Settings;
}

/** A theme or module that lies in the repository. */
export interface ModuleFound {
  readonly dir: RepoPath;
  readonly mounts: readonly WrittenMount[];
  readonly settings: Settings;
}

/** All of them, the importing ones before what they import. */
export interface Modules {
  readonly found: readonly ModuleFound[];
  readonly notes: readonly Note[];
}

/** Themes and modules that lie in the repository: in `themes/`, `_vendor/` or at a relative path. */
export async function readModules(
  settings: Settings,
  owner: RepoPath,
  root: RepoPath,
  repo: Repo,
  seen = new Set<string>(),
): Promise<Modules> {
  const found: ModuleFound[] = [];
  const notes: Note[] = [];
  const imports = settingsAt(settings, 'module').imports;
  const wanted = [
    ...textsOf(settings.theme).map((path) => ({ path, settings: {} as Settings })),
    ...(Array.isArray(imports) ? imports.filter(isSettings) : []).flatMap((entry) => {
      const path = textOf(entry.path);
      return path === undefined || flagOf(entry.disable) === true ? [] : [{ path, settings: entry }];
    }),
  ];
  for (const entry of wanted) {
    if (seen.has(entry.path)) continue;
    seen.add(entry.path);
    const own = mountsIn(entry.settings.mounts);
    const themes = textOf(settings.themesdir) ?? 'themes';
    const places = [
      joinRepo(root, themes, entry.path),
      joinRepo(root, '_vendor', entry.path),
      joinRepo(owner, entry.path),
    ];
    const dir = places.find((place) => place !== undefined && place !== root && hasFolder(repo, place));
    if (dir === undefined) {
      if (own.some(({ target }) => isIn(target, 'content'))) {
        const message = `The module ${entry.path} brings content and is not in the repository; its addresses are unknown. Run \`hugo mod vendor\` to have it here.`;
        notes.push({ message });
      }
      continue;
    }
    const theme = await readConfig(dir, repo);
    const mounts = own.length > 0 ? own : mountsIn(settingsAt(theme.settings, 'module').mounts);
    const hasMounts = flagOf(entry.settings.nomounts) !== true;
    const shown = hasMounts ? (mounts.length > 0 ? mounts : defaultMounts) : [];
    found.push({ dir, mounts: shown, settings: theme.settings });
    const inner = await readModules({ ...theme.settings, themesdir: themes }, dir, root, repo, seen);
    append(found, inner.found);
    append(notes, inner.notes);
  }
  return { found, notes };
}

const defaultMounts: readonly WrittenMount[] = ['content', 'static'].map((folder) => {
  return { source: folder, target: folder, settings: {} };
});

export function hasFolder(repo: Repo, folder: RepoPath): boolean {
  return repo.files.some((file) => file.startsWith(`${folder}/`));
}

/** Whether a mount's target lies in a component's folder. */
export function isIn(target: string, component: string): boolean {
  return below(`${target}/`, component) !== undefined;
}

export function mountsIn(written: unknown): readonly WrittenMount[] {
  if (!Array.isArray(written)) return [];
  return written.filter(isSettings).flatMap((settings) => {
    const source = textOf(settings.source);
    const target = textOf(settings.target);
    return source === undefined || target === undefined ? [] : [{ source, target: tidy(target), settings }];
  });
}

/** A path as it is compared. */
export function tidy(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.?\/)+|(?<!\/)\/+$/g, '');
}

/** What a project takes of its modules without being told. https://gohugo.io/configuration/introduction/#merge-configuration-settings */
const taken: ReadonlySet<string> = new Set(['params', 'menus', 'outputformats', 'mediatypes']);

/** The settings of a site with what it takes from its modules: the project's own value wins, then the first module's. */
export function withModuleSettings(settings: Settings, { found }: Modules): Settings {
  let all = settings;
  for (const module of found) {
    const keys = Object.keys(module.settings).filter((key) => key !== '_merge');
    all = {
      ...all,
      ...Object.fromEntries(keys.flatMap((key) => merged(key, settings, all[key], module.settings[key]))),
    };
  }
  return all;
}

/** The value under a key; none where the project's stays as it is. */
function merged(key: string, project: Settings, own: unknown, other: unknown): readonly (readonly [string, unknown])[] {
  const told = textOf(settingsAt(project, key)._merge) ?? textOf(project._merge);
  const how = (told ?? (taken.has(key) ? 'shallow' : 'none')).toLowerCase();
  if (how !== 'shallow' && how !== 'deep') return [];
  const written = isSettings(own) ? Object.keys(own).some((name) => name !== '_merge') : own !== undefined;
  if (!written) return [[key, other]];
  if (!isSettings(own) || !isSettings(other)) return [];
  return [[key, how === 'deep' ? mergeSettings(other, own) : { ...other, ...own }]];
}
