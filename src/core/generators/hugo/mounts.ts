/**
 * Which folders are content: the languages' content folders, or the project's mounts in their place, and those of
 * themes and modules that lie in the repository. https://gohugo.io/configuration/module/#mounts
 */

import { below, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { globTest, type PathTest } from '../../text/glob.ts';
import { type Settings, settingsAt, textsOf } from '../../text/settings.ts';
import { hasFolder, isIn, type Modules, mountsIn, tidy, type WrittenMount } from './modules.ts';
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

/** A folder, or a single file, that is copied as it is. */
export interface StaticMount {
  readonly source: RepoPath;
  /** Where it is put below the site; empty for its top. */
  readonly target: string;
  /** By the path below `source`. */
  readonly accepts: PathTest;
}

/** Everything that is mounted as content or static files. */
export interface Mounts {
  /** The first that offers a page wins. */
  readonly content: readonly ContentMount[];
  readonly statics: readonly StaticMount[];
}

export function readMounts(settings: Settings, modules: Modules, site: HugoSite, root: RepoPath, repo: Repo): Mounts {
  const written = mountsIn(settingsAt(settings, 'module').mounts).filter(({ source }) => isThere(source, root, repo));
  const project = written.some(({ target }) => isIn(target, 'content'))
    ? written.flatMap((mount) => contentMount(mount, root, site))
    : defaultContent(site, root);
  const mounted = written.flatMap((mount) => staticMount(mount, root));
  return {
    content: [
      ...shareFallback(project, site),
      ...modules.found.flatMap(({ dir, mounts }) => mounts.flatMap((mount) => contentMount(mount, dir, site))),
    ],
    statics: [
      ...(mounted.length > 0 ? mounted : defaultStatics(settings, site, root)),
      ...modules.found.flatMap(({ dir, mounts }) => mounts.flatMap((mount) => staticMount(mount, dir))),
    ],
  };
}

/**
 * Whether Hugo finds what is mounted when it builds: it passes over a mount of a folder that is not there, and where none of a
 * component is left it mounts the usual folder. What is installed is there by then.
 */
function isThere(source: string, root: RepoPath, repo: Repo): boolean {
  const place = joinRepo(root, tidy(source));
  if (place === undefined || /(?:^|\/)node_modules\//.test(`${place}/`) || repo.has(place)) return true;
  return hasFolder(repo, place);
}

/** Where a file lies that is copied to a folder below the site: its path there; `undefined` for one that is not. */
export function placedStatic(file: RepoPath, { statics }: Mounts): string | undefined {
  for (const { source, target, accepts } of statics) {
    if (target === '') continue;
    if (file === source) return target;
    const inside = below(file, source);
    if (inside !== undefined && accepts(inside)) return `${target}/${inside}`;
  }
  return undefined;
}

/** Whether a file in a folder that is copied to the top of the site is not copied with it. */
export function isLeftOut(file: RepoPath, { statics }: Mounts): boolean {
  const within = statics.flatMap(({ source, target, accepts }) => {
    const inside = target === '' ? below(file, source) : undefined;
    return inside === undefined ? [] : [accepts(inside)];
  });
  return within.length > 0 && !within.includes(true);
}

function staticMount({ source, target, settings }: WrittenMount, base: RepoPath): readonly StaticMount[] {
  const folder = joinRepo(base, tidy(source));
  if (folder === undefined || !isIn(target, 'static')) return [];
  return [{ source: folder, target: tidy(target).slice('static/'.length), accepts: filterOf(settings) }];
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

function defaultStatics(settings: Settings, site: HugoSite, root: RepoPath): readonly StaticMount[] {
  const numbered = Object.keys(settings).filter((key) => /^staticdir\d*$/.test(key));
  const named = numbered.flatMap((key) => textsOf(settings[key]));
  const folders = named.length > 0 || site.languages.length === 0 ? named : ['static'];
  return folders.flatMap((folder) => {
    const source = joinRepo(root, folder);
    return source === undefined ? [] : [{ source, target: '', accepts: () => true }];
  });
}
