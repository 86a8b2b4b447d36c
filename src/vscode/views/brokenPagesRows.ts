/** The rows of the tree, and what stands above them: read once there is something to show. */
import { ThemeIcon, type TreeItem, TreeItemCollapsibleState, type WorkspaceFolder } from 'vscode';
import { canBeRedirected } from '../../core/audit/fixMenu.ts';
import { lostSource } from '../../core/audit/lost.ts';
import type { BrokenPage, LeftOut } from '../../core/model.ts';
import { encodeUrl, type RepoPath } from '../../core/paths.ts';
import type { AuditResult, Diagnosis, Finding } from '../../core/report/findings.ts';
import { lostLinks } from '../../core/report/lostLinks.ts';
import { confidence, shownTarget, strength } from '../../core/report/report.ts';
import { whySettled } from '../../core/report/settled.ts';
import { count } from '../../core/wording/amounts.ts';
import { lineRange } from '../documents/convert.ts';
import { uriOf } from '../documents/repositoryPlaces.ts';
import type { FolderResult } from '../shared/session.ts';
import { treeItem, type ViewTexts } from '../shown/items.ts';
import { type GroupId, type TreeNode, targetsOfRow } from './brokenPagesTree.ts';
import { rowHover } from './hover.ts';
import { asOf, indexDay, siteNames } from './summary.ts';

export { rootsOf, treeChildren } from './brokenPagesTree.ts';

/** Title, icon, and whether the group is open at first. */
const groups: Readonly<Record<GroupId, { title: string; icon: string; open: boolean }>> = {
  strong: { title: 'Strong evidence', icon: 'sparkle', open: true },
  decide: { title: 'To decide', icon: 'question', open: true },
  redirected: { title: 'Redirected here, waiting for deploy', icon: 'rocket', open: false },
  fine: { title: 'Works again, or published here', icon: 'pass', open: false },
  'cannot-tell': { title: 'Cannot tell', icon: 'circle-slash', open: false },
  ignored: { title: 'Ignored', icon: 'eye-closed', open: false },
  'left-out': { title: 'Left out', icon: 'filter', open: false },
  notes: { title: 'Notes', icon: 'note', open: false },
};

/** What stands beside the title of the view, above its rows, and on its icon. */
export function textsAround(results: readonly FolderResult[]): ViewTexts {
  const open = results.reduce((sum, { result }) => sum + result.findings.length, 0);
  const [only, ...others] = results;
  return {
    description: only && others.length === 0 ? describeSource(only) : undefined,
    message: sentencesAbove(results, open),
    badge: {
      value: open,
      tooltip: results.some(isLost) ? `${open} addresses to decide` : `${count(open, 'broken page')} with backlinks`,
    },
  };
}

/** `example.org · index of 2026-10-02`; of what no source was asked about, also where it is from. */
function describeSource(result: FolderResult): string {
  const host = siteNames(result.result);
  const site = isLost(result)
    ? `${host} · published once; ${lostLinks(result.result.findings)}`
    : `${host} · ${dayOf(result.result)}`;
  return result.asOf === undefined ? site : `${site} · ${asOf(result.asOf)}`;
}

function dayOf(result: AuditResult): string {
  const seen = indexDay(result);
  if (seen === undefined) return `asked on ${result.asked}`;
  return `${result.source === 'file' ? 'files' : 'index'} of ${seen}`;
}

function isLost({ result }: FolderResult): boolean {
  return result.source === lostSource;
}

