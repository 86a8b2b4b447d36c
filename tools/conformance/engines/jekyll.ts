/** Jekyll with jekyll-redirect-from: a page for every entry, in place of a real one. */
import { join } from 'node:path';
import { answersOf, build } from '../builtSite.ts';
import type { Engine, Trial } from '../engine.ts';
import { scratchFolder, writeTrial } from '../folder.ts';
import { drawProbes } from '../probes.ts';
import type { Random } from '../random.ts';
import { drawRules, specialSegments } from '../rules.ts';
import { missingProgram, titleOf } from '../server.ts';

const routes: Readonly<Record<string, string>> = {
  'new.md': '/new/',
  'about.md': '/about.html',
  'docs/a.md': '/docs/a/',
  'docs/plain.md': '/docs/plain.html',
};

const segments = specialSegments.filter((segment) => !segment.includes('%'));

function trial(random: Random): Trial {
  const taken = new Set<string>();
  const sources: { from: string }[] = [];
  const files: Record<string, string> = { '_config.yml': 'url: http://site\nplugins: [jekyll-redirect-from]\n' };
  for (const [file, address] of Object.entries(routes)) {
    const drawn = drawRules(random, {
      statuses: [301],
      pages: [],
      segments,
      shapes: ['exact', 'exact', 'folder'],
      count: 6,
    });
    const fresh = drawn.filter(({ from }) => {
      const key = from.replace(/\/$/, '').replace(/(\/index)?(\.html)?$/, '');
      if (taken.has(key) || /\.\w+\//.test(from)) return false;
      taken.add(key);
      return true;
    });
    sources.push(...fresh);
    const permalink = address.endsWith('/') ? `permalink: ${address}\n` : '';
    files[file] = `---\n${permalink}redirect_from: ${JSON.stringify(fresh.map(({ from }) => from))}\n---\ntext\n`;
  }
  const addresses = Object.values(routes);
  return {
    files,
    routes,
    generators: ['jekyll'],
    urls: drawProbes(random, sources, addresses, { count: 130, segments }),
  };
}

const site = join(scratchFolder(), 'site');

export const jekyll: Engine = {
  id: 'jekyll',
  title: `${titleOf('Jekyll', 'jekyll', '--version')} with jekyll-redirect-from`,
  host: 'pages',
  missing: missingProgram('jekyll', '--version'),
  target: { file: 'new.md', address: '/new/' },
  // A folder cannot have the name of a file that is there.
  isFair: (from) => !/\.\w+\//.test(from),
  trial,
  async run(asked) {
    writeTrial(site, asked);
    build(site, 'jekyll', 'build', '--quiet');
    return answersOf(join(site, '_site'), asked.urls);
  },
};
