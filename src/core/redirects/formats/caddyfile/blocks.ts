/**
 * Redirects in `handle`, `handle_path` and `route`: which requests such a block is for. Of the `handle` blocks of a site
 * the first that matches is taken, the longest path first; they come behind every `redir` of the site itself, and `route`
 * behind them. In `route` lines count as they are written.
 * https://caddyserver.com/docs/caddyfile/directives/handle
 */
import { decodePath } from '../../../paths.ts';
import type { RuleLine } from '../../../text/redirectLines.ts';
import { visitorCondition } from '../../condition.ts';
import { reachOf } from '../../reach.ts';
import type { Requirement, Requirements } from '../../requirement.ts';
import type { RuleMeaning } from '../../rule.ts';
import { type CaddyMatcher, negated, pathMatcher, pathRequirement } from './matchers.ts';

/** A block that stands directly in a site. */
interface Block {
  readonly kind: string;
  /** `undefined`: every address; `?`: what is more than a path. */
  readonly path: string | undefined;
  /** Of what is more than a path, what the matcher asks; `undefined` where that is not decided. */
  readonly asks?: Requirements | undefined;
  readonly first: number;
  readonly last: number;
}

/** What a `redir` of a line in a block says; `undefined` where that is not decided. */
export type InBlock = (meaning: RuleMeaning, line: number) => RuleMeaning | undefined;

/** `depths`: how many blocks each line lies in. */
export function redirectsInBlocks(
  lines: readonly RuleLine[],
  depths: ReadonlyMap<number, number>,
  matchers: ReadonlyMap<string, CaddyMatcher>,
): InBlock {
  const sites = sitesOf(lines, depths, matchers);
  return (meaning, line) => {
    const site = sites.find(({ first, last }) => first < line && line < last);
    const block = site?.blocks.find(({ first, last }) => first < line && line < last);
    if (!site || !block || depths.get(line) !== 2 || site.isChanged) return undefined;
    if (block.kind === 'handle') return inHandle(meaning, block, site.blocks);
    if (block.kind === 'handle_path') return inHandlePath(meaning, block, site.blocks);
    const before = lines.filter(({ number }) => block.first < number && number < line);
    const isPlain = before.every(({ words }) => words.length === 0 || isAnswer(words.map(({ text }) => text)));
    const isOnly = site.blocks.filter(({ kind }) => kind === 'route').length === 1;
    return block.kind === 'route' && isPlain && isOnly ? inRoute(meaning, block, site.blocks, line) : undefined;
  };
}

/** What is read as a rule itself, so that it may stand above one. */
function isAnswer([name, ...words]: readonly string[]): boolean {
  return (
    name === 'redir' ||
    ((name === 'respond' || name === 'error') && words.some((word) => /^4\d\d$/.test(word)) && words.at(-1) !== '{')
  );
}

interface Site {
  readonly first: number;
  readonly last: number;
  readonly blocks: readonly Block[];
  /** The address is changed, or the request is let in or not, before its blocks are asked. */
  readonly isChanged: boolean;
}

