import assert from 'node:assert/strict';
import { checkRedirects } from '../../../src/core/redirects/checks/checks.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';

/** Where `/old/` leads, and what is said of the pages that all have it. */
async function twice(
  generator: string,
  files: readonly string[],
  key: string,
  others: Readonly<Record<string, string>> = {},
) {
  const pages = files.map((file) => `/${file.replace(/\.md$/, '')}/ ${file}\n`).join('');
  const texts = files.map((file): [string, string] => [file, `---\n${key}:\n  - /old/\n---\n`]);
  const table = await openRedirects(
    redirectSite({ context: `generators: ${generator}`, pages, files: new Map([...texts, ...Object.entries(others)]) }),
  );
  const { outcome } = table.resolve('/old/');
  const problems = checkRedirects(table).filter(({ code }) => code === 'duplicate');
  return {
    end: outcome.kind === 'page' ? outcome.route.file : outcome.kind,
    said: problems.map(({ rule, repair }) => `${rule.file} ${repair?.kind ?? 'nothing'}`).sort(),
    messages: problems.map(({ message }) => message).join('\n'),
  };
}

describe('one address on several pages', () => {
  it('is answered by the last one: Hugo 0.111.3', async () => {
    const { end, said, messages } = await twice('hugo', ['content/a.md', 'content/b.md', 'content/c.md'], 'aliases');
    assert.equal(end, 'content/c.md');
    assert.deepEqual(said, ['content/a.md remove', 'content/b.md remove']);
    assert.match(messages, /redirected in content\/c\.md, line 3 already, .*; that rule answers/);
  });
  it('is answered by the last path, in whatever folder: Hugo 0.111.3', async () => {
    const { end } = await twice('hugo', ['content/c.md', 'content/m/b.md', 'content/z/a.md'], 'aliases');
    assert.equal(end, 'content/z/a.md');
  });
  it('may be answered by either of two paths of which one begins with the other', async () => {
    // Versions of Hugo differ in the order of p9 and p99.
    const { said, messages } = await twice('hugo', ['content/p9.md', 'content/p99.md'], 'aliases');
    assert.deepEqual(said, ['content/p99.md nothing']);
    assert.match(messages, /either may answer/);
  });
  it('may be answered by either where a template makes rules of them, in the order of weights and dates', async () => {
    // https://gohugo.io/quick-reference/page-collections/#default-sort-order; Netlify takes the first of its rules.
    const template = '{{ range .Site.Pages }}{{ range .Aliases }}{{ . }} x{{ end }}{{ end }}';
    const files = ['content/a.md', 'content/b.md'];
    const cases: readonly Readonly<Record<string, string>>[] = [
      { 'hugo.toml': 'disableAliases = true\n', 'layouts/index.redir': template },
      { 'layouts/index.redirects': template },
    ];
    for (const others of cases) {
      const { said, messages } = await twice('hugo', files, 'aliases', others);
      assert.deepEqual(said, ['content/b.md nothing']);
      assert.match(messages, /either may answer/);
    }
  });
  it('is answered by the last name: Jekyll 4.3.1, jekyll-redirect-from 0.16.0', async () => {
    const pages = await twice('jekyll', ['a.md', 'c.md', 'z/b.md'], 'redirect_from');
    assert.equal(pages.end, 'c.md');
    assert.deepEqual(pages.said, ['a.md remove', 'z/b.md remove']);
  });
  it('is answered by a page and not by a post: Jekyll 4.3.1', async () => {
    const { end, said } = await twice('jekyll', ['_posts/2021-01-01-z.md', 'a.md'], 'redirect_from');
    assert.equal(end, 'a.md');
    assert.deepEqual(said, ['_posts/2021-01-01-z.md remove']);
  });
  it('may be answered by either of two posts, and none is offered to be taken out', async () => {
    const { said } = await twice('jekyll', ['_posts/2020-01-01-p.md', '_posts/2021-01-01-a.md'], 'redirect_from');
    assert.deepEqual(said, ['_posts/2021-01-01-a.md nothing']);
  });
  it('may be answered by either where nobody measured it', async () => {
    const { said, messages } = await twice('eleventy', ['a.md', 'b.md'], 'redirect_from');
    assert.deepEqual(said, ['b.md nothing']);
    assert.match(messages, /either may answer\. Decide which is right/);
  });
  it('is answered by the last line of a dictionary: sphinx-reredirects, test_dirhtml of its tests', async () => {
    const text = 'extensions = ["sphinx_reredirects"]\nredirects = {\n  "old": "a.html",\n  "old": "b.html",\n}\n';
    const pages = '/a.html a.rst\n/b.html b.rst\n';
    const table = await openRedirects(
      redirectSite({ context: 'generators: sphinx', pages, files: new Map([['conf.py', text]]) }),
    );
    assert.equal(table.resolve('/old.html').steps[0]?.location, '/b.html');
    const problems = checkRedirects(table).map(({ rule, code, repair }) => `${rule.line} ${code} ${repair?.kind}`);
    assert.deepEqual(problems, ['3 duplicate remove']);
  });
  it('is answered by the last key for a file: @vuepress/plugin-redirect 2.0.0-rc.130', async () => {
    const text =
      "import { redirectPlugin } from '@vuepress/plugin-redirect'\nexport default { plugins: [redirectPlugin({ config: {\n  '/old': '/a.html',\n  '/old.html': '/b.html',\n} })] }\n";
    const pages = '/a.html docs/a.md\n/b.html docs/b.md\n';
    const files = new Map([['docs/.vuepress/config.ts', text]]);
    const table = await openRedirects(redirectSite({ context: 'generators: vuepress', pages, files }));
    assert.equal(table.resolve('/old.html').steps[0]?.location, '/b.html');
    const problems = checkRedirects(table).map(({ rule, code, repair }) => `${rule.line} ${code} ${repair?.kind}`);
    assert.deepEqual(problems, ['3 duplicate remove']);
  });
  it('has a measured answer in these formats, and none in the others that generators make pages of', () => {
    const measured = redirectFormats.filter(({ answering }) => answering !== undefined).map(({ id }) => id);
    assert.deepEqual(measured, [
      'hugoAliases',
      'jekyllRedirectFrom',
      'docusaurusRedirects',
      'mkdocsRedirects',
      'vuepressRedirect',
      'techDocsRedirects',
      'sphinxReredirects',
    ]);
  });

  // PyYAML 6.0.3 reads {'a.md': 'two.md', 'b.md': 'one.md'}.
  it('is the last of a key that stands twice in the map of MkDocs, and the other is told', async () => {
    const file = 'mkdocs.yml';
    const maps = 'a.md: one.md\n        b.md: one.md\n        a.md: two.md\n';
    const text = `site_name: x\nplugins:\n  - redirects:\n      redirect_maps:\n        ${maps}`;
    const site = redirectSite({
      context: 'generators: mkdocs',
      pages: '/one/ docs/one.md\n/two/ docs/two.md',
      files: new Map([[file, text]]),
    });
    const table = await openRedirects(site);
    assert.equal(table.resolve('/a/').steps[0]?.location, '/two/');
    const told = checkRedirects(table).filter(({ code }) => code === 'duplicate');
    assert.deepEqual(
      told.map(({ rule }) => rule.line),
      [5],
    );
  });
});

