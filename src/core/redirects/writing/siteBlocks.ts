/** Server configurations with blocks for several sites: which of them visitors of this site get by https. */
import { isHostAmong } from '../../backlinks/webAddress.ts';
import { type RuleCondition, visitorCondition } from '../condition.ts';
import type { RedirectContext } from '../format.ts';

/** A block of a server's configuration that answers some host names, as offsets of the text. */
export interface SiteBlock {
  readonly start: number;
  readonly end: number;
  /** Host names in lower case; empty when the block takes every host. */
  readonly names: readonly string[];
  readonly isSecure: boolean;
  /** Where it takes requests, as it is written: `80`, `[::]:443`, `127.0.0.1:8081`, `unix:/run/site.sock`; empty where that is not said. */
  readonly listens: readonly string[];
  /** It leads every address to another site and shows nothing. */
  readonly leadsAway: boolean;
  /** It hands everything that it is asked on to another program, and shows no file itself. */
  readonly handsOn?: boolean | undefined;
}

/** Which blocks of a configuration answer for the site. */
export interface SiteBlocks {
  /** The blocks that answer visitors of the site; all of them where nothing tells. */
  readonly own: readonly SiteBlock[];
  /** Whom alone a rule at this offset answers; empty where that is everybody who comes by https. */
  visitorsAt(offset: number): readonly RuleCondition[];
}

export function siteBlocks(
  blocks: readonly SiteBlock[],
  { siteHosts = [], generators = [] }: Partial<Pick<RedirectContext, 'siteHosts' | 'generators'>>,
): SiteBlocks {
  const isOwnName = (name: string) => isHostAmong(name, siteHosts);
  const isStatic = generators.length > 0 && !generators.some((id) => mayRun.has(id));
  // A site that is made of files needs somebody who shows them; who that is behind such a block, nothing here tells.
  const isHanded = ({ handsOn, names }: SiteBlock) => isStatic && handsOn === true && !names.some(isOwnName);
  const serving = blocks.filter((block) => !isHanded(block));
  const isLeft = ({ leadsAway, names }: SiteBlock) => leadsAway && names.length > 0 && !names.some(isOwnName);
  // A name that only leads away is another one than the site's, though the configuration may stand in several files.
  const staying = serving.filter((block) => !isLeft(block));
  const showing = orAll(staying, ({ leadsAway }) => !leadsAway);
  const open = orAll(showing, ({ names }) => names.length === 0);
  const named = showing.filter(({ names }) => names.some(isOwnName));
  const meant = named.length > 0 ? named : open;
  const isPublic = publicAmong(meant);
  const own = orAll(meant.filter(isPublic), ({ isSecure }) => isSecure);
  return {
    own,
    visitorsAt(offset) {
      const block = blocks.find(({ start, end }) => start <= offset && offset < end);
      if (block === undefined || own.includes(block)) return [];
      if (isHanded(block)) return [visitorCondition('where another program shows the site')];
      // Whether a server in front hands requests on to it stands elsewhere.
      if (meant.includes(block) && !isPublic(block)) return [visitorCondition(`listen ${block.listens.join(' ')}`)];
      const { names, isSecure } = block;
      const isOther = names.length > 0 && (isSecure || !names.some(isOwnName));
      return [isOther ? { kind: 'host', names: names.join(' ') } : { kind: 'http' }];
    },
  };
}

/** Generators whose sites may be a program of their own, which a server hands requests on to. */
const mayRun: ReadonlySet<string> = new Set([
  'astro',
  'content',
  'declared',
  'github-docs',
  'nextjs',
  'nuxt',
  'plain',
  'react-router',
  'solid-start',
  'sveltekit',
]);

/**
 * Whether visitors come to a block by themselves: not where it takes requests of its own machine alone, or of another port
 * beside blocks for 80 and 443. Where that holds for no block, a server in front hands them all requests.
 */
function publicAmong(blocks: readonly SiteBlock[]): (block: SiteBlock) => boolean {
  const takes = (isMeant: (place: string) => boolean) => (block: SiteBlock) =>
    block.listens.length === 0 || block.listens.some(isMeant);
  const isOpen = takes((place) => !ownMachine.test(place) && usualPort.test(place));
  const isForOthers = takes((place) => !ownMachine.test(place));
  return [isOpen, isForOthers].find((isMeant) => blocks.some(isMeant)) ?? (() => true);
}

const ownMachine = /^(?:127\.|\[::1\]|localhost\b|unix:)/i;
/** 80, 443, or a name without a port. */
const usualPort = /^(?:80|443|.*:(?:80|443)|(?!\d+$)(?:[^:]+|\[[^\]]*\]))$/;

function orAll(blocks: readonly SiteBlock[], isMeant: (block: SiteBlock) => boolean): readonly SiteBlock[] {
  return blocks.some(isMeant) ? blocks.filter(isMeant) : blocks;
}

/** The same address on the site's own host: nobody who came by https is meant. */
export function leadsToHttps(to: string, { siteHosts = [] }: Pick<RedirectContext, 'siteHosts'>): boolean {
  const [, host = ''] = sameAddress.exec(to) ?? [];
  return host !== '' && (/^[${]/.test(host) || isHostAmong(host, siteHosts));
}

/** Of nginx and of Caddy. */
const sameAddress =
  /^https:\/\/(\$(?:host|http_host|server_name)|\{(?:host|http\.request\.host)\}|[^/${]+)(?:\$request_uri|\$uri(?:\$is_args\$args)?|\/?\$1|\{uri\}|\{http\.request\.uri\})\??$/;
