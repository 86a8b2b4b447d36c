/**
 * A name that JavaScript gives every object is to a site a word like another. Each site below is read twice, with an invented
 * word and with such a name in its place, and what is found must differ by that word alone.
 */
import assert from 'node:assert/strict';
import type { HostId } from '../../src/core/redirects/format.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { simulate } from '../../tools/conformance/simulate.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

const invented = 'plainword';
const names = ['constructor', 'valueOf', 'toString'];
const post = '---\ntitle: A & B\ndate: 2024-05-06\n---\n# Head &WORD; line\n';

type Files = Readonly<Record<string, string>>;

const sites: Readonly<Record<string, Files>> = {
  'a placeholder of Bridgetown': {
    'bridgetown.config.yml': 'permalink: /:WORD/:slug/\n',
    'src/index.md': '---\n---\n',
    'src/_posts/2024-05-06-a.md': post,
  },
  'a permalink of Bridgetown': {
    'bridgetown.config.yml': 'permalink: WORD\n',
    'src/index.md': '---\n---\n',
    'src/_posts/2024-05-06-a.md': post,
  },
  'a collection and a mode of Bridgetown': {
    'bridgetown.config.yml': 'slugify_mode: WORD\ncollections:\n  WORD:\n    name: x\n  b:\n    output: true\n',
    'src/index.md': '---\n---\n',
    'src/_WORD/a.md': '---\n---\n',
    'src/_b/A b.md': '---\n---\n',
  },
  'a placeholder of Jekyll': { '_config.yml': 'permalink: /:WORD/:title/\n', '_posts/2024-05-06-a.md': post },
  'a permalink of Jekyll': { '_config.yml': 'permalink: WORD\n', '_posts/2024-05-06-a.md': post },
  'a type in defaults of Jekyll': {
    '_config.yml':
      'collections:\n  WORD:\n    output: true\ndefaults:\n  - scope:\n      type: WORD\n    values:\n      permalink: /x/:title/\n',
    '_WORD/a.md': '---\n---\n',
  },
  'a part of names of Hexo': {
    '_config.yml': 'url: https://example.org\nnew_post_name: :WORD-:year-:title.md\npermalink: :year/:title/\n',
    'package.json': '{"dependencies": {"hexo": "8.1.2"}}',
    'source/_posts/some-2024-hello.md': '---\ndate: 2024-05-06\n---\n',
  },
  'what Hugo is told of by name': {
    'hugo.toml':
      'disableKinds = ["WORD"]\n[outputs]\npage = ["html", "WORD"]\nhome = ["html", "WORD"]\n[frontmatter]\ndate = ["WORD", "date"]\n[permalinks]\nposts = "/:year/:slug/"\n',
    'content/posts/a.md': '---\nWORD: 2020-01-02\ndate: 2024-05-06\n---\n',
  },
  'a media type of Hugo': {
    'hugo.toml': '[outputs]\npage = ["html", "x"]\n[outputFormats.x]\nmediaType = "WORD"\n',
    'content/posts/a.md': '---\ntitle: a\n---\n',
  },
  'an extension of Sphinx': { 'conf.py': "extensions = ['WORD']\n", 'index.rst': 'A\n=\n', 'a.rst': 'B\n=\n' },
  'a kind of feed of Docusaurus': {
    'docusaurus.config.js':
      "export default { url: 'https://example.org', baseUrl: '/', presets: [['classic', { blog: { feedOptions: { type: ['WORD'] } } }]] };\n",
    'blog/2024-05-06-a.md': post,
    'docs/a.md': '# A\n',
  },
  'how Bookdown splits, and a letter by its name': {
    '_bookdown.yml': 'book_filename: x\n',
    '_output.yml': 'bookdown::gitbook:\n  split_by: WORD\n',
    'index.Rmd': '---\nsite: bookdown::bookdown_site\n---\n# One &WORD; x\n\n## Two\n',
  },
  'an address of Middleman': {
    'config.rb': 'activate :blog do |blog|\n  blog.permalink = "{WORD}/{title}.html"\nend\n',
    Gemfile: "gem 'middleman'\ngem 'middleman-blog'\n",
    'source/2024-05-06-a.html.md': '---\ntitle: A\n---\n',
  },
  'names of files of Middleman': {
    'config.rb': 'activate :blog do |blog|\n  blog.sources = "{WORD}/{year}-{month}-{day}-{title}.html"\nend\n',
    Gemfile: "gem 'middleman'\ngem 'middleman-blog'\n",
    'source/x/2024-05-06-a.html.md': '---\ntitle: A\n---\n',
  },
  'a name in a program of Middleman': {
    'config.rb': 'set :http_prefix, WORD\n',
    Gemfile: "gem 'middleman'\n",
    'source/a.html.md': '---\ntitle: A\n---\n',
  },
  'an address of Pelican': {
    'pelicanconf.py':
      "SITENAME = 'x'\nPATH = 'content'\nARTICLE_URL = '{WORD}/{slug}/'\nARTICLE_SAVE_AS = '{WORD}/{slug}/index.html'\n",
    'content/a.md': 'Title: A\nDate: 2024-05-06\nCategory: b\n\nText\n',
  },
  'an address of a blog of MkDocs': {
    'mkdocs.yml':
      'site_name: x\ntheme:\n  name: material\nplugins:\n  - blog:\n      post_url_format: "{WORD}/{slug}"\n',
    'docs/index.md': '# A\n',
    'docs/blog/posts/a.md': post,
  },
  'a package of Eleventy': {
    'eleventy.config.js': "import a from 'WORD';\nexport default function (c) { c.addPlugin(a); }\n",
    'package.json': '{"dependencies": {"@11ty/eleventy": "3.0.0"}}',
    'a.md': '---\ntitle: A\n---\n',
  },
  'an address that is declared': {
    '.broken-backlinks.json': '{"pages": {"text/*.md": "/{WORD}/{slug}/"}}',
    'text/a.md': '---\ntitle: A\n---\n',
  },
};

