/** The content collections of a site and which files are their entries. https://docs.astro.build/en/guides/content-collections/ */
import type { ContentFile, Note } from '../../model.ts';
import { below, extensionOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { unreadNote } from '../../script/notes.ts';
import { configurationOf, type Script } from '../../script/script.ts';
import { entriesOf, fromData, textValue, textValues, type Value, writtenProperty } from '../../script/value.ts';
import { globsTest, type PathTest } from '../../text/glob.ts';
import { parseYaml } from '../../text/yaml.ts';
import { foldersLinkedInto, type LinkedFolder } from '../shared/linkedFolder.ts';
import { type AstroConfiguration, siteFolder } from './configuration.ts';
import { entryId } from './entryId.ts';
import { schemaDefaults, withDefaults } from './schema.ts';

/** A content collection: which files are its entries, and their ids. */
export interface Collection {
  readonly name: string;
  readonly folder: RepoPath;
  /** Folders that are linked into it. */
  readonly links?: readonly LinkedFolder[] | undefined;
  /** Whether a path below the folder is an entry. */
  readonly takes: PathTest;
  /** What its schema puts in place of missing fields. */
  readonly defaults: ReadonlyMap<string, Value>;
  /** `undefined` when code decides and cannot be read. */
  idOf(path: string, data: Readonly<Record<string, unknown>>): string | undefined;
}

/** What an entry of a collection may end in; the other endings of Markdown are for pages alone: "No entry type found". */
const markdown = '{md,mdx,mdoc}';
const dataExtensions = new Set(['.json', '.yaml', '.yml', '.toml']);
const configFiles = ['content.config', 'content/config'].flatMap((name) =>
  ['ts', 'mts', 'mjs', 'js'].map((extension) => `${name}.${extension}`),
);

interface Collections {
  readonly collections: readonly Collection[];
  readonly notes: readonly Note[];
}

/** The loaders of files walk into links. */
export async function readCollections(configuration: AstroConfiguration, repo: Repo): Promise<Collections> {
  const { collections, notes } = await declaredCollections(configuration, repo);
  const linked = collections.map(async (collection) => {
    const links = await foldersLinkedInto(collection.folder, repo);
    return links.length === 0 ? collection : { ...collection, links };
  });
  return { collections: await Promise.all(linked), notes };
}

async function declaredCollections(configuration: AstroConfiguration, repo: Repo): Promise<Collections> {
  const { source, scripts } = configuration;
  const file = configFiles.map((name) => joinRepo(source, name)).find((path) => path !== undefined && repo.has(path));
  const script = file && (await scripts.read(file));
  if (!script) return { collections: folderCollections(configuration, repo), notes: [] };
  const notes: Note[] = [...script.notes];
  const declared = script.exported('collections');
  const unread = unreadNote('collections', declared, 'the entries of its collections have no known address');
  if (unread) notes.push(unread);
  const collections = entriesOf(declared).flatMap(([name, value]): readonly Collection[] => {
    const made =
      collectionOf(name, value, configuration, script) ?? foreignCollection(name, value, configuration, script, repo);
    if (made && 'message' in made) notes.push(made);
    return made && !('message' in made) ? [made] : [];
  });
  return { collections, notes };
}

/** Before Astro 5, every folder of `src/content` was a collection, declared or not. */
function folderCollections({ source }: AstroConfiguration, repo: Repo): readonly Collection[] {
  const content = joinRepo(source, 'content') ?? source;
  const names = new Set<string>();
  for (const path of repo.files) {
    const inside = below(path, content);
    const cut = inside?.indexOf('/') ?? -1;
    if (inside !== undefined && cut > 0) names.add(inside.slice(0, cut));
  }
  return [...names].map((name) => legacyCollection(name, source, new Map()));
}

/**
 * A collection that a package declares: before Astro 5, whose configuration lay in `src/content`, its entries were those
 * of its own folder whatever it says.
 */
function foreignCollection(
  name: string,
  value: Value,
  { source }: AstroConfiguration,
  { file }: Script,
  repo: Repo,
): Collection | undefined {
  const content = joinRepo(source, 'content') ?? source;
  const isForeign = value.kind === 'reference' || value.kind === 'unknown';
  if (!isForeign || below(file, content) === undefined) return undefined;
  const holds = repo.files.some((path) => path.startsWith(`${content}/${name}/`));
  return holds ? legacyCollection(name, source, new Map()) : undefined;
}

function legacyCollection(name: string, source: RepoPath, defaults: ReadonlyMap<string, Value>): Collection {
  const test = globsTest([`**/*.${markdown}`, '**/*.{json,yaml,yml,toml}'], { dot: false });
  return {
    name,
    defaults,
    folder: joinRepo(source, 'content', name) ?? source,
    takes: (path) => test(path) && !/(?:^|\/)_/.test(path),
    idOf: (path, { slug }) => entryId(path, slug),
  };
}

function collectionOf(
  name: string,
  value: Value,
  configuration: AstroConfiguration,
  script: Script,
): Collection | Note | undefined {
  const { root, source } = configuration;
  const options = configurationOf(script, value);
  const loader = writtenProperty(options, 'loader');
  const defaults = schemaDefaults(writtenProperty(options, 'schema'), script);
  if (loader.kind === 'literal') return legacyCollection(name, source, defaults);
  if (loader.kind !== 'call') return undefined;
  const given = loader.args[0];
  const own = given && writtenProperty(given, 'generateId');
  const idOf: Collection['idOf'] =
    own?.kind === 'function'
      ? (path, data) => textValue(script.call(own, fromData({ entry: path, data, base: '' })))
      : (path, { slug }) => entryId(path, slug);
  if (loader.name === 'docsLoader') {
    const takes = globsTest([`**/[^_]*.${markdown}`], { dot: false });
    return { name, defaults, folder: joinRepo(source, 'content/docs') ?? source, takes, idOf };
  }
  if (loader.name !== 'glob' || !given) return undefined;
  const pattern = writtenProperty(given, 'pattern');
  const base = writtenProperty(given, 'base');
  const folder = base.kind === 'literal' && base.value === undefined ? root : siteFolder(base, root);
  const patterns = textValues(pattern);
  if (folder === undefined || patterns.length === 0) {
    const message = `the files of the collection \`${name}\` in ${script.file} are chosen by code; they have no known address`;
    return { file: loader.origin.file, line: loader.origin.line, message };
  }
  const test = globsTest(patterns, { dot: false });
  // A `#` ends the path of the file URL that Astro makes of the name, so that no such file is found.
  return {
    name,
    defaults,
    folder,
    takes: (path) => test(path) && !/[#?]|\.(?:markdown|mdown|mkdn|mkd|mdwn)$/.test(path),
    idOf,
  };
}

export function collectionsOf(
  path: RepoPath,
  collections: readonly Collection[],
): readonly (readonly [Collection, string])[] {
  return collections.flatMap((collection): readonly (readonly [Collection, string])[] => {
    const inside = insideOf(path, collection);
    return inside !== undefined && collection.takes(inside) ? [[collection, inside]] : [];
  });
}

/** The path of a file below the folder of a collection, also where its own folder is linked into that. */
function insideOf(path: RepoPath, { folder, links = [] }: Collection): string | undefined {
  const own = below(path, folder);
  if (own !== undefined) return own;
  const link = links.find((linked) => below(path, linked.folder) !== undefined);
  return link && `${link.prefix}${below(path, link.folder)}`;
}

export function isDataFile(path: string): boolean {
  return dataExtensions.has(extensionOf(path));
}

/** The data of an entry: front matter, or the whole of a data file. */
export function entryData(file: ContentFile): Readonly<Record<string, unknown>> {
  if (!isDataFile(file.path) || file.text === undefined) return file.frontMatter.data;
  try {
    const data: unknown = parseYaml(file.text);
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  } catch {
    // Astro refuses to build with such a file; its id does not depend on its data.
    return {};
  }
}

/** What `getCollection` gives for one file. */
export function entryValue({ name, defaults }: Collection, id: string, file: ContentFile, path: string): Value {
  const entry = fromData({ id, slug: id, collection: name, filePath: file.path, body: '', path });
  if (entry.kind !== 'object') return entry;
  const data = withDefaults(fromData(entryData(file)), defaults);
  return { ...entry, properties: new Map([...entry.properties, ['data', { value: data, origin: data.origin }]]) };
}
