/**
 * Vercel: `cleanUrls` and `trailingSlash` answer 308 before any rule; then the rules in order, before files.
 * Sources are path-to-regexp 6.1 patterns held against the path as it was sent; default status 308.
 */
import { ownMember } from '../../data/ownMember.ts';
import type { SourcePattern } from '../format.ts';
import { joinQuery, type LimitedHost, sentPath } from '../host.ts';
import { pathSource } from './pathPatterns.ts';

export const vercel: LimitedHost<'vercel', 'rules' | 'addressLength'> = {
  id: 'vercel',
  title: 'Vercel',
  docs: 'https://vercel.com/docs/project-configuration#redirects',
  server: 'vercel',
  pagesFirst: false,
  limits: { rules: 2048, addressLength: 4096 },
  source: vercelSource,
  keys: (path) => [path],
  ruleKey: (_rule, path) => sentPath(path),
  subject: (path) => path,
  before({ path, query }, { cleanUrls, trailingSlash }) {
    const to = (location: string) => ({ status: 308, location: joinQuery(location, query) });
    if (cleanUrls) {
      const end = trailingSlash ? '/' : '';
      const index = /^\/(?:(.+)\/)?index(?:\.html)?\/?$/.exec(path);
      if (index) return to(`/${index[1] ?? ''}${end}`);
      const page = /^\/(.*)\.html\/?$/.exec(path);
      if (page) return to(`/${page[1] ?? ''}${end}`);
    }
    if (trailingSlash === false && /^\/(.*)\/$/.test(path)) return to(path.slice(0, -1));
    if (trailingSlash && !/^\/\.well-known(\/|$)/.test(path)) {
      if (/^\/(?:[^/]+\/)*[^/.]+$/.test(path)) return to(`${path}/`);
      if (/^\/(?:[^/]+\/)*[^/]+\.\w+\/$/.test(path)) return to(path.slice(0, -1));
    }
    return undefined;
  },
  answer(rule, captures, { query }) {
    const names = rule.source.kind === 'pattern' ? rule.source.names : [];
    const filled = rule.to.replace(namedPart, (whole, name?: string, group?: string) => {
      const value = ownMember(captures, name ?? names[Number(group) - 1] ?? '');
      // What the source does not catch is left as it is written; `$1` then stands for nothing.
      return value ?? (name === undefined ? '' : whole);
    });
    return { status: rule.status, location: joinQuery(filled, query) };
  },
};

/** A name of the source in a target, with the pattern that may stand behind it again; `$1`. */
const namedPart = /:([A-Za-z_]\w*)(?:\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)\??)?[*+]?|\$(\d)/g;

function vercelSource(from: string): SourcePattern {
  if (/^[\w.%-]+(?:\/|$)/.test(from))
    return { kind: 'never', reason: `every address begins with a slash: write /${from}` };
  if (/[^\x21-\x7e]/.test(from)) {
    return { kind: 'never', reason: 'Vercel compares with the encoded address; write the source percent-encoded' };
  }
  // The text of a source is checked as an expression, too.
  if (!isExpression(from))
    return { kind: 'never', reason: 'Vercel refuses it: [ and ] of a name are written \\[ and \\]' };
  return pathSource(from, { sensitive: true, looseSlash: false, delimiters: '' });
}

function isExpression(text: string): boolean {
  try {
    return new RegExp(text) !== undefined;
  } catch {
    return false;
  }
}
