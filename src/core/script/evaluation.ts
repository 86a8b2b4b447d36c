/** What all parts of the evaluation share: the files, the budget, and each other. */
import type { Expression, Node } from '@babel/types';
import type { RepoPath } from '../paths.ts';
import type { Parsed } from './parse.ts';
import type { Aliases } from './project/aliases.ts';
import type { Scope } from './scope.ts';
import { deepest, type Origin, type Reference, type Unknown, type Value } from './value.ts';

/** What the evaluation may look at, all of it read before. */
export interface Sources {
  has(path: RepoPath): boolean;
  /** `undefined` when the file does not exist or was not read. */
  text(path: RepoPath): string | undefined;
  /** The paths below a folder, as seen from it. */
  below(folder: RepoPath): readonly string[];
  /** The syntax tree of a file, parsed once. */
  parsed(path: RepoPath, text: string): Parsed;
  readonly aliases: Aliases;
  /** What the repository itself sets while its site is built; see `environment.ts`. */
  readonly environment: ReadonlyMap<string, string>;
  /** What all scripts of these files may take together. */
  readonly budget: StepBudget;
}

/** Steps that are left, and the scripts whose evaluation ended for want of them. */
export interface StepBudget {
  left: number;
  readonly ended: Set<RepoPath>;
}

/** For a site of many thousand pages whose addresses its scripts work out; beyond, they are taken for unknown. */
const repositorySteps = 20_000_000;

const budgets = new WeakMap<object, StepBudget>();

export function stepBudget(left: number): StepBudget {
  return { left, ended: new Set() };
}

/** The budget of one repository: its scripts are evaluated by many readers, and again for every state of the past. */
export function budgetOf(files: object): StepBudget {
  const known = budgets.get(files) ?? stepBudget(repositorySteps);
  budgets.set(files, known);
  return known;
}

/** Lets the scripts of these files take from a budget that others take from, too. */
export function shareBudget(files: object, budget: StepBudget): void {
  budgets.set(files, budget);
}

/** The result of calling something that is not part of the repository; `undefined` when the caller knows nothing of it. */
export type Given = (callee: Reference, args: readonly Value[], evaluation: Evaluation) => Value | undefined;

/** What every part of the evaluator works with. */
export interface Evaluation {
  readonly sources: Sources;
  /** Folder a build would run in. */
  readonly workingFolder: RepoPath;
  /** Items stay in a list when it cannot be told whether a filter keeps them. */
  readonly keepsDoubtful: boolean;
  /** What the caller knows of a package's function or a global. */
  readonly given: Given;
  /** A variable of the environment by its name, and as the script writes it: `BASE`, `process.env.BASE`. */
  variable(name: string, written: string, origin: Origin): Value;
  evaluate(node: Expression | Node, scope: Scope): Value;
  apply(callee: Value, args: readonly Value[], origin: Origin): Value;
  /** What a module of the repository exports under a name; `*` is all of it. */
  imported(specifier: string, name: string, from: RepoPath, origin: Origin): Value;
  /** Notes that a function could not be followed to its end. */
  doubt(value: Unknown): void;
  /** Takes steps from the budget; `false` when it is spent and the evaluation must end. */
  step(cost?: number): boolean;
  /** Runs something one level deeper; `undefined` when that is too deep. */
  deeper<Result>(run: () => Result): Result | undefined;
}

/** Enough for configuration that builds a thousand redirects in a loop, spent in well under a second. */
export const maximumSteps = 400_000;
export const maximumDepth = 300;
export const maximumText = 1_000_000;
export const maximumItems = 50_000;

export const spent = 'takes too many steps to evaluate';

/** Steps that a value costs to be made: large ones are copied as often as something is added to them. */
export function costOf(value: Value): number {
  if (value.kind === 'list') return value.items.length >> 8;
  if (value.kind === 'object') return value.properties.size >> 8;
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value.length >> 10 : 0;
}

/** Steps that it costs to try a pattern on a text. */
export function patternWork(receiver: Value | undefined, first: Value | undefined): number {
  const [pattern, text] = receiver?.kind === 'regex' ? [receiver, first] : [first, receiver];
  if (pattern?.kind !== 'regex' || text?.kind !== 'literal' || typeof text.value !== 'string') return 0;
  return (text.value.length * pattern.source.length) >> 9;
}

/** How many levels of others a value holds, where it holds any. */
const levels = new WeakMap<Value, number>();

/**
 * Whether a value that was just made of others is nested no deeper than `deepest`: a loop can nest values without any call
 * inside another, and whoever goes through them later may not.
 */
export function isShallow(value: Value): boolean {
  if (levels.has(value)) return true;
  let most = 0;
  for (const part of partsOf(value)) most = Math.max(most, (levels.get(part) ?? 0) + 1);
  if (most > deepest) return false;
  if (most > 0) levels.set(value, most);
  return true;
}

function* partsOf(value: Value): Generator<Value, void> {
  if (value.kind === 'list') yield* value.items;
  else if (value.kind === 'call') yield* value.args;
  else if (value.kind === 'object') for (const item of value.properties.values()) yield item.value;
}
