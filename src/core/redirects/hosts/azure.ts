/**
 * Azure Static Web Apps: the first route that matches, before files; case and the slash at the end count; a query is
 * dropped. Addresses are compared as they are sent. What has no dot is also tried as the `index.html` of its folder,
 * so that `/a/*` answers `/a` as well. A route that leads to the address itself is passed over.
 */
import { urlPath } from '../../paths.ts';
import type { SourcePattern } from '../format.ts';
import { asSent, type LimitedHost, literal, literalFolder, sentPath } from '../host.ts';

export const azure: LimitedHost<'azure', 'fileBytes'> = {
  id: 'azure',
  title: 'Azure Static Web Apps',
  docs: 'https://learn.microsoft.com/azure/static-web-apps/configuration#routes',
  server: 'azure',
  pagesFirst: false,
  // https://learn.microsoft.com/azure/static-web-apps/configuration#trailing-slash
  slashes({ slashes }) {
    if (slashes === 'always') return { folder: 'added', page: 'added' };
    if (slashes === 'never') return { folder: 'dropped', page: 'dropped' };
    return slashes === 'auto' ? { folder: 'added', page: 'dropped' } : { page: 'dropped' };
  },
  limits: { fileBytes: 20 * 1024 },
  source: azureSource,
  keys: (path) => [...new Set([path, indexOf(path)])],
  ruleKey: (_rule, path) => sentPath(path),
  subject: (path) => path,
  answer({ status, to }, _captures, { path, query }) {
    // A route may only set headers or roles; it ends the search all the same.
    if (status < 300 && to === '') return 'stays';
    const location = asSent(to);
    return location === (query === '' ? path : `${path}?${query}`) ? undefined : { status, location };
  },
};

function indexOf(path: string): string {
  if (path.includes('.')) return path;
  return path.endsWith('/') ? `${path}index.html` : `${path}/index.html`;
}

/** A path, or one whose only `*` stands at the end or in front of file types: `/images/*.{png,jpg}`. */
function azureSource(from: string): SourcePattern {
  if (asSent(from) !== from && /[^\x21-\x7e]/.test(from))
    return { kind: 'never', reason: `addresses are compared as they are sent: write ${asSent(from)}` };
  if (!/^[/*]/.test(from)) return { kind: 'never', reason: `every address begins with a slash: write /${from}` };
  const [head = '', tail, ...more] = from.split('*');
  if (tail === undefined) {
    const exact = urlPath(from);
    // A needless escape or a small hex digit: the address is compared as it is spelled.
    if (sentPath(exact) !== from) return { kind: 'pattern', regex: `^${literal(from)}$`, names: [], under: '/' };
    return { kind: 'exact', path: exact };
  }
  const types = /^(?:\.(\w+|\{\w+(?:,\w+)*\}))?$/.exec(tail);
  if (more.length > 0 || !types) return { kind: 'never', reason: 'a * is only allowed at the end' };
  const extensions = types[1]?.replace(/[{}]/g, '').split(',');
  return { kind: 'pattern', regex: `^(?:${body(head, extensions)})$`, names: [], under: literalFolder(from, /\*/) };
}

function body(head: string, extensions: readonly string[] | undefined): string {
  const direct = `${literal(head)}.*${extensions ? `\\.(?:${extensions.join('|')})` : ''}`;
  const folder = literal(head.replace(/\/$/, ''));
  if (!head.endsWith('/') || head.includes('.') || (extensions && !extensions.includes('html'))) return direct;
  return extensions ? `${direct}|${folder}(?:/[^.]*)?` : `${direct}|${folder}`;
}
