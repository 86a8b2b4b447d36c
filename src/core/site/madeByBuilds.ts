/** Addresses of content that is there only once the site is built. */
import type { Permalinks } from '../generators/shared/generator.ts';
import { joinRepo, type RepoPath, type UrlPath, urlKey } from '../paths.ts';
import { publishedUrls, readPastFile } from './addresses.ts';

/** The address a file has by the site's rules, or would have if it were there. */
export function addressByRules(file: RepoPath, permalinks: Permalinks): UrlPath | undefined {
  return permalinks.reads(file) === undefined ? undefined : publishedUrls(permalinks, readPastFile(file))[0];
}

/** The folders of addresses, each with its slash, in which files of these folders are published. */
export function publishedFolders(folders: readonly RepoPath[], permalinks: Permalinks): readonly string[] {
  const urls = folders.flatMap((folder) => addressByRules(joinRepo(folder, 'a.md') ?? folder, permalinks) ?? []);
  return urls.map((url) => url.replace(/\/$/, '').replace(/[^/]*$/, ''));
}

/** Tells of an address whether it is that of a file, or below that of a folder, which is not there before a build. */
export function madeByBuilds(permalinks: Permalinks): (url: UrlPath) => boolean {
  const { missing = [] } = permalinks;
  const pages = new Set(missing.flatMap((file) => addressByRules(file, permalinks) ?? []).map(urlKey));
  const folders = missing.flatMap((folder) => addressByRules(joinRepo(folder, 'a.md') ?? folder, permalinks) ?? []);
  const within = folders.map((url) => urlKey(url).replace(/[^/]*$/, ''));
  return (url) => pages.has(urlKey(url)) || within.some((folder) => `${urlKey(url)}/`.startsWith(folder));
}
