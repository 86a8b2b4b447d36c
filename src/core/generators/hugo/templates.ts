/**
 * Pages that are not written because of their template: Hugo writes nothing where the template gives nothing, and where a
 * list has none (`renderAndWritePage` and `logMissingLayout` of hugolib). https://gohugo.io/templates/lookup-order/
 */

import { ownMember } from '../../data/ownMember.ts';
import { below, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { type Settings, settingsAt, textOf, textsOf } from '../../text/settings.ts';
import { sectionOf } from './contentPath.ts';
import type { NamedOutput } from './outputs.ts';
import type { Placed } from './tree.ts';

/** The templates of a project itself, as far as they keep pages from being written. */
export interface ProjectTemplates {
  /** Whether the template of the page is there, and is an empty file. `values`: with what is handed down. */
  isEmpty(place: Placed, values: Settings, kind: string): boolean;
  /** Whether a section has no template for its list, as far as the project's own files tell, or an empty one. */
  lacksList(section: string, values: Settings): boolean;
  /**
   * Whether pages of this kind have a template for an output other than HTML, here or in a theme that is here; `unknown` where
   * a theme may have one that is not. `layout`: the one that the page names.
   */
  ofOutput(kind: string, output: NamedOutput, layout?: string): 'found' | 'none' | 'unknown';
}

/** Parts of templates, which no page is made with alone. */
const parts = /(?:^|\/)(?:_?partials|_?shortcodes|_markup)\//;

/** `isAllRead`: the whole configuration was, so that no theme or module of it is unknown. */
export async function projectTemplates(
  settings: Settings,
  root: RepoPath,
  repo: Repo,
  isAllRead: boolean,
): Promise<ProjectTemplates> {
  const folder = joinRepo(root, textOf(settings.layoutdir) ?? 'layouts');
  const found = new Map<string, boolean>();
  for (const file of repo.files) {
    const inside = folder === undefined ? undefined : below(file, folder);
    if (inside === undefined || extensionOf(inside) !== '.html' || parts.test(inside)) continue;
    // `list.en.html` is one of its language; any that is not empty may be the one.
    const name = joinRepo(folderOf(inside), fileName(inside).replace(/\..*$/, '')) ?? '';
    found.set(name, (found.get(name) ?? true) && (await repo.read(file)) === '');
  }
  const otherFormats = new Set(Object.keys(settingsAt(settings, 'outputformats')));
  const ofFormats = repo.files.flatMap((file) => /(?:^|\/)layouts\/(.+)$/.exec(below(file, root) ?? '')?.[1] ?? []);
  const isWhole = isAllRead && found.size > 0 && !hasOthers(settings) && !(await hasThemes(root, repo));
  const isMounted = hasMounts(settings);
  const among = (folders: readonly string[], names: readonly string[]) =>
    folders
      .flatMap((at) => names.map((name) => (at === '' ? name : `${at}/${name}`)))
      .filter((name) => found.has(name));
  return {
    ofOutput: (kind, { format, extension }, layout) => {
      const isFound = ofFormats.some((path) => {
        if (extensionOf(path as RepoPath) !== extension || parts.test(path)) return false;
        const [stem = '', ...more] = fileName(path as RepoPath)
          .slice(0, -extension.length)
          .toLowerCase()
          .split('.');
        // `list.json` and `list.en.json` are of any format, `list.search.json` is of that one.
        return isFor(kind, stem, layout) && (more.includes(format) || !more.some((part) => otherFormats.has(part)));
      });
      return isFound ? 'found' : isWhole ? 'none' : 'unknown';
    },
    isEmpty: (place, values, kind) => {
      if (isMounted || found.size === 0) return false;
      const layout = textOf(values.layout);
      const type = textOf(values.type) ?? sectionOf(place.logical, place.type);
      const [first] = among([type, '_default', ''], layout === undefined ? namesOf(kind, type) : [layout]);
      // A theme may have a template that comes before one for everything.
      const isOwn = layout !== undefined || isWhole || (type !== '' && first?.startsWith(`${type}/`) === true);
      return first !== undefined && isOwn && found.get(first) === true;
    },
    lacksList: (section, values) => {
      const layout = textOf(values.layout);
      const folders = [textOf(values.type) ?? section, section, 'section', '_default', ''];
      const names = namesOf('section', section);
      const [first] = among(folders, layout === undefined ? names : [layout, ...names]);
      if (first === undefined) return isWhole;
      return found.get(first) === true && !isMounted && (isWhole || first.startsWith(`${section}/`));
    },
  };
}

/** What the template of a page may be called that has no `layout`, as it is looked for in each folder. */
function namesOf(kind: string, section: string): readonly string[] {
  if (kind === 'page') return ['single', 'all'];
  return kind === 'section' ? [section, 'section', 'list', 'all'] : [];
}

/** Names of templates that are looked for by one kind of page or by some. */
const named: Readonly<Record<string, readonly string[]>> = {
  all: ['home', 'section', 'taxonomy', 'term', 'page'],
  list: ['home', 'section', 'taxonomy', 'term'],
  index: ['home'],
  home: ['home'],
  section: ['section'],
  taxonomy: ['taxonomy', 'term'],
  term: ['term'],
  terms: ['taxonomy'],
  single: ['page'],
  page: ['page'],
  baseof: [],
};

/** Whether a template of this name may be one of a kind; those of other names are a section's, or a page asks for them. */
function isFor(kind: string, stem: string, layout: string | undefined): boolean {
  if (stem === layout?.toLowerCase()) return true;
  return ownMember(named, stem)?.includes(kind) ?? (kind !== 'page' && kind !== 'home');
}

/** Templates of a theme, of a module or of another folder, which may not be here. */
function hasOthers(settings: Settings): boolean {
  const { imports } = settingsAt(settings, 'module');
  return textsOf(settings.theme).length > 0 || (Array.isArray(imports) && imports.length > 0) || hasMounts(settings);
}

/** The command that builds the site may name one of them. https://gohugo.io/commands/hugo/ */
async function hasThemes(root: RepoPath, repo: Repo): Promise<boolean> {
  const themes = joinRepo(root, 'themes');
  if (themes !== undefined && repo.files.some((file) => below(file, themes) !== undefined)) return true;
  return /^[ \t]*path\s*=.*\bthemes\//m.test((await repo.read('.gitmodules' as RepoPath)) ?? '');
}

function hasMounts(settings: Settings): boolean {
  const { mounts } = settingsAt(settings, 'module');
  return JSON.stringify(mounts ?? []).includes('layouts');
}
