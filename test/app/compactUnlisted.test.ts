import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

type Files = Readonly<Record<string, string>>;

const names = ['a', 'b', 'c'];
const pages = (folder: string, ending: string, text = '# page\n'): Files =>
  Object.fromEntries(names.map((name) => [`${folder}/${name}${ending}`, text]));
const list = (from: string, more: readonly object[] = []) => [
  ...names.map((name) => ({ source: `${from}/${name}`, destination: `/new/${name}`, permanent: true })),
  ...more,
];
const vercel = (more: object = {}, from = '/old') => `${JSON.stringify({ ...more, redirects: list(from) }, null, 2)}\n`;
const docusaurus: Files = {
  'package.json': '{"dependencies":{"@docusaurus/core":"3.5.0","@docusaurus/preset-classic":"3.5.0"}}',
  'docusaurus.config.js':
    "module.exports = { title: 't', url: 'https://example.org', baseUrl: '/', presets: [['classic', { docs: { routeBasePath: '/' }, blog: false }]] };\n",
  ...pages('docs/new', '.md'),
};
const next: Files = {
  'package.json': '{"dependencies":{"next":"16.0.0","react":"19"}}',
  ...pages('pages/new', '.js', 'export default () => null'),
};
const nextConfig = (more = '') =>
  `module.exports = {\n${more}  async redirects() {\n    return [\n${list('/old')
    .map((rule) => `      ${JSON.stringify(rule)},\n`)
    .join('')}    ];\n  },\n};\n`;

/**
 * What a rule for the whole folder would hide; asked of Next.js 16.0.0, @vercel/routing-utils 6.6.0 and superstatic 10.0.0:
 * with such a rule each redirects the address, as redirects come before files, rewrites and functions.
 */
const hidden: readonly (readonly [what: string, file: string, files: Files])[] = [
  ['pages of a route', 'next.config.js', { ...next, 'pages/old/[slug].js': 'x', 'next.config.js': nextConfig() }],
  [
    'what a rewrite of Next.js shows',
    'next.config.js',
    {
      ...next,
      'next.config.js': nextConfig(
        "  async rewrites() {\n    return [{ source: '/old/api/:p*', destination: 'https://api.example.net/:p*' }];\n  },\n",
      ),
    },
  ],
  [
    'what a rewrite of Vercel shows',
    'vercel.json',
    {
      ...docusaurus,
      'vercel.json': vercel({ rewrites: [{ source: '/old/api/:p*', destination: 'https://api.example.net/:p*' }] }),
    },
  ],
  [
    'functions',
    'vercel.json',
    { ...docusaurus, 'api/hello.js': 'export default () => {};\n', 'vercel.json': vercel({}, '/api') },
  ],
  [
    'pages of a route of SvelteKit',
    'vercel.json',
    {
      'package.json': '{"devDependencies":{"@sveltejs/kit":"2.0.0"}}',
      'svelte.config.js': 'export default {};',
      'src/routes/old/[slug]/+page.svelte': 'x',
      ...pages('src/routes/new', '/+page.svelte', 'x'),
      'vercel.json': vercel(),
    },
  ],
  [
    'what others publish',
    'vercel.json',
    {
      ...docusaurus,
      '.broken-backlinks.json': '{"site": "https://example.org/", "ownedElsewhere": {"/old/app/": "the app team"}}',
      'vercel.json': vercel(),
    },
  ],
  [
    'files that git ignores',
    'vercel.json',
    { ...docusaurus, '.gitignore': 'static/old/api/\n', 'vercel.json': vercel() },
  ],
  [
    'files of a submodule',
    'vercel.json',
    {
      ...docusaurus,
      '.gitmodules': '[submodule "pdf"]\n\tpath = static/old/pdf\n\turl = https://example.com/pdf.git\n',
      'vercel.json': vercel(),
    },
  ],
  [
    'what a rewrite of Firebase shows',
    'firebase.json',
    {
      ...docusaurus,
      'firebase.json': `${JSON.stringify(
        {
          hosting: {
            public: 'build',
            redirects: names.map((name) => ({ source: `/old/${name}`, destination: `/new/${name}`, type: 301 })),
            rewrites: [{ source: '/old/api/**', function: 'api' }],
          },
        },
        null,
        2,
      )}\n`,
    },
  ],
];

