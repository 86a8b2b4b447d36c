/** superstatic: the server behind the emulator of Firebase Hosting. */
import type { Engine } from '../engine.ts';
import { scratchFolder } from '../folder.ts';
import { askHandler } from '../handler.ts';
import { load, unknownModule } from '../load.ts';
import { drawProbes } from '../probes.ts';
import { path, type Random, requests } from '../random.ts';
import { asPathPattern, drawRules, pages } from '../rules.ts';

type Middleware = (request: object, response: object, next: () => void) => void;

function trial(random: Random) {
  return random.chance(0.5) ? plain(random) : crowded(random);
}

/** Every shape and spelling; `**` catches nothing by name, so its target has none. */
function crowded(random: Random) {
  const rules = drawRules(random, { statuses: [301, 301, 302], pages, hosts: ['https://example.net'] });
  const redirects = rules.map((rule) => {
    const { from, to } = asPathPattern(rule, (text) => text);
    const glob = !/:/.test(to) && !/:slug/.test(from);
    return {
      source: glob ? from.replace(':splat*', '**').replace(':splat', '*') : from,
      destination: to,
      type: rule.status,
    };
  });
  return {
    files: { 'firebase.json': JSON.stringify({ hosting: { public: '.', redirects } }) },
    urls: drawProbes(random, rules, pages, { count: 60 }),
  };
}

function plain(random: Random) {
  const sources: string[] = [];
  const redirects = Array.from({ length: 3 + random.below(8) }, () => {
    let source = path(random);
    let destination = random.chance(0.15) ? `https://example.net${path(random)}` : path(random);
    sources.push(source);
    const kind = random.below(10);
    if (kind < 2) source += random.pick(['/*', '/**', '/*/x', '/@(a|b)', '*']);
    else if (kind < 4) {
      const [tail, target] = random.pick([
        ['/:name', '/:name'],
        ['/:name*', '/:name*'],
        ['/:one/:two', '/:two/:one'],
        ['/:name*', '/:name'],
      ] as const);
      source += tail;
      destination += target;
    }
    if (random.chance(0.1)) destination += '?q=1';
    return { source, destination, ...(random.chance(0.7) ? { type: random.pick([301, 302]) } : {}) };
  });
  return {
    files: { 'firebase.json': JSON.stringify({ hosting: { public: '.', redirects } }) },
    urls: requests(random, sources, 60),
  };
}

const empty = scratchFolder();

export const firebase: Engine = {
  id: 'firebase',
  title: 'superstatic 10.0.0',
  host: 'firebase',
  missing: unknownModule('superstatic'),
  trial,
  async run({ files, urls }) {
    const { default: superstatic } = (await load('superstatic')) as { default(options: object): Middleware };
    const { hosting } = JSON.parse(files['firebase.json'] ?? '{}') as { hosting: { redirects: object[] } };
    const handle = superstatic({
      cwd: empty,
      config: { public: '.', redirects: hosting.redirects },
    });
    return askHandler(
      (request, response) =>
        handle(request, response, () => {
          response.statusCode = 404;
          response.end();
        }),
      urls,
    );
  },
};
