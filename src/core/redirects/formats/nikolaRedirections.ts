/**
 * Nikola: `REDIRECTIONS = [("old/from.html", "/new/to.html")]` in `conf.py`: a file below the folder that is built, and
 * where the page that is written there leads, as it stands: a path of the host, one seen from the page, or a whole
 * address. Only a plain list of pairs is edited: `conf.py` is a program.
 * https://getnikola.com/handbook.html#redirections
 */
import { lineAt, lineEnding, type TextEdit } from '../../text/edits.ts';
import { insertItems, type ListStyle, removeItem } from '../../text/lists.ts';
import type { Redirect, RedirectContext, RedirectFormat, Refusal } from '../format.ts';
import { ruleAt } from '../rule.ts';
import { encodedTarget, isOffSite, withBase, withoutBase } from '../target.ts';
import { ownFilesNamed, planInFile } from '../writing/configFile.ts';
import { madePage, seenFrom } from '../writing/madePage.ts';
import { pairsOf } from '../writing/pythonDictionary.ts';

const head = /^\uFEFF?REDIRECTIONS(?:\s*:[^=\n]+)?\s*=\s*/m;
const style: ListStyle = { unit: '    ', tall: true, lineComment: '#' };

export const nikolaRedirections = {
  id: 'nikolaRedirections',
  title: 'Nikola REDIRECTIONS',
  docs: 'https://getnikola.com/handbook.html#redirections',
  reads: 'whole',
  writes: ['python'],

  async files(context) {
    return context.generators.includes('nikola') ? ownFilesNamed(context, /^conf\.py$/) : [];
  },

  parse(text, file, context) {
    const found = pairsOf(text, head);
    const say = (line: number, message: string) => ({ format: 'nikolaRedirections', file, line, message });
    if (found === 'hidden') {
      const message = 'REDIRECTIONS is not a plain list of pairs, so its rules cannot be read.';
      return { rules: [], invalid: [{ ...say(lineAt(text, text.search(head)), message), isHidden: true }] };
    }
    const items = found?.items ?? [];
    const rules = items.filter(isFile).map(({ start, end, key, value }, order) => {
      const path = withBase(key.replace(/^\/+/, ''), context.basePath);
      const place = { format: 'nikolaRedirections', host: 'pages', file, line: lineAt(text, start), start, end, order };
      return ruleAt(
        { ...place, host: 'pages' },
        {
          from: key,
          to: isOffSite(value) || value.startsWith('/') ? value : seenFrom(path, value),
          source: madePage(key, { kind: 'exact', path: withBase(pageOf(key), context.basePath) }),
          status: 301,
        },
      );
    });
    const invalid = items
      .filter((item) => !isFile(item))
      .map(({ start, key }) =>
        say(lineAt(text, start), `${key} is a folder and no file, and the build stops: write ${key}index.html.`),
      );
    return { rules, invalid };
  },

  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'REDIRECTIONS in {file}, refresh page',
      because: 'Nikola writes a redirect page for every pair',
      fitness: 50,
      missing: 'The site is not made by Nikola.',
    });
  },

  add(redirects, text, file, context) {
    const found = pairsOf(text, head);
    if (found === 'hidden')
      return { refused: `REDIRECTIONS in ${file} is not a plain list of pairs that can be edited safely.` };
    const quote = found?.items[0] ? (text[found.items[0].keyStart] ?? '"') : '"';
    const edits: TextEdit[] = [];
    const lines: string[] = [];
    for (const redirect of redirects) {
      const pair = pairFor(redirect, context);
      if ('refused' in pair) return pair;
      const old = found?.items.find(({ key }) => pageOf(key) === pageOf(pair.from));
      if (!old) lines.push(`(${quote}${pair.from}${quote}, ${quote}${pair.to}${quote})`);
      else if (old.value !== pair.to)
        edits.push({ start: old.valueStart, end: old.valueEnd, text: `${quote}${pair.to}${quote}` });
    }
    if (lines.length === 0) return edits;
    if (!found) return [{ start: text.length, end: text.length, text: printList(text, lines) }];
    const made = insertItems(
      text,
      found,
      found.items.length,
      lines.map((line) => () => line),
      style,
    );
    return [...edits, ...made];
  },

  remove(rule, text) {
    const found = pairsOf(text, head);
    if (!found || found === 'hidden') return [];
    const index = found.items.findIndex(({ start }) => start === rule.start);
    const only = found.items.length === 1 ? found.items[index] : undefined;
    const whole = only && unmade(text, text.slice(only.start, only.end));
    return whole ? [whole] : removeItem(text, found, index, style);
  },
} satisfies RedirectFormat;

function isFile({ key }: { readonly key: string }): boolean {
  return !/(?:^|\/)$/.test(key);
}

/** The address of a file below the folder that is built. */
function pageOf(key: string): string {
  return key.replace(/^\/+/, '').replace(/(^|\/)index\.html$/, '$1');
}

function pairFor(redirect: Redirect, { basePath }: RedirectContext): { from: string; to: string } | Refusal {
  if (redirect.below) return { refused: 'Nikola can only redirect single pages.' };
  if (redirect.status !== 301 && redirect.status !== 308) return { refused: 'Nikola can only redirect permanently.' };
  const inside = withoutBase(redirect.from, basePath)?.replace(/^\//, '');
  if (inside === undefined) return { refused: `${redirect.from} is outside ${basePath}, where the site begins.` };
  if (inside === '' || inside === 'index.html') return { refused: 'The home page cannot be redirected by a page.' };
  if (/["'\\%?#\p{Cc}]/u.test(inside)) return { refused: `${redirect.from} cannot be the name of a file here.` };
  const from = /\.html?$/.test(inside) ? inside : `${inside.replace(/(?<!\/)\/+$/, '')}/index.html`;
  // It is put into a page as it stands.
  const to = encodedTarget(redirect.to).replace(
    /["'<>&\\]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return { from, to };
}

/** A list behind a text that has none. */
function printList(text: string, lines: readonly string[]): string {
  const end = lineEnding(text);
  const made = `REDIRECTIONS = [${end}${lines.map((line) => `    ${line},${end}`).join('')}]`;
  if (text === '' || text === '\uFEFF') return made + end;
  return text.endsWith('\n') ? end + made + end : end + end + made;
}

/** Takes the list out together with its last pair, where it stands as it is made here. */
function unmade(text: string, pair: string): TextEdit | undefined {
  const before = text.slice(0, text.lastIndexOf('REDIRECTIONS = ['));
  const made = [before.replace(/\r?\n\r?\n$/, ''), before.replace(/\r?\n$/, ''), before].find(
    (rest) => rest + printList(rest, [pair]) === text,
  );
  return made === undefined ? undefined : { start: made.length, end: text.length, text: '' };
}
