/**
 * Netlify: rules of `_redirects`, then of `netlify.toml`, first match; a published page wins unless the rule is forced.
 * Slashes at the end make no difference, `*` catches the rest as `:splat`, `:name` one segment.
 */
import { decodePath, urlPath } from '../../paths.ts';
import type { SourcePattern } from '../format.ts';
import { type Captures, type Host, joinQuery, literal, literalFolder, withoutSlash } from './host.ts';

export const netlify: Host = {
  id: 'netlify',
  title: 'Netlify',
  docs: 'https://docs.netlify.com/manage/routing/redirects/overview/',
  pagesFirst: true,
  keys: (path) => [fold(path)],
  ruleKey: (_rule, path) => fold(path),
  // What a wildcard catches keeps its slash at the end.
  subject: decodePath,
  answer(rule, captures, { path, query }) {
    const location = fill(rule.to, captures);
    // A wildcard that leads to the address itself ends the search; an exact rule answers, in a circle.
    const circle = rule.source.kind === 'pattern' && fold(location) === fold(path);
    if (circle && rule.status >= 300 && rule.status < 400) return 'stays';
    return { status: rule.status, location: location.includes('?') ? location : joinQuery(location, query) };
  },
};

function fold(path: string): string {
  return withoutSlash(decodePath(path));
}

/** The meaning of a source path, without its host. */
export function netlifySource(from: string): SourcePattern {
  const path = fold(from);
  if (!/\*|\/:[^/]/.test(path)) return { kind: 'exact', path: urlPath(from) };
  const names: string[] = [];
  const segments = path.slice(1).split('/');
  let regex = '';
  segments.forEach((segment, i) => {
    if (segment === '*' && i === segments.length - 1) {
      names.push('splat');
      regex += '(?:/(.*))?';
    } else if (segment.startsWith(':') && segment.length > 1) {
      names.push(segment.slice(1));
      regex += '/([^/]+)';
    } else {
      regex += `/${segment
        .split('*')
        .map((part, piece) => {
          if (piece > 0) names.push('splat');
          return literal(part);
        })
        .join('(.*)')}`;
    }
  });
  const end = path.endsWith('*') ? '' : '/?';
  return { kind: 'pattern', regex: `^${regex}${end}$`, names, under: literalFolder(path, /\*|:/) };
}

export function fill(to: string, captures: Captures): string {
  return to.replace(/:([A-Za-z_]\w*)/g, (whole, name: string) => {
    const value = captures[name];
    return value === undefined ? whole : encodeURI(value);
  });
}
