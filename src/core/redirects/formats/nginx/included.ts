/**
 * What an nginx configuration takes from elsewhere: files it includes, and code that answers.
 * https://nginx.org/en/docs/ngx_core_module.html#include
 */
import { filesCalled } from '../../filesCalled.ts';
import type { Hidden, InvalidRule, RedirectContext, SourcePattern } from '../../format.ts';
import { reachOf } from '../../reach.ts';
import type { NginxDirective } from './blocks.ts';

/** Names that say that a file sets up something else than answers. */
const harmless =
  /^(?:mime\.types|.*_params|.*(?:fastcgi|proxy|uwsgi|scgi|ssl|tls|letsencrypt|certbot|gzip|brotli|compress|header|security|cache|expires|logg?|cors|php|charset|real-?ip).*)$/i;

/** Every file that a text includes and that is no setting of something else. */
export function includesOf(plain: string): readonly string[] {
  const written = [...plain.matchAll(/(?:^|[\s;{}])include[ \t]+["']?([^\s;"'{}]+)["']?[ \t]*;/g)].map(
    ([, path = '']) => path,
  );
  return written.filter((path) => !isHarmless(path));
}

function isHarmless(path: string): boolean {
  return harmless.test(path.replace(/^.*\//, ''));
}

/** A directive whose answers nobody sees in the file: a file that is not here, or code. `undefined` for all others. */
export function elsewhere(
  { words: [name = '', path = ''], start, block }: NginxDirective,
  location: SourcePattern | undefined,
  isInServer: boolean,
  { repo }: RedirectContext,
): (Pick<InvalidRule, 'message'> & Hidden & { readonly start: number }) | undefined {
  const reach = location && reachOf(location);
  if (/^(?:(?:rewrite|access|content)_by_lua(?:_block|_file)?|js_content|perl)$/.test(name))
    return { start, message: `The code of ${name} may redirect here.`, isHidden: true, reach };
  if (name !== 'include' || block || !isInServer || isHarmless(path) || filesCalled(path, repo.files).length > 0)
    return undefined;
  const message = `The redirects of ${path} cannot be read: the repository has no such file.`;
  return { start, message, isHidden: true, reach };
}
