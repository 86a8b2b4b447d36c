/**
 * Globs of nothing but names, `*` and whole segments `**`, as nearly all are that a configuration holds: they are compared
 * segment by segment, which takes a fraction of what the program of `globProgram.ts` takes and says the same.
 */

/** One segment of a pattern. */
type Part =
  | { readonly kind: 'many' }
  | { readonly kind: 'name'; readonly name: string }
  /** What stands between its stars. */
  | { readonly kind: 'starred'; readonly pieces: readonly string[]; readonly isGuarded: boolean };

/**
 * `undefined` for a pattern with more in it. `dot`: stars match names that begin with a dot. The test is for paths without
 * an empty name, as {@link hasEmptyName} tells: `*` matches one and `**` does not, so there is more than one way to try.
 */
export function segmentGlob(pattern: string, dot: boolean): ((path: string) => boolean) | undefined {
  // Half a character, as of a damaged text, is for those who follow whole ones.
  if (/[?[\]{}()\\\ud800-\udfff]/.test(pattern)) return undefined;
  const parts = pattern.split('/').map((text): Part => partOf(text, dot));
  const fits = (part: Part, name: string): boolean => {
    if (part.kind === 'many') return dot || !name.startsWith('.');
    return part.kind === 'name' ? part.name === name : fitsStars(part, name);
  };
  const last = parts.at(-1);
  if (last === undefined) return undefined;
  // `**` at the end is at least one segment: any number of them, and one.
  const all = last.kind === 'many' ? [...parts.slice(0, -1), last, starOf('*', dot)] : parts;
  const [first] = parts;
  const needed = parts.flatMap((part) => (part.kind === 'name' ? [part.name] : []));
  // `**/*.md`: whatever the folders are.
  const isOfName = parts.length === 2 && first?.kind === 'many' && last.kind !== 'many';
  return (path) => {
    // Most paths differ in the last name or the first, or do not have one of the others.
    const end = path.lastIndexOf('/') + 1;
    if (last.kind !== 'many' && !fits(last, path.slice(end))) return false;
    if (isOfName) return dot || !hasHiddenFolder(path, end);
    if (first?.kind === 'name' && !path.startsWith(first.name)) return false;
    for (const name of needed) if (!path.includes(name)) return false;
    const names = path.split('/');
    return follow(all, names, fits);
  };
}

/** `a//b`, `/a` or `a/`; and the empty path. */
export function hasEmptyName(path: string): boolean {
  return path === '' || path.startsWith('/') || path.endsWith('/') || path.includes('//');
}

/** In front of `end`, where the last name begins. */
function hasHiddenFolder(path: string, end: number): boolean {
  if (end > 0 && path.startsWith('.')) return true;
  const at = path.indexOf('/.');
  return at >= 0 && at + 1 < end;
}

function partOf(text: string, dot: boolean): Part {
  if (text === '**') return { kind: 'many' };
  return text.includes('*') ? starOf(text, dot) : { kind: 'name', name: text };
}

function starOf(text: string, dot: boolean): Part {
  return { kind: 'starred', pieces: text.split(/\*+/), isGuarded: !dot && text.startsWith('*') };
}

function fitsStars({ pieces, isGuarded }: Part & { kind: 'starred' }, name: string): boolean {
  if (isGuarded && name.startsWith('.')) return false;
  const [start = '', ...others] = pieces;
  const end = others.pop() ?? '';
  if (name.length < start.length + end.length || !name.startsWith(start) || !name.endsWith(end)) return false;
  let at = start.length;
  const until = name.length - end.length;
  for (const piece of others) {
    const found = name.indexOf(piece, at);
    if (found < 0 || found + piece.length > until) return false;
    at = found + piece.length;
  }
  return true;
}

/**
 * Only the last `**` is ever lengthened, so the steps are at most those of all names for all parts. What stops it is a name
 * with a dot in front; no part takes such a name and one that an earlier `**` could have taken instead.
 */
function follow(
  parts: readonly Part[],
  names: readonly string[],
  fits: (part: Part, name: string) => boolean,
): boolean {
  let [part, name] = [0, 0];
  /** Where the last `**` stands, and the name after what it has taken. */
  let [many, taken] = [-1, 0];
  while (name < names.length) {
    const expected = parts[part];
    if (expected?.kind === 'many') {
      [many, taken] = [part, name];
      part++;
    } else if (expected !== undefined && fits(expected, names[name] ?? '')) {
      part++;
      name++;
    } else {
      const star = parts[many];
      if (star === undefined || !fits(star, names[taken] ?? '')) return false;
      taken++;
      [part, name] = [many + 1, taken];
    }
  }
  while (parts[part]?.kind === 'many') part++;
  return part === parts.length;
}
