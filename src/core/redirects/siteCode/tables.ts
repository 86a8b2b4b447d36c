/** Tables of old addresses in a program, and what is looked up in them: `const moved = { '/old': '/new' }`, `moved[pathname]`. */
import type { Expression, Node, VariableDeclarator } from '@babel/types';
import { walk } from '../../script/scope.ts';

/** The paths that a lookup finds something for; `undefined` for what is none. */
export type Lookups = (node: Node) => readonly string[] | undefined;

/** `isPath`: whether an expression is the path that is asked. */
export function lookupsIn(program: Node, isPath: (node: Node) => boolean): Lookups {
  const declared = new Map<string, VariableDeclarator[]>();
  const changed = new Set<string>();
  walk(program, (node) => {
    if (node.type === 'VariableDeclaration') {
      for (const one of node.declarations) {
        if (one.id.type !== 'Identifier') continue;
        declared.set(one.id.name, [...(declared.get(one.id.name) ?? []), one]);
        if (node.kind !== 'const') changed.add(one.id.name);
      }
    }
    const name = changedName(node);
    if (name !== undefined) changed.add(name);
  });
  const constant = (name: string): Node | undefined => {
    const [only, ...others] = declared.get(name) ?? [];
    return others.length > 0 || changed.has(name) ? undefined : (only?.init ?? undefined);
  };
  const tableOf = (node: Node): readonly string[] | undefined => {
    if (node.type !== 'Identifier') return undefined;
    const value = constant(node.name);
    return value && keysOf(bare(value));
  };
  const lookUp = (node: Node): readonly string[] | undefined => {
    const asked = askedIn(bare(node));
    return asked && isPath(withoutSpelling(asked.path)) ? tableOf(asked.table) : undefined;
  };
  return (node) => {
    const value = node.type === 'Identifier' ? constant(node.name) : node;
    return value && lookUp(value);
  };
}

/** A table to which something is added, or a name that is set anew. */
function changedName(node: Node): string | undefined {
  if (node.type === 'AssignmentExpression') return rootOf(node.left);
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const { object, property } = node.callee;
  if (property.type !== 'Identifier') return undefined;
  const [given] = node.arguments;
  if (property.name === 'assign' && given) return rootOf(given);
  return /^(?:set|add|push|unshift|delete|clear)$/.test(property.name) ? rootOf(object) : undefined;
}

function rootOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? rootOf(node.object) : undefined;
}

/** Without what types and brackets are around an expression. */
function bare(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return bare(node.expression);
    case 'CallExpression':
      return isFreeze(node) ? bare(node.arguments[0] as Node) : node;
    default:
      return node;
  }
}

function isFreeze({ callee, arguments: given }: Extract<Node, { type: 'CallExpression' }>): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  return callee.property.name === 'freeze' && given.length === 1;
}

/** The keys of an object, the first of each pair of a `Map`, the entries of a `Set` or list; all have to be plain. */
function keysOf(node: Node): readonly string[] | undefined {
  if (node.type === 'ObjectExpression') {
    return allOf(
      node.properties.map((property) => {
        if (property.type !== 'ObjectProperty' || property.computed) return undefined;
        return property.key.type === 'Identifier' ? property.key.name : textOf(property.key);
      }),
    );
  }
  if (node.type === 'ArrayExpression') return allOf(node.elements.map((entry) => entry && textOf(entry)));
  const isMade = node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.arguments.length === 1;
  if (!isMade || node.callee.type !== 'Identifier') return undefined;
  const [given] = node.arguments;
  if (given?.type !== 'ArrayExpression') return undefined;
  if (node.callee.name === 'Set') return keysOf(given);
  if (node.callee.name !== 'Map') return undefined;
  return allOf(
    given.elements.map((pair) => {
      const [key] = pair?.type === 'ArrayExpression' ? pair.elements : [];
      return key ? textOf(key) : undefined;
    }),
  );
}

function allOf(texts: readonly (string | null | undefined)[]): readonly string[] | undefined {
  const found = texts.filter((text) => typeof text === 'string');
  return found.length === texts.length && found.length > 0 ? found : undefined;
}

function textOf(node: Node): string | undefined {
  return node.type === 'StringLiteral' ? node.value : undefined;
}

interface Asked {
  readonly table: Node;
  readonly path: Node;
}

/** `table[path]`, `table.get(path)`, `table.has(path)`, `table.includes(path)`, `path in table`, `Object.hasOwn(table, path)`. */
function askedIn(node: Node): Asked | undefined {
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression')
    return node.computed ? { table: node.object, path: node.property } : undefined;
  if (node.type === 'BinaryExpression')
    return node.operator === 'in' ? { table: node.right, path: node.left } : undefined;
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const { object, property } = node.callee;
  const [first, second] = node.arguments;
  if (property.type !== 'Identifier' || !first) return undefined;
  if (property.name === 'hasOwn' && second) return { table: first, path: second };
  return /^(?:get|has|includes|hasOwnProperty)$/.test(property.name) ? { table: object, path: first } : undefined;
}

/** `path.toLowerCase()` and `path.replace(/\/$/, '')` are the path: case and a slash at the end are not told apart here. */
function withoutSpelling(node: Expression | Node): Node {
  if (node.type === 'LogicalExpression') {
    // `path.replace(/\/$/, '') || '/'`
    return node.operator === '||' && textOf(node.right) === '/' ? withoutSpelling(node.left) : node;
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return node;
  const { object, property } = node.callee;
  if (property.type !== 'Identifier') return node;
  if (/^(?:toLowerCase|trim)$/.test(property.name)) return withoutSpelling(object);
  const [pattern, by] = node.arguments;
  const cutsSlash =
    pattern?.type === 'RegExpLiteral' && /^\\\/[+*]?\$$/.test(pattern.pattern) && by && textOf(by) === '';
  return property.name === 'replace' && cutsSlash ? withoutSpelling(object) : node;
}
