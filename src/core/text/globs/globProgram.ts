/** What a glob becomes: a small program whose states are all followed at once, so that no path takes long. */
export interface GlobOptions {
  readonly ignoreCase?: boolean;
  /** `*`, `**` and `?` match names that begin with a dot; true unless said otherwise. */
  readonly dot?: boolean;
  /** What `**` means: whole segments (most tools), or any characters wherever it stands, slashes too (Go's gobwas/glob). */
  readonly doubleStar?: 'segments' | 'anything';
}

export type Instruction =
  | { readonly op: 'char'; readonly code: number }
  | { readonly op: 'any' | 'anything' | 'notDot' | 'end' }
  | { readonly op: 'class'; readonly negated: boolean; readonly ranges: readonly (readonly [number, number])[] }
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  /** Where something begins or ends that is asked for later; `first` keeps what a slot has. */
  | { readonly op: 'save'; readonly slot: number; readonly first: boolean };

/** The slot in which the first star's place is kept; those of names follow, each with its beginning and its end. */
export const starSlot = 0;

const SLASH = 47;

/** Recursive descent over the pattern. The names of its `{name}` are added to `names`, where they are asked for. */
export function compile(pattern: string, options: GlobOptions, names?: string[]): readonly Instruction[] {
  const program: Instruction[] = [];
  const dot = options.dot ?? true;
  let at = 0;

  const emit = (instruction: Instruction): number => program.push(instruction) - 1;
  const atSegmentStart = (): boolean => at === 0 || pattern[at - 1] === '/';
  const guard = (): void => {
    if (!dot && atSegmentStart()) emit({ op: 'notDot' });
  };

  /** Zero or more of what `body` emits. */
  const loop = (body: () => void): void => {
    const split = { op: 'split' as const, first: program.length + 1, second: 0 };
    const start = emit(split);
    body();
    emit({ op: 'jump', to: start });
    split.second = program.length;
  };

  /** `{name}`: at least one character, as few as will do. */
  const named = (name: string): void => {
    const slot = 1 + 2 * (names?.push(name) ?? 0) - 2;
    emit({ op: 'save', slot, first: false });
    emit({ op: 'any' });
    const split = { op: 'split' as const, first: 0, second: program.length + 1 };
    const start = emit(split);
    emit({ op: 'any' });
    emit({ op: 'jump', to: start });
    split.first = program.length;
    emit({ op: 'save', slot: slot + 1, first: false });
    at += name.length + 2;
  };

  const star = (): void => {
    if (names !== undefined) emit({ op: 'save', slot: starSlot, first: true });
    const stars = /^\*+/.exec(pattern.slice(at))?.[0].length ?? 1;
    const before = atSegmentStart();
    const next = pattern[at + stars];
    if (stars > 1 && options.doubleStar === 'anything') {
      at += stars;
      loop(() => emit({ op: 'anything' }));
    } else if (stars === 2 && before && (next === undefined || next === '/')) {
      loop(() => {
        if (!dot) emit({ op: 'notDot' });
        emit({ op: 'any' });
        loop(() => emit({ op: 'any' }));
        emit({ op: 'char', code: SLASH });
      });
      at += next === '/' ? 3 : 2;
      if (next === undefined) {
        if (!dot) emit({ op: 'notDot' });
        emit({ op: 'any' });
        loop(() => emit({ op: 'any' }));
      }
    } else {
      guard();
      at += stars;
      loop(() => emit({ op: 'any' }));
    }
  };

  /** The alternatives of a group whose opening has been read; reads its closing too. */
  const alternatives = (separator: string, close: string): void => {
    const ends: { op: 'jump'; to: number }[] = [];
    for (;;) {
      const split = { op: 'split' as const, first: program.length + 1, second: 0 };
      emit(split);
      sequence(separator + close);
      const end = { op: 'jump' as const, to: 0 };
      emit(end);
      ends.push(end);
      split.second = program.length;
      if (pattern[at++] !== separator) break;
    }
    // Where no alternative is left to try.
    emit({ op: 'class', negated: false, ranges: [] });
    for (const end of ends) end.to = program.length;
  };

  const extended = (kind: string): void => {
    const body = at + 2;
    const once = (): void => {
      at = body;
      alternatives('|', ')');
    };
    if (kind === '@') once();
    else if (kind === '+') {
      const start = program.length;
      once();
      emit({ op: 'split', first: start, second: program.length + 1 });
    } else if (kind === '*') loop(once);
    else {
      const split = { op: 'split' as const, first: program.length + 1, second: 0 };
      emit(split);
      once();
      split.second = program.length;
    }
  };

  /** A class; one of plain characters is a name in brackets, too, such as the folder `[slug]`. */
  const brackets = (): void => {
    const literal = /^\[[^\]\\*+?.^${}(|)[!-]+\]/.exec(pattern.slice(at))?.[0];
    if (literal === undefined || options.doubleStar === 'anything') {
      at = characterClass(pattern, at, emit);
      return;
    }
    const split = { op: 'split' as const, first: program.length + 1, second: 0 };
    emit(split);
    const after = characterClass(pattern, at, emit);
    const end = { op: 'jump' as const, to: 0 };
    emit(end);
    split.second = program.length;
    for (const char of literal) emit({ op: 'char', code: char.codePointAt(0) ?? 0 });
    end.to = program.length;
    at = after;
  };

  const sequence = (stop: string): void => {
    while (at < pattern.length && !stop.includes(pattern.charAt(at))) {
      const char = pattern.charAt(at);
      if ('@?*+!'.includes(char) && pattern[at + 1] === '(' && closing(pattern, at + 1, '(', ')') > 0) {
        if (char === '!') emit({ op: 'class', negated: false, ranges: [] });
        extended(char);
      } else if (char === '*') star();
      else if (char === '?') {
        guard();
        at++;
        emit({ op: 'any' });
      } else if (char === '[' && pattern.indexOf(']', at + 2) > 0) {
        guard();
        brackets();
      } else if (nameAt(pattern, at) !== undefined && names !== undefined) {
        named(nameAt(pattern, at) ?? '');
      } else if (char === '{' && isGroup(pattern, at, ',', '}', options)) {
        at++;
        alternatives(',', '}');
      } else if (char === '(' && options.doubleStar !== 'anything' && isGroup(pattern, at, '|', ')', options)) {
        at++;
        alternatives('|', ')');
      } else {
        if (char === '\\' && at + 1 < pattern.length) at++;
        const code = pattern.codePointAt(at) ?? 0;
        emit({ op: 'char', code });
        at += code > 0xffff ? 2 : 1;
      }
    }
  };

  sequence('');
  emit({ op: 'end' });
  return program;
}

