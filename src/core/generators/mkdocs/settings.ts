/**
 * Reads `mkdocs.yml` as MkDocs does, with what it inherits and with the defaults of its `!ENV` values, or `zensical.toml`.
 * https://www.mkdocs.org/user-guide/configuration/
 */
import { type Document, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, Scalar, visit } from 'yaml';
import type { Note } from '../../model.ts';
import { folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { buildEnvironment } from '../../script/project/environment.ts';
import { nestedTooDeep } from '../../text/nesting.ts';
import { isYamlTooDeep, withoutLoop } from '../../text/yaml.ts';
import { realFolder } from '../shared/linkedFolder.ts';
import { readZensical } from './zensical.ts';

export type Options = Readonly<Record<string, unknown>>;

/** What `mkdocs.yml` says of addresses. */
export interface MkdocsSettings {
  readonly file: RepoPath;
  /** The files it inherits from, nearest first. */
  readonly inherited: readonly RepoPath[];
  readonly siteName: string | undefined;
  /** As `Permalinks.address`. */
  readonly address: { readonly url: string; readonly file: RepoPath; readonly line: number } | undefined;
  /** `undefined` when it lies outside the repository. */
  readonly docsDir: RepoPath | undefined;
  /** The theme's `custom_dir`, whose files are copied beside the pages. */
  readonly themeDir: RepoPath | undefined;
  readonly language: string;
  readonly directoryUrls: boolean;
  readonly excludeDocs: string;
  readonly draftDocs: string;
  readonly nav: unknown;
  /** Every use of a plugin with its options, in order; `material/blog` is `blog`. */
  readonly plugins: readonly { readonly name: string; readonly options: Options }[];
  /** Keys that say this is no other tool's file of that name. */
  readonly isMkdocs: boolean;
  readonly versionProvider: string | undefined;
  /** The links of `extra.alternate`, which lead to the site's other languages. */
  readonly alternates: readonly string[];
  readonly notes: readonly Note[];
}

/** One file of a configuration. */
export interface ConfigLayer {
  readonly file: RepoPath;
  readonly data: Options;
  readonly lines: ReadonlyMap<string, number>;
  readonly notes: readonly Note[];
}

const noEnvironment: ReadonlyMap<string, string> = new Map();

/** More files inheriting from each other than this are a loop. */
const inheritedFiles = 10;

export async function readSettings(file: RepoPath, repo: Repo): Promise<MkdocsSettings> {
  const layers = await readLayers(file, repo);
  const data = layers.reduceRight<Options>((merged, layer) => merge(merged, layer.data), {});
  const folder = folderOf(file);
  const theme = isYamlMap(data.theme) ? data.theme : {};
  const plugins = pluginsOf(data.plugins);
  const extra = isYamlMap(data.extra) ? data.extra : {};
  const docsDir = joinRepo(folder, text(data.docs_dir) ?? 'docs');
  return {
    file,
    inherited: layers.slice(1).map((layer) => layer.file),
    siteName: text(data.site_name),
    address: addressOf(layers, text(data.site_url)),
    docsDir: docsDir && (await realFolder(docsDir, repo)),
    themeDir: typeof theme.custom_dir === 'string' ? joinRepo(folder, theme.custom_dir) : undefined,
    language: text(theme.language) ?? text(theme.locale) ?? 'en',
    // That plugin makes a site for reading without a server, and changes this setting whatever it says.
    directoryUrls: data.use_directory_urls !== false && !plugins.some(({ name }) => name === 'offline'),
    excludeDocs: text(data.exclude_docs) ?? '',
    draftDocs: text(data.draft_docs) ?? '',
    nav: data.nav,
    plugins,
    isMkdocs: ['site_name', 'nav', 'theme', 'plugins', 'docs_dir', 'INHERIT'].some((key) => key in data),
    versionProvider: isYamlMap(extra.version) ? text(extra.version.provider) : undefined,
    alternates: listOf(extra.alternate).flatMap((entry) => (isYamlMap(entry) ? (text(entry.link) ?? []) : [])),
    notes: layers.flatMap((layer) => layer.notes),
  };
}

export function isYamlMap(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

/** The file and what it inherits from, nearest first. */
async function readLayers(file: RepoPath, repo: Repo): Promise<readonly ConfigLayer[]> {
  const layers: ConfigLayer[] = [];
  let next: RepoPath | undefined = file;
  while (next !== undefined && layers.length < inheritedFiles) {
    const source: string | undefined = await repo.read(next);
    if (source === undefined) break;
    const environment = source.includes('!ENV') ? await buildEnvironment(folderOf(file), repo) : noEnvironment;
    const layer: ConfigLayer = next.endsWith('.toml')
      ? readZensical(next, source)
      : parseLayer(next, source, environment);
    layers.push(layer);
    next = typeof layer.data.INHERIT === 'string' ? joinRepo(folderOf(next), layer.data.INHERIT) : undefined;
  }
  return layers;
}

function parseLayer(file: RepoPath, source: string, environment: ReadonlyMap<string, string>): ConfigLayer {
  if (isYamlTooDeep(source)) return unreadLayer(file, nestedTooDeep);
  const counter = new LineCounter();
  const document = parseDocument(source, { logLevel: 'silent', lineCounter: counter, uniqueKeys: false });
  const lines = new Map<string, number>();
  let isUnset = false;
  visit(document, {
    Pair(_, pair, path) {
      // Only the document and its map lie above a top-level key.
      if (path.length === 2 && isScalar(pair.key) && pair.key.range) {
        lines.set(String(pair.key.value), counter.linePos(pair.key.range[0]).line);
      }
      if (!isNode(pair.value)) return;
      pair.value = settled(pair.value, environment);
      if (pair.value === null && isScalar(pair.key) && pair.key.value === 'site_url' && path.length === 2)
        isUnset = true;
    },
  });
  const notes: Note[] = document.errors.slice(0, 1).map((error) => ({
    file,
    line: error.linePos?.[0].line ?? 1,
    message: `${file} is not valid YAML (${error.message.split('\n')[0]}); addresses may be incomplete until it is corrected.`,
    doubtsAddresses: true,
  }));
  if (isUnset) notes.push(unsetAddress(file, lines.get('site_url') ?? 1));
  const data = plainData(document);
  if (data instanceof Error) {
    const unread = unreadLayer(file, data.message);
    return { ...unread, lines, notes: [...notes, ...unread.notes] };
  }
  return { file, data: isYamlMap(data) ? data : {}, lines, notes };
}

function unreadLayer(file: RepoPath, reason: string): ConfigLayer {
  const message = `${file} is not read: ${reason.replace(/\.$/, '')}. The default settings are assumed.`;
  return { file, data: {}, lines: new Map(), notes: [{ file, line: 1, message, doubtsAddresses: true }] };
}

/** An error for aliases without their anchor, and for those that multiply beyond measure. */
function plainData(document: Document): unknown {
  try {
    return withoutLoop(document.toJS({ maxAliasCount: 1000 }));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/**
 * `!ENV NAME` is unset but for what the repository sets itself; `!ENV [NAME, OTHER, default]` is then its default.
 * https://github.com/waylan/pyyaml-env-tag
 */
function settled(node: Node, environment: ReadonlyMap<string, string>): Node | null {
  if (node.tag !== '!ENV') return node;
  const parts = isSeq(node) ? node.items : [node];
  const names = parts.length > 1 ? parts.slice(0, -1) : parts;
  for (const name of names) {
    const value = environment.get(isScalar(name) ? String(name.value) : '');
    if (value !== undefined) return new Scalar(value);
  }
  const last = parts.at(-1);
  return parts.length > 1 && isNode(last) ? last : null;
}

/** Maps are merged key by key, anything else is replaced. */
function merge(base: Options, over: Options): Options {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isYamlMap(below) && isYamlMap(value) ? merge(below, value) : value;
  }
  return merged;
}

function addressOf(layers: readonly ConfigLayer[], url: string | undefined): MkdocsSettings['address'] {
  const layer = layers.find((entry) => entry.lines.has('site_url'));
  if (layer === undefined || url === undefined || url === '') return undefined;
  return { url, file: layer.file, line: layer.lines.get('site_url') ?? 1 };
}

/** A setting that is an `!ENV` which nothing sets. */
function unsetAddress(file: RepoPath, line: number): Note {
  const message = `site_url in ${file} is not set here, and addresses are given without the path that it may end in. Give the address of the site (--site), or name it in .broken-backlinks.json, such as { "site": "https://example.org/docs/" }.`;
  return { file, line, message, wantsAddress: true, doubtsAddresses: true };
}

function pluginsOf(value: unknown): MkdocsSettings['plugins'] {
  const entries: readonly unknown[] = isYamlMap(value)
    ? Object.entries(value).map(([name, options]) => ({ [name]: options }))
    : Array.isArray(value)
      ? value
      : [];
  return entries.flatMap((entry) => {
    const pairs: [string, unknown][] =
      typeof entry === 'string' ? [[entry, {}]] : isYamlMap(entry) ? Object.entries(entry) : [];
    return pairs.flatMap(([written, given]) => {
      const name = written.replace(/^material\//, '');
      const options = isYamlMap(given) ? given : {};
      if (options.enabled === false) return [];
      // `group` of Material holds plugins that are switched on together.
      return name === 'group' ? pluginsOf(options.plugins) : [{ name, options }];
    });
  });
}
