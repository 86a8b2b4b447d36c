/**
 * The configuration of Next.js as it stands in a file of the world, read as data with nothing of it run, and without our own
 * reader: plain lists, constants, spreads, and modules that lie beside it. What else makes a rule is an error.
 */
import { posix } from 'node:path';
import { parse } from '@babel/parser';
import type { Expression, File, Node, ObjectExpression, ObjectMethod, Statement } from '@babel/types';

/** What has no form here, such as a function or what another package gives. */
class Code extends Error {}

type Files = Readonly<Record<string, string>>;

/** Names that stand for an expression of the same file, and the ones of the function they stand in. */
interface Scope {
  readonly file: string;
  readonly names: ReadonlyMap<string, Bound>;
  readonly files: Files;
}

type Bound = { readonly node: Node; readonly scope: () => Scope } | { readonly module: string; readonly name: string };

/** What is of use to the rules, as JSON. */
export function nextConfigIn(files: Files): Readonly<Record<string, unknown>> {
  const name = Object.keys(files).find((file) => /^next\.config\.\w+$/.test(file));
  if (name === undefined) throw new Error('There is no next.config here.');
  const scope = moduleScope(name, files);
  const config = [...nodesIn(parsed(files[name] ?? '').program)].find(
    (node): node is ObjectExpression => node.type === 'ObjectExpression' && memberOf(node, 'redirects') !== undefined,
  );
  const redirects = config && memberOf(config, 'redirects');
  if (config === undefined || redirects === undefined) throw new Error('No redirects stand in the configuration.');
  const settings = ['basePath', 'trailingSlash', 'i18n', 'output'].flatMap((key) => {
    const node = memberOf(config, key);
    return node === undefined ? [] : [[key, evaluated(node, scope)] as const];
  });
  return { ...Object.fromEntries(settings), redirects: called(redirects, scope) };
}

function parsed(text: string): File {
  return parse(text, { sourceType: 'unambiguous', plugins: ['typescript'], errorRecovery: true });
}

/** Not what stands there in some surroundings only: `...(isProduction ? {} : { redirects })`. */
function* nodesIn(node: Node): Iterable<Node> {
  yield node;
  if (node.type === 'SpreadElement' && /^(?:Conditional|Logical)Expression$/.test(node.argument.type)) return;
  for (const part of Object.values(node) as unknown[])
    for (const inner of [part].flat())
      if (typeof inner === 'object' && inner !== null && 'type' in inner && 'loc' in inner)
        yield* nodesIn(inner as Node);
}

function memberOf(object: ObjectExpression, name: string): Node | undefined {
  for (const member of object.properties) {
    if (member.type === 'SpreadElement' || member.computed) continue;
    const key =
      member.key.type === 'Identifier' ? member.key.name : 'value' in member.key ? member.key.value : undefined;
    if (key === name) return member.type === 'ObjectProperty' ? member.value : member;
  }
  return undefined;
}

function moduleScope(file: string, files: Files): Scope {
  const names = new Map<string, Bound>();
  const scope: Scope = { file, names, files };
  for (const statement of parsed(files[file] ?? '').program.body) {
    if (statement.type === 'ImportDeclaration') {
      for (const part of statement.specifiers)
        if (part.type !== 'ImportNamespaceSpecifier') {
          const name =
            part.type === 'ImportSpecifier' && part.imported.type === 'Identifier' ? part.imported.name : 'default';
          names.set(part.local.name, { module: statement.source.value, name });
        }
    } else if (statement.type === 'ExportNamedDeclaration' && statement.declaration)
      declare(statement.declaration as Statement, names, () => scope);
    else declare(statement, names, () => scope);
  }
  return scope;
}

function declare(statement: Statement, names: Map<string, Bound>, scope: () => Scope): void {
  if (statement.type === 'FunctionDeclaration' && statement.id)
    names.set(statement.id.name, { node: statement, scope });
  if (statement.type !== 'VariableDeclaration') return;
  for (const { id, init } of statement.declarations) {
    if (!init) continue;
    if (id.type === 'Identifier') names.set(id.name, { node: init, scope });
    else if (id.type === 'ObjectPattern')
      for (const member of id.properties) {
        const path = requiredIn(init);
        if (path !== undefined && member.type === 'ObjectProperty' && member.key.type === 'Identifier')
          if (member.value.type === 'Identifier') names.set(member.value.name, { module: path, name: member.key.name });
      }
  }
}

function requiredIn(node: Node): string | undefined {
  if (node.type === 'AwaitExpression') return requiredIn(node.argument);
  const [first] = node.type === 'CallExpression' ? node.arguments : [];
  const isRequire =
    node.type === 'CallExpression' &&
    (node.callee.type === 'Import' || (node.callee.type === 'Identifier' && node.callee.name === 'require'));
  return isRequire && first?.type === 'StringLiteral' ? first.value : undefined;
}

