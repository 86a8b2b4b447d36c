/**
 * The addresses of a sitemap, and of plain lists of addresses. https://www.sitemaps.org/protocol.html
 * Read leniently: what is asked for stands in `<loc>`, whatever else a file holds.
 */

export interface SitemapText {
  /** `index`: its addresses are those of further sitemaps. */
  readonly kind: 'addresses' | 'index';
  readonly addresses: readonly string[];
}

/** `undefined` for what is neither XML with locations nor a list with an address in each line. */
export function readSitemap(text: string): SitemapText | undefined {
  if (/^\s*</.test(text)) {
    const [, prefix = '', root] = /<(\w+:)?(urlset|sitemapindex)[\s>]/.exec(text) ?? [];
    if (root === undefined) return undefined;
    return { kind: root === 'urlset' ? 'addresses' : 'index', addresses: locations(text, prefix) };
  }
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim());
  const addresses = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (addresses.length === 0 || !addresses.every((line) => /^(?:https?:\/\/\S+|\/\S*)$/i.test(line))) return undefined;
  return { kind: 'addresses', addresses };
}

/** Pictures and films have locations as well, in a language of their own. */
function locations(text: string, prefix: string): readonly string[] {
  const found: string[] = [];
  const [start, end] = [`<${prefix}loc>`, `</${prefix}loc>`];
  let close = 0;
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, close)) {
    close = text.indexOf(end, at);
    if (close < 0) break;
    const location = unescaped(text.slice(at + start.length, close).trim());
    if (location !== '') found.push(location);
  }
  return found;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  const inner = /^<!\[CDATA\[(.*)\]\]>$/s.exec(text)?.[1];
  if (inner !== undefined) return inner.trim();
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
