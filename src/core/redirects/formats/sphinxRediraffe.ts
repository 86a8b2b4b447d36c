/**
 * sphinxext-rediraffe: a text file (`redirects.txt`, named by `rediraffe_redirects` in `conf.py`) of lines
 * `old.rst new.rst`, quotes allowed, `#` for comments; files below the docs folder, or the same without their extension;
 * chains are followed.
 * https://sphinxext-rediraffe.readthedocs.io/
 */

import { syntaxOfFile } from '../../data/syntax.ts';
import { encodeUrl, folderOf, joinRepo, type RepoPath, urlKey, urlPath } from '../../paths.ts';
import { lineAt } from '../../text/edits.ts';
import type { Redirect, RedirectContext, RedirectFormat, Refusal } from '../format.ts';
import { pageFile, withBase, withoutBase } from '../target.ts';
import { ownFilesNamed, planInFile } from '../writing/configFile.ts';
import { addLines, behindRules, type NewLine, parseLines, removeLine } from '../writing/lineFile.ts';
import { madePage } from '../writing/madePage.ts';

const written = /^rediraffe_redirects\s*(?::[^=\n]+)?=/m;

export const sphinxRediraffe = {
  id: 'sphinxRediraffe',
  title: 'sphinxext-rediraffe',
  docs: 'https://sphinxext-rediraffe.readthedocs.io/',
  reads: 'whole',
  writes: ['lines'],
  // The text file has any name; a configuration stands in its place where it names none.
  syntaxOf: (file) => (syntaxOfFile(file) === 'python' ? 'python' : 'lines'),

  async files(context) {
    const { repo, generators } = context;
    if (!generators.includes('sphinx')) return [];
    const found: RepoPath[] = [];
    for (const config of ownFilesNamed(context, /^conf\.py$/)) {
      const text = (await repo.read(config)) ?? '';
      const name = /^\s*rediraffe_redirects\s*=\s*["']([^"']+)["']/m.exec(text)?.[1];
      const path = name === undefined ? undefined : joinRepo(folderOf(config), name);
      if (path && repo.has(path)) found.push(path);
      else if (written.test(text)) found.push(config);
    }
    return found;
  },

  parse(text, file, context) {
    if (syntaxOfFile(file) === 'python') {
      const line = lineAt(text, written.exec(text)?.index ?? 0);
      const message = 'The redirects are not visible: rediraffe_redirects is not the name of a file that is here.';
      return { rules: [], invalid: [{ format: 'sphinxRediraffe', file, line, message, isHidden: true }] };
    }
    return parseLines('sphinxRediraffe', 'pages', text, file, ({ words: [from, to, ...more] }) => {
      if (!from || !to || more.length > 0) return { problem: 'A line is an old file and a new one.' };
      const [old, now] = [bare(from.text), bare(to.text)];
      const target = joinRepo(folderOf(file), now);
      const route = extensions
        .map((extension) => target && context.routeOfFile(`${target}${extension}` as RepoPath))
        .find(Boolean);
      return {
        from: old,
        to: encodeUrl(route?.url ?? addressOf(now, context, undefined)),
        source: madePage(old, { kind: 'exact', path: addressOf(old, context, route?.url) }),
        status: 301,
      };
    });
  },

  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: '{file}, refresh page',
      because: 'the extension writes a page that leads on',
      fitness: 54,
      missing: 'The site has no file of redirects for sphinxext-rediraffe.',
    });
  },

  add(redirects, text, file, context) {
    const { rules } = this.parse(text, file, context);
    const added: NewLine[] = [];
    for (const redirect of redirects) {
      const line = lineOf(redirect, file, context);
      if ('refused' in line) return line;
      added.push(line);
    }
    return addLines(text, rules, added, () => behindRules(text, rules));
  },
  remove: removeLine,
} satisfies RedirectFormat;

/** A page may be named without its extension, and with a slash behind. */
const extensions = ['', '.md', '.rst', '.ipynb', '/index.md', '/index.rst'];

function bare(word: string): string {
  return word.replace(/^["']|["']$/g, '').replace(/\/+$/, '');
}

/** The address of a source file, written as the neighbour's address is: `a/b.html` or `a/b/`. */
function addressOf(file: string, { basePath }: RedirectContext, model: string | undefined) {
  const path = file.replace(/\.(rst|md|txt|ipynb)$/, '');
  const folders = model?.endsWith('/') && !urlKey(urlPath(model)).endsWith('.html');
  return withBase(folders ? `${path.replace(/(^|\/)index$/, '$1')}/` : `${path}.html`, basePath);
}

function lineOf(redirect: Redirect, file: RepoPath, context: RedirectContext): NewLine | Refusal {
  const page = pageFile(redirect, context, 'sphinxext-rediraffe');
  if ('refused' in page) return page;
  const docs = folderOf(file);
  const target =
    docs === '' ? page.file : page.file.startsWith(`${docs}/`) ? page.file.slice(docs.length + 1) : undefined;
  const old = withoutBase(redirect.from, context.basePath)?.replace(/^\//, '');
  if (target === undefined || old === undefined || old === '')
    return { refused: `${redirect.from} cannot be named as a file of these docs.` };
  const extension = /\.[^./]+$/.exec(target)?.[0] ?? '.rst';
  const source = `${old.replace(/\/$/, page.url.endsWith('/') ? '' : '/index').replace(/\.html?$/, '')}${extension}`;
  if (/\s/.test(source + target))
    return { refused: `${redirect.from} has a blank; write the line by hand, in quotes.` };
  return {
    words: [source, target],
    source: { kind: 'exact', path: addressOf(source, context, page.url) },
    to: encodeUrl(page.url),
  };
}
