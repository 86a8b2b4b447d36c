/**
 * Front matter written in JavaScript, read as data and never run: an object literal, or top-level variables.
 * https://www.11ty.dev/docs/data-frontmatter/#javascript-front-matter
 */
import type { RepoPath } from '../paths.ts';
import { namesOf } from '../script/patterns.ts';
import { readScriptText, type Script } from '../script/script.ts';
import { dataOf, entriesOf, type Value } from '../script/value.ts';
import type { YamlReading } from '../text/yaml.ts';

/** A key whose value cannot be told without running it is there and `undefined`. */
export function readScriptBlock(text: string): YamlReading {
  const source = text.trim();
  const isObject = source.startsWith('{');
  const script = readScriptText('front-matter.js' as RepoPath, isObject ? `export default ${source}` : source);
  const entries = isObject ? entriesOf(script.main) : variablesOf(script);
  const value = Object.fromEntries(entries.map(([name, item]) => [name, dataOf(item)]));
  const [note] = script.notes;
  return note === undefined ? { value } : { value, problem: { message: note.message, line: note.line ?? 1 } };
}

function variablesOf(script: Script): readonly (readonly [string, Value])[] {
  const names = (script.tree?.program.body ?? []).flatMap((statement) => {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type === 'FunctionDeclaration') return declared.id ? [declared.id.name] : [];
    if (declared?.type !== 'VariableDeclaration') return [];
    return declared.declarations.flatMap(({ id }) => namesOf(id));
  });
  return names.map((name) => [name, script.variable(name)] as const);
}
