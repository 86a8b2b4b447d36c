/** Statements: declarations, branches, loops, and the bodies of functions. */
import type { ExpressionStatement, Node, Statement, VariableDeclaration } from '@babel/types';
import { type Evaluation, spent } from './evaluation.ts';
import { binary, truth, unknownFrom } from './operators.ts';
import { bind, namesOf } from './patterns.ts';
import { type Cell, define, defineLazily, innerScope, originOf, type Scope } from './scope.ts';
import { literalValue, type Origin, unknown, type Value } from './value.ts';

/** How a block ended: with a value returned, or a jump out of a loop. */
type Completion = { readonly kind: 'return'; readonly value: Value } | { readonly kind: 'break' | 'continue' };

/** A variable's value after all statements of its module that change it. */
export function settledValue(cell: Cell, name: string, scope: Scope, evaluation: Evaluation, origin: Origin): Value {
  if (cell.value === undefined) {
    const { compute } = cell;
    if (!compute) return unknown(`refers to itself by ${name}`, origin);
    cell.compute = undefined;
    cell.value = compute();
  }
  for (let change = cell.changes.shift(); change; change = cell.changes.shift()) {
    const completion = run([change], scope, evaluation);
    if (completion) break;
  }
  return cell.value;
}

/** Declares variables that are evaluated when somebody asks for them. */
export function declareLazily(declaration: VariableDeclaration, scope: Scope, evaluation: Evaluation): void {
  for (const { id, init } of declaration.declarations) {
    const initial = (): Value =>
      init ? evaluation.evaluate(init, scope) : literalValue(undefined, originOf(id, scope));
    if (id.type === 'Identifier') {
      defineLazily(scope, id.name, initial);
      continue;
    }
    let parts: Scope | undefined;
    for (const name of namesOf(id)) {
      defineLazily(scope, name, () => {
        if (!parts) {
          parts = innerScope(scope);
          bind(id, initial(), parts, evaluation);
        }
        return parts.cells.get(name)?.value ?? literalValue(undefined, originOf(id, scope));
      });
    }
  }
}

/** Runs statements in order; the ending when one of them leaves the block. */
export function run(statements: readonly Statement[], scope: Scope, evaluation: Evaluation): Completion | undefined {
  for (const statement of statements) {
    if (statement.type === 'FunctionDeclaration' && statement.id) {
      define(scope, statement.id.name, evaluation.evaluate(statement, scope));
    }
  }
  for (const statement of statements) {
    const origin = originOf(statement, scope);
    if (!evaluation.step()) return { kind: 'return', value: unknown(spent, origin) };
    const completion = runOne(statement, scope, evaluation, origin);
    if (completion) return completion;
  }
  return undefined;
}

function runOne(statement: Statement, scope: Scope, evaluation: Evaluation, origin: Origin): Completion | undefined {
  switch (statement.type) {
    case 'VariableDeclaration':
      for (const { id, init } of statement.declarations) {
        bind(id, init ? evaluation.evaluate(init, scope) : literalValue(undefined, origin), scope, evaluation);
      }
      return undefined;
    case 'ReturnStatement':
      return {
        kind: 'return',
        value: statement.argument ? evaluation.evaluate(statement.argument, scope) : literalValue(undefined, origin),
      };
    case 'IfStatement': {
      const test = evaluation.evaluate(statement.test, scope);
      const is = truth(test);
      if (is === undefined) return undecided(statement, test, origin);
      const branch = is ? statement.consequent : statement.alternate;
      return branch ? run([branch], innerScope(scope), evaluation) : undefined;
    }
    case 'BlockStatement':
      return run(statement.body, innerScope(scope), evaluation);
    case 'TryStatement':
      return run(statement.block.body, innerScope(scope), evaluation);
    case 'ExpressionStatement':
      return expression(statement, scope, evaluation, origin);
    case 'ForOfStatement':
      return loop(statement, scope, evaluation, origin);
    case 'SwitchStatement': {
      const subject = evaluation.evaluate(statement.discriminant, scope);
      return choose(statement.cases, subject, scope, evaluation, origin);
    }
    case 'BreakStatement':
      return { kind: 'break' };
    case 'ContinueStatement':
      return { kind: 'continue' };
    case 'ThrowStatement':
      return { kind: 'return', value: unknown('ends with an error', origin) };
    case 'ForStatement': {
      const inner = innerScope(scope);
      const { init } = statement;
      if (init)
        runOne(
          init.type === 'VariableDeclaration' ? init : ({ type: 'ExpressionStatement', expression: init } as Statement),
          inner,
          evaluation,
          origin,
        );
      return repeat(
        statement.test ?? undefined,
        statement.update ?? undefined,
        statement.body,
        inner,
        evaluation,
        origin,
      );
    }
    case 'WhileStatement':
      return repeat(statement.test, undefined, statement.body, scope, evaluation, origin);
    case 'ForInStatement':
    case 'DoWhileStatement':
      return { kind: 'return', value: unknown('is computed in a loop', origin) };
    default:
      return undefined;
  }
}

