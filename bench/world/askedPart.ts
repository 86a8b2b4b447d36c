/** Of a file with several servers or sites the one that is asked: the one with the most rules. */

import { ruleLines } from './ruleLines.ts';

/** What opens a server of nginx or a site of Caddy. */
const openings: Readonly<Record<string, RegExp>> = {
  nginx: /^[ \t]*server[ \t\r\n]*\{/gm,
  caddy: /^(?![ \t#(@}{])(?:\{[$%][^}\n]*\}|[^\n{])+\{[ \t]*(?:#.*)?$/gm,
};

/** What stands at the top of a file that is included into a site, and names no site. */
const directive =
  /^(?:@|redir|handle|route|header|templates|log|encode|reverse_proxy|php_|file_server|map|respond|rewrite|tls|root|try_files|uri|vars|error|import)/;

/** What sites of Caddy take in by its name. */
const snippet = /^\([^()\s]+\)[ \t]*\{[\s\S]*?^\}/gm;

/** A server or a site: where it begins, where its opening ends, and where the next begins. */
export interface Part {
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** None where the file is the inside of one. */
export function partsOf(engine: string, text: string): readonly Part[] {
  const opening = openings[engine];
  const outside = text.replace(snippet, '');
  const first = outside.split('\n').find((line) => /^\s*[^#\s{(}]/.test(line)) ?? '';
  if (opening === undefined || (engine === 'caddy' && (directive.test(first) || !/\{[ \t]*(?:#.*)?$/.test(first))))
    return [];
  const found = [...text.matchAll(opening)];
  return found.map(({ index, 0: open }, i) => ({
    start: index,
    body: index + open.length,
    end: found[i + 1]?.index ?? text.length,
  }));
}

/** The place among them of the one that is asked. */
export function askedPart(engine: string, text: string, parts: readonly Part[]): number {
  const rules = parts.map(({ start, end }) => ruleLines(engine, text.slice(start, end)).length);
  return Math.max(0, rules.indexOf(Math.max(...rules)));
}

/** The text without the parts that are not asked; its lines keep their numbers. */
export function askedText(engine: string, text: string): string {
  const parts = partsOf(engine, text);
  const asked = askedPart(engine, text, parts);
  const blank = (gone: string) => gone.replace(/[^\n]/g, '');
  return parts.reduceRight(
    (rest, { start, end }, i) =>
      i === asked ? rest : rest.slice(0, start) + blank(rest.slice(start, end)) + rest.slice(end),
    text,
  );
}
