/**
 * Which folders are content: the languages' content folders, or the project's mounts in their place, and those of
 * themes and modules that lie in the repository. https://gohugo.io/configuration/module/#mounts
 */

import type { Note } from '../../model.ts';
import { below, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { globTest, type PathTest } from '../../text/glob.ts';
import { append } from '../../text/longLists.ts';
import { flagOf, isSettings, type Settings, settingsAt, textOf, textsOf } from '../../text/settings.ts';
import { type ConfigReading, readConfig } from './config.ts';
import type { HugoSite } from './site.ts';
import { languagesTest } from './target.ts';

/** A folder whose files become content. */
export interface ContentMount {
  /** A folder, or a single file. */
  readonly source: RepoPath;
  /** Where it is put below the content root; empty for the root. */
  readonly target: string;
  /** The languages that see its files. */
  readonly languages: readonly string[];
  /** The language the files are written in; the others fall back on them. */
  readonly owner: string;
  /** By the path below `source`. */
  readonly accepts: PathTest;
}

/** Everything that is mounted as content or static files. */
export interface Mounts {
  /** The first that offers a page wins. */
  readonly content: readonly ContentMount[];
  readonly staticRoots: readonly RepoPath[];
  readonly notes: readonly Note[];
}

interface WrittenMount {
  readonly source: string;
  readonly target: string;
  readonly settings: Settings;
}

export async function readMounts(config: ConfigReading, site: HugoSite, root: RepoPath, repo: Repo): Promise<Mounts> {
  const { settings } = config;
  const written = mountsIn(settingsAt(settings, 'module').mounts);
  const project = written.some(({ target }) => isIn(target, 'content'))
    ? written.flatMap((mount) => contentMount(mount, root, site))
    : defaultContent(site, root);
  const ownStatic = written.filter(({ target }) => isIn(target, 'static'));
  const statics = ownStatic.length > 0 ? ownStatic.map(({ source }) => source) : staticFolders(settings, site);
  const modules = await readModules(settings, root, root, repo, new Set());
  return {
    content: [
      ...shareFallback(project, site),
      ...modules.found.flatMap(({ dir, mounts }) => mounts.flatMap((mount) => contentMount(mount, dir, site))),
    ],
    staticRoots: [
      ...statics.flatMap((folder) => joinRepo(root, folder) ?? []),
      ...modules.found.flatMap(({ dir, mounts }) =>
        mounts.filter(({ target }) => isIn(target, 'static')).flatMap(({ source }) => joinRepo(dir, source) ?? []),
      ),
    ],
    notes: modules.notes,
  };
}

function isIn(target: string, component: string): boolean {
  return below(`${target}/`, component) !== undefined;
}

function mountsIn(written: unknown): readonly WrittenMount[] {
  if (!Array.isArray(written)) return [];
  return written.filter(isSettings).flatMap((settings) => {
    const source = textOf(settings.source);
    const target = textOf(settings.target);
    return source === undefined || target === undefined ? [] : [{ source, target: tidy(target), settings }];
  });
}

function tidy(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.?\/)+|\/+$/g, '');
}

function contentMount(mount: WrittenMount, base: RepoPath, site: HugoSite): readonly ContentMount[] {
  const source = joinRepo(base, tidy(mount.source));
  const target = below(`${mount.target}/`, 'content')?.replace(/\/$/, '');
  if (source === undefined || target === undefined) return [];
  const { settings } = mount;
  const named = [...textsOf(settings.lang), ...textsOf(settingsAt(settings, 'sites', 'matrix').languages)];
  const keys = site.languages.map(({ key }) => key);
  const languages = named.length === 0 ? [site.defaultLanguage] : keys.filter(languagesTest(named.map(lower)));
  const [owner] = defaultFirst(languages, site);
  return owner === undefined ? [] : [{ source, target, languages, owner, accepts: filterOf(settings) }];
}

function lower(text: string): string {
  return text.toLowerCase();
}

function defaultFirst(languages: readonly string[], site: HugoSite): readonly string[] {
  const isDefault = (key: string) => key === site.defaultLanguage;
  return [...languages.filter(isDefault), ...languages.filter((key) => !isDefault(key))];
}

/** `files` with `! ` for what is left out, and the two older keys. */
function filterOf(settings: Settings): PathTest {
  const patterns = [
    ...textsOf(settings.files),
    ...textsOf(settings.includefiles),
    ...textsOf(settings.excludefiles).map((pattern) => `! ${pattern}`),
  ];
  if (patterns.length === 0) return () => true;
  const test = (pattern: string) => globTest(pattern.replace(/^\/+/, ''), { doubleStar: 'anything', ignoreCase: true });
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!')).map(test);
  const unwanted = patterns
    .filter((pattern) => pattern.startsWith('!'))
    .map((pattern) => test(pattern.slice(1).trim()));
  return (path) => (wanted.length === 0 || wanted.some((test) => test(path))) && !unwanted.some((test) => test(path));
}

function defaultContent(site: HugoSite, root: RepoPath): readonly ContentMount[] {
  const base = site.languages.find(({ key }) => key === site.defaultLanguage) ?? site.languages[0];
  const folders = new Map<RepoPath, string>();
  for (const { key, contentDir } of site.languages) {
    const folder = joinRepo(root, tidy(contentDir));
    if (folder === undefined) continue;
    if (!folders.has(folder) || key === base?.key) folders.set(folder, key);
  }
  return [...folders].map(([source, key]) => {
    const inner = [...folders.keys()].filter((other) => other !== source && below(other, source) !== undefined);
    // A language's folder inside another's is not content of both.
    const accepts: PathTest = (path) => !inner.some((other) => below(`${source}/${path}`, other) !== undefined);
    return { source, target: '', languages: [key], owner: key, accepts };
  });
}

/** A folder that is mounted for several languages belongs to the default one, or to the first; the others fall back on it. */
function shareFallback(mounts: readonly ContentMount[], site: HugoSite): readonly ContentMount[] {
  return mounts.map((mount) => {
    const same = mounts.filter(({ source, target }) => source === mount.source && target === mount.target);
    const [owner = mount.owner] = defaultFirst(
      same.flatMap(({ languages }) => languages),
      site,
    );
    return { ...mount, owner };
  });
}

function staticFolders(settings: Settings, site: HugoSite): readonly string[] {
  const numbered = Object.keys(settings).filter((key) => /^staticdir\d*$/.test(key));
  const folders = numbered.flatMap((key) => textsOf(settings[key]));
  return folders.length > 0 || site.languages.length === 0 ? folders : ['static'];
}

interface ModuleFound {
  readonly dir: RepoPath;
  readonly mounts: readonly WrittenMount[];
}

/** Themes and modules that lie in the repository: in `themes/`, `_vendor/` or at a relative path. */
async function readModules(
  settings: Settings,
  owner: RepoPath,
  root: RepoPath,
  repo: Repo,
  seen: Set<string>,
): Promise<{ readonly found: readonly ModuleFound[]; readonly notes: readonly Note[] }> {
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
    if (hasMounts) found.push({ dir, mounts: mounts.length > 0 ? mounts : defaultMounts });
    const inner = await readModules({ ...theme.settings, themesdir: themes }, dir, root, repo, seen);
    append(found, inner.found);
    append(notes, inner.notes);
  }
  return { found, notes };
}

const defaultMounts: readonly WrittenMount[] = ['content', 'static'].map((folder) => {
  return { source: folder, target: folder, settings: {} };
});

function hasFolder(repo: Repo, folder: RepoPath): boolean {
  return repo.files.some((file) => file.startsWith(`${folder}/`));
}
