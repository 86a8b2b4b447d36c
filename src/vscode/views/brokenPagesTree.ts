/** The groups of the view and what stands in them: what is lost most stands first. */
import type { WorkspaceFolder } from 'vscode';
import { certainDomains, certainLinks } from '../../core/backlinks/brokenPages.ts';
import type { LeftOut, Note } from '../../core/model.ts';
import type { AuditResult, Finding } from '../../core/report/findings.ts';
import type { FolderResult } from '../shared/session.ts';

export type GroupId = 'decide' | 'strong' | 'redirected' | 'fine' | 'cannot-tell' | 'ignored' | 'left-out' | 'notes';

export type TreeNode =
  | { readonly kind: 'folder'; readonly session: FolderResult }
  | { readonly kind: 'group'; readonly id: GroupId; readonly folder: WorkspaceFolder; readonly children: TreeLeaves }
  | { readonly kind: 'finding'; readonly group: GroupId; readonly folder: WorkspaceFolder; readonly finding: Finding }
  | { readonly kind: 'left-out'; readonly row: LeftOut }
  | { readonly kind: 'note'; readonly folder: WorkspaceFolder; readonly note: Note };

export type TreeLeaves = readonly Extract<TreeNode, { kind: 'finding' | 'left-out' | 'note' }>[];

/** The first level: the groups, below their folder where more than one has a result. Empty groups are left out. */
export function rootsOf(sessions: readonly FolderResult[]): readonly TreeNode[] {
  const [first, ...others] = sessions;
  if (first === undefined) return [];
  return others.length === 0 ? groupsOf(first) : sessions.map((session) => ({ kind: 'folder', session }));
}

export function childrenOf(node: TreeNode): readonly TreeNode[] {
  switch (node.kind) {
    case 'folder':
      return groupsOf(node.session);
    case 'group':
      return node.children;
    case 'finding':
    case 'left-out':
    case 'note':
      return [];
    default:
      return node satisfies never;
  }
}

function groupsOf({ folder, result }: FolderResult): readonly TreeNode[] {
  const group = (id: GroupId, findings: readonly Finding[]) => ({
    kind: 'group' as const,
    id,
    folder,
    children: [...findings].sort(byLoss).map((finding) => ({ kind: 'finding' as const, group: id, folder, finding })),
  });
  const isStrong = (finding: Finding) => finding.fixes.some(({ isPreferred }) => isPreferred);
  return [
    group(
      'strong',
      result.findings.filter((finding) => isStrong(finding)),
    ),
    group(
      'decide',
      result.findings.filter((finding) => !isStrong(finding)),
    ),
    group('redirected', result.redirected),
    group('fine', result.fine),
    group('cannot-tell', result.cannotTell),
    group('ignored', result.ignored),
    leftOutGroup(folder, result),
    notesGroup(folder, result),
  ].filter(({ children }) => children.length > 0);
}

function leftOutGroup(folder: WorkspaceFolder, result: AuditResult) {
  const rows = [...result.leftOut].sort((a, b) => b.backlinks - a.backlinks);
  const children = rows.map((row) => ({ kind: 'left-out' as const, row }));
  return { kind: 'group' as const, id: 'left-out' as const, folder, children };
}

/** What could not be read, and what the user can do about it. */
function notesGroup(folder: WorkspaceFolder, { gaps, notes }: AuditResult) {
  const children = [...gaps, ...notes].map((note) => ({ kind: 'note' as const, folder, note }));
  return { kind: 'group' as const, id: 'notes' as const, folder, children };
}

function byLoss(a: Finding, b: Finding): number {
  return certainDomains(b.broken) - certainDomains(a.broken) || certainLinks(b.broken) - certainLinks(a.broken);
}
