/** Mintlify: 308, first match; no regard to the letter case of a pattern's text is documented, so case counts; nor is who wins over a page. */
import { urlPath } from '../../paths.ts';
import type { SourcePattern } from '../format.ts';
import { type Host, literal, literalFolder } from '../host.ts';
import { atSource } from '../reach.ts';
import { plainHost } from './plain.ts';

const plain = plainHost({
  id: 'mintlify',
  title: 'Mintlify',
  docs: 'https://mintlify.com/docs/create/redirects',
  source: (written, { basePath = '' } = {}) => mintlifySource(written, basePath),
  sensitive: true,
  looseSlash: true,
  query: 'carried',
});

export const mintlify: Host<'mintlify'> = { ...plain, winnerIsUntold: true };

function mintlifySource(written: string, basePath: string): SourcePattern {
  const from = `${basePath}/${written}`.replace(/\/{2,}/g, '/');
  if (/[()]/.test(from)) return { kind: 'unknown', reason: 'its expression is not documented', reach: atSource(from) };
  if (!/:|\*/.test(from)) return { kind: 'exact', path: urlPath(from) };
  const names: string[] = [];
  const body = from
    .split(/(\/:\w+\*?|\*)/)
    .map((part) => {
      const name = /^\/:(\w+)(\*?)$/.exec(part);
      if (name?.[1]) {
        names.push(name[1]);
        return name[2] === '*' ? '(?:/(.*))?' : '/([^/]+)';
      }
      if (part !== '*') return literal(part);
      names.push('splat');
      return '(.*)';
    })
    .join('');
  return { kind: 'pattern', regex: `^${body}$`, names, under: literalFolder(from, /:|\*/) };
}
