/** What a static site generator has to tell: where its content lies and which address each file gets. */
import type { HtmlPages } from '../../htmlPages.ts';
import type { ContentFile, Day, Note, Route } from '../../model.ts';
import { builtUrl, type RepoPath, type UrlPath } from '../../paths.ts';
import type { Conclusion, Repo } from '../../ports.ts';

/** A file or folder of content that is not here, with why its pages may be there all the same, as a clause. */
export interface MissingContent {
  readonly path: RepoPath;
  readonly why: string;
}

/** A folder of content without which nothing is built: where the repository has no file in it, a build brings them. */
export interface NamedContent {
  readonly folder: RepoPath;
  /** What looks there, as the subject of a clause: `the docs plugin`. */
  readonly by: string;
  /** Where it says so. */
  readonly file: RepoPath;
  readonly line?: number | undefined;
  /** The addresses of a file there, with `{path}`. */
  readonly addresses?: readonly string[] | undefined;
  /** The folder of which its files may be copies. */
  readonly from?: RepoPath | undefined;
}

/** One site generator: where its sites are, and the address rule of each file. */
export interface Generator {
  readonly id: string;
  /** As its makers write it: `Hugo`. */
  readonly title: string;
  /** The official page the permalink rules come from. */
  readonly docs: string;
  /** Found in a script, a workflow or a host's configuration that builds its sites; none where nobody calls it. */
  readonly command?: RegExp;
  /** Its sites are hints, never certain; it is not asked where another generator is certain of a site. */
  readonly guesses?: true;
  /**
   * The sites of this generator in the repository, with what gave them away.
   * Looks at file names first and reads only the few configuration files it needs.
   */
  detect(repo: Repo): Promise<readonly DetectedSite[]>;
  /** Reads the site's own configuration as data, never as code. */
  open(site: DetectedSite, repo: Repo, options: OpenOptions): Promise<Permalinks>;
}

/** A site of a generator, as it was found. */
export interface DetectedSite {
  readonly generator: string;
  /** Folder of the site; empty for the repository's root. */
  readonly root: RepoPath;
  /** The file that configures it; `undefined` for plain folders. */
  readonly config: RepoPath | undefined;
  /** For the user: `hugo.toml`, `docusaurus in website/package.json`. */
  readonly because: string;
  /** The `.broken-backlinks.json` whose patterns and folders are added to it, the nearest first. */
  readonly siteFiles?: readonly RepoPath[] | undefined;
  /** 0 to 1; detectors that see only a hint (a bare `docs/` folder) stay below 0.5. */
  readonly certainty: number;
}

/** What a generator is told besides the files. */
export interface OpenOptions {
  /** Decides what is future or expired, `yyyy-mm-ddThh:mm:ssZ`. */
  readonly now: string;
}

/** What is published at an address, in any spelling a host would answer. */
export type RouteAt = (path: UrlPath) => Route | undefined;

/** Files that a generator always makes at the top of a site, by their paths below its base. */
export function madeFiles(
  names: readonly string[],
  basePath: string,
  file: RepoPath,
): (path: UrlPath) => Route | undefined {
  const made = new Set<UrlPath>(names.map((name) => builtUrl(basePath, name)));
  return (path) => (made.has(path) ? { url: path, file, kind: 'generated' } : undefined);
}

/** The Markdown of each page, at its address with `.md` behind it, as hosts of documents offer it to language models. */
export function markdownOf(path: UrlPath, routeAt: RouteAt): Route | undefined {
  const page = path.endsWith('.md') ? routeAt(path.slice(0, -'.md'.length) as UrlPath) : undefined;
  return page && { url: path, file: page.file, kind: 'generated', ...(page.guess && { guess: page.guess }) };
}

/** Pages that a plugin makes whenever the site is built; what they are called is not known. */
export interface MadePages {
  /** As if they were files: `docs/api`. */
  readonly folder: RepoPath;
  /** Its name, as the configuration has it. */
  readonly by: string;
}

/** The address rules of one opened site. */
export interface Permalinks {
  /** The site's address as its configuration gives it: `https://example.org/docs/`; where it stands. */
  readonly address?: { readonly url: string; readonly file: RepoPath; readonly line: number } | undefined;
  /** Its host may put it below a language or a version that no configuration names: `/en/latest/`, `/stable/`. */
  readonly isVersioned?: boolean | undefined;
  /** The day since which the program reads the configuration so; before it, the same one gave other addresses. */
  readonly since?: Day | undefined;
  /** In front of every address, `/` when there is none: `/docs/`. */
  readonly basePath: string;
  /** Folders that are copied to the site's root as they are. */
  readonly staticRoots: readonly RepoPath[];
  /** Where a page may be written as a whole in HTML; wanted where nothing is copied as it is. */
  readonly htmlPages?: HtmlPages | undefined;
  /** Pages whose addresses have no slash are written as the first file of a folder: a server of files puts the slash there. */
  readonly inFolders?: boolean | undefined;
  /** Files in these folders that are not copied, though they are no content. */
  leavesOut?(path: RepoPath): boolean;
  /**
   * What `routes` needs of this file: nothing but its path, its head, its whole text;
   * `undefined` when it is no content of this site. Must be quick: asked for every file of the repository.
   */
  reads(path: RepoPath): 'path' | 'head' | 'whole' | undefined;
  /**
   * All that `routes` needs of the text of such a file that is read whole, where that is little: then it is kept, and the
   * text is not read again as long as it is the same.
   */
  tells?(path: RepoPath): Conclusion<unknown> | undefined;
  /** The addresses of one content file, the canonical one first; one that is not published says why by its kind. */
  routes(file: ContentFile): readonly Route[];
  /**
   * What only all routes together tell: fallback languages, generated lists, two files at one address.
   * Called with the routes of every content file; returns the final list.
   */
  complete?(routes: readonly Route[]): readonly Route[];
  /**
   * What is made beside the pages at addresses that follow from others: feeds, a map of the site, a search index.
   * Asked for addresses that nothing else answers; `routeAt` tells what is published at fixed addresses.
   */
  beside?(path: UrlPath, routeAt: RouteAt): Route | undefined;
  /** Files and folders of content that git has nothing of: what they publish is not known. */
  readonly missing?: readonly MissingContent[] | undefined;
  /** Folders of content without which there is no build. */
  readonly content?: readonly NamedContent[] | undefined;
  /** Places of files in the navigation that its authors wrote, the first one lowest; asked where suggestions are wanted. */
  places?(): Promise<ReadonlyMap<RepoPath, number>>;
  /** Where plugins make pages that have no file; read from content, and so asked of the working tree alone. */
  made?(): Promise<readonly MadePages[]>;
  /**
   * Where a build takes pages of other repositories, or of other branches, as a clause that says so of an address that
   * nothing here publishes; `undefined` where it would be one of this repository's own.
   */
  brought?(path: UrlPath, publishesBelow: (folder: string) => boolean): string | undefined;
  /**
   * Why an address may have been one of the site though the history does not know it, as a sentence: it hangs on lines of
   * the text whose earlier wording is not searched for. `undefined` where the history tells.
   */
  untold?(path: UrlPath): string | undefined;
  /** Configuration that could not be read without running it, and what the user can do. */
  readonly notes: readonly Note[];
}
