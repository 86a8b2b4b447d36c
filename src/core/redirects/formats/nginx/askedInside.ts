/**
 * Addresses that nginx asks itself for in place of the one that was asked for: the page of an error, the last word of
 * `try_files`, what a `rewrite` leads to. Its rules are gone through again for them, so that a redirect there would
 * answer every address that leads there.
 * https://nginx.org/en/docs/http/ngx_http_core_module.html#error_page
 */
import type { Redirect } from '../../format.ts';
import { type NginxDirective, nginxBlocks } from './blocks.ts';
import { withoutComments } from './directives.ts';

/** The directive that makes nginx ask for the source of a redirect, or for something below it. */
export function askedByNginx(text: string, { from, below }: Redirect): { readonly start: number } | undefined {
  const folder = `${from.replace(/\/$/, '')}/`;
  return everyDirective(nginxBlocks(withoutComments(text))).find((directive) => {
    const path = pathAskedFor(directive)?.replace(/\?.*$/s, '');
    return path !== undefined && (path === from || (below === true && path.startsWith(folder)));
  });
}

function everyDirective(list: readonly NginxDirective[]): readonly NginxDirective[] {
  return list.flatMap((directive) => [directive, ...everyDirective(directive.block ?? [])]);
}

function pathAskedFor({ words: [name, ...words] }: NginxDirective): string | undefined {
  const path = name === 'rewrite' ? words[1] : words.at(-1);
  if (name === 'rewrite' && /^(?:permanent|redirect)$/.test(words[2] ?? '')) return undefined;
  const asks = ['error_page', 'try_files', 'rewrite', 'index', 'auth_request', 'mirror'].includes(name ?? '');
  return asks && path?.startsWith('/') && !path.includes('$') ? path : undefined;
}
