/** Templates by which Hugo makes the rules of a host. */
import type { RepoPath } from '../paths.ts';

/**
 * The template of an output format that makes `_redirects`: `layouts/index.redirects`, `layouts/home.redir`. Its ending is
 * the name that the configuration gives the format, as the file that is made has none.
 * https://gohugo.io/configuration/output-formats/
 */
export function isHugoTemplate(file: RepoPath): boolean {
  return /(?:^|\/)layouts\/(?:[^/]+\/)*[^/]*\.redir(?:ects?)?$/.test(file);
}
