/**
 * MDN `files/<locale>/_redirects.txt`: lines `from<TAB>to`, sorted by `from`, compared without regard to case; no chains
 * and no cycles: when a target moves on, what led to it leads to the new place.
 * https://github.com/mdn/content/blob/main/files/en-us/_redirects.txt
 */

import { encodeUrl, urlPath } from '../../paths.ts';
import type { TextEdit } from '../../text/edits.ts';
import { append } from '../../text/longLists.ts';
import { insertLines, ruleLines } from '../../text/redirectLines.ts';
import type { RedirectFormat, RedirectRule } from '../format.ts';
import { encodedTarget, splitTarget } from '../target.ts';
import { planInFile } from '../writing/configFile.ts';
import { parseLines, removeLine } from '../writing/lineFile.ts';

export const mdnRedirects = {
  id: 'mdnRedirects',
  title: 'MDN _redirects.txt',
  docs: 'https://github.com/mdn/content/blob/main/files/en-us/_redirects.txt',
  reads: 'whole',
  writes: ['lines'],
  files: async (context) => context.repo.files.filter((file) => /(^|\/)files\/[a-z-]+\/_redirects\.txt$/i.test(file)),

  parse: (text, file, _context) =>
    parseLines('mdnRedirects', 'mdn', text, file, ({ words: [from, to, ...more] }) => {
      if (!from || !to || more.length > 0) return { problem: 'A line is a source, a tab and a target.' };
      if (!from.text.startsWith('/')) return { problem: 'A source must begin with /.' };
      return { from: from.text, to: to.text, source: { kind: 'exact', path: urlPath(from.text) }, status: 301 };
    }),

  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: '{file}, {status}',
      because: 'MDN reads its redirects from this file',
      fitness: 56,
      missing: 'The repository has no _redirects.txt.',
    });
  },

  add(redirects, text, file, context) {
    const { rules } = this.parse(text, file, context);
    const lines = ruleLines(text).filter(({ words }) => words.length > 0);
    const edits: TextEdit[] = [];
    for (const redirect of redirects) {
      if (redirect.below) return { refused: 'MDN can only redirect single pages.' };
      if (context.routeOf(redirect.from)) return { refused: `${redirect.from} is a document that is published.` };
      const from = encodeUrl(redirect.from);
      const to = followed(encodedTarget(redirect.to), rules);
      const [end] = splitTarget(to);
      const back = rules.find((rule) => isAt(rule.from, splitTarget(redirect.to)[0]) && isAt(rule.to, from));
      if (back)
        return { refused: `Line ${back.line} redirects ${back.from} back to ${redirect.from}; remove it first.` };
      if (end.toLowerCase() === from.toLowerCase()) return { refused: `${redirect.from} would lead to itself.` };
      // Who led to the old place leads to the new one at once: chains are refused there.
      for (const rule of rules.filter((other) => isAt(other.to, from))) {
        const target = lines.find(({ number }) => number === rule.line)?.words[1];
        // The part of a page goes along, as MDN's own tool has it.
        const part = to.includes('#') ? '' : (/#.*$/s.exec(rule.to)?.[0] ?? '');
        if (target) edits.push({ start: target.start, end: target.end, text: to + part });
      }
      const same = rules.find((rule) => rule.from.toLowerCase() === from.toLowerCase());
      const old = lines.find(({ number }) => number === same?.line)?.words[1];
      if (old) {
        if (old.text !== to) edits.push({ start: old.start, end: old.end, text: to });
        continue;
      }
      const next = lines.find(({ words }) => (words[0]?.text.toLowerCase() ?? '') > from.toLowerCase());
      append(edits, insertLines(text, next?.start ?? text.length, [`${from}\t${to}`]));
    }
    return edits;
  },
  remove: removeLine,
} satisfies RedirectFormat;

function isAt(address: string, path: string): boolean {
  return splitTarget(address)[0].toLowerCase() === path.toLowerCase();
}

/** Where the rules that are there lead on from a target. */
function followed(to: string, rules: readonly RedirectRule[]): string {
  let at = to;
  for (let step = 0; step < 20; step++) {
    const [path, part] = splitTarget(at);
    const next = rules.find((rule) => isAt(rule.from, path))?.to;
    if (next === undefined) return at;
    at = next.includes('#') ? next : next + part;
  }
  return to;
}
