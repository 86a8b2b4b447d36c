/** Which versions of its documents a docs plugin publishes, and where. https://docusaurus.io/docs/versioning */
import type { Note } from '../../model.ts';
import { below, builtUrl, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { doubtfulNote, unreadNote } from '../../script/notes.ts';
import { booleanOf, textValue, textValues, type Value, writtenProperty } from '../../script/value.ts';
import { parseJson } from '../../text/json.ts';
import { buildTexts } from '../shared/buildTexts.ts';
import type { NamedContent } from '../shared/generator.ts';
import type { ContentPlugin } from './plugins.ts';

/** One version of the documents. */
export interface Version {
  readonly name: string;
  readonly folder: RepoPath;
  /** Part of the address; empty for the latest. */
  readonly path: string;
  /** The file with its sidebars; `undefined` for the current version, whose file the configuration names. */
  readonly sidebars: RepoPath | undefined;
}

const current = 'current';

export async function publishedVersions(
  plugin: ContentPlugin,
  root: RepoPath,
  repo: Repo,
): Promise<{ readonly versions: readonly Version[]; readonly notes: readonly Note[] }> {
  const { options, id } = plugin;
  const prefix = id === 'default' ? '' : `${id}_`;
  const isOff = booleanOf(writtenProperty(options, 'disableVersioning')) === true;
  const listed = isOff ? [] : await listedVersions(joinRepo(root, `${prefix}versions.json`), repo);
  const hasCurrent = booleanOf(writtenProperty(options, 'includeCurrentVersion')) ?? true;
  const all = hasCurrent && !listed.includes(current) ? [current, ...listed] : listed;
  const only = writtenProperty(options, 'onlyIncludeVersions');
  const names = only.kind === 'list' ? all.filter((name) => textValues(only).includes(name)) : all;
  const last = textValue(writtenProperty(options, 'lastVersion')) ?? names.find((name) => name !== current) ?? names[0];
  const notes = listed.length === 0 ? [] : unreadOptions(options, names);
  const isHere = (folder: RepoPath) => repo.files.some((file) => below(file, folder) !== undefined);
  const written = names.map((name): Version => {
    const own = textValue(writtenProperty(options, 'versions', name, 'path'));
    const usual = name === last ? '' : name === current ? 'next' : name;
    const archive = (what: string, file: string): RepoPath =>
      joinRepo(root, `${prefix}versioned_${what}`, file) ?? root;
    return {
      name,
      folder: name === current ? plugin.folder : archive('docs', `version-${name}`),
      path: own ?? usual,
      sidebars: name === current ? undefined : archive('sidebars', `version-${name}-sidebars.json`),
    };
  });
  const texts = written.every(({ folder }) => isHere(folder)) ? [] : await buildTexts(root, repo);
  const versions = written.map((version) => {
    const source = isHere(version.folder) ? undefined : copiedFrom(version, plugin, { root, texts, isHere });
    return source === undefined ? version : { ...version, folder: source };
  });
  return { versions, notes };
}

/** What decides which version has the addresses without a version, and the part of the others' addresses. */
function unreadOptions(options: Value, versions: readonly string[]): readonly Note[] {
  const own = ['onlyIncludeVersions', 'lastVersion', 'includeCurrentVersion', 'versions'].map(
    (name) => [name, writtenProperty(options, name)] as const,
  );
  const paths = versions.map(
    (name) => [`versions.${name}.path`, writtenProperty(options, 'versions', name, 'path')] as const,
  );
  const isWholeUnread = own.some(([name, value]) => name === 'versions' && unreadNote(name, value, '') !== undefined);
  return [...own, ...(isWholeUnread ? [] : paths)].flatMap(
    ([name, value]) => doubtfulNote(name, value, 'it is ignored') ?? [],
  );
}

/**
 * The folder that the build copies to that of a version, where a script says so: `cp -r docs versioned_docs/version-2.x`,
 * or `docusaurus docs:version 2.x`, which copies the current one.
 */
function copiedFrom(
  { name, folder }: Version,
  plugin: ContentPlugin,
  {
    root,
    texts,
    isHere,
  }: { readonly root: RepoPath; readonly texts: readonly string[]; isHere(path: RepoPath): boolean },
): RepoPath | undefined {
  for (const command of texts.flatMap((text) => text.split(/\n|&&|\|\||;/))) {
    const words = command
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/^["']|["',]+$/g, ''));
    const at = words.indexOf('docs:version');
    if (plugin.id === 'default' && at >= 0 && words[at + 1] === name) return plugin.folder;
    const copies = words.findIndex((word) => /^(?:cp|rsync|ln)$/.test(word));
    const [from, to, ...more] = copies < 0 ? [] : words.slice(copies + 1).filter((word) => !word.startsWith('-'));
    if (from === undefined || to === undefined || more.length > 0) continue;
    for (const place of new Set([root, '' as RepoPath])) {
      const [source, target] = [from, to].map((path) => joinRepo(place, path.replace(/\/\.?$/, '')));
      if (target === folder && source !== undefined && isHere(source)) return source;
    }
  }
  return undefined;
}

/** Where the versions are looked for; Docusaurus builds no site without the folder of one. */
export function foldersOfVersions(
  plugin: ContentPlugin,
  versions: readonly Version[],
  file: RepoPath,
): readonly NamedContent[] {
  const now = versions.filter(({ name }) => name === current).map(({ path }) => path);
  return versions.map(({ name, folder, path }): NamedContent => {
    const addresses = (...paths: readonly string[]) =>
      paths.map((each) => builtUrl(plugin.routeBasePath, each, '{path}'));
    const by = plugin.id === 'default' ? 'the docs plugin' : `the docs plugin \`${plugin.id}\``;
    if (name === current) return { folder, by, file, addresses: addresses(path) };
    return { folder, by: `version ${name} of ${by}`, file, addresses: addresses(path, ...now), from: plugin.folder };
  });
}

async function listedVersions(file: RepoPath | undefined, repo: Repo): Promise<readonly string[]> {
  const text = file && (await repo.read(file));
  if (!text) return [];
  try {
    const data: unknown = parseJson(text);
    return Array.isArray(data) ? data.filter((name) => typeof name === 'string') : [];
  } catch {
    // Docusaurus refuses to build such a site.
    return [];
  }
}
