/** `[name].md` beside `[name].paths.js`: one page for each set of parameters. https://vitepress.dev/guide/routing#dynamic-routes */
import type { Note } from '../../model.ts';
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { unreadNote } from '../../script/notes.ts';
import { configurationOf, type ScriptReader } from '../../script/script.ts';
import { dataOf, entriesOf, property, unknown, type Value } from '../../script/value.ts';

/** The pages a dynamic file makes, as paths like its own; `undefined` when they cannot all be told. */
export interface DynamicRoutes {
  readonly pages: readonly string[];
  readonly isOpen: boolean;
  readonly note?: Note | undefined;
}

export function isDynamic(path: string): boolean {
  return /\[\w+?\]/.test(path);
}

/** `file` is the Markdown file, `path` the same below the source folder. */
export async function readDynamicRoutes(
  file: RepoPath,
  path: string,
  scripts: ScriptReader,
  repo: Repo,
): Promise<DynamicRoutes> {
  const loader = ['js', 'ts', 'mjs', 'mts']
    .map((extension) => joinRepo(file.replace(/\.md$/, `.paths.${extension}`)))
    .find((candidate) => candidate !== undefined && repo.has(candidate));
  const script = loader && (await scripts.read(loader));
  // VitePress warns of a dynamic file without its paths, and makes no page of it.
  if (!script) return { pages: [], isOpen: false };
  const written = property(configurationOf(script), 'paths');
  const paths = written.kind === 'function' ? script.call(written) : written;
  if (paths.kind !== 'list') return open(paths);
  const pages: string[] = [];
  for (const item of paths.items) {
    const page = filled(path, property(item, 'params'));
    if (typeof page !== 'string') return open(page);
    pages.push(page);
  }
  return { pages, isOpen: false };

  function open(value: Value): DynamicRoutes {
    const advice = `the pages of ${file} are not known`;
    const note = unreadNote('paths', value, advice) ?? unreadNote('paths', unknown('is no list', value.origin), advice);
    return { pages: [], isOpen: true, note };
  }
}

function filled(path: string, params: Value): string | Value {
  if (params.kind === 'unknown' || params.kind === 'call') return params;
  let result = path;
  for (const [name, value] of entriesOf(params)) {
    const data = dataOf(value);
    if (data === undefined || data === null) return value;
    result = result.replaceAll(`[${name}]`, () => String(data));
  }
  return result;
}
