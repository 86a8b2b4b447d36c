/** Routing rules of an S3 website as XML: `<RoutingRule>` elements of `<RoutingRules>`, in their order. */

import type { RepoPath } from '../../../paths.ts';
import { lineEnding, type TextEdit } from '../../../text/edits.ts';
import { lineIndex } from '../../../text/lineIndex.ts';
import { lineIndent } from '../../../text/lists.ts';
import { append } from '../../../text/longLists.ts';
import { unitOf } from '../../../text/records.ts';
import { insertLines, removeStatement } from '../../../text/redirectLines.ts';
import type { InvalidRule, ParsedRedirects, Redirect, RedirectContext, RedirectRule, Refusal } from '../../format.ts';
import { s3 } from '../../hosts/s3.ts';
import { ruleAt } from '../../rule.ts';
import { hasSamePermanence } from '../../writing/placement.ts';
import { conditionNames, neighbours, redirectNames, routeFor, routeMeaning, type S3Rule } from './route.ts';

interface Element {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

interface XmlRoute {
  readonly start: number;
  readonly end: number;
  readonly elements: ReadonlyMap<string, Element>;
}

export function parseXml(text: string, file: RepoPath): ParsedRedirects {
  const line = lineIndex(text);
  const rules: RedirectRule[] = [];
  const invalid: InvalidRule[] = [];
  for (const { start, end, elements } of routesOf(text)) {
    const meaning = routeMeaning(Object.fromEntries([...elements].map(([name, { value }]) => [name, value])));
    const place = { format: 's3RoutingRules', file, line: line(start) } as const;
    if ('problem' in meaning) invalid.push({ ...place, message: meaning.problem });
    else {
      rules.push(ruleAt({ ...place, host: 's3', start, end, order: rules.length }, meaning));
    }
  }
  return { rules, invalid, host: 's3' };
}

export function addToXml(
  redirects: readonly Redirect[],
  text: string,
  file: RepoPath,
  context: RedirectContext,
): readonly TextEdit[] | Refusal {
  const { rules } = parseXml(text, file);
  const routes = routesOf(text);
  const closing = /([ \t]*)<\/RoutingRules\s*>/.exec(text);
  if (!closing) return { refused: `${file} has no RoutingRules to put one into.` };
  const end = closing.index + (closing[1]?.length ?? 0);
  const edits: TextEdit[] = [];
  const inserts = new Map<number, string[]>();
  const indent = routes[0] ? lineIndent(text, routes[0].start) : (closing[1] ?? '') + unitOf(text);
  let count = routes.length;
  for (const redirect of redirects) {
    const route = routeFor(redirect, context);
    if ('refused' in route) return route;
    const { same, shadowing, isDead } = neighbours(rules, route);
    const old = routes.find(({ start }) => start === same?.start);
    if (same && old && !isDead) {
      append(edits, changed(old, same, redirect, route) ?? [rewritten(old, route, text)]);
      continue;
    }
    // A rule that something above answers for is taken to where it is read.
    if (same) edits.push(removeStatement(text, same.start, same.end));
    else count++;
    const at = ownLine(text, shadowing?.start ?? end);
    const block = printed(route, indent, unitOf(text)).join(lineEnding(text));
    const others = inserts.get(at) ?? [];
    if (!others.includes(block)) inserts.set(at, [...others, block]);
  }
  if (count > s3.limits.rules)
    return { refused: `S3 accepts ${s3.limits.rules} routing rules, and ${file} has that many already.` };
  for (const [at, blocks] of inserts) append(edits, inserted(text, at, blocks));
  return edits;
}

export function removeFromXml(rule: RedirectRule, text: string): readonly TextEdit[] {
  return [removeStatement(text, rule.start, rule.end)];
}

/** Comments are no rules; their places are kept. */
function routesOf(text: string): readonly XmlRoute[] {
  let plain = text;
  for (const [start, end] of spansOf(text, '<!--', '-->')) {
    plain = plain.slice(0, start) + plain.slice(start, end).replace(/[^\r\n]/g, ' ') + plain.slice(end);
  }
  return spansOf(plain, '<RoutingRule>', '</RoutingRule>').map(([start, end]) => {
    const inner = plain.slice(start, end);
    const elements = new Map<string, Element>();
    for (const name of [...conditionNames, ...redirectNames]) {
      const element = new RegExp(`<${name}\\s*>([^<]*)</${name}\\s*>`).exec(inner);
      if (!element) continue;
      const at = start + element.index + element[0].indexOf('>') + 1;
      const written = element[1] ?? '';
      elements.set(name, { value: unescaped(written.trim()), start: at, end: at + written.length });
    }
    return { start, end, elements };
  });
}

/** From each opening to the next closing, both included; what is never closed is none. */
function spansOf(text: string, open: string, close: string): readonly (readonly [number, number])[] {
  const spans: [number, number][] = [];
  for (let start = text.indexOf(open); start >= 0; ) {
    const end = text.indexOf(close, start + open.length);
    if (end < 0) break;
    spans.push([start, end + close.length]);
    start = text.indexOf(open, end + close.length);
  }
  return spans;
}

/** `undefined` when another element would have to come or go. */
function changed(
  { elements }: XmlRoute,
  same: RedirectRule,
  redirect: Redirect,
  route: S3Rule,
): readonly TextEdit[] | undefined {
  const meaning = routeMeaning(route);
  const isSameStatus = hasSamePermanence(same.status, redirect.status);
  if (!('problem' in meaning) && meaning.to === same.to && isSameStatus) return [];
  const names = redirectNames.filter((name) => name !== 'HttpRedirectCode' || !isSameStatus);
  if (names.some((name) => elements.has(name) !== (route[name] !== undefined))) return undefined;
  return names.flatMap((name): TextEdit[] => {
    const old = elements.get(name);
    const value = route[name];
    if (!old || value === undefined || old.value === value) return [];
    return [{ start: old.start, end: old.end, text: escaped(value) }];
  });
}

function rewritten({ start, end }: XmlRoute, route: S3Rule, text: string): TextEdit {
  const lines = printed(route, lineIndent(text, start), unitOf(text));
  return { start, end, text: lines.join(lineEnding(text)).trimStart() };
}

function printed(route: S3Rule, indent: string, unit: string): readonly string[] {
  const elements = (names: readonly (keyof S3Rule)[]) =>
    names.flatMap((name) => {
      const value = route[name];
      return value === undefined ? [] : [`${indent}${unit}${unit}<${name}>${escaped(value)}</${name}>`];
    });
  return [
    `${indent}<RoutingRule>`,
    `${indent}${unit}<Condition>`,
    ...elements(conditionNames),
    `${indent}${unit}</Condition>`,
    `${indent}${unit}<Redirect>`,
    ...elements(redirectNames),
    `${indent}${unit}</Redirect>`,
    `${indent}</RoutingRule>`,
  ];
}

/** The start of the line, where nothing else stands on it. */
function ownLine(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t\uFEFF]*$/.test(text.slice(start, offset)) ? start : offset;
}

/** As lines of their own, or within a line as its other rules stand. */
function inserted(text: string, at: number, blocks: readonly string[]): readonly TextEdit[] {
  if (at === 0 || text[at - 1] === '\n') return insertLines(text, at, blocks);
  return [{ start: at, end: at, text: blocks.join('').replace(/\r?\n[ \t]*|^[ \t]+/g, '') }];
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function unescaped(text: string): string {
  const names: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => names[name] ?? whole);
}
