// Pages that plugins make in each build. What Sphinx 5.3.0 with sphinx-autoapi 2.0.0 and sphinx-gallery 0.10.1 built of these
// files; of gen-files what the branch gh-pages of JaxGaussianProcesses/GPJax holds of the commit 046d07a97a, and the forms
// of script in its documentation (https://oprypin.github.io/mkdocs-gen-files/).
import assert from 'node:assert/strict';
import { redirectContext } from '../../src/app/readSnapshot.ts';
import { builtUrl } from '../../src/core/paths.ts';
import { reviewRedirects } from '../../src/core/redirects/repair/review.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

async function contextOf(files: Readonly<Record<string, string>>) {
  const repo = memoryRepo(files);
  const [detected] = await detectSites(repo);
  assert.ok(detected);
  const site = await openSite(detected, repo, { now: '2026-01-01T00:00:00Z' });
  return redirectContext(site, { repo, address: undefined });
}

/** What makes each of these addresses. */
async function makers(files: Readonly<Record<string, string>>, paths: readonly string[]) {
  const { madeByBuild } = await contextOf(files);
  return paths.map((path) => madeByBuild?.(builtUrl(path)));
}

const title = (text: string) => `${text}\n${'='.repeat(text.length)}\n`;
const pkg = {
  'docs/conf.py':
    "extensions = ['sphinx.ext.autosummary', 'autoapi.extension']\nautoapi_dirs = ['../src']\nautoapi_root = 'reference/auto'\n",
  'docs/index.rst': `${title('Pkg')}\n.. toctree::\n\n   api/index\n   guide/calls\n`,
  'docs/api/index.rst': `${title('API')}\n.. autosummary::\n   :toctree: generated/\n   :recursive:\n\n   pkg.mod\n`,
  'docs/guide/calls.rst': `${title('Calls')}\n.. autosummary::\n   :nosignatures:\n   :toctree:\n\n   pkg.mod.f\n`,
  'docs/plain/page.rst': `${title('Plain')}\n.. autosummary::\n\n   pkg.mod.f\n\nA paragraph.\n\n:toctree: no option of it\n`,
};
const built = ['/api/generated/pkg.mod.html', '/guide/pkg.mod.f.html', '/reference/auto/pkg/mod/index.html'];
const never = ['/plain/pkg.mod.f.html', '/api/pkg.mod.html', '/reference/pkg.html', '/pkg.html'];

