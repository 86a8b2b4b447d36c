/**
 * Where the folders of this window lie in their repositories. A folder may be a part of one, and every path of a finding
 * counts from the top; one that was not read yet is taken for a whole repository.
 */
import { Uri, type WorkspaceFolder, workspace } from 'vscode';
import { below, type RepoPath, repoPath } from '../../core/paths.ts';
import type { RepositoryPlace } from '../../io/repository/openRepository.ts';

const places = new Map<string, RepositoryPlace>();

/** As the folder was read now. */
export function rememberPlace({ uri }: WorkspaceFolder, place: RepositoryPlace): void {
  places.set(uri.toString(), place);
}

function placeOf({ uri }: WorkspaceFolder): RepositoryPlace {
  return places.get(uri.toString()) ?? { directory: uri.fsPath, folder: '' as RepoPath };
}

/** The top of the folder's repository, in the spelling of the folder where that lies in it by its own name. */
export function topOf(folder: WorkspaceFolder): Uri {
  const { uri } = folder;
  const { directory, folder: inside } = placeOf(folder);
  if (inside === '') return uri;
  const path = uri.path.replace(/(?<!\/)\/+$/, '');
  return path.endsWith(`/${inside}`)
    ? uri.with({ path: path.slice(0, -inside.length - 1) || '/' })
    : uri.with({ path: Uri.file(directory).path });
}

/** A file of the repository; one of the folder itself in the folder's own spelling. */
export function uriOf(folder: WorkspaceFolder, file: RepoPath): Uri {
  const { folder: inside } = placeOf(folder);
  const own = inside === '' ? file : below(file, inside);
  return own === undefined
    ? Uri.joinPath(topOf(folder), ...file.split('/'))
    : Uri.joinPath(folder.uri, ...own.split('/'));
}

/** The file's path in the repository of this folder; `undefined` when it lies elsewhere or is no file. */
export function repoPathOf(folder: WorkspaceFolder, uri: Uri): RepoPath | undefined {
  const { folder: inside } = placeOf(folder);
  const own = pathBelow(folder.uri, uri);
  if (own !== undefined) return repoPath(inside === '' ? own : `${inside}/${own}`);
  const fromTop = inside === '' ? undefined : pathBelow(topOf(folder), uri);
  return fromTop === undefined ? undefined : repoPath(fromTop);
}

/** The folder that holds a file; where none does, one whose repository holds it. */
export function folderAround(uri: Uri): WorkspaceFolder | undefined {
  const folders = workspace.workspaceFolders ?? [];
  return workspace.getWorkspaceFolder(uri) ?? folders.find((folder) => repoPathOf(folder, uri) !== undefined);
}

function pathBelow(top: Uri, uri: Uri): string | undefined {
  if (uri.scheme !== top.scheme || uri.authority !== top.authority) return undefined;
  const path = withSmallDrive(uri.path);
  const root = `${withSmallDrive(top.path).replace(/(?<!\/)\/+$/, '')}/`;
  return path.startsWith(root) && path !== root ? path.slice(root.length) : undefined;
}

/** The letter of a drive comes in both cases. */
function withSmallDrive(path: string): string {
  return path.replace(/^\/[A-Z](?=:)/, (drive) => drive.toLowerCase());
}
