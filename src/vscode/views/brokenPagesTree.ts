/** The groups of the view and what stands in them: what is lost most stands first. */
import type { WorkspaceFolder } from 'vscode';
import { siteHost } from '../../core/backlinks/siteTarget.ts';
import { mostWorthFirst } from '../../core/backlinks/worth.ts';
import type { LeftOut, Note, Suggestion } from '../../core/model.ts';
import type { AuditResult, Finding } from '../../core/report/findings.ts';
import { allFindings } from '../../core/report/settled.ts';
import type { FolderResult } from '../shared/session.ts';

export type GroupId = 'decide' | 'strong' | 'redirected' | 'fine' | 'cannot-tell' | 'ignored' | 'left-out' | 'notes';

export type TreeNode =
  | { readonly kind: 'folder'; readonly session: FolderResult }
  | { readonly kind: 'site'; readonly host: string; readonly session: FolderResult }
  | {
      readonly kind: 'group';
      readonly id: GroupId;
      readonly folder: WorkspaceFolder;
      readonly children: TreeLeaves;
      /** The host of its findings, where a folder has those of several. */
      readonly site?: string;
    }
  | { readonly kind: 'finding'; readonly group: GroupId; readonly folder: WorkspaceFolder; readonly finding: Finding }
  | { readonly kind: 'target'; readonly folder: WorkspaceFolder; readonly of: Finding; readonly page: Suggestion }
  | { readonly kind: 'left-out'; readonly row: LeftOut }
  | { readonly kind: 'note'; readonly folder: WorkspaceFolder; readonly note: Note };

export type TreeLeaves = readonly Extract<TreeNode, { kind: 'finding' | 'left-out' | 'note' }>[];

/**
 * The first level: the groups, below their site where a folder has findings of several, below their folder where more than
 * one has a result. Empty groups are left out.
 */
export function rootsOf(sessions: readonly FolderResult[]): readonly TreeNode[] {
  const [first, ...others] = sessions;
  if (first === undefined) return [];
  return others.length === 0 ? sitesOf(first) : sessions.map((session) => ({ kind: 'folder', session }));
}

export function treeChildren(node: TreeNode): readonly TreeNode[] {
  switch (node.kind) {
    case 'folder':
      return sitesOf(node.session);
    case 'site':
      return groupsOf(node.session, node.host);
    case 'group':
      return node.children;
    case 'finding':
      return targetsOfRow(node);
    case 'target':
    case 'left-out':
    case 'note':
      return [];
    default:
      return node satisfies never;
  }
}

/** How many pages a finding that is open to decide names below itself. */
const shownTargets = 3;

/** Where it could lead, in rows of their own: behind the address, the end of a row is cut off in a narrow side bar. */
export function targetsOfRow({
  folder,
  finding,
  group,
}: Extract<TreeNode, { kind: 'finding' }>): readonly Extract<TreeNode, { kind: 'target' }>[] {
  if (group !== 'strong' && group !== 'decide') return [];
  const pages = finding.diagnosis.suggestions.slice(0, shownTargets);
  return pages.map((page) => ({ kind: 'target', folder, of: finding, page }));
}

function sitesOf(session: FolderResult): readonly TreeNode[] {
  const hosts = [...new Set(allFindings(session.result).map(hostOf))];
  if (hosts.length < 2) return groupsOf(session);
  const sites = hosts.map((host): TreeNode => ({ kind: 'site', host, session: ofSite(session, host) }));
  const { folder, result } = session;
  const shared = [leftOutGroup(folder, result), notesGroup(folder, result)];
  return [...sites, ...shared.filter(({ children }) => children.length > 0)];
}

/** What is about no page stands beside the sites. */
function ofSite({ result, ...session }: FolderResult, host: string): FolderResult {
  const own = (findings: readonly Finding[]) => findings.filter((finding) => hostOf(finding) === host);
  const groups = {
    findings: own(result.findings),
    redirected: own(result.redirected),
    fine: own(result.fine),
    cannotTell: own(result.cannotTell),
    ignored: own(result.ignored),
  };
  return { ...session, result: { ...result, ...groups, site: host, leftOut: [], notes: [], gaps: [] } };
}

/** Where the address of the site is not known, an address has no host. */
function hostOf({ broken: { url } }: Finding): string {
  return siteHost(url) ?? '';
}

/** `site`: the host, where the groups of several stand beside each other. */
function groupsOf({ folder, result }: FolderResult, site = ''): readonly TreeNode[] {
  const group = (id: GroupId, findings: readonly Finding[]) => ({
    site,
    kind: 'group' as const,
    id,
    folder,
    // Of several sites each is in its order.
    children: [...findings]
      .sort((a, b) => mostWorthFirst(a.broken, b.broken))
      .map((finding) => ({ kind: 'finding' as const, group: id, folder, finding })),
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
