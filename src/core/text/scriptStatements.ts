/** Statements: declarations, changes of variables, and the bodies of functions. */
import type { AssignmentExpression, LVal, Node, Statement, VariableDeclaration } from '@babel/types';
import { type Evaluation, spent } from './scriptEvaluation.ts';
import { binary, inText, truth, unreadable } from './scriptOperators.ts';
import { type Cell, define, defineLazily, findCell, innerScope, originOf, type Scope } from './scriptScope.ts';
import { isAbsent, list, literal, type Origin, type Property, property, unknown, type Value } from './scriptValue.ts';

/** How a block ended: with a value returned, or a jump out of a loop. */
type Ending = { readonly kind: 'return'; readonly value: Value } | { readonly kind: 'break' | 'continue' };

/** A variable's value after all statements of its module that change it. */
export function settledValue(cell: Cell, name: string, scope: Scope, evaluation: Evaluation, origin: Origin): Value {
  if (cell.value === undefined) {
    const { compute } = cell;
    if (!compute) return unknown(`refers to itself by ${name}`, origin);
    cell.compute = undefined;
    cell.value = compute();
  }
  for (let change = cell.changes.shift(); change; change = cell.changes.shift()) {
    const ending = run([change], scope, evaluation);
    if (ending) break;
  }
  return cell.value;
}

/** Gives the names of a pattern (`{ a, b: [c] = [] }`) their parts of a value. */
export function bind(pattern: Node, value: Value, scope: Scope, evaluation: Evaluation): void {
  switch (pattern.type) {
    case 'Identifier':
      define(scope, pattern.name, value);
      return;
    case 'AssignmentPattern':
      bind(pattern.left, withDefault(value, pattern.right, scope, evaluation), scope, evaluation);
      return;
    case 'ArrayPattern':
      pattern.elements.forEach((element, index) => {
        if (!element) return;
        if (element.type !== 'RestElement') bind(element, partOf(value, String(index)), scope, evaluation);
        else bind(element.argument, rest(value, index), scope, evaluation);
      });
      return;
    case 'ObjectPattern': {
      const taken = new Set<string>();
      for (const part of pattern.properties) {
        if (part.type === 'RestElement') bind(part.argument, without(value, taken), scope, evaluation);
        else if (part.key.type === 'Identifier' || part.key.type === 'StringLiteral') {
          const key = part.key.type === 'Identifier' ? part.key.name : part.key.value;
          taken.add(key);
          bind(part.value, partOf(value, key), scope, evaluation);
        }
      }
      return;
    }
    case 'TSParameterProperty':
      bind(pattern.parameter, value, scope, evaluation);
      return;
    default:
  }
}

function withDefault(value: Value, fallback: Node, scope: Scope, evaluation: Evaluation): Value {
  return value.kind === 'literal' && value.value === undefined ? evaluation.evaluate(fallback, scope) : value;
}

function partOf(value: Value, key: string): Value {
  return value.kind === 'reference' ? { ...value, name: `${value.name}.${key}` } : property(value, key);
}

function rest(value: Value, from: number): Value {
  return value.kind === 'list' ? list(value.items.slice(from), value.origin) : unreadable(value, value.origin);
}

function without(value: Value, taken: ReadonlySet<string>): Value {
  if (value.kind !== 'object') return unreadable(value, value.origin);
  return { ...value, properties: new Map([...value.properties].filter(([key]) => !taken.has(key))) };
}

/** The names a pattern introduces. */
export function namesOf(pattern: LVal | Node): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return namesOf(pattern.left);
    case 'RestElement':
      return namesOf(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesOf(element) : []));
    case 'ObjectPattern':
      return pattern.properties.flatMap((part) => namesOf(part.type === 'RestElement' ? part.argument : part.value));
    default:
      return [];
  }
}

/** Declares variables that are evaluated when somebody asks for them. */
export function declareLazily(declaration: VariableDeclaration, scope: Scope, evaluation: Evaluation): void {
  for (const { id, init } of declaration.declarations) {
    const initial = (): Value => (init ? evaluation.evaluate(init, scope) : literal(undefined, originOf(id, scope)));
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
        return parts.cells.get(name)?.value ?? literal(undefined, originOf(id, scope));
      });
    }
  }
}

/** Runs statements in order; the ending when one of them leaves the block. */
export function run(statements: readonly Statement[], scope: Scope, evaluation: Evaluation): Ending | undefined {
  for (const statement of statements) {
    if (statement.type === 'FunctionDeclaration' && statement.id) {
      define(scope, statement.id.name, evaluation.evaluate(statement, scope));
    }
  }
  for (const statement of statements) {
    const origin = originOf(statement, scope);
    if (!evaluation.step()) return { kind: 'return', value: unknown(spent, origin) };
    const ending = runOne(statement, scope, evaluation, origin);
    if (ending) return ending;
  }
  return undefined;
}

