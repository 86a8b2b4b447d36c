/**
 * sphinxext-rediraffe: a text file (`redirects.txt`, named by `rediraffe_redirects` in `conf.py`) of lines
 * `old.rst new.rst`, in quotes where a name has blanks, `#` for comments, or a dictionary of the same in `conf.py`; files below the docs folder, or the same without their extension;
 * chains are followed. Jupyter Book gives what stands below `sphinx`, `config` of its `_config.yml` to Sphinx.
 * https://sphinxext-rediraffe.readthedocs.io/
 */

import { textAt } from '../../data/data.ts';
import { syntaxOfFile } from '../../data/syntax.ts';
import { encodeUrl, folderOf, joinRepo, type RepoPath, urlKey, urlPath } from '../../paths.ts';
import { lineAt } from '../../text/edits.ts';
import type { ParsedRedirects, Redirect, RedirectContext, RedirectFormat, RedirectRule, Refusal } from '../format.ts';
import { type RuleMeaning, ruleAt } from '../rule.ts';
import { pageFile, withBase, withoutBase } from '../target.ts';
import { planInFile } from '../writing/configFile.ts';
import { addLines, behindRules, type NewLine, parseLines, removeLine } from '../writing/lineFile.ts';
import { madePage } from '../writing/madePage.ts';
import { dictionaryOf } from '../writing/pythonDictionary.ts';
import { bookEntries, bookSetting, isBook, type SettingEntry, sphinxSettings } from '../writing/sphinxSettings.ts';

const written = /^rediraffe_redirects\s*(?::[^=\n]+)?=\s*/m;

export const sphinxRediraffe = {
  id: 'sphinxRediraffe',
  title: 'sphinxext-rediraffe',
  docs: 'https://sphinxext-rediraffe.readthedocs.io/',
  reads: 'whole',
  writes: ['lines'],
  // The text file has any name; a configuration stands in its place where it names none.
  syntaxOf: (file) => (isConfiguration(file) ? syntaxOfFile(file) : 'lines'),

  async files(context) {
    const found: RepoPath[] = [];
    for (const { file, text } of await sphinxSettings(context)) {
      const name = nameIn(text, file);
      const path = name === undefined ? undefined : joinRepo(folderOf(file), name);
      if (path && context.repo.has(path)) found.push(path);
      else if (name !== undefined || (isBook(file) ? bookValue(text, file) !== undefined : written.test(text)))
        found.push(file);
    }
    return found;
  },

  parse(text, file, context) {
    if (isConfiguration(file)) return parseConfiguration(text, file, context);
    return parseLines('sphinxRediraffe', 'pages', text, file, ({ words: [first], end }) => {
      const pair = first && pairOf(text.slice(first.start, end));
      if (!pair) return { problem: 'A line is an old file and a new one, in quotes where a name has blanks.' };
      return meaningOf(pair, file, context);
    });
  },

  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: '{file}, refresh page',
      because: 'the extension writes a redirect page',
      fitness: 54,
      missing: 'The site has no file of redirects for sphinxext-rediraffe.',
    });
  },

  add(redirects, text, file, context) {
    const { rules } = this.parse(text, file, context);
    const quote = quoteIn(rules, text);
    const added: NewLine[] = [];
    for (const redirect of redirects) {
      const line = lineOf(redirect, file, context);
      if ('refused' in line) return line;
      added.push({ ...line, words: line.words.map((word) => quote + word + quote) });
    }
    return addLines(text, rules, added, () => behindRules(text, rules));
  },
  remove: removeLine,
} satisfies RedirectFormat;

/** The two words of a line as the extension finds them, quotes in them as well; `undefined` where it refuses the line. */
function pairOf(line: string): readonly [string, string] | undefined {
  if (line.length > longestLine) return undefined;
  const pair = /^(?:"(.*?)"|'(.*?)'|(\S+))\s+(?:"(.*?)"|'(.*?)'|(\S+))$/.exec(line.trim());
  const [old, now] = [pair?.[1] || pair?.[2] || pair?.[3], pair?.[4] || pair?.[5] || pair?.[6]];
  return old && now ? [old, now] : undefined;
}

const longestLine = 2000;

