import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { root } from './paths.ts';

const place = /[^\s()]*vscode-tests\/[\w/.-]+\.cjs:\d+:\d+/g;

/** Stack traces of bundled tests, led back to the lines of their sources. */
export function originalPlaces(text: string): string {
  return text.replace(place, (found) => original(found) ?? found);
}

function original(found: string): string | undefined {
  const [, file = '', line, column] = /^(.*):(\d+):(\d+)$/.exec(found) ?? [];
  const bundle = join(root, 'out', 'vscode-tests', file.slice(file.indexOf('vscode-tests/') + 'vscode-tests/'.length));
  const encoded = /sourceMappingURL=data:application\/json;base64,(\S+)/.exec(readFileSync(bundle, 'utf8'))?.[1];
  if (encoded === undefined) return undefined;
  const map = new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as SourceMapPayload);
  const origin = map.findOrigin(Number(line), Number(column));
  if (!('fileName' in origin)) return undefined;
  return `${relative(root, join(dirname(bundle), origin.fileName))}:${origin.lineNumber}:${origin.columnNumber}`;
}
