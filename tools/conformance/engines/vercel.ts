/** Vercel's compiler of `vercel.json`: the routes it makes are tried in order, as its proxy does. */
import type { Engine } from '../engine.ts';
import { load, unknownModule } from '../load.ts';
import { drawProbes } from '../probes.ts';
import { path, type Random, requests } from '../random.ts';
import { asPathPattern, drawRules, pages } from '../rules.ts';

interface Compiled {
  getTransformedRoutes(config: object): {
    readonly routes:
      | readonly {
          readonly src?: string;
          readonly status?: number;
          readonly headers?: Readonly<Record<string, string>>;
          readonly continue?: boolean;
          readonly has?: readonly Condition[];
          readonly missing?: readonly Condition[];
        }[]
      | null;
    readonly error: { readonly message: string } | null;
  };
}

interface Condition {
  readonly type: string;
  readonly key?: string;
  readonly value?: string;
}

/** Nothing is sent along but the host: no query, no header of its own, no cookie. */
function holds({ type, value }: Condition): boolean {
  return type === 'host' && (value === undefined || new RegExp(`^(?:${value})$`).test('site'));
}

function trial(random: Random) {
  return random.chance(0.5) ? plain(random) : crowded(random);
}

/** Every shape and spelling, the sources encoded as the host asks for. */
function crowded(random: Random) {
  const rules = drawRules(random, { statuses: [301, 302, 303, 307, 308], pages, hosts: ['https://example.net'] });
  const redirects = rules.map((rule) => {
    const { from, to } = asPathPattern(rule, (text) => encodeURI(text).replace(/[+?()]/g, '\\$&'));
    return { source: from, destination: to, statusCode: rule.status };
  });
  const urls = drawProbes(random, rules, pages, { count: 60 }).map((url) => url.replace(/\?.*$/, ''));
  return { files: { 'vercel.json': JSON.stringify({ redirects }) }, urls };
}

function plain(random: Random) {
  const sources: string[] = [];
  const redirects = Array.from({ length: 3 + random.below(8) }, () => {
    let source = path(random).replace(/\./g, random.chance(0.5) ? '.' : '\\.');
    let destination = random.chance(0.15) ? `https://example.net${path(random)}` : path(random);
    sources.push(source.replace(/\\/g, ''));
    if (random.chance(0.4)) {
      const [tail, target] = random.pick([
        ['/:name', '/:name'],
        ['/:name*', '/:name*'],
        ['/:name+', '/:name+'],
        ['/:name(\\d{1,})', '/n/:name'],
        ['/:one/:two', '/:two/:one'],
        ['/(.*)', '/$1'],
        ['-:name', '/:name'],
      ] as const);
      source += tail;
      destination += random.chance(0.8) ? target : '';
    } else if (random.chance(0.21)) source += '/';
    const status = random.pick([
      { permanent: true },
      { permanent: false },
      { statusCode: 301 },
      { statusCode: 302 },
      {},
    ]);
    return { source, destination, ...status };
  });
  const settings = random.pick([
    {},
    {},
    { cleanUrls: true },
    { trailingSlash: true },
    { trailingSlash: false },
    { cleanUrls: true, trailingSlash: false },
  ]);
  return {
    files: { 'vercel.json': JSON.stringify({ ...settings, redirects }) },
    urls: requests(random, sources, 60).map((url) => url.replace(/\?.*$/, '')),
  };
}

export const vercel: Engine = {
  id: 'vercel',
  title: '@vercel/routing-utils 6.6.0',
  host: 'vercel',
  missing: unknownModule('@vercel/routing-utils'),
  trial,
  async run({ files, urls }) {
    const { getTransformedRoutes } = (await load('@vercel/routing-utils')) as Compiled;
    const quiet = console.error;
    console.error = () => undefined;
    const { routes, error } = getTransformedRoutes(JSON.parse(files['vercel.json'] ?? '{}') as object);
    console.error = quiet;
    if (error || !routes) throw new Error(error?.message ?? 'no routes');
    return urls.map((url) => {
      for (const { src, status, headers, has = [], missing = [], continue: goesOn } of routes) {
        const match = src ? new RegExp(src).exec(url) : null;
        if (!match || !has.every(holds) || missing.some(holds)) continue;
        // Written by hand, the name may be in small letters.
        const location = headers?.Location ?? headers?.location;
        // A route without a target ends the search: what it matches is left alone by the slash rules.
        if (location === undefined || status === undefined) {
          if (goesOn) continue;
          return undefined;
        }
        return {
          status,
          location: location.replace(/\$(\d+)/g, (_whole, index: string) => match[Number(index)] ?? ''),
        };
      }
      return undefined;
    });
  },
};
