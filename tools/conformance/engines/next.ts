/** Next.js' own matcher and target builder, called as its server calls them. */
import { runInNewContext } from 'node:vm';
import type { Engine } from '../engine.ts';
import { load, unknownModule } from '../load.ts';
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
  prepareDestination(args: object): {
    readonly parsedDestination: {
      query?: Record<string, string>;
      pathname?: string;
      hash?: string;
      hostname?: string;
      protocol?: string;
    };
  };
}

interface Loader {
  checkCustomRoutes(routes: readonly object[], type: 'redirect'): void;
}

/** The check that a build begins with, which ends the program at the first wrong rule. */
async function check(rules: readonly object[]): Promise<void> {
  const { checkCustomRoutes } = (await load('next/dist/lib/load-custom-routes.js')) as Loader;
  const { exit } = process;
  const { error } = console;
  const said: unknown[] = [];
  console.error = (...parts) => said.push(...parts);
  process.exit = () => {
    throw new Error(said.join(' '));
  };
  try {
    checkCustomRoutes(JSON.parse(JSON.stringify(rules)) as readonly object[], 'redirect');
  } finally {
    process.exit = exit;
    console.error = error;
  }
}

interface Rule {
  readonly source: string;
  readonly destination: string;
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

export const next: Engine = {
  id: 'next',
  title: 'next 16.0.0',
  host: 'next',
  missing: unknownModule('next'),
  trial,
  async run({ files, urls }) {
    const { getPathMatch } = (await load('next/dist/shared/lib/router/utils/path-match.js')) as Matcher;
    const { modifyRouteRegex, getRedirectStatus } = (await load('next/dist/lib/redirect-status.js')) as Status;
    const { prepareDestination } = (await load(
      'next/dist/shared/lib/router/utils/prepare-destination.js',
    )) as Destination;
    // The text is ours, from the generator above and from what we write.
    const module: { exports?: { redirects(): Promise<readonly Rule[]> } } = {};
    runInNewContext(files['next.config.js'] ?? '', { module });
    const rules = (await module.exports?.redirects()) ?? [];
    await check(rules);
    // What Next puts in front of every configuration: the slash at the end goes.
    const slash = { source: '/:path+/', destination: '/:path+', permanent: true, internal: true };
    const routes = [slash, ...rules].map((rule) => ({
      ...rule,
      match: getPathMatch(rule.source, {
        strict: true,
        removeUnnamedParams: true,
        regexModifier: (regex: string) => ('internal' in rule ? regex : modifyRouteRegex(regex, ['/_next'])),
        sensitive: false,
      }),
    }));
    return urls.map((url) => {
      const { pathname, searchParams } = new URL(url, 'http://site');
      for (const { match, ...route } of routes) {
        const params = match(pathname);
        if (!params) continue;
        const query = Object.fromEntries(searchParams);
        const { parsedDestination: to } = prepareDestination({
          appendParamsToQuery: false,
          destination: route.destination,
          params,
          query,
        });
        const search = new URLSearchParams(to.query).toString();
        const origin = to.hostname ? `${to.protocol ?? 'https:'}//${to.hostname}` : '';
        const location = `${origin}${(to.pathname ?? '').replace(/\/{2,}/g, '/')}${search ? `?${search}` : ''}${to.hash ?? ''}`;
        return { status: getRedirectStatus(route), location };
      }
      return undefined;
    });
  },
};
