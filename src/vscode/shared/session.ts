/** What was found in each workspace folder, by its last audit and in its redirects, and who wants to know. */
import { type Disposable, EventEmitter, type Uri, type WorkspaceFolder, workspace } from 'vscode';
import { notInAudit } from '../../core/audit/overlap.ts';
import type { RepoPath } from '../../core/paths.ts';
import type { RedirectFinding, RedirectReview } from '../../core/redirects/repair/review.ts';
import type { AuditResult, Finding } from '../../core/report/findings.ts';
import { type Listing, listingOf } from '../../core/report/listing.ts';
import { repoPathOf } from '../documents/repositoryPlaces.ts';

/** The last audit of a folder. */
export interface FolderResult {
  readonly folder: WorkspaceFolder;
  readonly result: AuditResult;
  /** When it was judged, in milliseconds since 1970, if that was in an earlier window; `undefined` for what holds now. */
  readonly asOf: number | undefined;
}

/** The last check of a folder's redirects. */
export interface FolderReview {
  readonly folder: WorkspaceFolder;
  readonly review: RedirectReview;
}

/** One redirect that is wrong, and the folder it stands in. */
export interface FolderRedirect {
  readonly folder: WorkspaceFolder;
  readonly finding: RedirectFinding;
}

/** A finding and the folder it belongs to: what commands of the view and the quick fixes are about. */
export interface FolderFinding {
  readonly folder: WorkspaceFolder;
  readonly finding: Finding;
}

/** A listing, and what it was made of. */
interface KnownListing {
  readonly result: AuditResult | undefined;
  readonly review: RedirectReview | undefined;
  readonly listing: Listing;
}

export class Sessions implements Disposable {
  readonly #results = new Map<string, FolderResult>();
  readonly #reviews = new Map<string, FolderReview>();
  readonly #listings = new Map<string, KnownListing>();
  readonly #changed = new EventEmitter<WorkspaceFolder>();
  readonly #reviewChanged = new EventEmitter<WorkspaceFolder>();
  readonly #folders: Disposable;
  /** Fires when the result of a folder is set, replaced or dropped. */
  readonly onDidChange = this.#changed.event;
  /** Fires when the redirects of a folder were checked, or are checked no more. */
  readonly onDidReview = this.#reviewChanged.event;

  constructor() {
    this.#folders = workspace.onDidChangeWorkspaceFolders(({ removed }) => {
      for (const folder of removed) this.drop(folder);
    });
  }

  get(folder: WorkspaceFolder): FolderResult | undefined {
    return this.#results.get(folder.uri.toString());
  }

  /** Every folder with a result, in the order of the workspace. */
  all(): readonly FolderResult[] {
    return (workspace.workspaceFolders ?? []).flatMap((folder) => this.get(folder) ?? []);
  }

  set(folder: WorkspaceFolder, result: AuditResult, asOf?: number): void {
    this.#results.set(folder.uri.toString(), { folder, result, asOf });
    this.#changed.fire(folder);
  }

  /** Forgets everything about the folder. */
  drop(folder: WorkspaceFolder): void {
    const key = folder.uri.toString();
    this.#listings.delete(key);
    if (this.#reviews.delete(key)) this.#reviewChanged.fire(folder);
    if (this.#results.delete(key)) this.#changed.fire(folder);
  }

  /** Every folder of which anything is shown. */
  folders(): readonly WorkspaceFolder[] {
    const keys = new Set([...this.#results.keys(), ...this.#reviews.keys()]);
    return (workspace.workspaceFolders ?? []).filter(({ uri }) => keys.has(uri.toString()));
  }

  review(folder: WorkspaceFolder): RedirectReview | undefined {
    return this.#reviews.get(folder.uri.toString())?.review;
  }

  reviews(): readonly FolderReview[] {
    return [...this.#reviews.values()];
  }

  /** What is wrong with the redirects of a folder and not said by its audit. */
  redirectFindings(folder: WorkspaceFolder): readonly RedirectFinding[] {
    return notInAudit(this.review(folder)?.findings ?? [], this.get(folder)?.result.findings ?? []);
  }

  /** What of it stands in the Problems panel, a few on each line, and what is told together. */
  listing(folder: WorkspaceFolder): Listing {
    const result = this.get(folder)?.result;
    const review = this.review(folder);
    const key = folder.uri.toString();
    const known = this.#listings.get(key);
    if (known !== undefined && known.result === result && known.review === review) return known.listing;
    const listing = listingOf(result, this.redirectFindings(folder));
    this.#listings.set(key, { result, review, listing });
    return listing;
  }

  setReview(folder: WorkspaceFolder, review: RedirectReview): void {
    this.#reviews.set(folder.uri.toString(), { folder, review });
    this.#reviewChanged.fire(folder);
  }

  /** The findings that stand for themselves in this document, of every folder whose repository holds it. */
  findingsIn(uri: Uri): readonly FolderFinding[] {
    return this.all().flatMap(({ folder }) => {
      const file = repoPathOf(folder, uri);
      const here = file === undefined ? [] : this.listing(folder).findings.filter(({ place }) => place.file === file);
      return here.map((finding) => ({ folder, finding }));
    });
  }

  /** What is wrong with the redirects written in this document. */
  redirectsIn(uri: Uri): readonly FolderRedirect[] {
    return this.reviews().flatMap(({ folder }) => {
      const file = repoPathOf(folder, uri);
      const here = file === undefined ? [] : this.listing(folder).redirects.filter(({ place }) => place.file === file);
      return here.map((finding) => ({ folder, finding }));
    });
  }

  /** This document as a file with rules that were checked; `undefined` when it is none. */
  ruleFileAt(uri: Uri): { readonly folder: WorkspaceFolder; readonly file: RepoPath } | undefined {
    for (const { folder, review } of this.#reviews.values()) {
      const file = repoPathOf(folder, uri);
      if (file !== undefined && review.files.has(file)) return { folder, file };
    }
    return undefined;
  }

  dispose(): void {
    this.#folders.dispose();
    this.#reviewChanged.dispose();
    this.#changed.dispose();
  }
}
