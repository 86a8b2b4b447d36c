/** What the light part of the extension asks of the heavy part; the latter is loaded on first use, through one door. */
import type { Uri, WorkspaceFolder } from 'vscode';
import type { Explained } from '../../core/audit/explanation.ts';
import type { WrittenFixes } from '../../core/audit/fixEdits.ts';
import type { Watched } from '../../core/audit/rereading/watched.ts';
import type { BacklinkAnswer, Place, Route } from '../../core/model.ts';
import type { RepoPath } from '../../core/paths.ts';
import type { Result } from '../../core/ports.ts';
import type { Compaction } from '../../core/redirects/compact/compact.ts';
import type { FollowedRule } from '../../core/redirects/repair/follow.ts';
import type { RepairOffer } from '../../core/redirects/repair/repairOffer.ts';
import type { Diagnosis, Finding, Fix, PageRemedy } from '../../core/report/findings.ts';
import type { SetUpCheck } from '../../core/setUp/setUpCheck.ts';
import type { FileEdit } from '../../core/text/edits.ts';
import type { KeptKind } from '../../io/stores/clearing.ts';

/** Everything heavy, behind one lazy import; each method shows its own progress. */
export interface Engine {
  /** Asks what it must, shows progress, and leaves the result in the sessions. `fresh` asks the index again. */
  audit(folder: WorkspaceFolder, options: { readonly fresh: boolean }): Promise<Result<AuditSummary>>;
  /** Audits by the services that want no account, once the user has agreed to whom is asked. */
  auditFree(folder: WorkspaceFolder): Promise<Result<AuditSummary>>;
  /** Audits by exports, logs and lists that people have, by their paths. No account, no price. */
  auditFiles(folder: WorkspaceFolder, paths: readonly string[]): Promise<Result<AuditSummary>>;
  /** Finds what the repository published once and nothing answers now, and leaves it in the sessions. No request. */
  findLost(folder: WorkspaceFolder): Promise<Result<AuditSummary>>;
  /** Judges again what an earlier window showed, without any request; `false` when it cannot be. */
  showStored(folder: WorkspaceFolder, signal: AbortSignal): Promise<boolean>;
  /** Checks every redirect of the folder and leaves what is wrong in the sessions. No request, no history. */
  checkRedirects(folder: WorkspaceFolder): Promise<Result<AuditSummary>>;
  /** What tells which changes count since what is shown was judged; `undefined` until it was in this window. */
  watched(folder: WorkspaceFolder): Watched | undefined;
  /** Whether what is shown must be judged again because these files changed; prose alone moves nothing. */
  needsRefresh(folder: WorkspaceFolder, changed: readonly RepoPath[], signal: AbortSignal): Promise<boolean>;
  /** Judges what is shown again by the working tree as it is now, open documents first. No request. */
  refresh(folder: WorkspaceFolder, signal: AbortSignal): Promise<void>;
  /** The edits of a fix against the text as it is now; a failure says why the redirect cannot be written. */
  edits(folder: WorkspaceFolder, fix: Fix): Promise<Result<readonly FileEdit[]>>;
  /** The edit that brings a page back to its address. */
  bringBack(folder: WorkspaceFolder, remedy: PageRemedy): Promise<Result<readonly FileEdit[]>>;
  /** The edits of many fixes as one change, and which of them cannot be written. */
  editsOfAll(folder: WorkspaceFolder, fixes: readonly Fix[]): Promise<Result<WrittenFixes>>;
  /** The edits that repair a redirect, against the text as it is now. */
  repair(folder: WorkspaceFolder, fix: RepairOffer): Promise<Result<readonly FileEdit[]>>;
  /** Where the rules of a line lead, step by step; empty when there is none. */
  follow(folder: WorkspaceFolder, place: Place, signal: AbortSignal): Promise<readonly FollowedRule[]>;
  /** Reads the folder and its history, and proves which rules of a file one pattern could replace. */
  compactions(folder: WorkspaceFolder, file: RepoPath): Promise<Result<readonly Compaction[]>>;
  /** The ways to redirect an address to any page of the site, best first. */
  fixesTo(folder: WorkspaceFolder, from: DiagnosedAddress, page: Pick<Route, 'url'>): Promise<readonly Fix[]>;
  /** Reads the folder as it is now and says everything about one address of its site. */
  explain(folder: WorkspaceFolder, url: string): Promise<Result<Explained>>;
  /** What can be told of a wrong suggestion without telling what the site says; `right` is the page it should be. */
  reportWrong(folder: WorkspaceFolder, url: string, right: string | undefined): Promise<Result<string>>;
  /** The published pages a redirect may lead to. */
  pages(folder: WorkspaceFolder): Promise<readonly Route[]>;
  /** Asks the index for the totals of a folder's site and for these by month, each at a confirmed price. */
  totals(folder: WorkspaceFolder): Promise<Result<SiteTotals>>;
  /** Asks the index how many links lead to the pages of files and folders; what is stored first, the rest at a confirmed price. */
  wouldBreak(folder: WorkspaceFolder, uris: readonly Uri[]): Promise<Result<SiteTotals>>;
  /** What went with files and folders and has links, as far as stored answers tell; `undefined` where they tell none. No request. */
  takenAway(folder: WorkspaceFolder, uris: readonly Uri[]): Promise<TakenAway | undefined>;
  /** Adds that to the findings of the folder. */
  showTakenAway(folder: WorkspaceFolder, taken: TakenAway): Promise<Result<undefined>>;
  /** Asks the index who links to one page, at a confirmed price, and adds them to the finding. */
  askReferrers(folder: WorkspaceFolder, finding: Finding): Promise<Result<AuditSummary>>;
  /** Reads the strongest linking pages of a finding once, where the user agrees, and adds what they say to it. */
  confirmReferrers(folder: WorkspaceFolder, finding: Finding): Promise<Result<AuditSummary>>;
  /** Whether the sources may be asked, which the user decides; `undefined` when they go back. */
  mayAskSources(): Promise<boolean | undefined>;
  /** Checks programs, disk, store, site and network; asks the sources, free of charge, where that is allowed. */
  checkSetUp(folder: WorkspaceFolder, mayAsk: boolean): Promise<readonly SetUpCheck[]>;
  /** Makes the embedded sample anew; resolves to its folder, ready for an audit without an account. */
  makeSample(): Promise<Result<string>>;
  /** Asks for the credentials of a source, the one of that title if it is known, and whether it takes them; what it refuses is not kept. */
  setCredentials(title?: string): Promise<Result<string>>;
  /** Forgets all of these kinds on this machine; resolves to how many there were. */
  clearKept(kinds: readonly KeptKind[]): Promise<Result<number>>;
}

/** An address, what answers it now, and what is suggested for it. */
export type DiagnosedAddress = Pick<Diagnosis, 'path' | 'rule' | 'suggestions'>;

/** Addresses that nothing answers any more, and to which links lead. */
export interface TakenAway {
  readonly siteName: string;
  /** Most links first; `asked` is the earliest day that a number is of. */
  readonly answer: BacklinkAnswer;
}

/** What an index counts for a whole site, or for some of its pages, in lines. */
export interface SiteTotals {
  readonly host: string;
  readonly lines: readonly string[];
}

/** What an audit came to. */
export interface AuditSummary {
  /** The line that ends an audit. */
  readonly message: string;
}

/** Opens the door; the second call gets the same engine. */
export type EngineDoor = () => Promise<Engine>;
