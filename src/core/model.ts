/** The nouns of the project: types only. */

import type { Confirmed } from './confirmed.ts';
import type { FormerPlace } from './formerPlace.ts';
import type { GapKind } from './gapKind.ts';
import type { RepoPath, UrlPath } from './paths.ts';
import type { SourceCount } from './sourceCount.ts';

/** A calendar day in UTC, `yyyy-mm-dd`. */
export type Day = string;

/** A position in a text file, counted from 1. */
export interface Place {
  readonly file: RepoPath;
  readonly line: number;
}

/** A sentence for the user about one place: what happened and what to do next. */
export interface Declarable {
  readonly below: RepoPath;
  /** What the files may be published at, where something tells; `/{path}/` otherwise. */
  readonly addresses?: readonly string[] | undefined;
  /** Globs with an address each, or without a page, where one for all of the folder is not enough. */
  readonly pages?: Readonly<Record<string, string | false>> | undefined;
}

/** A sentence for the user about what could not be read, with the file and line it is about where it is about one. */
export interface Note extends Partial<Place> {
  readonly message: string;
  /** Because of it, addresses that are given may be others, and not only missing. */
  readonly doubtsAddresses?: boolean | undefined;
  /** Patterns in `.broken-backlinks.json` for all content below this folder (or for this file) make it void. */
  readonly declarable?: Declarable | undefined;
  /** The address of the site, with its path, makes it void. */
  readonly wantsAddress?: boolean | undefined;
  /** Folders of addresses, below the site's own, in which code makes pages: `tag/`; an empty text where nothing tells them. */
  readonly makesPages?: readonly string[] | undefined;
}

// --- what a backlink index says -------------------------------------------------------------------------------------

/** One page elsewhere that links to us. */
export interface Backlink {
  readonly from: string;
  readonly fromDomain: string;
  readonly fromTitle: string | undefined;
  readonly to: string;
  readonly anchor: string | undefined;
  readonly dofollow: boolean | undefined;
  /** The index's rank of the linking domain, 0 to 1000. */
  readonly domainRank: number | undefined;
  /** 0 to 100, where the source has one; 0 and 100 where it only says whether it takes the link for spam. */
  readonly spamScore?: number | undefined;
  readonly firstSeen: Day | undefined;
  readonly lastSeen: Day | undefined;
  /** What the linking page itself said when it was read; only on request. */
  readonly confirmed?: Confirmed | undefined;
}

/** A page of the site that the index saw failing and that still receives links; all spellings of its URL together. */
export interface BrokenPage {
  /** The spelling with most links, whole: scheme, host, path, query. */
  readonly url: string;
  /** Every spelling the index gave, most links first. */
  readonly spellings: readonly string[];
  /** The links of each spelling, in that order; absent where there is one spelling, or nobody counted. */
  readonly spellingLinks?: readonly Pick<LeftOut, 'url' | 'backlinks'>[] | undefined;
  readonly path: UrlPath;
  /** The HTTP status the index saw; `undefined` when it did not say. */
  readonly status: number | undefined;
  /** When the index saw that status; `undefined` when it gives no time for it. */
  readonly statusSeen: Day | undefined;
  /** `undefined` when nobody was asked: unknown is not none. */
  readonly backlinks: number | undefined;
  /** `undefined` when the index did not tell: unknown is not none. */
  readonly referringDomains: number | undefined;
  /** Of `backlinks`, how many may pass rank; `undefined` when the source does not say. */
  readonly dofollow: number | undefined;
  readonly rank: number | undefined;
  /** The mean of the links to the page, 0 to 100. */
  readonly spamScore?: number | undefined;
  readonly firstSeen: Day | undefined;
  readonly lastSeen: Day | undefined;
  /** The best referrers that are known, strongest first. */
  readonly referrers: readonly Backlink[];
  /** Why what the index says is no proof that the page fails, as a clause; `undefined` where it is one. */
  readonly doubt?: string | undefined;
  /** Seen on a host that the site has left, which `file` names; the page's own `path` is then the one of today. */
  readonly former?: FormerPlace | undefined;
  /** What the repository itself knows of it; where it was asked for what it published once. */
  readonly published?: PublishedOnce | undefined;
  /** What each source says; where the page is known from files of several sources, or from one that names itself. */
  readonly counts?: readonly SourceCount[] | undefined;
}

