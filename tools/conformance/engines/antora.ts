/** Antora, which makes a page that leads on for every alias. */
import { join } from 'node:path';
import { answersOf, build } from '../builtSite.ts';
import type { Engine, Trial } from '../engine.ts';
import { scratchFolder, writeFiles, writeTrial } from '../folder.ts';
import { packageFolder } from '../load.ts';
import { drawProbes } from '../probes.ts';
import type { Random } from '../random.ts';
import { drawRules, specialSegments } from '../rules.ts';

const root = '/product/1.0';
const pages = 'docs/modules/ROOT/pages';
const routes: Readonly<Record<string, string>> = {
  [`${pages}/index.adoc`]: `${root}/index.html`,
  [`${pages}/new.adoc`]: `${root}/new.html`,
  [`${pages}/deep/page.adoc`]: `${root}/deep/page.html`,
  'docs/modules/other/pages/part.adoc': `${root}/other/part.html`,
};

/** What the list of aliases is separated by, and what means something in a name, is left out. */
const segments = specialSegments.filter((segment) => !/[',%@&]/.test(segment));

function trial(random: Random): Trial {
  const taken = new Set<string>();
  const sources: { from: string }[] = [];
  const files: Record<string, string> = { 'docs/antora.yml': "name: product\nversion: '1.0'\ntitle: Product\n" };
  for (const file of Object.keys(routes)) {
    const module = file.includes('/other/') ? 'other' : 'ROOT';
    const drawn = drawRules(random, {
      statuses: [301],
      pages: [],
      segments,
      shapes: ['exact', 'exact', 'folder'],
      count: 8,
    });
    const ids = drawn.flatMap(({ from }) => {
      const path = from
        .slice(1)
        .replace(/\/$/, '/index')
        .replace(/\.html$/, '');
      const into = random.chance(0.3) ? random.pick(['ROOT', 'other']) : undefined;
      const address = `${(into ?? module) === 'ROOT' ? '' : 'other/'}${path}.html`;
      // An alias of two pages, of one that is there, or of a folder in place of a file ends the build.
      if (/\.html\//.test(address) || taken.has(address) || Object.values(routes).includes(`${root}/${address}`))
        return [];
      taken.add(address);
      sources.push({ from: `${root}/${address}` });
      return [`${into ? `${into}:` : ''}${path}${random.chance(0.8) ? '.adoc' : ''}`];
    });
    const separator = random.pick([', ', ',', ', \\\n  ']);
    files[file] = `= Page\n:page-aliases: ${ids.join(separator)}\n\ntext\n`;
  }
  return {
    files,
    routes,
    generators: ['antora'],
    urls: drawProbes(random, sources, Object.values(routes), { count: 120, segments }),
  };
}

const site = join(scratchFolder(), 'site');

const frame = {
  'playbook.yml': [
    'site: { title: Site, url: "http://site" }',
    'content: { sources: [ { url: ., branches: HEAD, start_path: docs } ] }',
    'ui: { bundle: { url: ./ui } }',
    'urls: { redirect_facility: static }',
    '',
  ].join('\n'),
  'ui/layouts/default.hbs': '<html>{{{page.contents}}}</html>',
  'ui/layouts/404.hbs': '<html>not found</html>',
  'ui/partials/none.hbs': '',
};

export const antora: Engine = {
  id: 'antora',
  title: 'antora 3.1.15',
  host: 'pages',
  missing: undefined,
  packages: 'antora',
  target: { file: `${pages}/new.adoc`, address: `${root}/new.html` },
  // Antora knows no page outside of its components.
  around: [root, '.html'],
  isFair: (from) => from.startsWith(`${root}/`) && !/\.html\//.test(from) && !Object.values(routes).includes(from),
  trial,
  async run(asked) {
    writeTrial(site, asked);
    writeFiles(site, frame);
    build(site, 'git', 'init', '-q', '.');
    build(site, 'git', 'add', '-A');
    build(site, 'git', '-c', 'user.name=site', '-c', 'user.email=site@site', 'commit', '-q', '-m', 'site');
    const program = join(packageFolder('antora'), 'node_modules/antora/bin/antora');
    build(
      site,
      process.execPath,
      program,
      '--to-dir',
      'out',
      '--cache-dir',
      'cache',
      '--log-level',
      'fatal',
      'playbook.yml',
    );
    return answersOf(join(site, 'out'), asked.urls);
  },
};
