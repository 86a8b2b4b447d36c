/** Statements: declarations, branches, loops, and the bodies of functions. */
import type {
  ExpressionStatement,
  IfStatement,
  Node,
  Statement,
  SwitchStatement,
  VariableDeclaration,
} from '@babel/types';
import { either } from './either.ts';
import { type Evaluation, spent } from './evaluation.ts';
import { binary, truth, unknownFrom } from './operators.ts';
import { bind, namesOf } from './patterns.ts';
import { type Cell, define, defineLazily, innerScope, originOf, type Scope } from './scope.ts';
import { mayEndTurn, mayReturn, mayRun } from './undecided.ts';
import { list, literalValue, type Origin, unknown, type Value } from './value.ts';

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
    // Nothing stands around a module: what ends early could not be followed.
    if (completion?.kind === 'return') mayRun(change, unknownFrom(completion.value, origin), scope, evaluation);
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
  for (const [index, statement] of statements.entries()) {
    const origin = originOf(statement, scope);
    if (!evaluation.step()) return { kind: 'return', value: unknown(spent, origin) };
    const completion =
      statement.type === 'IfStatement'
        ? branch(statement, statements.slice(index + 1), scope, evaluation)
        : runOne(statement, scope, evaluation, origin);
    if (completion) return completion;
  }
  return undefined;
}

function branch(
  statement: IfStatement,
  rest: readonly Statement[],
  scope: Scope,
  evaluation: Evaluation,
): Completion | undefined {
  const test = evaluation.evaluate(statement.test, scope);
  const is = truth(test);
  if (is !== undefined) {
    const taken = is ? statement.consequent : statement.alternate;
    return taken ? run([taken], innerScope(scope), evaluation) : undefined;
  }
  const origin = originOf(statement, scope);
  if (!mayEndTurn(statement)) return undecided(statement, test, false, scope, evaluation, origin);
  const why = unknownFrom(test, origin);
  if (!onlyReturns(statement.consequent)) return { kind: 'return', value: why };
  const first = run([statement.consequent], innerScope(scope), evaluation);
  const second = run(statement.alternate ? [statement.alternate, ...rest] : rest, scope, evaluation);
  const isKnown = first?.kind === 'return' && second?.kind === 'return';
  return { kind: 'return', value: isKnown ? either(first.value, second.value, why, evaluation) : why };
}

/** `return x`, maybe behind declarations: nothing outside is changed on the way. */
function onlyReturns(statement: Statement): boolean {
  if (statement.type === 'ReturnStatement') return true;
  if (statement.type !== 'BlockStatement' || statement.body.at(-1)?.type !== 'ReturnStatement') return false;
  return statement.body.slice(0, -1).every(({ type }) => type === 'VariableDeclaration');
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
    case 'BlockStatement':
      return run(statement.body, innerScope(scope), evaluation);
    case 'TryStatement':
      return run(statement.block.body, innerScope(scope), evaluation);
    case 'ExpressionStatement':
      return expression(statement, scope, evaluation, origin);
    case 'ForOfStatement':
      return loop(statement, scope, evaluation, origin);
    case 'ForInStatement':
      return loop(statement, scope, evaluation, origin);
    case 'SwitchStatement':
      return choose(statement, scope, evaluation, origin);
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
    case 'DoWhileStatement':
      return undecided(
        statement,
        unknown('is computed in a loop', origin),
        mayReturn(statement),
        scope,
        evaluation,
        origin,
      );
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
  if (body !== undefined) mayRun(body, unknownFrom(value, origin), scope, evaluation);
  return undefined;
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

/** What may run or not: where it may leave the block around it, nobody knows what comes after. */
function undecided(
  statement: Node,
  test: Value,
  leaves: boolean,
  scope: Scope,
  evaluation: Evaluation,
  origin: Origin,
): Completion | undefined {
  const why = unknownFrom(test, origin);
  if (leaves) return { kind: 'return', value: why };
  mayRun(statement, why, scope, evaluation);
  return undefined;
}

function loop(
  statement: Extract<Statement, { type: 'ForOfStatement' | 'ForInStatement' }>,
  scope: Scope,
  evaluation: Evaluation,
  origin: Origin,
): Completion | undefined {
  const subject = evaluation.evaluate(statement.right, scope);
  const items = statement.type === 'ForOfStatement' ? subject : keysOf(subject, origin);
  if (items.kind !== 'list') {
    return undecided(statement.body, items, mayReturn(statement.body), scope, evaluation, origin);
  }
  for (const item of items.items) {
    if (item.kind === 'unknown' && item.several) {
      const ending = undecided(statement.body, item, mayReturn(statement.body), scope, evaluation, origin);
      if (ending) return ending;
      continue;
    }
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

function keysOf(subject: Value, origin: Origin): Value {
  if (subject.kind !== 'object') return unknownFrom(subject, origin);
  return list([...[...subject.properties.keys()].map((key) => literalValue(key, origin)), ...subject.unread], origin);
}

function choose(
  statement: SwitchStatement,
  scope: Scope,
  evaluation: Evaluation,
  origin: Origin,
): Completion | undefined {
  const { cases } = statement;
  const subject = evaluation.evaluate(statement.discriminant, scope);
  let from = cases.findIndex(({ test }) => !test);
  for (const [index, { test }] of cases.entries()) {
    if (!test) continue;
    const same = truth(binary('===', subject, evaluation.evaluate(test, scope), origin));
    if (same === undefined) return undecided(statement, subject, mayReturn(statement), scope, evaluation, origin);
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
    if (is === undefined) return undecided(body, condition, mayReturn(body), scope, evaluation, origin);
    if (!is) return undefined;
    const completion = run([body], innerScope(scope), evaluation);
    if (completion?.kind === 'return') return completion;
    if (completion?.kind === 'break') return undefined;
    if (next) evaluation.evaluate(next, scope);
  }
}
