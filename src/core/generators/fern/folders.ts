/**
 * Entries of a Fern navigation that stand for all files of a folder.
 * https://buildwithfern.com/learn/docs/configuration/changelogs
 */
import { below, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import { type Settings, textOf } from '../../text/settings.ts';
import { placeBelow } from './slugs.ts';
import { fileAt, type ListAt, lead, ownSlug, type Walk } from './walk.ts';

/** A folder of notes by their day; `overview`, `summary` or `index` is the page in front of them. */
export async function walkChangelog(entry: Settings, here: ListAt, walk: Walk): Promise<void> {
  const folder = fileAt(entry.changelog, here.file);
  if (folder === undefined) return;
  const files = walk.repo.files.filter((file) => below(file, folder) !== undefined && /\.mdx?$/.test(file));
  const overview = files.findLast((file) => /^(?:summary|index|overview)\./i.test(fileName(file)));
  const own = ownSlug(entry, textOf(entry.title) ?? 'Changelog');
  const at = placeBelow(here.at, { own, full: overview && (await walk.fullSlug(overview)) });
  const { isDefaultOf } = here;
  const rest = { isSkipped: false, isDefaultOf };
  if (overview === undefined) lead(at, here, walk);
  else walk.pages.push({ ...rest, file: overview, at: here.at, own, isSection: true, title: textOf(entry.title) });
  for (const file of files) {
    const day = changelogDay(fileName(file));
    if (day === undefined) continue;
    walk.pages.push({ ...rest, file, at, own: day, isSection: false, title: undefined });
  }
}

/** `folder: ./guides`: every page in it by its name. */
export async function walkFolderEntry(entry: Settings, here: ListAt, walk: Walk): Promise<void> {
  const folder = fileAt(entry.folder, here.file);
  if (folder === undefined) return;
  const files = walk.repo.files.filter((file) => below(file, folder) !== undefined && /\.mdx?$/i.test(file));
  const own = textOf(entry.slug) ?? (entry.slug === '' ? '' : nameSlug(fileName(folder)));
  await walkFolder(
    folder,
    files,
    { own, isSkipped: entry['skip-slug'] === true, title: textOf(entry.title) },
    here,
    walk,
  );
}

async function walkFolder(
  folder: RepoPath,
  files: readonly RepoPath[],
  { own, isSkipped, title }: { readonly own: string; readonly isSkipped: boolean; readonly title: string | undefined },
  here: ListAt,
  walk: Walk,
): Promise<void> {
  const direct = files.filter((file) => folderOf(file) === folder && !fileName(file).startsWith('_'));
  const index = direct.find((file) => nameSlug(fileName(file)) === 'index');
  const full = index && !isSkipped ? await walk.fullSlug(index) : undefined;
  const at = placeBelow(here.at, { full, own, isSkipped });
  const { isDefaultOf } = here;
  if (index !== undefined)
    walk.pages.push({ file: index, at: here.at, own, isSkipped, isSection: true, title, isDefaultOf });
  else if (!isSkipped) lead(at, here, walk);
  for (const file of direct) {
    if (file === index) continue;
    const name = nameSlug(fileName(file));
    walk.pages.push({ file, at, own: name, isSkipped: false, isSection: false, title: undefined, isDefaultOf });
  }
  for (const name of foldersIn(folder, files)) {
    const inside = joinRepo(folder, name);
    if (inside === undefined || name.startsWith('_')) continue;
    const rest = files.filter((file) => below(file, inside) !== undefined);
    await walkFolder(inside, rest, { own: nameSlug(name), isSkipped: false, title: undefined }, { ...here, at }, walk);
  }
}

function foldersIn(folder: RepoPath, files: readonly RepoPath[]): ReadonlySet<string> {
  const names = files.flatMap((file) => /^([^/]+)\//.exec(below(file, folder) ?? '')?.[1] ?? []);
  return new Set(names);
}

/** The slug of a file or folder that no entry names. */
function nameSlug(name: string): string {
  return name
    .replace(/\.mdx?$/i, '')
    .toLowerCase()
    .replace(/\s+/g, '-')
    .replace(/[^a-z0-9-]/g, '');
}

/**
 * `2024-07-31.mdx` and `07-31-24.md` are at `2024/7/31` below the changelog; `undefined` where the name begins with no day.
 */
function changelogDay(name: string): string | undefined {
  const found = /^(\d{1,4})-(\d{1,2})-(\d{1,4})/.exec(name);
  if (found === null) return undefined;
  const [first, second, third] = found.slice(1).map(Number) as [number, number, number];
  const isYearFirst = (found[1] ?? '').length > 2;
  const [year, month, day] = isYearFirst ? [first, second, third] : [fullYear(third), first, second];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? `${year}/${month}/${day}` : undefined;
}

/** As JavaScript reads two digits. */
function fullYear(year: number): number {
  if (year >= 100) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}
