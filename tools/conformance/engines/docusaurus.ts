/** Docusaurus' plugin for redirects, run behind a build of pages that is ours: building them takes a minute and decides nothing. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { decodePath } from '../../../src/core/paths.ts';
import { answersOf } from '../builtSite.ts';
import type { Engine, Trial } from '../engine.ts';
import { scratchFolder, writeFiles, writeTrial } from '../folder.ts';
import { load } from '../load.ts';
import { drawProbes } from '../probes.ts';
import type { Random } from '../random.ts';
import { drawRules, specialSegments } from '../rules.ts';

interface Plugin {
  default(context: object, options: object): { postBuild(build: object): Promise<void> };
  validateOptions(given: object): object;
}

interface Validation {
  normalizePluginOptions(schema: object, options: object): object;
}

interface Config {
  readonly baseUrl: string;
  readonly trailingSlash?: boolean;
  readonly plugins: readonly (readonly [string, object])[];
}

const name = '@docusaurus/plugin-client-redirects';
const addresses = ['/', '/about', '/docs/a', '/docs/déjà vu'];

/** The plugin refuses a percent sign alone. */
const segments = specialSegments.filter((segment) => !segment.includes('%'));

function trial(random: Random): Trial {
  const trailingSlash = random.chance(0.4) ? undefined : random.chance(0.5);
  const drawn = drawRules(random, {
    statuses: [301],
    pages: [],
    segments,
    shapes: ['exact', 'exact', 'folder'],
    count: 40,
  });
  const taken = new Set(addresses);
  const sources = drawn.flatMap(({ from }) => {
    const key = from.replace(/\/$/, '');
    // Two redirects of one file end the build, and so does a folder in place of a file.
    if (taken.has(key) || /\/index\.html|\.html\//.test(from)) return [];
    taken.add(key);
    return [random.chance(0.05) ? encodeURI(from) : from];
  });
  const redirects = sources.map((from) => {
    const address = random.pick(addresses);
    // Without a rule for slashes the plugin refuses a page that is named in both ways.
    const tails = ['', '', '', '#part', '?x=1', ...(trailingSlash === undefined ? [] : ['/', '/#part'])];
    const page = address + (address === '/' ? '' : random.pick(tails));
    const to = random.chance(0.15) ? 'https://example.net/page' : random.chance(0.2) ? encodeURI(page) : page;
    return { from: random.chance(0.2) ? [from] : from, to };
  });
  const config = { title: 'Site', url: 'http://site', baseUrl: '/', trailingSlash, plugins: [[name, { redirects }]] };
  return {
    files: { 'docusaurus.config.mjs': `export default ${JSON.stringify(config, null, 2)};\n` },
    pages: addresses.map((address) => pageOf(address, trailingSlash)),
    generators: ['docusaurus'],
    urls: drawProbes(
      random,
      sources.map((from) => ({ from: decodePath(from) })),
      [],
      { count: 120, segments },
    ).filter((url) => !/index(\.|%2e)html/i.test(url)),
  };
}

function pageOf(address: string, trailingSlash: boolean | undefined): string {
  return address === '/' ? address : trailingSlash === false ? `${address}.html` : `${address}/`;
}

const site = join(scratchFolder(), 'site');
let builds = 0;

export const docusaurus: Engine = {
  id: 'docusaurus',
  title: `${name} 3.10.2`,
  host: 'pages',
  missing: undefined,
  packages: 'docusaurus',
  target: { file: 'docusaurus.config.mjs', address: '/docs/a' },
  // A folder cannot have the name of a file that is there.
  isFair: (from) => !/\.html\/|\/index\.html/.test(from) && !addresses.includes(from.replace(/(.)\/$/, '$1')),
  trial,
  async run(asked) {
    const plugin = (await load(name, 'docusaurus')) as Plugin;
    const { normalizePluginOptions } = (await load('@docusaurus/utils-validation', 'docusaurus')) as Validation;
    const out = join(site, 'build');
    writeTrial(out, { ...asked, files: {} });
    // A module is read once; each of them has a name of its own.
    const file = `config-${builds++}.mjs`;
    writeFiles(site, { [file]: asked.files['docusaurus.config.mjs'] ?? '' });
    const { default: config } = (await import(pathToFileURL(join(site, file)).href)) as { default: Config };
    const siteConfig = { ...config, onDuplicateRoutes: 'ignore', future: {} };
    const given = config.plugins.find(([id]) => id === name)?.[1] ?? {};
    const options = plugin.validateOptions({ options: given, validate: normalizePluginOptions });
    const slash = config.trailingSlash === true ? '/' : '';
    const { baseUrl } = siteConfig;
    const known = asked.routes === undefined ? addresses : Object.values(asked.routes);
    const routesPaths = known.map((address) => encodeURI(baseUrl + (address === '/' ? '' : address.slice(1) + slash)));
    await plugin.default({ siteConfig }, options).postBuild({ routesPaths, baseUrl, outDir: out, siteConfig });
    return answersOf(out, asked.urls);
  },
};
