/** What is kept of a folder's last audit over a reload, beside the stored answer: its site and what the live site said. */
import type { Memento, WorkspaceFolder } from 'vscode';
import type { LiveCheck } from '../../core/report/findings.ts';

/** What is remembered of what a folder shows, to judge it again. */
export interface LastAudit {
  /** `undefined` for an audit. */
  readonly kind?: 'lost' | 'redirects' | undefined;
  /** The address that was audited; empty where none was asked about. */
  readonly site: string;
  readonly checks: readonly (readonly [url: string, check: LiveCheck])[];
  /** It was of files; else of the source that the settings name. */
  readonly isFromFiles?: true | undefined;
  /** It was of the services that want no account. */
  readonly isFree?: true | undefined;
  /** It was of the snapshot in the repository. */
  readonly isSnapshot?: true | undefined;
  /** Addresses of the hosts that were asked about with it; missing in what an earlier version remembers. */
  readonly former?: readonly string[] | undefined;
}

export function readLastAudit(memory: Memento, folder: WorkspaceFolder): LastAudit | undefined {
  return memory.get<LastAudit>(keyOf(folder));
}

/** `undefined` forgets it. */
export async function writeLastAudit(memory: Memento, folder: WorkspaceFolder, audit: LastAudit | undefined) {
  await memory.update(keyOf(folder), audit);
}

function keyOf(folder: WorkspaceFolder): string {
  return `lastAudit:${folder.uri}`;
}

/** The address of the site whose pages' links were counted last, so that what is stored of it is found. */
export function readCountedSite(memory: Memento, folder: WorkspaceFolder): string | undefined {
  return memory.get<string>(`counted:${folder.uri}`);
}

export async function writeCountedSite(memory: Memento, folder: WorkspaceFolder, site: string) {
  await memory.update(`counted:${folder.uri}`, site);
}
