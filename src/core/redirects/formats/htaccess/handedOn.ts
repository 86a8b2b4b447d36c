/**
 * What the configuration of the server hands on to another program. `ProxyPass` is asked before `Redirect` and before any
 * `.htaccess` is read, so that neither answers there; a `RewriteRule` of the server is asked before it. Of several the
 * first one counts, and `!` in place of a target hands nothing on.
 * https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypass
 */
import { compileRegex } from '../../../text/linearRegex.ts';
import type { RuleLine } from '../../../text/redirectLines.ts';
import type { Requirement } from '../../requirement.ts';
import { argumentsOf, isAlwaysOn } from './directives.ts';
import { escapeRegex } from './rewrite.ts';

/** Addresses that are handed on, as offsets of the text say where that is written. */
export interface HandedOn {
  readonly start: number;
  readonly line: number;
  /** As it is written: `ProxyPass /api`. */
  readonly written: string;
  readonly isEverything: boolean;
  /** A redirect that is asked later answers only where this is met. */
  readonly earlier: Requirement;
}

interface Passing {
  readonly written: string;
  readonly regex: string;
  readonly isKept: boolean;
  /** It holds for everybody. */
  readonly isSure: boolean;
}

export function handedOn(lines: readonly RuleLine[], text: string): readonly HandedOn[] {
  const found: HandedOn[] = [];
  const kept: string[] = [];
  const sections: string[] = [];
  for (const line of lines) {
    const words = argumentsOf(line, text);
    const [head = ''] = words;
    if (head.startsWith('</')) sections.pop();
    else if (head.startsWith('<')) sections.push(words.join(' '));
    const passing = passingOf(words, sections);
    if (passing?.isKept) kept.push(passing.regex);
    else if (passing) found.push(handed(passing, line, kept));
  }
  return found;
}

function handed({ written, regex, isSure }: Passing, { start, number }: RuleLine, kept: readonly string[]): HandedOn {
  const isEverything = isSure && kept.length === 0 && compileRegex(regex)?.test('/zz-sample/a') === true;
  const others = kept.map((each) => [{ kind: 'text', of: 'path', regex: each, isWanted: false }] as const);
  const all = isSure ? others : [...others, [{ kind: 'unknown' }] as const];
  return { start, line: number, written, isEverything, earlier: { kind: 'earlier', regex, all, ends: true } };
}

/** `undefined` for what hands nothing on. */
function passingOf(words: readonly string[], sections: readonly string[]): Passing | undefined {
  const directive = /^ProxyPass(Match)?$/i.exec(words[0] ?? '');
  if (!directive) return undefined;
  const own = sections.filter((section) => !isAlwaysOn(section) && !isForAll.test(section));
  const [around = '', ...others] = own;
  // There the section says of which addresses.
  const place = /^<Location(Match)? (~ )?"?([^">]+)"?>$/i.exec(around) ?? undefined;
  const [from = '', to = ''] = place === undefined ? words.slice(1) : [place[3], words[1]];
  const isRegex = place === undefined ? directive[1] !== undefined : (place[1] ?? place[2]) !== undefined;
  const regex = isRegex ? from : prefixRegex(from);
  const isSure = others.length === 0 && (own.length === 0 || place !== undefined) && compileRegex(regex) !== undefined;
  const written = `${words[0]} ${place === undefined ? from : `in ${around}`}`;
  return { written, regex: isSure || compileRegex(regex) ? regex : '', isKept: to === '!' && isSure, isSure };
}

/** The server, and what is there wherever `ProxyPass` is understood. */
const isForAll = /^<(?:VirtualHost\b|IfModule\s+"?(?:mod_)?(?:proxy|ssl)(?:_\w+?)?(?:\.c|_module)?"?>?$)/i;

/** `/api` is `/api` and all below it; `/api/` is only what is below it. */
function prefixRegex(path: string): string {
  const bare = path.replace(/(?<!\/)\/+$/, '');
  return `^${escapeRegex(bare)}${bare === path ? '(?:/|$)' : '/'}`;
}

/** `RewriteRule ^ http://127.0.0.1:8080%{REQUEST_URI} [P]`, asked under no condition. */
export function rewritesAll([directive = '', pattern = '', , flags = '']: readonly string[]): boolean {
  const isProxy = /[[,]\s*(?:P|proxy)\s*[\],]/i.test(flags);
  return /^RewriteRule$/i.test(directive) && isProxy && matchesAll(pattern);
}

/** Whether an expression matches whatever is asked for. */
export function matchesAll(pattern: string): boolean {
  return ['/zz-sample/a', '/'].every((path) => compileRegex(pattern)?.test(path));
}