/** When an address was published, and what tells of its worth where no source counts its links. */
export interface PublishedOnce {
  readonly first: Day;
  /** The day that ended it. */
  readonly last: Day;
  /** The page it had last. */
  readonly page: PastPage;
  /** Pages of this repository that still link to it. */
  readonly ownLinks: number;
  /** Comparable within one list only. */
  readonly worth: number;
}

/** A row kept apart: `no-loss` is not broken or not linked to, `filtered` below a limit set, `elsewhere` of another repository. */
export interface LeftOut {
  readonly url: string;
  readonly reason: 'off-site' | 'asset' | 'malformed' | 'no-loss' | 'ignored' | 'filtered' | 'elsewhere';
  readonly detail: string;
  readonly backlinks: number;
}

/** What one source answered about one site. */
export interface BacklinkAnswer {
  /** Id of the source: `dataforseo`, `file`. */
  readonly source: string;
  /** When it was asked. */
  readonly asked: Day;
  readonly pages: readonly BrokenPage[];
  readonly leftOut: readonly LeftOut[];
  /** More rows existed than were asked for. */
  readonly truncated: boolean;
  /** The real price in millionths of a US dollar; 0 when stored or free. */
  readonly costMicros: number;
  readonly notes: readonly Note[];
  /** What the answer should say and does not. */
  readonly gaps?: readonly Gap[] | undefined;
}

/** Something an audit needed and does not know. As long as there is one, "nothing found" is no all-clear. */
export interface Gap {
  readonly kind: GapKind;
  /** How many rows or pages; `undefined` when not even that is known. */
  readonly count: number | undefined;
  /** What is not known, why, and what to do, for the user. */
  readonly message: string;
}

// --- what the repository publishes ----------------------------------------------------------------------------------

/**
 * - `page section home post`: a file's own page, published now
 * - `fallback`: another language's address showing the default language's file
 * - `dynamic`: `url` is a pattern with `[name]`, `[...rest]`, `[[optional]]`, owned by a route file
 * - `static`: copied as it is (image, PDF, plain HTML)
 * - `generated`: made by the generator (tag, archive, page 2); `file` is the best one to open
 * - `redirect`: the page only leads elsewhere
 * - `draft future expired unpublished`: the file exists and has no page; `url` is what it would be
 */
export type RouteKind =
  | 'page'
  | 'section'
  | 'home'
  | 'post'
  | 'fallback'
  | 'dynamic'
  | 'static'
  | 'generated'
  | 'redirect'
  | 'draft'
  | 'future'
  | 'expired'
  | 'unpublished';

/** An address the repository publishes, or would publish, and the file behind it. */
export interface Route {
  readonly url: UrlPath;
  readonly file: RepoPath;
  readonly kind: RouteKind;
  /** The page's title: front matter, else its first heading. */
  readonly title?: string | undefined;
  /** Language key as the site writes it, where the generator tells. */
  readonly language?: string | undefined;
  /** Version of the documentation, where the generator tells. */
  readonly version?: string | undefined;
  /** Nothing is shown there: code or a template sends every visitor on. */
  readonly leadsOn?: boolean | undefined;
  /** Why the address is not certain, as a clause; absent where the site's own rules give it. */
  readonly guess?: string | undefined;
  /** The front matter key that decided the address or the kind, `slug`, `url`, `draft`, and its 1-based line. */
  readonly key?: string | undefined;
  readonly line?: number | undefined;
}

