/** What an audit says: the types every host (editor, command line, reports) shows. */
import type { Worth } from '../backlinks/worth.ts';
import type {
  BacklinkAnswer,
  BrokenPage,
  Day,
  Gap,
  LeftOut,
  Note,
  PastPage,
  Place,
  Route,
  Suggestion,
} from '../model.ts';
import type { RepoPath, UrlPath } from '../paths.ts';
import type { LostRedirect } from '../redirects/checks/guard.ts';
import type { Redirect, RedirectRule } from '../redirects/format.ts';
import type { Undecided } from '../redirects/resolution.ts';

/**
 * - `published`: the repository publishes it; the index is stale, or the deploy is late
 * - `redirected`: the working tree redirects it already, to a page or to what the repository cannot know
 * - `gone`: the working tree answers 410 on purpose
 * - `redirect-ineffective`: a rule has been deployed for longer than a deploy takes, and the live site still fails
 * - `redirect-broken`: a rule answers, but leads to a page that is not there, or in a loop
 * - `draft` `future` `expired` `unpublished`: its file is here and is not published
 * - `moved`: its file, or its text, is at another address now
 * - `removed`: its file is gone
 * - `never-existed`: no commit published it (typo, truncated, wrong case, extension)
 * - `unknown-past`: nothing here publishes it, and the history is not there as a whole to tell whether anything did
 * - `server-error`: the host answers 5xx; no redirect helps
 */
export type DiagnosisCode =
  | 'published'
  | 'redirected'
  | 'gone'
  | 'redirect-broken'
  | 'redirect-ineffective'
  | 'draft'
  | 'future'
  | 'expired'
  | 'unpublished'
  | 'moved'
  | 'removed'
  | 'never-existed'
  | 'unknown-past'
  | 'server-error';

/**
 * - `unmerged`: what is deployed does not hold it
 * - `fresh`: what is deployed holds it, for less time than a deploy takes, or nobody knows for how long
 * - `settled`: it has been there for longer than a deploy takes
 */
export type DeployState = 'unmerged' | 'fresh' | 'settled';

/** What the repository says of one address. */
export interface Diagnosis {
  readonly path: UrlPath;
  readonly code: DiagnosisCode;
  /** The page behind `published`, `draft`, `future`, `expired`, `unpublished`, and the target of `redirected`. */
  readonly page?: Route | undefined;
  readonly past?: PastPage | undefined;
  readonly rule?: RedirectRule | undefined;
  /** What may redirect it already and is not understood: nothing is written over it without asking. */
  readonly undecided?: readonly Undecided[] | undefined;
  /** The last commit redirected it, and nothing does now. */
  readonly lost?: LostRedirect | undefined;
  /** Why the redirect does not end well, or where it leads: a clause. */
  readonly detail?: string | undefined;
  /** Of a redirect: whether what is deployed holds it; absent where nobody knows what that is. */
  readonly deploy?: { readonly ref: string; readonly state: DeployState } | undefined;
  /** For `redirected`: the repository cannot tell whether its end is there; `detail` says why. */
  readonly isUnknowable?: true | undefined;
  /** What kind of slip a `never-existed` or `unknown-past` address shows. */
  readonly typo?:
    | 'case'
    | 'extension'
    | 'truncated'
    | 'typo'
    | 'encoding'
    | 'too-long'
    /** The page is published in another language, or in another version. */
    | 'language'
    | 'version'
    /** The Markdown twin of a page that is published. */
    | 'markdown'
    | undefined;
  /** Why the address may be there all the same, once the site is built: a clause. Nothing is called sure then. */
  readonly made?: string | undefined;
  /** For `unknown-past`: what is missing of the history and how to get it, in sentences. */
  readonly gap?: string | undefined;
  /** Best first; empty when nothing is better than a bad one. */
  readonly suggestions: readonly Suggestion[];
}

/**
 * What the live site answered, and when.
 *
 * - `broken`: it fails
 * - `soft-404`: it shows, or leads to, what addresses that do not exist show or lead to
 * - `leads-home`: it leads to the beginning of the site
 * - `fine`: it is there, or leads to a page of its own
 * - `cannot-tell`: the site could not be asked, or answers in a way that tells nothing about one page
 */
export interface LiveCheck {
  readonly verdict: 'broken' | 'soft-404' | 'leads-home' | 'fine' | 'cannot-tell';
  readonly status: number | undefined;
  readonly checked: Day;
  /** What it answers, as a clause with every redirect on the way, or why nobody can tell. */
  readonly detail: string;
  /** Where it led, when it is redirected. */
  readonly end?: string | undefined;
  /** For `cannot-tell`: what the site said when it was asked before. */
  readonly earlier?: Pick<LiveCheck, 'checked' | 'detail'> | undefined;
}

