/** A way through the navigation of a Fern site: what was found on it, and where the next entries stand. */
import { folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { kebabCase } from '../../text/kebabCase.ts';
import { isSettings, type Settings, textOf } from '../../text/settings.ts';
import { type DefaultVersion, type SlugPlace, withoutVersion } from './slugs.ts';

/** A page of the navigation. */
export interface NavigationPage {
  readonly file: RepoPath;
  /** What it stands in, and its own slug there. */
  readonly at: SlugPlace;
  readonly own: string;
  readonly isSkipped: boolean;
  /** Pages below it stand in its own address. */
  readonly isSection: boolean;
  readonly title: string | undefined;
  readonly isDefaultOf: DefaultVersion | undefined;
}

/** Everything that a navigation publishes. */
export interface Navigation {
  readonly pages: readonly NavigationPage[];
  /** Slugs that lead to the first page in them. */
  readonly folders: readonly string[];
  /** Slugs below which pages are made of API definitions or of code. */
  readonly made: readonly string[];
  /** Files that are named and not here. */
  readonly missing: readonly string[];
}

/** What is gathered on the way through a navigation. */
export interface Walk {
  readonly repo: Repo;
  readonly pages: NavigationPage[];
  readonly folders: string[];
  readonly made: string[];
  readonly missing: string[];
  /** The slug in the front matter of a page. */
  fullSlug(file: RepoPath): Promise<string | undefined>;
}

/** A list of entries: the file that it stands in, and where its pages are published. */
export interface ListAt {
  readonly file: RepoPath;
  readonly at: SlugPlace;
  readonly isDefaultOf: DefaultVersion | undefined;
}

/** A slug that leads to the first page in it, in the default version also without that version. */
export function lead({ slug }: SlugPlace, { isDefaultOf }: ListAt, { folders }: Walk): void {
  const unversioned = withoutVersion(slug, isDefaultOf);
  if (unversioned !== undefined) folders.push(unversioned);
  folders.push(slug);
}

/** An empty slug is one: the entry adds nothing then. */
export function ownSlug({ slug }: Settings, title: string): string {
  if (slug === '') return '';
  return textOf(slug) ?? kebabCase(title);
}

/** A file or folder that an entry names, seen from the file it stands in. */
export function fileAt(path: unknown, from: RepoPath): RepoPath | undefined {
  const text = textOf(path);
  return text === undefined ? undefined : joinRepo(folderOf(from), text);
}

/** The entries of a list that are maps. */
export function listOf(value: unknown): readonly Settings[] {
  return Array.isArray(value) ? value.filter(isSettings) : [];
}
