/** How Cloudflare reads a line of `_redirects`, and writes one. */
import { ruleLines } from '../../../text/redirectLines.ts';
import { sentPath } from '../../host.ts';
import { cloudflare, cloudflarePath } from '../../hosts/cloudflare.ts';
import { encodedTarget, isOffSite, slashBehind, splitTarget } from '../../target.ts';
import {
  folder,
  type Grammar,
  type NeverRead,
  neverRead,
  sourceText,
  targetText,
  type WordsOfLine,
} from './grammar.ts';

/** Whether it looks at a line any further: by its number of words and its length, which the comment is part of. */
function isCloudflareLine({ words, length }: WordsOfLine): true | { readonly problem: string } {
  if (words.length < 2 || words.length > 3)
    return { problem: `A line has 2 or 3 words (source, target, status); this one has ${words.length}.` };
  const { ruleLength } = cloudflare.limits;
  return length > ruleLength ? { problem: `The line has ${length} characters; Cloudflare reads ${ruleLength}.` } : true;
}

/** Lines that count against its limits: it counts one once the source is read, before it looks at the rest of it. */
function countedLines(text: string): readonly { readonly number: number; readonly isWildcard: boolean }[] {
  return ruleLines(text).flatMap((line) => {
    const { number, words } = line;
    const from = words[0]?.text ?? '';
    if (isCloudflareLine(line) !== true || ofHttps.test(from)) return [];
    return [{ number, isWildcard: cloudflare.isWildcard(from) }];
  });
}

/** Left out before it is counted; `http://` is read as the beginning of a path, and counted with its wildcard. */
const ofHttps = /^https:\/\/+[^/]/;

const isAbsolute = (from: string) => /^https?:/i.test(from);

export const cloudflareLines: Grammar = {
  host: 'cloudflare',
  title: cloudflare.title,
  twoSpellings: false,
  read(line) {
    const [from, to, status] = line.words.map((word) => word.text);
    const isLine = isCloudflareLine(line);
    if (isLine !== true) return isLine;
    if (from === undefined || isAbsolute(from)) return { problem: 'A source must be a path of the site.' };
    if (to === undefined || !/^(\/|https:\/\/)/.test(to)) return { problem: 'A target must begin with / or https://.' };
    if (status !== undefined && ![200, 301, 302, 303, 307, 308].includes(Number(status))) {
      return { problem: `${status} is not a status Cloudflare takes: 200, 301, 302, 303, 307 or 308.` };
    }
    if (Number(status) === 200 && to.startsWith('https:'))
      return { problem: 'Status 200 needs a target on this site.', takes: from };
    if (/\/\*?$/.test(cloudflarePath(from)) && /\/index(\.html)?$/.test(to) && !to.startsWith('https:')) {
      return {
        problem: 'Cloudflare takes /index away again, so this would be a redirect loop; it leaves the line out.',
      };
    }
    return {
      from,
      to,
      source: cloudflare.source(from),
      status: Number(status ?? 302),
      statusIsDefault: status === undefined,
      force: false,
      conditions: [],
    };
  },
  sourceKey: cloudflarePath,
  passed(rules, text) {
    const passed = new Map<number, NeverRead>();
    const orders = new Map(rules.map(({ line, order }) => [line, order]));
    const { rules: most, rulesFromWildcard } = cloudflare.limits;
    let exact = 0;
    let dynamic = 0;
    for (const { number, isWildcard } of countedLines(text)) {
      if (dynamic === 0 && !isWildcard) exact++;
      else dynamic++;
      const order = orders.get(number);
      if (order === undefined) continue;
      if (dynamic > rulesFromWildcard) {
        // One for a single address can stand above the wildcards.
        const unread = isWildcard ? 'too-many' : 'behind-wildcard';
        passed.set(order, neverRead(unread, `Cloudflare reads ${rulesFromWildcard} rules from the first wildcard on`));
      } else if (dynamic === 0 && exact > most) {
        passed.set(order, neverRead('too-many', `Cloudflare reads ${most} rules without wildcards`));
      }
    }
    return passed;
  },
  countedFrom: (text) => countedLines(text).find(({ isWildcard }) => isWildcard)?.number,
  roomBehindWildcard(text) {
    const counted = countedLines(text);
    const first = counted.findIndex(({ isWildcard }) => isWildcard);
    return cloudflare.limits.rulesFromWildcard - (first < 0 ? 0 : counted.length - first);
  },
  write(redirect) {
    if (redirect.status === 410) return { refused: 'Cloudflare has no status 410 in _redirects.' };
    if (/:[A-Za-z]|\*/.test(redirect.from))
      return { refused: `Cloudflare reads characters of ${redirect.from} as a wildcard or a placeholder.` };
    if (slashBehind(redirect) !== '')
      return { refused: 'Cloudflare would put a second slash behind an address that ends in one.' };
    const to = targetText(redirect);
    if (isOffSite(to) && !to.startsWith('https://')) return { refused: 'Cloudflare accepts only https targets.' };
    const lines = [[sourceText(redirect, sentPath), to, String(redirect.status)]];
    // A wildcard here does not catch the folder itself.
    if (redirect.below)
      lines.unshift([folder(sentPath(redirect.from)), folder(encodedTarget(redirect.to)), String(redirect.status)]);
    return { lines, status: redirect.status };
  },
};

/**
 * Cloudflare leads from `/a.html` to `/a`, so that a target is written as it is shown; a configuration of Wrangler may say
 * otherwise. https://developers.cloudflare.com/pages/configuration/serving-pages/#route-matching
 */
export const pagesLines: Grammar = {
  ...cloudflareLines,
  write: (redirect) => cloudflareLines.write({ ...redirect, to: shownTarget(redirect.to) }),
};

function shownTarget(to: string): string {
  const [path, rest] = splitTarget(to);
  if (isOffSite(to) || !/^[\w\-./~]*$/.test(path)) return to;
  return path.replace(/\/index\.html$/, '/').replace(/([^/])\.html$/, '$1') + rest;
}
