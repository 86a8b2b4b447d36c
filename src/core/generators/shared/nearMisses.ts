/** What a glob that matches nothing came near: the same names with other extensions, a folder spelt otherwise or elsewhere. */
import { didYouMean, nearestName } from '../../configuration/nearestName.ts';
import { below, extensionOf, fileName, folderOf } from '../../paths.ts';

/** One sentence that says what to write instead, as far as the files tell. */
export function nearMisses(glob: string, files: readonly string[]): string {
  const folder = plainFolder(glob);
  const inside = folder === '' ? files : files.filter((file) => below(file, folder) !== undefined);
  if (inside.length > 0) return otherExtensions(folder, inside, glob);
  const folders = [...new Set(files.flatMap(foldersOf))];
  const known = longestKnown(folder, new Set(folders));
  const missing = `There is no folder ${folder}.`;
  const beside = folders.filter((each) => folderOf(each) === known);
  const part = folder.slice(known === '' ? 0 : known.length + 1).split('/')[0] ?? '';
  const near = nearestName(part, beside.map(fileName));
  if (near !== undefined) return `${missing} Did you mean ${known === '' ? '' : `${known}/`}${near}?`;
  const elsewhere = folders.find((each) => each.endsWith(`/${folder}`));
  if (elsewhere !== undefined) return `${missing} Did you mean ${elsewhere}?`;
  return `${missing}${didYouMean(folder, folders)} Paths are seen from the folder of this file.`;
}

/** The folders in front of everything that is not plain text. */
function plainFolder(glob: string): string {
  const plain = /^[^*?[\]{}()!@+\\]*/.exec(glob.replace(/^\.?\//, ''))?.[0] ?? '';
  return folderOf(plain);
}

function foldersOf(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
}

function longestKnown(folder: string, folders: ReadonlySet<string>): string {
  let known: string = folder;
  while (known !== '' && !folders.has(known)) known = folderOf(known);
  return known;
}

/** Of the files in the folder, the extension that most have. */
function otherExtensions(folder: string, files: readonly string[], glob: string): string {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(extensionOf(file), (counts.get(extensionOf(file)) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  const place = folder === '' ? 'Here' : `In ${folder}`;
  const names = [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `${count} ${name || 'without one'}`);
  const example = files.find((file) => extensionOf(file) === most?.[0]) ?? '';
  const isOther = most !== undefined && most[0] !== '' && !glob.includes(most[0]);
  const files_ = `${place} are files of these extensions: ${names.slice(0, 4).join(', ')}`;
  return isOther ? `${files_}; write ${most[0]} for them, as of ${example}.` : `${files_}, such as ${example}.`;
}
