/**
 * Collections that a build step makes of content, for pages to import:
 *
 *   Contentlayer          allPosts of contentlayer/generated   https://contentlayer.dev/docs/reference/source-files
 *   Velite                posts of .velite                     https://velite.js.org/guide/define-collections
 *   Content Collections   allPosts of content-collections      https://www.content-collections.dev/docs/configuration
 *
 * Their folders stand in a configuration of their own, which no page imports.
 */
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';

/** A collection that a build step makes of a folder, for pages to import. */
export interface BuiltCollection {
  /** The names a page imports it by. */
  readonly names: readonly string[];
  readonly folder: RepoPath;
  /** The folders between the root of all content and this one: `docs` of `docs/**`. */
  readonly prefix: readonly string[];
}

/** Where the tools put what pages import: the folder, or the name that is mapped to it. */
export const generatedModule = /(?:^|\/|#)\.?(?:contentlayer2?|velite|content-collections)(?:\/|$)|^#site\/content$/;

/** The collections of a site; empty where it uses none of the tools. */
export async function builtCollections(root: RepoPath, repo: Repo): Promise<readonly BuiltCollection[]> {
  for (const { stem, read } of tools) {
    const file = ['ts', 'js', 'mjs', 'mts']
      .map((extension) => joinRepo(root, `${stem}.${extension}`))
      .find((path) => path !== undefined && repo.has(path));
    if (file !== undefined) return read((await repo.read(file)) ?? '', root);
  }
  return [];
}

type Read = (config: string, root: RepoPath) => readonly BuiltCollection[];

const tools: readonly { readonly stem: string; readonly read: Read }[] = [
  { stem: 'contentlayer.config', read: contentlayer },
  { stem: 'velite.config', read: velite },
  { stem: 'content-collections', read: contentCollections },
];

function contentlayer(config: string, root: RepoPath): readonly BuiltCollection[] {
  const [, base = '.'] = /\bcontentDirPath:\s*['"`]([^'"`]+)['"`]/.exec(config) ?? [];
  const types = config.split(/\bdefineDocumentType\(/).slice(1);
  return types.flatMap((type) => {
    const name = written(type, 'name');
    const pattern = written(type, 'filePathPattern') ?? '**';
    return name === undefined ? [] : collection(root, base, pattern, [...allOf(name), 'allDocuments']);
  });
}

function velite(config: string, root: RepoPath): readonly BuiltCollection[] {
  const base = written(config, 'root') ?? 'content';
  const found = config.matchAll(
    /(\w+)\s*[:=]\s*(?:defineCollection\(\s*)?\{(?=[^{}]*?\bpattern:\s*\[?\s*['"`]([^'"`]+))/g,
  );
  return [...found].flatMap(([, name = '', pattern = '']) => collection(root, base, pattern, [name]));
}

function contentCollections(config: string, root: RepoPath): readonly BuiltCollection[] {
  const parts = config.split(/\bdefineCollection\(/).slice(1);
  return parts.flatMap((part) => {
    const name = written(part, 'name');
    const directory = written(part, 'directory') ?? named(part, 'directory', config);
    if (name === undefined || directory === undefined) return [];
    return collection(root, directory, written(part, 'include') ?? '**', allOf(capitalised(name)));
  });
}

function written(code: string, key: string): string | undefined {
  return new RegExp(`\\b${key}:\\s*['"\`]([^'"\`]+)['"\`]`).exec(code)?.[1];
}

/** `directory: FOLDER`, where the configuration says `const FOLDER = 'notes'`. */
function named(part: string, key: string, config: string): string | undefined {
  const constant = new RegExp(`\\b${key}:\\s*([A-Za-z_]\\w*)`).exec(part)?.[1];
  return constant === undefined
    ? undefined
    : new RegExp(`\\bconst\\s+${constant}\\s*=\\s*['"\`]([^'"\`]+)['"\`]`).exec(config)?.[1];
}

/** `allPosts` of `Post`, as far as English makes plurals by rule. */
function allOf(name: string): readonly string[] {
  return [name, `${name}s`, `${name}es`, name.replace(/y$/, 'ies')].map((plural) => `all${plural}`);
}

function capitalised(name: string): string {
  return name
    .replace(/^./, (first) => first.toUpperCase())
    .replace(/[-_](\w)/g, (_, next: string) => next.toUpperCase());
}

/** The folders in front of the first sign of a pattern: `docs` of `docs/**\/*.mdx`. */
function collection(
  root: RepoPath,
  base: string,
  pattern: string,
  names: readonly string[],
): readonly BuiltCollection[] {
  const fixed = /^[^*?{}[\]()!]*\//.exec(pattern)?.[0] ?? '';
  const prefix = fixed.split('/').filter((part) => part !== '' && part !== '.');
  const folder = joinRepo(root, base, ...prefix);
  return folder === undefined ? [] : [{ names, folder, prefix }];
}
