/** Eleventy with the template that its sites use for redirects: a page for each entry of `redirect_from`. */
import { join } from 'node:path';
import { answersOf, build } from '../builtSite.ts';
import type { Engine, Trial } from '../engine.ts';
import { scratchFolder, writeFiles, writeTrial } from '../folder.ts';
import { packageFolder } from '../load.ts';
import { drawProbes } from '../probes.ts';
import type { Random } from '../random.ts';
import { drawRules, specialSegments } from '../rules.ts';

const routes: Readonly<Record<string, string>> = {
  'index.md': '/',
  'new.md': '/new/',
  'docs/a.md': '/docs/a/',
  'docs/deep/page.md': '/docs/deep/page/',
};

/** What the template would escape. */
const segments = specialSegments.filter((segment) => !/['&%]/.test(segment));

function trial(random: Random): Trial {
  const taken = new Set(Object.values(routes));
  const sources: { from: string }[] = [];
  const files: Record<string, string> = {};
  for (const [file, address] of Object.entries(routes)) {
    const drawn = drawRules(random, { statuses: [301], pages: [], segments, shapes: ['folder'], count: 8 });
    const fresh = drawn.flatMap(({ from: folder }) => {
      const from = folder.replace(/\.html\/$/, '.html');
      // Two pages of one address end the build, and so does a folder in place of a file.
      if (taken.has(from) || /index\.html|\.html\//.test(from)) return [];
      taken.add(from);
      return [{ from }];
    });
    sources.push(...fresh);
    files[file] =
      `---\ntitle: ${address}\nredirect_from: ${JSON.stringify(fresh.map(({ from }) => from))}\n---\ntext\n`;
  }
  return {
    files,
    routes,
    generators: ['eleventy'],
    urls: drawProbes(random, sources, Object.values(routes), { count: 120, segments }),
  };
}

const site = join(scratchFolder(), 'site');

const frame = {
  'eleventy.config.mjs': `export default (config) => {
  config.addCollection('redirects', (api) =>
    api.getAll().flatMap((page) => (page.data.redirect_from ?? []).map((from) => ({ from, to: page.url }))),
  );
};
`,
  'redirects.njk': `---
pagination:
  data: collections.redirects
  size: 1
  alias: redirect
permalink: "{{ redirect.from }}{% if not r/(\\\\.html|\\\\/)$/.test(redirect.from) %}/{% endif %}"
eleventyExcludeFromCollections: true
---
<!doctype html>
<link rel="canonical" href="{{ redirect.to }}">
<meta http-equiv="refresh" content="0; url={{ redirect.to }}">
`,
};

export const eleventy: Engine = {
  id: 'eleventy',
  title: '@11ty/eleventy 3.1.2',
  host: 'pages',
  missing: undefined,
  packages: 'eleventy',
  target: { file: 'new.md', address: '/new/' },
  isFair: (from) =>
    !/\.html\/|\/index\.html|['&%]/.test(from) && !Object.values(routes).includes(from.replace(/\/?$/, '/')),
  trial,
  async run(asked) {
    writeTrial(site, asked);
    writeFiles(site, frame);
    const program = join(packageFolder('eleventy'), 'node_modules/@11ty/eleventy/cmd.cjs');
    build(site, process.execPath, program, '--quiet', '--config=eleventy.config.mjs');
    return answersOf(join(site, '_site'), asked.urls);
  },
};
