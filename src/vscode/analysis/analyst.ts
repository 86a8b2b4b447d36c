/** What the editor asks about one folder. Everything goes to another process, so all of it is plain data. */

import type { LostRequest } from '../../app/lostAddresses.ts';
import type { Overlay } from '../../app/overlayRepo.ts';
import type { Task } from '../../app/workspace.ts';
import type { Explained } from '../../core/audit/explanation.ts';
import type { WrittenFixes } from '../../core/audit/fixEdits.ts';
import type { Watched } from '../../core/audit/rereading/watched.ts';
import type { FormerHost } from '../../core/backlinks/formerHosts.ts';
import type { SiteTarget } from '../../core/backlinks/siteTarget.ts';
import type { BacklinkAnswer, Place, Route } from '../../core/model.ts';
import type { RepoPath, UrlPath } from '../../core/paths.ts';
import type { Result } from '../../core/ports.ts';
import type { Compaction } from '../../core/redirects/compact/compact.ts';
import type { RedirectRule } from '../../core/redirects/format.ts';
import type { FollowedRule } from '../../core/redirects/repair/follow.ts';
import type { RepairOffer } from '../../core/redirects/repair/repairOffer.ts';
import type { RedirectReview } from '../../core/redirects/repair/review.ts';
import type { AuditOptions, AuditResult, Fix, LiveCheck, PageRemedy } from '../../core/report/findings.ts';
import type { SetUpCheck } from '../../core/setUp/setUpCheck.ts';
import type { FileEdit } from '../../core/text/edits.ts';
import type { RepositoryPlace } from '../../io/repository/openRepository.ts';

/** All work on one folder, done in a process of its own. Every value of it can be sent there. */
export interface Analyst {
  /** Where the folder lies in its repository: every path of what is said and asked counts from the top of that. */
  locate(request: { readonly root: string }, task: Task): Promise<RepositoryPlace>;
  /** Reads the folder, with the whole repository around it, as it is now: the site of this address, else the most certain one. */
  open(request: OpenRequest, task: Task): Promise<Result<OpenedSite>>;
  /**
   * Whether the folder would be read differently now because of these files. Before the first `open` all of them count but
   * those that are not there or that git ignores.
   */
  needsReading(request: ChangedFiles, task: Task): Promise<boolean>;
  /** What tells later which changes count, of what was opened last. */
  watched(request: undefined, task: Task): Promise<Watched>;
  /** The addresses of what was opened last that were published once and that nothing answers now. */
  lost(request: LostAsked, task: Task): Promise<BacklinkAnswer>;
  /** Whole addresses of the pages of files and folders of what was opened last. */
  addressesBelow(request: PagesAsked, task: Task): Promise<readonly string[]>;
  /** Judges an answer by what was opened last. */
  judge(request: JudgeRequest, task: Task): Promise<AuditResult>;
  /** The edits of fixes against the text as it is now. */
  edits(request: FixesRequest, task: Task): Promise<WrittenFixes>;
  /** The edit that brings a page back, against the texts of this moment. */
  bringBack(request: RemedyRequest, task: Task): Promise<Result<FileEdit>>;
  fixesTo(request: FixesToRequest, task: Task): Promise<readonly Fix[]>;
  /** Everything that can be said of one address of what was opened last; `undefined` for one of no site. */
  explain(request: ExplainRequest, task: Task): Promise<Explained | undefined>;
  /** What can be told of a wrong suggestion for one address without telling what the site says. */
  reportWrong(request: WrongRequest, task: Task): Promise<string>;
  pages(request: undefined, task: Task): Promise<readonly Route[]>;
  /** Addresses of some pages of what was opened last, on the host that is asked about. */
  published(request: SiteTarget, task: Task): Promise<readonly string[]>;
  /** What was detected in what was opened last, and why. */
  siteChecks(request: undefined, task: Task): Promise<readonly SetUpCheck[]>;
  /** An answer without the pages that what was opened last publishes, where no source says that they fail. */
  leaveOutPublished(request: BacklinkAnswer, task: Task): Promise<BacklinkAnswer>;
  /** What is wrong with the redirects of what was opened last, without what the user ignores. */
  review(request: Pick<AuditOptions, 'ignore'>, task: Task): Promise<RedirectReview>;
  /** The edits that repair a redirect, against the text as it is now. */
  repair(request: RepairRequest, task: Task): Promise<Result<readonly FileEdit[]>>;
  /** Where the rules of a line of what was opened last lead. */
  follow(request: Place, task: Task): Promise<readonly FollowedRule[]>;
  /** The compactions of a redirect file that are proved, by the past of the repository as well. */
  compactions(request: CompactionsRequest, task: Task): Promise<readonly Compaction[]>;
}

