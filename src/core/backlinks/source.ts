/** What the project asks of a backlink index, whoever runs it. Entries are listed in `io/sources/index.ts`. */
import type { Backlink, BrokenPage, Day, Note } from '../model.ts';
import type { Progress, Result } from '../ports.ts';
import type { CheckState } from '../setUp/setUpCheck.ts';
import type { ListedAnswer, RowList } from './listing.ts';
import type { SiteTarget } from './siteTarget.ts';

/** Which broken pages a source is asked for, and how many at most. */
export interface BacklinkRequest {
  /** The addresses of the site, at least one. Rows of any other host are kept apart as off-site. */
  readonly targets: readonly SiteTarget[];
  /** Count only links that may pass rank. */
  readonly dofollowOnly: boolean;
  /** Pages of `docs.example.org` count as pages of `example.org`. */
  readonly includeSubdomains: boolean;
  /** One row for each link, with who links, where the source could also give one for each page, with the links counted. */
  readonly asLinks?: boolean | undefined;
  /** With a row for each page, also the strongest links to them, where the source can tell and the price allows it. */
  readonly withReferrers?: boolean | undefined;
  /** Rows asked for at most, over all targets; when more exist, the answer is `truncated`. */
  readonly maximumRows: number;
  /** No run costs more, in millionths of a US dollar; a quote asks for fewer rows to stay below. */
  readonly capMicros: number | undefined;
}

/** What can cost money: the list of broken pages, who links to one, the totals of the site, these by month, counts of given pages. */
export type PaidCall = 'pages' | 'referrers' | 'summary' | 'trend' | 'counts';

/** `count` times `eachMicros`: "requests", "rows". */
export interface PriceLine {
  readonly what: 'requests' | 'rows';
  readonly count: number;
  readonly eachMicros: number;
  /** For who links to the pages, and not for the pages. */
  readonly of?: 'referrers' | undefined;
}

/** What a call costs at most, to be shown and confirmed before it is made. */
export interface Quote {
  readonly source: string;
  readonly call: PaidCall;
  /** Id of the way it will be asked: `domain-pages`. */
  readonly plan: string;
  /** The same for the user: "pages that answer 4xx or 5xx, with their link counts". */
  readonly planTitle: string;
  readonly maximumRows: number;
  /** What may be spent, where that is why they are fewer than the request wanted. */
  readonly limitMicros?: number | undefined;
  /** Other rows of the list are held already. */
  readonly isRest?: boolean | undefined;
  readonly rowsAre: 'pages' | 'links' | 'crawled pages';
  /** Links to the pages that are asked for beside them, at most; in the lines and in the highest price. */
  readonly referrerRows?: number | undefined;
  readonly lines: readonly PriceLine[];
  /** The highest possible price; 0 when nothing is charged. A run never spends more than this. */
  readonly highestMicros: number;
  /** `undefined` when the source has none or did not tell. */
  readonly balanceMicros: number | undefined;
  /** What is not charged, one clause each. */
  readonly free: readonly string[];
  readonly notes: readonly Note[];
  /**
   * For a source that costs nothing and whose service nobody chose by giving it credentials: who is asked and what is sent, in
   * sentences. Nothing is asked before somebody agrees.
   */
  readonly consent?: string | undefined;
}

/** Who links to one page, strongest first. */
export interface Referrers {
  readonly links: readonly Backlink[];
  /** How many there are; `links` holds the best of them. */
  readonly total: number;
  readonly costMicros: number;
}

/** Totals of the whole site. The two "broken" figures count different things and need not agree. */
export interface SiteSummary {
  readonly backlinks: number | undefined;
  readonly referringDomains: number | undefined;
  /** Links that lead to a page answering 4xx or 5xx. */
  readonly brokenBacklinks: number | undefined;
  /** Pages answering 4xx or 5xx, also those only the sitemap names and nobody links to. */
  readonly brokenPages: number | undefined;
  readonly costMicros: number;
}

/** The figures of one month, `2026-11`; those that the source does not tell are `undefined`. */
export interface TrendMonth extends Omit<SiteSummary, 'costMicros'> {
  readonly month: string;
}

