/**
 * Folders of content that a page's code names literally, for sites that read their Markdown themselves:
 *
 *   path.join(process.cwd(), 'posts')      process.cwd() + '/src/content/'      `${process.cwd()}/content`
 *   import(`../../content/${slug}.mdx`)    import.meta.glob('/src/posts/*.md')  require.context('../posts')
 *
 * Followed through what the page imports, nearest first, up to the collections a build step makes of content.
 * Nothing is guessed where the code says nothing.
 */

import { fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { importsOf, resolveImport } from '../../script/modules.ts';
import { type Aliases, readAliases } from '../../script/project/aliases.ts';
import type { Script, ScriptReader } from '../../script/script.ts';
import { textValue } from '../../script/value.ts';
import { append } from '../../text/longLists.ts';
import { isSettings, settingsAt } from '../../text/settings.ts';
import { readYaml } from '../../text/yaml.ts';
import { type BuiltCollection, builtCollections, generatedModule } from './contentCollections.ts';
import { folderOfGlob, foldersRead } from './foldersRead.ts';

/** A folder of content that a script names. */
export interface NamedFolder {
  readonly folder: RepoPath;
  /** The script that names it. */
  readonly file: RepoPath;
  /** Text of the scripts that were looked through, for what they do with names. */
  readonly code: string;
  /** Of a built collection: folders that addresses may hold though they do not lie below this one. */
  readonly prefix?: readonly string[];
}

/** A page's own imports, and what those import. */
const depth = 3;
const maximumScripts = 60;

const markdown = /\.(?:md|mdx|mdoc|svx|markdown)$/;

/** The folders named nearest to the page; empty when none is. */
export async function namedContentFolders(
  page: RepoPath,
  root: RepoPath,
  repo: Repo,
  reader: ScriptReader,
): Promise<readonly NamedFolder[]> {
  const written = await readAliases(root, repo);
  const own = await packageImports(root, repo);
  const aliases: Aliases = (specifier) => [...written(specifier), ...own(specifier), ...conventional(specifier, root)];
  const collections = await builtCollections(root, repo);
  let level: readonly RepoPath[] = [page];
  const seen = new Set<RepoPath>(level);
  let code = '';
  for (let step = 0; step < depth && level.length > 0; step++) {
    const found: NamedFolder[] = [];
    const next: RepoPath[] = [];
    for (const file of level) {
      const text = (await repo.read(file)) ?? '';
      const script = await reader.read(file, scriptPart(file, text));
      if (script === undefined) continue;
      code += text;
      const named = [
        ...foldersNamedIn(script, text, root).map((folder) => ({ folder })),
        ...collectionsImported(text, collections, aliases).map(({ folder, prefix }) => ({ folder, prefix })),
      ];
      for (const entry of named) if (hasContent(entry.folder, repo)) found.push({ ...entry, file, code });
      for (const specifier of script.tree === undefined ? [] : importsOf(script.tree)) {
        const path = resolveImport(specifier, file, (candidate) => repo.has(candidate), aliases);
        if (path === undefined || seen.has(path) || seen.size >= maximumScripts || !isScript(path)) continue;
        seen.add(path);
        next.push(path);
      }
    }
    if (found.length > 0) return unique(found).map((entry) => ({ ...entry, code }));
    level = next;
  }
  return [];
}

/**
 * Those of the folders that a page with these segments shows. Where a module names the folders of several pages, a folder
 * that is called like this one takes the folders beside it away.
 */
export function foldersOfPage(named: readonly NamedFolder[], segments: readonly string[]): readonly NamedFolder[] {
  const isCalled = ({ folder }: NamedFolder) => segments.includes(fileName(folder));
  const around = new Set(named.filter(isCalled).map(({ folder }) => folderOf(folder)));
  return named.filter((entry) => isCalled(entry) || !around.has(folderOf(entry.folder)));
}

/** `import { allPosts } from 'contentlayer/generated'` */
function collectionsImported(
  code: string,
  collections: readonly BuiltCollection[],
  aliases: Aliases,
): readonly BuiltCollection[] {
  if (collections.length === 0) return [];
  const imported = [...code.matchAll(/\bimport\s+(?:type\s+)?\{([^{}]*)\}\s*from\s*['"]([^'"]+)['"]/g)].flatMap(
    ([, names = '', specifier = '']) => {
      const isGenerated = [specifier, ...aliases(specifier)].some((path) => generatedModule.test(path));
      return isGenerated ? (names.match(/\w+/g) ?? []) : [];
    },
  );
  return collections.filter(({ names }) => names.some((name) => imported.includes(name)));
}

/** `"imports": { "#lib/*": "./src/lib/*" }` of package.json. https://nodejs.org/api/packages.html#subpath-imports */
async function packageImports(root: RepoPath, repo: Repo): Promise<Aliases> {
  const manifest = joinRepo(root, 'package.json');
  const { value } = readYaml((manifest && (await repo.read(manifest))) ?? '');
  const imports = isSettings(value) ? Object.entries(settingsAt(value, 'imports')) : [];
  return (specifier) =>
    imports.flatMap(([name, target]) => {
      const [before = '', after = ''] = name.split('*');
      if (typeof target !== 'string' || !specifier.startsWith(before) || !specifier.endsWith(after)) return [];
      const middle = specifier.slice(before.length, specifier.length - after.length);
      return (
        joinRepo(
          root,
          target.replace('*', () => middle),
        ) ?? []
      );
    });
}

/** Import names that frameworks define themselves: `$lib` of SvelteKit, `@/` and `~/` of many. */
function conventional(specifier: string, root: RepoPath): readonly RepoPath[] {
  const lib = /^\$lib\/(.+)$/.exec(specifier)?.[1];
  const inside = /^[@~]\/(.+)$/.exec(specifier)?.[1];
  const candidates =
    lib !== undefined ? [`src/lib/${lib}`] : inside !== undefined ? [inside, `src/${inside}`, `app/${inside}`] : [];
  return candidates.flatMap((path) => joinRepo(root, path) ?? []);
}

function isScript(path: string): boolean {
  return /\.[cm]?[jt]sx?$|\.(?:svelte|vue)$/.test(path);
}

/** The script blocks of a component. */
function scriptPart(file: RepoPath, text: string): string {
  if (!/\.(?:svelte|vue)$/.test(file)) return text;
  return [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code).join('\n');
}

function unique(found: readonly NamedFolder[]): readonly NamedFolder[] {
  return [...new Map(found.map((entry) => [entry.folder, entry])).values()];
}

function hasContent(folder: RepoPath, repo: Repo): boolean {
  return repo.files.some((file) => file.startsWith(`${folder}/`) && markdown.test(file));
}

function foldersNamedIn(script: Script, text: string, root: RepoPath): readonly RepoPath[] {
  const found: (RepoPath | undefined)[] = [];
  // Variables at the top of the module, as far as they come out as a path below the working folder.
  for (const name of topLevelNames(script)) {
    const value = textValue(script.variable(name));
    if (value?.startsWith('/') && value.length > 1) found.push(joinRepo('', value));
  }
  const fromRoot = (path: string) => found.push(joinRepo(root, path));
  const fromFile = (path: string) => {
    if (/^(?:\$lib|[@~])\//.test(path)) append(found, conventional(path, root));
    else found.push(path.startsWith('/') ? joinRepo(root, path) : joinRepo(folderOf(script.file), path));
  };
  for (const [, list = ''] of text.matchAll(
    /\b(?:join|resolve)\(\s*process\.cwd\(\)\s*((?:,\s*(?:'[^']*'|"[^"]*"|`[^`$]*`)\s*)+)/g,
  )) {
    fromRoot([...list.matchAll(/['"`]([^'"`]*)['"`]/g)].map(([, part]) => part).join('/'));
  }
  for (const [, path = ''] of text.matchAll(/process\.cwd\(\)\s*\+\s*['"`]\/?([^'"`$]+)/g)) fromRoot(path);
  for (const [, path = ''] of text.matchAll(/\$\{process\.cwd\(\)\}\/([^`$]+)/g)) fromRoot(path);
  for (const [, path = ''] of text.matchAll(
    /\bimport\(\s*(?:\/\*[\s\S]*?\*\/\s*)?`((?:\.{1,2}|[@~]|\$lib)\/[^`$]*)\/\$\{/g,
  )) {
    fromFile(path);
  }
  for (const [, glob = ''] of text.matchAll(/import\.meta\.glob(?:Eager)?(?:<[^>]*>)?\(\s*['"`]([^'"`$]+)['"`]/g)) {
    for (const path of folderOfGlob(glob)) fromFile(path);
  }
  // `import.meta.glob('./**/*.md', { base: '../content' })`
  for (const [, path = '', base = ''] of text.matchAll(
    /import\.meta\.glob(?:<[^>]*>)?\(\s*['"`]([^'"`*$]*)[^'"`]*\.(?:md|mdx|svx)['"`]\s*,\s*\{[^}]*?\bbase:\s*['"]([^'"]+)['"]/g,
  )) {
    fromFile(`${base}/${path}`);
  }
  for (const path of foldersRead(script, text)) fromRoot(path);
  for (const [, path = ''] of text.matchAll(/require\.context\(\s*['"]([^'"]+)['"]/g)) fromFile(path);
  return [...new Set(found)].filter(
    (folder) => folder !== undefined && folder !== root && folder !== '' && folder !== joinRepo(root, 'src'),
  ) as RepoPath[];
}

function topLevelNames({ tree }: Script): readonly string[] {
  return (tree?.program.body ?? []).flatMap((statement) => {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type !== 'VariableDeclaration') return [];
    return declared.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
  });
}
