/**
 * The plugin pelican-alias: `Alias: /old/, /older.html` in the metadata of the article or page that takes the addresses
 * over, one after the other behind commas, or each on a line of its own; a page that leads on is written at each, over
 * whatever is there. One that ends in a slash is a folder, any other a file of just that name.
 * https://github.com/Nitron/pelican-alias
 */
import { encodeUrl, extensionOf, fileName, type RepoPath } from '../../paths.ts';
import { lineAt, lineEnding, type TextEdit } from '../../text/edits.ts';
import { removeLines } from '../../text/redirectLines.ts';
import type { Redirect, RedirectContext, RedirectFormat, Refusal, SourcePattern } from '../format.ts';
import { ruleAt } from '../rule.ts';
import { isAside, pageFile, refuseAlways, withBase, withoutBase } from '../target.ts';
import { ownFilesNamed } from '../writing/configFile.ts';
import { madePage } from '../writing/madePage.ts';

const contentTypes = new Set(['.md', '.markdown', '.mkd', '.mdown', '.rst']);
const configuration = /^(?:pelicanconf|publishconf)\.py$/;
const delimiter = /^ALIAS_DELIMITER\s*=\s*(?!(['"]),\1)/m;

export const pelicanAlias = {
  id: 'pelicanAlias',
  title: 'Pelican aliases',
  docs: 'https://github.com/Nitron/pelican-alias',
  reads: 'head',
  writes: ['page'],
  syntaxOf: (file) => (configuration.test(fileName(file)) ? 'python' : 'page'),

  async files(context) {
    const { repo, generators } = context;
    if (!generators.includes('pelican')) return [];
    const configs = ownFilesNamed(context, configuration);
    const texts = await Promise.all(configs.map(async (file) => (await repo.read(file)) ?? ''));
    if (!texts.some((text) => /\bpelican_alias\b/.test(text))) return [];
    // Another sign between aliases than a comma is named, and nothing is read.
    const odd = configs.filter((_, i) => delimiter.test(texts[i] ?? ''));
    return odd.length > 0 ? odd : repo.files.filter((file) => contentTypes.has(extensionOf(file)) && !isAside(file));
  },

  parse(text, file, context) {
    if (configuration.test(fileName(file))) {
      const line = lineAt(text, delimiter.exec(text)?.index ?? 0);
      const message = 'The aliases of pages cannot be read: ALIAS_DELIMITER is not a comma.';
      return { rules: [], invalid: [{ format: 'pelicanAlias', file, line, message, isHidden: true }] };
    }
    const { aliases } = headOf(text, file);
    const route = context.routeOfFile(file);
    const written = aliases.filter(({ path }) => path !== '');
    // The page leads to the address without the folder that the site is served below.
    const to = route ? encodeUrl(withoutBase(route.url, context.basePath) ?? route.url) : '';
    const rules = written.map(({ path, start, end }, order) =>
      ruleAt(
        { format: 'pelicanAlias', host: 'pages', file, line: lineAt(text, start), start, end, order },
        { from: path, to, source: sourceOf(path, context), status: 301, force: true },
      ),
    );
    const invalid = aliases
      .filter(({ path }) => path === '')
      .map(({ start }) => ({
        format: 'pelicanAlias',
        file,
        line: lineAt(text, start),
        message: 'An alias is empty, and the build stops: take out the comma that nothing stands behind.',
      }));
    return { rules, invalid };
  },

  async plan(redirect, context) {
    if (!context.generators.includes('pelican')) return { refused: 'The site is not made by Pelican.', ofSite: true };
    if (!(await this.files(context)).includes(redirectPage(redirect, context)?.file ?? ('' as RepoPath)))
      return { refused: 'The site does not use the plugin pelican-alias for that page.' };
    const page = target(redirect, context);
    if ('refused' in page) return page;
    const edits = this.add([redirect], (await context.repo.read(page.file)) ?? '', page.file, context);
    if ('refused' in edits) return edits;
    return {
      file: page.file,
      create: false,
      label: `Alias in ${page.file}, refresh page`,
      because: 'the plugin pelican-alias writes a redirect page',
      fitness: 50,
    };
  },

  add(redirects, text, file, context) {
    const head = headOf(text, file);
    if (head.end === undefined) return { refused: `${file} has no metadata that an alias can stand in.` };
    if (head.aliases.some(({ path }) => path === ''))
      return { refused: `${file} has an empty alias, at which the build stops; take it out first.` };
    const fresh: string[] = [];
    for (const redirect of redirects) {
      const page = target(redirect, context);
      if ('refused' in page) return page;
      const wanted = sourceOf(page.alias, context);
      const isKnown = head.aliases.some(({ path }) => areSame(sourceOf(path, context), wanted));
      if (!isKnown) fresh.push(page.alias);
    }
    return fresh.length === 0 ? [] : insert(text, file, head, fresh);
  },

  remove(rule, text) {
    const { aliases } = headOf(text, rule.file);
    const index = aliases.findIndex(({ start }) => start === rule.start);
    const alias = aliases[index];
    if (!alias) return [];
    const [before, next] = [aliases[index - 1], aliases[index + 1]];
    const isOn = (other: Alias | undefined) =>
      other !== undefined && lineAt(text, other.start) === lineAt(text, alias.start);
    if (isOn(before) && before) return [{ start: before.end, end: alias.end, text: '' }];
    if (isOn(next) && next) return [{ start: alias.start, end: next.start, text: '' }];
    // What goes on below a key has to stay below it.
    const goesOn = next !== undefined && alias.key !== undefined && next.key === undefined;
    return goesOn ? [{ start: alias.start, end: next.start, text: '' }] : [removeLines(text, alias.start, alias.end)];
  },
} satisfies RedirectFormat;

interface Alias {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** The key that its line begins with, as it is written; a line may also go on with what a key begins. */
  readonly key: string | undefined;
}

interface Head {
  readonly aliases: readonly Alias[];
  /** Behind the last line of the metadata, without its line ending; `undefined` where there is none. */
  readonly end: number | undefined;
  /** A key as the file writes them. */
  readonly sample: string;
}

interface Line {
  readonly key: string | undefined;
  readonly start: number;
  readonly end: number;
}

function headOf(text: string, file: string): Head {
  const lines = extensionOf(file as RepoPath) === '.rst' ? fieldLines(text) : metadataLines(text);
  const values: Line[] = [];
  let isAlias = false;
  for (const line of lines) {
    if (line.key !== undefined) isAlias = line.key.toLowerCase() === 'alias';
    if (isAlias) values.push(line);
  }
  // Several lines are a list, and commas in them are signs of a name.
  const aliases =
    values.length === 1 ? values.flatMap((line) => words(text, line)) : values.map((line) => whole(text, line));
  return { aliases, end: lines.at(-1)?.end, sample: lines[0]?.key ?? 'Alias' };
}

/** `Key: value` lines as the extension `meta` of Python-Markdown takes them: up to a blank line or the end of a fence. */
function metadataLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  const begin = text.startsWith('\uFEFF') ? 1 : 0;
  for (const { row, at } of rowsOf(text, begin)) {
    if (at === begin && /^-{3}(?:\s|$)/.test(row)) continue;
    if (row.trim() === '' || /^(?:-{3}|\.{3})(?:\s|$)/.test(row)) break;
    const key = /^ {0,3}([A-Za-z0-9_-]+):\s*/.exec(row);
    const more = key ?? (lines.length > 0 ? /^(?: {4,}| {0,3}\t)\s*/.exec(row) : null);
    if (!more) break;
    lines.push({ key: key?.[1], start: at + more[0].length, end: at + row.trimEnd().length });
  }
  return lines;
}

/** `:key: value` lines below the title, the first of them and those that follow. */
function fieldLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (const { row, at } of rowsOf(text, text.startsWith('\uFEFF') ? 1 : 0)) {
    const key = /^:([A-Za-z][\w -]*):(?:\s+|$)/.exec(row);
    if (key) lines.push({ key: key[1], start: at + key[0].length, end: at + row.trimEnd().length });
    else if (lines.length > 0) break;
  }
  return lines;
}

function* rowsOf(text: string, begin: number): Iterable<{ readonly row: string; readonly at: number }> {
  for (let at = begin; at < text.length; ) {
    const feed = text.indexOf('\n', at);
    const end = feed < 0 ? text.length : feed;
    yield { row: text.slice(at, end).replace(/\r$/, ''), at };
    at = end + 1;
  }
}

function words(text: string, line: Line): readonly Alias[] {
  let at = line.start;
  return text
    .slice(line.start, Math.max(line.start, line.end))
    .split(',')
    .map((part) => {
      const start = at + (part.length - part.trimStart().length);
      at += part.length + 1;
      return { path: part.trim(), start, end: start + part.trim().length, key: line.key };
    });
}

function whole(text: string, { start, end, key }: Line): Alias {
  return { path: text.slice(start, Math.max(start, end)).trim(), start, end: Math.max(start, end), key };
}

/** The file that is written: one that ends in a slash is the page of a folder. */
function sourceOf(alias: string, { basePath }: RedirectContext): SourcePattern {
  const path = alias.replace(/^\//, '');
  if (path.startsWith('/') || path.split('/').includes('..'))
    return { kind: 'never', reason: 'the page would be written outside of the site' };
  return madePage(alias, { kind: 'exact', path: withBase(path.replace(/(^|\/)index\.html$/, '$1'), basePath) });
}

function areSame(one: SourcePattern, other: SourcePattern): boolean {
  return one.kind === 'exact' && other.kind === 'exact' && one.path === other.path;
}

function redirectPage(redirect: Redirect, context: RedirectContext) {
  const page = pageFile(redirect, context, 'pelican-alias');
  return 'refused' in page ? undefined : page;
}

function target(
  redirect: Redirect,
  context: RedirectContext,
): { readonly file: RepoPath; readonly alias: string } | Refusal {
  const refused = refuseAlways(redirect, context);
  if (refused) return refused;
  const page = pageFile(redirect, context, 'pelican-alias');
  if ('refused' in page) return page;
  if (context.basePath !== '/')
    return {
      refused: `The plugin leaves ${context.basePath} out of where its pages lead; write the redirect elsewhere.`,
    };
  const { from } = redirect;
  if (from === '/') return { refused: 'An alias would take the place of the home page.' };
  if (/[,%\\]|\s$/.test(from))
    return { refused: `${from} cannot be an alias: the plugin reads , % and \\ as they stand.` };
  // A file without an ending is no page to a browser; the page of a folder is.
  const alias = /\.html?$|\/$/.test(from) ? from : `${from}/`;
  return { file: page.file, alias };
}

/** Behind the last alias, on its line or below it as they stand there; a first one at the end of the metadata. */
function insert(
  text: string,
  file: string,
  { aliases, end = 0, sample }: Head,
  fresh: readonly string[],
): readonly TextEdit[] {
  const last = aliases.at(-1);
  const isList = last !== undefined && aliases.some(({ start }) => lineAt(text, start) !== lineAt(text, last.start));
  const feed = lineEnding(text);
  if (last && isList) {
    const row = text.slice(text.lastIndexOf('\n', last.start - 1) + 1, last.start);
    return [{ start: last.end, end: last.end, text: fresh.map((alias) => feed + row + alias).join('') }];
  }
  if (last) return [{ start: last.end, end: last.end, text: fresh.map((alias) => `, ${alias}`).join('') }];
  const key = sample === sample.toLowerCase() ? 'alias' : 'Alias';
  const written = extensionOf(file as RepoPath) === '.rst' ? `:${key}:` : `${key}:`;
  return [{ start: end, end, text: `${feed}${written} ${fresh.join(', ')}` }];
}
