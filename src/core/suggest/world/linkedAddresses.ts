/**
 * The site's own links as a check on how it was read: its authors write the addresses that it has. Only links into
 * folders that hold pages are looked at, as others may lead to other sites on the same host.
 */

import type { Route } from '../../model.ts';
import { decodePath, extensionOf, urlKey, urlPath, urlVariants } from '../../paths.ts';
import type { PageLink } from '../text/links.ts';

/** Whether the links lead to pages; `unknown` where too few of them tell. */
export type LinkedReading = 'borne out' | 'contradicted' | 'unknown';

const enoughFor = 20;
const enoughAgainst = 15;
const borneOut = 0.8;
const contradicted = 0.4;

/** More say nothing more. */
const mostLinks = 3000;

export interface LinkedAddresses {
  add(links: readonly PageLink[]): void;
  reading(routes: readonly Route[]): LinkedReading;
}

export function linkedAddresses(hosts: ReadonlySet<string>): LinkedAddresses {
  const linked = new Set<string>();
  return {
    add(links) {
      for (const { target } of links) {
        const path = linked.size < mostLinks ? ownPath(target, hosts) : undefined;
        if (path !== undefined) linked.add(path);
      }
    },
    reading(routes) {
      const pages = new Set<string>(routes.flatMap(({ url }) => urlVariants(url)));
      const tops = new Set([...pages].flatMap((url) => topFolder(url) ?? []));
      // Many generators put the folder that a whole site lies in before what is written.
      const whole = tops.size === 1 ? [...tops][0] : undefined;
      const inside = new Set(
        whole === undefined ? [] : [...pages].flatMap((url) => topFolder(url.slice(whole.length)) ?? []),
      );
      const keys = [...linked].flatMap((link) => {
        const top = topFolder(link) ?? '';
        if (tops.has(top)) return [link];
        return whole !== undefined && inside.has(top) ? [whole + link] : [];
      });
      const right = keys.filter((key) => urlVariants(urlPath(key)).some((variant) => pages.has(variant))).length;
      if (keys.length >= enoughFor && right >= borneOut * keys.length) return 'borne out';
      return keys.length >= enoughAgainst && right < contradicted * keys.length ? 'contradicted' : 'unknown';
    },
  };
}

/** The path of a link from the root or with the site's host, to what may be a page. */
function ownPath(target: string, hosts: ReadonlySet<string>): string | undefined {
  const bare = target.replace(/[?#].*$/s, '');
  const [, host, rest = '/'] = /^(?:https?:)?\/\/([^/]+)(\/.*)?$/i.exec(bare) ?? [];
  if (host === undefined ? !bare.startsWith('/') : !hosts.has(host.toLowerCase())) return undefined;
  const key = urlKey(urlPath(decodePath(host === undefined ? bare : rest)));
  return ['', '.html', '.htm'].includes(extensionOf(key)) ? key : undefined;
}

/** `/a` for `/a/b`. */
function topFolder(url: string): string | undefined {
  const end = url.indexOf('/', 1);
  return end > 0 ? url.slice(0, end) : undefined;
}
