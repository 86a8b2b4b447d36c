/**
 * Addresses out of the raw text of a rule file, without our parsers: of each rule line, and of whatever else looks like a
 * path or an expression of one, made an address by putting something in for each sign; and what lies near it.
 */

import { encodePath } from '../../tools/conformance/probes.ts';
import type { Random } from '../../tools/conformance/random.ts';
import type { RuleLine } from './ruleLines.ts';

/** What is asked of a file: the addresses, and of each rule line that was drawn those that were made of it. */
export interface Asked {
  readonly urls: readonly string[];
  readonly ofLine: ReadonlyMap<number, readonly string[]>;
}

/** Of each rule line some addresses, as far as `most` goes, and then of the other words of the text. */
export function addressesIn(text: string, lines: readonly RuleLine[], random: Random, most: number): Asked {
  const all = new Set<string>();
  const ofLine = new Map<number, readonly string[]>();
  for (const { line, source, queries } of shuffled(lines, random)) {
    if (all.size >= most * 0.8) break;
    const own = Array.from({ length: 3 }, () => {
      const address = addressOf(source, random);
      return queries.length > 0 && !address.includes('?')
        ? `${address}?${queries.map((query) => queryOf(query, random)).join('&')}`
        : address;
    }).filter(isAskable);
    if (own.length === 0) continue;
    ofLine.set(line, [...(ofLine.get(line) ?? []), ...own]);
    for (const address of own) all.add(address);
    const beside = near(own[0] ?? '/', queries, random);
    if (isAskable(beside) && random.chance(0.5)) all.add(beside);
  }
  // Most words are targets, which lead nowhere: as many that there is one for some addresses of rules.
  const words = Math.min(most / 4, Math.max(fewest, all.size / 4));
  for (const address of ofWords(text, random, words)) all.add(address);
  return { urls: [...all].slice(0, most), ofLine };
}

function isAskable(address: string): boolean {
  return address.length < 400 && !/\/\.\.?(?:\/|$)/.test(address) && /^\/(?!\/)[\x21-\x7e]*$/.test(address);
}

/** However few rules a file has. */
const fewest = 6;

/** A sample of what looks like a path or an expression of one. */
function ofWords(text: string, random: Random, most: number): readonly string[] {
  const words = [...new Set(text.split(/[\s"'`,;]+/).filter((word) => /^[!^]?.{0,3}[\w/\\(.*:]/.test(word)))];
  const paths = words.filter((word) => /[/^]/.test(word) && word.length < 300 && !/^(?:#|\/\/|<)/.test(word));
  const queries = words.filter((word) => /^\^?[\w%.-]+=[^/]*$/.test(word) && word.length < 80);
  const found: string[] = [];
  for (const word of shuffled(paths, random)) {
    if (found.length >= most) break;
    const address = addressOf(word, random);
    found.push(...[address, near(address, queries, random)].filter(isAskable));
  }
  return found;
}

function queryOf(pattern: string, random: Random): string {
  return instance(pattern, random).replace(/[^\x21-\x7e]|#/g, '');
}

function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function addressOf(word: string, random: Random): string {
  const path = word
    .replace(/^[!@=~*]+(?=[/^])/, '')
    .replace(/^\^?\(?https?[?]?[^/]*\/\/[^/]*/, '')
    .replace(/\{[a-z_.]*(?:\.\d+)?\}|\$\{?\w+\}?|%\{[^}]*\}/gi, '');
  const filled = instance(path, random).replace(/\/{2,}/g, '/');
  return encodePath(filled.startsWith('/') ? filled : `/${filled}`).replace(/%25(?=[0-9a-f]{2})/gi, '%');
}

/** Something for each sign of an expression or a glob; what is no sign stays. */
function instance(pattern: string, random: Random): string {
  let text = pattern.replace(/:\w+(?=\()/g, '');
  for (let i = 0; i < 20; i++) {
    const inner = text.replace(
      /[@+!]?\((?:\?:|\?P?<\w+>|\?[=!])?([^()]*)\)([*+?]?)/,
      (_whole, inside: string, many: string) =>
        (many === '?' || many === '*') && random.chance(0.4) ? '' : random.pick(inside.split('|')),
    );
    if (inner === text) break;
    text = inner;
  }
  return text
    .replace(/\{([^{}]*,[^{}]*)\}(?!\d)/g, (_whole, inside: string) => random.pick(inside.split(',')))
    .replace(/\[(\^?)([^\]]*)\](\{\d+|[*+])?/g, (_whole, not: string, set: string, many: string | undefined) =>
      (not ? 'x' : /\\d|0-9/.test(set) ? '7' : /a-z|\\w/i.test(set) ? 'k' : (set[0] ?? '')).repeat(
        Number(/\d+/.exec(many ?? '')?.[0] ?? (many ? random.pick([1, 2]) : 1)),
      ),
    )
    .replace(/\\d(?:\{(\d+)[^}]*\}|[+*])?/g, (_whole, many: string | undefined) => '7'.repeat(Number(many ?? 1)))
    .replace(/\\[wS][+*]?/g, 'w')
    .replace(/\\s[+*?]?/g, ' ')
    .replace(/\/:(\w+)[*+?]?|:splat/g, () => `/${random.pick(['x', 'x-y', 'x'])}`)
    .replace(/\.[*+]\??/g, () => random.pick(['', 'x', 'x/y', 'x/']))
    .replace(/\*+/g, () => random.pick(['', 'x', 'x/y']))
    .replace(/(\\?[^\\])\?/g, (_whole, sign: string) => (random.chance(0.5) ? sign : ''))
    .replace(/\\(.)/g, '$1')
    .replace(/[$^|]/g, '')
    .replace(/\+/g, '');
}

function near(address: string, queries: readonly string[], random: Random): string {
  const [path = '/'] = address.split('?');
  switch (random.below(8)) {
    case 0:
      return path.endsWith('/') ? path.slice(0, -1) || '/' : `${path}/`;
    case 1:
      return path.replace(/[a-z]/, (letter) => letter.toUpperCase());
    case 2:
      return queries.length > 0 ? `${path}?${queryOf(random.pick(queries), random)}` : `${path}?a=b&c=d`;
    case 3:
      return `/zz${path}`;
    case 4:
      return `${path}x`;
    case 5:
      return path.endsWith('.html') ? path.slice(0, -5) : `${path.replace(/\/$/, '')}.html`;
    case 6:
      return path.replace(/[g-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
    default:
      return `${path.replace(/\/$/, '')}/index.html`;
  }
}
