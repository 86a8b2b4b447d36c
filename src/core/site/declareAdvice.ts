/** What to declare where addresses are not known: said with patterns that fit the files it is about. */
import { contentExtension } from '../generators/shared/contentRoutes.ts';
import { inExampleFolder } from '../generators/shared/exampleFolder.ts';
import type { Permalinks } from '../generators/shared/generator.ts';
import type { Note } from '../model.ts';
import { below, extensionOf, fileName, folderOf, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';

const projectFile = /^(?:readme|license|changelog|contributing|code_of_conduct|security|support|agents|claude)\b/i;
const otherContent = /\.(?:rst|adoc|asciidoc|org|html?)$/i;

/** Content below a folder that a site surely shows, rather than notes of the project itself. */
export function isContentBelow(file: RepoPath, folder: RepoPath): boolean {
  const inside = contentExtension.test(file) ? below(file, folder) : undefined;
  if (inside === undefined || projectFile.test(fileName(inside))) return false;
  return !/(?:^|\/)[._]/.test(inside) && !inExampleFolder(inside);
}

/** A sentence with a pattern for all of these files of a folder; empty where there are none. */
export function declareAdvice(files: readonly RepoPath[], folder: string, addresses: readonly string[] = []): string {
  if (files.length === 0) return '';
  const [address = '/{path}/'] = addresses;
  return sentence({ [globOf(files, folder)]: addresses.length > 1 ? addresses : address });
}

function sentence(pages: Readonly<Record<string, string | false | readonly string[]>>): string {
  const entries = Object.entries(pages).map(([glob, address]) => {
    if (address === false) return `${JSON.stringify(glob)}: false`;
    const value = typeof address === 'string' ? [address] : address;
    const texts = value.map((text) => JSON.stringify(text)).join(', ');
    return `${JSON.stringify(glob)}: ${typeof address === 'string' ? texts : `[${texts}]`}`;
  });
  return `Declare the addresses in .broken-backlinks.json at the top of the repository, such as { "pages": { ${entries.join(', ')} } }.`;
}

function globOf(files: readonly RepoPath[], folder: string): string {
  if (files[0] === folder) return escaped(folder);
  const names = [...new Set(files.map((file) => extensionOf(file).slice(1)))].sort();
  const extensions = names.length === 1 ? names[0] : `{${names.join(',')}}`;
  return `${folder === '' ? '' : `${escaped(folder)}/`}**/*.${extensions}`;
}

/** The innermost folder that holds all of them. */
export function commonFolder(files: readonly RepoPath[]): RepoPath {
  let folder = folderOf(files[0] ?? '');
  while (folder !== '' && !files.every((file) => below(file, folder) !== undefined)) folder = folderOf(folder);
  return folder;
}

/** As a glob that means this path alone. */
function escaped(path: string): string {
  return path.replace(/[*?[\]{}()!@+\\|]/g, '\\$&');
}

/** The files that a note is about whose addresses may be declared. */
function filesOf(note: Note, { reads }: Pick<Permalinks, 'reads'>, { files, has }: Repo): readonly RepoPath[] {
  const folder = note.declarable?.below;
  if (folder === undefined) return [];
  if (has(folder)) return [folder];
  const inside = files.filter((file) => below(file, folder) !== undefined);
  const read = inside.filter(
    (file) => (contentExtension.test(file) || otherContent.test(file)) && reads(file) !== undefined,
  );
  return read.length > 0 ? read : inside.filter((file) => isContentBelow(file, folder));
}

/** The note with what to declare. */
export function withAdvice(note: Note, permalinks: Pick<Permalinks, 'reads'>, repo: Repo): Note {
  const { declarable } = note;
  if (declarable === undefined) return note;
  const files = filesOf(note, permalinks, repo);
  const { below: folder, addresses, pages } = declarable;
  const advice = pages === undefined ? declareAdvice(files, folder, addresses) : sentence(pages);
  return advice === '' ? note : { ...note, message: `${note.message.replace(/\.?$/, '.')} ${advice}` };
}

/** Whether every file that the note is about is declared. */
export function isDeclaredWhole(
  note: Note,
  permalinks: Pick<Permalinks, 'reads'>,
  isDeclared: (path: RepoPath) => boolean,
  repo: Repo,
): boolean {
  const files = filesOf(note, permalinks, repo);
  return files.length > 0 && files.every(isDeclared);
}