/** The name in the `{name}` that stands here. */
function nameAt(pattern: string, at: number): string | undefined {
  return pattern[at] === '{' ? /^\{(\w+)\}/.exec(pattern.slice(at, at + 100))?.[1] : undefined;
}

/** What opens here is closed, and holds more than one alternative; in Go's globs, one is enough. */
function isGroup(pattern: string, open: number, separator: string, close: string, options: GlobOptions): boolean {
  const end = closing(pattern, open, pattern.charAt(open), close);
  if (end < 0 || options.doubleStar === 'anything') return end >= 0;
  let depth = 0;
  for (let i = open + 1; i < end; i++) {
    const char = pattern.charAt(i);
    if (char === '\\') i++;
    else if ('{('.includes(char)) depth++;
    else if ('})'.includes(char)) depth--;
    else if (char === separator && depth === 0) return true;
  }
  return false;
}

/** Index of the bracket that closes the one at `open`; -1 when there is none. */
export function closing(pattern: string, open: number, left: string, right: string): number {
  let depth = 0;
  for (let i = open; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '\\') i++;
    else if (char === left) depth++;
    else if (char === right && --depth === 0) return i;
  }
  return -1;
}

const digit = [48, 57] as const;
const upper = [65, 90] as const;
const lower = [97, 122] as const;

/** https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap09.html#tag_09_03_05 */
const namedClasses: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  alnum: [digit, upper, lower],
  alpha: [upper, lower],
  digit: [digit],
  lower: [lower],
  upper: [upper],
  space: [
    [9, 13],
    [32, 32],
  ],
  xdigit: [digit, [65, 70], [97, 102]],
};

/** Reads `[…]` at `start`; gives the index after it. */
function characterClass(pattern: string, start: number, emit: (instruction: Instruction) => number): number {
  const negated = pattern[start + 1] === '!' || pattern[start + 1] === '^';
  const first = start + (negated ? 2 : 1);
  const ranges: (readonly [number, number])[] = [];
  let at = first;
  const code = (): number => {
    if (pattern[at] === '\\') at++;
    const point = pattern.codePointAt(at) ?? 0;
    at += point > 0xffff ? 2 : 1;
    return point;
  };
  while (at < pattern.length && (pattern[at] !== ']' || at === first)) {
    const named = /^\[:([a-z]{5,6}):\]/.exec(pattern.slice(at, at + 10));
    const known = namedClasses[named?.[1] ?? ''];
    if (named !== null && known !== undefined) {
      for (const range of known) ranges.push(range);
      at += named[0].length;
      continue;
    }
    const low = code();
    if (pattern[at] === '-' && at + 1 < pattern.length && pattern[at + 1] !== ']') {
      at++;
      ranges.push([low, code()]);
    } else ranges.push([low, low]);
  }
  emit({ op: 'class', negated, ranges });
  return at + 1;
}
