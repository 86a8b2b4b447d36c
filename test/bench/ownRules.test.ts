import assert from 'node:assert/strict';
import { ownRules } from '../../bench/suggest/ownRules.ts';
import { bareAddress, ownTruth } from '../../bench/suggest/ownTruth.ts';

/** What each file says, as `from -> to`. */
const read = (path: string, text: string) =>
  ownRules([{ path, text }]).map(({ from, to }) => `${from} -> ${to.kind === 'address' ? to.address : to.path}`);

describe('The redirects of a drawn repository', () => {
  // Each form as its maker documents it.
  const forms: readonly (readonly [path: string, text: string, rules: readonly string[]])[] = [
    [
      'static/_redirects',
      '# moved\n/a /b 301\n/c /d\n/e/* /f/:splat\n/g /h 200\n/i /j 301 Country=de\n',
      ['/a -> /b', '/c -> /d'],
    ],
    [
      'layouts/index.redirects',
      '{{ $latest := site.Params.latest }}\n/a /b\n/latest /docs/{{ $latest }}/\n{{ range .Aliases }}\n{{ . }} /c\n',
      ['/a -> /b'],
    ],
    [
      'netlify.toml',
      '[build]\npublish = "dist"\n[[redirects]]\n  from = "/a"\n  to = "/b"\n[[redirects]]\nfrom = "/api/*"\nto = "/x"\n[[redirects]]\nfrom = "/c"\nto = "/d"\nstatus = 200\n',
      ['/a -> /b'],
    ],
    [
      'vercel.json',
      '{"redirects": [{"source": "/a", "destination": "/b"}, {"source": "/c/:path*", "destination": "/d"}]}',
      ['/a -> /b'],
    ],
    [
      'mkdocs.yml',
      "plugins:\n  - redirects:\n      redirect_maps:\n        'old.md': 'new/index.md'\n        guide/a.md: guide/b.md#part\n  - search\n",
      ['/old/ -> /new/', '/guide/a/ -> /guide/b/#part'],
    ],
    [
      'mkdocs.yml',
      'site_url: https://example.org/guide/\nplugins:\n  - redirects:\n      redirect_maps:\n        a.md: b.md\n',
      ['/guide/a/ -> /guide/b/'],
    ],
    [
      'mkdocs.yml',
      "site_url: !ENV [SITE_URL, 'https://example.org/guide/']\nplugins:\n  - redirects:\n      redirect_maps:\n        a.md: b.md\n",
      ['/guide/a/ -> /guide/b/'],
    ],
    [
      'docusaurus.config.js',
      "redirects: [\n  // { from: '/no', to: '/no' },\n  { to: '/b', from: ['/a', '/c'] },\n]",
      ['/a -> /b', '/c -> /b'],
    ],
    ['astro.config.mjs', "export default {\n  redirects: {\n    '/a': '/b',\n  },\n};\n", ['/a -> /b']],
    ['fern/docs.yml', 'redirects:\n  - source: /a\n    destination: /b\n', ['/a -> /b']],
    [
      'content/new.md',
      '---\ntitle: New\naliases:\n  - /a/\n  - "/c"\n---\nText',
      ['/a/ -> content/new.md', '/c -> content/new.md'],
    ],
    ['content/draft.md', '---\ndraft: true\naliases: [/a]\n---\n', []],
    ['_posts/new.md', '---\nredirect_from: [/a, /b]\n---\n', ['/a -> _posts/new.md', '/b -> _posts/new.md']],
    [
      'docs/redirects.txt',
      '# moved\n"how/a.rst" "how-to/a.rst"\nold/index.md new/index.md\nhow/b.rst\n',
      ['/how/a/ -> docs/how-to/a', '/old/ -> docs/new/index'],
    ],
    [
      'docs/.gitbook.yaml',
      'root: ./\n\nredirects:\n  help: support.md\n  old/page: ./new/README.md\nstructure:\n  readme: a.md\n',
      ['/help/ -> docs/support', '/old/page/ -> docs/new'],
    ],
    ['.gitbook.yaml', 'root: ./guide/\nredirects:\n  help: support.md#mail\n', ['/help/ -> guide/support']],
    ['docs/redirects.yml', '---\n- type: page\n  from_url: /a/\n  to_url: /b/\n', ['/a/ -> /b/']],
    [
      'book.toml',
      '[output.html]\nsite-url = "/book/"\n[output.html.redirect]\n"/a.html" = "b/c.html"\n"d/e.html" = "/f.html"\n[output.x]\n"/g" = "h"\n',
      ['/book/a.html -> /book/b/c.html', '/book/d/e.html -> /book/f.html'],
    ],
    [
      'docs/conf.py',
      "redirects = {\n    'a/b': '../c.html',\n    'd/*': 'e.html',\n    # 'f': 'g',\n}\nrediraffe_redirects = {'old/x.md': 'new/x.md'}\n",
      ['/old/x/ -> docs/new/x', '/a/b.html -> /c.html'],
    ],
    [
      // https://www.mintlify.com/docs/organize/settings: both ends are written without the folder it is served below.
      'docs/docs.json',
      '{"seo": {"metatags": {"canonical": "https://x.example/docs/"}}, "redirects": [{"source": "/a", "destination": "/b"}, {"source": "/docs/c", "destination": "https://y.example/d"}]}',
      ['/docs/a -> /docs/b', '/docs/c -> https://y.example/d'],
    ],
    [
      // The plugin takes paths without the base: docusaurus.io/docs/api/plugins/@docusaurus/plugin-client-redirects
      'docusaurus.config.ts',
      "const config = {\n  baseUrl: '/website/',\n  redirects: [{ from: '/a', to: '/b' }],\n}",
      ['/website/a -> /website/b'],
    ],
    ['gatsby-node.js', "createRedirect({ fromPath: '/a', toPath: '/b', isPermanent: true })", ['/a -> /b']],
    [
      'nuxt.config.ts',
      "routeRules: { '/a': { redirect: '/b' }, '/c': { redirect: { to: '/d' } } }",
      ['/a -> /b', '/c -> /d'],
    ],
    ['staticwebapp.config.json', '{"routes": [{"route": "/a", "redirect": "/b"}]}', ['/a -> /b']],
    ['static/.htaccess', 'Redirect 301 /a /b\nRedirect /c /d\nRewriteRule ^e$ /f\n', ['/a -> /b', '/c -> /d']],
    ['firebase.json', '{"hosting": {"redirects": [{"source": "/a", "destination": "/b", "type": 301}]}}', ['/a -> /b']],
    ['examples/x/vercel.json', '{"redirects": [{"source": "/a", "destination": "/b"}]}', []],
  ];
  for (const [path, text, rules] of forms) {
    it(`are read from ${path}`, () => assert.deepEqual(read(path, text), rules));
  }

  it('are compared with where the last of a chain leads, and only where a page of that name is', () => {
    const files = [
      {
        path: '_redirects',
        text: '/a /b\n/b /guide/new\n/c /nowhere\n/d /\n/e https://other.example/\n/guide/old /x\n',
      },
    ];
    const paths = ['docs/guide/new.md', 'docs/guide/old.md'];
    const { pairs, negatives, dropped } = ownTruth(ownRules(files), paths, files);
    assert.deepEqual(
      pairs.map(({ from, to }) => [from, to]),
      [
        ['/a', '/guide/new'],
        ['/b', '/guide/new'],
      ],
    );
    assert.deepEqual(negatives, [
      { from: '/d', to: 'home' },
      { from: '/e', to: 'another site' },
    ]);
    assert.deepEqual(dropped, { 'no file has the name of its target': 1, 'a page is there': 1 });
  });

  it('are left out where Mintlify serves a page at the address', () => {
    const text =
      '{"navigation": {}, "seo": {"metatags": {"canonical": "https://x.example/docs"}}, "redirects": [{"source": "/tools/kept", "destination": "/tools/new"}, {"source": "/tools/old", "destination": "/tools/new"}]}';
    const files = [{ path: 'site/docs.json', text }];
    const { pairs, dropped } = ownTruth(ownRules(files), ['site/tools/kept.mdx', 'site/tools/new.mdx'], files);
    assert.deepEqual(
      pairs.map(({ from, to }) => `${from} -> ${to}`),
      ['/docs/tools/old -> /docs/tools/new'],
    );
    assert.deepEqual(dropped, { 'a page is there': 1 });
  });

  it('are meant from the root where their first slash is left out', () => {
    const files = [{ path: 'redirects.json', text: '[{"source": "/old/new", "destination": "guide/new"}]' }];
    const { pairs } = ownTruth(
      [{ from: '/old/new', to: { kind: 'address', address: 'guide/new' }, file: 'redirects.json' }],
      ['docs/guide/new.md'],
      files,
    );
    assert.deepEqual(pairs, [{ from: '/old/new', to: 'guide/new', file: undefined }]);
    assert.equal(bareAddress('guide/new'), bareAddress('/guide/new/'));
  });

  // The steps that the hosts take: docs.netlify.com/routing/redirects/redirect-options (a page that is there is served,
  // and a splat may be empty), vercel.com/docs/project-configuration#redirects, mintlify.com/docs/create/redirects, and
  // docs.astro.build/en/guides/routing/#dynamic-redirects.
  const led: readonly (readonly [title: string, path: string, text: string, ends: readonly string[]])[] = [
    [
      'Netlify',
      'static/_redirects',
      '/a /old/new\n/b /news/1/new\n/c /kept/new\n/old/* /guide/:splat\n/news/:year/:name /guide/:name\n/kept/* /gone/:splat\n',
      ['/a -> /guide/new', '/b -> /guide/new', '/c -> /kept/new'],
    ],
    [
      'netlify.toml',
      'netlify.toml',
      '[[redirects]]\nfrom = "/a"\nto = "/old"\n[[redirects]]\nfrom = "/old/*"\nto = "/guide/new/:splat"\n',
      ['/a -> /guide/new/'],
    ],
    [
      'Vercel and Next.js',
      'vercel.json',
      '{"redirects": [{"source": "/a", "destination": "/old/x/new"}, {"source": "/old/:section/:path*", "destination": "/guide/:path*"}, {"source": "/b", "destination": "/v1/new"}, {"source": "/v1/(.*)", "destination": "/guide/$1"}]}',
      ['/a -> /guide/new', '/b -> /guide/new'],
    ],
    [
      'Mintlify',
      'docs.json',
      '{"redirects": [{"source": "/a", "destination": "/beta/new"}, {"source": "/beta/:slug*", "destination": "/guide/:slug*"}]}',
      ['/a -> /guide/new'],
    ],
    [
      'Astro',
      'astro.config.mjs',
      "export default {\n  redirects: {\n    '/a': '/old/new',\n    '/old/[...slug]': '/guide/[...slug]',\n  },\n};\n",
      ['/a -> /guide/new'],
    ],
  ];
  for (const [title, path, text, ends] of led) {
    it(`are followed through patterns: ${title}`, () => {
      const files = [{ path, text }];
      const { pairs } = ownTruth(ownRules(files), ['docs/guide/new.md', 'docs/kept/new.md'], files);
      assert.deepEqual(
        pairs.map(({ from, to }) => `${from} -> ${to}`),
        ends,
      );
    });
  }

  // snowplow/documentation at bf5ea4255f: `/web/setup/*` was to take in a folder that had moved there, and names itself. See
  // docs.netlify.com/routing/redirects/redirect-options: a rule that would lead to itself for ever is passed over.
  it('are followed past a pattern of Netlify that leads an address to itself', () => {
    const files = [
      { path: '_redirects', text: '/old /web/setup/npm\n/web/setup/* /web/setup/:splat\n/web/* /sources/:splat\n' },
    ];
    const { pairs } = ownTruth(ownRules(files), ['docs/sources/setup/npm.md'], files);
    assert.deepEqual(pairs, [{ from: '/old', to: '/sources/setup/npm', file: undefined }]);
  });

  it('are left out where a pattern that is not understood may lead their target on, or patterns never end', () => {
    const files = [
      {
        path: 'vercel.json',
        text: '{"redirects": [{"source": "/a", "destination": "/old/new"}, {"source": "/old/:id(\\\\d+)", "destination": "/x"}, {"source": "/b", "destination": "/docs/new"}, {"source": "/docs/:path*", "destination": "/docs/latest/:path*"}]}',
      },
    ];
    const { pairs, dropped } = ownTruth(ownRules(files), ['docs/new.md'], files);
    assert.deepEqual(pairs, []);
    assert.deepEqual(dropped, { 'led on by a rule that is not read': 1, 'a loop': 1 });
  });

  it('have no right page where they lead to a file that is handed out', () => {
    const files = [{ path: '_redirects', text: '/a /paper.pdf\n/b /next.js\n/c https://cdn.example/x.png\n' }];
    const { pairs, negatives } = ownTruth(ownRules(files), ['docs/next.js.md'], files);
    assert.deepEqual(
      pairs.map(({ from }) => from),
      ['/b'],
    );
    assert.deepEqual(negatives, [
      { from: '/a', to: 'a file' },
      { from: '/c', to: 'another site' },
    ]);
  });

  // longhorn/website at 0f622500d3: each version of a page has the same `aliases`.
  it('are left out where several pages claim an address', () => {
    const files = ['1.0', '1.1'].map((version) => ({
      path: `content/docs/${version}/setup.md`,
      text: `---\naliases:\n- /install/\n- /setup-${version}/\n---\n`,
    }));
    const { pairs, dropped } = ownTruth(ownRules(files), ['content/docs/1.1/setup.md'], files);
    assert.deepEqual(
      pairs.map(({ from }) => from),
      ['/setup-1.0/', '/setup-1.1/'],
    );
    assert.deepEqual(dropped, { 'several pages claim the address': 2 });
  });
});
