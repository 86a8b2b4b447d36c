/** Addresses of what generators make beside the pages, as their builds wrote them. */
import assert from 'node:assert/strict';
import { urlPath } from '../../src/core/paths.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly made: readonly string[];
  readonly copied?: readonly string[];
  readonly missing: readonly string[];
}

const hugoPages = {
  'content/blog/a.md': '---\ntitle: A\ntags: [x]\n---\n',
  'content/about.md': '---\ntitle: About\n---\n',
};

const cases: readonly Case[] = [
  {
    what: 'Hugo 0.111.3: a feed for each list, and a map of the site',
    files: { 'hugo.toml': 'baseURL = "https://hu.example/base/"', ...hugoPages },
    made: [
      '/base/index.xml',
      '/base/blog/index.xml',
      '/base/tags/index.xml',
      '/base/tags/x/index.xml',
      '/base/sitemap.xml',
    ],
    missing: ['/base/about/index.xml', '/base/blog/a/index.xml', '/base/404.html', '/base/robots.txt', '/index.xml'],
  },
  {
    what: 'Hugo 0.111.3: what is switched on and off',
    files: {
      'hugo.toml':
        'baseURL = "https://hu.example/"\nenableRobotsTXT = true\ndisableKinds = ["sitemap"]\n[outputs]\nsection = ["html"]\n',
      'layouts/404.html': 'x',
      ...hugoPages,
    },
    made: ['/404.html', '/robots.txt', '/index.xml', '/tags/x/index.xml'],
    missing: ['/sitemap.xml', '/blog/index.xml'],
  },
  {
    what: 'Hugo 0.111.3: a map for each language',
    files: {
      'hugo.toml': 'baseURL = "https://hu.example/base/"\n[languages.en]\nweight = 1\n[languages.de]\nweight = 2\n',
      ...hugoPages,
    },
    made: [
      '/base/sitemap.xml',
      '/base/en/sitemap.xml',
      '/base/de/sitemap.xml',
      '/base/index.xml',
      '/base/de/index.xml',
    ],
    missing: ['/base/fr/sitemap.xml', '/base/en/index.xml'],
  },
  {
    what: 'Hugo 0.111.3: further outputs, where the project has a template for them',
    files: {
      'hugo.toml':
        'baseURL = "https://hu.example/base/"\n[outputs]\nhome = ["HTML", "JSON", "searchIndex", "Calendar", "plain"]\nsection = ["HTML", "JSON"]\npage = ["HTML", "JSON", "RSS", "CSV"]\n' +
        '[outputFormats.searchIndex]\nmediaType = "application/json"\nbaseName = "search"\npath = "idx"\n' +
        '[outputFormats.plain]\nmediaType = "text/plain"\nbaseName = "llms"\nisPlainText = true\n',
      'layouts/_default/single.html': 'x',
      'layouts/_default/list.html': 'x',
      'layouts/_default/single.json': '{}',
      'layouts/_default/list.json': '{}',
      'layouts/index.searchindex.json': '{}',
      'layouts/index.plain.txt': 'x',
      'content/blog/a.md': '---\ntitle: A\n---\n',
      'content/search/_index.md': '---\ntitle: S\noutputs: [html, json, calendar]\n---\n',
    },
    made: [
      '/base/blog/a/index.json',
      '/base/blog/a/index.xml',
      '/base/blog/index.json',
      '/base/idx/search.json',
      '/base/index.json',
      '/base/llms.txt',
      '/base/search/index.json',
      '/base/tags/index.xml',
    ],
    missing: [
      '/base/index.xml',
      '/base/index.ics',
      '/base/search/index.ics',
      '/base/blog/a/index.csv',
      '/base/tags/index.json',
      '/base/blog/index.xml',
      '/base/search.json',
      '/index.json',
    ],
  },
  {
    what: 'Hugo 0.111.3: no further output where the template is for lists alone, ugly ones beside the page',
    files: {
      'hugo.toml':
        'baseURL = "https://hu.example/"\nuglyURLs = true\n[outputs]\npage = ["HTML", "JSON", "Calendar"]\nhome = ["HTML", "JSON"]\n',
      'layouts/_default/single.html': 'x',
      'layouts/_default/list.html': 'x',
      'layouts/_default/list.ics': '{}',
      'layouts/_default/single.json': '{}',
      'content/blog/a.md': '---\ntitle: A\n---\n',
      'content/b/index.md': '---\ntitle: B\n---\n',
      'content/c/index.md': '---\ntitle: C\noutputs: [html, rss]\n---\n',
      'content/find.md': '---\ntitle: F\nlayout: found\noutputs: [html, csv]\n---\n',
      'content/lost.md': '---\ntitle: L\noutputs: [html, csv]\n---\n',
      'layouts/_default/found.csv': 'x',
    },
    made: ['/blog/a.json', '/b.json', '/c/index.xml', '/find.csv'],
    missing: ['/index.json', '/blog/a.ics', '/blog/a/index.json', '/lost.csv', '/a/index.xml'],
  },
  {
    // can_build_site_custom_builtins_from_theme, can_build_site_without_live_reload and page_with_assets_gets_right_info
    // of getzola/zola; https://www.getzola.org/documentation/getting-started/configuration/ for what is switched off.
    what: "Zola, by its own tests: error page, map, and the files of a page's folder",
    files: {
      'config.toml': 'base_url = "https://zo.example/base"\ngenerate_robots_txt = false\n',
      'content/posts/with-assets/index.md': '+++\n+++\n',
      'content/posts/with-assets/with.js': '',
      'content/posts/alone.md': '+++\n+++\n',
    },
    made: ['/base/404.html', '/base/sitemap.xml'],
    copied: ['/base/posts/with-assets/with.js'],
    missing: ['/404.html', '/base/robots.txt', '/base/atom.xml', '/base/posts/with-assets/other.js'],
  },
  {
    what: 'Mintlify, by its documentation',
    files: {
      'docs.json':
        '{ "$schema": "https://mintlify.com/docs.json", "name": "T", "theme": "mint", "navigation": { "pages": ["a"] } }',
      'a.mdx': '# A\n',
    },
    made: ['/sitemap.xml', '/robots.txt', '/llms.txt', '/llms-full.txt'],
    missing: ['/sitemap-index.xml', '/feed.xml'],
  },
  {
    what: 'Antora, by its documentation: a map for each of several components',
    files: {
      'antora-playbook.yml':
        'site:\n  url: https://an.example/x\ncontent:\n  sources:\n  - url: .\n    start_paths: [one, two]\n',
      'one/antora.yml': 'name: one\nversion: ~\n',
      'one/modules/ROOT/pages/index.adoc': '= One\n',
      'two/antora.yml': 'name: two\nversion: ~\n',
      'two/modules/ROOT/pages/index.adoc': '= Two\n',
    },
    made: ['/x/sitemap.xml', '/x/404.html', '/x/sitemap-one.xml', '/x/sitemap-two.xml'],
    missing: ['/sitemap.xml', '/x/sitemap-three.xml'],
  },
  {
    what: 'Astro with its integration for maps, by its documentation',
    files: {
      'astro.config.mjs':
        "import { defineConfig } from 'astro/config';\nimport sitemap from '@astrojs/sitemap';\nexport default defineConfig({ site: 'https://as.example', base: '/b', integrations: [sitemap()] });\n",
      'package.json': '{ "dependencies": { "astro": "5" } }',
      'src/pages/index.astro': '<p>',
    },
    made: ['/b/sitemap-index.xml', '/b/sitemap-0.xml'],
    missing: ['/b/sitemap.xml', '/sitemap-index.xml'],
  },
  {
    what: 'Starlight 0.36.2 in one language, which brings that integration',
    files: {
      'astro.config.mjs':
        "import starlight from '@astrojs/starlight';\nexport default { site: 'https://as.example', integrations: [starlight({ title: 'T' })] };\n",
      'package.json': '{ "dependencies": { "astro": "5", "@astrojs/starlight": "0.36" } }',
      'src/content/docs/index.md': '---\ntitle: T\n---\n',
    },
    made: ['/sitemap-index.xml', '/sitemap-0.xml'],
    missing: ['/sitemap.xml'],
  },
  {
    what: 'Docusaurus 3.10.2: feeds of a blog and the map of each language',
    files: {
      'docusaurus.config.js':
        "export default { title: 'T', url: 'https://do.example', baseUrl: '/base/', i18n: { defaultLocale: 'en', locales: ['en', 'de'] }, presets: [['classic', { blog: { routeBasePath: 'news', feedOptions: { type: ['json'] } } }]] };",
      'docs/intro.md': '# Intro\n',
      'blog/2023-01-02-a.md': '# A\n',
    },
    made: ['/base/news/feed.json', '/base/sitemap.xml', '/base/de/news/feed.json', '/base/de/sitemap.xml'],
    missing: ['/base/news/rss.xml', '/base/blog/rss.xml', '/sitemap.xml'],
  },
  {
    what: 'Docusaurus 3.10.2: without a map, with the usual feeds',
    files: {
      'docusaurus.config.js':
        "export default { title: 'T', url: 'https://do.example', baseUrl: '/', presets: [['classic', { sitemap: false }]] };",
      'docs/intro.md': '# Intro\n',
      'blog/2023-01-02-a.md': '# A\n',
    },
    made: ['/blog/rss.xml', '/blog/atom.xml'],
    missing: ['/blog/feed.json', '/sitemap.xml'],
  },
  {
    what: 'Docusaurus 3.10.2: no feed of a blog without posts',
    files: {
      'docusaurus.config.js':
        "export default { title: 'T', url: 'https://do.example', baseUrl: '/', presets: [['classic', {}]] };",
      'docs/intro.md': '# Intro\n',
      'blog/_note.md': 'a part of other posts\n',
    },
    made: ['/sitemap.xml', '/blog/'],
    missing: ['/blog/rss.xml', '/blog/atom.xml'],
  },
  {
    what: 'Pelican 4.8.0: feeds as they are switched on and off',
    files: {
      'pelicanconf.py':
        "SITENAME = 'T'\nTIMEZONE = 'UTC'\nDEFAULT_LANG = 'en'\nFEED_ALL_RSS = 'rss.xml'\nCATEGORY_FEED_ATOM = 'f/{slug}.xml'\nAUTHOR_FEED_ATOM = None\nAUTHOR_FEED_RSS = None\n",
      'content/a.md': 'Title: A\nDate: 2023-01-01\nCategory: News\nAuthor: Ann\n\na\n',
    },
    made: ['/feeds/all.atom.xml', '/feeds/all-en.atom.xml', '/rss.xml', '/f/news.xml'],
    missing: ['/f/other.xml', '/feeds/ann.atom.xml', '/feeds/news.atom.xml'],
  },
  {
    what: 'Hexo: files of its usual plugins, by their documentation',
    files: {
      'package.json': '{ "dependencies": { "hexo": "8", "hexo-generator-feed": "4", "hexo-generator-sitemap": "3" } }',
      '_config.yml': 'url: https://he.example\nroot: /b/\nfeed:\n  type: [atom, rss2]\n  path: [atom.xml, rss2.xml]\n',
      'source/_posts/a.md': '---\ntitle: A\ndate: 2023-01-01\n---\n',
    },
    made: ['/b/atom.xml', '/b/rss2.xml', '/b/sitemap.xml'],
    missing: ['/atom.xml', '/b/search.xml'],
  },
  {
    what: 'MkDocs 1.4.2: error page, map and search index',
    files: { 'mkdocs.yml': 'site_name: x\nsite_url: https://mk.example/\n', 'docs/index.md': '# Home\n' },
    made: ['/404.html', '/sitemap.xml', '/sitemap.xml.gz', '/search/search_index.json'],
    missing: ['/feed.xml'],
  },
  {
    what: 'MkDocs 1.4.2 without its search',
    files: {
      'mkdocs.yml': 'site_name: x\nsite_url: https://mk.example/\nplugins:\n  - tags\n',
      'docs/index.md': '# Home\n',
    },
    made: ['/sitemap.xml'],
    missing: ['/search/search_index.json'],
  },
  {
    what: 'Sphinx 5.3: index, search and inventory',
    files: {
      'conf.py': "project = 'x'\nextensions = ['sphinx.ext.autodoc']\nhtml_baseurl = 'https://sp.example/'\n",
      'index.rst': 'T\n=\n',
    },
    made: ['/genindex.html', '/search.html', '/searchindex.js', '/objects.inv'],
    missing: ['/sitemap.xml'],
  },
];

describe('what is made beside the pages', () => {
  for (const { what, files, made, copied = [], missing } of cases) {
    it(`is published: ${what}`, async () => {
      const repo = memoryRepo(new Map(Object.entries(files)));
      const [detected] = await detectSites(repo);
      assert.ok(detected);
      const { routes } = await openSite(detected, repo, { now: '2026-06-01T00:00:00Z' });
      for (const url of made) assert.equal(routes.answer(urlPath(url))?.kind, 'generated', url);
      for (const url of copied) assert.equal(routes.answer(urlPath(url))?.kind, 'static', url);
      for (const url of missing) assert.equal(routes.answer(urlPath(url)), undefined, url);
    });
  }
});
