/**
 * The functions of `node:path` on the repository's own tree: its root is `/`, so that
 * `path.join(__dirname, '..', 'docs')` in `website/x.js` is `/docs`.
 */
import { inText, unknownFrom } from './operators.ts';
import { literalValue, type Origin, unknown, type Value } from './value.ts';

export function pathFunction(
  name: string,
  args: readonly Value[],
  workingFolder: string,
  origin: Origin,
): Value | undefined {
  if (name === 'sep') return literalValue('/', origin);
  const texts = args.map(inText);
  const unreadableIndex = texts.indexOf(undefined);
  if (unreadableIndex >= 0) return unknownFrom(args[unreadableIndex] ?? unknown('is not known', origin), origin);
  const parts = texts.filter((text) => text !== undefined);
  const result = calculated(name, parts, workingFolder);
  return result === undefined ? undefined : literalValue(result, origin);
}

function calculated(name: string, parts: readonly string[], workingFolder: string): string | undefined {
  const [first = '', second = ''] = parts;
  switch (name) {
    case 'join':
    case 'normalize':
      return joinPath(parts);
    case 'resolve': {
      const absolute = parts.findLastIndex((part) => part.startsWith('/'));
      const from = absolute < 0 ? [`/${workingFolder}`, ...parts] : parts.slice(absolute);
      return trimmed(joinPath(from));
    }
    case 'dirname':
      return trimmed(first.replace(/[^/]*\/?$/, '')) || (first.startsWith('/') ? '/' : '.');
    case 'basename': {
      const base = trimmed(first).replace(/^.*\//s, '');
      return second && base.endsWith(second) && base !== second ? base.slice(0, -second.length) : base;
    }
    case 'extname':
      return /[^/.][^/]*(\.[^./]*)$/.exec(first)?.[1] ?? '';
    case 'relative':
      return relativePath(first, second);
    default:
      return undefined;
  }
}

/** `path.posix.join`: dots resolved, a trailing slash kept. */
export function joinPath(parts: readonly string[]): string {
  const joined = parts.filter((part) => part !== '').join('/');
  const isAbsolute = joined.startsWith('/');
  const kept: string[] = [];
  for (const part of joined.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (part !== '..' || !isAbsolute) kept.push(part);
  }
  const body = kept.join('/') + (joined.endsWith('/') && kept.length > 0 ? '/' : '');
  return (isAbsolute ? `/${body}` : body) || '.';
}

function trimmed(path: string): string {
  return path.length > 1 ? path.replace(/(?<!\/)\/+$/, '') : path;
}

/** `path.relative`. */
export function relativePath(from: string, to: string): string {
  const [a, b] = [from, to].map((path) => path.split('/').filter((part) => part !== ''));
  if (!a || !b) return '';
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
}