/** The host, its file, and the address that is asked for. */
const rules: readonly (readonly [host: HostId, files: Files, url: string])[] = [
  ['netlify', { _redirects: '/a/:b /c/:WORD 301\n' }, '/a/x'],
  ['cloudflare', { _redirects: '/a/:b /c/:WORD 301\n' }, '/a/x'],
  ['vercel', { 'vercel.json': '{"redirects":[{"source":"/a/:b","destination":"/c/:WORD"}]}' }, '/a/x'],
  [
    'render',
    {
      'render.yaml':
        'services:\n  - type: web\n    runtime: static\n    name: x\n    routes:\n      - type: redirect\n        source: /a/:b\n        destination: /c/:WORD\n',
    },
    '/a/x',
  ],
  [
    'firebase',
    {
      'firebase.json':
        '{"hosting":{"public":"public","redirects":[{"source":"/a/:b","destination":"/c/:WORD","type":301}]}}',
    },
    '/a/x',
  ],
  [
    'next',
    {
      'next.config.js':
        "module.exports = { async redirects() { return [{ source: '/a/:b', destination: '/c/:WORD', permanent: true }]; } };\n",
    },
    '/a/x',
  ],
  ['caddy', { Caddyfile: 'example.org {\n  redir /a /{WORD} 301\n}\n' }, '/a'],
  ['apache', { '.htaccess': 'Redirect WORD /a /b\n' }, '/a'],
  ['apache', { '.htaccess': 'RewriteEngine On\nRewriteRule ^a$ /b [R=WORD,L]\n' }, '/a'],
  ['nginx', { 'nginx.conf': 'server {\n  if (WORD ~ b) {\n    return 301 /c;\n  }\n}\n' }, '/a'],
];

describe('a name that every object has', () => {
  for (const [what, files] of Object.entries(sites)) {
    it(`is a word like another in ${what}`, async () => {
      const usual = await readWith(invented, files);
      assert.notEqual(usual.length, 0);
      for (const name of names) assert.deepEqual(told(await readWith(name, files), name), told(usual, invented), name);
    });
  }

  for (const [host, files, url] of rules) {
    it(`is a word like another in ${Object.keys(files).join()} of ${host}: ${Object.values(files).join().slice(0, 24).trim()}`, async () => {
      const usual = await simulate({ files: filled(files, invented), urls: [url], pages: ['/new'] }, host);
      for (const name of names) {
        const found = await simulate({ files: filled(files, name), urls: [url], pages: ['/new'] }, host);
        assert.deepEqual(told(found, name), told(usual, invented), name);
      }
    });
  }
});

/** Its addresses and notes. */
async function readWith(word: string, files: Files): Promise<readonly string[]> {
  const repo = memoryRepo(filled(files, word));
  const lines: string[] = [];
  for (const detected of await detectSites(repo)) {
    const { routes, notes } = await openSite(detected, repo, { now: '2026-06-01T00:00:00Z' });
    lines.push(...routes.all.map((route) => `${detected.generator} ${route.kind} ${route.url} ${route.file}`));
    lines.push(...notes.map(({ message }) => message));
  }
  return lines.sort();
}

function filled(files: Files, word: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path.replaceAll('WORD', word), text.replaceAll('WORD', word)]),
  );
}

/** Without the word itself, however it is written. */
function told(found: unknown, word: string): unknown {
  const lines = Array.isArray(found) ? found.map((line) => JSON.stringify(line ?? null)) : [JSON.stringify(found)];
  return lines.map((line) => line.replace(new RegExp(word, 'gi'), 'WORD')).sort();
}
