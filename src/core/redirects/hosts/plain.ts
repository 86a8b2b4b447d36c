/** Hosts that differ only in a few points: case, the slash at the end, what becomes of the query, who wins over a page. */
import { ownMember } from '../../data/ownMember.ts';
import { decodePath, encodeUrl } from '../../paths.ts';
import { type Host, joinQuery, literal, literalFolder, withoutSlash } from '../host.ts';

/** The points in which such hosts differ. */
export interface PlainHost<Id extends string>
  extends Pick<Host<Id>, 'id' | 'title' | 'docs' | 'source' | 'sharesFolders' | 'unknowable'>,
    Partial<Pick<Host<Id>, 'server' | 'pagesFirst' | 'order'>> {
  /** Letters count as they are written, in sources and in the addresses of pages. */
  readonly sensitive: boolean;
  /** Slashes at the end do not count. */
  readonly looseSlash: boolean;
  readonly query: 'carried' | 'dropped';
}

export function plainHost<Id extends string>(options: PlainHost<Id>): Host<Id> {
  const { sensitive, looseSlash, query: ofRequest, ...common } = options;
  const bare = (path: string) => (looseSlash ? withoutSlash(path) : path);
  const subject = (path: string) => bare(decodePath(path));
  const cased = (path: string) => (sensitive ? path : path.toLowerCase());
  return {
    server: undefined,
    pagesFirst: false,
    ...common,
    ...(sensitive ? {} : { ignoresCase: true }),
    keys: (path) => [cased(subject(path))],
    ruleKey: (_rule, path) => cased(bare(path)),
    subject,
    answer(rule, captures, { query }) {
      const location = fillNamed(rule.to, captures);
      return { status: rule.status, location: ofRequest === 'carried' ? joinQuery(location, query) : location };
    },
  };
}

/** Replaces `:name` by what was caught, encoded. */
export function fillNamed(to: string, captures: Readonly<Record<string, string>>): string {
  return to.replace(/:([A-Za-z_]\w*)[*+?]?/g, (whole, name: string) => {
    const value = ownMember(captures, name);
    return value === undefined ? whole : encodeUrl(value);
  });
}

/** A pattern of literal text with one wildcard sign that catches anything, also nothing. */
export function wildcardSource(from: string, wildcard: string, sensitive: boolean) {
  const parts = from.split(wildcard).map(literal);
  const regex = `${sensitive ? '' : '(?i)'}^${parts.join('(.*)')}$`;
  const folder = literalFolder(from, new RegExp(literal(wildcard)));
  const names = parts.slice(1).map((_, i) => (i === 0 ? 'splat' : `splat${i + 1}`));
  return { kind: 'pattern' as const, regex, names, under: sensitive ? folder : folder.toLowerCase() };
}
