/** The repository's own snapshot of an answer, for whoever has no login of the index: it costs nothing and asks nobody. */
import { join } from 'node:path';
import { snapshotFile } from '../../core/backlinks/snapshot.ts';
import { repoPath } from '../../core/paths.ts';
import { insideFiles } from '../../io/repository/insideFiles.ts';
import { readCredentials } from '../../io/sources/keptCredentials.ts';
import { readEditorSettings } from '../shared/settings.ts';
import type { AuditHost } from './auditFolder.ts';
import { questionAbout } from './engineParts.ts';
import type { FolderWork } from './folderWork.ts';
import { chosenSource } from './indexAccess.ts';
import { readLastAudit } from './lastAudit.ts';
import { withTask } from './task.ts';

/** Its path; `undefined` where there is none, there is a login, or an answer of the index is stored. */
export async function snapshotInstead(work: FolderWork, host: AuditHost): Promise<string | undefined> {
  const { folder, analyst } = work;
  const chosen = chosenSource(readEditorSettings(folder).index);
  if (!chosen.ok || chosen.value.access.credentials === undefined) return undefined;
  if ((await readCredentials(host.secrets, chosen.value, process.env)) !== undefined) return undefined;
  const site = readLastAudit(host.folderMemory, folder)?.site || readEditorSettings(folder).site;
  const question = questionAbout(folder, { site });
  if (question !== undefined && (await host.answers.read(question)) !== undefined) return undefined;
  const { directory } = work.place ?? (await withTask((task) => analyst.locate({ root: folder.uri.fsPath }, task)));
  const path = snapshotAt(directory);
  if (path !== undefined)
    host.log.info(`${folder.name}: no login is given, so ${snapshotFile} of the repository is read.`);
  return path;
}

/** Its path below the top of the repository, where only a regular file is one. */
export function snapshotAt(directory: string): string | undefined {
  const file = repoPath(snapshotFile);
  return file === undefined || insideFiles(directory).stamp(file) === undefined ? undefined : join(directory, file);
}
