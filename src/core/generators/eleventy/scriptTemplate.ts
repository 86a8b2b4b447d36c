/** Templates written in JavaScript: what their `data` says. https://www.11ty.dev/docs/languages/javascript/ */
import type { ClassBody } from '@babel/types';
import type { RepoPath } from '../../paths.ts';
import { walk } from '../../script/scope.ts';
import { readScriptText } from '../../script/script.ts';
import type { EleventyConfig } from './config.ts';
import { type Layer, layerOf } from './data.ts';
import { knowingFilters, nameReceiver } from './functions.ts';

export function isScriptTemplate(path: string): boolean {
  return /\.11ty\.(?:c?js|mjs|ts|jsx|tsx)$/.test(path);
}

/** `export const data = {…}`, `data()`, or the `data` of a class. A permalink that is written and not read is `undefined`. */
export function scriptLayer(path: RepoPath, text: string, config: EleventyConfig): Layer {
  const script = knowingFilters(readScriptText(path, withClassData(nameReceiver(text), path)), config);
  const exported = script.exported('data');
  const value = exported.kind === 'function' ? script.call(exported) : exported;
  if (value.kind === 'object') return layerOf(script, value);
  return /\bpermalink\b/.test(text) ? { data: { permalink: undefined } } : { data: {} };
}

/** The text with a class's `data` exported on its own. */
function withClassData(text: string, path: RepoPath): string {
  const { tree } = readScriptText(path, text);
  let exported = '';
  if (tree === undefined || !/\bclass\b/.test(text)) return text;
  walk(tree.program, (node) => {
    if (node.type === 'ClassBody') exported ||= dataOf(node, text);
  });
  return exported === '' ? text : `${text}\n${exported}`;
}

function dataOf({ body }: ClassBody, text: string): string {
  const source = (node: { readonly start?: number | null; readonly end?: number | null }) =>
    text.slice(node.start ?? 0, node.end ?? 0);
  for (const member of body) {
    if (member.type !== 'ClassMethod' && member.type !== 'ClassProperty') continue;
    if (member.key.type !== 'Identifier' || member.key.name !== 'data') continue;
    if (member.type === 'ClassMethod') return `export function data() ${source(member.body)}`;
    if (member.value) return `export const data = ${source(member.value)};`;
  }
  return '';
}
