/** What a glob becomes: a small program whose states are all followed at once, so that no path takes long. */
import type { GlobOptions } from './glob.ts';

export type Instruction =
  | { readonly op: 'char'; readonly code: number }
  | { readonly op: 'any' | 'anything' | 'notDot' | 'end' }
  | { readonly op: 'class'; readonly negated: boolean; readonly ranges: readonly (readonly [number, number])[] }
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number };

const SLASH = 47;
const DOT = 46;

/** Recursive descent over the pattern. */
export function compile(pattern: string, options: GlobOptions): readonly Instruction[] {
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

  const star = (): void => {
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
        at = characterClass(pattern, at, emit);
      } else if (char === '{' && closing(pattern, at, '{', '}') > 0) {
        at++;
        alternatives(',', '}');
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

/** Index of the bracket that closes the one at `open`; -1 when there is none. */
function closing(pattern: string, open: number, left: string, right: string): number {
  let depth = 0;
  for (let i = open; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '\\') i++;
    else if (char === left) depth++;
    else if (char === right && --depth === 0) return i;
  }
  return -1;
}

/** Reads `[…]` at `start`; gives the index after it. */
function characterClass(pattern: string, start: number, emit: (instruction: Instruction) => number): number {
  const negated = pattern[start + 1] === '!' || pattern[start + 1] === '^';
  const first = start + (negated ? 2 : 1);
  const ranges: [number, number][] = [];
  let at = first;
  const code = (): number => {
    if (pattern[at] === '\\') at++;
    const point = pattern.codePointAt(at) ?? 0;
    at += point > 0xffff ? 2 : 1;
    return point;
  };
  while (at < pattern.length && (pattern[at] !== ']' || at === first)) {
    const low = code();
    if (pattern[at] === '-' && at + 1 < pattern.length && pattern[at + 1] !== ']') {
      at++;
      ranges.push([low, code()]);
    } else ranges.push([low, low]);
  }
  emit({ op: 'class', negated, ranges });
  return at + 1;
}

/** Follows all states at once: at most one visit of each instruction per character. */
export function run(program: readonly Instruction[], text: string): boolean {
  const seen = new Int32Array(program.length).fill(-1);
  let states: number[] = [];
  let next: number[] = [];

  const add = (states: number[], from: number, position: number): void => {
    const pending = [from];
    for (let pc = pending.pop(); pc !== undefined; pc = pending.pop()) {
      const instruction = program[pc];
      if (instruction === undefined || seen[pc] === position) continue;
      seen[pc] = position;
      if (instruction.op === 'split') pending.push(instruction.second, instruction.first);
      else if (instruction.op === 'jump') pending.push(instruction.to);
      else if (instruction.op === 'notDot') {
        if (text.charCodeAt(position) !== DOT) pending.push(pc + 1);
      } else states.push(pc);
    }
  };

  add(states, 0, 0);
  for (let position = 0; position < text.length; ) {
    if (states.length === 0) return false;
    const code = text.codePointAt(position) ?? 0;
    position += code > 0xffff ? 2 : 1;
    for (const pc of states) {
      const instruction = program[pc];
      if (instruction !== undefined && accepts(instruction, code)) add(next, pc + 1, position);
    }
    [states, next] = [next, states];
    next.length = 0;
  }
  return states.some((pc) => program[pc]?.op === 'end');
}

function accepts(instruction: Instruction, code: number): boolean {
  switch (instruction.op) {
    case 'char':
      return instruction.code === code;
    case 'any':
      return code !== SLASH;
    case 'anything':
      return true;
    case 'class':
      return (
        code !== SLASH && instruction.negated !== instruction.ranges.some(([low, high]) => low <= code && code <= high)
      );
    default:
      return false;
  }
}
