/** Netlify's matcher inside the code of its own command line, with pages, queries and every spelling of an address. */
import { join } from 'node:path';
import { urlKey, urlPath } from '../../../src/core/paths.ts';
import { ownPath, siteHost } from '../ask.ts';
import type { Engine } from '../engine.ts';
import { scratchFolder, writeTrial } from '../folder.ts';
import { load } from '../load.ts';
import { drawProbes } from '../probes.ts';
import type { Random } from '../random.ts';
import { drawRules, pages, specialSegments } from '../rules.ts';

interface NetlifyMatch {
  readonly external: boolean;
  readonly force: boolean;
  readonly statusCode: number;
  readonly target: URL;
  /** As it is written. */
  readonly targetRelative: string;
}

interface NetlifyModule {
  readonly RedirectsHandler: new (
    options: Readonly<Record<string, string>>,
  ) => {
    match(request: Request): Promise<NetlifyMatch | undefined>;
  };
}

/** A line is split at blanks. */
const writable = specialSegments.filter((segment) => !/[ %]/.test(segment));

function trial(random: Random) {
  // The documentation asks for encoded sources, its local server compares decoded paths: either is asked in its own way.
  const variant = random.chance(0.5) ? 'encoded' : 'decoded';
  const segments = variant === 'encoded' ? specialSegments : writable;
  const rules = drawRules(random, {
    statuses: [301, 301, 302, 307, 308, 303, 410],
    pages,
    segments,
    hosts: ['https://other.example', `https://${siteHost}`],
  });
  const lines = rules.map(({ from, to, status, force }) => {
    const query = random.chance(0.06) ? ' id=:id' : random.chance(0.03) ? ' q=1' : '';
    const written = random.chance(0.1) ? '' : `${status}${force ? '!' : ''}`;
    return `${variant === 'encoded' ? encodeURI(from) : from}${query} ${to} ${written}`.trim();
  });
  const urls = drawProbes(random, rules, pages, {
    count: 40,
    queries: ['?q=1', '?id=7', '?id=7&q=1', '?q=1&r=2'],
    segments,
    without: variant === 'encoded' ? ['lower-hex', 'needless-escape'] : [],
  });
  return { files: { _redirects: `${lines.join('\n')}\n` }, pages, variant, urls };
}

const site = join(scratchFolder(), 'site');

export const netlifyServer: Engine = {
  id: 'netlify-server',
  title: '@netlify/redirects 4.0.2',
  host: 'netlify',
  missing: undefined,
  packages: 'netlify',
  trial,
  async run(asked) {
    const { RedirectsHandler } = (await load('@netlify/redirects', 'netlify')) as NetlifyModule;
    writeTrial(site, { ...asked, files: { 'netlify.toml': '', ...asked.files } });
    const options = {
      configPath: join(site, 'netlify.toml'),
      projectDir: site,
      publicDir: site,
      siteURL: `https://${siteHost}`,
      jwtSecret: '',
      jwtRoleClaim: '',
    };
    const handler = new RedirectsHandler(options);
    const answer = async (url: string) => {
      const sent = asked.variant === 'encoded' ? encodedOnceMore(url) : url;
      const match = await handler.match(new Request(`https://${siteHost}${sent}`)).catch(() => 'failed' as const);
      // A target such as `//` is no URL, and `//a/` another host: nobody means them.
      if (match === 'failed') return match;
      const isPage = asked.pages?.some((page) => urlKey(page) === urlKey(urlPath(url)));
      if (!match || (isPage && !match.force)) return undefined;
      if (!match.external && match.target.host !== siteHost) return 'failed' as const;
      return { status: match.statusCode, location: ownPath(addressOf(match)) };
    };
    return Promise.all(asked.urls.map(answer));
  },
};

/** A URL without a path is given one, which is the same address. */
function addressOf({ target, targetRelative }: NetlifyMatch): string {
  const isBare = /^https?:\/\/[^/?#]+(?:[?#]|$)/.test(targetRelative);
  return isBare ? target.href.replace(/^(\w+:\/\/[^/]+)\//, '$1') : target.href;
}

/** The server decodes the path once before it compares. */
function encodedOnceMore(url: string): string {
  const [path = '', ...query] = url.split('?');
  return [path.replace(/%/g, '%25'), ...query].join('?');
}
