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
        'baseURL = "https://hu.example/"\nuglyURLs = true\n[outputs]\npage = ["HTML", "JSON", "Calendar"]\nhome = ["HTML", "JSON"]\n[outputFormats.other]\nmediaType = "application/json"\nbaseName = "other"\n',
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
      'layouts/index.other.json': '{}',
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
      'package.json': '{ "dependencies": { "@docusaurus/core": "3.10.2" } }',
      'docusaurus.config.js':
        "export default { title: 'T', url: 'https://do.example', baseUrl: '/', presets: [['classic', {}]] };",
      'docs/intro.md': '# Intro\n',
      'blog/_note.md': 'a part of other posts\n',
    },
    made: ['/sitemap.xml', '/blog/'],
    missing: ['/blog/rss.xml', '/blog/atom.xml'],
  },
  {
    // touchlab/Kermit at e87d7da1: blog/authors.yml alone, and no blog/index.html in its gh-pages.
    what: 'Docusaurus 2.3.1: no list of a blog without posts',
    files: {
      'package.json': '{ "dependencies": { "@docusaurus/core": "~2.3.1" } }',
      'docusaurus.config.js':
        "export default { title: 'T', url: 'https://do.example', baseUrl: '/', presets: [['classic', {}]] };",
      'docs/intro.md': '# Intro\n',
      'blog/authors.yml': 'ann: { name: Ann }\n',
    },
    made: ['/sitemap.xml'],
    missing: ['/blog/', '/blog/archive/', '/blog/tags/'],
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
  {
    what: 'jekyll-feed, by its README: categories, collections and a place of its own',
    files: {
      '_config.yml':
        'plugins: [jekyll-feed]\ncollections:\n  notes: {}\n  old: {}\nfeed:\n  path: rss.xml\n  categories: [news]\n  collections:\n    notes:\n      path: /notes.xml\n      categories: [big]\n    old:\n',
      '_posts/2023-01-02-a.md': '---\ntitle: A\n---\n',
    },
    made: ['/rss.xml', '/feed/news.xml', '/notes.xml', '/feed/notes/big.xml', '/feed/old.xml'],
    missing: ['/feed.xml', '/feed/notes.xml', '/feed/other.xml'],
  },
  {
    what: 'Next.js, by its file conventions: icons and pictures for other sites, written or made',
    files: {
      'package.json': '{ "dependencies": { "next": "15" } }',
      'app/page.tsx': '',
      'app/icon.png': '',
      'app/apple-icon.tsx': '',
      'app/blog/page.tsx': '',
      'app/blog/opengraph-image.tsx': '',
      'app/blog/twitter-image.jpg': '',
    },
    made: ['/icon.png', '/apple-icon', '/blog/opengraph-image', '/blog/twitter-image.jpg'],
    missing: ['/icon', '/opengraph-image', '/apple-icon.tsx'],
  },
  {
    what: 'next-sitemap, by its README',
    files: {
      'package.json': '{ "dependencies": { "next": "15" }, "devDependencies": { "next-sitemap": "4" } }',
      'next-sitemap.config.js': "module.exports = { siteUrl: 'https://ne.example', generateRobotsTxt: true }",
      'pages/index.js': '',
    },
    made: ['/sitemap.xml', '/sitemap-0.xml', '/robots.txt'],
    missing: ['/feed.xml'],
  },
  {
    what: 'Nuxt with modules for maps and robots, by their documentation',
    files: {
      'package.json': '{ "dependencies": { "nuxt": "3" } }',
      'nuxt.config.ts': "export default defineNuxtConfig({ modules: ['@nuxtjs/sitemap', '@nuxtjs/robots'] })",
      'pages/index.vue': '',
    },
    made: ['/sitemap.xml', '/robots.txt'],
    missing: ['/llms.txt'],
  },
  {
    what: 'VitePress 1, by its documentation: error page, and a map where it is switched on',
    files: {
      'package.json': '{ "devDependencies": { "vitepress": "1", "vitepress-plugin-llms": "1" } }',
      '.vitepress/config.ts':
        "import llmstxt from 'vitepress-plugin-llms'\nexport default { base: '/b/', sitemap: { hostname: 'https://vi.example/b/' }, vite: { plugins: [llmstxt()] } }",
      'index.md': '# A\n',
    },
    made: ['/b/404.html', '/b/sitemap.xml', '/b/llms.txt', '/b/llms-full.txt'],
    missing: ['/b/feed.xml', '/sitemap.xml'],
  },
  {
    what: 'VitePress 1 without a map',
    files: {
      'package.json': '{ "devDependencies": { "vitepress": "1" } }',
      '.vitepress/config.ts': 'export default {}',
      'index.md': '# A\n',
    },
    made: ['/404.html'],
    missing: ['/sitemap.xml', '/llms.txt'],
  },
  {
    what: 'VuePress 2, by the documentation of its plugins',
    files: {
      'package.json': '{ "devDependencies": { "vuepress": "2.0.0-rc.19" } }',
      'docs/.vuepress/config.js':
        "import { sitemapPlugin } from '@vuepress/plugin-sitemap'\nimport { feedPlugin } from '@vuepress/plugin-feed'\nexport default { plugins: [sitemapPlugin({ hostname: 'https://vu.example' }), feedPlugin({ hostname: 'https://vu.example', rss: true, json: true })] }",
      'docs/README.md': '# A\n',
    },
    made: ['/404.html', '/sitemap.xml', '/rss.xml', '/feed.json'],
    missing: ['/atom.xml'],
  },
  {
    what: 'MkDocs with its plugins for feeds, language models and one page to print, by their documentation',
    files: {
      'mkdocs.yml':
        'site_name: x\nsite_url: https://mk.example/\nplugins:\n  - rss\n  - llmstxt:\n      full_output: all.txt\n      sections:\n        A: [index.md]\n  - print-site\n',
      'docs/index.md': '# Home\n',
    },
    made: [
      '/feed_rss_created.xml',
      '/feed_rss_updated.xml',
      '/feed_json_created.json',
      '/feed_json_updated.json',
      '/llms.txt',
      '/all.txt',
      '/print_page/',
    ],
    missing: ['/rss.xml', '/llms-full.txt', '/search/search_index.json'],
  },
  {
    what: 'mkdocs-rss-plugin with names of its own, without JSON',
    files: {
      'mkdocs.yml':
        'site_name: x\nsite_url: https://mk.example/\nplugins:\n  - rss:\n      json_feed_enabled: false\n      feeds_filenames:\n        rss_created: rss.xml\n',
      'docs/index.md': '# Home\n',
    },
    made: ['/rss.xml', '/feed_rss_updated.xml'],
    missing: ['/feed_rss_created.xml', '/feed_json_created.json'],
  },
  {
    what: 'Sphinx 5.3: sources of the documents, and what extensions write',
    files: {
      'conf.py':
        "project = 'x'\nextensions = ['sphinx.ext.autodoc', 'sphinx.ext.viewcode', 'sphinx_sitemap']\nhtml_baseurl = 'https://sp.example/'\n",
      'index.rst': 'T\n=\n',
      'guide/more.rst': 'M\n=\n',
    },
    made: [
      '/_sources/index.rst.txt',
      '/_sources/guide/more.rst.txt',
      '/_modules/index.html',
      '/_modules/x.html',
      '/py-modindex.html',
      '/sitemap.xml',
    ],
    missing: ['/_sources/other.rst.txt', '/_sources/index.md.txt'],
  },
  {
    what: 'Sphinx 5.3 without copies of the sources',
    files: { 'conf.py': "project = 'x'\nhtml_copy_source = False\n", 'index.rst': 'T\n=\n' },
    made: ['/genindex.html'],
    missing: ['/_sources/index.rst.txt', '/_modules/index.html', '/py-modindex.html', '/sitemap.xml'],
  },
  {
    what: 'Gatsby 5 with its plugins, by their READMEs',
    files: {
      'package.json':
        '{ "dependencies": { "gatsby": "5", "gatsby-plugin-feed": "5", "gatsby-plugin-sitemap": "6", "gatsby-plugin-manifest": "5" } }',
      'gatsby-config.js':
        "module.exports = { pathPrefix: '/b', plugins: ['gatsby-plugin-sitemap', 'gatsby-plugin-manifest', { resolve: 'gatsby-plugin-feed', options: { feeds: [{ output: '/news.xml' }] } }] }",
      'src/pages/index.js': '',
    },
    made: ['/b/news.xml', '/b/sitemap-index.xml', '/b/sitemap-0.xml', '/b/manifest.webmanifest'],
    missing: ['/b/rss.xml', '/b/sitemap.xml', '/b/sitemap/sitemap-index.xml', '/b/robots.txt'],
  },
  {
    what: 'Gatsby 4: the map of version 5 of the plugin',
    files: {
      'package.json':
        '{ "dependencies": { "gatsby": "4", "gatsby-plugin-feed": "4", "gatsby-plugin-sitemap": "^5.1.0" } }',
      'gatsby-config.js': "module.exports = { plugins: ['gatsby-plugin-sitemap', 'gatsby-plugin-feed'] }",
      'src/pages/index.js': '',
    },
    made: ['/rss.xml', '/sitemap/sitemap-index.xml'],
    missing: ['/sitemap.xml', '/sitemap-index.xml'],
  },
  {
    what: 'Gatsby 2: the map of version 2 of the plugin, in one file',
    files: {
      'package.json': '{ "dependencies": { "gatsby": "2", "gatsby-plugin-sitemap": "~2.4.0" } }',
      'gatsby-config.js': "module.exports = { plugins: ['gatsby-plugin-sitemap'] }",
      'src/pages/index.js': '',
    },
    made: ['/sitemap.xml'],
    missing: ['/sitemap/sitemap-index.xml', '/sitemap-index.xml', '/rss.xml'],
  },
  {
    what: "Quarto, by its documentation: robots.txt beside a map, and the feed of a page's listing",
    files: {
      '_quarto.yml': 'project:\n  type: website\nwebsite:\n  site-url: https://qu.example/b\n',
      'index.qmd': '---\ntitle: A\n---\n',
      'blog.qmd': '---\ntitle: B\nlisting:\n  contents: posts\n  feed: true\n---\n',
      'list.qmd': '---\ntitle: L\nlisting: default\n---\n',
    },
    made: ['/b/robots.txt', '/b/sitemap.xml', '/b/blog.xml'],
    missing: ['/b/index.xml', '/b/list.xml'],
  },
  {
    what: 'Quarto without an address: neither map nor robots.txt',
    files: { '_quarto.yml': 'project:\n  type: website\n', 'index.qmd': '---\ntitle: A\n---\n' },
    made: ['/search.json'],
    missing: ['/sitemap.xml', '/robots.txt'],
  },
  {
    what: 'mdBook 0.4: the search index',
    files: { 'book.toml': '[book]\ntitle = "x"\n', 'src/SUMMARY.md': '- [A](a.md)\n', 'src/a.md': '# A\n' },
    made: ['/searchindex.json', '/searchindex.js', '/print.html'],
    missing: ['/sitemap.xml'],
  },
  {
    what: 'Docusaurus 3.10.2: the page of a search, and what browsers ask about it',
    files: {
      'docusaurus.config.js':
        "export default { title: 'T', url: 'https://do.example', baseUrl: '/b/', presets: [['classic', {}]], themeConfig: { algolia: { appId: 'a', apiKey: 'b', indexName: 'c', searchPagePath: 'find' } } };",
      'docs/intro.md': '# Intro\n',
    },
    made: ['/b/find', '/b/opensearch.xml', '/b/404.html'],
    missing: ['/b/search'],
  },
  {
    what: "Zola, by its documentation: the search index, feeds of sections and of a taxonomy's terms",
    files: {
      'config.toml':
        'base_url = "https://zo.example"\nbuild_search_index = true\ntaxonomies = [{ name = "tags", feed = true }, { name = "kinds" }]\n',
      'content/blog/_index.md': '+++\ngenerate_feeds = true\n+++\n',
      'content/docs/_index.md': '+++\n+++\n',
      'content/blog/a.md': '+++\n[taxonomies]\ntags = ["x"]\nkinds = ["y"]\n+++\n',
    },
    made: ['/search_index.en.js', '/elasticlunr.min.js', '/tags/x/atom.xml', '/blog/atom.xml'],
    missing: ['/kinds/y/atom.xml', '/docs/atom.xml', '/atom.xml', '/tags/x/rss.xml'],
  },
  {
    what: 'GitBook, by its documentation: a map, and files for language models',
    files: {
      '.gitbook.yaml': 'root: ./\n',
      'README.md': '# A\n',
      'SUMMARY.md': '* [A](README.md)\n* [B](b.md)\n',
      'b.md': '# B\n',
    },
    made: ['/sitemap.xml', '/robots.txt', '/llms.txt', '/llms-full.txt', '/b.md'],
    missing: ['/feed.xml', '/c.md'],
  },
  {
    what: 'Mintlify, by its documentation: each page as Markdown',
    files: {
      'docs.json':
        '{ "$schema": "https://mintlify.com/docs.json", "name": "T", "theme": "mint", "navigation": { "pages": ["a"] } }',
      'a.mdx': '# A\n',
    },
    made: ['/a.md'],
    missing: ['/b.md'],
  },
  {
    what: 'starlight-blog 0.30.0, by its routes: a feed where the site has an address, and further pages of its list',
    files: {
      'package.json': '{ "dependencies": { "astro": "5", "@astrojs/starlight": "1", "starlight-blog": "0.30.0" } }',
      'astro.config.mjs':
        "import starlight from '@astrojs/starlight';\nimport blog from 'starlight-blog';\nexport default { site: 'https://sb.example', base: '/b', integrations: [starlight({ title: 'T', plugins: [blog()] })] };\n",
      'src/content/docs/blog/a.md': '---\ntitle: A\ndate: 2024-01-01\n---\n',
    },
    made: ['/b/blog/rss.xml', '/b/blog/2/'],
    missing: ['/b/rss.xml', '/b/blog/old/', '/b/blogs/2/', '/b/blog/a/2/'],
  },
  {
    what: 'Mintlify without an index, whose root leads on, as that of its starter does',
    files: {
      'docs.json':
        '{ "$schema": "https://mintlify.com/docs.json", "name": "T", "theme": "mint", "navigation": { "pages": ["a"] } }',
      'a.mdx': '# A\n',
    },
    made: ['/'],
    missing: ['/index'],
  },
  {
    what: 'Pelican 4.8.0 with its plugin for maps',
    files: {
      'pelicanconf.py':
        "SITENAME = 'T'\nTIMEZONE = 'UTC'\nDEFAULT_LANG = 'en'\nPLUGINS = ['sitemap']\nSITEMAP = {'format': 'txt'}\n",
      'content/a.md': 'Title: A\nDate: 2023-01-01\n\na\n',
    },
    made: ['/sitemap.txt'],
    missing: ['/sitemap.xml'],
  },
  {
    what: 'Eleventy with feedPlugin of @11ty/eleventy-plugin-rss, by its documentation',
    files: {
      'package.json': '{ "devDependencies": { "@11ty/eleventy": "3", "@11ty/eleventy-plugin-rss": "2" } }',
      'eleventy.config.js':
        "import { feedPlugin } from '@11ty/eleventy-plugin-rss';\nexport default function (config) { config.addPlugin(feedPlugin, { type: 'atom', outputPath: '/my/feed.xml', collection: { name: 'posts' } }); }",
      'index.md': '# A\n',
    },
    made: ['/my/feed.xml'],
    missing: ['/feed.xml'],
  },
  {
    what: 'Starlight with starlight-llms-txt, by its documentation',
    files: {
      'astro.config.mjs':
        "import starlight from '@astrojs/starlight';\nimport starlightLlmsTxt from 'starlight-llms-txt';\nexport default { site: 'https://as.example', integrations: [starlight({ title: 'T', plugins: [starlightLlmsTxt()] })] };\n",
      'package.json': '{ "dependencies": { "astro": "5", "@astrojs/starlight": "0.36" } }',
      'src/content/docs/index.md': '---\ntitle: T\n---\n',
    },
    made: ['/llms.txt', '/llms-full.txt', '/llms-small.txt'],
    missing: ['/rss.xml'],
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
  it('cannot be told where a theme that is not here may have the template', async () => {
    const repo = memoryRepo({
      'hugo.toml': 'baseURL = "https://hu.example/"\ntheme = "far"\n[outputs]\nhome = ["html", "json"]\n',
      'content/a.md': '---\ntitle: A\n---\n',
    });
    const [detected] = await detectSites(repo);
    assert.ok(detected);
    const { routes } = await openSite(detected, repo, { now: '2026-06-01T00:00:00Z' });
    assert.match(routes.answer(urlPath('/index.json'))?.guess ?? '', /template that is not in the repository/);
    assert.equal(routes.answer(urlPath('/a/index.json')), undefined);
  });
});
