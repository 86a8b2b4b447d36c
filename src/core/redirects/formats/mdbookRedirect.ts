/**
 * mdBook: a table `[output.html.redirect]` of `book.toml`, `"/old.html" = "new.html"`. A key is a file below the folder
 * that is built, its slash in front left out, and gets a page that leads on; it may not be a chapter. A value stands in
 * that page as it is: a whole URL, a path of the host, or one seen from the page. A key with `#` is looked up by a script
 * of the page, and redirects no address.
 * https://rust-lang.github.io/mdBook/format/configuration/renderers.html#outputhtmlredirect
 */
import { type DataNode, type DataText, dataAt, textAt } from '../../data/data.ts';
import { extensionOf } from '../../paths.ts';
import { printField } from '../../text/records.ts';
import type { Redirect, RedirectContext, RedirectFormat, Refusal } from '../format.ts';
import { atSource } from '../reach.ts';
import { encodedTarget, isOffSite, withBase, withoutBase } from '../target.ts';
import { ownFilesNamed, planInFile } from '../writing/configFile.ts';
import { madePage, seenFrom, wayTo } from '../writing/madePage.ts';
import { addToMap, type Entry, type MapGrammar, parseMap, removeFromMap } from '../writing/recordMap.ts';

const grammar: MapGrammar = {
  format: 'mdbookRedirect',
  host: 'pages',
  map: ({ root }) => dataAt(root, 'output', 'html', 'redirect'),
  missing: (data) =>
    data.root.kind === 'object' && rendersHtml(data) ? { into: data.root, name: 'output.html.redirect' } : undefined,
  read,
  write,
};

/** With other outputs named, HTML is one of them or none; in braces it takes no table more. */
function rendersHtml({ root, text }: DataText): boolean {
  const output = dataAt(root, 'output');
  const html = dataAt(output, 'html');
  return (
    (output === undefined || html !== undefined) && [output, html].every((node) => !node || text[node.start] !== '{')
  );
}

function read(key: string, value: DataNode, { basePath }: RedirectContext): ReturnType<MapGrammar['read']> {
  if (key.includes('#')) return undefined;
  const written = textAt(value);
  if (written === undefined) return { problem: `${key}: a redirect needs its target as a text.` };
  if (key.endsWith('/'))
    return { problem: `${key} is a folder, for which mdBook writes no page: write ${key}index.html.` };
  const path = withBase(`/${key.replace(/^\/+/, '')}`, basePath);
  const isPage = /^\.html?$/.test(extensionOf(key));
  return {
    from: key,
    to: isOffSite(written) || written.startsWith('/') ? written : seenFrom(path, written),
    source: isPage
      ? madePage(key, { kind: 'exact', path })
      : { kind: 'unknown', reason: 'not every host serves a file of this name as a page', reach: atSource(path) },
    status: 301,
    force: true,
  };
}

function write(redirect: Redirect, { basePath }: RedirectContext): Entry | Refusal {
  if (redirect.below) return { refused: 'mdBook can only redirect single pages.' };
  if (redirect.status === 410) return { refused: 'mdBook has no status 410.' };
  if (redirect.status !== 301 && redirect.status !== 308) return { refused: 'mdBook can only redirect permanently.' };
  const inside = withoutBase(redirect.from, basePath);
  if (inside === undefined) return { refused: `${redirect.from} is outside ${basePath}, where the book begins.` };
  if (/[#\\\p{Cc}]/u.test(inside)) return { refused: `${redirect.from} cannot be the name of a page in mdBook.` };
  if (!inside.endsWith('/') && !/^\.html?$/.test(extensionOf(inside))) {
    return { refused: `mdBook writes pages whose names end in .html, which ${redirect.from} does not.` };
  }
  const key = inside.endsWith('/') ? `${inside}index.html` : inside;
  const path = withBase(key, basePath);
  const to = encodedTarget(redirect.to);
  return {
    key,
    to,
    source: { kind: 'exact', path },
    // As its neighbour is: a path of the host, or one seen from the page, which holds below any folder.
    print: (style) => {
      const isWhole = isOffSite(to) || /=\s*["']\//.test(style.neighbour ?? '');
      return printField(isWhole ? to : wayTo(path, to), style);
    },
  };
}

export const mdbookRedirect = {
  id: 'mdbookRedirect',
  title: 'mdBook redirects',
  docs: 'https://rust-lang.github.io/mdBook/format/configuration/renderers.html#outputhtmlredirect',
  reads: 'whole',
  writes: ['toml'],
  files: async (context) => (context.generators.includes('mdbook') ? ownFilesNamed(context, /^book\.toml$/) : []),
  parse: (text, file, context) => parseMap(grammar, text, file, context),
  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'output.html.redirect in {file}, refresh page',
      because: 'mdBook writes a redirect page',
      fitness: 54,
      missing: 'The site is not made by mdBook.',
    });
  },
  add: (redirects, text, file, context) => addToMap(grammar, redirects, text, file, context),
  remove: (rule, text) => removeFromMap(grammar, rule, text),
} satisfies RedirectFormat;
