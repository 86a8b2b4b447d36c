/** What a file that no source knows seems to be, in a sentence that begins behind its name. */

import { cellsOf, delimiterOf } from '../../core/backlinks/exports/table.ts';
import { webAddress } from '../../core/backlinks/webAddress.ts';
import type { SavedFile } from '../sourceHost.ts';

const mostColumns = 8;

/** `hosts`: those of the site, for the message. */
export function whatItLooksLike({ start }: Pick<SavedFile, 'start'>, hosts: string): string {
  const text = start.trim();
  if (text === '') return 'holds nothing.';
  if (text.includes('\u0000')) return 'is not text.';
  if (/^<(?:!doctype html|html|head|body)\b/i.test(text))
    return 'is a page of HTML, perhaps saved instead of the export.';
  if (text.startsWith('<')) return 'is XML, and no sitemap.';
  if (/^[{[]/.test(text))
    return 'is JSON that is cut off, or of a kind that is not known. Save the whole body of the answer.';
  const [own] = hostsIn(text);
  const foreign = own === undefined ? '' : ` (they are of another site: ${own})`;
  const delimiter = delimiterOf(text);
  const [header = ''] = text.split(/\r\n|\r|\n/, 1);
  if (delimiter === undefined) return `is a text without any address of ${hosts}${foreign}.`;
  const columns = (cellsOf(header, delimiter) ?? [header]).map((name) =>
    name.length > 40 ? `${name.slice(0, 40)}…` : name,
  );
  const more = columns.length > mostColumns ? ` and ${columns.length - mostColumns} more` : '';
  const named = columns.slice(0, mostColumns).join(', ');
  return `looks like a table with the columns ${named}${more}; none of them holds addresses of ${hosts}${foreign}.`;
}

/** The first hosts that a text names. */
export function hostsIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [address] of text.matchAll(
    /(?:https?:\/\/[^\s"',;<>|]{3,200}|\b(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}\/)/gi,
  )) {
    const host = webAddress(/^https?:/i.test(address) ? address : `https://${address}`)?.hostname;
    if (host !== undefined) found.add(host);
    if (found.size > 2) break;
  }
  return [...found];
}
