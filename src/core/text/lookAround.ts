/**
 * Look-around for an engine that has none. A look-ahead whose place is fixed, such as `^/docs/(?!api/)(.*)`, says the
 * same as two expressions: one without it, and one up to it with what it looks for.
 */
import { groupsOpenAtOnePlace } from './fixedPlace.ts';

/** An expression that begins with a look-ahead, in two parts. */
export interface SplitLookAhead {
  /** The expression without the look-ahead; its groups keep their numbers. */
  readonly rest: string;
  /** What has to be at the beginning of the text as well, or must not be. */
  readonly head: string;
  readonly isWanted: boolean;
}

/** Takes out the first look-ahead; `undefined` when there is none, or its place depends on what was matched before. */
export function splitLookAhead(source: string): SplitLookAhead | undefined {
  const start = source.search(/(?<!\\)(?:\\\\)*\(\?[!=]/);
  const at = start < 0 ? -1 : source.indexOf('(?', start);
  const lead = /^(?:\(\?[a-zA-Z]+\))?\^/.exec(source)?.[0];
  const end = at < 0 ? undefined : closing(source, at);
  if (lead === undefined || end === undefined) return undefined;
  const open = groupsOpenAtOnePlace(source.slice(lead.length, at));
  if (open === undefined || !isOnce(source, at, open)) return undefined;
  const body = source.slice(at + 3, end);
  return {
    rest: source.slice(0, at) + emptyGroups(body) + source.slice(end + 1),
    head: `${source.slice(0, at)}(?:${body})${')'.repeat(open)}`,
    isWanted: source[at + 2] === '=',
  };
}

/** An expression that matches all that this one does, and perhaps more: without look-around and back references. */
export function loosened(source: string): string {
  let text = source;
  for (let at = nextLookAround(text); at >= 0; at = nextLookAround(text)) {
    const end = closing(text, at);
    if (end === undefined) return '';
    text = text.slice(0, at) + emptyGroups(text.slice(at, end)) + text.slice(end + 1);
  }
  return text.replace(/\\(.)/gs, (whole, sign: string) => (/[1-9]/.test(sign) ? '.*' : whole)).replace(/\(\?>/g, '(?:');
}

function nextLookAround(text: string): number {
  const found = /(?<!\\)(?:\\\\)*\(\?<?[!=]/.exec(text);
  return found ? text.indexOf('(?', found.index) : -1;
}

/** The parenthesis that closes the group which opens at an offset. */
function closing(source: string, at: number): number | undefined {
  let depth = 0;
  for (const { 0: sign, index } of source.slice(at).matchAll(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]/gs)) {
    if (sign === '(') depth++;
    else if (sign === ')' && --depth === 0) return at + index;
  }
  return undefined;
}

/** Whether what stands around the look-ahead is matched once, whatever else the text may be. */
function isOnce(source: string, at: number, open: number): boolean {
  let depth = open;
  const signs = source.slice(at).matchAll(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]/gs);
  let inner = 0;
  for (const { 0: sign, index } of signs) {
    if (sign === '(') inner++;
    else if (sign === '|' && inner === 0) return false;
    else if (sign === ')' && inner > 0) inner--;
    else if (sign === ')') {
      depth--;
      if (/[*+?{]/.test(source[at + index + 1] ?? '')) return false;
    }
    if (depth < 0) return false;
  }
  return true;
}

/** As many groups as a text has, with nothing in them. */
function emptyGroups(text: string): string {
  const groups = text
    .replace(/\\./gs, '')
    .replace(/\[\^?\]?[^\]]*\]/g, '')
    .match(/\((?!\?)|\(\?P?<\w+>/g);
  return '()'.repeat(groups?.length ?? 0);
}
