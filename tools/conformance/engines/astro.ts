/** Astro: a site built as files, or for its server on Node. */
import { join } from 'node:path';
import { decodePath } from '../../../src/core/paths.ts';
import { answersOf, build } from '../builtSite.ts';
import type { Engine, Trial } from '../engine.ts';
import { scratchFolder, writeFiles, writeTrial } from '../folder.ts';
import { linkPackages } from '../load.ts';
import { drawProbes } from '../probes.ts';
import type { Random } from '../random.ts';
import { type DrawnRule, drawRules, type Shape, specialSegments } from '../rules.ts';
import { askProgram } from '../server.ts';

const routes: Readonly<Record<string, string>> = {
  'src/pages/index.astro': '/',
  'src/pages/about.astro': '/about/',
  'src/pages/blog/index.astro': '/blog/',
  'src/pages/docs/a.astro': '/docs/a/',
};

/** A percent sign alone breaks its build. */
const segments = specialSegments.filter((segment) => !segment.includes('%'));

const plain: readonly Shape[] = ['exact', 'exact', 'folder'];
const dynamic: readonly Shape[] = [
  'exact',
  'exact',
  'folder',
  'rest',
  'rest',
  'name',
  'name-below',
  'name-rest',
  'partial',
];

function trial(random: Random): Trial {
  const variant = random.chance(0.5) ? 'files' : 'server';
  const rules = drawRules(random, {
    // A page that leads on knows only these two.
    statuses: variant === 'files' ? [301, 302] : [301, 302, 303, 307, 308],
    pages: Object.values(routes),
    shapes: variant === 'files' ? plain : dynamic,
    segments,
    hosts: ['https://example.net'],
    count: 70,
  }).filter(({ from }) => variant === 'server' || (from !== '/' && !isIndex(from)));
  const redirects = new Map<string, readonly [string, ReturnType<typeof redirectOf>]>();
  for (const rule of rules) {
    const key = keyOf(rule, random);
    // Of two keys that differ in a slash the server takes the first, and a build writes the second over it.
    redirects.set(variant === 'files' ? key.replace(/\/$/, '') : key, [key, redirectOf(rule, random)]);
  }
  const text = JSON.stringify({ redirects: Object.fromEntries(redirects.values()) }, null, 2);
  return {
    files: {
      'astro.config.mjs': `export default ${text};\n`,
      ...Object.fromEntries(Object.keys(routes).map((file) => [file, `<p>${file}</p>\n`])),
    },
    routes,
    generators: ['astro'],
    variant,
    // Only the file system takes two slashes for one.
    urls: drawProbes(random, rules, Object.values(routes), { count: 400, segments, without: ['double-slash'] }).filter(
      (url) => !isIndex(url),
    ),
  };
}

/** Among files this is the folder by its other name; the server knows no such name, though we take it for the page. */
function isIndex(path: string): boolean {
  return /\/index\.html/i.test(decodePath(path));
}

function keyOf({ from }: DrawnRule, random: Random): string {
  // What takes the rest from within a segment has no settled place in Astro's order.
  const path = from.replace(/\/\*$/, '/[...splat]').replace('*', '[splat]').replace(/:slug/g, '[slug]');
  return random.chance(0.05)
    ? path
        .split('/')
        .map((part) => (part.startsWith('[') ? part : encodeURI(part)))
        .join('/')
    : path;
}

function redirectOf({ from, to, status }: DrawnRule, random: Random) {
  const target = random.chance(0.8) ? decodeURI(to) : to;
  const written = target.replace(':splat', from.endsWith('/*') ? '[...splat]' : '[splat]').replace(':slug', '[slug]');
  // Only where the target is one of the site's routes the status counts.
  const destination = random.chance(0.15) ? random.pick(['/about', '/docs/a', '/blog', '/']) : written;
  return random.chance(0.5) ? destination : { status, destination };
}

const site = join(scratchFolder(), 'site');

const serverConfig = `import node from '@astrojs/node';
import config from './astro.config.mjs';
export default { ...config, output: 'server', adapter: node({ mode: 'standalone' }) };
`;

export const astro: Engine = {
  id: 'astro',
  title: 'astro 5.16.0',
  host: 'astro',
  missing: undefined,
  packages: 'astro',
  target: { file: 'astro.config.mjs', address: '/the/new-page' },
  trial,
  async run(asked) {
    writeTrial(site, asked);
    linkPackages(site, 'astro');
    writeFiles(site, { 'server.config.mjs': serverConfig });
    const isServer = asked.variant === 'server';
    const config = isServer ? 'server.config.mjs' : 'astro.config.mjs';
    build(site, process.execPath, 'node_modules/astro/astro.js', 'build', '--silent', '--config', config);
    if (!isServer) return answersOf(join(site, 'dist'), asked.urls);
    return askProgram(
      {
        command: process.execPath,
        args: () => [join(site, 'dist/server/entry.mjs')],
        env: (port) => ({ HOST: '127.0.0.1', PORT: String(port) }),
        files: () => ({}),
      },
      asked.urls,
    );
  },
};
