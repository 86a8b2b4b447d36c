/**
 * Content that git ignores and the build copies from another folder of the repository: it is read where it is copied from,
 * with the addresses of where it is copied to. Where the step that brings it is not plain, that is said, and no address
 * of the site is certain.
 */

import type { MissingContent, Permalinks } from '../../generators/shared/generator.ts';
import type { Note, Route } from '../../model.ts';
import { below, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { budgetOf, shareBudget } from '../../script/evaluation.ts';
import { ignoreTest } from '../../text/glob.ts';
import { count } from '../../wording/amounts.ts';
import { type CommandFile, commandFiles } from './buildCommands.ts';
import { type CopyStep, copySteps, madeFolders } from './copySteps.ts';
import { contentFolder, type Missing, mayBeContent, missingContent } from './missingContent.ts';

/** A file or folder of the repository that is at another place, too, when the site is built. */
interface Copy {
  readonly from: RepoPath;
  readonly to: RepoPath;
  readonly isLeftOut: (inside: string) => boolean;
}

/** What is put where git has nothing. */
export interface Copies {
  readonly copies: readonly Copy[];
  readonly notes: readonly Note[];
  /** Files and folders of content that nothing of the repository is copied to. */
  readonly missing: readonly MissingContent[];
}

/** What programs leave behind, and files that are no text: no pages are missed for want of them. */
const leftBehind = /^(?:bin|logs?|obj|__pycache__)$|\.(?!mdx?$|markdown$|rst$)\w+$/i;

/** What git ignores and the site would publish, and where the build takes it from. */
export async function copiesOf(permalinks: Permalinks, root: RepoPath, repo: Repo): Promise<Copies> {
  const missing = await missingContent(permalinks, root, repo);
  const submodules = await submodulesOf(permalinks, repo);
  const notes = submodules.flatMap((submodule) => submoduleNote(submodule));
  const elsewhere = submodules.map(({ path }) => ({ path, why: `${path} is a submodule, which may hold that page` }));
  if (missing.length === 0) return { copies: [], notes, missing: elsewhere };
  const copies: Copy[] = [];
  const absent: RepoPath[] = [];
  const commands = await commandFiles(root, repo);
  const made = new Set(
    commands.flatMap(({ text, folders }) =>
      madeFolders(text).flatMap((name) => folders.flatMap((folder) => joinRepo(folder, name) ?? [])),
    ),
  );
  const steps = commands.flatMap((command) => copySteps(command.text).map((step) => ({ command, step })));
  const unlisted: Missing[] = [];
  for (const one of missing) {
    const { place, isRead, isPath } = one;
    const found = steps.flatMap(({ command, step }) => landings(step, command, made, repo));
    const own = found.filter(
      ({ to }) => to === place || below(to, place) !== undefined || below(place, to) !== undefined,
    );
    for (const copy of own) if (!copies.some((known) => isSame(known, copy))) copies.push(copy);
    if (own.length > 0) continue;
    if (isRead) {
      absent.push(place);
      const brings = bringing(place, commands);
      if (brings !== undefined) notes.push(noteOf(place, brings));
      else if (isPath && !leftBehind.test(fileName(place)) && (contentFolder.test(place) || made.has(place)))
        unlisted.push(one);
    }
  }
  const ignored = absent.map((path) => ({ path, why: `git ignores ${path}, where a build may make that page` }));
  return { copies, notes: [...notes, ...unlistedNote(unlisted)], missing: [...elsewhere, ...ignored] };
}

/** Says once of all places which nobody knows how they are filled that their pages are missing. */
function unlistedNote(places: readonly Missing[]): readonly Note[] {
  const [first, ...others] = places;
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` and ${count(others.length, 'other path')}`;
  const { file, line, named } = first;
  return [
    {
      file,
      line,
      message: `git ignores ${named}${more}, and nothing plain tells what is put there: a build may make pages there, which are not listed. An address below is not called lost, and no answer for it sure.`,
    },
  ];
}

/** A repository of its own in a folder of content, with the line that names it. */
interface Submodule {
  readonly path: RepoPath;
  readonly line: number;
}

const submoduleList = '.gitmodules' as RepoPath;

/** Content that is a repository of its own: git keeps no file of it here, checked out or not. */
async function submodulesOf(permalinks: Permalinks, repo: Repo): Promise<readonly Submodule[]> {
  const text = repo.has(submoduleList) ? ((await repo.read(submoduleList)) ?? '') : '';
  return text.split(/\r?\n/).flatMap((line, i) => {
    const path = joinRepo('', /^\s*path\s*=\s*(\S+)\s*$/.exec(line)?.[1] ?? '');
    return path !== undefined && path !== '' && mayBeContent(path, permalinks) ? [{ path, line: i + 1 }] : [];
  });
}

/** Others may hold a theme, or code. */
function submoduleNote({ path, line }: Submodule): readonly Note[] {
  if (!contentFolder.test(path)) return [];
  const message = `${path} is a submodule: its files are those of another repository, which is not read here, so its pages are not listed, and no answer of this site is called sure.`;
  return [{ file: submoduleList, line, doubtsAddresses: true, message }];
}

function isSame(one: Copy, other: Copy): boolean {
  return one.from === other.from && one.to === other.to;
}

/** Where a step puts what the repository has, in the first of its folders in which there is something to copy. */
function landings(step: CopyStep, command: CommandFile, made: ReadonlySet<RepoPath>, repo: Repo): readonly Copy[] {
  const folders = step.isBesideScript ? [folderOf(command.file)] : command.folders;
  const isThere = (path: RepoPath) => repo.files.some((file) => below(file, path) !== undefined);
  const isLeftOut = step.except.length === 0 ? () => false : ignoreTest(step.except);
  for (const folder of folders) {
    const sources = step.from.map((path) => joinRepo(folder, step.inside, path));
    const to = joinRepo(folder, step.inside, step.to);
    if (to === undefined || sources.length === 0) continue;
    if (!sources.every((path) => path !== undefined && path !== to && (repo.has(path) || isThere(path)))) continue;
    return sources.flatMap((from, i): readonly Copy[] => {
      if (from === undefined) return [];
      const isInto = isThere(to) || made.has(to) || (repo.has(from) && step.to.endsWith('/')) || sources.length > 1;
      const inside =
        step.takes === 'whole path' ? (step.from[i] ?? '') : step.takes === 'folder' && isInto ? fileName(from) : '';
      const landed = inside === '' ? to : joinRepo(to, inside);
      return landed === undefined || below(landed, from) !== undefined ? [] : [{ from, to: landed, isLeftOut }];
    });
  }
  return [];
}

/** A command that names the place. */
function bringing(
  place: RepoPath,
  commands: readonly CommandFile[],
): { readonly file: RepoPath; readonly line: number } | undefined {
  for (const { file, text, folders } of commands) {
    const names = new Set(folders.flatMap((folder) => (folder === '' ? [place] : (below(place, folder) ?? []))));
    const at = text.split('\n').findIndex((line) => {
      const isStep =
        /\b(?:cp|rsync|cpx2?|copyfiles|ln|mv|clone|curl|wget|unzip|tar|cpSync|copySync|sync-directory)\b/.test(line);
      return isStep && [...names].some((name) => name.includes('/') && line.includes(name));
    });
    if (at >= 0) return { file, line: at + 1 };
  }
  return undefined;
}

function noteOf(place: RepoPath, { file, line }: { readonly file: RepoPath; readonly line: number }): Note {
  return {
    file,
    line,
    doubtsAddresses: true,
    message: `git ignores ${place}, and line ${line} of ${file} fills it in a way that cannot be followed: its pages are not listed, and no answer of this site is called sure. Copy it from a folder of this repository by a plain command, such as \`cp -r docs ${place}\`.`,
  };
}

/** The repository as it is when the site is built. */
export function builtRepo(repo: Repo, copies: readonly Copy[]): Repo {
  const sources = new Map<RepoPath, RepoPath>();
  for (const file of repo.files) {
    for (const path of placesOf(file, copies)) if (!repo.has(path) && !sources.has(path)) sources.set(path, file);
  }
  const own = (path: RepoPath) => sources.get(path) ?? path;
  const built: Repo = {
    files: [...repo.files, ...sources.keys()].sort(),
    has: (path) => repo.has(path) || sources.has(path),
    read: (path) => repo.read(own(path)),
    readHead: (path) => repo.readHead(own(path)),
    unread: () => repo.unread?.() ?? [],
    absent: repo.absent,
    hasMark: (path) => repo.hasMark?.(own(path)) === true,
  };
  shareBudget(built, budgetOf(repo));
  return built;
}

function placesOf(file: RepoPath, copies: readonly Copy[]): readonly RepoPath[] {
  const places = copies.flatMap(({ from, to, isLeftOut }) => {
    if (file === from) return [to];
    const inside = below(file, from);
    const path = inside === undefined || isLeftOut(inside) ? undefined : joinRepo(to, inside);
    return path === undefined ? [] : [path];
  });
  return [...new Set(places)];
}

function sourceOf(file: RepoPath, copies: readonly Copy[]): RepoPath {
  for (const { from, to } of copies) {
    if (file === to) return from;
    const inside = below(file, to);
    const path = inside === undefined ? undefined : joinRepo(from, inside);
    if (path !== undefined) return path;
  }
  return file;
}

/** The rules of a site that was opened with `builtRepo`, for the files as they lie in the repository. */
export function builtPermalinks(built: Permalinks, copies: readonly Copy[], repo: Repo): Permalinks {
  const order = [undefined, 'path', 'head', 'whole'] as const;
  const placed = (path: RepoPath) =>
    placesOf(path, copies).filter((place) => !repo.has(place) && built.reads(place) !== undefined);
  // What all routes together tell hangs on where each file is when the site is built.
  const places = new Map<string, RepoPath>();
  const keyOf = ({ url, file }: Route) => `${url}\0${file}`;
  const asBuilt = (route: Route) => ({ ...route, file: places.get(keyOf(route)) ?? route.file });
  const asHere = (route: Route) => (repo.has(route.file) ? route : { ...route, file: sourceOf(route.file, copies) });
  const { complete } = built;
  return {
    ...built,
    reads(path) {
      const wanted = [path, ...placed(path)].map((place) => built.reads(place));
      return order.findLast((reads) => wanted.includes(reads));
    },
    routes(content) {
      const own = built.reads(content.path) === undefined ? [] : built.routes(content);
      const copied = placed(content.path).flatMap((place) =>
        built.routes({ ...content, path: place }).map((route) => {
          const here = route.file === place ? { ...route, file: content.path } : asHere(route);
          if (here.file === content.path) places.set(keyOf(here), place);
          return here;
        }),
      );
      return [...own, ...copied];
    },
    ...(complete === undefined ? {} : { complete: (routes) => complete(routes.map(asBuilt)).map(asHere) }),
  };
}
