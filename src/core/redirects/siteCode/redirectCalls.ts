/** Where a program redirects, and which addresses it compares the path with before it does. */
import type { BinaryExpression, CallExpression, Node } from '@babel/types';
import { childNodes } from '../../script/scope.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import type { Reach } from '../format.ts';
import { literal } from '../host.ts';
import { type Lookups, lookupsIn } from './tables.ts';

/** The first redirect of a program. */
export interface RedirectCall {
  readonly start: number;
  /** What all redirects of the program answer at most; `undefined`: anything. */
  readonly reach: Reach | undefined;
}

/** `undefined` where the program has none. */
export function firstRedirect(program: Node): RedirectCall | undefined {
  const lookups = lookupsIn(program, isPath);
  const calls: { readonly start: number; readonly tests: readonly string[] | undefined }[] = [];
  const open: { readonly node: Node; readonly tests: readonly string[] | undefined }[] = [
    { node: program, tests: undefined },
  ];
  for (let at = open.pop(); at; at = open.pop()) {
    const { node, tests } = at;
    if (isRedirect(node)) calls.push({ start: node.start ?? 0, tests });
    for (const child of childNodes(node).toReversed())
      open.push({ node: child, tests: testedIn(node, child, lookups) ?? tests });
  }
  const [first] = calls.toSorted((one, other) => one.start - other.start);
  if (!first) return undefined;
  const tests = calls.some((call) => call.tests === undefined) ? undefined : calls.flatMap((call) => call.tests ?? []);
  // Frameworks take the base path and the language away before the code looks at a path.
  const regex = tests && `(?i)(?:${[...new Set(tests)].join('|')})`;
  return { start: first.start, reach: regex !== undefined && compileRegex(regex) ? { under: '/', regex } : undefined };
}

/** `redirect(…)`, `NextResponse.redirect(…)`, `sendRedirect(…)`, and an answer with the status of a redirect. */
function isRedirect(node: Node): boolean {
  if (node.type === 'CallExpression') {
    const { callee } = node;
    const name =
      callee.type === 'Identifier'
        ? callee.name
        : callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
          ? callee.property.name
          : '';
    return /^(?:redirect|permanentRedirect|sendRedirect|navigateTo)$/.test(name);
  }
  if (node.type !== 'ObjectProperty' || node.key.type !== 'Identifier' || !/^status(?:Code)?$/.test(node.key.name))
    return false;
  return /^30[12378]$/.test(textOf(node.value) ?? '');
}

/** The paths that a branch is only taken for, as expressions; `undefined` where it says nothing of them. */
function testedIn(node: Node, child: Node, lookups: Lookups): readonly string[] | undefined {
  if (node.type === 'IfStatement' || node.type === 'ConditionalExpression')
    return child === node.consequent ? pathsOf(node.test, lookups) : undefined;
  if (node.type === 'BlockStatement') return leftFor(node.body, child, lookups);
  const isBehind = node.type === 'LogicalExpression' && node.operator === '&&' && child === node.right;
  return isBehind ? pathsOf(node.left, lookups) : undefined;
}

/** `if (!moved[path]) return;` above a statement: only what is in the table comes as far. */
function leftFor(body: readonly Node[], child: Node, lookups: Lookups): readonly string[] | undefined {
  for (const statement of body.slice(0, body.indexOf(child))) {
    if (statement.type !== 'IfStatement' || !endsThere(statement.consequent)) continue;
    const { test } = statement;
    const found =
      test.type === 'UnaryExpression' && test.operator === '!' ? pathsOf(test.argument, lookups) : undefined;
    if (found) return found;
  }
  return undefined;
}

function endsThere(node: Node): boolean {
  const last = node.type === 'BlockStatement' ? node.body.at(-1) : node;
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
}

function pathsOf(test: Node, lookups: Lookups): readonly string[] | undefined {
  const keys = lookups(test);
  if (keys) return keys.every((key) => key.startsWith('/')) ? keys.map(whole) : undefined;
  switch (test.type) {
    case 'LogicalExpression': {
      const [one, other] = [pathsOf(test.left, lookups), pathsOf(test.right, lookups)];
      if (test.operator === '&&') return one ?? other;
      return test.operator === '||' && one && other ? [...one, ...other] : undefined;
    }
    case 'BinaryExpression':
      return comparedPaths(test, lookups);
    case 'CallExpression':
      return calledPaths(test);
    default:
      return undefined;
  }
}

/** `path === '/a'`, `moved[path] !== undefined`. */
function comparedPaths({ operator, left, right }: BinaryExpression, lookups: Lookups): readonly string[] | undefined {
  if (/^!==?$/.test(operator) && isNothing(right)) return pathsOf(left, lookups);
  if (operator !== '===' && operator !== '==') return undefined;
  const [path, text] = textOf(left) === undefined ? [left, right] : [right, left];
  return isPath(path) ? wholeOf([text]) : undefined;
}

/** `path.startsWith('/a')`, `['/a', '/b'].includes(path)`. */
function calledPaths({ callee, arguments: [argument] }: CallExpression): readonly string[] | undefined {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || !argument) return undefined;
  const { object, property } = callee;
  if (property.name === 'startsWith' && isPath(object)) {
    const written = textOf(argument);
    return written?.startsWith('/') ? [literal(withoutEnd(written))] : undefined;
  }
  const isList = property.name === 'includes' && object.type === 'ArrayExpression' && isPath(argument);
  return isList ? wholeOf(object.elements) : undefined;
}

function wholeOf(nodes: readonly (Node | null)[]): readonly string[] | undefined {
  const texts = nodes.flatMap((node) => (node ? (textOf(node) ?? []) : []));
  if (texts.length < nodes.length || texts.some((text) => !text.startsWith('/'))) return undefined;
  // The beginning of the site is no end of other addresses.
  return texts.map(whole);
}

function whole(path: string): string {
  return path === '/' ? '^/?$' : `${literal(withoutEnd(path))}/?$`;
}

function isNothing(node: Node): boolean {
  return node.type === 'NullLiteral' || (node.type === 'Identifier' && node.name === 'undefined');
}

function withoutEnd(path: string): string {
  return path.length > 1 ? path.replace(/\/$/, '') : path;
}

/** `pathname`, `url.pathname`, `request.nextUrl.pathname`, `event.path`. */
function isPath(node: Node): boolean {
  if (node.type === 'Identifier') return /path|uri/i.test(node.name);
  return (
    node.type === 'MemberExpression' && node.property.type === 'Identifier' && /path|uri/i.test(node.property.name)
  );
}

function textOf(node: Node): string | undefined {
  if (node.type === 'StringLiteral') return node.value;
  if (node.type === 'NumericLiteral') return String(node.value);
  return node.type === 'TemplateLiteral' && node.expressions.length === 0
    ? (node.quasis[0]?.value.cooked ?? undefined)
    : undefined;
}
