/** Sphinx with the extension sphinx-reredirects, both as Debian has them. */
import { join } from 'node:path';
import { answersOf, build } from '../builtSite.ts';
import type { Engine, Trial } from '../engine.ts';
import { scratchFolder, writeTrial } from '../folder.ts';
import { drawProbes } from '../probes.ts';
import type { Random } from '../random.ts';
import { drawRules, specialSegments } from '../rules.ts';
import { missingProgram, titleOf } from '../server.ts';

const routes: Readonly<Record<string, string>> = {
  'index.rst': '/',
  'new.rst': '/new.html',
  'docs/a.rst': '/docs/a.html',
  'docs/deep/page.rst': '/docs/deep/page.html',
};

/** A source is the name of a document, or looks like one. */
const segments = specialSegments.filter((segment) => !/['%]/.test(segment));
const targets = ['/new.html', '/docs/a.html', '/docs/deep/page.html#part', '/', 'https://example.net/x?y=1'];

function trial(random: Random): Trial {
  const drawn = drawRules(random, {
    statuses: [301],
    pages: ['/new', '/docs/deep/page'],
    segments,
    shapes: ['exact', 'exact', 'folder'],
    count: 30,
  });
  const keys = new Map(
    drawn.map(({ from }) => {
      const key = from.slice(1).replace(/\/$/, '/index');
      return [key.replace(/\.[^./]+$/, ''), key] as const;
    }),
  );
  // A folder cannot have the name of a file that is there.
  const fair = [...keys.values()].filter((key) => !/\.html\//.test(key));
  const lines = fair.map((key) => {
    const target = random.pick(targets);
    const up = '../'.repeat(key.split('/').length - 1);
    const written = target.startsWith('/') && random.chance(0.6) ? `${up || './'}${target.slice(1)}` : target;
    return `    "${key}": "${written}",`;
  });
  const index = '.. toctree::\n\n   new\n   docs/a\n   docs/deep/page\n';
  return {
    files: {
      'conf.py': `project = "site"\nextensions = ["sphinx_reredirects"]\nredirects = {\n${lines.join('\n')}\n}\n`,
      ...Object.fromEntries(
        Object.keys(routes).map((file) => [file, `Page\n====\n\n${file === 'index.rst' ? index : 'text\n'}`]),
      ),
    },
    routes,
    generators: ['sphinx'],
    urls: drawProbes(
      random,
      fair.map((key) => ({
        from: `/${key.replace(/(^|\/)index$/, '$1')}${random.chance(0.7) && !/index$/.test(key) ? '.html' : ''}`,
      })),
      Object.values(routes),
      { count: 120, segments },
    ),
  };
}

const site = join(scratchFolder(), 'site');

export const sphinx: Engine = {
  id: 'sphinx',
  title: `${titleOf('Sphinx', 'sphinx-build', '--version')} with sphinx-reredirects`,
  host: 'pages',
  missing:
    missingProgram('sphinx-build', '--version') ??
    (missingProgram('/usr/bin/python3', '-c', 'import sphinx_reredirects') && 'sphinx-reredirects is not installed'),
  target: { file: 'conf.py', address: '/new.html' },
  isFair: (from) => !/\.html\//.test(from),
  trial,
  async run(asked) {
    writeTrial(site, asked);
    build(site, 'sphinx-build', '-q', '-b', 'html', '.', 'out');
    return answersOf(join(site, 'out'), asked.urls);
  },
};
