/** One way to write redirects: a file, a configuration key, or front matter. */

import type { Syntax } from '../data/syntax.ts';
import type { HtmlPages } from '../htmlPages.ts';
import type { Note, Route } from '../model.ts';
import type { RepoPath, UrlPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import type { TextEdit } from '../text/edits.ts';
import type { RewriteMaps } from './apacheTexts.ts';
import type { RuleCondition } from './condition.ts';
import type { HostId } from './hosts/index.ts';
import type { Requirements } from './requirement.ts';

/** A redirect somebody wants. */
export interface Redirect {
  readonly from: UrlPath;
  /**
   * A path on the site or a whole URL elsewhere, as it stands in an address: `%`, `?` and `#` of a name are escaped
   * (see `encodeUrl`); other letters need not be.
   */
  readonly to: string;
  readonly status: 301 | 302 | 307 | 308 | 410;
  /** Everything below `from` as well, each page to the same place below `to`. */
  readonly below?: boolean | undefined;
  /** Of one with `below`: what its format says of the rest of an address besides, see `RedirectFormat.carries`. */
  readonly rest?: RestOfAddress | undefined;
}

/** How the rest of an address goes along with a redirect of a whole folder. */
export interface RestOfAddress {
  /** Each target ends in a slash as the address does (`both`), whether or not it does (`target`), or never does (`none`). */
  readonly slash?: 'both' | 'target' | 'none' | undefined;
  /** The query does not go along, though the host has a way to take it along. */
  readonly dropsQuery?: true | undefined;
}

/** A redirect that is written somewhere. */
export interface RedirectRule {
  readonly format: string;
  readonly host: HostId;
  readonly file: RepoPath;
  readonly line: number;
  /** Offsets of the whole rule in the file, so that it can be removed. */
  readonly start: number;
  readonly end: number;
  /** Place among the rules of its file, from 0. */
  readonly order: number;
  /** As it is written. */
  readonly from: string;
  readonly to: string;
  readonly source: SourcePattern;
  readonly status: number;
  /** The author wrote no status; `status` is the host's default. */
  readonly statusIsDefault: boolean;
  /** Wins over an existing page where the host would otherwise serve the page. */
  readonly force: boolean;
  /** Country, language, role, header: the rule does not speak for everybody. */
  readonly conditions: readonly RuleCondition[];
  /** What is told of the conditions: where it is so, the rule answers, and where it is not, it does not. */
  readonly requires?: Requirements | undefined;
  /** Query parameters the request must have; a value `:name` captures. Decidable, so no condition. */
  readonly query?: readonly QueryCondition[] | undefined;
  /** Where the host lets each rule say so: letters count as they are written. */
  readonly caseSensitive?: boolean | undefined;
  /** Where the host lets each rule say so: the request's query goes along. */
  readonly keepsQuery?: boolean | undefined;
  /** Where a host asks rules in groups: lower ones first, from 0. */
  readonly stage?: number | undefined;
  /** Where a target begins with what a request fills in, and has no slash in front then: the folder that is put there. */
  readonly beforeRelative?: string | undefined;
  /** What its target looks up. */
  readonly maps?: RewriteMaps | undefined;
  /** How many other rules the code in the same place makes; such rules are not edited. */
  readonly generatedTogether?: number | undefined;
  /** Another host that may read the file instead, as nothing in the repository tells which. */
  readonly mayBe?: HostId | undefined;
  /** The template of the site that makes a rule of the host of it. */
  readonly writtenBy?: RepoPath | undefined;
  /** It leads to the page of an error whatever nothing is found for: its addresses are as dead as without it. */
  readonly isErrorPage?: true | undefined;
  /** A comment beside it says that it is meant so. */
  readonly isExplained?: boolean | undefined;
}

/** A parameter of the query that a rule asks for. */
export interface QueryCondition {
  readonly name: string;
  readonly value: string;
}

/** What a rule answers to. All paths decoded, base path included. */
export type SourcePattern =
  | { readonly kind: 'exact'; readonly path: UrlPath }
  /** The path and everything below it. */
  | { readonly kind: 'prefix'; readonly path: UrlPath }
  /**
   * Segments with `*`, `:name` or `:name*`; `regex` is its meaning on this host, as text for a linear-time engine,
   * matched against the whole path; its groups are called `names`, in order. Every path it matches lies at or below
   * `under` (whole segments, `/` for anywhere), which is how rules are found without trying all of them.
   */
  | { readonly kind: 'pattern'; readonly regex: string; readonly names: readonly string[]; readonly under: string }
  /** No request can match it; `unread`: a good rule all the same, that stands where its host has stopped reading. */
  | { readonly kind: 'never'; readonly reason: string; readonly unread?: Unread | undefined }
  /**
   * Not decidable from the files: it may answer what lies in its reach, anything of the site without one. It never
   * proves that an address is redirected, nor that it is not.
   */
  | { readonly kind: 'unknown'; readonly reason: string; readonly reach?: Reach | undefined };

/** What keeps a host from reading a rule: the number of all in the file, or of those that stand behind a wildcard. */
export type Unread = 'too-many' | 'behind-wildcard';

/** What a rule that is not understood answers at most. */
export interface Reach {
  /** Whole segments; `/` for anywhere. */
  readonly under: string;
  /** Every address it may answer matches, and others may as well. */
  readonly regex?: string | undefined;
}

/** A line that is not a rule though it should be. */
export interface InvalidRule {
  readonly format: string;
  readonly file: RepoPath;
  readonly line: number;
  readonly message: string;
  /** Its host takes nothing of the file as it is, or nobody could read it: what answers an address is not told by it. */
  readonly isUnread?: true | undefined;
  /** Nothing is wrong with it: what the redirects are is only told by running the file. */
  readonly isHidden?: true | undefined;
  /** Of one that is hidden: what it may answer at most; without it, anything of the site. */
  readonly reach?: Reach | undefined;
  /** Of one that is hidden: the file it stands in; where rules are read from that file, nothing is hidden. */
  readonly writtenIn?: RepoPath | undefined;
  /** Of one that is hidden: the rules of its file answer in their order, so that it may answer before those below it. */
  readonly isInOrder?: true | undefined;
}

/** What the files leave open of one that is hidden. */
export type Hidden = Pick<InvalidRule, 'isHidden' | 'reach' | 'writtenIn'>;

/** What a format may look at besides its file. */
export interface RedirectContext {
  readonly repo: Repo;
  /** Ids of the generators in use. */
  readonly generators: readonly string[];
  /** Where the site is served, when the user says so; otherwise told from the files. */
  readonly host?: HostId | undefined;
  /** The service that shows the site at the top of a name of its own, and reads no redirects but its own. */
  readonly shownBy?: HostId | undefined;
  /** Host names of the site, so that a target with a whole URL is known to lead back to it. */
  readonly siteHosts?: readonly string[] | undefined;
  readonly basePath: string;
  /** The site's folder in the repository. */
  readonly root?: RepoPath | undefined;
  readonly staticRoots: readonly RepoPath[];
  /** Where pages of the site may be written in HTML, for sites that copy nothing as it is. */
  readonly htmlPages?: HtmlPages | undefined;
  /** Pages whose addresses have no slash are files of folders nevertheless. */
  readonly inFolders?: boolean | undefined;
  /** The page at an address, when it is published by the working tree. */
  routeOf(url: UrlPath): Route | undefined;
  /** What is at an address but not published: a draft, a future or expired page. */
  unpublishedAt?(url: UrlPath): Route | undefined;
  /** The published page whose address differs in letter case only. */
  otherCaseOf?(url: UrlPath): Route | undefined;
  /** Whether the repository publishes anything below a folder of addresses; without it, nobody knows. */
  publishesBelow?(folder: string): boolean;
  /** The pages that are published under addresses of their own. */
  pages?(): readonly Route[];
  /** Whether another site of the repository publishes the address. */
  isElsewhere?(url: UrlPath): boolean;
  /** Whether another site of the repository publishes anything below a folder of addresses. */
  publishesElsewhere?(folder: string): boolean;
  /** Why only the built site, or what its host shows there from elsewhere, tells what is published there: a clause, or `undefined`. */
  madeByBuild?(url: UrlPath): string | undefined;
  /** Why an address without a page may be that of content whose address nobody knows, as a clause. */
  unaddressed?(): string | undefined;
  /** Folders of addresses, each with its slash, into which a build brings pages of other repositories besides. */
  readonly fetchedBelow?: readonly string[] | undefined;
  /** Whether the site takes a file for content; without it, any may be. */
  isRead?(file: RepoPath): boolean;
  /** The canonical route of a file. */
  routeOfFile(file: RepoPath): Route | undefined;
  /** The address a file has by the site's rules, or would have if it were there. */
  addressOf?(file: RepoPath): UrlPath | undefined;
}

/** The rules of a file, and beside them everything in it that is none. */
export interface ParsedRedirects {
  readonly rules: readonly RedirectRule[];
  readonly invalid: readonly InvalidRule[];
  /** Whose rules the file holds, when it may hold none. */
  readonly host?: HostId | undefined;
  /** What the file says of the host's own behaviour. */
  readonly settings?: HostSettings | undefined;
}

/** Settings of a site that change what its host answers by itself, before any rule. */
export interface HostSettings {
  readonly cleanUrls?: boolean | undefined;
  /** `undefined`: the host leaves slashes alone. */
  readonly trailingSlash?: boolean | undefined;
  /** The host leaves a slash at the end as it is sent, whatever `trailingSlash` says. */
  readonly keepsSlashes?: boolean | undefined;
  /** Of a host that tells folders from pages where it is told so: a slash behind all, behind none, or behind folders. */
  readonly slashes?: 'always' | 'never' | 'auto' | undefined;
  readonly basePath?: string | undefined;
  /** What the server asks itself for in place of a folder, the first first. */
  readonly folderPages?: readonly string[] | undefined;
  /** An address without a language is one of this language, and the host leaves its name out. */
  readonly defaultLanguage?: string | undefined;
}

/** Why this format cannot write a redirect; a sentence for the user. */
export interface Refusal {
  readonly refused: string;
  /** No redirect of this site can be written so, whatever it is. */
  readonly ofSite?: true;
}

/** Where a redirect would be written, and how good a choice that is for this site. */
export interface WritePlan {
  readonly file: RepoPath;
  /** The file does not exist yet. */
  readonly create: boolean;
  /** For the menu: `aliases in content/guides/install.md, refresh page`, `static/_redirects, 301`. */
  readonly label: string;
  /** Why this mechanism: `the site uses it for 282 pages`. */
  readonly because: string;
  /** Higher is a better fit for this site; the site's own habit is above what is merely possible. */
  readonly fitness: number;
  /** What must be so for the rule to work and is not yet: a plugin to install, a setting; each says what to do. */
  readonly needs?: readonly Need[] | undefined;
}

/** What is left to do before a rule works. */
export interface Need extends Note {
  /** Until then the site cannot be built at all, so nobody writes the rule by one click. */
  readonly stopsBuild?: true | undefined;
}

/** One way to write redirects: where its files are, how they are read and edited. */
export interface RedirectFormat {
  readonly id: string;
  readonly title: string;
  readonly docs: string;
  /** How much of a file `parse` needs; the head is enough for front matter. */
  readonly reads: 'head' | 'whole';
  /** The syntaxes of files that redirects are written into; into any other they are not, whatever it was read as. */
  readonly writes: readonly Syntax[];
  /** What a file of this format holds, where its extension does not tell. */
  syntaxOf?(file: RepoPath): Syntax;
  /**
   * Which of two rules for one address answers, where a generator makes a page of each: measured, with the version named;
   * `undefined` where that is not known. Without it, a host answers in the order of its rules, and of pages nobody knows.
   */
  answering?(one: RedirectRule, other: RedirectRule): RedirectRule | undefined;
  /** One line that is wrong, and the server answers nothing: the file is not edited before it is put right. */
  readonly stopsAtOneLine?: true;
  /** Whoever reads its YAML keeps the last of two values of one key, and all the rest. */
  readonly takesDoubledKeys?: true;
  /** The server takes a byte order mark for a part of the first word, and reads nothing of the file. */
  readonly refusesMark?: true;
  /** What it can say of the rest of an address where it redirects a folder; it is not asked for anything else. */
  readonly carries?: readonly (keyof RestOfAddress)[];
  /** A template of the site makes a page for each address: that page is the redirect, and hides no rule. */
  readonly madeByTemplate?: true;
  /** The files of the repository that may hold rules in this format. Front matter formats name the content files. */
  files(context: RedirectContext): Promise<readonly RepoPath[]>;
  /** Every rule and every refusal with its line; one bad line never loses the others. */
  parse(text: string, file: RepoPath, context: RedirectContext): ParsedRedirects;
  /** Where this redirect would be written; a refusal when the format or its host cannot say it. */
  plan(redirect: Redirect, context: RedirectContext): Promise<WritePlan | Refusal>;
  /** The least edits that add the redirects to the text as it is now (`''` for a new file). Adding twice changes nothing. */
  add(
    redirects: readonly Redirect[],
    text: string,
    file: RepoPath,
    context: RedirectContext,
  ): readonly TextEdit[] | Refusal;
  /** The least edits that take a rule out, and nothing else. */
  remove(rule: RedirectRule, text: string, context: RedirectContext): readonly TextEdit[] | Refusal;
}

export type { HostId, Note };
