/** Cloudflare's parser and rules engine of Workers static assets, as published in redirects-in-workers. */
import type { Engine } from '../engine.ts';
import { load, unknownModule } from '../load.ts';
import { path, type Random, requests } from '../random.ts';

interface Evaluator {
  generateRedirectsEvaluator(
    rules: string,
    limits: object,
  ): (request: Request, assets: object) => Promise<Response | null>;
}

function trial(random: Random) {
  const sources: string[] = [];
  const lines = Array.from({ length: 3 + random.below(8) }, () => {
    let from = path(random);
    let to = random.chance(0.15) ? `https://example.net${path(random)}` : path(random);
    sources.push(from);
    if (random.chance(0.25)) {
      from += random.pick(['/*', '*', '/*/x', '/*/y/*']);
      if (random.chance(0.8)) to += '/:splat';
    } else if (random.chance(0.3)) {
      from += random.pick(['/:name', '/:name/x', '-:name', '/:name/:name']);
      to += random.chance(0.7) ? '/:name' : '';
    } else if (random.chance(0.21)) from += '/';
    if (random.chance(0.1)) to += '?q=1';
    if (random.chance(0.1)) to += '#part';
    if (random.chance(0.05)) return `${from} ${to} 301 more`;
    return `${from} ${to}${random.chance(0.7) ? ` ${random.pick(['301', '302', '303', '307', '308', '404', '301!'])}` : ''}`;
  });
  return { files: { _redirects: `${lines.join('\n')}\n` }, urls: requests(random, sources, 60) };
}

export const cloudflare: Engine = {
  id: 'cloudflare',
  title: 'redirects-in-workers 0.0.7 (the rules engine of wrangler)',
  host: 'cloudflare',
  missing: unknownModule('redirects-in-workers'),
  trial,
  async run({ files, urls }) {
    const { generateRedirectsEvaluator } = (await load('redirects-in-workers')) as Evaluator;
    const quiet = { debug: console.debug, log: console.log, info: console.info, warn: console.warn };
    const silent = () => undefined;
    Object.assign(console, { debug: silent, log: silent, info: silent, warn: silent });
    const evaluate = generateRedirectsEvaluator(files._redirects ?? '', {
      maxLineLength: 2000,
      maxStaticRules: 2000,
      maxDynamicRules: 100,
    });
    Object.assign(console, quiet);
    return Promise.all(
      urls.map(async (url) => {
        const response = await evaluate(new Request(`https://site${url}`), {});
        const location = response?.headers.get('location');
        return response && location ? { status: response.status, location } : undefined;
      }),
    );
  },
};
