/** What a host does with a request and its rules. One file per host; each is proved against the real engine. */
import type { Route } from '../model.ts';
import { encodeUriPart, encodeUrl, urlPath } from '../paths.ts';
import type { HostSettings, RedirectRule, SourcePattern } from './format.ts';

/** A request as it reaches the host: the path as it was sent (percent-encoded), the query without its `?`. */
export interface HostRequest {
  readonly path: string;
  readonly query: string;
  /** The path that the visitor asked for, where the server has put another in its place. */
  readonly sent?: string;
}

/** What a host answers with. */
export interface HostAnswer {
  readonly status: number;
  /** As written into `Location`; for a rewrite or an error page, what is served. */
  readonly location: string;
}

/** Values caught by wildcards and placeholders, by name (`splat`, `slug`, `1`). */
export type Captures = Readonly<Record<string, string>>;

/** How much a host takes; what is beyond it, it refuses or leaves out. */
export interface HostLimits {
  /** Rules of one file that are read. */
  readonly rules?: number;
  /** Rules of one file from the first wildcard on, where those have a limit of their own and `rules` is that of the others. */
  readonly rulesFromWildcard?: number;
  /** Bytes of a file. */
  readonly fileBytes?: number;
  /** Characters of one rule of a line. */
  readonly ruleLength?: number;
  /** Characters of a source or of a target. */
  readonly addressLength?: number;
}

/** What the meaning of a source depends on besides its own text. */
export interface SourceOptions {
  /** Where the rule leads. */
  readonly to?: string | undefined;
  /** The folder the site is served below, where the host puts it in front of a source. */
  readonly basePath?: string | undefined;
  /** What the site wants at the end of its addresses. */
  readonly trailingSlash?: boolean | undefined;
}

/** All that is known of one host. Its place in `hosts/index.ts` says who answers before it. */
export interface Host<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  readonly docs: string;
  /**
   * The server in front of the site, by a name that all its entries share: a site has one, and rules of the others are
   * left from a move. `undefined` for frameworks and pages, which any server shows.
   */
  readonly server: string | undefined;
  /** A rule becomes a page that leads on by a refresh; which of two such pages is kept, only its generator says. */
  readonly makesPages?: true;
  /** The file of a folder, which the server asks itself for in place of it: all rules are gone through again. */
  readonly folderPage?: string;
  /** It does so for a folder without such a file as well. */
  readonly asksOfFolders?: true;
  /** What it makes of a rule is there at the address with its slash and without. */
  readonly makesBothSpellings?: true;
  /** A page of the site beats a rule that is not forced. */
  readonly pagesFirst: boolean;
  /** Its documentation does not say whether a page or a rule answers, and nothing here could ask it. */
  readonly winnerIsUntold?: true;
  /** The author marks a rule that is to beat a page. */
  readonly marksForced?: true;
  /** A page is found in whatever letter case its address is asked for. */
  readonly ignoresCase?: true;
  /** A source is wanted encoded and decoded, one rule beside the other, as what it compares them with is not the same everywhere. */
  readonly wantsBothSpellings?: true;
  /** Where it leads by itself from the name of a folder, or of a page that is none, to the same with a slash or without. */
  slashes?(settings: HostSettings): OwnSlashes;
  readonly limits?: HostLimits;
  /** Whether a source is counted as one with a wildcard or a placeholder, where those have a limit of their own. */
  isWildcard?(from: string): boolean;
  /** What a source answers, in the host's plain notation; those it has besides are functions beside its entry. */
  source(written: string, options?: SourceOptions): SourcePattern;
  /** What is wrong with the target of a rule whoever asks: a sentence, with what to write instead. */
  wrongTarget?(rule: RedirectRule): string | undefined;
  /** What is left to do where a rule was taken out of its file and the host keeps it: an order to the user. */
  readonly afterRemoval?: string;
  /** A source is cut where `?` or `#` begins, and compared all the same. */
  readonly cutsSources?: true;
  /** A source is compared with the decoded path of a request, in which `#` is a sign like others: it was sent as `%23`. */
  readonly comparesDecoded?: true;
  /** Several repositories publish into the same folders: the page of a folder itself may come from another one, too. */
  readonly sharesFolders?: true;
  /** Why the repository would not know whether a page is at an address, without the base path: a clause. */
  unknowable?(path: string): string | undefined;
  /** The rules in the order they are tried, when that is not the order they are written in. */
  order?(rules: readonly RedirectRule[]): readonly RedirectRule[];
  /** Of the rules that match an address, in their order, those that are tried: where a match decides about others. */
  among?(matches: readonly RedirectRule[]): readonly RedirectRule[];
  /** What exact and prefix rules are looked up by, nearest first. */
  keys(path: string): readonly string[];
  /** The key of an exact or prefix rule. */
  ruleKey(rule: RedirectRule, path: string): string;
  /** What patterns are matched against. */
  subject(path: string): string;
  /** A page whose own file is found before that of the rule, though the rule is forced. */
  yields?(rule: RedirectRule, page: Route, path: string): boolean;
  /** The host's own redirect, before any rule. */
  before?(request: HostRequest, settings: HostSettings): HostAnswer | undefined;
  /**
   * Where it leads from a page that a rule shows in place of what was asked for, as it has another address of its own;
   * `undefined` where it is shown. `inFolders`: pages whose addresses have no slash are files of folders nevertheless.
   */
  proxiedTo?(path: string, page: Route, inFolders: boolean): string | undefined;
  /** Other spellings under which the host looks for a page, where no rule answers and none is at the address. */
  spellings?(path: string): readonly string[];
  /**
   * What the rule answers; `undefined` when it does not fire after all and the next one is tried,
   * `stays` when the host looks no further and answers nothing.
   */
  answer(
    rule: RedirectRule,
    captures: Captures,
    request: HostRequest,
    settings: HostSettings,
  ): HostAnswer | 'stays' | undefined;
}

