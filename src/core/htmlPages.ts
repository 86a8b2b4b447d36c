import type { RepoPath } from './paths.ts';

/** A folder in which an HTML file becomes the page at its own path, from the site's root, when its front matter says so. */
export interface HtmlPages {
  readonly folder: RepoPath;
  /** Lines of the front matter by which the file stays as it is; `{path}` is its path below the folder. */
  readonly front: readonly string[];
}
