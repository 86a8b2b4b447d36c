/** Reads what a configuration or a user calls the site, in all the forms people write it. */
import { type UrlPath, urlPath } from '../../paths.ts';

/** The address of a site, taken apart. */
export interface SiteAddress {
  /** As it is written, with its port and without credentials; `undefined` where none is named, or a variable stands there. */
  readonly host: string | undefined;
  /** In front of every address of the site, with both slashes: `/`, `/docs/`. What only the build tells is left out. */
  readonly basePath: UrlPath;
}

/** What is filled in when the site is built: `$URL`, `${URL}`, `{{ env.URL }}`, `%URL%`, `<%= url %>`. */
const variable = /\$\{[^}]*\}|\$\w+|\{\{.*?\}\}|\{%.*?%\}|%[A-Z_]\w{2,}%|<%.*?%>|__\w+__/;

/**
 * `https://example.org/docs/`, `//example.org/docs/`, `example.org/docs`, `/docs/` and `$URL/docs/` all lie below
 * `/docs/`. `path`: a setting that names no host, so that `v1.2` is a folder.
 */
export function siteAddress(text: string, kind: 'address' | 'path' = 'address'): SiteAddress {
  const { host, rest } = split(text.trim(), kind);
  const known = rest.split(variable)[0] ?? '';
  // A variable within a name leaves the whole name open.
  const path = known === rest ? rest.replace(/[?#].*$/s, '') : known.replace(/[^/]*$/, '');
  const folders = urlPath(path)
    .split('/')
    .filter((name) => name !== '' && name !== '.');
  const named = host?.replace(/^.*@/, '');
  return {
    host: named === undefined || named === '' || variable.test(named) ? undefined : named,
    basePath: (folders.length === 0 ? '/' : `/${folders.join('/')}/`) as UrlPath,
  };
}

/** The path in front of every address of the site; `/` where nothing is said. */
export function basePathOf(text: string | undefined, kind: 'address' | 'path' = 'address'): UrlPath {
  return siteAddress(text ?? '', kind).basePath;
}

/**
 * An address for trying the site out is none that its visitors see, nor is the one that a generator's template comes with, that
 * of the repository, or a pattern.
 */
export function isOfNobody(address = ''): boolean {
  return [ofMachine, ofTemplate, ofCodeHost, ofPattern].some((test) => test.test(address));
}

/** https://www.rfc-editor.org/rfc/rfc2606#section-2 and addresses of a machine itself. */
const ofMachine =
  /^(?:https?:)?\/\/(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\]|[^/:]+\.(?:localhost|local|test))(?=[/:]|$)/i;

/**
 * https://github.com/facebook/docusaurus/tree/main/packages/create-docusaurus/templates, of 2.0 and 3.x;
 * https://github.com/hexojs/hexo-starter, of Hexo 3 and 4; https://www.gatsbyjs.com/plugins/gatsby-plugin-canonical-urls/;
 * and what else stands for a name of the author's.
 */
const ofTemplate =
  /^(?:https?:)?\/\/(?:www\.)?your-?(?:docusaurus-(?:test-site|site\.example)|site|web-?site|domain|blog)(?:-?name)?\.(?:com|org|net|tld)(?=[/:]|$)/i;

/** Where code is kept; what these publish is on other hosts (`github.io`, `gitlab.io`, `codeberg.page`). */
const ofCodeHost = /^(?:https?:)?\/\/(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)(?=[/:]|$)/i;

/** `https://*.example.org` */
const ofPattern = /^(?:https?:)?\/\/[^/:?#]*\*/i;

function split(text: string, kind: 'address' | 'path'): { readonly host: string | undefined; readonly rest: string } {
  const whole = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)(.*)$/is.exec(text);
  if (whole) return { host: whole[1], rest: whole[2] ?? '' };
  if (text.startsWith('/')) return { host: undefined, rest: text };
  const first = variable.exec(text);
  const led = first?.index === 0 ? first[0].length : 0;
  const cut = text.slice(led).search(/[/?#]|$/) + led;
  const [head, rest] = [text.slice(0, cut), text.slice(cut)];
  if (led > 0) return { host: undefined, rest };
  const isHost = /^(?:[^@\s]*@)?(?:[^\s.:/]+\.)+[^\s.:/]{2,}\.?(?::\d+)?$|:\d+$/u.test(head);
  return kind === 'address' && isHost ? { host: head, rest } : { host: undefined, rest: `/${text}` };
}
