/**
 * Where requests go that no file answers: the target of `error_page 404` and the last word of `try_files`, which may be
 * another address, a location of the server or a named one.
 * https://nginx.org/en/docs/http/ngx_http_core_module.html#try_files
 */

import { compileRegex } from '../../../text/linearRegex.ts';
import type { RuleCondition } from '../../condition.ts';
import { visitorCondition } from '../../condition.ts';
import type { NginxDirective } from './blocks.ts';

/** What a directive does with a request that no file answers. */
export interface Fallback {
  readonly directive: NginxDirective;
  /** Its name, which the rules behind it begin with. */
  readonly via: 'error_page' | 'try_files';
  readonly to: string;
  readonly status: number;
}

export function fallbackOf(directive: NginxDirective): Fallback | undefined {
  const [via, ...words] = directive.words;
  const to = words.at(-1) ?? '';
  if (via === 'try_files' && words.length > 1) return { directive, via, to, status: 302 };
  if (via !== 'error_page' || !words.includes('404')) return undefined;
  const code = Number(words.find((word) => /^=30[12378]$/.test(word))?.slice(1));
  return { directive, via, to, status: code || 302 };
}

/** The block that a fallback leads to: of a named location, or of one for just that address. */
export function fallbackBlock(
  { to }: Fallback,
  scope: readonly NginxDirective[],
): readonly NginxDirective[] | undefined {
  const path = to.replace(/\?.*$/s, '');
  const isMeant = ({ words: [name, ...words] }: NginxDirective) =>
    name === 'location' && (to.startsWith('@') ? words[0] === to : words.join('') === `=${path}`);
  return everyDirective(scope).find(isMeant)?.block;
}

export function conditionOf({ via }: Fallback): RuleCondition {
  return visitorCondition(`what ${via} finds no file for`);
}

/** The statuses that an `error_page` of the scope takes to something that redirects. */
export function takenStatuses(scope: readonly NginxDirective[]): ReadonlySet<string> {
  const all = everyDirective(scope);
  const redirecting = all.filter((directive) => directive.words[0] === 'location' && isRedirecting(directive));
  const pages = all.filter(({ words: [name] }) => name === 'error_page');
  return new Set(
    pages.flatMap(({ words: [, ...words] }) => {
      const to = words.at(-1) ?? '';
      const isAway = !to.startsWith('/') || redirecting.some((location) => isFor(location, to));
      // What takes a redirect leaves nothing of its target, whatever answers then.
      return words.filter((code) => /^\d+$/.test(code) && (isAway || code.startsWith('3')));
    }),
  );
}

function everyDirective(scope: readonly NginxDirective[]): readonly NginxDirective[] {
  return scope.flatMap((directive) => [directive, ...everyDirective(directive.block ?? [])]);
}

function isRedirecting({ block = [] }: NginxDirective): boolean {
  return block.some(({ words: [name, first = '', , flag] }) =>
    name === 'return' ? /^30|^http/.test(first) : name === 'rewrite' && /^(?:permanent|redirect)$/.test(flag ?? ''),
  );
}

function isFor({ words: [, ...words] }: NginxDirective, address: string): boolean {
  const path = words.at(-1) ?? '';
  return /^~/.test(words[0] ?? '') ? compileRegex(path)?.test(address) !== false : address.startsWith(path);
}
