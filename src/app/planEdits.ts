/** The edits that write redirects, each by the rules of the site its address belongs to. */

import { editsOf, type RefusedFix, type WrittenFixes } from '../core/audit/fixEdits.ts';
import type { RepoPath } from '../core/paths.ts';
import type { Refusal } from '../core/redirects/format.ts';
import type { RedirectTable } from '../core/redirects/resolution.ts';
import type { Fix } from '../core/report/findings.ts';
import type { Site } from '../core/site/site.ts';
import { composeEdits } from '../core/text/composeEdits.ts';
import { applyEdits, type FileEdit } from '../core/text/edits.ts';
import { append } from '../core/text/longLists.ts';
import { listCorrections } from './listedEntries.ts';
import { siteOf } from './reading.ts';
import type { Workspace } from './workspace.ts';

/** The edits of fixes, those of lists for programs among them. */
export interface PlannedEdits extends WrittenFixes {
  /** The lists whose entries name the new addresses. */
  readonly lists: readonly RepoPath[];
}

/** `read` gives the text of this moment, or says why the file cannot be edited. */
export async function planEdits(
  workspace: Workspace,
  fixes: readonly Fix[],
  tableOf: (site: Site) => Promise<RedirectTable>,
  read: (file: RepoPath) => Promise<string | undefined | Refusal>,
): Promise<PlannedEdits> {
  const edits = new Map<RepoPath, FileEdit>();
  const written: Fix[] = [];
  const refused: RefusedFix[] = [];
  const lists: RepoPath[] = [];
  const current = async (file: RepoPath) => {
    const known = edits.get(file);
    return known === undefined ? read(file) : applyEdits(known.before ?? '', known.edits);
  };
  for (const [site, own] of bySite(workspace, fixes)) {
    const made = await editsOf(own, await tableOf(site), current);
    append(written, made.written);
    append(refused, made.refused);
    const merge = (edit: FileEdit) => {
      const known = edits.get(edit.file);
      edits.set(edit.file, known ? { ...known, edits: composeEdits(known.edits, edit.edits) } : edit);
    };
    made.edits.forEach(merge);
    const listed = await listCorrections(workspace.repo, site, made.written, workspace.address, current);
    listed.forEach(merge);
    append(
      lists,
      listed.map(({ file }) => file),
    );
  }
  return { edits: [...edits.values()], written, refused, lists };
}

function bySite(workspace: Workspace, fixes: readonly Fix[]): ReadonlyMap<Site, readonly Fix[]> {
  const groups = new Map<Site, Fix[]>();
  for (const fix of fixes) {
    const { from } = fix.redirect;
    const site = siteOf({ path: from, url: fix.host === undefined ? from : `https://${fix.host}${from}` }, workspace);
    groups.set(site, [...(groups.get(site) ?? []), fix]);
  }
  return groups;
}
