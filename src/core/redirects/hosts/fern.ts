/**
 * Fern: first match, before pages. Sources are path-to-regexp 6 patterns without regard to case, below the folder that the
 * site is served from, whether they name it or not; a target that cannot be filled is taken as it is written.
 */
import type { SourcePattern } from '../format.ts';
import type { Host } from '../host.ts';
import { fillPath, pathSource } from './pathPatterns.ts';
import { plainHost } from './plain.ts';

const plain = plainHost({
  id: 'fern',
  title: 'Fern',
  docs: 'https://buildwithfern.com/learn/docs/seo/redirects',
  source: (written, { basePath = '' } = {}) => fernSource(written, basePath),
  sensitive: false,
  looseSlash: true,
  query: 'dropped',
});

export const fern: Host<'fern'> = {
  ...plain,
  answer: (rule, captures) => ({ status: rule.status, location: filled(rule.to, captures) }),
};

/** Beyond the site the target is an address whose `:` is no name, and nothing is put in. */
function filled(to: string, captures: Readonly<Record<string, string>>): string {
  return to.includes('://') ? to : (fillPath(to, captures) ?? to);
}

function fernSource(written: string, basePath: string): SourcePattern {
  const base = basePath.replace(/\/$/, '');
  const from = written.startsWith(base) ? written : `${base}/${written.replace(/^\//, '')}`;
  return pathSource(from.replace(/(.)\/$/, '$1'), { sensitive: false, looseSlash: true, delimiters: '#?' });
}
