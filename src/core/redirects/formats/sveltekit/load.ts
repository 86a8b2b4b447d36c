/**
 * What a route of SvelteKit does at once for everybody: `load` of `+page(.server).js`, or `GET` of `+server.js`, whose
 * only doing is one redirect. Read from the syntax tree; nothing is run.
 */
import type { CallExpression, Expression, File, Node, Statement } from '@babel/types';
import { parseScript } from '../../../script/parse.ts';

/** A redirect in a `load` function, as offsets of the text. */
export interface LoadRedirect {
  /** Of the function's statement that redirects. */
  readonly start: number;
  readonly end: number;
  readonly status: { readonly value: number; readonly start: number; readonly end: number };
  /** `text`: with `:name` for a parameter of the route; empty when only running the code tells it. */
  readonly target: { readonly text: string; readonly start: number; readonly end: number };
  readonly keepsQuery: boolean;
}

/** `undefined` when the route does anything else, or redirects only some requests. */
export function loadRedirect(text: string, file: string, basePath: string): LoadRedirect | undefined {
  const { tree } = text.includes('redirect') ? parseScript(text, file) : { tree: undefined };
  if (!tree) return undefined;
  const names = importedNames(tree);
  const wanted = /\+server\.[jt]s$/.test(file) ? 'GET' : 'load';
  for (const statement of tree.program.body) {
    const body = statement.type === 'ExportNamedDeclaration' ? bodyOf(statement.declaration, wanted) : undefined;
    for (const step of body ?? []) {
      if (step.type === 'VariableDeclaration') continue;
      const call = callOf(step);
      const found = call && redirectOf(call, names, basePath);
      return found && { ...found, start: step.start ?? 0, end: step.end ?? 0 };
    }
  }
  return undefined;
}

/** Local names of what is imported, with what they are: `@sveltejs/kit redirect`. */
function importedNames(tree: File): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const statement of tree.program.body) {
    if (statement.type !== 'ImportDeclaration') continue;
    for (const specifier of statement.specifiers) {
      if (specifier.type !== 'ImportSpecifier') continue;
      const { imported } = specifier;
      const name = imported.type === 'Identifier' ? imported.name : imported.value;
      names.set(specifier.local.name, `${statement.source.value} ${name}`);
    }
  }
  return names;
}

/** The statements of the function of a name; an expression counts as one. */
function bodyOf(declaration: Node | null | undefined, name: string): readonly (Statement | Expression)[] | undefined {
  if (declaration?.type === 'FunctionDeclaration') {
    return declaration.id?.name === name ? declaration.body.body : undefined;
  }
  if (declaration?.type !== 'VariableDeclaration') return undefined;
  for (const { id, init } of declaration.declarations) {
    if (id.type !== 'Identifier' || id.name !== name || !init) continue;
    const value = unwrapped(init);
    if (value.type !== 'ArrowFunctionExpression' && value.type !== 'FunctionExpression') return undefined;
    return value.body.type === 'BlockStatement' ? value.body.body : [value.body];
  }
  return undefined;
}

/** `throw redirect(…)`, `return redirect(…)`, `redirect(…)`. */
function callOf(step: Statement | Expression): CallExpression | undefined {
  const inner =
    step.type === 'ThrowStatement' || step.type === 'ReturnStatement'
      ? step.argument
      : step.type === 'ExpressionStatement'
        ? step.expression
        : step;
  const value = inner ? unwrapped(inner) : undefined;
  return value?.type === 'CallExpression' ? value : undefined;
}

function redirectOf(
  { callee, arguments: [code, to] }: CallExpression,
  names: ReadonlyMap<string, string>,
  basePath: string,
): Pick<LoadRedirect, 'status' | 'target' | 'keepsQuery'> | undefined {
  if (callee.type !== 'Identifier' || names.get(callee.name) !== '@sveltejs/kit redirect') return undefined;
  if (code?.type !== 'NumericLiteral' || !to) return undefined;
  const written = textOf(to, names, basePath) ?? '';
  return {
    status: { value: code.value, start: code.start ?? 0, end: code.end ?? 0 },
    target: { text: written.replace(/\0$/, ''), start: to.start ?? 0, end: to.end ?? 0 },
    keepsQuery: written.endsWith('\0'),
  };
}

/** A target put together from literals, parameters and the base path; NUL stands for the query of the request. */
function textOf(node: Node, names: ReadonlyMap<string, string>, basePath: string): string | undefined {
  const value = unwrapped(node);
  switch (value.type) {
    case 'StringLiteral':
      return value.value;
    case 'TemplateLiteral': {
      const parts = value.quasis.flatMap((quasi, i) => {
        const expression = value.expressions[i];
        return [quasi.value.cooked ?? undefined, ...(expression ? [textOf(expression, names, basePath)] : [])];
      });
      return parts.includes(undefined) ? undefined : parts.join('');
    }
    case 'BinaryExpression': {
      if (value.operator !== '+') return undefined;
      const left = textOf(value.left, names, basePath);
      const right = textOf(value.right, names, basePath);
      return left === undefined || right === undefined ? undefined : left + right;
    }
    case 'Identifier':
      return names.get(value.name) === '$app/paths base' ? basePath.replace(/\/$/, '') : undefined;
    case 'MemberExpression': {
      const property = value.property.type === 'Identifier' && !value.computed ? value.property.name : undefined;
      const owner = nameOf(value.object);
      if (property === undefined) return undefined;
      if (owner === 'params') return `:${property}`;
      return owner === 'url' && property === 'search' ? '\0' : undefined;
    }
    case 'CallExpression': {
      const [argument] = value.arguments;
      const name = value.callee.type === 'Identifier' ? value.callee.name : '';
      const inner = argument && textOf(argument, names, basePath);
      if (inner === undefined) return undefined;
      if (/^encodeURI(Component)?$/.test(name)) return inner;
      const isResolve = names.get(name) === '$app/paths resolve' && value.arguments.length === 1;
      return isResolve ? basePath.replace(/\/$/, '') + inner : undefined;
    }
    default:
      return undefined;
  }
}

/** `params`, or the last name of `event.params`. */
function nameOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed) return undefined;
  return node.property.type === 'Identifier' ? node.property.name : undefined;
}

/** Without what TypeScript puts around an expression. */
function unwrapped(node: Node): Node {
  switch (node.type) {
    case 'TSSatisfiesExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return unwrapped(node.expression);
    default:
      return node;
  }
}
