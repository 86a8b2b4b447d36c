/** Static assets in Cloudflare's own runtime, which is what serves Workers; Pages reads the same rules. */
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { ask, isSamePage, siteHost } from '../ask.ts';
import type { Engine } from '../engine.ts';
import { scratchFolder, writeTrial } from '../folder.ts';
import { load } from '../load.ts';
import { drawProbes } from '../probes.ts';
import type { Random } from '../random.ts';
import { drawRules, pages } from '../rules.ts';

type Options = Readonly<Record<string, unknown>>;

interface Miniflare {
  readonly ready: Promise<URL>;
  setOptions(options: Options): Promise<void>;
  dispose(): Promise<void>;
}

function trial(random: Random) {
  const rules = drawRules(random, {
    statuses: [301, 301, 302, 303, 307, 308],
    pages,
    hosts: ['https://other.example', `https://${siteHost}`],
  });
  const lines = rules.map(({ from, to, status }) => {
    const source = random.chance(0.5) ? encodeURI(from) : from.replace(/%/g, '%25').replace(/ /g, '%20');
    return `${source} ${to} ${random.chance(0.1) ? '' : status}`.trim();
  });
  return {
    files: { _redirects: `${lines.join('\n')}\n` },
    pages,
    urls: drawProbes(random, rules, pages, { count: 45 }),
  };
}

const site = join(scratchFolder(), 'site');
let server: Miniflare | undefined;

export const cloudflare: Engine = {
  id: 'cloudflare',
  title: 'workerd with static assets (miniflare 4.20260730)',
  host: 'cloudflare',
  missing: undefined,
  packages: 'cloudflare',
  trial,
  async run(asked) {
    const module = (await load('miniflare', 'cloudflare')) as {
      readonly Miniflare: new (options: Options) => Miniflare;
    };
    writeTrial(site, asked);
    const options = {
      modules: true,
      script: 'export default { fetch() { return new Response("no asset", { status: 404 }); } }',
      compatibilityDate: '2025-01-01',
      handleRuntimeStdio: quiet,
      assets: {
        directory: site,
        binding: 'ASSETS',
        routerConfig: { has_user_worker: false },
        assetConfig: { html_handling: 'auto-trailing-slash', not_found_handling: 'none' },
      },
    };
    if (server) await server.setOptions(options);
    else server = new module.Miniflare(options);
    const answers = await ask(Number((await server.ready).port), asked.urls);
    return answers.map((answer, i) => {
      // 307 from one spelling of a page to the one it is served at: no rule's doing.
      const own =
        typeof answer === 'object' && answer.status === 307 && isSamePage(asked.urls[i] ?? '', answer.location);
      return own ? undefined : answer;
    });
  },
  async stop() {
    await server?.dispose();
    server = undefined;
  },
};

/** The runtime complains of addresses with two slashes, which it answers nevertheless. */
function quiet(...streams: readonly Readable[]): void {
  for (const stream of streams) stream.resume();
}
