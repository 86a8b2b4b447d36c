/** Next.js' own matcher and target builder, called as its server calls them. */
import { runInNewContext } from 'node:vm';
import type { Engine, Trial } from '../engine.ts';
import { load, unknownModule } from '../load.ts';
import { nextConfigIn } from '../nextData.ts';
import { drawProbes } from '../probes.ts';
import { path, type Random, requests } from '../random.ts';
import { asPathPattern, drawRules, pages, specialSegments } from '../rules.ts';

interface Matcher {
  getPathMatch(source: string, options: object): (path: string) => object | false;
}
interface Status {
  modifyRouteRegex(regex: string, restricted?: readonly string[]): string;
  getRedirectStatus(route: object): number;
}
interface Destination {
  /** What was caught by the conditions, and `false` where one does not hold. */
  matchHas(
    request: object,
    query: object,
    has?: readonly object[],
    missing?: readonly object[],
  ): Readonly<Record<string, string>> | false;
  prepareDestination(args: object): {
    readonly parsedDestination: {
      query?: Record<string, string>;
      pathname?: string;
      hash?: string;
      hostname?: string;
      port?: string;
      protocol?: string;
    };
  };
}

interface Loader {
  default(config: object): Promise<{ readonly redirects: readonly Rule[] }>;
}

/**
 * The rules as a build makes them: with the base path and the languages in front, behind the ones for the slash at the
 * end. Its check ends the program at the first wrong rule.
 */
async function rulesOf(config: Config): Promise<readonly Rule[]> {
  const { default: loadCustomRoutes } = (await load('next/dist/lib/load-custom-routes.js')) as Loader;
  const { exit } = process;
  const { error } = console;
  const said: unknown[] = [];
  console.error = (...parts) => said.push(...parts);
  process.exit = () => {
    throw new Error(said.join(' '));
  };
  try {
    // What stands in another realm is no array there.
    const written = JSON.stringify((await config.redirects?.()) ?? []);
    const redirects = async () => JSON.parse(written) as readonly Rule[];
    return (await loadCustomRoutes({ ...(JSON.parse(JSON.stringify(config)) as Config), redirects })).redirects;
  } finally {
    process.exit = exit;
    console.error = error;
  }
}

interface Config {
  readonly basePath?: string;
  readonly trailingSlash?: boolean;
  readonly i18n?: { readonly locales: readonly string[]; readonly defaultLocale: string };
  redirects?(): Promise<readonly Rule[]>;
}

interface Rule {
  readonly source: string;
  readonly destination: string;
  readonly has?: readonly object[];
  readonly missing?: readonly object[];
  readonly internal?: boolean;
}

/** As the server's `resolve-routes` does: an address without a language is one of the default language. */
async function withLanguage(pathname: string, { basePath = '', i18n, trailingSlash }: Config) {
  if (!i18n) return { pathname, internal: pathname };
  const { normalizeLocalePath } = (await load('next/dist/shared/lib/i18n/normalize-locale-path.js')) as Locales;
  const isBelow = basePath !== '' && (pathname === basePath || pathname.startsWith(`${basePath}/`));
  const base = isBelow ? basePath : '';
  const found = normalizeLocalePath(pathname.slice(base.length) || '/', i18n.locales);
  const slashed = (path: string) =>
    pathname.endsWith('/') && trailingSlash && !path.endsWith('/') ? `${path}/` : path;
  const rest = found.pathname === '/' ? '' : found.pathname;
  // The rules for the slash at the end see no language where it is the default one.
  const shown = slashed(base + rest || '/');
  if (found.detectedLocale)
    return { pathname, internal: found.detectedLocale === i18n.defaultLocale ? shown : pathname };
  return { pathname: slashed(`${base}/${i18n.defaultLocale}${rest}`), internal: shown };
}

interface Locales {
  normalizeLocalePath(
    path: string,
    locales: readonly string[],
  ): { readonly pathname: string; readonly detectedLocale?: string };
}

function trial(random: Random) {
  return random.chance(0.5) ? plain(random) : crowded(random);
}