/** The sign that every rule has around both of its names, if any. */
function quoteIn(rules: readonly RedirectRule[], text: string): string {
  const lines = rules.map(({ start, end }) => text.slice(start, end));
  const quotes = new Set(lines.map((line) => /^(["'])[^"']*\1\s+\1[^"']*\1$/.exec(line)?.[1] ?? ''));
  const [quote = ''] = quotes;
  return quotes.size === 1 ? quote : '';
}

function meaningOf([from, to]: readonly [string, string], file: RepoPath, context: RedirectContext): RuleMeaning {
  const [old, now] = [bare(from), bare(to)];
  const target = joinRepo(folderOf(file), now);
  const route = extensions
    .map((extension) => target && context.routeOfFile(`${target}${extension}` as RepoPath))
    .find(Boolean);
  const isFolder = asFolders(file, context) ?? isFolderAddress(route?.url);
  return {
    from: old,
    to: encodeUrl(route?.url ?? addressOf(now, context, isFolder)),
    source: madePage(old, { kind: 'exact', path: addressOf(old, context, isFolder) }),
    status: 301,
  };
}

/** Whether the builder makes a folder of each page; `undefined` where the site does not tell. */
function asFolders(file: RepoPath, { addressOf: asked }: RedirectContext): boolean | undefined {
  const sample = joinRepo(folderOf(file), 'zz-sample.rst');
  const address = sample && asked?.(sample);
  return address && isFolderAddress(address);
}

function isFolderAddress(address: string | undefined): boolean {
  return address?.endsWith('/') === true && !urlKey(urlPath(address)).endsWith('.html');
}

function isConfiguration(file: RepoPath): boolean {
  return isBook(file) || syntaxOfFile(file) === 'python';
}

function bookValue(text: string, file: RepoPath) {
  return bookSetting(text, file, setting);
}

const setting = 'rediraffe_redirects';

/** The text file that a configuration names. */
function nameIn(text: string, file: RepoPath): string | undefined {
  if (isBook(file)) return textAt(bookValue(text, file));
  return /^[ \t]*rediraffe_redirects\s*=\s*["']([^"']+)["']/m.exec(text)?.[1];
}

/** A dictionary in the configuration is read where it stands; nothing is written into it. */
function parseConfiguration(text: string, file: RepoPath, context: RedirectContext): ParsedRedirects {
  const say = (at: number, message: string, kind: 'isUnread' | 'isHidden'): ParsedRedirects => ({
    rules: [],
    invalid: [{ format: 'sphinxRediraffe', file, line: lineAt(text, at), message, [kind]: true }],
  });
  const at = Math.max(0, isBook(file) ? (bookValue(text, file)?.start ?? 0) : (written.exec(text)?.index ?? 0));
  const name = nameIn(text, file);
  if (name !== undefined) {
    const message = `rediraffe_redirects names ${name}, which the repository does not have: Sphinx stops unless the build makes it. Add the file, or name the one that is there.`;
    return say(at, message, 'isUnread');
  }
  const entries = isBook(file) ? bookEntries(bookValue(text, file)) : entriesOf(text);
  if (entries === undefined) {
    const message = 'The redirects cannot be read: rediraffe_redirects is not the name of a file of this repository.';
    return say(at, message, 'isHidden');
  }
  const rules = entries.map(({ start, end, key, value }, order) => {
    const line = lineAt(text, start);
    const place = { format: 'sphinxRediraffe', host: 'pages', file, line, start, end, order } as const;
    return ruleAt(place, meaningOf([key, value], file, context));
  });
  return { rules, invalid: [] };
}

function entriesOf(text: string): readonly SettingEntry[] | undefined {
  const found = dictionaryOf(text, written);
  return found === 'hidden' ? undefined : found?.items;
}

/** A page may be named without its extension, and with a slash behind. */
const extensions = ['', '.md', '.rst', '.ipynb', '/index.md', '/index.rst'];

/** Of either system's slashes. */
function bare(word: string): string {
  return word.replace(/\\/g, '/').replace(/(?<!\/)\/+$/, '');
}

/** The address of a source file: `a/b.html` or `a/b/`. */
function addressOf(file: string, { basePath }: RedirectContext, isFolder: boolean) {
  const path = file.replace(/\.(rst|md|txt|ipynb)$/, '');
  return withBase(isFolder ? `${path.replace(/(^|\/)index$/, '$1')}/` : `${path}.html`, basePath);
}

function lineOf(redirect: Redirect, file: RepoPath, context: RedirectContext): NewLine | Refusal {
  const page = pageFile(redirect, context, 'sphinxext-rediraffe');
  if ('refused' in page) return page;
  const docs = folderOf(file);
  const target =
    docs === '' ? page.file : page.file.startsWith(`${docs}/`) ? page.file.slice(docs.length + 1) : undefined;
  const old = withoutBase(redirect.from, context.basePath)?.replace(/^\//, '');
  if (target === undefined || old === undefined || old === '')
    return { refused: `${redirect.from} cannot be written as the name of a file of these docs.` };
  const extension = /\.[^./]+$/.exec(target)?.[0] ?? '.rst';
  const source = `${old.replace(/\/$/, page.url.endsWith('/') ? '' : '/index').replace(/\.html?$/, '')}${extension}`;
  if (/\s/.test(source + target))
    return { refused: `${redirect.from} has a blank; write the line by hand, in quotes.` };
  return {
    words: [source, target],
    source: { kind: 'exact', path: addressOf(source, context, isFolderAddress(page.url)) },
    to: encodeUrl(page.url),
  };
}
