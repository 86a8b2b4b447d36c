/** The only door to @babel/parser: source text to a syntax tree, never throwing. */
import { type ParserPlugin, parse } from '@babel/parser';
import type { File, Node, Statement } from '@babel/types';
import { extensionOf } from '../paths.ts';
import { hasDeepScript } from '../text/nesting.ts';
import { childNodes, walk } from './scope.ts';

/** Configuration is a few kilobytes; what is larger is data or a bundle, and would stall the editor. */
const maximumLength = 2_000_000;

/** Whoever follows a syntax tree calls itself for every node below another. */
const mostNodes = 1500;

const tooDeep: Parsed = { tree: undefined, changes: [], problem: { message: 'it is nested too deeply', line: 1 } };

/** A parsed script. */
export interface Parsed {
  readonly tree: File | undefined;
  /** Top-level statements that change variables declared elsewhere, with their names. */
  readonly changes: readonly { readonly statement: Statement; readonly names: ReadonlySet<string> }[];
  /** The first syntax error; the tree may exist nevertheless. */
  readonly problem: { readonly message: string; readonly line: number } | undefined;
}

/** Parses JavaScript, TypeScript or JSX by the file's extension; what surrounds a script in another file is blanked before. */
export function parseScript(text: string, file: string): Parsed {
  if (text.length > maximumLength) {
    return { tree: undefined, changes: [], problem: { message: 'the file is too large', line: 1 } };
  }
  if (hasDeepScript(text)) {
    return tooDeep;
  }
  const first = attempt(text, pluginsOf(file));
  // Flow annotations and `<Type>casts` fit only one of the grammars; a plain .js file may hold the other one.
  if (first.tree) return first;
  const second = attempt(text, ['flow', 'jsx', 'decorators-legacy']);
  return second.tree ? second : first;
}

/** Replaces everything outside `start`..`end` by blanks, so that offsets and lines stay those of the whole file. */
export function blankAround(text: string, start: number, end: number): string {
  const blank = (part: string): string => part.replace(/[^\r\n]/g, ' ');
  return blank(text.slice(0, start)) + text.slice(start, end) + blank(text.slice(end));
}

function pluginsOf(file: string): ParserPlugin[] {
  const isPlainTypeScript = ['.ts', '.mts', '.cts'].includes(extensionOf(file));
  return isPlainTypeScript ? ['typescript', 'decorators-legacy'] : ['typescript', 'jsx', 'decorators-legacy'];
}

function attempt(text: string, plugins: ParserPlugin[]): Parsed {
  try {
    const tree = parse(text, {
      sourceType: 'unambiguous',
      allowAwaitOutsideFunction: true,
      allowReturnOutsideFunction: true,
      allowImportExportEverywhere: true,
      allowUndeclaredExports: true,
      errorRecovery: true,
      plugins,
    });
    if (isDeep(tree.program)) return tooDeep;
    const error = tree.errors?.[0];
    const changes = tree.program.body.flatMap(changesOf);
    return { tree, changes, problem: error && { message: error.code, line: lineInMessage(String(error)) } };
  } catch (error) {
    // A syntax error beyond recovery, or nesting deeper than the stack: both leave nothing to read.
    const message = error instanceof Error ? error.message.replace(/ \(\d+:\d+\)$/, '') : 'not readable';
    return { tree: undefined, changes: [], problem: { message, line: lineInMessage(String(error)) } };
  }
}

/** Chains of calls, sums and conditions nest without brackets. */
function isDeep(root: Node): boolean {
  let level: readonly Node[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > mostNodes) return true;
    level = level.flatMap(childNodes);
  }
  return false;
}

function lineInMessage(message: string): number {
  return Number(/\((\d+):\d+\)/.exec(message)?.[1] ?? 1);
}

function changesOf(statement: Statement): Parsed['changes'] {
  if (/^(?:Import|Export|VariableDeclaration|FunctionDeclaration|ClassDeclaration|TS)/.test(statement.type)) return [];
  const names = new Set<string>();
  walk(statement, (node) => {
    if (node.type === 'AssignmentExpression') names.add(rootName(node.left));
    if (node.type !== 'CallExpression') return;
    const { callee } = node;
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
    if (callee.property.name === 'assign' && node.arguments[0]) names.add(rootName(node.arguments[0]));
    else if (['push', 'unshift'].includes(callee.property.name)) names.add(rootName(callee.object));
  });
  return names.size === 0 ? [] : [{ statement, names }];
}

function rootName(node: Node): string {
  let root = node;
  while (root.type === 'MemberExpression') root = root.object;
  return root.type === 'Identifier' ? root.name : '';
}
