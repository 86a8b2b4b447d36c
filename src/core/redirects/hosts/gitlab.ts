/** GitLab Pages: first match, a published page always wins; case, repeated slashes and a slash at the end do not count. */
import { decodePath, urlPath } from '../../paths.ts';
import type { SourcePattern } from '../format.ts';
import { type LimitedHost, literal, literalFolder, slashedFolders, withoutSlash } from '../host.ts';
import { filledInTurn } from './placeholders.ts';

export const gitlab: LimitedHost<'gitlab', 'rules' | 'fileBytes'> = {
  id: 'gitlab',
  title: 'GitLab Pages',
  docs: 'https://docs.gitlab.com/user/project/pages/redirects/',
  server: 'gitlab',
  pagesFirst: true,
  slashes: slashedFolders,
  limits: { rules: 1000, fileBytes: 64 * 1024 },
  source: gitlabSource,
  keys: (path) => [fold(path)],
  ruleKey: (_rule, path) => bare(path).toLowerCase(),
  subject: (path) => bare(decodePath(path)),
  answer: (rule, captures) => ({ status: rule.status, location: filledInTurn(rule.to, captures) }),
};

function bare(path: string): string {
  return withoutSlash(path.replace(/\/{2,}/g, '/'));
}

function fold(path: string): string {
  return bare(decodePath(path)).toLowerCase();
}

function gitlabSource(from: string): SourcePattern {
  const path = withoutSlash(from.replace(/\/{2,}/g, '/'));
  if (!/\*|\/:[a-z]/i.test(path)) return { kind: 'exact', path: urlPath(from) };
  const names: string[] = [];
  const regex = path
    .slice(1)
    .split('/')
    .map((segment) => {
      if (/^:[a-z]+$/i.test(segment)) {
        names.push(segment.slice(1));
        return '/([^/]+)';
      }
      if (!segment.includes('*')) return `/${literal(segment)}`;
      if (segment === '*') {
        names.push('splat');
        return '/?(.*)';
      }
      const parts = segment.split('*').map(literal);
      for (let i = 1; i < parts.length; i++) names.push('splat');
      return `/${parts.join('(.*)')}`;
    })
    .join('');
  return { kind: 'pattern', regex: `(?i)^${regex}$`, names, under: literalFolder(path, /\*|:/).toLowerCase() };
}
