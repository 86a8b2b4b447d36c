/** What is kept of a page to compare it with others: its words, without markup, scripts and what changes at every look. */

export interface PageDigest {
  /** Words in lower case, one space between them. */
  readonly title: string;
  readonly words: string;
  /** The same for the same text alone. */
  readonly sum: number;
  readonly size: number;
  readonly asksPassword: boolean;
  /** Signs of a check that robots do not pass: names that its markup has, or that its title alone has. */
  readonly guard: 'markup' | 'title' | undefined;
}

/** Enough of a page to tell it from another one. */
const keptWords = 20_000;

export function pageDigest(text: string): PageDigest {
  return {
    title: words(titleOf(text)),
    words: words(seenMarkup(text).text).slice(0, keptWords),
    sum: sumOf(text),
    size: text.length,
    asksPassword: /<input\b[^<>]{0,500}\btype\s*=\s*["']?password\b/i.test(text),
    guard: guards.test(text) ? 'markup' : guardTitles.test(text) ? 'title' : undefined,
  };
}

/** Names that the walls themselves give their scripts and fields. */
const guards =
  /_Incapsula_Resource|captcha-delivery\.com|cf-challenge|__cf_chl_|_cf_chl_opt|px-captcha|awsWafCookieDomainList/i;
const guardTitles =
  /<title>(?:Just a moment|Attention Required! \| Cloudflare|Access denied|Human Verification|Vercel Security Checkpoint)|DDoS protection by/i;

function titleOf(text: string): string {
  return /<title\b[^<>]{0,500}>([^<]{0,2000})/i.exec(text)?.[1] ?? '';
}

/** Words with a number in them are times, counts and keys, which differ at every look. */
function words(text: string): string {
  const found = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return found.filter((word) => !/\p{N}/u.test(word)).join(' ');
}

/** Elements whose content nobody sees. */
const unseen = ['script', 'style', 'noscript', 'template', 'title', 'svg', 'textarea'];

/** A page as it is seen; steps in proportion to its length, whatever is left open. */
export interface SeenMarkup {
  /** The text between the tags. */
  readonly text: string;
  /** The tags, outside of comments and of what nobody sees. */
  readonly tags: readonly string[];
  /** What the scripts hold, outside of comments. */
  readonly scripts: readonly string[];
}

export function seenMarkup(html: string): SeenMarkup {
  const lower = html.toLowerCase();
  const [parts, tags, scripts]: [string[], string[], string[]] = [[], [], []];
  let at = 0;
  while (at < html.length) {
    const open = lower.indexOf('<', at);
    parts.push(html.slice(at, open < 0 ? html.length : open));
    if (open < 0) break;
    if (lower.startsWith('<!--', open)) {
      at = behind(lower, '-->', open + 4);
      continue;
    }
    at = behind(lower, '>', open);
    tags.push(html.slice(open, at));
    const name = /^<([a-z]{1,10})\b/.exec(lower.slice(open, open + 12))?.[1];
    if (name === undefined || !unseen.includes(name)) continue;
    const close = lower.indexOf(`</${name}`, at);
    if (name === 'script') scripts.push(html.slice(at, close < 0 ? html.length : close));
    at = close < 0 ? html.length : behind(lower, '>', close);
  }
  return { text: parts.join(' ').replace(/&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{1,31});/gi, ' '), tags, scripts };
}

function behind(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found < 0 ? text.length : found + what.length;
}

/** FNV-1a, 32 bits: https://datatracker.ietf.org/doc/html/rfc9923 */
export function sumOf(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return sum >>> 0;
}
