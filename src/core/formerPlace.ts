import type { RepoPath, UrlPath } from './paths.ts';

/** Where a page was on a host that the site has left; the place is that in the configuration. */
export interface FormerPlace {
  /** What was asked about: `https://old.example.net/docs/`. */
  readonly address: string;
  readonly host: string;
  /** On that host. */
  readonly path: UrlPath;
  readonly file: RepoPath;
  readonly line: number;
}