/** Above the rows, as the title of a container with one view has no room for a description. */
function sentencesAbove(results: readonly FolderResult[], open: number): string | undefined {
  const [only, ...others] = results;
  const sentences = [
    ...(only && others.length === 0 ? [`${describeSource(only)}.`] : []),
    ...results.flatMap(({ result }) => result.unconfirmed ?? []),
    ...(results.length > 0 && open === 0 ? [nothingOpen(results)] : []),
  ];
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

/** What stands above a view without findings: an all-clear, or why it is none. */
function nothingOpen(results: readonly FolderResult[]): string {
  const [gap] = results.flatMap(({ result }) => (result.outcome === 'incomplete' ? result.gaps : []));
  return gap === undefined ? 'Nothing is left to decide.' : `Incomplete, not everything is known: ${gap.message}`;
}

export function itemOf(node: TreeNode): TreeItem {
  switch (node.kind) {
    case 'folder': {
      const { folder, result } = node.session;
      const state = TreeItemCollapsibleState.Expanded;
      const item = treeItem({ label: folder.name, description: siteNames(result), state });
      item.iconPath = ThemeIcon.Folder;
      return item;
    }
    case 'site': {
      const { folder, result } = node.session;
      const label = node.host === '' ? 'Address unknown' : node.host;
      const description = count(result.findings.length, 'broken page');
      const item = treeItem({ label, description, state: TreeItemCollapsibleState.Expanded });
      item.id = `${folder.uri}#site#${node.host}`;
      item.iconPath = new ThemeIcon('globe');
      return item;
    }
    case 'group': {
      const { title, icon, open } = groups[node.id];
      const state = open ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
      const item = treeItem({ label: title, description: String(node.children.length), state });
      item.id = `${node.folder.uri}#${node.id}#${node.site ?? ''}`;
      item.iconPath = new ThemeIcon(icon);
      item.contextValue = `group.${node.id}`;
      return item;
    }
    case 'finding':
      return findingItem(node);
    case 'target':
      return targetItem(node);
    case 'left-out':
      return leftOutItem(node.row);
    case 'note':
      return noteItem(node);
    default:
      return node satisfies never;
  }
}

function findingItem(node: Extract<TreeNode, { kind: 'finding' }>): TreeItem {
  const { finding, folder, group } = node;
  const { former } = finding.broken;
  const label = former === undefined ? encodeUrl(finding.diagnosis.path) : `${former.host}${encodeUrl(former.path)}`;
  const state = targetsOfRow(node).length > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
  const item = treeItem({ label, description: describe(finding, group), tooltip: rowHover(node), state });
  item.id = `${folder.uri}#${group}#${finding.broken.url}`;
  item.iconPath = new ThemeIcon(iconOf(finding, group));
  item.contextValue = contextOf(finding, group);
  item.command = openCommand(folder, finding.place.file, finding.place.line);
  return item;
}

/** `→ /guides/install/`, `.97 strong`. */
function targetItem({ folder, of, page }: Extract<TreeNode, { kind: 'target' }>): TreeItem {
  const description = `${confidence(page)} ${strength(page)}`;
  const tooltip = [`${encodeUrl(page.url)} is ${page.file}.`, ...page.evidence.map(({ text }) => text)];
  const item = treeItem({ label: `→ ${encodeUrl(page.url)}`, description, tooltip });
  item.id = `${folder.uri}#${of.broken.url}#${page.url}`;
  item.contextValue = 'target';
  item.command = openCommand(folder, page.file, 1);
  return item;
}

/** `→ /guides/install/ .97 · 41 links, 12 domains`: where it could lead stands first, as the end is cut off. */
function describe(finding: Finding, group: GroupId): string {
  const { broken, diagnosis } = finding;
  const counts = countsOf(broken);
  const [best] = diagnosis.suggestions;
  switch (group) {
    case 'strong':
    case 'decide':
      // A page that is only held back comes back by itself; what it could be redirected to stands below it.
      return joined([
        best && !isHeldBack(diagnosis) ? `→ ${shownTarget(best)} ${confidence(best)}` : diagnosis.code,
        counts,
      ]);
    case 'redirected':
    case 'fine':
    case 'ignored':
      return joined([whySettled(finding, group), counts]);
    case 'cannot-tell':
      return joined([whySettled(finding, 'cannotTell'), counts]);
    case 'left-out':
    case 'notes':
      return counts;
    default:
      return group satisfies never;
  }
}

function isHeldBack({ code }: Diagnosis): boolean {
  return code === 'draft' || code === 'future' || code === 'expired' || code === 'unpublished';
}

/** What is known of them; what nobody asked about is left out. */
function countsOf({ backlinks, referringDomains }: BrokenPage): string {
  const known = [
    ...(backlinks === undefined ? [] : [count(backlinks, 'link')]),
    ...(referringDomains === undefined ? [] : [count(referringDomains, 'domain')]),
  ];
  return known.join(', ');
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part).join(' · ');
}

function iconOf({ severity }: Finding, group: GroupId): string {
  if (group !== 'decide' && group !== 'strong') return groups[group].icon;
  return severity === 'information' ? 'info' : severity;
}

function contextOf({ fixes, diagnosis }: Finding, group: GroupId): string {
  if (group === 'ignored') return 'finding.ignored';
  if (group !== 'decide' && group !== 'strong') return 'finding.settled';
  if (fixes.some(({ isPreferred }) => isPreferred)) return 'finding.open.strong';
  if (!canBeRedirected(diagnosis)) return 'finding.open';
  return fixes.some(({ redirect }) => redirect.status !== 410) ? 'finding.open.fixable' : 'finding.open.unplaced';
}

function leftOutItem(row: LeftOut): TreeItem {
  const description = `${count(row.backlinks, 'link')} · ${row.reason}: ${row.detail}`;
  const item = treeItem({ label: row.url, description, tooltip: [row.url, row.detail] });
  item.iconPath = new ThemeIcon('filter');
  item.contextValue = 'left-out';
  return item;
}

function noteItem({ folder, note }: Extract<TreeNode, { kind: 'note' }>): TreeItem {
  const place = note.line === undefined ? note.file : `${note.file}:${note.line}`;
  const item = treeItem({
    label: note.message,
    tooltip: [note.message],
    ...(place !== undefined && { description: place }),
  });
  item.iconPath = new ThemeIcon('note');
  item.contextValue = 'note';
  if (note.file === undefined) return item;
  item.command = openCommand(folder, note.file, note.line ?? 1);
  return item;
}

function openCommand(folder: WorkspaceFolder, file: RepoPath, line: number) {
  return { command: 'vscode.open', title: 'Open', arguments: [uriOf(folder, file), { selection: lineRange(line) }] };
}
