/** The only door to @babel/parser: source text to a syntax tree, never throwing. */
import { type ParserPlugin, parse } from '@babel/parser';
import type { File, Node } from '@babel/types';
import { extension } from '../paths.ts';

/** Configuration is a few kilobytes; what is larger is data or a bundle, and would stall the editor. */
const maximumLength = 2_000_000;

export interface Parsed {
  readonly tree: File | undefined;
  /** The first syntax error; the tree may exist nevertheless. */
  readonly problem: { readonly message: string; readonly line: number } | undefined;
}

/** Parses JavaScript, TypeScript or JSX by the file's ending; what surrounds a script in another file is blanked before. */
export function parseScript(text: string, file: string): Parsed {
  if (text.length > maximumLength) return { tree: undefined, problem: { message: 'the file is too large', line: 1 } };
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

export function lineOf(node: Node): number {
  return node.loc?.start.line ?? 1;
}

function pluginsOf(file: string): ParserPlugin[] {
  const isPlainTypeScript = ['.ts', '.mts', '.cts'].includes(extension(file));
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
    const error = tree.errors?.[0];
    return { tree, problem: error && { message: error.code, line: lineInMessage(String(error)) } };
  } catch (error) {
    // A syntax error beyond recovery, or nesting deeper than the stack: both leave nothing to read.
    const message = error instanceof Error ? error.message.replace(/ \(\d+:\d+\)$/, '') : 'not readable';
    return { tree: undefined, problem: { message, line: lineInMessage(String(error)) } };
  }
}

function lineInMessage(message: string): number {
  return Number(/\((\d+):\d+\)/.exec(message)?.[1] ?? 1);
}
