/**
 * sphinx-reredirects: `redirects = { "old/page": "../new.html" }` in `conf.py`; keys are document names, with `*`; values
 * are addresses seen from the old page, or whole ones. Only a plain dictionary is edited: `conf.py` is a program. Jupyter
 * Book gives what stands below `sphinx`, `config` of its `_config.yml` to Sphinx.
 * https://documatt.com/sphinx-reredirects/usage.html
 */
import { folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import { lineAt, lineEnding, type TextEdit } from '../../text/edits.ts';
import { insertItems, type ListStyle, removeItem } from '../../text/lists.ts';
import type { InvalidRule, Redirect, RedirectContext, RedirectFormat, RedirectRule, Refusal } from '../format.ts';
import { likeGlob } from '../reach.ts';
import { escapedTarget, isOffSite, withBase, withoutBase } from '../target.ts';
import { aboveBookMap, insertedInBook, retargetedInBook } from '../writing/bookRedirects.ts';
import { planInFile } from '../writing/configFile.ts';
import { madePage, seenFrom, wayTo } from '../writing/madePage.ts';
import { type Dictionary, dictionaryOf } from '../writing/pythonDictionary.ts';
import { bookEntries, bookSetting, isBook, type SettingEntry, sphinxSettings } from '../writing/sphinxSettings.ts';
import { withoutEntryBelow } from '../writing/yamlMap.ts';

const style: ListStyle = { unit: '    ', tall: true, lineComment: '#' };

export const sphinxReredirects = {
  id: 'sphinxReredirects',
  title: 'sphinx-reredirects',
  docs: 'https://documatt.com/sphinx-reredirects/usage.html',
  reads: 'whole',
  writes: ['python', 'yaml'],
  // Of a key written twice Python keeps the last value, and of two names of one page the last written stays.
  answering: (one, other) => (one.order >= other.order ? one : other),
  async files(context) {
    const settings = await sphinxSettings(context);
    return settings.filter(({ text }) => isUsed(text)).map(({ file }) => file);
  },

  parse(text, file, context) {
    const found = isBook(file) ? entriesOfBook(text, file) : entriesOf(text);
    if ('hiddenAt' in found) return { rules: [], invalid: [hidden(text, file, found.hiddenAt)] };
    const more = isBook(file) ? -1 : text.search(setByCode);
    // A key with a slash in front is a path of the machine that builds: newer versions stop there.
    const outside = found.filter(isOutside);
    const inside = found.filter((entry) => !isOutside(entry));
    const rules = inside.map(({ start, end, key, value }, order): RedirectRule => {
      const path = withBase(pageOf(key, asFolders(file, context)), context.basePath);
      const visible = !key.includes('*') && !value.includes('$');
      return {
        format: 'sphinxReredirects',
        host: 'pages',
        file,
        line: lineAt(text, start),
        start,
        end,
        order,
        from: key,
        to: isOffSite(value) || value.startsWith('/') || value.includes('$') ? value : seenFrom(path, value),
        source: visible
          ? madePage(key, { kind: 'exact', path })
          : {
              kind: 'unknown',
              reason: 'it is a pattern for names of documents',
              reach: likeGlob(path.replace(/\.html$/, '')),
            },
        status: 301,
        statusIsDefault: false,
        force: true,
        conditions: [],
      };
    });
    const invalid = outside.map(({ start, key }) => ({
      format: 'sphinxReredirects',
      file,
      line: lineAt(text, start),
      message: `${key} is not the name of a document: remove the slash at its beginning, or the build stops.`,
    }));
    return { rules, invalid: more < 0 ? invalid : [...invalid, hidden(text, file, more)] };
  },

  async plan(redirect, context) {
    const settings = await sphinxSettings(context);
    const used = settings.find(({ text }) => isUsed(text));
    const anew = used ? undefined : settings.find(({ file, text }) => isBook(file) || mayExtend(text))?.file;
    return planInFile(this, redirect, context, {
      label: 'redirects in {file}, refresh page',
      because: 'the extension writes a redirect page',
      // What works without a step before is offered first.
      fitness: used ? 54 : 5,
      missing: 'The site does not use sphinx-reredirects.',
      file: anew,
      needs: anew && [
        { file: anew, message: 'Run `pip install sphinx-reredirects` where the site is built.', stopsBuild: true },
      ],
    });
  },

  add(redirects, text, file, context) {
    const pairs: SettingPair[] = [];
    for (const redirect of redirects) {
      const pair = pairOf(redirect, context);
      if ('refused' in pair) return pair;
      pairs.push(pair);
    }
    return isBook(file) ? addToBook(pairs, text, file) : addToProgram(pairs, text, file);
  },

  remove(rule, text) {
    if (isBook(rule.file)) return withoutEntryBelow(aboveBookMap, rule, text);
    const found = dictionaryOf(text, head);
    if (!found || found === 'hidden') return [];
    const [only, ...others] = found.items;
    const whole = only && others.length === 0 && only.start === rule.start ? unmade(text, only) : undefined;
    if (whole) return [whole];
    return removeItem(
      text,
      found,
      found.items.findIndex(({ start }) => start === rule.start),
      style,
    );
  },
} satisfies RedirectFormat;

interface SettingPair {
  readonly key: string;
  readonly target: string;
}

/** The name of the old document, and the new address as it is seen from there. */
function pairOf(redirect: Redirect, { basePath }: RedirectContext): SettingPair | Refusal {
  if (redirect.below) return { refused: 'sphinx-reredirects can only redirect single pages.' };
  if (redirect.status !== 301 && redirect.status !== 308)
    return { refused: 'sphinx-reredirects can only redirect permanently.' };
  const key = withoutBase(redirect.from, basePath)
    ?.replace(/^\//, '')
    .replace(/\.html$/, '')
    .replace(/\/$/, '/index')
    // A name with a dot keeps it behind an extension of its own.
    .replace(/[^/]\.[^./]+$/, '$&.html');
  if (!key || /[*?[\]"'\\\n$]/.test(key)) return { refused: `${redirect.from} cannot be the name of a document.` };
  // It is put into a page as it stands.
  const to = escapedTarget(redirect.to, /[$&']/g);
  return { key, target: isOffSite(to) ? to : wayTo(withBase(fileOf(key), basePath), to) };
}

const notPlain = (file: RepoPath): Refusal => ({
  refused: `redirects in ${file} is not a plain dictionary that can be edited safely.`,
});

function addToBook(pairs: readonly SettingPair[], text: string, file: RepoPath): readonly TextEdit[] | Refusal {
  const known = entriesOfBook(text, file);
  if ('hiddenAt' in known) return notPlain(file);
  const oldOf = ({ key }: SettingPair) => known.findLast((item) => item.key === key);
  const edits = pairs.flatMap((pair) => {
    const old = oldOf(pair);
    return old && old.value !== pair.target ? (retargetedInBook(text, old.start, pair.target) ?? []) : [];
  });
  const fresh = pairs.filter((pair) => oldOf(pair) === undefined).map(({ key, target }) => [key, target] as const);
  if (fresh.length === 0) return edits;
  const added = insertedInBook(text, fresh, isUsed(text) ? undefined : 'sphinx_reredirects');
  return added ? [...edits, ...added] : { refused: `The settings of Sphinx in ${file} cannot be extended safely.` };
}

function addToProgram(pairs: readonly SettingPair[], text: string, file: RepoPath): readonly TextEdit[] | Refusal {
  const found = editable(text);
  if (found === 'hidden') return notPlain(file);
  const isNew = !isUsed(text) && mayExtend(text);
  const quote = quoteOf(text, found?.items[0]);
  const lines: string[] = [];
  const edits: TextEdit[] = [];
  for (const { key, target } of pairs) {
    const old = found?.items.findLast((item) => item.key === key);
    if (!old) lines.push(`${quote}${key}${quote}: ${quote}${target}${quote}`);
    else if (old.value !== target)
      edits.push({ start: old.valueStart, end: old.end, text: `${quote}${target}${quote}` });
  }
  if (lines.length === 0) return edits;
  if (!found)
    return [{ start: text.length, end: text.length, text: printDictionary(text, lines, isNew ? quote : undefined) }];
  const items = lines.map((line) => () => line);
  return [...edits, ...insertItems(text, found, found.items.length, items, style)];
}

function hidden(text: string, file: RepoPath, at: number): InvalidRule {
  const message = 'redirects is not a plain dictionary, so its rules cannot be read.';
  return { format: 'sphinxReredirects', file, line: lineAt(text, at), message, isHidden: true };
}

/** The program fills the dictionary otherwise: inside a block (`with open(…) as f:`), entry by entry, out of another file. */
const setByCode =
  /^[ \t]+redirects[ \t]*=|^[ \t]*redirects(?:\[|\.update\(|[ \t]*\|=)|^from[ \t]+\S+[ \t]+import[ \t](?:[^\n#]*[ \t,(])?redirects\b/m;

/** The dictionary; `undefined` where one may be made: behind such lines it would take the place of theirs. */
function editable(text: string): Dictionary | 'hidden' | undefined {
  return dictionaryOf(text, head) ?? (setByCode.test(text) ? 'hidden' : undefined);
}

type Entries = readonly SettingEntry[] | { readonly hiddenAt: number };

function entriesOf(text: string): Entries {
  const found = dictionaryOf(text, head);
  return found === 'hidden' ? { hiddenAt: text.search(head) } : (found?.items ?? []);
}

function entriesOfBook(text: string, file: RepoPath): Entries {
  const map = bookSetting(text, file, 'redirects');
  return map === undefined ? [] : (bookEntries(map) ?? { hiddenAt: map.start });
}

function isOutside({ key }: SettingEntry): boolean {
  return key.startsWith('/');
}

/** The quotes of the first entry, or those of the whole text. */
function quoteOf(text: string, first: Pick<SettingEntry, 'start'> | undefined): string {
  if (first) return text[first.start] ?? '"';
  return text.includes("'") && !text.includes('"') ? "'" : '"';
}

function isUsed(text: string): boolean {
  return /sphinx_reredirects/.test(text);
}

/** Whether the extension can be named behind all else: its setting has no other use, and extensions are a list. */
function mayExtend(text: string): boolean {
  return !head.test(text) && /^extensions(?:\s*:[^=\n]+)?\s*=\s*\[/m.test(text);
}

/** A dictionary behind a text that has none; with `quote` also the extension, which the text does not name. */
function printDictionary(text: string, lines: readonly string[], quote?: string): string {
  const end = lineEnding(text);
  const named = quote === undefined ? '' : `extensions.append(${quote}sphinx_reredirects${quote})${end}`;
  const made = `${named}redirects = {${end}${lines.map((line) => `    ${line},${end}`).join('')}}`;
  if (text === '' || text === '\uFEFF') return made + end;
  return text.endsWith('\n') ? end + made + end : end + end + made;
}

/** Takes the dictionary out together with its last entry, where it stands as it is made here. */
function unmade(text: string, { start, end }: SettingEntry): TextEdit | undefined {
  const before = text.slice(0, text.lastIndexOf('redirects = {', start));
  const made = [before.replace(/\r?\n\r?\n$/, ''), before.replace(/\r?\n$/, ''), before].find(
    (rest) => rest + printDictionary(rest, [text.slice(start, end)]) === text,
  );
  return made === undefined ? undefined : { start: made.length, end: text.length, text: '' };
}

const head = /^\uFEFF?redirects(?:\s*:[^=\n]+)?\s*=\s*/m;

/** Whether the builder makes a folder of each page. */
function asFolders(file: RepoPath, { addressOf }: RedirectContext): boolean {
  const sample = joinRepo(folderOf(file), 'zz-sample.rst');
  return (sample && addressOf?.(sample))?.endsWith('/') === true;
}

/** Where folders are made, `a`, `a/`, `a/index` and `a/index.html` are all the page of the folder `a`. */
function pageOf(key: string, isFolder: boolean): string {
  if (!isFolder || key.includes('*')) return fileOf(key);
  const name = key.replace(/(?:^|\/)index(?:\.html)?$|\/$|\.html$/, '');
  return name === '' ? '' : `${name}/`;
}

/** The extension puts `.html` in the place of the last extension, if there is one: `v1.0` becomes `v1.html`. */
function fileOf(key: string): string {
  return `${key.replace(/([^/])\.[^./]+$/, '$1')}.html`;
}
