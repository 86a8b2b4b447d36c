/** How far a rule may reach that is not understood, so that it casts no doubt on all the other addresses. */
import { compileRegex } from '../text/linearRegex.ts';
import { loosened } from '../text/lookAround.ts';
import type { Reach, SourcePattern } from './format.ts';
import { literal, literalFolder } from './host.ts';

/** Addresses whose last segment is this name, whatever its extension and the folders in front of it. */
export function namedLike(name: string): Reach {
  const bare = name.replace(/^.*[/:]/, '').replace(/\.[a-z]\w*$/i, '');
  return bare === '' ? { under: '/' } : { under: '/', regex: `(?i)(?:^|/)${literal(bare)}(?:\\.\\w+)?/?$` };
}

/** What lies at a source in any format's notation: its literal text when nothing in it is a sign, else its folder. */
export function atSource(source: string): Reach {
  const path = source.startsWith('/') ? source : `/${source}`;
  const signs = /[*:[\](){}<>^$|\\?!+]/;
  // Of an expression, the slash in front of `?` may be missing.
  if (signs.test(path)) return { under: literalFolder(path.replace(/\/[?{].*$/s, '*'), signs) };
  return { under: '/', regex: `(?i)^${literal(path.replace(/(.)\/+$/, '$1'))}/?$` };
}

/** With `*` for any text. */
export function likeGlob(glob: string): Reach {
  return { under: '/', regex: `(?i)^${glob.split('*').map(literal).join('.*')}/?$` };
}

/** A rule whose expression our engine does not have: it reaches what the expression matches without looking around. */
export function unreadRegex(regex: string, under: string): SourcePattern {
  const loose = loosened(regex);
  const reach = { under, ...(loose !== '' && compileRegex(loose) ? { regex: loose } : {}) };
  return { kind: 'unknown', reason: 'its regular expression uses lookahead or back references', reach };
}

/** What a pattern answers, as the reach of a rule that may. */
export function reachOf(source: SourcePattern): Reach {
  switch (source.kind) {
    case 'exact':
      return { under: '/', regex: `^${literal(source.path)}$` };
    case 'prefix':
      return { under: '/', regex: `^${literal(source.path.replace(/(?<!\/)\/+$/, ''))}(?:/|$)` };
    case 'pattern':
      return { under: source.under, regex: source.regex };
    case 'unknown':
      return source.reach ?? { under: '/' };
    case 'never':
      return { under: '/', regex: '[^\\s\\S]' };
    default:
      return source satisfies never;
  }
}