/** How the totals became what they are, the earliest month first. */
export interface SiteTrend {
  readonly months: readonly TrendMonth[];
  readonly costMicros: number;
}

/** How many links lead to one address, under all its usual spellings, and when that was asked. */
export interface CountedAddress {
  readonly url: string;
  readonly asked: Day;
  readonly backlinks: number;
  /** `undefined` where the source does not tell. */
  readonly referringDomains: number | undefined;
}

/** How many links lead to addresses that were named, whether they fail or not. */
export interface LinkCounts {
  readonly addresses: readonly CountedAddress[];
  readonly costMicros: number;
}

/** One call that was tried without paying for it, and whether its answer has the form that is read. */
export interface Rehearsal {
  /** `sandbox.dataforseo.com backlinks/summary/live`. */
  readonly call: string;
  readonly state: CheckState;
  /** What was read, or which fields are not as they should be. */
  readonly says: string;
}

/** What a list of rows builds on, and who keeps it. */
export interface Keeping {
  /** What is held of the same list: the source goes on where it ends. It ignores what it cannot go on from. */
  readonly held?: RowList | undefined;
  /** Gets what was paid for after each answer, also the last. */
  readonly keepPart?: ((part: ListedAnswer) => Promise<void>) | undefined;
}

/** Gets an answer of one request before its price is noted. */
export type KeepOne<Value> = (value: Value) => Promise<void>;

/** An index of backlinks, opened with the user's credentials. */
export interface BacklinkSource {
  readonly id: string;
  /** As its makers write it: `DataForSEO`. */
  readonly title: string;
  /** Free of charge, always: whether it can be reached and takes the credentials, with what it says of the account. */
  probe(signal: AbortSignal): Promise<Result<string>>;
  /** Free of charge, always: every call that costs nothing here, with its answer held against what is read of it. */
  rehearse?(signal: AbortSignal): Promise<readonly Rehearsal[]>;
  /** Free of charge, always. Asks for prices, balance and what the account can do. With `held`, for what is not held. */
  quote(request: BacklinkRequest, signal: AbortSignal, call?: PaidCall, held?: RowList): Promise<Result<Quote>>;
  /**
   * The broken pages of the site. What was paid for is never thrown away: when a later request fails or is cancelled,
   * the pages had so far are the answer, `truncated`, with a note that says why. `keepPart` gets that answer after each
   * request, before its price is noted: what a program that is ended has not kept, it leaves as a charge that may have happened.
   */
  fetchPages(
    request: BacklinkRequest,
    quote: Quote,
    progress: Progress,
    signal: AbortSignal,
    keeping?: Keeping,
  ): Promise<Result<ListedAnswer>>;
  /** The best referrers of one page, under all its spellings; `undefined` where the source cannot tell. */
  referrers?(
    page: BrokenPage,
    request: BacklinkRequest,
    quote: Quote,
    signal: AbortSignal,
    keep?: KeepOne<Referrers>,
  ): Promise<Result<Referrers>>;
  /** Of the first target. */
  summary?(
    request: BacklinkRequest,
    quote: Quote,
    signal: AbortSignal,
    keep?: KeepOne<SiteSummary>,
  ): Promise<Result<SiteSummary>>;
  /** Of the first target, over the last twelve months. */
  trend?(
    request: BacklinkRequest,
    quote: Quote,
    signal: AbortSignal,
    keep?: KeepOne<SiteTrend>,
  ): Promise<Result<SiteTrend>>;
  /** Of addresses of the site; `request.maximumRows` is their number. `keep` gets what was had after each request. */
  counts?(
    urls: readonly string[],
    request: BacklinkRequest,
    quote: Quote,
    signal: AbortSignal,
    keep?: KeepOne<LinkCounts>,
  ): Promise<Result<LinkCounts>>;
}

/**
 * What a source tells free of charge and what stays the same for a while, by name: asked once, for all runs of the program. A
 * fact that cannot be kept or read is asked for again.
 */
export interface FactStore {
  /** With the moment it was told, in milliseconds since 1970. */
  read(name: string): Promise<{ readonly at: number; readonly value: unknown } | undefined>;
  write(name: string, at: number, value: unknown): Promise<void>;
}