export type { Task } from '../../app/workspace.ts';

/** Which folder is read, and how the editor sees it. */
export interface OpenRequest {
  /** The folder that is open in the editor. */
  readonly root: string;
  readonly overlay: Overlay;
  /** The confirmed address; empty when there is none yet. */
  readonly site: string;
  /** Which site is meant where detection is wrong; `undefined` where the settings do not say. */
  readonly choice?: { readonly generator: string; readonly root: string } | undefined;
  /** A folder of the workspace's own, outside of the repository, for what is worth keeping. */
  readonly cache: string | undefined;
  /** What is future or expired is decided by this moment. */
  readonly now: string;
}

/** Which lost addresses are looked for. */
export interface LostAsked extends Pick<LostRequest, 'today' | 'counted'> {
  /** Only what the last commit published from these files, and from files below these folders. */
  readonly goneFrom?: readonly RepoPath[] | undefined;
}

/** Files and folders whose pages are meant, and the site that is asked about. */
export interface PagesAsked {
  readonly paths: readonly RepoPath[];
  readonly target: SiteTarget;
}

/** Files that changed, and the unsaved texts of this moment. */
export interface ChangedFiles {
  /** The top of the repository. */
  readonly directory: string;
  readonly files: readonly RepoPath[];
  readonly overlay: Overlay;
}

/** The site that was read, for its header. */
export interface OpenedSite {
  /** `Hugo (hugo.toml)`. */
  readonly title: string;
  /** The address that `.broken-backlinks.json` gives, else the editor's settings; `undefined` where neither does. */
  readonly site: string | undefined;
  /** The address the configuration gives, and where it stands. */
  readonly address: ({ readonly url: string } & Place) | undefined;
  readonly pages: number;
  /** The parts of the web that the sites of the folder are. */
  readonly targets: readonly SiteTarget[];
  /** The hosts it had before. */
  readonly former: readonly FormerHost[];
}

/** An answer to be judged by what was opened last. */
export interface JudgeRequest {
  readonly siteName: string;
  readonly answer: BacklinkAnswer;
  readonly checks: ReadonlyMap<string, LiveCheck>;
  readonly options: AuditOptions;
}

/** The address to be explained. */
export interface ExplainRequest {
  readonly url: string;
  readonly options: Pick<AuditOptions, 'preferredFormats'>;
}

/** The address of a wrong suggestion, and the page that is right where the user knows it. */
export interface WrongRequest extends ExplainRequest {
  readonly right: string | undefined;
  readonly programs: readonly string[];
}

/** Repairs of redirects to be written, and the unsaved texts of this moment. */
export interface RepairRequest {
  readonly fix: RepairOffer;
  readonly overlay: Overlay;
}

/** A file of redirects to be made smaller, and the unsaved texts of this moment. */
export interface CompactionsRequest {
  readonly file: RepoPath;
  readonly overlay: Overlay;
}

/** Fixes to be written, and the unsaved texts of this moment. */
export interface FixesRequest {
  readonly fixes: readonly Fix[];
  readonly overlay: Overlay;
}

/** What brings a page back, and the unsaved texts of this moment. */
export interface RemedyRequest {
  readonly remedy: PageRemedy;
  readonly overlay: Overlay;
}

/** An address and the page that somebody chose for it. */
export interface FixesToRequest {
  readonly from: UrlPath;
  readonly to: UrlPath;
  /** The one that answers for the address already. */
  readonly rule: RedirectRule | undefined;
  readonly options: Pick<AuditOptions, 'preferredFormats'>;
}
