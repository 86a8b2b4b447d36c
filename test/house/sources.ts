/** The sources of the product as trees, for the tests of how they are written. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import type { Comment, Node, Statement } from '@babel/types';
import fastGlob from 'fast-glob';

const root = join(import.meta.dirname, '..', '..');

/** A source with its statements; comments are attached to the nodes they stand before. */
export interface SourceTree {
  readonly file: string;
  readonly body: readonly Statement[];
}

export const sourceTrees: readonly SourceTree[] = fastGlob.globSync('src/**/*.ts', { cwd: root }).map((file) => ({
  file,
  body: parse(readFileSync(join(root, file), 'utf8'), { sourceType: 'module', plugins: ['typescript'] }).program.body,
}));

/** The nodes right below one, in no particular order. */
export function* nodesBelow(node: Node): Generator<Node> {
  for (const [key, value] of Object.entries(node)) {
    if (key === 'loc' || key.endsWith('Comments')) continue;
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === 'object' && one !== null && typeof one.type === 'string') yield one as Node;
    }
  }
}

/** Whether the comment right before a node is a docstring with something in it. */
export function hasDocstring(node: { readonly leadingComments?: readonly Comment[] | null }): boolean {
  const last = node.leadingComments?.at(-1);
  return last?.type === 'CommentBlock' && /^\*[\s*]*[^\s*]/.test(last.value);
}
