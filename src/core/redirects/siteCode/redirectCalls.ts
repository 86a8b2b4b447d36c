/** Where a program redirects, and which addresses it compares the path with before it does. */
import type { CallExpression, Node } from '@babel/types';
import { childNodes } from '../../script/scope.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import type { Reach } from '../format.ts';
import { literal } from '../host.ts';

/** The first redirect of a program. */
export interface RedirectCall {
  readonly start: number;
  /** What all redirects of the program answer at most; `undefined`: anything. */
  readonly reach: Reach | undefined;
}

/** `undefined` where the program has none. */
export function firstRedirect(program: Node): RedirectCall | undefined {
  const calls: { readonly start: number; readonly tests: readonly string[] | undefined }[] = [];
  const open: { readonly node: Node; readonly tests: readonly string[] | undefined }[] = [
    { node: program, tests: undefined },
  ];
  for (let at = open.pop(); at; at = open.pop()) {
    const { node, tests } = at;
    if (isRedirect(node)) calls.push({ start: node.start ?? 0, tests });
    for (const child of childNodes(node).toReversed())
      open.push({ node: child, tests: testedIn(node, child) ?? tests });
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
function testedIn(node: Node, child: Node): readonly string[] | undefined {
  if (node.type === 'IfStatement' || node.type === 'ConditionalExpression')
    return child === node.consequent ? pathsOf(node.test) : undefined;
  const isBehind = node.type === 'LogicalExpression' && node.operator === '&&' && child === node.right;
  return isBehind ? pathsOf(node.left) : undefined;
}

function pathsOf(test: Node): readonly string[] | undefined {
  switch (test.type) {
    case 'LogicalExpression': {
      const [one, other] = [pathsOf(test.left), pathsOf(test.right)];
      if (test.operator === '&&') return one ?? other;
      return test.operator === '||' && one && other ? [...one, ...other] : undefined;
    }
    case 'BinaryExpression': {
      if (test.operator !== '===' && test.operator !== '==') return undefined;
      const isTurned = textOf(test.left) !== undefined;
      const [path, text] = isTurned ? [test.right, test.left] : [test.left, test.right];
      return isPath(path) ? wholeOf([text]) : undefined;
    }
    case 'CallExpression':
      return calledPaths(test);
    default:
      return undefined;
  }
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
  return texts.map((text) => (text === '/' ? '^/?$' : `${literal(withoutEnd(text))}/?$`));
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
