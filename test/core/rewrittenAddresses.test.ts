/** Addresses that a host shows from elsewhere: whether they are there, no file of the repository tells. */
import assert from 'node:assert/strict';
import { type UrlPath, urlPath } from '../../src/core/paths.ts';
import { madeByBuilds } from '../../src/core/site/madeByBuilds.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

const pages = { '.eleventy.js': 'module.exports = () => {};', 'index.md': '# A\n', 'docs/a.md': '# A\n' };
const next = { 'package.json': '{ "dependencies": { "next": "15" } }', 'pages/index.js': '', 'pages/docs/a.js': '' };

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly elsewhere: readonly string[];
  readonly own: readonly string[];
}

/**
 * By the documentation of each: https://vercel.com/docs/rewrites, https://firebase.google.com/docs/hosting/full-config#rewrites,
 * https://nuxt.com/docs/guide/concepts/rendering#route-rules, https://www.gatsbyjs.com/docs/reference/functions/.
 */
const cases: readonly Case[] = [
  {
    // 11ty/11ty-website at its newest stored state
    what: 'a rewrite of Vercel to another server',
    files: {
      ...pages,
      'vercel.json':
        '{ "rewrites": [{ "source": "/speedlify/(.*)", "destination": "https://other.example/speedlify/$1" }, { "source": "/docs/:x", "destination": "/docs/v1/:x" }, { "source": "/(.*)", "destination": "/index.html" }] }',
    },
    elsewhere: ['/speedlify/', '/speedlify', '/speedlify/a/b'],
    own: ['/docs/b/', '/speed/', '/gone/'],
  },
  {
    what: 'routes and functions of Vercel, as they were written before',
    files: {
      ...pages,
      'vercel.json':
        '{ "routes": [{ "src": "/shop/(.*)", "dest": "https://shop.example/$1" }, { "src": "/call", "dest": "api/call.js" }] }',
      'api/call.js': '',
    },
    elsewhere: ['/shop/x', '/call', '/api/call'],
    own: ['/docs/b/', '/calls/'],
  },
  {
    // ava-labs/builders-hub at ad9bdb751d gives its pages as Markdown so; none of its answers below /docs/ was sure.
    what: 'what ends as the pattern does',
    files: {
      ...next,
      'next.config.mjs':
        "export default { async rewrites() { return [{ source: '/docs/:path*.md', destination: '/api/raw/:path*' }, { source: '/blog/(.*)\\\\.txt', destination: 'https://x.example/$1' }, { source: '/log/:name.json', destination: 'https://x.example/:name' }]; } };",
    },
    elsewhere: ['/docs/b.md', '/docs/b/c.md', '/blog/b.txt', '/log/b.json'],
    own: ['/docs/b', '/docs/b/', '/docs/md', '/blog/b', '/log/b'],
  },
  {
    what: 'whatever the site does not have, from another server',
    files: {
      ...pages,
      'vercel.json': '{ "rewrites": [{ "source": "/(.*)", "destination": "https://all.example/$1" }] }',
    },
    elsewhere: ['/gone/', '/docs/b/'],
    own: [],
  },
  {
    // fcela/arrow2: the guide at the top, what cargo doc makes below /docs/ by a step of its own.
    // https://github.com/peaceiris/actions-gh-pages (destination_dir), https://github.com/JamesIves/github-pages-deploy-action
    what: 'folders that workflows put something of their own into',
    files: {
      ...pages,
      '.github/workflows/docs.yml':
        'jobs:\n  a:\n    steps:\n      - uses: peaceiris/actions-gh-pages@v3\n        with:\n          publish_dir: ./target/doc\n          destination_dir: ./api\n      - uses: peaceiris/actions-gh-pages@v3\n        with:\n          publish_dir: ./other\n          destination_dir: docs\n  b:\n    steps:\n      - uses: JamesIves/github-pages-deploy-action@v4\n        with:\n          folder: storybook\n          target-folder: ui/stories\n',
    },
    elsewhere: ['/api/all.html', '/api/', '/ui/stories/x'],
    own: ['/docs/b/', '/ui/x/', '/apis/'],
  },
  {
    what: 'proxies of Nuxt',
    files: {
      'package.json': '{ "dependencies": { "nuxt": "3" } }',
      'nuxt.config.ts':
        "export default defineNuxtConfig({ routeRules: { '/proxy/**': { proxy: 'https://x.example/**' }, '/a/**': { ssr: false } } })",
      'pages/index.vue': '',
    },
    elsewhere: ['/proxy/x'],
    own: ['/a/x', '/proxies/'],
  },
  {
    what: 'functions of Gatsby',
    files: {
      'package.json': '{ "dependencies": { "gatsby": "5" } }',
      'gatsby-config.js': 'module.exports = {}',
      'src/pages/index.js': '',
      'src/api/go.js': '',
    },
    elsewhere: ['/api/go'],
    own: ['/go/'],
  },
  {
    what: 'programs behind Firebase',
    files: {
      ...pages,
      'firebase.json':
        '{ "hosting": { "public": "_site", "rewrites": [{ "source": "/run/**", "run": { "serviceId": "x" } }, { "source": "/call", "function": "f" }, { "source": "/app/**", "destination": "/app/index.html" }] } }',
    },
    elsewhere: ['/run/a', '/call'],
    own: ['/app/x', '/docs/b/'],
  },
  {
    what: 'rewrites of Next.js, below its base path',
    files: {
      ...next,
      'next.config.js':
        "module.exports = { basePath: '/b', async rewrites() { return { beforeFiles: [{ source: '/old/:path*', destination: 'https://old.example/:path*' }], fallback: [{ source: '/docs/:x', destination: '/docs/a' }] }; } };",
    },
    elsewhere: ['/b/old/x'],
    own: ['/old/x', '/b/docs/y'],
  },
];

describe('addresses that a host hands on', () => {
  for (const { what, files, elsewhere, own } of cases) {
    it(`are known: ${what}`, async () => {
      const repo = memoryRepo(new Map(Object.entries(files)));
      const [detected] = await detectSites(repo);
      assert.ok(detected);
      const made = madeByBuilds(await openSite(detected, repo, { now: '2026-06-01T00:00:00Z' }));
      const why = (url: string) => made(urlPath(url) as UrlPath);
      for (const url of elsewhere)
        assert.match(why(url) ?? '', /answers|runs the functions|publishes a folder of its own/, url);
      for (const url of own) assert.equal(why(url), undefined, url);
    });
  }
});