/** What a host does with the slash at the end of the name of a folder, and of a page that is none. */
export interface OwnSlashes {
  readonly folder?: 'added' | 'dropped';
  readonly page?: 'added' | 'dropped';
}

/** The name of a folder gets one. */
export const slashedFolders = (): OwnSlashes => ({ folder: 'added' });

/** A source without any notation: the address alone. */
export function exactSource(written: string): SourcePattern {
  return { kind: 'exact', path: urlPath(written) };
}

/** A host whose formats go by these limits. */
export type LimitedHost<Id extends string, Limit extends keyof HostLimits> = Host<Id> & {
  readonly limits: Required<Pick<HostLimits, Limit>>;
};

/** What a browser sends for a path: encoded where the text is not, and left alone where it is. */
export function asSent(path: string): string {
  return path.replace(/[^\x21-\x7e]+/g, encodeUrl).replace(/[ "<>`{}\\^]/g, encodeUriPart);
}

/** What a browser sends for a decoded path: `/a[1]%` is `/a[1]%25`. For hosts that compare addresses as they come. */
export function sentPath(path: string): string {
  return asSent(path.replace(/%/g, '%25')).replace(/[?#]/g, encodeUriPart);
}

/** Without the slashes at its end; the root stays. */
export function withoutSlash(path: string): string {
  return path.length > 1 ? path.replace(/(?<!\/)\/+$/, '') || '/' : path;
}

/** A text as it stands in a regular expression. */
export function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** The whole segments in front of the first special one: `/a/b-*` lies under `/a`. */
export function literalFolder(pattern: string, special: RegExp): string {
  const cut = pattern.search(special);
  const head = cut < 0 ? pattern : pattern.slice(0, cut);
  return head.slice(0, head.lastIndexOf('/')) || '/';
}

export function joinQuery(location: string, query: string): string {
  if (query === '') return location;
  const hash = location.indexOf('#');
  const path = hash < 0 ? location : location.slice(0, hash);
  return `${path}${path.includes('?') ? '&' : '?'}${query}${hash < 0 ? '' : location.slice(hash)}`;
}