describe('a redirect and the page at its address', () => {
  // Jekyll 4.3.1 with jekyll-redirect-from 0.16.0 writes pages first, then static files, then posts and other documents: of
  // `/a`, which both the post and its redirect write as `a.html`, the post stays. mrinalcs/mrinalcs.github.io@c4d57767a0.
  it('is no loop where Jekyll writes the post over the redirect of its own address', async () => {
    const files = new Map([
      ['_posts/2024-02-17-a.md', '---\nredirect_from: [/a, /was]\n---\n'],
      ['_notes/b.md', '---\nredirect_from: [/b.html, /c]\n---\n'],
      ['_notes/c.md', '---\npermalink: /c/\n---\n'],
      ['_pages/d.md', '---\nredirect_from: [/d/, /e.html]\n---\n'],
      ['e.html', '<p>'],
      ['_config.yml', 'permalink: /:title\ninclude: [_pages]\nplugins: [jekyll-redirect-from]\n'],
    ]);
    const pages = '/a _posts/2024-02-17-a.md\n/b _notes/b.md\n/c/ _notes/c.md\n/d/ _pages/d.md\n/e.html e.html static';
    const table = await openRedirects(redirectSite({ context: 'generators: jekyll', pages, files }));
    const led = ['/a', '/was', '/b', '/c', '/d/', '/e.html'].map((url) => {
      const { steps, outcome } = table.resolve(url);
      return `${url} ${steps.length} ${outcome.kind}`;
    });
    // The page of `include` is a page, which its redirect is written over; `/c` is a file beside the folder of the document.
    assert.deepEqual(led, ['/a 0 page', '/was 1 page', '/b 0 page', '/c 1 page', '/d/ 1 loop', '/e.html 0 page']);
    const loops = checkRedirects(table).filter(({ code }) => code === 'loop');
    assert.deepEqual(
      loops.map(({ rule }) => rule.from),
      ['/d/'],
    );
  });
});
