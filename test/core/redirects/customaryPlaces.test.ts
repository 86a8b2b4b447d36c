/** Where new redirects are put in lists that people keep in order, or in groups. */
import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';

type Pairs = readonly (readonly [from: string, to: string])[];

const lines = (pairs: Pairs, line: (from: string, to: string) => string, end = '\n') =>
  pairs.map(([from, to]) => line(from, to)).join(end) + end;
const json = (list: object) => `${JSON.stringify(list, null, 2)}\n`;
const bare = (path: string) => path.replace(/^\//, '');

interface Kind {
  readonly format: string;
  readonly file: string;
  readonly context?: string;
  readonly text: (pairs: Pairs) => string;
}

const kinds: readonly Kind[] = [
  {
    format: 'mkdocsRedirects',
    file: 'mkdocs.yml',
    context: 'generators: mkdocs\nroot: \n',
    text: (pairs) =>
      `site_name: x\nplugins:\n  - search\n  - redirects:\n      redirect_maps:\n${lines(pairs, (from, to) => `        ${bare(from)}.md: ${bare(to)}.md`)}theme: material\n`,
  },
  {
    format: 'mkdocsRedirects',
    file: 'zensical.toml',
    context: 'generators: mkdocs\nroot: \n',
    text: (pairs) =>
      `[project]\nsite_name = "x"\n\n[project.plugins.redirects.redirect_maps]\n${lines(pairs, (from, to) => `"${bare(from)}.md" = "${bare(to)}.md"`)}`,
  },
  {
    format: 'gitbookYaml',
    file: '.gitbook.yaml',
    context: 'generators: gitbook\nroot: \n',
    text: (pairs) => `root: ./\n\nredirects:\n${lines(pairs, (from, to) => `  ${bare(from)}: ${bare(to)}.md`)}`,
  },
  {
    format: 'vercelJson',
    file: 'vercel.json',
    text: (pairs) =>
      json({ redirects: pairs.map(([source, destination]) => ({ source, destination, permanent: true })) }),
  },
  {
    format: 'firebaseJson',
    file: 'firebase.json',
    text: (pairs) =>
      json({
        hosting: {
          public: 'public',
          redirects: pairs.map(([source, destination]) => ({ source, destination, type: 301 })),
        },
      }),
  },
  {
    format: 'mintlifyDocs',
    file: 'docs.json',
    context: 'generators: mintlify\nroot: \n',
    text: (pairs) => json({ name: 'x', redirects: pairs.map(([source, destination]) => ({ source, destination })) }),
  },
  {
    format: 'renderYaml',
    file: 'render.yaml',
    text: (pairs) =>
      `services:\n  - type: web\n    name: x\n    runtime: static\n    routes:\n${lines(pairs, (from, to) => `      - type: redirect\n        source: ${from}\n        destination: ${to}`)}`,
  },
  {
    format: 'mdbookRedirect',
    file: 'book.toml',
    context: 'generators: mdbook\nroot: \n',
    text: (pairs) =>
      `[book]\ntitle = "x"\n\n[output.html.redirect]\n${lines(pairs, (from, to) => `"${from}.html" = "${to}.html"`)}`,
  },
  {
    format: 'astroRedirects',
    file: 'astro.config.mjs',
    context: 'generators: astro\nroot: \n',
    text: (pairs) =>
      `export default defineConfig({\n  redirects: {\n${lines(pairs, (from, to) => `    '${from}': '${to}',`)}  },\n});\n`,
  },
  {
    format: 'nginxConf',
    file: 'redirects.map',
    text: (pairs) => lines(pairs, (from, to) => `${from} ${to};`),
  },
  {
    format: 'nginxConf',
    file: 'nginx.conf',
    text: (pairs) =>
      `map $uri $moved {\n${lines(pairs, (from, to) => `    ${from} ${to};`)}}\n\nserver {\n    server_name site;\n    if ($moved) {\n        return 301 $moved;\n    }\n}\n`,
  },
  {
    format: 'htaccess',
    file: 'static/.htaccess',
    text: (pairs) => lines(pairs, (from, to) => `RedirectMatch 301 ^${from}$ ${to}`),
  },
  {
    format: 'htaccess',
    file: 'static/.htaccess',
    text: (pairs) => `RewriteEngine On\n${lines(pairs, (from, to) => `RewriteRule ^${bare(from)}$ ${to} [R=301,L]`)}`,
  },
  {
    format: 'caddyfile',
    file: 'Caddyfile',
    text: (pairs) =>
      `example.org {\n${lines(pairs, (from, to) => `\tredir ${from} ${to} permanent`)}\tfile_server\n}\n`,
  },
  {
    format: 'redirectsFile',
    file: 'static/_redirects',
    context: 'host: netlify\nstatic: static\n',
    text: (pairs) => lines(pairs, (from, to) => `${from} ${to} 301`),
  },
];

const orders: readonly (readonly [what: string, names: readonly string[], added: string, at: number])[] = [
  ['in their order', ['a/1', 'b/1', 'c/1', 'd/1', 'e/1', 'f/1', 'g/1', 'h/1'], 'c/2', 3],
  ['beside their relatives', ['use/b', 'use/a', 'use/z', 'api/z', 'api/y', 'new/c', 'new/a'], 'use/c', 3],
  ['behind all where nothing tells', ['use/b', 'api/y', 'use/a', 'api/z'], 'use/c', 4],
  ['behind all where none is related', ['use/b', 'use/a', 'api/z', 'api/y'], 'other/c', 4],
];

describe('new redirects in a list of people', () => {
  for (const { format: id, file, context, text } of kinds)
    for (const [what, names, added, at] of orders)
      it(`stand ${what}: ${id}, ${file}`, () => {
        const format = redirectFormats.find((each) => each.id === id) ?? assert.fail(id);
        const pair = (name: string) => [`/${name}`, `/to/${bare(name)}`] as const;
        const before = text(names.map(pair));
        const wanted = text([...names.slice(0, at), added, ...names.slice(at)].map(pair));
        const pages = [...names, added].map(
          (name) => `/to/${name} ${file.startsWith('mkdocs') || file.startsWith('zen') ? 'docs/' : ''}to/${name}.md`,
        );
        const site = redirectSite({ context, pages: pages.join('\n'), files: new Map([[file, before]]) });
        const [from, to] = pair(added);
        const end = id === 'mdbookRedirect' ? '.html' : id === 'mkdocsRedirects' ? '/' : '';
        const edits = format.add(
          redirectsOf(`${from}${end} -> ${to}${end === '/' ? '' : end}`),
          before,
          file as RepoPath,
          site,
        );
        if ('refused' in edits) assert.fail(edits.refused);
        assert.equal(applyEdits(before, edits), wanted);
      });
});
