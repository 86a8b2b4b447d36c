/** Hugo: a page for every alias, unless a real page is there. */
import { join } from 'node:path';
import { answersOf, build } from '../builtSite.ts';
import type { Engine, Trial } from '../engine.ts';
import { scratchFolder, writeTrial } from '../folder.ts';
import { drawProbes } from '../probes.ts';
import type { Random } from '../random.ts';
import { drawRules, specialSegments } from '../rules.ts';
import { missingProgram, titleOf } from '../server.ts';

const routes: Readonly<Record<string, string>> = {
  'content/_index.md': '/',
  'content/docs/_index.md': '/docs/',
  'content/new.md': '/new/',
  'content/about.md': '/about/',
  'content/docs/a.md': '/docs/a/',
  'content/docs/deep/page.md': '/docs/deep/page/',
};

/** The generator writes a folder for these under another name. */
const segments = specialSegments.filter((segment) => !/[%'@&=,+~]/.test(segment));

function trial(random: Random): Trial {
  const taken = new Set<string>();
  const sources: { from: string }[] = [];
  const files: Record<string, string> = {
    'hugo.toml': 'baseURL = "http://site/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n',
    'layouts/_default/single.html': 'page',
    'layouts/_default/list.html': 'list',
  };
  for (const [file, address] of Object.entries(routes)) {
    const drawn = drawRules(random, {
      statuses: [301],
      pages: [],
      segments,
      shapes: ['exact', 'exact', 'folder'],
      count: 5,
    });
    const fresh = drawn.filter(({ from }) => {
      // The same alias on two pages is a race, and one that is a folder of another page's file is none.
      const key = from
        .replace(/\/$/, '')
        .replace(/\/index\.html$/, '')
        .toLowerCase();
      if (taken.has(key) || /\.html\//.test(from) || Object.values(routes).includes(`${key}/`)) return false;
      taken.add(key);
      return true;
    });
    sources.push(...fresh);
    const folder = address.replace(/[^/]+\/$/, '');
    const aliases = fresh.map(({ from }) => {
      const isBelow = folder !== '/' && from.startsWith(folder);
      return isBelow && random.chance(0.5) ? from.slice(folder.length) : from;
    });
    files[file] = `---\ntitle: ${address}\naliases: ${JSON.stringify(aliases)}\n---\ntext\n`;
  }
  const addresses = Object.values(routes);
  return {
    files,
    routes,
    generators: ['hugo'],
    urls: drawProbes(random, sources, addresses, { count: 110, segments }),
  };
}

const site = join(scratchFolder(), 'site');

export const hugo: Engine = {
  id: 'hugo',
  title: titleOf('Hugo', 'hugo', 'version'),
  host: 'pages',
  missing: missingProgram('hugo', 'version'),
  target: { file: 'content/new.md', address: '/new/' },
  // A folder cannot have the name of a file that is there.
  isFair: (from) => !/\.html\//.test(from),
  trial,
  async run(asked) {
    writeTrial(site, asked);
    build(site, 'hugo', '--quiet', '--config', 'hugo.toml');
    return answersOf(join(site, 'public'), asked.urls);
  },
};
