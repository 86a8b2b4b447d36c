/** The other answers of a site that one answer is compared with, each asked once in a run and shared. */
import { randomBytes } from 'node:crypto';
import { bareHost, parsedUrl } from '../../core/backlinks/webAddress.ts';
import { type Journey, servedAt } from '../../core/live/journey.ts';
import type { Others } from '../../core/live/judge.ts';
import { urlKey } from '../../core/paths.ts';

/** Pages that the repository publishes and the site does not are passed over. */
const mostTried = 3;

/** What the answers that an asked one is compared with are chosen from. */
export interface ProbeOptions {
  /** Addresses of pages that the repository publishes, and that are not asked about. */
  readonly published: readonly URL[];
  readonly isHome: Others['isHome'];
  readonly follow: (url: URL) => Promise<Journey>;
}

export function probesOf({ published, isHome, follow }: ProbeOptions): Others {
  // Letters alone, so that it is one word.
  const name = [...randomBytes(16)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
  const near = new Map<string, Promise<Journey | undefined>>();
  const home = (of: URL): Promise<Journey> => follow(new URL('/', of));
  return {
    isHome,
    home,
    missing: (like) => follow(missingAddress(like, name)),
    published: (start) => {
      const folder = new URL('.', start).href;
      const known = near.get(folder) ?? publishedNear(start, { published, follow, isHome });
      near.set(folder, known);
      return known;
    },
  };
}

/** In the folder of an address, with its slash or extension, and its query: `/docs/setup.html` is `/docs/<name>.html`. */
function missingAddress(like: URL, name: string): URL {
  const url = new URL(like);
  const [, folder = '/', last = '', slash = ''] = /^(.*\/)([^/]*)(\/?)$/.exec(withoutEnd(like.pathname)) ?? [];
  const end = like.pathname.length > 1 && like.pathname.endsWith('/') ? '/' : slash;
  const extension = /\.[a-z0-9]{1,8}$/i.exec(last)?.[0] ?? '';
  url.pathname = `${folder}${name}${extension}${end}`;
  url.hash = '';
  return url;
}

function withoutEnd(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** The nearest page that is served where it is; else one that leads on; else whatever such pages answer, or the home page. */
async function publishedNear(
  start: URL,
  { published, follow }: Omit<ProbeOptions, 'isHome'> & { readonly isHome: Others['isHome'] },
): Promise<Journey | undefined> {
  const host = bareHost(start.hostname);
  const candidates = published
    .filter((url) => bareHost(url.hostname) === host && urlKey(url.pathname) !== urlKey(start.pathname))
    .map((url) => ({ url, shared: sharedFolders(url, start) }))
    .sort((a, b) => b.shared - a.shared || a.url.pathname.length - b.url.pathname.length)
    .slice(0, mostTried)
    .flatMap(({ url }) => parsedUrl(`${url.pathname}${url.search}`, start.origin) ?? []);
  const journeys: Journey[] = [];
  for (const url of candidates) {
    const journey = await follow(url);
    const served = servedAt(journey);
    if (served !== undefined && urlKey(served.url.pathname) === urlKey(url.pathname)) return journey;
    journeys.push(journey);
  }
  const led = journeys.find((journey) => servedAt(journey) !== undefined);
  if (led !== undefined) return led;
  const home = await follow(new URL('/', start));
  return servedAt(home) === undefined ? (journeys[0] ?? home) : home;
}

function sharedFolders(one: URL, other: URL): number {
  const [a, b] = [one, other].map(({ pathname }) => pathname.split('/'));
  const different = (a ?? []).findIndex((part, at) => part !== b?.[at]);
  return different < 0 ? (a ?? []).length : different;
}
