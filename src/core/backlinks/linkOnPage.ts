/** Whether a page of somebody else still links to an address, and with which words. */
import { readSpelling } from './spelling.ts';
import { parsedUrl } from './webAddress.ts';

/** A link as the page has it now. */
export interface LinkOnPage {
  /** As readers see them; of an image its description. Empty where there are none. */
  readonly words: string;
  /** The address as it is written there, whole. */
  readonly to: string;
}

/** Words of a link that are kept. */
const mostWords = 200;
/** Of one tag, and between a link and its end. */
const longestTag = 8_000;
const longestLink = 20_000;

/**
 * The first link of an HTML page to one of these addresses, in any spelling of them; `undefined` where there is none. Steps in
 * proportion to the page's length, whatever is left open.
 */
export function linkOnPage(html: string, pageUrl: string, addresses: readonly string[]): LinkOnPage | undefined {
  const wanted = new Set(addresses.flatMap((url) => keysOf(url)));
  const seen = withoutUnseen(html);
  const base = baseOf(seen, pageUrl);
  const lower = seen.toLowerCase();
  for (let at = lower.indexOf('<a'); at >= 0; at = lower.indexOf('<a', at + 2)) {
    if (!/[\s/]/.test(lower[at + 2] ?? '')) continue;
    const tagEnd = lower.indexOf('>', at);
    if (tagEnd < 0) return undefined;
    const tag = seen.slice(at, Math.min(tagEnd + 1, at + longestTag));
    const to = parsedUrl(attribute(tag, 'href').trim(), base)?.href;
    if (to === undefined || !keysOf(to).some((key) => wanted.has(key))) continue;
    const limit = tagEnd + 1 + longestLink;
    const end = lower.slice(tagEnd + 1, limit).indexOf('</a');
    const inside = seen.slice(tagEnd + 1, end < 0 ? limit : tagEnd + 1 + end);
    return { to, words: wordsOf(inside) || attribute(tag, 'aria-label') || attribute(tag, 'title') };
  }
  return undefined;
}

/** A slash at the end makes no other link of it: what was found there may have been written either way. */
function keysOf(url: string): readonly string[] {
  const key = readSpelling(url)?.key;
  return key === undefined ? [] : [key.replace(/\/$/, '')];
}

/** Without comments and scripts, whose texts are no links. */
function withoutUnseen(html: string): string {
  const lower = html.toLowerCase();
  const parts: string[] = [];
  let from = 0;
  while (true) {
    const next = nearest(lower, from);
    if (next === undefined) break;
    parts.push(html.slice(from, next.at));
    const end = lower.indexOf(next.end, next.at + next.start.length);
    if (end < 0) return parts.join(' ');
    from = end + next.end.length;
  }
  return [...parts, html.slice(from)].join(' ');
}

const unseen = /<!--|<script\b|<style\b|<template\b/g;

function nearest(
  lower: string,
  from: number,
): { readonly at: number; readonly start: string; readonly end: string } | undefined {
  unseen.lastIndex = from;
  const found = unseen.exec(lower);
  if (found === null) return undefined;
  const [start] = found;
  return { at: found.index, start, end: start === '<!--' ? '-->' : `</${start.slice(1)}` };
}

function baseOf(html: string, pageUrl: string): string {
  const tag = /<base\s[^>]{0,2000}>/i.exec(html)?.[0];
  const href = tag === undefined ? '' : attribute(tag, 'href').trim();
  return parsedUrl(href, pageUrl)?.href ?? pageUrl;
}

function attribute(tag: string, name: string): string {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag);
  return decoded(found?.[1] ?? found?.[2] ?? found?.[3] ?? '').replace(/\s+/g, ' ');
}

function wordsOf(inside: string): string {
  const text = inside.replace(/<[^<>]{0,8000}>/g, ' ');
  const words = decoded(text).replace(/\s+/g, ' ').trim();
  const image = words === '' ? /<img\s[^<>]{0,8000}>/i.exec(inside)?.[0] : undefined;
  return (image === undefined ? words : attribute(image, 'alt')).slice(0, mostWords);
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The references that links and their words hold; another one stays as it is written. */
function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}
