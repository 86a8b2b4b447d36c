/** Names and what they stand for while a script is evaluated. */
import type {
  ArrowFunctionExpression,
  FunctionDeclaration,
  FunctionExpression,
  Node,
  ObjectMethod,
  Statement,
} from '@babel/types';
import type { RepoPath } from '../paths.ts';
import type { Origin, Value } from './value.ts';

export type FunctionNode = ArrowFunctionExpression | FunctionDeclaration | FunctionExpression | ObjectMethod;

/** A variable: computed when it is first asked for, replaced when a statement changes it. */
export interface Cell {
  value: Value | undefined;
  /** Gives the first value; `undefined` once it runs, which tells a cycle. */
  compute: (() => Value) | undefined;
  /** Statements of the module's top level that change the variable later, in order. */
  readonly changes: Statement[];
}

/** The variables that an expression can see. */
export interface Scope {
  readonly file: RepoPath;
  readonly parent: Scope | undefined;
  readonly cells: Map<string, Cell>;
}

export function innerScope(parent: Scope): Scope {
  return { file: parent.file, parent, cells: new Map() };
}

export function define(scope: Scope, name: string, value: Value): void {
  scope.cells.set(name, { value, compute: undefined, changes: [] });
}

export function defineLazily(scope: Scope, name: string, compute: () => Value): void {
  scope.cells.set(name, { value: undefined, compute, changes: [] });
}

export function findCell(scope: Scope, name: string): Cell | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const cell = at.cells.get(name);
    if (cell) return cell;
  }
  return undefined;
}

export function originOf(node: Node, scope: Scope): Origin {
  return { file: scope.file, start: node.start ?? 0, end: node.end ?? 0, line: node.loc?.start.line ?? 1 };
}

/** Calls `visit` for a node and all nodes below it, parents first. */
export function walk(node: Node, visit: (node: Node) => void): void {
  const stack: Node[] = [node];
  for (let at = stack.pop(); at; at = stack.pop()) {
    visit(at);
    for (const child of childNodes(at).toReversed()) stack.push(child);
  }
}

export function childNodes(node: Node): readonly Node[] {
  const children: Node[] = [];
  const fields = node as unknown as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(fields)) {
    const child = fields[key];
    // Asked for every node of every script: most fields are texts and numbers.
    if (typeof child !== 'object' || child === null || key === 'loc' || key.endsWith('Comments')) continue;
    if (!Array.isArray(child)) {
      if (isNode(child)) children.push(child);
    } else for (const item of child) if (isNode(item)) children.push(item);
  }
  return children;
}

function isNode(item: unknown): item is Node {
  return typeof item === 'object' && item !== null && 'type' in item && typeof item.type === 'string';
}