/** What a module beside the file exports under a name; `default` is also what `module.exports` is. */
function exported(from: Scope, module: string, name: string): unknown {
  const path = posix.join(posix.dirname(from.file), module);
  const file = ['', '.js', '.mjs', '.cjs', '.ts', '.json', '/index.js', '/index.ts']
    .map((end) => path + end)
    .find((candidate) => module.startsWith('.') && from.files[candidate] !== undefined);
  if (file === undefined) throw new Code(`${module} is not here`);
  if (file.endsWith('.json')) return JSON.parse(from.files[file] ?? '');
  const scope = moduleScope(file, from.files);
  for (const statement of parsed(from.files[file] ?? '').program.body) {
    if (statement.type === 'ExportDefaultDeclaration' && name === 'default')
      return evaluated(statement.declaration, scope);
    const given = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
    if (given?.type !== 'AssignmentExpression' || given.left.type !== 'MemberExpression') continue;
    const { object, property } = given.left;
    const key = property.type === 'Identifier' ? property.name : undefined;
    if (object.type === 'Identifier' && object.name === 'module' && key === 'exports') {
      if (name === 'default') return evaluated(given.right, scope);
      if (given.right.type !== 'ObjectExpression') continue;
      const member = memberOf(given.right, name);
      if (member) return evaluated(member, scope);
    }
    if (key === name) return evaluated(given.right, scope);
  }
  const own = scope.names.get(name);
  if (own === undefined) throw new Code(`${file} exports no ${name}`);
  return bound(own, scope);
}

function bound(found: Bound, scope: Scope): unknown {
  return 'node' in found ? evaluated(found.node, found.scope()) : exported(scope, found.module, found.name);
}

/** A function of these files, which is no value of its own. */
interface Callable {
  readonly callable: Node;
  readonly scope: Scope;
}

function evaluated(node: Node, scope: Scope): unknown {
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return node.value;
    case 'NullLiteral':
      return null;
    case 'TemplateLiteral':
      return node.quasis
        .map(({ value }, i) => {
          const inner = node.expressions[i];
          return (value.cooked ?? '') + (inner ? textOf(inner, scope) : '');
        })
        .join('');
    case 'BinaryExpression':
      if (node.operator !== '+') throw new Code(node.operator);
      return textOf(node.left, scope) + textOf(node.right, scope);
    case 'UnaryExpression':
      if (node.operator !== '!') throw new Code(node.operator);
      return !evaluated(node.argument, scope);
    case 'ArrayExpression':
      return node.elements.flatMap((element) => {
        if (element === null) throw new Code('a hole');
        if (element.type !== 'SpreadElement') return [evaluated(element, scope)];
        return listOf(evaluated(element.argument, scope));
      });
    case 'ObjectExpression':
      return objectOf(node, scope);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return evaluated(node.expression, scope);
    case 'AwaitExpression':
      return evaluated(node.argument, scope);
    case 'Identifier': {
      const found = scope.names.get(node.name);
      if (found === undefined) throw new Code(node.name);
      return bound(found, scope);
    }
    case 'CallExpression':
      return resultOf(node.callee, node.arguments as readonly Node[], requiredIn(node), scope);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
    case 'ObjectMethod':
      return { callable: node, scope } satisfies Callable;
    default:
      throw new Code(node.type);
  }
}

function textOf(node: Node, scope: Scope): string {
  const value = evaluated(node, scope);
  if (typeof value !== 'string') throw new Code('no text');
  return value;
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Code('no list');
  return value as readonly unknown[];
}

function objectOf(node: ObjectExpression, scope: Scope): unknown {
  return Object.fromEntries(
    node.properties.map((member) => {
      if (member.type !== 'ObjectProperty' || member.computed) throw new Code(member.type);
      const { key } = member;
      const name = key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : undefined;
      if (name === undefined) throw new Code('a key');
      return [name, evaluated(member.value, scope)];
    }),
  );
}

function resultOf(callee: Node, given: readonly Node[], required: string | undefined, scope: Scope): unknown {
  if (required !== undefined) return exported(scope, required, 'default');
  const [first] = given;
  const isResolve =
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Promise' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'resolve';
  if (isResolve && first) return evaluated(first, scope);
  if (callee.type !== 'Identifier' || given.length > 0) throw new Code('a call');
  return called(callee, scope);
}

/** What a function without parameters returns, or what stands in its place. */
function called(node: Node, scope: Scope): unknown {
  const value = evaluated(node, scope) as Callable;
  if (value?.callable === undefined) return value;
  const made = value.callable as ObjectMethod;
  const body = made.body as ObjectMethod['body'] | Expression;
  if (body.type !== 'BlockStatement') return evaluated(body, value.scope);
  const names = new Map(value.scope.names);
  const inner: Scope = { ...value.scope, names };
  for (const statement of body.body) {
    if (statement.type === 'ReturnStatement' && statement.argument) return evaluated(statement.argument, inner);
    if (statement.type !== 'VariableDeclaration') throw new Code(statement.type);
    declare(statement, names, () => inner);
  }
  throw new Code('nothing is returned');
}
