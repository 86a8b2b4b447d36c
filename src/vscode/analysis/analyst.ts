/** What the editor asks about one folder. Everything crosses a thread, so all of it is plain data. */
import type { AuditOptions, AuditResult, Fix, LiveCheck } from '../../core/findings.ts';
import type { BacklinkAnswer, Place, Route } from '../../core/model.ts';
import type { UrlPath } from '../../core/paths.ts';
import type { Progress, Result } from '../../core/ports.ts';
import type { FileEdit } from '../../core/text/edits.ts';
import type { Overlay } from './overlayRepo.ts';

export interface Analyst {
  /** Reads the folder as it is now: the site of this address, else the most certain one. */
  open(request: OpenRequest, task: Task): Promise<Result<OpenedSite>>;
  /** Judges an answer by what was opened last. */
  judge(request: JudgeRequest, task: Task): Promise<AuditResult>;
  /** The edits of a fix against the text as it is now. */
  edits(request: { readonly fix: Fix; readonly overlay: Overlay }, task: Task): Promise<Result<readonly FileEdit[]>>;
  fixesTo(request: FixesRequest, task: Task): Promise<readonly Fix[]>;
  pages(request: undefined, task: Task): Promise<readonly Route[]>;
}

export interface Task {
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export interface OpenRequest {
  readonly root: string;
  readonly overlay: Overlay;
  /** The confirmed address; empty when there is none yet. */
  readonly site: string;
  /** What is future or expired is decided by this moment. */
  readonly now: string;
}

export interface OpenedSite {
  /** `Hugo (hugo.toml)`. */
  readonly title: string;
  /** The address the configuration gives, and where it stands. */
  readonly address: ({ readonly url: string } & Place) | undefined;
  readonly pages: number;
}

export interface JudgeRequest {
  readonly siteName: string;
  readonly answer: BacklinkAnswer;
  readonly checks: ReadonlyMap<string, LiveCheck>;
  readonly options: AuditOptions;
}

export interface FixesRequest {
  readonly from: UrlPath;
  readonly to: UrlPath;
  readonly options: Pick<AuditOptions, 'preferredFormats'>;
}