function runOne(statement: Statement, scope: Scope, evaluation: Evaluation, origin: Origin): Ending | undefined {
  switch (statement.type) {
    case 'VariableDeclaration':
      for (const { id, init } of statement.declarations) {
        bind(id, init ? evaluation.evaluate(init, scope) : literal(undefined, origin), scope, evaluation);
      }
      return undefined;
    case 'ReturnStatement':
      return {
        kind: 'return',
        value: statement.argument ? evaluation.evaluate(statement.argument, scope) : literal(undefined, origin),
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
      evaluation.evaluate(statement.expression, scope);
      return undefined;
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
    case 'ForStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return { kind: 'return', value: unknown('is computed in a loop', origin) };
    default:
      return undefined;
  }
}

/** A branch nobody can decide: harmless when it neither returns nor changes anything. */
function undecided(statement: Statement, test: Value, origin: Origin): Ending | undefined {
  const text = JSON.stringify(statement, (key, part: unknown) => (key === 'loc' ? undefined : part));
  const matters =
    /"type":"(?:ReturnStatement|AssignmentExpression|BreakStatement|ContinueStatement)"|"name":"(?:push|unshift|assign)"/;
  return matters.test(text) ? { kind: 'return', value: unreadable(test, origin) } : undefined;
}

function loop(
  statement: Extract<Statement, { type: 'ForOfStatement' }>,
  scope: Scope,
  evaluation: Evaluation,
  origin: Origin,
): Ending | undefined {
  const items = evaluation.evaluate(statement.right, scope);
  if (items.kind !== 'list') return undecided(statement, items, origin);
  for (const item of items.items) {
    const inner = innerScope(scope);
    const declared =
      statement.left.type === 'VariableDeclaration' ? statement.left.declarations[0]?.id : statement.left;
    if (declared) bind(declared, item, inner, evaluation);
    const ending = run([statement.body], inner, evaluation);
    if (ending?.kind === 'return') return ending;
    if (ending?.kind === 'break') return undefined;
  }
  return undefined;
}

function choose(
  cases: Extract<Statement, { type: 'SwitchStatement' }>['cases'],
  subject: Value,
  scope: Scope,
  evaluation: Evaluation,
  origin: Origin,
): Ending | undefined {
  let from = cases.findIndex(({ test }) => !test);
  for (const [index, { test }] of cases.entries()) {
    if (!test) continue;
    const same = truth(binary('===', subject, evaluation.evaluate(test, scope), origin));
    if (same === undefined) return { kind: 'return', value: unreadable(subject, origin) };
    if (!same) continue;
    from = index;
    break;
  }
  if (from < 0) return undefined;
  const inner = innerScope(scope);
  const ending = run(
    cases.slice(from).flatMap(({ consequent }) => consequent),
    inner,
    evaluation,
  );
  return ending?.kind === 'break' ? undefined : ending;
}

/** `name = value`, `object.key = value`, `name += value`: the variable gets a new value. */
export function assignTo(node: AssignmentExpression, scope: Scope, evaluation: Evaluation): Value {
  const origin = originOf(node, scope);
  const right = evaluation.evaluate(node.right, scope);
  const value =
    node.operator === '='
      ? right
      : compound(node.operator.slice(0, -1), evaluation.evaluate(node.left, scope), right, origin);
  store(node.left, value, scope, evaluation);
  return value;
}

function compound(operator: string, left: Value, right: Value, origin: Origin): Value {
  if (operator === '??') return isAbsent(left) ? right : left;
  if (operator === '||' || operator === '&&') {
    const is = truth(left);
    return is === undefined ? unreadable(left, origin) : is === (operator === '||') ? left : right;
  }
  return binary(operator, left, right, origin);
}

/** Puts a value in the place an expression names, by replacing what contains it. */
export function store(target: Node, value: Value, scope: Scope, evaluation: Evaluation): void {
  if (target.type === 'Identifier') {
    const cell = findCell(scope, target.name);
    if (cell) cell.value = value;
    return;
  }
  if (target.type !== 'MemberExpression') return;
  const holder = evaluation.evaluate(target.object, scope);
  const named = target.property.type === 'Identifier' && !target.computed ? target.property.name : undefined;
  const key = named ?? inText(evaluation.evaluate(target.property, scope));
  if (holder.kind !== 'object') return;
  if (key === undefined) {
    const hidden = unknown('has a computed name', originOf(target, scope));
    store(target.object, { ...holder, unread: [...holder.unread, hidden] }, scope, evaluation);
    return;
  }
  const properties = new Map<string, Property>(holder.properties);
  properties.set(key, { value, origin: value.origin });
  store(target.object, { ...holder, properties }, scope, evaluation);
}