function sitesOf(
  lines: readonly RuleLine[],
  depths: ReadonlyMap<number, number>,
  matchers: ReadonlyMap<string, CaddyMatcher>,
): readonly Site[] {
  const spans = (depth: number, within: readonly RuleLine[]) =>
    within.flatMap((head, i) => {
      if (depths.get(head.number) !== depth || head.words.at(-1)?.text !== '{') return [];
      const end = within
        .slice(i + 1)
        .find(({ number, words }) => depths.get(number) === depth && words[0]?.text === '}');
      return [{ head, first: head.number, last: end?.number ?? Number.POSITIVE_INFINITY }];
    });
  return spans(0, lines).flatMap(({ head, first, last }) => {
    // A snippet is for whoever imports it.
    if (/^&?\(/.test(head.words[0]?.text ?? '')) return [];
    const inside = lines.filter(({ number }) => first < number && number < last);
    const own = inside.filter(({ number }) => depths.get(number) === 1);
    const isChanged = own.some(({ words }) => changing.test(words[0]?.text ?? ''));
    const blocks = spans(1, inside).map((span) => blockOf(span, matchers));
    return [{ first, last, blocks, isChanged }];
  });
}

/** Directives that stand before `handle` in Caddy's order and change the address, or what may be in another file. */
const changing = /^(?:import|map|method|rewrite|uri|try_files|basic_?auth|forward_auth|request_header|order|invoke)$/;

function blockOf(
  { head, first, last }: { readonly head: RuleLine; readonly first: number; readonly last: number },
  matchers: ReadonlyMap<string, CaddyMatcher>,
): Block {
  const [kind = '', ...rest] = head.words.slice(0, -1).map(({ text }) => text);
  const [path] = rest;
  const isPlain = rest.length === 1 && path !== undefined && /^\/[\w./~-]*\*?$/.test(path) && !path.includes('//');
  const isAll = rest.length === 0 || (rest.length === 1 && path === '*');
  const named = rest.length === 1 ? matchers.get(path ?? '') : undefined;
  return { kind, path: isPlain ? path : isAll ? undefined : '?', asks: named && askedBy(named), first, last };
}

function askedBy({ source, requires }: CaddyMatcher): Requirements | undefined {
  const regex = source.kind === 'unknown' ? undefined : reachOf(source).regex;
  if (source.kind !== 'prefix' && regex === undefined) return undefined;
  const isAll = source.kind === 'prefix' && source.path === '/';
  return isAll ? requires : [[{ kind: 'text', of: 'path', regex: `(?i)${regex}`, isWanted: true }], ...requires];
}

/** That not all of what a block asks is so. */
function isNot({ path, asks = [] }: Block): readonly Requirement[] {
  if (path !== '?') return [negated(pathRequirement([path ?? '/*']))];
  return asks.flatMap((entries) => (entries.length === 1 ? entries.map(negated) : [unknown]));
}

const unknown: Requirement = { kind: 'unknown' };

/** For what a block is, without those that are asked before it; `undefined` where that is not decided. */
function ownRequirements({ path, asks }: Block): Requirements | undefined {
  if (path === '?') return asks;
  return path === undefined ? [] : [[pathRequirement([path])]];
}

function length(path: string): number {
  return path.replace(/\*$/, '').length;
}

/** That none of the others is taken instead. */
function notTaken(block: Block, blocks: readonly Block[]): Requirements | undefined {
  const found: Requirement[][] = [];
  for (const other of blocks) {
    if (other === block || (other.kind !== 'handle' && other.kind !== 'handle_path')) continue;
    if (other.path === '?' && other.asks === undefined) return undefined;
    if (other.path === undefined) {
      // Of two for every address the first is taken.
      if (block.path === undefined) return undefined;
      continue;
    }
    const isPaths = block.path !== '?' && other.path !== '?';
    if (isPaths && block.path !== undefined && length(other.path) < length(block.path)) continue;
    // Releases sort paths that differ in their star alone in different ways; what is more than a path has no length.
    const isTold = block.path === undefined || (isPaths && length(other.path) > length(block.path));
    found.push(isTold ? [...isNot(other)] : [...isNot(other), unknown]);
  }
  return found;
}

function inHandle(meaning: RuleMeaning, block: Block, blocks: readonly Block[]): RuleMeaning | undefined {
  const own = ownRequirements(block);
  const others = notTaken(block, blocks);
  return own && others && demanding(meaning, [...own, ...others], 1);
}

/** The path in front is taken away before the lines of the block are asked. */
function inHandlePath(meaning: RuleMeaning, block: Block, blocks: readonly Block[]): RuleMeaning | undefined {
  const { path } = block;
  const others = notTaken(block, blocks);
  const prefix = path?.replace(/\/?\*$/, '');
  const from = meaning.from.replace(/^(?:respond|error)(?: |$)/, '');
  const isPlain = from === '' || from === '*' || /^\/[^@%?[\\]*$/.test(from);
  if (!others || path === undefined || path === '?' || !isPlain || /\{/.test(meaning.to)) return undefined;
  const isAll = from === '' || from === '*';
  const whole = isAll ? path : `${prefix}${decodePath(from)}`;
  return demanding({ ...meaning, ...pathMatcher(whole) }, [[pathRequirement([path])], ...others], 1);
}

function inRoute(meaning: RuleMeaning, block: Block, blocks: readonly Block[], line: number): RuleMeaning | undefined {
  const own = ownRequirements(block);
  const handles = blocks.filter(({ kind }) => kind === 'handle' || kind === 'handle_path');
  if (!own || handles.some(({ path }) => path === undefined || path === '?')) return undefined;
  // What a handle makes of a request may end it.
  const others = handles.map(({ path = '' }) => [negated(pathRequirement([path])), unknown]);
  return demanding(meaning, [...own, ...others], 2 + line);
}

function demanding(meaning: RuleMeaning, requirements: Requirements, stage: number): RuleMeaning {
  const requires = [...(meaning.requires ?? []), ...requirements];
  if (requires.length === 0) return { ...meaning, stage };
  const conditions = [...(meaning.conditions ?? []), visitorCondition('the blocks of the site')];
  return { ...meaning, requires, conditions, stage };
}