/** Every shape and spelling, the sources encoded as the host asks for. */
function crowded(random: Random) {
  const segments = specialSegments.filter((segment) => !/['+]/.test(segment));
  const rules = drawRules(random, {
    statuses: [301, 302, 303, 307, 308],
    pages,
    hosts: ['https://example.net'],
    segments,
  });
  const lines = rules.map((rule) => {
    const { from, to } = asPathPattern(rule, (text) => encodeURI(text).replace(/[+?()]/g, '\\\\$&'));
    return `      { source: '${from}', destination: '${to}', statusCode: ${rule.status} },`;
  });
  const text = `module.exports = {\n  async redirects() {\n    return [\n${lines.join('\n')}\n    ];\n  },\n};\n`;
  // Repeated slashes are put right before any rule, by code that needs the whole server.
  const urls = drawProbes(random, rules, pages, { count: 60, segments }).filter((url) => !url.includes('//'));
  return { files: { 'next.config.js': text }, urls };
}

function plain(random: Random) {
  const sources: string[] = [];
  const rules = Array.from({ length: 3 + random.below(8) }, () => {
    let source = path(random).replace(/\./g, '\\\\.');
    let destination = random.chance(0.15) ? `https://example.net${path(random)}` : path(random);
    sources.push(source.replace(/\\/g, ''));
    if (random.chance(0.4)) {
      const [tail, target] = random.pick([
        ['/:name', '/:name'],
        ['/:name*', '/:name*'],
        ['/:name+', '/:name+'],
        ['/:name(\\\\d{1,})', '/n/:name'],
        ['/:one/:two', '/:two/:one'],
        ['-:name', '/:name'],
      ] as const);
      source += tail;
      destination += random.chance(0.8) ? target : '';
    }
    if (random.chance(0.1)) destination += '?q=1';
    if (random.chance(0.1)) destination += '#part';
    const status = random.pick(['permanent: true', 'permanent: false', 'statusCode: 301', 'statusCode: 302']);
    return `      { source: '${source}', destination: '${destination}', ${status} },`;
  });
  const text = `module.exports = {\n  async redirects() {\n    return [\n${rules.join('\n')}\n    ];\n  },\n};\n`;
  return { files: { 'next.config.js': text }, urls: requests(random, sources, 60) };
}

/** The text is ours, from the generator above and from what we write. */
function ownConfig(files: Trial['files']): Config {
  const module: { exports?: Config } = {};
  runInNewContext(files['next.config.js'] ?? '', { module });
  return module.exports ?? {};
}

/** The text of a stranger. */
function configAsData(files: Trial['files']): Config {
  const { redirects, ...rest } = nextConfigIn(files);
  return { ...rest, redirects: () => Promise.resolve(redirects as readonly Rule[]) };
}

export const next: Engine = {
  id: 'next',
  title: 'next 16.0.0',
  host: 'next',
  missing: unknownModule('next'),
  trial,
  async run({ files, urls, variant }) {
    const { getPathMatch } = (await load('next/dist/shared/lib/router/utils/path-match.js')) as Matcher;
    const { modifyRouteRegex, getRedirectStatus } = (await load('next/dist/lib/redirect-status.js')) as Status;
    const { prepareDestination, matchHas } = (await load(
      'next/dist/shared/lib/router/utils/prepare-destination.js',
    )) as Destination;
    const config = variant === 'data' ? configAsData(files) : ownConfig(files);
    const restricted = [`${config.basePath ?? ''}/_next`];
    const routes = (await rulesOf(config)).map((rule) => ({
      ...rule,
      match: getPathMatch(rule.source, {
        strict: true,
        removeUnnamedParams: true,
        regexModifier: (regex: string) => (rule.internal ? regex : modifyRouteRegex(regex, restricted)),
        sensitive: false,
      }),
    }));
    const answer = async (url: string) => {
      const { pathname, searchParams } = new URL(url, 'http://site');
      const asked = await withLanguage(pathname, config);
      const query = Object.fromEntries(searchParams);
      for (const { match, ...route } of routes) {
        const caught = match(route.internal ? asked.internal : asked.pathname);
        const more = caught && matchHas({ headers: { host: 'site' }, cookies: {} }, query, route.has, route.missing);
        if (!caught || !more) continue;
        const { parsedDestination: to } = prepareDestination({
          appendParamsToQuery: false,
          destination: route.destination,
          params: { ...caught, ...more },
          query,
        });
        const search = new URLSearchParams(to.query).toString();
        const port = to.port ? `:${to.port}` : '';
        const origin = to.hostname ? `${to.protocol ?? 'https:'}//${to.hostname}${port}` : '';
        const location = `${origin}${(to.pathname ?? '').replace(/\/{2,}/g, '/')}${search ? `?${search}` : ''}${to.hash ?? ''}`;
        return { status: getRedirectStatus(route), location };
      }
      return undefined;
    };
    return Promise.all(urls.map(answer));
  },
};
