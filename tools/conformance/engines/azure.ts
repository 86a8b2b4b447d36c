/** The emulator in the command line of Azure Static Web Apps: what it does with a request, behind a server of ours. */
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Engine, Trial } from '../engine.ts';
import { scratchFolder, writeTrial } from '../folder.ts';
import { askHandler } from '../handler.ts';
import { load } from '../load.ts';
import { drawProbes } from '../probes.ts';
import type { Random } from '../random.ts';
import { drawRules, pages, type Shape, specialSegments } from '../rules.ts';

interface Emulator {
  handleUserConfig(folder: string): Promise<object | undefined>;
  requestMiddleware(...given: [...Parameters<RequestListener>, undefined, object]): Promise<void>;
}

interface Settings {
  readonly DEFAULT_CONFIG: { outputLocation: string };
}

/** The emulator makes an expression of a wildcard's text as it stands: a `+` in front of it, or a `-` right before the sign, counts. */
const shapes: readonly Shape[] = ['exact', 'exact', 'exact', 'exact', 'folder', 'rest', 'rest'];
const segments = specialSegments.filter((segment) => segment !== 'c+d');

function trial(random: Random): Trial {
  // Of the statuses that are documented the emulator answers these two.
  const rules = drawRules(random, {
    statuses: [301, 301, 302],
    pages,
    segments,
    shapes,
    hosts: ['https://example.net'],
  });
  const routes = rules.map(({ from, to, status }) => {
    const written = random.chance(0.9) ? encodeURI(from) : from;
    const route = written.endsWith('/*') && random.chance(0.2) ? `${written}.{html,png}` : written;
    const kind = random.below(20);
    if (kind === 0) return { route, headers: { 'x-a': 'b' } };
    if (kind === 1) return { route, rewrite: '/about/' };
    if (kind === 2) return { route, statusCode: 404 };
    return { route, redirect: to, ...(random.chance(0.8) ? { statusCode: status } : {}) };
  });
  return {
    files: { 'staticwebapp.config.json': `${JSON.stringify({ routes }, null, 2)}\n` },
    pages,
    // The emulator takes two slashes at the front for the name of a host.
    urls: drawProbes(random, rules, pages, { count: 60, segments }).filter((url) => !url.startsWith('//')),
  };
}

const site = join(scratchFolder(), 'site');
const code = '@azure/static-web-apps-cli/dist';

export const azure: Engine = {
  id: 'azure',
  title: '@azure/static-web-apps-cli 2.0.10',
  host: 'azure',
  missing: undefined,
  packages: 'azure',
  trial,
  async run(asked) {
    process.env.SWA_CLI_DEBUG = 'silent';
    const { DEFAULT_CONFIG } = (await load(`${code}/config.js`, 'azure')) as Settings;
    const emulator = (await load(`${code}/msha/middlewares/request.middleware.js`, 'azure')) as Emulator;
    writeTrial(site, asked);
    DEFAULT_CONFIG.outputLocation = site;
    const config = await emulator.handleUserConfig(site);
    if (!config) throw new Error('the emulator refuses the configuration');
    const byRoute = new Set<string | undefined>();
    const answers = await askHandler((request, response) => {
      const { url } = request;
      // A route's answer is complete at once; its file server, which puts the slash of a folder right, takes its time.
      void emulator.requestMiddleware(request, response, undefined, config).then(() => {
        if (response.writableEnded) byRoute.add(url);
      });
    }, asked.urls);
    return answers.map((answer, i) => (byRoute.has(asked.urls[i]) ? answer : undefined));
  },
};