/** A file that may become a page. */
export interface ContentFile {
  readonly path: RepoPath;
  readonly frontMatter: FrontMatter;
  /** First heading of the body, when it lies in the part that was read. Not looked for where the front matter has a title. */
  readonly heading?: string | undefined;
  /** The whole text, for files whose rules asked for it (`Permalinks.reads` = `whole`), or what they conclude of it (`tells`). */
  readonly text?: string | undefined;
  readonly told?: unknown;
}

/** The data block at the head of a content file. */
export interface FrontMatter {
  readonly format: 'yaml' | 'toml' | 'json' | 'org' | 'script' | 'none';
  /** Dates are text as written; empty where there is no block. What only running a `script` would tell is `undefined`. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Text without quotes that is a number to some readers of YAML, `007` and `1e3`; of a list, which item. */
  readonly unquoted?: readonly { readonly key: string; readonly item?: number }[] | undefined;
  /** Offset of the opening fence; absent without a block. */
  readonly start?: number | undefined;
  /** Offset of the first character of the body. */
  readonly bodyStart: number;
  /** The block could not be read; `data` is what could be saved of it. */
  readonly problem?: FrontMatterProblem | undefined;
}

/** What is wrong with the front matter of a page; `line` counts from 1. */
export interface FrontMatterProblem {
  readonly message: string;
  readonly line: number;
  /** The keys without a value because of it; `undefined` when not even they can be told. */
  readonly lost?: readonly string[] | undefined;
}

// --- what the history knows -----------------------------------------------------------------------------------------

/** A commit of the repository. */
export interface Commit {
  /** Full hash. */
  readonly hash: string;
  readonly date: Day;
}

/** What happened when an address lost its page. */
export type Fate =
  | {
      readonly kind: 'renamed' | 'moved' | 'merged' | 'split';
      readonly to: readonly RepoPath[];
      readonly similarity?: number;
    }
  /** The file stayed and got another address: by its front matter or the configuration, or by another generator. */
  | {
      readonly kind: 'readdressed' | 'generator-switched';
      readonly to: readonly RepoPath[];
      readonly cause: string;
    }
  /** The file is there, and no page since. */
  | { readonly kind: 'unpublished'; readonly cause: string }
  | { readonly kind: 'deleted' };

/** An address the main line once published under other rules or from another file than today. */
export interface PastPage {
  readonly url: UrlPath;
  readonly file: RepoPath;
  readonly title?: string | undefined;
  readonly first: Commit;
  /** The commit that ended it. */
  readonly last: Commit;
  readonly fate: Fate;
  /** The renames of its file, earliest first, where they were looked up. */
  readonly steps?: readonly PastStep[] | undefined;
  /** The commit that deleted its file, or what that was renamed to. */
  readonly ended?: Commit | undefined;
}

/** One rename of a file of the past. */
export interface PastStep {
  readonly to: RepoPath;
  /** As git measures it, 50 to 100. */
  readonly similarity: number;
  readonly commit: Commit;
  /** The same commit moved this many pages from one folder to another, this one among them. */
  readonly together?: { readonly from: string; readonly to: string; readonly count: number } | undefined;
}

// --- what we say about it -------------------------------------------------------------------------------------------

/** One reason for a suggestion, in words a user can check. */
export interface Evidence {
  /** Id of the evidence module, such as `rename`, `directory-move`, `same-slug`. */
  readonly kind: string;
  readonly text: string;
  /** Its share in the score; comparable within one suggestion list only. */
  readonly weight: number;
}

/** A page the broken address could lead to. */
export interface Suggestion {
  readonly url: UrlPath;
  readonly file: RepoPath;
  readonly title?: string | undefined;
  /** The part of the page that holds the removed page's text, where it has other text, too; without `#`. */
  readonly section?: string | undefined;
  /** Calibrated probability that a maintainer would choose it, 0 to 1. */
  readonly confidence: number;
  /** Right at least 49 times in 50. */
  readonly confident: boolean;
  readonly evidence: readonly Evidence[];
  /** Why it is not strong, whatever speaks for it; a clause. */
  readonly doubt?: string | undefined;
}
