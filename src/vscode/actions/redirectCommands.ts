/** The commands about rules that are written in redirect files. */
import { type WorkspaceFolder, window } from 'vscode';
import { encodeUrl, type RepoPath } from '../../core/paths.ts';
import { type Failure, failed } from '../../core/ports.ts';
import type { Compaction } from '../../core/redirects/compact/compact.ts';
import type { RepairOffer } from '../../core/redirects/repair/repairOffer.ts';
import { folderAround, repoPathOf } from '../documents/repositoryPlaces.ts';
import { commandIds } from '../shared/manifest.ts';
import type { FolderFinding, FolderRedirect } from '../shared/session.ts';
import { type Choice, choose } from '../shown/messages.ts';
import { pickPage } from './choosePage.ts';
import type { CommandHost, Handler } from './commands.ts';
import { redirectAll } from './redirectAll.ts';

export function redirectCommands(host: CommandHost): Readonly<Record<string, Handler>> {
  return {
    [commandIds.redirectAll]: async (target) => {
      const { sessions } = host;
      const folder = (target as FolderFinding | undefined)?.folder;
      const result = folder
        ? sessions.get(folder)
        : sessions.all().find(({ result: { findings } }) => findings.length > 0);
      return result
        ? redirectAll(host, result)
        : failed('not-found', 'Run Broken Backlinks: Audit Site first.').failure;
    },
    [commandIds.previewFix]: async (about, fix) => {
      const { folder } = about as FolderRedirect;
      const { title } = fix as RepairOffer;
      const edits = await (await host.openEngine()).repair(folder, fix as RepairOffer);
      if (!edits.ok) return edits.failure;
      return host.previews.offer({ folder, files: edits.value, fixes: [], what: title });
    },
    [commandIds.leadElsewhere]: (target) => leadElsewhere(host, target as FolderRedirect),
    [commandIds.compactRedirects]: (target) => {
      const about = target as FolderRedirect | undefined;
      const place = about?.finding ? { folder: about.folder, file: about.finding.place.file } : editedFile();
      return place
        ? compact(host, place.folder, place.file)
        : Promise.resolve(failed('not-found', 'Open the redirect file to be compacted, then run this again.').failure);
    },
  };
}

/** The file in front of the user. */
function editedFile(): { readonly folder: WorkspaceFolder; readonly file: RepoPath } | undefined {
  const uri = window.activeTextEditor?.document.uri;
  const folder = uri && folderAround(uri);
  const file = folder && repoPathOf(folder, uri);
  return file && { folder, file };
}

async function leadElsewhere({ openEngine, writer }: CommandHost, { folder, finding }: FolderRedirect) {
  const { rule } = finding;
  if (rule === undefined) return undefined;
  const engine = await openEngine();
  const page = await pickPage(engine, folder, `Lead ${rule.from} to another page`, []);
  if (page === undefined) return undefined;
  const fix: RepairOffer = {
    title: `Lead ${rule.from} to ${encodeUrl(page.url)}`,
    file: rule.file,
    repairs: [{ rule, repair: { kind: 'retarget', to: encodeUrl(page.url) } }],
    isPreferred: false,
    isPreviewed: false,
  };
  const edits = await engine.repair(folder, fix);
  if (!edits.ok) return edits.failure;
  return writer.write({ folder, files: edits.value, fixes: [], what: fix.title });
}

interface CompactionItem extends Choice {
  readonly compaction: Compaction;
}

async function compact(
  { openEngine, previews }: CommandHost,
  folder: WorkspaceFolder,
  file: RepoPath,
): Promise<Failure | undefined> {
  const found = await (await openEngine()).compactions(folder, file);
  if (!found.ok) return found.failure;
  if (found.value.length === 0) {
    return failed(
      'not-found',
      `No rules of ${file} can be replaced by one. Fewer than three are for the same folder, or a present or past address of the site would lead elsewhere.`,
    ).failure;
  }
  const items = found.value.map(
    (compaction): CompactionItem => ({
      compaction,
      label: `${encodeUrl(compaction.redirect.from)}… → ${compaction.redirect.to}…`,
      description: `${countOf(compaction)} in place of ${compaction.rules.length}`,
      ...(compaction.others === undefined ? {} : { detail: compaction.others }),
    }),
  );
  const chosen = await choose(items, {
    title: `Compact the redirects of ${file}`,
    placeHolder: 'Every known address leads to where it led before. You see the change first.',
  });
  if (chosen === undefined) return undefined;
  const { edit, rules, written } = chosen.compaction;
  const count = written.length === 1 ? 'one' : String(written.length);
  const what =
    written.length === 0
      ? `Remove ${rules.length} redirects of ${file}`
      : `Replace ${rules.length} redirects of ${file} by ${count}`;
  return previews.offer({ folder, files: [edit], fixes: [], what });
}

function countOf({ written, answering }: Compaction): string {
  if (answering) return `${answering.from} in line ${answering.line} of ${answering.file}`;
  return written.length === 1 ? 'one rule' : `${written.length} rules`;
}
