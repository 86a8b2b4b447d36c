/** SvelteKit: a small app with routes and hooks that redirect, built with adapter-node and asked. */
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../builtSite.ts';
import type { Engine, Trial } from '../engine.ts';
import { scratchFolder, writeFiles } from '../folder.ts';
import { packageFolder } from '../load.ts';
import { drawProbes } from '../probes.ts';
import type { Random } from '../random.ts';
import { askProgram } from '../server.ts';

const shell: Readonly<Record<string, string>> = {
  'package.json': '{"name":"trial","private":true,"type":"module","devDependencies":{"@sveltejs/kit":"*"}}',
  'svelte.config.js':
    "import adapter from '@sveltejs/adapter-node';\nexport default { kit: { adapter: adapter() } };\n",
  'vite.config.js': "import { sveltekit } from '@sveltejs/kit/vite';\nexport default { plugins: [sveltekit()] };\n",
  'src/app.html': '<!doctype html><html><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>\n',
};

const words = ['old', 'docs', 'a', 'b-c', 'v1.2', 'Docs', 'é', 'a b', 'x.html', 'a,b', '(group)'];
const codes = [301, 302, 303, 307, 308];
const targets = ['/new', '/new/', '/about?x=1', '/about#part', 'https://example.net/x', '/n%C3%A9w', '/'];

/** Routes of every shape: a folder each, in each of the ways a redirect is written. */
function trial(random: Random): Trial {
  const files: Record<string, string> = { ...shell };
  const pages = ['/', '/new', '/about', '/docs/here'];
  for (const page of pages) files[`src/routes${page === '/' ? '' : page}/+page.svelte`] = `<h1>${page}</h1>\n`;
  const sources = new Set<string>();
  const routes: Record<string, string> = Object.fromEntries(
    pages.map((page) => [`src/routes${page === '/' ? '' : page}/+page.svelte`, page]),
  );
  const isTaken = (address: string) => sources.has(address) || pages.includes(address);
  while (sources.size < 60) {
    const names = Array.from({ length: 1 + random.below(3) }, () => random.pick(words));
    const tail = random.chance(0.25) ? random.pick(['[slug]', '[...rest]', '[[page]]', 'p-[slug]']) : undefined;
    const plain = names.filter((name) => name !== '(group)');
    const address = `/${[...plain, ...(tail ? [tail.replace(/\w+(?=\])/, '')] : [])].join('/')}`;
    // Two optional parameters at one place are a conflict, and so is one beside the folder itself.
    const around = tail?.startsWith('[') ? `/${plain.join('/')}/[]` : address;
    if (plain.length === 0 || isTaken(around) || isTaken(address)) continue;
    if (/^\[[.[]/.test(tail ?? '') && isTaken(`/${plain.join('/')}`)) continue;
    sources.add(around);
    sources.add(address);
    if (/^\[[.[]/.test(tail ?? '')) sources.add(`/${plain.join('/')}`);
    const folder = `src/routes/${[...names, ...(tail ? [tail] : [])].join('/')}`;
    const [file, text] = written(random, tail);
    files[`${folder}/${file}`] = text;
  }
  // Where the hooks hold a map, a redirect is written there, else as a route.
  const hooks = Array.from({ length: random.chance(0.5) ? 6 : 0 }, (_, i) => [
    `/hook-${i}${random.pick(['', '/'])}`,
    random.pick(targets),
  ]);
  const entries = hooks.map(([from = '', to = '']) => `  '${from}': '${to}',`).join('\n');
  if (hooks.length > 0)
    files['src/hooks.server.js'] =
      `import { redirect } from '@sveltejs/kit';\n\nconst moved = {\n${entries}\n};\n\nexport async function handle({ event, resolve }) {\n  const target = moved[event.url.pathname];\n  if (target) redirect(${random.pick(codes)}, target);\n  return resolve(event);\n}\n`;
  const rules = [...sources, ...hooks.map(([from = '']) => from)].map((from) => ({
    from: from.replace(/\[\.\.\.\]/, '*').replace(/\[\[\]\]|\[\]/, ':slug'),
  }));
  return {
    files,
    routes,
    generators: ['sveltekit'],
    urls: drawProbes(random, rules, pages, {
      count: 700,
      segments: ['é', 'a b', 'Docs', 'a,b'],
      without: ['lower-hex'],
    }),
  };
}

function written(random: Random, tail: string | undefined): readonly [string, string] {
  const code = random.pick(codes);
  // An optional parameter that is not there would be the word `undefined` in the target.
  const name = tail?.startsWith('[[') ? undefined : /\w+(?=\])/.exec(tail ?? '')?.[0];
  const target = name === undefined ? `'${random.pick(targets)}'` : `\`/new/\${encodeURI(params.${name})}\``;
  const given = name === undefined ? '' : '{ params }';
  const head = "import { redirect } from '@sveltejs/kit';\n\n";
  return random.pick([
    ['+page.server.js', `${head}export function load(${given}) {\n\tthrow redirect(${code}, ${target});\n}\n`],
    ['+page.js', `${head}export const load = (${given}) => redirect(${code}, ${target});\n`],
    [
      '+page.server.ts',
      `${head}export const load = (async (${given}${given && ': any'}) => {\n\tredirect(${code}, ${target});\n});\n`,
    ],
    ['+server.js', `${head}export const GET = async (${given}) => redirect(${code}, ${target});\n`],
  ] as const);
}

const site = join(scratchFolder(), 'site');

export const sveltekit: Engine = {
  id: 'sveltekit',
  title: '@sveltejs/kit 2.48.0',
  host: 'sveltekit',
  missing: undefined,
  packages: 'sveltekit',
  format: 'sveltekitRedirects',
  trial,
  async run({ files, urls }) {
    rmSync(site, { recursive: true, force: true });
    mkdirSync(site, { recursive: true });
    writeFiles(site, files);
    symlinkSync(join(packageFolder('sveltekit'), 'node_modules'), join(site, 'node_modules'));
    build(site, 'node', 'node_modules/vite/bin/vite.js', 'build');
    const start = (port: number) =>
      `process.env.PORT = '${port}';\nprocess.env.ORIGIN = 'http://site';\nawait import('${join(site, 'build/index.js')}');\n`;
    return askProgram(
      {
        command: 'node',
        args: (folder) => [join(folder, 'start.mjs')],
        files: (_folder, port) => ({ 'start.mjs': start(port) }),
      },
      urls,
    );
  },
};
