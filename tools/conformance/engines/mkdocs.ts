/** MkDocs with mkdocs-redirects: a page for every old file, in place of a real one. */
import { join } from 'node:path';
import { answersOf, build } from '../builtSite.ts';
import type { Engine, Trial } from '../engine.ts';
import { scratchFolder, writeTrial } from '../folder.ts';
import { drawProbes } from '../probes.ts';
import type { Random } from '../random.ts';
import { missingProgram, titleOf } from '../server.ts';

const words = ['old', 'docs', 'guide', 'v1.0', 'a_b', 'Docs', 'é', 'a b', '2020'];
const names = [...words, 'index', 'README'];

function trial(random: Random): Trial {
  const folders = random.chance(0.7);
  const address = (file: string) =>
    folders
      ? `/${file.replace(/(index|README)?\.md$/, '').replace(/[^/]$/, '$&/')}`
      : `/${file.replace(/README\.md$|\.md$/, (end) => (end === '.md' ? '.html' : 'index.html'))}`;
  const targets = ['index.md', 'new.md', 'docs/page.md', 'docs/deep/end.md'];
  const entries = new Map<string, string>();
  while (entries.size < 12) {
    const folder = Array.from({ length: random.below(3) }, () => random.pick(words));
    const path = [...folder, random.pick(names)].join('/');
    const file = `${path}.md`;
    if (path === 'index' || path === 'README' || [...entries.keys()].some((known) => address(known) === address(file)))
      continue;
    entries.set(
      file,
      random.chance(0.15) ? 'https://example.net/x' : random.pick(targets) + (random.chance(0.2) ? '#part' : ''),
    );
  }
  const map = [...entries].map(([from, to]) => `        '${from}': '${to}'`);
  const config = [
    'site_name: x',
    'site_url: http://site/',
    `use_directory_urls: ${folders}`,
    'plugins:',
    '  - redirects:',
    '      redirect_maps:',
    ...map,
    '',
  ];
  const files = Object.fromEntries(targets.map((file) => [`docs/${file}`, `# ${file}\n`]));
  const routes = Object.fromEntries(targets.map((file) => [`docs/${file}`, address(file)]));
  const sources = [...entries.keys()].map((file) => ({ from: address(file) }));
  return {
    files: { 'mkdocs.yml': config.join('\n'), ...files },
    routes,
    generators: ['mkdocs'],
    urls: drawProbes(random, sources, Object.values(routes), { count: 100, segments: [], without: ['upper-case'] }),
  };
}

const site = join(scratchFolder(), 'site');

export const mkdocs: Engine = {
  id: 'mkdocs',
  title: `${titleOf('MkDocs', 'mkdocs', '--version')} with mkdocs-redirects`,
  host: 'pages',
  missing: missingProgram('mkdocs', '--version'),
  target: { file: 'mkdocs.yml', address: '/new/' },
  // A folder cannot have the name of a file that is there.
  isFair: (from) => !/\.html\//.test(from),
  trial,
  async run(asked) {
    writeTrial(site, asked);
    build(site, 'mkdocs', 'build', '--quiet');
    return answersOf(join(site, 'site'), asked.urls);
  },
};
