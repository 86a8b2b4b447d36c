/** Redirects that are pages with a percent sign in their names: what the generators made of them. */
import assert from 'node:assert/strict';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';

interface Case {
  readonly what: string;
  readonly generator: string;
  readonly files: Readonly<Record<string, string>>;
  /** Asked, and whether it is answered. */
  readonly asked: Readonly<Record<string, boolean>>;
}

const aliases = ['/post/a%e2%80%93b/', '/wiki/Some Page', '/Ünï/Cödé/', '/50%/off'];

const cases: readonly Case[] = [
  {
    what: 'Hugo 0.111.3 makes post/a%e2%80%93b/index.html',
    generator: 'hugo',
    files: { 'new.md': `---\naliases:\n${aliases.map((alias) => `  - "${alias}"\n`).join('')}---\n` },
    asked: {
      '/post/a%e2%80%93b/': false,
      '/post/a–b/': false,
      '/wiki/Some%20Page/': true,
      '/%C3%9Cn%C3%AF/C%C3%B6d%C3%A9/': true,
      '/50%25/off/': true,
    },
  },
  {
    // Jekyll decodes a permalink for the name of its file.
    what: 'Jekyll 4.3.1 with jekyll-redirect-from 0.16.0 makes a b/index.html',
    generator: 'jekyll',
    files: { 'new.md': '---\nredirect_from:\n  - /a%20b/\n---\n' },
    asked: { '/a%20b/': true },
  },
  {
    what: 'MkDocs 1.4.2 with mkdocs-redirects 1.2.0 makes a%20b/index.html',
    generator: 'mkdocs',
    files: {
      'mkdocs.yml':
        'site_name: x\nplugins:\n  - redirects:\n      redirect_maps:\n        a%20b.md: new.md\n        c d.md: new.md\n',
    },
    asked: { '/a%20b/': false, '/c%20d/': true },
  },
  {
    what: 'Sphinx 5.3 with sphinx-reredirects 0.1.1 makes a%20b.html',
    generator: 'sphinx',
    files: { 'conf.py': "extensions = ['sphinx_reredirects']\nredirects = {'a%20b': '/new.html', 'c': '/new.html'}\n" },
    asked: { '/a%20b.html': false, '/c.html': true },
  },
  {
    what: 'a page in a folder that is copied',
    generator: 'hugo',
    files: {
      'static/a%20b/index.html': '<meta http-equiv="refresh" content="0; url=/new/">',
      'static/c d/index.html': '<meta http-equiv="refresh" content="0; url=/new/">',
    },
    asked: { '/a%20b/': false, '/c%20d/': true },
  },
];

describe('redirects that are pages', () => {
  for (const { what, generator, files, asked } of cases) {
    it(`answer at the names they are given: ${what}`, async () => {
      const site = {
        context: `generators: ${generator}`,
        pages: '/new/ new.md',
        files: new Map(Object.entries(files)),
      };
      const table = await openRedirects(redirectSite(site));
      for (const [url, isAnswered] of Object.entries(asked)) {
        assert.equal(table.resolve(url).steps.length > 0, isAnswered, url);
      }
    });
  }
});
