/**
 * Folders that code reads by calls of its own, named from the working folder:
 *
 *   fs.readdirSync('content/posts')    path.resolve('posts')    path.join('content', 'posts')
 *   glob.sync('posts/*.mdx')           const folder = 'posts'; await readdir(folder)
 *
 * https://nodejs.org/api/fs.html#fsreaddirsyncpath-options
 */
import type { Script } from '../../script/script.ts';
import { textValue } from '../../script/value.ts';

const strings = /['"`]([^'"`$]*)['"`]/g;
const literalPath = /\bpath\.(?:join|resolve)\(\s*(['"`][^'"`$]*['"`](?:\s*,\s*['"`][^'"`$]*['"`])*)\s*(?:,\s*)?\)/g;
const readLiteral = /\breaddir(?:Sync)?\(\s*['"`]([^'"`$]+)['"`]/g;
const readVariable = /\breaddir(?:Sync)?\(\s*([A-Za-z_$][\w$]*)\s*[,)]/g;
const globbed = /\b(?:glob|globSync|globby|globbySync|fg|fastGlob)(?:\.\w+)?\(\s*(?:\[\s*)?['"`]([^'"`$]+)['"`]/g;

/** As they are written; absolute paths are left out. */
export function foldersRead(script: Script, text: string): readonly string[] {
  const found = [
    ...[...text.matchAll(literalPath)].map(([, list = '']) =>
      [...list.matchAll(strings)].map(([, part]) => part).join('/'),
    ),
    ...[...text.matchAll(readLiteral)].map(([, path = '']) => path),
    ...[...text.matchAll(readVariable)].flatMap(([, name = '']) => textValue(script.variable(name)) ?? []),
    ...[...text.matchAll(globbed)].flatMap(([, glob = '']) => folderOfGlob(glob)),
  ];
  return found.filter((path) => path !== '' && !path.startsWith('/'));
}

/** The fixed part of a pattern for Markdown. */
export function folderOfGlob(glob: string): readonly string[] {
  if (!/\.(?:mdx?|svx)$/.test(glob) && !(glob.endsWith('}') && glob.includes('md'))) return [];
  const [fixed = ''] = glob.split('*');
  const folder = fixed.slice(0, Math.max(fixed.lastIndexOf('/'), 0));
  return folder === '' ? [] : [folder];
}