/** One redirect that can be written in one place. */
export interface Fix {
  /** Label of the quick fix. */
  readonly title: string;
  /** Where and how it is written, without the addresses: `aliases in content/a.md, refresh page`. */
  readonly where?: string | undefined;
  /** Why it is written there: a clause. */
  readonly because?: string | undefined;
  readonly redirect: Redirect;
  /** Who answers by it, where that is not the host of the audited site. */
  readonly host?: string | undefined;
  readonly format: string;
  readonly file: RepoPath;
  readonly create: boolean;
  /** The evidence is strong and this is the best of the fixes. */
  readonly isPreferred: boolean;
  /** What is left to do by hand before the redirect answers: a plugin to install, a file to apply. */
  readonly needs?: readonly string[] | undefined;
  /** What is decided by choosing it; `undefined` where nothing is. */
  readonly decision?: 'accepted' | 'changed' | undefined;
  /** Redirects of single addresses that are written with a rule for their directory, and answer before it. */
  readonly exceptions?: readonly Redirect[] | undefined;
  /**
   * The page's other spellings. Each that the host would not answer by this redirect is written with it, as a redirect
   * of its own; of what was written (`WrittenFixes`), those alone that were.
   */
  readonly spellings?: readonly UrlPath[] | undefined;
  /** The page's addresses that hold an escaped slash (`/a%2Fb`), as they are asked for: `redirect.from` has it as a slash. */
  readonly escaped?: readonly string[] | undefined;
}

/** What brings a page back to its own address. */
export type PageRemedy = {
  /** Label of the quick fix. */
  readonly title: string;
  readonly file: RepoPath;
} & (
  | { readonly kind: 'publish' /** The front matter key that is turned round. */; readonly key: string }
  | { readonly kind: 'restore' /** The one that took the file away. */; readonly commit: string }
);

/** One rule for all addresses below a directory that moved as a whole; proved on every address that is known. */
export interface DirectoryRule {
  /** As it will stand in the file, in the host's language of patterns. */
  readonly pattern: Pick<RedirectRule, 'from' | 'to' | 'status'>;
  /** The broken pages it leads to their page. */
  readonly broken: readonly UrlPath[];
  /** How many addresses of the past it leads to the page they became. */
  readonly right: number;
  /** How many lead nowhere with it, as they do without it: their page was deleted. */
  readonly gone: number;
  readonly fix: Fix;
}

/** One broken page that needs the user, with everything shown about it. */
export interface Finding {
  readonly broken: BrokenPage;
  readonly diagnosis: Diagnosis;
  readonly live: LiveCheck | undefined;
  readonly severity: 'error' | 'warning' | 'information';
  /** The one line of the Problems panel. */
  readonly message: string;
  /** Where it shows: the rule or page it is about, else the page that should take the redirect, else a relative. */
  readonly place: Place;
  /** It stands on a page that is only near to where its own was. */
  readonly isRelative?: boolean | undefined;
  readonly fixes: readonly Fix[];
  /** What brings the page back, where that is one step. */
  readonly remedy?: PageRemedy | undefined;
  /** The pattern, or the decision, that leaves it alone; of pages that are ignored. */
  readonly ignoredBy?: string | undefined;
  /** For a page that was removed and that nothing replaces: what to do, as a clause. */
  readonly removal?: string | undefined;
  /** What its links are worth; the order of all lists. Absent where nobody was asked for links. */
  readonly worth?: Worth | undefined;
}

/** `incomplete`: nothing was found, and something that was needed for an all-clear is not known. */
export type Outcome = 'findings' | 'none' | 'incomplete';

/** Everything one audit found out. */
export interface AuditResult {
  readonly site: string;
  readonly outcome: Outcome;
  /** What was needed and is not known, also beside findings. */
  readonly gaps: readonly Gap[];
  readonly asked: Day;
  readonly source: string;
  /** What is reported, most valuable first. */
  readonly findings: readonly Finding[];
  /** Where all of them are told together: the file that redirects are written in, else the site's configuration. */
  readonly listPlace?: Place | undefined;
  /** Redirected in the working tree, waiting for a deploy. */
  readonly redirected: readonly Finding[];
  /** Answers again on the live site, or is published here and was not seen failing since. */
  readonly fine: readonly Finding[];
  /** Pages of which neither the index nor the live site says for sure whether they fail. */
  readonly cannotTell: readonly Finding[];
  readonly ignored: readonly Finding[];
  /** Rules that would fix several of the findings at once. */
  readonly directoryRules: readonly DirectoryRule[];
  readonly leftOut: readonly LeftOut[];
  readonly notes: readonly Note[];
  readonly truncated: boolean;
  /** The live site could not be asked about any of the findings: why, and what they rest on, in sentences. */
  readonly unconfirmed?: string | undefined;
}

/** What the user wants reported, and how. */
export interface AuditOptions {
  /** Site-wide links below this many referring domains are not reported. */
  readonly minimumDomains: number;
  readonly dofollowOnly: boolean;
  /** A finding is an error from this many referring domains on. */
  readonly errorFromDomains: number;
  /** Paths or globs of addresses the user wants left alone. */
  readonly ignore: readonly string[];
  /** Ids of redirect formats, most wanted first; empty = chosen for this site. */
  readonly preferredFormats: readonly string[];
}

export type { BacklinkAnswer };
