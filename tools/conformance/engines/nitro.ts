/** Nitro, the server of Nuxt: built for Node with the rules, and asked. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asSent } from '../../../src/core/redirects/host.ts';
import type { Engine, Trial } from '../engine.ts';
import { scratchFolder, writeFiles, writeTrial } from '../folder.ts';
import { load, packageFolder } from '../load.ts';
import { drawProbes } from '../probes.ts';
import type { Random } from '../random.ts';
import { type DrawnRule, drawRules, pages, type Shape } from '../rules.ts';
import { askProgram } from '../server.ts';

interface Instance {
  close(): Promise<void>;
}

interface Builder {
  createNitro(config: object): Promise<Instance>;
  prepare(nitro: Instance): Promise<void>;
  copyPublicAssets(nitro: Instance): Promise<void>;
  build(nitro: Instance): Promise<void>;
}

const shapes: readonly Shape[] = [
  ...(['exact', 'exact', 'exact', 'exact', 'folder', 'rest', 'rest'] as const),
  ...(['name', 'name-below', 'name-rest', 'partial'] as const),
];

function trial(random: Random): Trial {
  const rules = drawRules(random, {
    statuses: [301, 302, 303, 307, 308],
    pages,
    shapes,
    hosts: ['https://example.net'],
    count: 60,
  });
  const routeRules = rules.map((rule) => [keyOf(rule, random), { redirect: redirectOf(rule, random) }] as const);
  return {
    files: {
      'nuxt.config.mjs': `export default ${JSON.stringify({ routeRules: Object.fromEntries(routeRules) }, null, 2)};\n`,
    },
    pages,
    urls: drawProbes(random, rules, pages, { count: 400, queries: ['?q=1', '?q=1&r=2', '?x=3'] }),
  };
}

function keyOf({ from }: DrawnRule, random: Random): string {
  const path = from.replace(/\/\*$/, '/**').replace(/%/g, '%25');
  return random.chance(0.05) ? encodeURI(path) : path;
}

function redirectOf({ from, to, status }: DrawnRule, random: Random) {
  const target = /^[^:]*\/:splat$/.test(to) && from.endsWith('/*') ? to.replace(/:splat$/, '**') : to;
  return random.chance(0.2) ? target : { to: target, ...(random.chance(0.8) ? { statusCode: status } : {}) };
}

const site = join(scratchFolder(), 'site');
let builds = 0;

export const nitro: Engine = {
  id: 'nitro',
  title: 'nitropack 2.13.6',
  host: 'nuxt',
  missing: undefined,
  packages: 'nitro',
  trial,
  async run(asked) {
    const { createNitro, prepare, copyPublicAssets, build } = (await load('nitropack', 'nitro')) as Builder;
    writeTrial(site, { ...asked, files: {}, pages: [] });
    writeTrial(join(site, 'public'), { ...asked, files: {} });
    // A module is read once; each of them has a name of its own.
    const name = `rules-${builds++}.mjs`;
    writeFiles(site, { [name]: asked.files['nuxt.config.mjs'] ?? '' });
    const { default: config } = (await import(pathToFileURL(join(site, name)).href)) as { default: object };
    const instance = await createNitro({
      ...config,
      rootDir: site,
      preset: 'node-server',
      logLevel: 0,
      compatibilityDate: '2025-01-01',
      // Its own modules are found from here, whatever folder the site is in.
      nodeModulesDirs: [join(packageFolder('nitro'), 'node_modules')],
    });
    await prepare(instance);
    await copyPublicAssets(instance);
    await build(instance);
    await instance.close();
    const answers = await askProgram(
      {
        command: process.execPath,
        args: () => [join(site, '.output/server/index.mjs')],
        env: (port) => ({ HOST: '127.0.0.1', PORT: String(port) }),
        files: () => ({}),
      },
      asked.urls,
    );
    // It writes a blank as it is; a browser asks for it escaped.
    return answers.map((answer) =>
      typeof answer === 'object' ? { ...answer, location: asSent(answer.location) } : answer,
    );
  },
};
