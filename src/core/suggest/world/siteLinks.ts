/** Links to the site itself that name the whole path: in full with its host, or from the root. */
import { decodePath } from '../../paths.ts';
import { readLinks } from '../text/links.ts';

/** The paths of such links in a text; `hosts` in lower case. */
export function siteLinks(text: string, hosts: ReadonlySet<string>): readonly string[] {
  return readLinks(text).flatMap(({ target }) => {
    const bare = target.replace(/[?#].*$/s, '');
    const [, host, path] = /^(?:https?:)?\/\/([^/]+)(\/.*)$/i.exec(bare) ?? [];
    if (host !== undefined) return hosts.has(host.toLowerCase()) ? [decodePath(path ?? '/')] : [];
    return bare.startsWith('/') ? [decodePath(bare)] : [];
  });
}