/** `list.forEach(…)` of a list that nobody knows leaves what its function changes unknown, as any other loop does. */
function expression(
  { expression: node }: ExpressionStatement,
  scope: Scope,
  evaluation: Evaluation,
  origin: Origin,
): Completion | undefined {
  const value = evaluation.evaluate(node, scope);
  // What comes from elsewhere may go through its entries, or through none.
  const body = value.kind === 'unknown' || value.kind === 'call' ? bodyOfEach(node) : undefined;
  return body !== undefined && changes(body) ? { kind: 'return', value: unknownFrom(value, origin) } : undefined;
}

/** The body of the function that is called for each entry of a list; `undefined` where a statement is no such call. */
function bodyOfEach(node: Node): Node | undefined {
  const call = node.type === 'AwaitExpression' ? node.argument : node;
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined;
  const { property } = call.callee;
  const [each] = call.arguments;
  if (property.type !== 'Identifier' || property.name !== 'forEach') return undefined;
  return each?.type === 'ArrowFunctionExpression' || each?.type === 'FunctionExpression' ? each.body : undefined;
}

/** Whether a part of a script may change what stands outside it. */
function changes(node: Node): boolean {
  const text = JSON.stringify(node, (key, part: unknown) => (key === 'loc' ? undefined : part));
  return /"type":"AssignmentExpression"|"name":"(?:push|unshift|assign)"/.test(text);
}

/** A branch nobody can decide: harmless when it neither returns nor changes anything. */
function undecided(statement: Statement, test: Value, origin: Origin): Completion | undefined {
  const text = JSON.stringify(statement, (key, part: unknown) => (key === 'loc' ? undefined : part));
  const leaves = /"type":"(?:ReturnStatement|BreakStatement|ContinueStatement)"/;
  return leaves.test(text) || changes(statement) ? { kind: 'return', value: unknownFrom(test, origin) } : undefined;
}

function loop(
  statement: Extract<Statement, { type: 'ForOfStatement' }>,
  scope: Scope,
  evaluation: Evaluation,
  origin: Origin,
): Completion | undefined {
  const items = evaluation.evaluate(statement.right, scope);
  if (items.kind !== 'list') return undecided(statement, items, origin);
  for (const item of items.items) {
    const inner = innerScope(scope);
    const declared =
      statement.left.type === 'VariableDeclaration' ? statement.left.declarations[0]?.id : statement.left;
    if (declared) bind(declared, item, inner, evaluation);
    const completion = run([statement.body], inner, evaluation);
    if (completion?.kind === 'return') return completion;
    if (completion?.kind === 'break') return undefined;
  }
  return undefined;
}

function choose(
  cases: Extract<Statement, { type: 'SwitchStatement' }>['cases'],
  subject: Value,
  scope: Scope,
  evaluation: Evaluation,
  origin: Origin,
): Completion | undefined {
  let from = cases.findIndex(({ test }) => !test);
  for (const [index, { test }] of cases.entries()) {
    if (!test) continue;
    const same = truth(binary('===', subject, evaluation.evaluate(test, scope), origin));
    if (same === undefined) return { kind: 'return', value: unknownFrom(subject, origin) };
    if (!same) continue;
    from = index;
    break;
  }
  if (from < 0) return undefined;
  const inner = innerScope(scope);
  const completion = run(
    cases.slice(from).flatMap(({ consequent }) => consequent),
    inner,
    evaluation,
  );
  return completion?.kind === 'break' ? undefined : completion;
}

/** A loop with a condition; the budget of steps ends one that does not end. */
function repeat(
  test: Node | undefined,
  next: Node | undefined,
  body: Statement,
  scope: Scope,
  evaluation: Evaluation,
  origin: Origin,
): Completion | undefined {
  for (;;) {
    if (!evaluation.step()) return { kind: 'return', value: unknown(spent, origin) };
    const condition = test ? evaluation.evaluate(test, scope) : literalValue(true, origin);
    const is = truth(condition);
    if (is === undefined) return { kind: 'return', value: unknownFrom(condition, origin) };
    if (!is) return undefined;
    const completion = run([body], innerScope(scope), evaluation);
    if (completion?.kind === 'return') return completion;
    if (completion?.kind === 'break') return undefined;
    if (next) evaluation.evaluate(next, scope);
  }
}
