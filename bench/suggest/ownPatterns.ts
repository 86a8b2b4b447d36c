/**
 * The rules with patterns among a repository's own redirects, as far as it takes to follow where a plain rule ends:
 * `/old/*`, `/old/:slug`, `/old/:path*`, `/old/(.*)` and `/old/[...slug]`. A pattern of any other form is known by what
 * it begins with, so that an address below it is left out and not taken for an end.
 */
import { everyRule, type TextFile } from './ownRules.ts';

/** Where the patterns of a repository lead an address. */
export interface OwnPatterns {
  /** The address it is led to; `unread` where a rule may lead it on that is not understood, `undefined` where none does. */
  lead(address: string, isPage: boolean): string | 'unread' | undefined;
}

interface Pattern {
  readonly begins: string;
  /** `undefined` where the form is not known. */
  readonly read: { readonly source: RegExp; readonly names: readonly string[]; readonly to: string } | undefined;
  /** Netlify's rules do not answer where a page is, unless they are forced. */
  readonly givesWay: boolean;
}

/** A wildcard that may stand for several parts of an address, or for one; each with its name. */
const wildcard = /:(\w+)[*+]|:(\w+)|\[\.\.\.(\w+)\]|\[(\w+)\]|\(\.[*+]\)|\*/g;

export function ownPatterns(files: readonly TextFile[]): OwnPatterns {
  const patterns = everyRule(files).flatMap(({ from, to, file }): readonly Pattern[] => {
    const begins = /^[^*:?#(){}[\]$^\\]*/.exec(from)?.[0] ?? '';
    if (begins === from || !from.startsWith('/') || to.kind !== 'address') return [];
    const givesWay = /(?:_redirects|netlify\.toml|\.redirects)$/.test(file);
    return [{ begins: begins.toLowerCase(), read: compiled(from, to.address), givesWay }];
  });
  return {
    lead(address, isPage) {
      for (const { begins, read, givesWay } of patterns) {
        if (givesWay && isPage) continue;
        if (read === undefined) {
          if (begins.length > 1 && address.startsWith(begins)) return 'unread';
          continue;
        }
        const found = read.source.exec(address);
        if (found === null) continue;
        const to = filled(read.to, read.names, found.slice(1));
        // Netlify passes over a rule that leads an address to itself (`/a/* /a/:splat`), and the next one answers.
        if (
          !givesWay ||
          to
            .replace(/[?#].*$/, '')
            .replace(/\/+$/, '')
            .toLowerCase() !== address
        )
          return to;
      }
      return undefined;
    },
  };
}

function compiled(from: string, to: string): Pattern['read'] {
  const names: string[] = [];
  const parts = from.replace(/\/$/, '').split(wildcard);
  if (parts.filter((_, i) => i % 5 === 0).some((text) => /[*:?#(){}[\]$^\\]/.test(text ?? ''))) return undefined;
  let at = 0;
  let source = '';
  for (const found of from.matchAll(wildcard)) {
    const [whole, many, one, rest, single] = found;
    const text = from.slice(at, found.index);
    at = found.index + whole.length;
    names.push(many ?? one ?? rest ?? single ?? 'splat');
    const isOne = one !== undefined || single !== undefined;
    // What stands for any number of parts stands for none as well, and then its slash is not there.
    source += isOne
      ? `${escaped(text)}([^/]+)`
      : text.endsWith('/')
        ? `${escaped(text.slice(0, -1))}(?:/(.*))?`
        : `${escaped(text)}(.*)`;
  }
  const tail = from.slice(at).replace(/\/$/, '');
  return { source: new RegExp(`^${source}${escaped(tail)}$`, 'i'), names, to };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function filled(to: string, names: readonly string[], values: readonly (string | undefined)[]): string {
  // A wildcard that stood for nothing fills in nothing.
  const value = (whole: string, name: string) => (names.includes(name) ? (values[names.indexOf(name)] ?? '') : whole);
  return to
    .replace(wildcard, (whole, many, one, rest, single) => value(whole, many ?? one ?? rest ?? single ?? 'splat'))
    .replace(/\$(\d)/g, (_, number: string) => values[Number(number) - 1] ?? '');
}
