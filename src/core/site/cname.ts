/**
 * The address that a file `CNAME` among the published files gives a site: GitHub Pages serves it on that host.
 *
 * https://docs.github.com/en/pages/configuring-a-custom-domain-for-your-github-pages-site
 */
import { siteHost } from '../backlinks/siteTarget.ts';
import type { Permalinks } from '../generators/shared/generator.ts';
import { joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';

/** `undefined` where there is no such file, or several name different hosts. */
export async function addressOfCname(
  { staticRoots, basePath }: Pick<Permalinks, 'staticRoots' | 'basePath'>,
  root: RepoPath,
  repo: Repo,
): Promise<Permalinks['address']> {
  const files = new Set([...staticRoots, root].flatMap((folder) => joinRepo(folder, 'CNAME') ?? []));
  const named = new Map<string, RepoPath>();
  for (const file of files) {
    const host = repo.has(file) ? siteHost(((await repo.read(file)) ?? '').trim()) : undefined;
    if (host !== undefined) named.set(host, file);
  }
  const [[host, file] = []] = named;
  if (host === undefined || file === undefined || named.size > 1) return undefined;
  return { url: `https://${host}${basePath}`, file, line: 1 };
}
