/** Runs the program of a glob: all its states are followed at once, so that no path takes long. */
import type { Instruction } from './globProgram.ts';

const SLASH = 47;
const DOT = 46;

/** Follows all states at once: at most one visit of each instruction per character. */
export function runGlob(program: readonly Instruction[], text: string): boolean {
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
      else if (instruction.op === 'save') pending.push(pc + 1);
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

/** Where each slot was saved, on the way that the pattern prefers. */
export type Saved = readonly (number | undefined)[];

interface Thread {
  readonly pc: number;
  readonly saved: Saved;
}

/** Like `run`, with what was saved on the way; `undefined` where the text does not match. */
export function captureGlob(program: readonly Instruction[], text: string): Saved | undefined {
  const seen = new Int32Array(program.length).fill(-1);
  const add = (threads: Thread[], from: Thread, position: number): void => {
    const pending = [from];
    for (let thread = pending.pop(); thread !== undefined; thread = pending.pop()) {
      const { pc, saved } = thread;
      const instruction = program[pc];
      if (instruction === undefined || seen[pc] === position) continue;
      seen[pc] = position;
      if (instruction.op === 'split') {
        pending.push({ pc: instruction.second, saved }, { pc: instruction.first, saved });
      } else if (instruction.op === 'jump') pending.push({ pc: instruction.to, saved });
      else if (instruction.op === 'save') {
        const { slot, first } = instruction;
        const kept = first && saved[slot] !== undefined;
        pending.push({ pc: pc + 1, saved: kept ? saved : withSlot(saved, slot, position) });
      } else if (instruction.op === 'notDot') {
        if (text.charCodeAt(position) !== DOT) pending.push({ pc: pc + 1, saved });
      } else threads.push(thread);
    }
  };
  let threads: Thread[] = [];
  add(threads, { pc: 0, saved: [] }, 0);
  for (let position = 0; position < text.length; ) {
    const code = text.codePointAt(position) ?? 0;
    position += code > 0xffff ? 2 : 1;
    const next: Thread[] = [];
    for (const { pc, saved } of threads) {
      const instruction = program[pc];
      if (instruction !== undefined && accepts(instruction, code)) add(next, { pc: pc + 1, saved }, position);
    }
    threads = next;
  }
  return threads.find(({ pc }) => program[pc]?.op === 'end')?.saved;
}

function withSlot(saved: Saved, slot: number, position: number): Saved {
  const changed = Array.from(saved);
  changed[slot] = position;
  return changed;
}
