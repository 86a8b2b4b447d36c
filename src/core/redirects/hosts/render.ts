/**
 * Render's static sites: what is published at an address wins, then the first rule from the top. `*` catches any text,
 * also none, and stands for it in the target; `:name` catches one segment. An address is compared as a whole, with its
 * slash and its letter case. What several `*` of one source stand for, and what becomes of a query, is not documented.
 * https://render.com/docs/redirects-rewrites
 */
import { ownMember } from '../../data/ownMember.ts';
import { decodePath, encodeUrl } from '../../paths.ts';
import type { SourcePattern } from '../format.ts';
import { exactSource, type Host, literal, literalFolder } from '../host.ts';
import { likeGlob } from '../reach.ts';

export const render: Host<'render'> = {
  id: 'render',
  title: 'Render',
  docs: 'https://render.com/docs/redirects-rewrites',
  server: 'render',
  pagesFirst: true,
  source: renderSource,
  // https://render.com/docs/blueprint-spec#static-sites: a Blueprint changes and adds routes, others are preserved.
  afterRemoval: 'delete it in the Render Dashboard, which keeps it',
  keys: (path) => [decodePath(path)],
  ruleKey: (_rule, path) => path,
  subject: decodePath,
  answer({ status, to }, captures) {
    let isTold = true;
    const location = to.replace(target, (whole, name: string | undefined) => {
      const value = ownMember(captures, name ?? '*');
      isTold &&= value !== undefined;
      return value === undefined ? whole : encodeUrl(value);
    });
    return { status, location: isTold ? location : '' };
  },
};

/** The wildcard, or a placeholder; the port of a whole address is none. */
const target = /\*|(?<=\/):([A-Za-z_]\w*)/g;
const signs = /\*|\/:[A-Za-z_]/;

function renderSource(written: string): SourcePattern {
  if (!signs.test(written)) return exactSource(written);
  const from = decodePath(written);
  if (written.split('*').length > 2) {
    const reach = { ...likeGlob(from.replace(/\/:\w+/g, '/*')), under: literalFolder(from, /[*:]/) };
    return { kind: 'unknown', reason: 'what several * of one source stand for is not documented', reach };
  }
  const names: string[] = [];
  const body = written.split(/(\*|(?<=\/):[A-Za-z_]\w*)/).map((part) => {
    if (part === '*') {
      names.push('*');
      return '(.*)';
    }
    if (!/^:[A-Za-z_]/.test(part)) return literal(decodePath(part));
    names.push(part.slice(1));
    return '([^/]+)';
  });
  return { kind: 'pattern', regex: `^${body.join('')}$`, names, under: literalFolder(from, /[*:]/) };
}
