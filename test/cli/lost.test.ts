// What `lost` lists: what the site really had at some time, and nothing else. That a page was rendered or not follows from
// the generators' documentation: Hugo (build options, draft, cascade: https://gohugo.io/content-management/build-options/),
// Jekyll (published: https://jekyllrb.com/docs/front-matter/, drafts: https://jekyllrb.com/docs/posts/#drafts), Eleventy
// (permalink: false: https://www.11ty.dev/docs/permalinks/#skip-writing-to-the-file-system), Docusaurus (draft:
// https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-docs#markdown-front-matter), Zola (draft:
// https://www.getzola.org/documentation/content/page/#front-matter), VitePress (srcExclude:
// https://vitepress.dev/reference/site-config#srcexclude), Starlight (draft:
// https://starlight.astro.build/reference/frontmatter/#draft).
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { gitRepository, longPage, type TestRepository } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

type Files = Readonly<Record<string, string | undefined>>;

const hugo = 'baseURL = "https://docs.invalid/"\ntitle = "x"\n';
const page = (name: string, front = '') => `---\ntitle: ${name}\n${front}---\n${longPage(name)}`;

describe('lost addresses', () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) removeFolder(folder);
  });
  const repository = (commits: readonly Files[]): TestRepository => {
    const made = gitRepository();
    folders.push(made.folder);
    for (const files of commits) made.commit(files);
    return made;
  };
  const run = (folder: string, ...words: readonly string[]) => runCommand(['lost', '--repo', folder, ...words]);
  const read = async (folder: string, ...words: readonly string[]) => {
    const { out, err, code } = await run(folder, '--format', 'json', ...words);
    assert.notEqual(out, '', err);
    return { result: JSON.parse(out), code, err };
  };
  const paths = async (folder: string, ...words: readonly string[]): Promise<readonly string[]> => {
    const { result } = await read(folder, ...words);
    return result.findings.map(({ broken }: { broken: { path: string } }) => broken.path).sort();
  };
  /** A Hugo site of these steps, with one page that stays. */
  const site = (...commits: readonly Files[]) =>
    repository([
      { 'hugo.toml': hugo, 'content/_index.md': page('home'), 'content/stays.md': page('stays') },
      ...commits,
    ]);

  it('are none whose address depended on the version of Hugo', async () => {
    // Hugo 0.111.3 published /projects/ of the first and /docs/ of the second, 0.131.0 and 0.169.0 /projects/_index.zh-tw/ …
    const { folder } = site(
      { 'content/projects/_index.zh-tw.md': page('projects'), 'content/docs/deep/index.fr.md': page('deep') },
      { 'content/projects/_index.zh-tw.md': undefined, 'content/docs/deep/index.fr.md': undefined },
    );
    assert.deepEqual(await paths(folder), []);
  });

  // Hugo 0.111.3 publishes /posts/a/ of this, 0.115.3 of 2023-07-08 is the first that puts it below /en/:
  // https://github.com/gohugoio/hugo/pull/11224, and the branch gh-pages of 0x4ka5h/0x4ka5h.github.io.
  it('are those that a new version of Hugo took away, of one configuration', async () => {
    const made = repository([]);
    const config = `${hugo}defaultContentLanguage = "en"\ndefaultContentLanguageInSubdir = true\n`;
    made.commit({ 'hugo.toml': config, 'content/posts/a.md': page('a') }, '2022-05-01T00:00:00Z');
    made.commit({ 'content/posts/b.md': page('b') }, '2022-06-01T00:00:00Z');
    made.commit({ 'content/posts/c.md': page('c') }, '2024-06-01T00:00:00Z');
    made.commit({ 'content/posts/d.md': page('d') }, '2024-07-01T00:00:00Z');
    assert.deepEqual(await paths(made.folder), ['/posts/a/', '/posts/b/']);
    const since = repository([]);
    since.commit({ 'hugo.toml': config, 'content/posts/a.md': page('a') }, '2023-08-01T00:00:00Z');
    since.commit({ 'content/posts/b.md': page('b') }, '2024-06-01T00:00:00Z');
    assert.deepEqual(await paths(since.folder), []);
  });

  it('are those of pages that were deleted, renamed, hidden and given another address, each with its story', async () => {
    const { folder } = site(
      {
        'content/docs/gone.md': page('gone'),
        'content/docs/old.md': page('old'),
        'content/docs/hidden.md': page('hidden'),
        'content/docs/slug.md': page('slug', 'slug: before\n'),
      },
      { 'content/docs/gone.md': undefined },
      { 'content/docs/old.md': undefined, 'content/guides/new.md': page('old') },
      { 'content/docs/hidden.md': page('hidden', 'draft: true\n') },
      { 'content/docs/slug.md': page('slug', 'slug: after\n') },
    );
    const { result, code } = await read(folder);
    assert.equal(code, 2);
    const told = result.findings.map((finding: { broken: { path: string }; diagnosis: { code: string } }) => [
      finding.broken.path,
      finding.diagnosis.code,
    ]);
    assert.deepEqual(told.sort(), [
      ['/docs/before/', 'moved'],
      ['/docs/gone/', 'removed'],
      ['/docs/hidden/', 'draft'],
      ['/docs/old/', 'moved'],
    ]);
    const old = result.findings.find(({ broken }: { broken: { path: string } }) => broken.path === '/docs/old/');
    assert.equal(old.diagnosis.suggestions[0].url, '/guides/new/');
    assert.equal(old.broken.backlinks, null, 'unknown is not zero');
    assert.equal(old.broken.referringDomains, null);
    assert.equal(old.broken.published.page.file, 'content/docs/old.md');
    assert.match(old.message, /^\/docs\/old\/ was published once \(on 2024-01-02\); links unknown\. /);
    const { out } = await run(folder);
    assert.match(out, /published once; links unknown/);
    assert.match(out, / \? links {2}\? domains {2}until 2024-01-02 {2}\/docs\/old\/ .*→ \/guides\/new\//);
    assert.match(out, /4 lost addresses, links unknown/);
  });

  it('are none that a page or a redirect answers', async () => {
    const { folder } = site(
      { 'content/a.md': page('a'), 'content/b.md': page('b'), 'content/c.md': page('c'), 'content/d.md': page('d') },
      { 'content/a.md': undefined, 'content/b.md': undefined, 'content/c.md': undefined, 'content/d.md': undefined },
      {
        'content/stays.md': page('stays', 'aliases: [/a/]\n'),
        'static/_redirects': '/b/ /stays/ 301\n/d/ /nowhere/ 301\n',
        'content/again.md': page('again', 'url: /c/\n'),
      },
    );
    const { result, code } = await read(folder);
    assert.deepEqual([result.findings, code], [[], 0]);
    assert.match(
      result.notes[0].message,
      /A redirect answers \/d\/, and leads to no page/,
      'redirects --check has those',
    );
    const { out } = await run(folder);
    assert.match(out, /^Every address that this repository published is answered now\.$/m);
  });

  // As at JaxGaussianProcesses/GPJax 046d07a97a, whose branch gh-pages still has what docs/api/ held once.
  it('are not certain where a plugin makes the pages now', async () => {
    const script =
      "import mkdocs_gen_files\nwith mkdocs_gen_files.open(f'api/{name}.md', 'w') as fd:\n    fd.write('x')\n";
    const { folder } = repository([
      {
        'mkdocs.yml': 'site_name: x\nsite_url: https://docs.invalid/\n',
        'docs/index.md': '# Home\n',
        'docs/a.md': '# A\n',
        'docs/api/fit.md': '# Fit\n',
      },
      {
        'mkdocs.yml':
          'site_name: x\nsite_url: https://docs.invalid/\nplugins:\n  - gen-files:\n      scripts: [docs/gen.py]\n',
        'docs/gen.py': script,
        'docs/a.md': undefined,
        'docs/api/fit.md': undefined,
      },
    ]);
    const { result } = await read(folder, '--show', 'cannot-tell');
    assert.deepEqual(
      result.findings.map(({ broken }: { broken: { path: string } }) => broken.path),
      ['/a/'],
    );
    const { out } = await run(folder, '--show', 'cannot-tell');
    assert.match(out, /\/api\/fit\/.*docs\/gen\.py makes the pages of docs\/api in each build/);
    assert.match(out, /not known: 1 page .*Open them on the site: only those that it does not show need a redirect\./);
    assert.doesNotMatch(out, /Run the audit again/);
  });

  it('are listed once for all spellings', async () => {
    const { folder } = repository([
      {
        'mkdocs.yml': 'site_name: x\nsite_url: https://docs.invalid/\n',
        'docs/index.md': '# Home\n',
        'docs/a.md': '# A\n',
      },
      { 'docs/a.md': undefined, 'docs/a/index.md': '# A again\n' },
      { 'docs/a/index.md': undefined },
    ]);
    assert.deepEqual(await paths(folder), ['/a/']);
  });

  it('are no list that the generator makes, no page of errors, and no file that pages embed', async () => {
    const { folder } = site(
      {
        'content/posts/one.md': page('one', 'tags: [blue]\n'),
        'content/404.md': page('none', 'url: /404.html\n'),
        'static/picture.png': 'x',
        'static/manual.pdf': 'x',
      },
      {
        'content/posts/one.md': undefined,
        'content/404.md': undefined,
        'static/picture.png': undefined,
        'static/manual.pdf': undefined,
      },
    );
    assert.deepEqual(await paths(folder), ['/posts/one/']);
    assert.deepEqual(await paths(folder, '--assets'), ['/manual.pdf', '/picture.png', '/posts/one/']);
  });

  it('are those of plain HTML that was copied, too', async () => {
    const { folder } = site({ 'static/old/index.html': '<title>x</title>\n' }, { 'static/old/index.html': undefined });
    assert.deepEqual(await paths(folder), ['/old/index.html']);
  });

  it('are those that only an earlier configuration, another place in the repository or another generator gave', async () => {
    const dated = repository([
      {
        'hugo.toml': `${hugo}[permalinks]\nposts = "/blog/:slug/"\n`,
        'content/_index.md': page('home'),
        'content/posts/a.md': page('a'),
      },
      { 'hugo.toml': hugo },
    ]);
    assert.deepEqual(await paths(dated.folder), ['/blog/a/']);
    const moved = repository([
      {
        'site/hugo.toml': hugo,
        'site/content/_index.md': page('home'),
        'site/content/a.md': page('a'),
        'site/content/b.md': page('b'),
      },
      { 'site/content/b.md': undefined },
      {
        'site/hugo.toml': undefined,
        'hugo.toml': hugo,
        'site/content/a.md': undefined,
        'content/a.md': page('a'),
        'site/content/_index.md': undefined,
        'content/_index.md': page('home'),
      },
    ]);
    assert.deepEqual(await paths(moved.folder), ['/b/']);
    const switched = repository([
      { '_config.yml': 'url: https://docs.invalid\n', 'index.md': page('home'), '_posts/2020-01-02-a.md': page('a') },
      {
        '_config.yml': undefined,
        'hugo.toml': hugo,
        '_posts/2020-01-02-a.md': undefined,
        'index.md': undefined,
        'content/_index.md': page('home'),
        'content/posts/a.md': page('a'),
      },
    ]);
    assert.deepEqual(await paths(switched.folder), ['/2020/01/02/a.html']);
  });

  it('are those of Hexo 2, which stood in no package.json (as hexojs/site 33092ad; Hexo 6 renders /docs/a.html)', async () => {
    const { folder } = repository([
      {
        '_config.yml': 'url: https://docs.invalid\nroot: /\n',
        'package.json': '{"dependencies":{"hexo-renderer-jade":"0.0.2"}}\n',
        'source/index.md': page('home'),
        'source/docs/a.md': page('a'),
      },
      { 'source/docs/a.md': undefined },
    ]);
    assert.deepEqual(await paths(folder), ['/docs/a.html']);
  });

  it('are none of work that was never on the branch', async () => {
    const { folder, git, commit } = site();
    git('checkout', '-q', '-b', 'work');
    commit({ 'content/tried.md': page('tried') });
    commit({ 'content/tried.md': undefined, 'content/done.md': page('something else') });
    git('checkout', '-q', 'main');
    git('merge', '-q', '--no-ff', '-m', 'merge', 'work');
    assert.deepEqual(await paths(folder), []);
  });

  const neverRendered: Readonly<Record<string, { readonly config: Files; readonly hidden: Files }>> = {
    'Hugo: draft': {
      config: { 'hugo.toml': hugo, 'content/_index.md': page('home') },
      hidden: { 'content/a.md': page('a', 'draft: true\n') },
    },
    'Hugo: build.render never': {
      config: { 'hugo.toml': hugo, 'content/_index.md': page('home') },
      hidden: { 'content/a.md': page('a', 'build:\n  render: never\n') },
    },
    'Hugo: _build.render false': {
      config: { 'hugo.toml': hugo, 'content/_index.md': page('home') },
      hidden: { 'content/a.md': page('a', '_build:\n  render: false\n') },
    },
    'Hugo: cascade of a section': {
      config: { 'hugo.toml': hugo, 'content/_index.md': page('home') },
      hidden: {
        'content/terms/_index.md': page('terms', 'build:\n  render: never\ncascade:\n  build:\n    render: never\n'),
        'content/terms/a.md': page('a'),
      },
    },
    'Hugo: a date to come': {
      config: { 'hugo.toml': hugo, 'content/_index.md': page('home') },
      hidden: { 'content/a.md': page('a', 'date: 2030-01-01\n') },
    },
    'Jekyll: published false': {
      config: { '_config.yml': 'url: https://docs.invalid\n', 'index.md': page('home') },
      hidden: { 'a.md': page('a', 'published: false\n') },
    },
    'Jekyll: _drafts': {
      config: { '_config.yml': 'url: https://docs.invalid\n', 'index.md': page('home') },
      hidden: { '_drafts/a.md': page('a') },
    },
    'Jekyll: excluded': {
      config: { '_config.yml': 'url: https://docs.invalid\nexclude: [a.md]\n', 'index.md': page('home') },
      hidden: { 'a.md': page('a') },
    },
    'Eleventy: permalink false': {
      config: { '.eleventy.js': 'module.exports = () => ({});\n', 'index.md': page('home') },
      hidden: { 'a.md': page('a', 'permalink: false\n') },
    },
    'Docusaurus: draft': {
      config: {
        'package.json': '{"dependencies":{"@docusaurus/core":"3.5.0","@docusaurus/preset-classic":"3.5.0"}}\n',
        'docusaurus.config.js':
          "module.exports = { title: 'x', url: 'https://docs.invalid', baseUrl: '/', presets: [['classic', {}]] };\n",
        'docs/intro.md': page('intro'),
      },
      hidden: { 'docs/a.md': page('a', 'draft: true\n') },
    },
    'Zola: draft': {
      config: {
        'config.toml': 'base_url = "https://docs.invalid"\n',
        'content/_index.md': '+++\ntitle = "home"\n+++\n',
        'templates/index.html': 'x\n',
      },
      hidden: { 'content/a.md': '+++\ntitle = "a"\ndraft = true\n+++\n' },
    },
    'VitePress: srcExclude': {
      config: {
        'package.json': '{"devDependencies":{"vitepress":"1.3.0"}}\n',
        '.vitepress/config.js': "export default { srcExclude: ['a.md'] }\n",
        'index.md': page('home'),
      },
      hidden: { 'a.md': page('a') },
    },
    'Starlight: draft': {
      config: {
        'package.json': '{"dependencies":{"astro":"4.0.0","@astrojs/starlight":"0.20.0"}}\n',
        'astro.config.mjs':
          "import { defineConfig } from 'astro/config';\nimport starlight from '@astrojs/starlight';\nexport default defineConfig({ site: 'https://docs.invalid', integrations: [starlight({ title: 'x' })] });\n",
        'src/content/docs/index.md': page('home'),
      },
      hidden: { 'src/content/docs/a.md': page('a', 'draft: true\n') },
    },
  };
  for (const [name, { config, hidden }] of Object.entries(neverRendered)) {
    it(`are none that was never rendered (${name})`, async () => {
      const removed = Object.fromEntries(Object.keys(hidden).map((file) => [file, undefined]));
      const { folder } = repository([config, hidden, removed]);
      assert.deepEqual(await paths(folder), []);
    });
  }

  it('are told by the state of their time, whatever hides pages or shows them today', async () => {
    const terms = { 'content/terms/_index.md': page('terms', 'cascade:\n  build:\n    render: never\n') };
    const hiddenThen = site(
      terms,
      { 'content/terms/a.md': page('a') },
      { 'content/terms/a.md': undefined },
      { 'content/terms/_index.md': page('terms') },
    );
    assert.deepEqual(await paths(hiddenThen.folder), []);
    const hiddenSince = site(
      { 'content/terms/_index.md': page('terms'), 'content/terms/a.md': page('a') },
      { 'content/other.md': page('other') },
      terms,
      { 'content/terms/a.md': undefined },
    );
    // Hugo 0.111 does not render the section itself either.
    assert.deepEqual(await paths(hiddenSince.folder), ['/terms/', '/terms/a/']);
  });

  it('count what is deleted and not committed yet', async () => {
    const { folder } = site({ 'content/a.md': page('a') });
    rmSync(join(folder, 'content/a.md'));
    const { result } = await read(folder);
    assert.deepEqual(
      result.findings.map(({ broken, diagnosis }: { broken: { path: string }; diagnosis: { code: string } }) => [
        broken.path,
        diagnosis.code,
      ]),
      [['/a/', 'removed']],
    );
  });

  it('are of a change alone with --since: a revision, or a day', async () => {
    const { folder, git, commit } = site(
      { 'content/long-ago.md': page('long ago') },
      { 'content/long-ago.md': undefined, 'content/a.md': page('a') },
    );
    git('checkout', '-q', '-b', 'work');
    commit({ 'content/a.md': undefined });
    git('checkout', '-q', 'main');
    commit({ 'content/later.md': page('later') });
    git('checkout', '-q', 'work');
    assert.deepEqual(await paths(folder, '--since', 'main'), ['/a/'], 'what is on main only is not taken away');
    assert.deepEqual(await paths(folder), ['/a/', '/long-ago/']);
    const none = await run(folder, '--since', '2020-01-01');
    assert.deepEqual([none.code, /No commit here is older than 2020-01-01/.test(none.err)], [1, true]);
    const unknown = await run(folder, '--since', '--output=x');
    assert.equal(unknown.code, 1);
    const odd = await run(folder, '--since', 'nobody');
    assert.match(odd.err, /--since nobody is neither a revision/);
  });

  it('are those of the longest life and the most own links first, and only --top of them', async () => {
    const { folder } = site(
      { 'content/a.md': page('a'), 'content/b.md': page('b'), 'content/deep/er/c.md': page('c') },
      { 'content/a.md': undefined, 'content/b.md': undefined, 'content/deep/er/c.md': undefined },
      { 'content/stays.md': `${page('stays')}[b](/b/) and [again](https://docs.invalid/b/)\n` },
    );
    const { result } = await read(folder, '--top', '2');
    assert.deepEqual(
      result.findings.map(({ broken }: { broken: { path: string } }) => broken.path),
      ['/b/', '/a/'],
    );
    assert.equal(result.findings[0].broken.published.ownLinks, 1);
    assert.match(result.findings[0].message, /links unknown, 1 page of this repository links there/);
    assert.match(JSON.stringify(result.notes), /Shown are the 2 most valuable of 3 lost addresses/);
  });

  it('are written by --fix safe where the evidence is strong', async () => {
    const { folder } = site(
      { 'static/_redirects': '/x/ /stays/ 301\n', 'content/docs/old.md': page('old') },
      { 'content/docs/old.md': undefined, 'content/docs/new.md': page('old') },
    );
    const { err } = await run(folder, '--fix', 'safe');
    assert.match(err, /\/docs\/old\/ → \/docs\/new\//);
    assert.deepEqual(await paths(folder), []);
  });

  it('are never called none where the history is cut', async () => {
    const { folder } = site({ 'content/a.md': page('a') }, { 'content/b.md': page('b') });
    const shallow = mkdtempSync(join(tmpdir(), 'shallow-'));
    folders.push(shallow);
    repository([]).git('clone', '-q', '--depth', '1', `file://${folder}`, join(shallow, 'copy'));
    const { result, code } = await read(join(shallow, 'copy'));
    assert.deepEqual([code, result.outcome, result.gaps[0].kind], [3, 'incomplete', 'missing-history']);
    assert.match(result.gaps[0].message, /unshallow/);
  });

  it('are never called none where every address is a guess', async () => {
    const { folder } = repository([
      { 'netlify.toml': '[build]\npublish = "."\n', 'index.md': '# Home\n', 'a.md': '# A\n', 'b.md': '# B\n' },
      { 'a.md': undefined },
    ]);
    folders.push(folder);
    const { result, code } = await read(folder);
    assert.deepEqual([code, result.outcome, result.gaps[0].kind], [3, 'incomplete', 'guessed-addresses']);
    assert.match(result.gaps[0].message, /^How this site is built is a guess.* none is told\. .*routes --explain/);
  });

  describe('of a sitemap', () => {
    let server: Server;
    let origin = '';
    const answers = new Map<string, string>();
    before(async () => {
      server = createServer((request, response) => {
        const body = answers.get(request.url ?? '');
        if (body === undefined) response.writeHead(404).end();
        else response.end(body);
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    after(() => new Promise((done) => server.close(done)));
    const sitemap = (...urls: readonly string[]) =>
      `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.map((url) => `<url><loc>${url}</loc></url>`).join('')}</urlset>`;
    const lostTwo = () =>
      site(
        { 'content/a.md': page('a'), 'content/b.md': page('b') },
        { 'content/a.md': undefined, 'content/b.md': undefined },
      );

    it('are those it names, from a file, gzipped or not, or a list', async () => {
      const { folder } = lostTwo();
      const text = sitemap('https://docs.invalid/a/', 'https://docs.invalid/stays/', 'https://docs.invalid/tags/x/');
      for (const [name, bytes] of [
        ['sitemap.xml', text],
        ['sitemap.xml.gz', gzipSync(text)],
        ['list.txt', 'https://docs.invalid/a/\n'],
      ] as const) {
        const file = join(mkdtempSync(join(tmpdir(), 'sitemap-')), name);
        folders.push(join(file, '..'));
        writeFileSync(file, bytes);
        assert.deepEqual(await paths(folder, '--sitemap', file), ['/a/'], name);
      }
      const { result } = await read(folder, '--sitemap', join(folders.at(-3) ?? '', 'sitemap.xml'));
      assert.match(JSON.stringify(result.notes), /One address of the sitemap, such as \/tags\/x, is of no file/);
      const other = await run(folder, '--sitemap', join(folder, 'hugo.toml'));
      assert.match(other.err, /hugo\.toml is not a sitemap/);
    });

    it('are those of a site, with the sitemaps it names on the same host and on no other', async () => {
      const { folder } = lostTwo();
      answers.set(
        '/index.xml',
        `<sitemapindex><sitemap><loc>${origin}/one.xml</loc></sitemap><sitemap><loc>http://169.254.169.254/two.xml</loc></sitemap></sitemapindex>`,
      );
      answers.set('/one.xml', sitemap('https://docs.invalid/b/'));
      assert.deepEqual(await paths(folder, '--sitemap', `${origin}/index.xml`), ['/b/']);
      const missing = await run(folder, '--sitemap', `${origin}/none.xml`);
      assert.deepEqual([missing.code, /answers 404/.test(missing.err)], [1, true]);
    });
  });

  it('leave every file as it is without --fix', async () => {
    const { folder, git } = site({ 'content/a.md': page('a') }, { 'content/a.md': undefined });
    const before = readFileSync(join(folder, 'hugo.toml'), 'utf8');
    await run(folder);
    assert.equal(git('status', '--porcelain'), '');
    assert.equal(readFileSync(join(folder, 'hugo.toml'), 'utf8'), before);
  });
});
