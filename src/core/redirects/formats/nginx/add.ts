/** Writes redirects into a configuration of nginx, or into the file of a map. */
import { builtUrl, type RepoPath } from '../../../paths.ts';
import type { TextEdit } from '../../../text/edits.ts';
import { lineIndex } from '../../../text/lineIndex.ts';
import { append } from '../../../text/longLists.ts';
import { insertLines, removeStatement } from '../../../text/redirectLines.ts';
import type { Redirect, RedirectContext, RedirectRule, Refusal } from '../../format.ts';
import { afterRewrite } from '../../hosts/nginx.ts';
import { encodedTarget } from '../../target.ts';
import { customOf, hasDividers } from '../../writing/customaryPlace.ts';
import { firstShadowing, hasSamePermanence, isPermanent, sameSource } from '../../writing/placement.ts';
import type { SiteBlock } from '../../writing/siteBlocks.ts';
import { askedByNginx } from './askedInside.ts';
import { isMap } from './directives.ts';
import {
  answeringIf,
  catchAllStatement,
  exactLocation,
  innerRewrite,
  type NginxPlace,
  placeInServer,
} from './place.ts';

/** A file as it is, with the rules that answer everybody and the servers of the site; a map has no servers. */
export interface NginxText {
  readonly text: string;
  readonly file: RepoPath;
  readonly rules: readonly RedirectRule[];
  readonly servers: readonly SiteBlock[];
  readonly context: RedirectContext;
}

/** What a redirect comes to: edits of what is there, or a line that is put with the other new ones. */
type Addition = readonly TextEdit[] | { readonly line: string };

export function addToNginx(redirects: readonly Redirect[], target: NginxText): readonly TextEdit[] | Refusal {
  const { text, rules, servers } = target;
  const server = ownServer(rules, servers);
  // A key with a query is another address than that without.
  const plain = rules.filter((rule) => !(isEntry(rule) && rule.source.kind === 'exact' && rule.from.includes('?')));
  const lines: string[] = [];
  const edits: TextEdit[] = [];
  for (const redirect of redirects) {
    const added = additionOf(redirect, { ...target, rules: plain }, server);
    if ('refused' in added) return added;
    if ('line' in added) lines.push(added.line);
    else append(edits, added);
  }
  const present = new Set(text.split('\n').map((line) => line.trim()));
  const fresh = lines.filter((line) => !present.has(line.trim()));
  if (fresh.length === 0) return edits;
  if (isMap(text)) return [...edits, ...intoMapFile(fresh, rules, text)];
  const place = placeFor(target, server);
  if ('refused' in place) return place;
  const { at, indent, isInline } = place;
  if (isInline) return [...edits, { start: at, end: at, text: fresh.map((line) => ` ${line}`).join('') }];
  const written = fresh.map((line) => indent + line);
  return [...edits, ...insertLines(text, at, written)];
}

function additionOf(redirect: Redirect, target: NginxText, server: SiteBlock | undefined): Addition | Refusal {
  const { text, file, rules } = target;
  const map = isMap(text);
  if (redirect.below && map) return { refused: `${file} can only map single addresses.` };
  const to = encodedTarget(redirect.to);
  const refused = unwritable(redirect, to) ?? shownForOthers(redirect, target);
  if (refused) return refused;
  const same = redirect.below ? undefined : sameSource(rules, { kind: 'exact', path: redirect.from });
  const early = map ? undefined : firstEarly(target, server, redirect);
  if (early && redirect.status !== 410) return aboveEarly(redirect, to, early, same, target);
  if (same) return changed(same, redirect, to, target);
  const taken = server && !redirect.below ? exactLocation(text, server, redirect.from) : undefined;
  if (taken) {
    const line = lineIndex(text)(taken.start);
    return { refused: `Line ${line} of ${file} answers that address; change it there.` };
  }
  return map ? mapLine(redirect, to, target) : directive(redirect, to, target);
}

