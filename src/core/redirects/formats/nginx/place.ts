/** Where in an nginx configuration a redirect answers: straight in the server of the site, before what takes it away. */

import { compileRegex } from '../../../text/linearRegex.ts';
import type { RedirectContext } from '../../format.ts';
import { sentPath } from '../../host.ts';
import { met } from '../../requirement.ts';
import type { SiteBlock } from '../../writing/siteBlocks.ts';
import { nginxCondition } from './conditions.ts';
import { withoutComments } from './directives.ts';

/** A directive with its `;`, or a block with its braces. */
export interface NginxStatement {
  readonly start: number;
  readonly end: number;
  /** Its words in front of the `;` or the brace. */
  readonly head: string;
  /** What stands between the braces of a block. */
  readonly body: readonly [number, number] | undefined;
}

/** A place for lines of their own, or for text within a line. */
export interface NginxPlace {
  readonly at: number;
  readonly indent: string;
  readonly isInline: boolean;
}

/** The statements that stand straight in a part of a text, not in a block of it. */
function statementsIn(text: string, from: number, to: number): readonly NginxStatement[] {
  const plain = withoutComments(text).replace(
    /\$\{\w+\}|\{\d+(?:,\d*)?\}|\\.|(?<=\s)(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g,
    (word) => word.replace(/[^\r\n]/g, 'x'),
  );
  const found: NginxStatement[] = [];
  let start: number | undefined;
  let opened = 0;
  let depth = 0;
  for (let at = from; at < to; at++) {
    const sign = plain[at] ?? '';
    if (start === undefined && !/[\s;{}\uFEFF]/.test(sign)) start = at;
    if (sign === '{' && depth++ === 0) opened = at;
    const closes = sign === '}' && --depth === 0;
    if (start === undefined || !(closes || (sign === ';' && depth === 0))) continue;
    const head = text.slice(start, closes ? opened : at).trim();
    found.push({ start, end: at + 1, head, body: closes ? [opened + 1, at] : undefined });
    start = undefined;
  }
  return found;
}

/** The statements of a server block. */
function serverStatements(text: string, { start, end }: SiteBlock): readonly NginxStatement[] {
  return statementsIn(text, text.indexOf('{', start) + 1, end - 1);
}

/** Behind the last plain redirect, else behind what names the server, else first in it. */
export function placeInServer(text: string, server: SiteBlock): NginxPlace {
  const statements = serverStatements(text, server);
  const anchor =
    statements.findLast(({ head, body }) => body && /^location\s+=/.test(head) && isRedirect(text, body)) ??
    statements.findLast(({ head, body }) => !body && /^(?:server_name|listen|root|index|charset)\b/.test(head));
  if (anchor) return { ...behind(text, anchor.end), indent: indentOf(text, anchor.start) ?? '' };
  const brace = text.indexOf('{', server.start) + 1;
  const [first] = statements;
  const indent = (first && indentOf(text, first.start)) ?? `${indentOf(text, server.start) ?? ''}    `;
  return { ...behind(text, brace), indent };
}

function isRedirect(text: string, [start, end]: readonly [number, number]): boolean {
  return /^\s*return\s/.test(withoutComments(text.slice(start, end)));
}

/** The next line, where nothing but a comment follows on this one. */
function behind(text: string, offset: number): Omit<NginxPlace, 'indent'> {
  const [rest = ''] = /^[^\n]*/.exec(text.slice(offset)) ?? [];
  if (!/^[ \t]*(?:#.*)?\r?$/.test(rest)) return { at: offset, isInline: true };
  return { at: Math.min(text.length, offset + rest.length + 1), isInline: false };
}

/** The white space in front, when nothing else stands there on the line. */
function indentOf(text: string, offset: number): string | undefined {
  return /(?:^|\n)\uFEFF?([ \t]*)$/.exec(text.slice(0, offset))?.[1];
}

/** What answers every request of a server before a location is chosen. */
export function catchAllStatement(text: string, server: SiteBlock): NginxStatement | undefined {
  return serverStatements(text, server).find(({ head, body }) => !body && /^return\b/.test(head));
}

/** A location of exactly this address that does something else than redirect. */
export function exactLocation(text: string, server: SiteBlock, path: string): NginxStatement | undefined {
  return serverStatements(text, server).find(({ head, body }) => {
    const own = /^location\s+=\s*(?:"([^"]*)"|'([^']*)'|(\S+))$/.exec(head);
    return body !== undefined && (own?.[1] ?? own?.[2] ?? own?.[3]) === path;
  });
}

/**
 * The first statement of a server that gives a request another address inside the server, so that no location of the
 * one it was sent to answers: `rewrite … last`, also where an `if` stands around it.
 * https://nginx.org/en/docs/http/ngx_http_rewrite_module.html
 */
export function innerRewrite(text: string, server: SiteBlock, path: string): NginxStatement | undefined {
  return serverStatements(text, server).find(({ head, body }) => {
    const inside = body && /^if\b/.test(head) ? statementsIn(text, ...body).map((inner) => inner.head) : [head];
    return inside.some((words) => {
      const rewrite = /^rewrite\s+("[^"]*"|'[^']*'|\S+)\s+(\S+)(?:\s+(?:last|break))?$/.exec(words);
      if (!rewrite || /^(?:https?:\/\/|\$scheme)/.test(rewrite[2] ?? '')) return false;
      return compileRegex((rewrite[1] ?? '').replace(/^["']|["']$/g, ''))?.test(path) ?? true;
    });
  });
}

/**
 * The first `if` of a server that answers an address itself, as one that sends all others to https does, or that puts a
 * slash at the end: no location is chosen behind it.
 */
export function answeringIf(
  text: string,
  server: SiteBlock,
  path: string,
  context: RedirectContext,
): NginxStatement | undefined {
  return serverStatements(text, server).find(({ head, body }) => {
    const [, condition] = /^if\s*(\(.*)$/s.exec(head) ?? [];
    if (!body || condition === undefined) return false;
    const answers = statementsIn(text, ...body).some(
      (inner) => /^return\b/.test(inner.head) || leadsOn(inner.head, path),
    );
    const asked = answers && met([nginxCondition([condition], context)], { path: sentPath(path), query: '' }, context);
    return asked !== false && asked !== undefined;
  });
}

/** A rewrite that sends whoever asks for the address to another. */
function leadsOn(head: string, path: string): boolean {
  const [, pattern = '', to = '', flag] = /^rewrite\s+("[^"]*"|'[^']*'|\S+)\s+(\S+)(?:\s+(\w+))?$/.exec(head) ?? [];
  if (!/^(?:permanent|redirect)$/.test(flag ?? '') && !/^["']?(?:https?:\/\/|\$scheme)/.test(to)) return false;
  return compileRegex(pattern.replace(/^["']|["']$/g, ''))?.test(path) ?? true;
}
