/** Addresses of content that is there only once the site is built. */
import type { Permalinks } from '../generators/shared/generator.ts';
import { builtUrl, joinRepo, type RepoPath, type UrlPath, urlKey } from '../paths.ts';
import { publishedUrls, readPastFile } from './addresses.ts';
import type { Site } from './site.ts';

/** The address a file has by the site's rules, or would have if it were there. */
export function addressByRules(file: RepoPath, permalinks: Permalinks): UrlPath | undefined {
  if (permalinks.reads(file) === undefined) return undefined;
  const urlOf = (text?: string) => publishedUrls(permalinks, readPastFile(file, text))[0];
  // To Jekyll a file is a page only if it begins so.
  return urlOf() ?? urlOf('---\n---\n');
}

/** The folders of addresses, each with its slash, in which files of these folders are published. */
export function publishedFolders(folders: readonly RepoPath[], permalinks: Permalinks): readonly string[] {
  const urls = folders.flatMap((folder) => addressByRules(joinRepo(folder, 'a.md') ?? folder, permalinks) ?? []);
  return urls.map((url) => url.replace(/\/$/, '').replace(/[^/]*$/, ''));
}

/**
 * Tells of an address by what the build makes it, as a clause: a file, or something below a folder, that is not there
 * before; or what the host shows there from elsewhere. `undefined` where nothing is known to make it.
 */
export function madeByBuilds({
  permalinks,
  routes,
  made = [],
  rewritten = [],
}: Pick<Site, 'permalinks' | 'routes' | 'made' | 'rewritten'>): (url: UrlPath) => string | undefined {
  const { missing = [] } = permalinks;
  const places = [
    ...missing,
    ...made.map(({ folder, by }) => ({ path: folder, why: `${by} makes the pages of ${folder} in each build` })),
  ];
  const keyOf = (path: RepoPath | undefined) => {
    const url = path && addressByRules(path, permalinks);
    return url === undefined ? [] : [urlKey(url)];
  };
  const pages = new Map(places.flatMap(({ path, why }) => keyOf(path).map((key) => [key, why] as const)));
  const within = places.flatMap(({ path, why }) =>
    contentNames.flatMap((name) =>
      keyOf(joinRepo(path, name)).map((key) => ({ below: key.replace(/[^/]*$/, ''), why })),
    ),
  );
  const own = (url: UrlPath) =>
    pages.get(urlKey(url)) ?? within.find(({ below }) => `${urlKey(url)}/`.startsWith(below))?.why;
  const elsewhere = (url: UrlPath) =>
    rewritten.find(
      ({ at, ending = '', isElsewhere, isIfEmpty }) =>
        isElsewhere &&
        `${urlKey(url)}/`.startsWith(at) &&
        url.replace(/\/$/, '').endsWith(ending) &&
        !(isIfEmpty && routes.publishesBelow(at)),
    )?.why;
  const coded = madeByCode(permalinks, routes);
  return (url) =>
    own(url) ?? elsewhere(url) ?? permalinks.brought?.(url, (folder) => routes.publishesBelow(folder)) ?? coded(url);
}

/**
 * What code makes: below the folders it names, or, where it names none, in a folder in which no file publishes a page.
 */
function madeByCode(
  { notes, basePath }: Pick<Permalinks, 'notes' | 'basePath'>,
  routes: Site['routes'],
): (url: UrlPath) => string | undefined {
  const places = notes.flatMap(({ file, makesPages = [] }) =>
    file === undefined ? [] : makesPages.map((folder) => ({ folder, why: `${file} makes pages there in each build` })),
  );
  const named = places.flatMap(({ folder, why }) =>
    folder === '' ? [] : { below: `${urlKey(builtUrl(basePath, folder))}/`, why },
  );
  const open = places.find(({ folder }) => folder === '');
  return (url) => {
    const key = `${urlKey(url)}/`;
    const within = named.find(({ below }) => key.startsWith(below));
    if (within !== undefined || open === undefined) return within?.why;
    const parent = key.replace(/[^/]+\/$/, '');
    const isTop = parent === '/' || parent === `${urlKey(builtUrl(basePath))}/`;
    return isTop || routes.publishesBelow(parent) ? undefined : open.why;
  };
}

/** Which of them is content depends on the generator. */
const contentNames = ['a.md', 'a.rst'];
