/** A real site generator, asked which addresses it makes of the site of a fixture. */

/** The texts of a site by their paths. */
export type SiteFiles = Readonly<Record<string, string>>;

export interface SiteBuilder {
  /** Of the generator in our list: the fixtures whose names begin with it are built. */
  readonly id: string;
  /** The program and its version, as the line `From:` of a fixture names it. */
  readonly title: string;
  /** Why it cannot run here; `undefined` when it can. */
  readonly missing: string | undefined;
  /** A set of packages of its own: `packages/<name>`. */
  readonly packages?: string;
  /** The site is built in a folder below its packages, as the program does not follow links to them. */
  readonly isBelowPackages?: boolean;
  /** What the program wants and fixtures leave out, such as a theme; a file of the fixture goes before it. */
  frame(files: SiteFiles): SiteFiles;
  /** What builds the site, for `sh`, in its folder; a line `Run:` of a fixture goes before it. */
  readonly command: string;
  /** Where the site is then. */
  readonly output: string;
  /** Addresses below the site's own that each of its sites has, and that no content file makes. */
  readonly extras?: RegExp;
}
