/** Server configurations with blocks for several sites: which of them visitors of this site get by https. */
import type { RedirectContext } from './format.ts';

export interface SiteBlock {
  readonly start: number;
  readonly end: number;
  /** Host names in lower case; empty when the block takes every host. */
  readonly names: readonly string[];
  readonly isSecure: boolean;
}

export interface SiteBlocks {
  /** The blocks that answer visitors of the site; all of them where nothing tells. */
  readonly own: readonly SiteBlock[];
  /** Whom alone a rule at this offset answers; empty where that is everybody who comes by https. */
  visitorsAt(offset: number): readonly string[];
}

export function siteBlocks(
  blocks: readonly SiteBlock[],
  { siteHosts = [] }: Pick<RedirectContext, 'siteHosts'>,
): SiteBlocks {
  const isOwnName = (name: string) => siteHosts.includes(name);
  const named = blocks.filter(({ names }) => names.some(isOwnName));
  const open = blocks.filter(({ names }) => names.length === 0);
  const fitting = named.length > 0 ? named : open.length > 0 ? open : blocks;
  const secure = fitting.filter(({ isSecure }) => isSecure);
  const own = secure.length > 0 ? secure : fitting;
  return {
    own,
    visitorsAt(offset) {
      const block = blocks.find(({ start, end }) => start <= offset && offset < end);
      if (block === undefined || own.includes(block)) return [];
      const { names } = block;
      return [names.length > 0 && !names.some(isOwnName) ? `host ${names.join(' ')}` : 'scheme http'];
    },
  };
}

/** The same address on the site's own host: nobody who came by https is meant. */
export function leadsToHttps(to: string, { siteHosts = [] }: Pick<RedirectContext, 'siteHosts'>): boolean {
  const [, host = ''] = sameAddress.exec(to) ?? [];
  return host !== '' && (/^[${]/.test(host) || siteHosts.includes(host.toLowerCase()));
}

/** Of nginx and of Caddy. */
const sameAddress =
  /^https:\/\/(\$(?:host|http_host|server_name)|\{(?:host|http\.request\.host)\}|[^/${]+)(?:\$request_uri|\$uri(?:\$is_args\$args)?|\/?\$1|\{uri\}|\{http\.request\.uri\})\??$/;