/** nginx ends words and statements at signs that no quotes take from it. */
function unwritable({ from, to }: Redirect, written: string): Refusal | undefined {
  if (/[\t\r\n;{}"\\$]| #/.test(from)) return { refused: `${from} has characters that nginx reads differently.` };
  return /[;{}"'\\$]/.test(written) ? { refused: `${to} has characters that nginx reads differently.` } : undefined;
}

/** What nginx shows in place of other pages stays a page. */
function shownForOthers(redirect: Redirect, { text, file }: NginxText): Refusal | undefined {
  const directive = isMap(text) ? undefined : askedByNginx(text, redirect);
  if (!directive) return undefined;
  const line = lineIndex(text)(directive.start);
  return {
    refused: `Line ${line} of ${file} serves ${redirect.from} in place of other pages; a redirect from there would redirect those as well.`,
  };
}

/** A rewrite above what takes the address now, or in the place of the rewrite that does. */
function aboveEarly(
  redirect: Redirect,
  to: string,
  { statement, rule }: Early,
  same: RedirectRule | undefined,
  { text, file }: NginxText,
): readonly TextEdit[] | Refusal {
  const isSame = rule !== undefined && rule.from === `rewrite ${patternOf(redirect)}`;
  const answers = rule?.to === targetOf(redirect, to) && hasSamePermanence(rule.status, redirect.status);
  if (answers && (isSame || !redirect.below)) return [];
  // What `rewrite` would send raw is no address that every program takes.
  if (afterRewrite(to) !== to) return { refused: `A rewrite of nginx decodes ${to}; write it by hand.` };
  const line = rewriteLine(redirect, to);
  if (isSame) return [{ start: rule.start, end: rule.end, text: line }];
  const start = text.lastIndexOf('\n', statement.start - 1) + 1;
  const indent = text.slice(start, statement.start);
  if (indent.trim() !== '') return { refused: `${file} has several directives in one line; add it by hand.` };
  const gone = same && isWhole(same) ? [removeStatement(text, same.start, same.end)] : [];
  return [...insertLines(text, start, [indent + line]), ...gone];
}

/** The rule for this very address, as it is to be. */
function changed(
  same: RedirectRule,
  redirect: Redirect,
  to: string,
  { text, file }: NginxText,
): readonly TextEdit[] | Refusal {
  const isAsked = hasSamePermanence(same.status, redirect.status);
  if (same.to === to && isAsked) return [];
  const refused = { refused: `${redirect.from} is answered in line ${same.line} of ${file}; change it there.` };
  const map = isMap(text);
  if (!map && !isEntry(same)) {
    if (!isWhole(same)) return refused;
    return [{ start: same.start, end: same.end, text: block(redirect.from, to, redirect.status) }];
  }
  const target = same.start + text.slice(same.start, same.end).lastIndexOf(same.to);
  if (target < same.start || (!map && !isAsked)) return refused;
  return [{ start: target, end: target + same.to.length, text: to }];
}

/** A line of a file that is a map. */
function mapLine({ from }: Redirect, to: string, { text, file, rules }: NginxText): Addition | Refusal {
  if (/%/.test(from)) {
    return { refused: `${file} does not show whether ${from} is compared percent-encoded; write it by hand.` };
  }
  return { line: `${indentOf(text, rules)}${word(from)} ${to};` };
}

/** An entry of the map that the servers answer with, or a statement of the server. */
function directive(redirect: Redirect, to: string, { text, rules }: NginxText): Addition {
  const { from, below, status } = redirect;
  const entry = below ? undefined : entryAbove(rules, text, redirect);
  if (entry && /^[ \t]*[^\s#]/.test(text.slice(entry.end))) {
    // A map on one line.
    return [{ start: entry.end, end: entry.end, text: ` ${word(from)} ${to};` }];
  }
  if (entry) {
    const line = `${indentBefore(text, entry.start)}${word(from)} ${to};`;
    return insertLines(text, behindRules(text, [entry]), [line]);
  }
  if (status === 410) return { line: `location = ${word(from)} { return 410; }` };
  return { line: below ? rewriteLine(redirect, to) : block(from, to, status) };
}

/** The server the site is answered by, where that is certain: the one with the plain redirects, or the only one. */
function ownServer(rules: readonly RedirectRule[], servers: readonly SiteBlock[]): SiteBlock | undefined {
  const exact = rules.findLast(({ from, source }) => from.startsWith('= ') && source.kind === 'exact');
  const holding = servers.find(({ start, end }) => exact && start <= exact.start && exact.end <= end);
  return holding ?? (servers.length === 1 ? servers[0] : undefined);
}

interface Early {
  readonly statement: { readonly start: number };
  /** The rule it is, when it redirects. */
  readonly rule: RedirectRule | undefined;
}

/** What takes an address before a location is chosen; what is to answer it has to stand above. */
function firstEarly(
  { text, rules, context }: NginxText,
  server: SiteBlock | undefined,
  { from, below }: Redirect,
): Early | undefined {
  const path = builtUrl(below ? `${from.replace(/\/$/, '')}/a-page` : from);
  const rule = firstShadowing(rules.filter(isRewrite), { kind: 'exact', path });
  const [inner] = [server && innerRewrite(text, server, path), server && answeringIf(text, server, path, context)]
    .filter((statement) => statement !== undefined)
    .sort((a, b) => a.start - b.start);
  if (rule && (!inner || rule.start <= inner.start)) return { statement: rule, rule };
  return inner && { statement: inner, rule: undefined };
}

/** Rewrites of the server run before a location is chosen, in their order. */
function rewriteLine(redirect: Redirect, to: string): string {
  return `rewrite ${word(patternOf(redirect))} ${targetOf(redirect, to)} ${isPermanent(redirect.status) ? 'permanent' : 'redirect'};`;
}

function targetOf({ below, rest }: Redirect, to: string): string {
  const tail = { both: '$1', target: '/$1/', none: '/$1' }[rest?.slash ?? 'both'];
  return below ? `${to.replace(/\/$/, '')}${tail}${rest?.dropsQuery ? '?' : ''}` : to;
}

function patternOf({ from, below, rest }: Redirect): string {
  if (!below) return `^${escaped(from)}$`;
  // `both` is what the rest of an address has anyhow.
  return `^${escaped(from.replace(/\/$/, ''))}${(rest?.slash ?? 'both') === 'both' ? '(/.*)?' : '/(.*[^/])/?'}$`;
}

function placeFor({ text, file, rules, servers }: NginxText, server: SiteBlock | undefined): NginxPlace | Refusal {
  if (!server) {
    // A file included in a server has no block of its own.
    if (servers.length === 0 && rules.length > 0) return { at: text.length, indent: '', isInline: false };
    return { refused: `${file} has no server block where a redirect would be safe.` };
  }
  const line = lineIndex(text);
  const all = catchAllStatement(text, server);
  if (all) return { refused: `Line ${line(all.start)} of ${file} answers every address of the server already.` };
  return placeInServer(text, server);
}

function isRewrite({ from }: RedirectRule): boolean {
  return from.startsWith('rewrite ');
}

/** A location of just one address that does nothing but redirect: its rule is the whole block. */
function isWhole({ from }: RedirectRule): boolean {
  return from.startsWith('= ') && !/ (?:rewrite .*|if return)$/s.test(from);
}

function isEntry({ from }: RedirectRule): boolean {
  return from.startsWith('map ');
}

/** The entry behind which a new one goes in the map that is nearest to the end; `undefined` without one. */
function entryAbove(
  rules: readonly RedirectRule[],
  text: string,
  { status, from }: Redirect,
): RedirectRule | undefined {
  if (status === 410) return undefined;
  const entries = rules.filter(
    (rule) =>
      isEntry(rule) &&
      rule.source.kind === 'exact' &&
      hasSamePermanence(rule.status, status) &&
      text.slice(rule.start, rule.end).includes(rule.to),
  );
  const isApart = (rule: RedirectRule, i: number) =>
    /[{}]/.test(text.slice(rule.end, entries[i + 1]?.start ?? rule.end));
  const own = entries.slice(entries.findLastIndex(isApart) + 1);
  return own[placeAmong(from, own, text) - 1] ?? own.at(-1);
}

/** How many entries of a map stand in front of a new one. */
function placeAmong(from: string, entries: readonly RedirectRule[], text: string): number {
  const keys = entries.map((entry) => entry.from.replace(/^map /, ''));
  const span = text.slice(entries[0]?.start ?? 0, entries.at(-1)?.end ?? 0);
  return customOf(keys, hasDividers(span)).indexOf(from) ?? entries.length;
}

/** Lines of a file that is a map, each where people would put it; in front of the first one they stand in its line. */
function intoMapFile(lines: readonly string[], rules: readonly RedirectRule[], text: string): readonly TextEdit[] {
  const places = new Map<number, string[]>();
  for (const line of lines) {
    const [key = ''] = line.trim().split(/\s/);
    const index = placeAmong(key, rules, text);
    const first = rules[0];
    const at =
      index === 0 && first ? text.lastIndexOf('\n', first.start) + 1 : behindRules(text, rules.slice(0, index));
    places.set(at, [...(places.get(at) ?? []), line]);
  }
  return [...places].flatMap(([at, added]) => insertLines(text, at, added));
}

function escaped(path: string): string {
  return path.replace(/[\\^$.*+?()[\]|]/g, '\\$&');
}

/** nginx ends a word at a blank, and reads quotes. */
function word(text: string): string {
  return /[ ']/.test(text) ? `"${text}"` : text;
}

function block(from: string, to: string, status: number): string {
  return `location = ${word(from)} { return ${status} ${to}; }`;
}

function indentOf(text: string, rules: readonly RedirectRule[]): string {
  const last = rules.at(-1);
  return last ? indentBefore(text, last.start) : '';
}

function indentBefore(text: string, offset: number): string {
  return /[ \t]*$/.exec(text.slice(0, offset))?.[0] ?? '';
}

function behindRules(text: string, rules: readonly RedirectRule[]): number {
  const last = rules.at(-1);
  const feed = last ? text.indexOf('\n', last.end) : -1;
  return feed < 0 ? text.length : feed + 1;
}