describe('compactions of a folder', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'compact-'));
  });
  after(() => removeFolder(folder));
  let made = 0;
  async function compacted(file: string, files: Files, fix: string) {
    made++;
    const site = join(folder, String(made));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(site, path)), { recursive: true });
      writeFileSync(join(site, path), text);
    }
    const git = (...words: readonly string[]) =>
      execFileSync('git', ['-C', site, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], { stdio: 'ignore' });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'one');
    const env = { BROKEN_BACKLINKS_HOME: join(folder, 'store') };
    const ran = await runCommand(['redirects', '--compact', '--fix', fix, '--repo', site], { env });
    return { ...ran, text: readFileSync(join(site, file), 'utf8') };
  }
  for (const [what, file, files] of hidden) {
    it(`are not made where they would hide ${what}`, async () => {
      const { out, text } = await compacted(file, files, 'all');
      assert.equal(out, '');
      assert.equal(text, files[file]);
    });
  }
  /** How servers whose redirects come before files have such rules, each with what lies in the folder besides. */
  const servers: readonly (readonly [file: string, text: string])[] = [
    [
      'Caddyfile',
      `example.org {\n${names.map((name) => `\tredir /old/${name} /new/${name} permanent\n`).join('')}\tfile_server\n}\n`,
    ],
    [
      'nginx.conf',
      `server {\n    server_name example.org;\n${names.map((name) => `    location = /old/${name} { return 301 /new/${name}; }\n`).join('')}}\n`,
    ],
    [
      'infra/website.json',
      `${JSON.stringify({ RoutingRules: names.map((name) => ({ Condition: { KeyPrefixEquals: `old/${name}` }, Redirect: { ReplaceKeyWith: `new/${name}`, HttpRedirectCode: '301' } })) }, null, 2)}\n`,
    ],
    [
      'infra/customRules.json',
      `${JSON.stringify(
        names.map((name) => ({ source: `/old/${name}`, target: `/new/${name}`, status: '301' })),
        null,
        2,
      )}\n`,
    ],
  ];
  const besides: readonly (readonly [what: string, files: Files])[] = [
    ['a copied file', { 'static/old/q.pdf': 'x' }],
    ['a page', { 'docs/old/q.md': '# q\n' }],
    [
      'what others publish',
      { '.broken-backlinks.json': '{"site": "https://example.org/", "ownedElsewhere": {"/old/app/": "them"}}' },
    ],
    ['what git ignores', { '.gitignore': 'static/old/api/\n' }],
  ];
  for (const [file, text] of servers) {
    for (const [what, files] of besides)
      it(`are not made in ${file} where ${what} lies in the folder`, async () => {
        const { out, text: after } = await compacted(file, { ...docusaurus, ...files, [file]: text }, 'all');
        assert.equal(out, '');
        assert.equal(after, text);
      });
    it(`are made in ${file} where nothing does`, async () => {
      const { out } = await compacted(file, { ...docusaurus, [file]: text }, 'all');
      assert.match(out, /: 1 rule in place of 3; /);
    });
  }
  it('are made where nothing of that kind lies there', async () => {
    const files = {
      ...docusaurus,
      '.gitignore': 'node_modules\nstatic/other/\n*.log\n',
      'api/hello.js': 'export default () => {};\n',
      'vercel.json': vercel({ rewrites: [{ source: '/(.*)', destination: '/index.html' }] }),
    };
    const { out } = await compacted('vercel.json', files, 'all');
    assert.match(out, /^vercel\.json: 1 rule in place of 3; /m);
  });
  it('only take rules out where one that stays answers alike', async () => {
    const rule = { source: '/old/:path*', destination: '/new/:path*', permanent: true };
    const text = `${JSON.stringify({ redirects: list('/old', [rule]) }, null, 2)}\n`;
    const ran = await compacted('vercel.json', { ...docusaurus, 'vercel.json': text }, 'safe');
    assert.match(
      ran.out,
      /^vercel\.json: no rule in place of 3; .*, as \/old\/:path\* in vercel\.json:18 answers alike$/m,
    );
    assert.doesNotMatch(ran.out, /^\+|but /m);
    assert.equal(ran.text, `${JSON.stringify({ redirects: [rule] }, null, 2)}\n`);
  });
  // superstatic 10.0.0: `/old/:rest*` with `/new/:rest*` leads from `/old/a/` to `/new/a`, one more redirect from the page, and
  // with `/new/:rest*/` to the page.
  it('leave the target its slash', async () => {
    const redirects = names.map((name) => ({ source: `/old/${name}/`, destination: `/new/${name}/`, type: 301 }));
    const text = `${JSON.stringify({ hosting: { public: 'public', redirects } }, null, 2)}\n`;
    const files = {
      'hugo.toml': 'baseURL = "https://example.org/"\n',
      ...pages('content/new', '.md'),
      'firebase.json': text,
    };
    const ran = await compacted('firebase.json', files, 'all');
    const redirect = { source: '/old/:rest*', destination: '/new/:rest*/', type: 301 };
    assert.equal(ran.text, `${JSON.stringify({ hosting: { public: 'public', redirects: [redirect] } }, null, 2)}\n`);
  });
  // @netlify/redirects 4.0.2: the line for `/old/a/` leads `/old/a` to `/new/a/`, the one for the folder to `/new/a`.
  it('are not safe where another spelling of an address leads elsewhere', async () => {
    const lines = names.map((name) => `/old/${name}/ /new/${name}/ 301\n`).join('');
    const files = {
      'hugo.toml': 'baseURL = "https://example.org/"\n',
      'netlify.toml': '[build]\n  publish = "public"\n',
      ...pages('content/new', '.md'),
      'static/_redirects': `${lines}/old/* /new/:splat 301\n`,
    };
    const ran = await compacted('static/_redirects', files, 'safe');
    assert.equal(ran.text, files['static/_redirects']);
  });
});