describe('pages that a plugin makes', () => {
  it('are known by their folder: Sphinx with autosummary and autoapi', async () => {
    assert.deepEqual(await makers(pkg, built), [
      'sphinx.ext.autosummary makes the pages of docs/api/generated in each build',
      'sphinx.ext.autosummary makes the pages of docs/guide in each build',
      'autoapi.extension makes the pages of docs/reference/auto in each build',
    ]);
    assert.deepEqual(await makers(pkg, never), [undefined, undefined, undefined, undefined]);
  });

  // https://lume.land/docs/creating-pages/multiple-pages/: a script that exports a generator gives each page its `url`. That of
  // EzioSweet/starfall-lume-template at 55c935e, src/index.tmpl.ts of Lume 1.18.4, gives `/` and `/home/2/`.
  it('are all that a script called index may make in its folder: Lume', async () => {
    const script = "export default function* () {\n  yield { url: '/' };\n  yield { url: '/home/2/' };\n}\n";
    const site = {
      '_config.ts': "import lume from 'lume/mod.ts';\nexport default lume({ src: './src' });\n",
      'deno.json': '{ "imports": { "lume/": "https://deno.land/x/lume@v1.18.4/" } }',
      'src/post/hello.md': '# Hello\n',
    };
    const why = (folder: string, by: string) => `${by} makes the pages of ${folder} in each build`;
    const pages = ['/', '/home/2/'];
    const by = why('src', 'index.tmpl.ts');
    assert.deepEqual(await makers({ ...site, 'src/index.tmpl.ts': script }, pages), [by, by]);
    const list = await makers({ ...site, 'src/home.tmpl.ts': script }, pages);
    assert.deepEqual(list, [undefined, why('src/home', 'home.tmpl.ts')]);
  });

  // https://dotnet.github.io/docfx/docs/dotnet-api-docs.html: `dest` of `metadata` is where the pages of code go, one of each
  // type and namespace.
  it('are known by the folder that docfx writes what it reads of code to', async () => {
    const settings = { metadata: [{ src: '../src', dest: 'api' }], build: { content: [{ files: ['**/*.{md,yml}'] }] } };
    const files = { 'docs/docfx.json': JSON.stringify(settings), 'docs/index.md': '# Home\n' };
    const why = 'docfx makes pages of code below api in each build';
    assert.deepEqual(await makers(files, ['/api/My.Type.html', '/apis/x.html']), [why, undefined]);
  });

  // The three fixtures of the same names: sphinx-languages, nuxt-layer and astro-injected.
  it('are not called never published where a script, a layer or an integration makes them', async () => {
    const sphinx = {
      'docs/conf.py': 'extensions = []\n',
      'docs/index.rst': title('Radio'),
      'docs/locale/de/LC_MESSAGES/index.po': '',
      'docs/make_docs.py': `os.environ["SPHINXOPTS"] = f"-D language='{lang}'"\n`,
    };
    const script = 'docs/make_docs.py builds the site for each language';
    assert.deepEqual(await makers(sphinx, ['/latest/de/x.html', '/x.html']), [script, undefined]);
    const nuxt = { 'nuxt.config.ts': "export default defineNuxtConfig({ extends: ['github:a/b'] });\n" };
    const layer = 'the layer github:a/b, which is not in this repository, may publish it';
    assert.deepEqual(await makers({ ...nuxt, 'pages/index.vue': '<template><p /></template>' }, ['/x']), [layer]);
    const astro = {
      'astro.config.mjs':
        'export default { integrations: [own()] };\nconst own = () => injectRoute({ pattern, entrypoint });\n',
      'src/pages/index.astro': '---\n---\n',
    };
    const by = 'astro.config.mjs adds pages that only running it would tell';
    assert.deepEqual(await makers(astro, ['/x']), [by]);
  });

  it('are none where the configuration switches them off', async () => {
    const off = `${pkg['docs/conf.py']}autosummary_generate = False\nautoapi_generate_api_docs = False\n`;
    assert.deepEqual(await makers({ ...pkg, 'docs/conf.py': off }, built), [undefined, undefined, undefined]);
  });

  it('are known of a gallery, in its usual folder and in others', async () => {
    const site = (conf: string) => ({ 'conf.py': conf, 'index.rst': title('X') });
    const usual = "extensions = ['sphinx_gallery.gen_gallery']\nsphinx_gallery_conf = {'examples_dirs': 'examples'}\n";
    const pages = ['/auto_examples/plot_one.html', '/more/plot_two.html'];
    const why = (folder: string) => `sphinx_gallery.gen_gallery makes the pages of ${folder} in each build`;
    assert.deepEqual(await makers(site(usual), pages), [why('auto_examples'), undefined]);
    const named = usual.replace('}', ", 'gallery_dirs': ['more', 'tutorials']}");
    assert.deepEqual(await makers(site(named), pages), [undefined, why('more')]);
  });

  it('are known by the texts of a script of gen-files', async () => {
    const script = [
      'import mkdocs_gen_files',
      'nav = mkdocs_gen_files.Nav()',
      "for path in sorted(Path('gpjax').rglob('*.py')):",
      '    full_doc_path = Path("api", path.with_suffix(".md"))',
      '    with mkdocs_gen_files.open(full_doc_path, "w") as fd:',
      '        fd.write("x")',
      'with mkdocs_gen_files.open(f"_examples/{name}.md", "w") as fd:',
      '    fd.write("x")',
      'with mkdocs_gen_files.open("rules/all/index.md", "w") as fd:',
      '    fd.write("x")',
    ].join('\n');
    const files = {
      'mkdocs.yml': 'site_name: x\nplugins:\n  - gen-files:\n      scripts:\n        - docs/scripts/gen_pages.py\n',
      'docs/index.md': '# Home',
      'docs/scripts/gen_pages.py': script,
    };
    const why = (folder: string) => `docs/scripts/gen_pages.py makes the pages of docs/${folder} in each build`;
    const pages = ['/api/kernels/approximations/rff/', '/_examples/backend/', '/rules/all/', '/design/', '/apis/'];
    assert.deepEqual(await makers(files, pages), [
      why('api'),
      why('_examples'),
      why('rules/all'),
      undefined,
      undefined,
    ]);
  });

  // As the branch gh-pages of AP6YC/AdaptiveResonance.jl holds a13088d4, and that of ACEsuit/ACEpotentials.jl 12b44225.
  it('are known by the texts of a script of Documenter', async () => {
    const site = (script: string) => ({
      'docs/make.jl': `using Documenter, ${script}\nmakedocs(sitename = "x")\n`,
      'docs/src/index.md': '# Home',
      'docs/src/man/guide.md': '# Guide',
    });
    const why = (by: string, folder: string) => `${by} makes the pages of docs/src/${folder} in each build`;
    const demos = 'DemoCards\ndemopage, postprocess_cb, demo_assets = makedemos("examples")';
    assert.deepEqual(await makers(site(demos), ['/examples/art/ddvfa/', '/man/other/']), [
      why('DemoCards', 'examples'),
      undefined,
    ]);
    const literate =
      'Literate\nout = joinpath(@__DIR__, "src", "literate_tutorials")\nin = joinpath(@__DIR__, "src", "man")';
    assert.deepEqual(await makers(site(literate), ['/literate_tutorials/asp/', '/man/other/']), [
      why('Literate', 'literate_tutorials'),
      undefined,
    ]);
  });

  // Jekyll 4.3.1 built /topics/hack/ and /feeds/by-tag/hack/feed.html of this program and a post with the tag.
  it('are where a program of the site puts them: Jekyll', async () => {
    const plugin = `class TagPage < Jekyll::Page
  def initialize(site, tag)
    @dir = File.join(site.config['tag_dir'] || 'topics', tag)
  end
end
class Generator < Jekyll::Generator
  def generate(site)
    site.tags.each_key { |tag| site.pages << TagPage.new(site, tag) }
    site.tags.each_key { |tag| site.pages << Jekyll::PageWithoutAFile.new(site, site.source, "feeds/by-tag/#{tag}", 'feed.html') }
  end
end
`;
    const site = {
      '_config.yml': 'url: https://example.org\n',
      'docs/start.md': '---\n---\n',
      '_plugins/tags.rb': plugin,
    };
    const by = '_plugins/tags.rb makes pages there in each build';
    const addresses = [
      '/topics/hack/',
      '/feeds/by-tag/hack/feed.html',
      '/docs/other.html',
      '/other/hack/',
      '/other.html',
    ];
    assert.deepEqual(await makers(site, addresses), [by, by, undefined, undefined, undefined]);
    const untold = 'Jekyll::Hooks.register(:site, :post_read) { |site| site.pages << page_of(site) }\n';
    const beside = await makers({ ...site, '_plugins/tags.rb': untold }, addresses);
    assert.deepEqual(beside, [by, by, undefined, by, undefined], 'where nothing tells, in folders without pages');
  });

  // https://docusaurus.io/docs/api/plugin-methods/lifecycle-apis#addRoute https://gohugo.io/content-management/content-adapters/
  // https://middlemanapp.com/advanced/dynamic-pages/
  it('are where a program of the site puts them: Docusaurus, Hugo, Middleman, Nikola', async () => {
    const docusaurus = {
      'docusaurus.config.js':
        "module.exports = { url: 'https://example.org', baseUrl: '/base/', plugins: ['./team.js'], presets: [['classic', {}]] };\n",
      'team.js':
        "module.exports = () => ({ contentLoaded({ content, actions }) { for (const one of content) actions.addRoute({ path: '/team/' + one }); } });\n",
      'docs/a.md': '# A\n',
    };
    const hugo = {
      'hugo.toml': 'baseURL = "https://example.org/"\n[languages.en]\nweight = 1\n[languages.de]\nweight = 2\n',
      'content/_index.md': '# Home\n',
      'content/Books/_content.gotmpl': '{{ range .Site.Data.books }}{{ $.AddPage (dict "path" .name) }}{{ end }}\n',
    };
    const middleman = {
      Gemfile: "gem 'middleman'\n",
      'config.rb':
        'data.people.each { |one| proxy "/people/#{one.name}.html", "/person.html", locals: { one: one } }\ndata.ships.each { |one| proxy "/ships/#{one}.html", "/ship.html" }\n',
      'source/index.html.erb': '',
    };
    const by = (file: string) => `${file} makes pages there in each build`;
    assert.deepEqual(await makers(docusaurus, ['/base/team/ann', '/base/docs/ann']), [by('team.js'), undefined]);
    const adapter = by('content/Books/_content.gotmpl');
    const shelves = ['/books/a/', '/de/books/a/', '/other/a/'];
    assert.deepEqual(await makers(hugo, shelves), [adapter, undefined, undefined]);
    const all = { ...hugo, 'content/Books/_content.gotmpl': '{{ $.EnableAllLanguages }}{{ $.AddPage .page }}\n' };
    assert.deepEqual(await makers(all, shelves), [adapter, adapter, undefined]);
    const german = { ...hugo, 'content/Books/_content.gotmpl': '', 'content/Books/_content.de.gotmpl': '' };
    const ofGerman = await makers(german, shelves);
    assert.deepEqual(ofGerman, [adapter, by('content/Books/_content.de.gotmpl'), undefined]);
    // The handbook of Nikola, and the comments of the `conf.py` that it writes.
    const nikola = {
      'conf.py':
        'SITE_URL = "https://example.org/"\nPOSTS = (("posts/*.md", "posts", "post.tmpl"),)\nTAG_PATH = "topics"\n',
      'posts/a.md': '.. title: A\n.. slug: a\n.. date: 2020-01-01\n',
    };
    const lists = by('conf.py');
    const ofNikola = await makers(nikola, ['/topics/x/', '/categories/cat_y/', '/posts/x/']);
    assert.deepEqual(ofNikola, [lists, lists, undefined]);
    assert.deepEqual(await makers(middleman, ['/people/ann.html', '/ships/a.html', '/other/ann.html']), [
      by('config.rb'),
      by('config.rb'),
      undefined,
    ]);
  });

  // Docusaurus of secureCodeBox/secureCodeBox, whose src/docs.build.js writes docs/hooks/*.md, and the endings that
  // docusaurus-plugin-openapi-docs gives to its pages.
  it('are those that git ignores by their ending in a folder of content', async () => {
    const site = {
      '.gitignore': 'site/docs/hooks/*.md\n/site/docs/api/*.api.mdx\nsite/docs/own/*.md\nsite/docs/**/*.info.mdx\n',
      'site/docusaurus.config.js':
        "module.exports = { url: 'https://example.org', baseUrl: '/', presets: [['classic', {}]] };\n",
      'site/docs/hooks/_category_.json': '{}',
      'site/docs/api/intro.md': '# Intro\n',
      'site/docs/own/page.md': '# Page\n',
    };
    const why = (folder: string) => `git ignores site/docs/${folder}, where a build may make that page`;
    const addresses = ['/docs/hooks/defectdojo', '/docs/api/get-pet', '/docs/own/other', '/docs/other/x'];
    assert.deepEqual(await makers(site, addresses), [why('hooks'), why('api'), undefined, undefined]);
    // OpenTTD/website: fetch_downloads writes the files of this collection.
    const jekyll = {
      '.gitignore': '/_downloads/**\n',
      '_config.yml': 'url: https://example.org\ncollections:\n  downloads:\n    output: true\n',
      'index.md': '---\n---\n',
    };
    const downloads = 'git ignores _downloads, where a build may make that page';
    assert.deepEqual(await makers(jekyll, ['/downloads/latest.html', '/other/latest.html']), [downloads, undefined]);
  });

  it('are no dead target of a redirect', async () => {
    const rules = `rediraffe_redirects = {\n    'old': 'api/generated/pkg.mod',\n    'older': 'api/pkg.mod',\n}\n`;
    const conf = pkg['docs/conf.py'].replace("['sphinx", "['sphinxext.rediraffe', 'sphinx");
    const table = await openRedirects(await contextOf({ ...pkg, 'docs/conf.py': conf + rules }));
    const found = reviewRedirects(table).findings.map(({ code, rule }) => `${code} ${rule?.from}`);
    assert.deepEqual(found, ['dead-target older']);
  });
});
