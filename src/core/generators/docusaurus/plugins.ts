/**
 * The content plugins of a site with their options, wherever they are named: in a preset, in `plugins`, or wrapped by
 * a plugin of the repository itself. https://docusaurus.io/docs/using-plugins
 */

import type { Note } from '../../model.ts';
import { below, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { resolveImport } from '../../script/modules.ts';
import { doubtfulNote, folderOption, unreadNote } from '../../script/notes.ts';
import {
  emptyObject,
  itemsOf,
  property,
  textValue,
  textValues,
  type Value,
  writtenProperty,
} from '../../script/value.ts';
import { globsTest, type PathTest } from '../../text/glob.ts';
import { append } from '../../text/longLists.ts';
import { codeFolders } from '../shared/codeFolders.ts';
import { realFolder } from '../shared/linkedFolder.ts';
import type { Configuration } from './configuration.ts';
import { calledContentPlugin } from './wrapper.ts';

export type ContentKind = 'docs' | 'blog' | 'pages';

/** A plugin that makes pages of a folder: documents, posts or plain pages. */
export interface ContentPlugin {
  readonly kind: ContentKind;
  readonly id: string;
  readonly folder: RepoPath;
  readonly routeBasePath: string;
  readonly options: Value;
  /** Whether a file, by its path below the folder, is content. */
  readonly takes: PathTest;
}

const defaults: Readonly<Record<ContentKind, { readonly path: string; readonly base: string }>> = {
  docs: { path: 'docs', base: 'docs' },
  blog: { path: 'blog', base: 'blog' },
  pages: { path: 'src/pages', base: '/' },
};

export async function contentPlugins(
  configuration: Configuration,
  repo: Repo,
): Promise<{ readonly plugins: readonly ContentPlugin[]; readonly notes: readonly Note[] }> {
  const plugins: ContentPlugin[] = [];
  const notes: Note[] = [];
  const add = (kind: ContentKind, options: Value): void => {
    if (options.kind === 'object' && options.unread[0]) {
      // The folder and the base of its addresses may be among them.
      const unread = doubtfulNote(`${kind} options`, options.unread[0], 'what it may publish is not listed');
      if (unread) notes.push(unread);
    }
    const made = contentPlugin(kind, options, configuration, repo);
    append(notes, made.notes);
    if (made.plugin !== undefined) plugins.push(made.plugin);
  };
  for (const entry of itemsOf(property(configuration.object, 'presets'))) {
    const [, options] = nameAndOptions(entry);
    const isWhole = isClassic(entry);
    for (const kind of ['docs', 'blog', 'pages'] as const) {
      const own = property(options, kind);
      if (isWhole ? !isOff(own) : own.kind === 'object') add(kind, own);
    }
    if (entry.kind === 'unknown') note(notes, 'presets', entry);
  }
  for (const entry of itemsOf(property(configuration.object, 'plugins'))) {
    const [name, options] = nameAndOptions(entry);
    if (entry.kind === 'unknown') note(notes, 'plugins', entry);
    if (name === undefined) continue;
    const kind = contentKind(name) ?? (await wrappedKind(name, entry, configuration, repo, notes));
    if (kind && !isOff(options)) add(kind, options);
  }
  for (const key of ['presets', 'plugins']) {
    const whole = property(configuration.object, key);
    if (whole.kind !== 'list') note(notes, key, whole);
  }
  const real = plugins.map(async (plugin) => ({ ...plugin, folder: await realFolder(plugin.folder, repo) }));
  return { plugins: await Promise.all(real), notes };
}

/**
 * Addresses of pages that other plugins make of a specification, below the base: `route` of `@scalar/docusaurus`, and of each of
 * the `specs` of Redocusaurus. https://github.com/scalar/scalar/tree/main/integrations/docusaurus, https://redocusaurus.vercel.app/docs
 */
export function pluginPages({ object }: Configuration): readonly string[] {
  const entries = [...itemsOf(property(object, 'presets')), ...itemsOf(property(object, 'plugins'))];
  return entries.flatMap((entry) => {
    const [, options] = nameAndOptions(entry);
    const specs = itemsOf(property(options, 'specs'));
    return [options, ...specs].flatMap((own) => textValue(property(own, 'route')) ?? []);
  });
}

function note(notes: Note[], name: string, value: Value): void {
  const made = unreadNote(name, value, 'what it may publish is not listed');
  if (made) notes.push(made);
}

/** A preset or plugin as it is named, and its options; none where it is named alone. */
export function nameAndOptions(entry: Value): readonly [string | undefined, Value] {
  const [name, options] = entry.kind === 'list' ? entry.items : [entry];
  return [name && textValue(name), options ?? emptyObject];
}

/**
 * The classic preset, or one that passes its options on to that: it takes those of the documents and of the theme, as
 * `docusaurus-plugin-internaldocs-fb/docusaurus-preset` and `docusaurus-preset-openapi` do.
 * https://docusaurus.io/docs/using-plugins#docusauruspreset-classic
 */
export function isClassic(entry: Value): boolean {
  const [name = '', options] = nameAndOptions(entry);
  if (/^(?:@docusaurus\/)?(?:preset-)?classic$/.test(name)) return true;
  return property(options, 'docs').kind === 'object' && property(options, 'theme').kind === 'object';
}

/** `false` in place of options. */
export function isOff(options: Value): boolean {
  return options.kind === 'literal' && options.value === false;
}

function contentKind(name: string): ContentKind | undefined {
  const match = /^(?:@docusaurus\/)?(?:plugin-)?content-(docs|blog|pages)$/.exec(name);
  return match?.[1] as ContentKind | undefined;
}

/** A plugin of the repository that builds on a content plugin takes its options; one that adds routes, or is made by a build, says so. */
async function wrappedKind(
  name: string,
  { origin }: Value,
  { root, file, scripts }: Configuration,
  repo: Repo,
  notes: Note[],
): Promise<ContentKind | undefined> {
  if (!name.startsWith('.') && !name.startsWith('/')) return undefined;
  const path = resolveImport(name, file, (candidate) => repo.has(candidate)) ?? joinRepo(root, name);
  const text = path && (await repo.read(path));
  if (path === undefined || !text) {
    const message = `The plugin ${name.replace(/^\/+/, '')} is not in the repository; pages that it may add are not listed`;
    notes.push({ file: origin.file, line: origin.line, message });
    return undefined;
  }
  const tree = (await scripts.read(path))?.tree;
  const wrapped = tree && calledContentPlugin(tree);
  if (wrapped) return wrapped;
  const added = text.split('\n').findIndex((line) => /\baddRoute\s*\(/.test(line));
  if (added >= 0) {
    const message = `${path} adds pages by code; their addresses are not listed`;
    notes.push({ file: path, line: added + 1, message, makesPages: codeFolders(text) });
  }
  return undefined;
}

/** The plugin as far as its options are known, with what is not. */
function contentPlugin(
  kind: ContentKind,
  options: Value,
  { root }: Configuration,
  repo: Repo,
): { readonly plugin?: ContentPlugin; readonly notes: readonly Note[] } {
  const standard = defaults[kind];
  const path = writtenProperty(options, 'path');
  const base = writtenProperty(options, 'routeBasePath');
  const unreadBase = unreadNote(`${kind}.routeBasePath`, base, 'its pages are not listed');
  if (unreadBase) return { notes: [unreadBase] };
  const usual = joinRepo(root, standard.path);
  const isUsualThere = usual !== undefined && repo.files.some((file) => below(file, usual) !== undefined);
  const unreadPath = unreadNote(
    `${kind}.path`,
    path,
    isUsualThere
      ? `its pages are taken from ${usual}, the usual folder, and may be others`
      : 'its pages are not listed',
  );
  if (unreadPath && !isUsualThere) return { notes: [unreadPath] };
  const notes = unreadPath ? [{ ...unreadPath, doubtsAddresses: true }] : [];
  const folder = unreadPath ? usual : joinRepo(folderOption(textValue(path) ?? standard.path, root));
  if (folder === undefined) {
    const message = `\`path\` of the ${kind} plugin leads out of the repository; its pages are not listed`;
    return { notes: [{ file: path.origin.file, line: path.origin.line, message }] };
  }
  const plugin: ContentPlugin = {
    kind,
    id: textValue(writtenProperty(options, 'id')) ?? 'default',
    folder,
    routeBasePath: textValue(base) ?? standard.base,
    options,
    takes: contentTest(options, kind),
  };
  return { plugin, notes };
}

/** The usual lists are tested by hand: they are asked of every file of the repository. */
function contentTest(options: Value, kind: ContentKind): PathTest {
  const given = writtenProperty(options, 'include');
  const left = writtenProperty(options, 'exclude');
  const included = given.kind === 'list' ? globsTest(textValues(given), { dot: false }) : usuallyIncluded(kind);
  const excluded = left.kind === 'list' ? globsTest(textValues(left)) : isUsuallyExcluded;
  return (path) => included(path) && !excluded(path);
}

/** All Markdown, for pages also components; nothing whose name begins with a dot. */
function usuallyIncluded(kind: ContentKind): PathTest {
  const extensions = kind === 'pages' ? /\.(?:jsx?|tsx?|mdx?)$/ : /\.mdx?$/;
  return (path) => extensions.test(path) && !/(?:^|\/)\./.test(path);
}

/** Names that begin with an underscore, and tests. */
function isUsuallyExcluded(path: string): boolean {
  return /(?:^|\/)_[^/]*(?:\/|\.(?:jsx?|tsx?|mdx?)$)|\.test\.(?:jsx?|tsx?)$/.test(path);
}
