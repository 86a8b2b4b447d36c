/** The folders that hold a site's content: every plugin, version and language. */

import type { Note } from '../../model.ts';
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { doubtfulNote } from '../../script/notes.ts';
import type { Script } from '../../script/script.ts';
import { dataOf, fromData, property, textValue, type Value, writtenProperty } from '../../script/value.ts';
import { append } from '../../text/longLists.ts';
import type { NamedContent } from '../shared/generator.ts';
import { type AuthorPages, readAuthors } from './authors.ts';
import type { Configuration, Locale } from './configuration.ts';
import { isFrom } from './installed.ts';
import type { ContentPlugin } from './plugins.ts';
import { readSidebars, type Sidebars } from './sidebars.ts';
import { defaultPrefixParser, keepPrefixes, type NumberPrefixParser } from './slug.ts';
import { readTagsFile, type TagPermalinks } from './tags.ts';
import { foldersOfVersions, publishedVersions } from './versions.ts';

/** One folder of sources with its translations; every language publishes each of its files once. */
export interface ContentFolder {
  readonly plugin: ContentPlugin;
  readonly source: RepoPath;
  /** Folder of the translations for each language, in the order of the languages. */
  readonly translations: readonly { readonly locale: Locale; readonly folder: RepoPath }[];
  readonly version: string | undefined;
  /** Address below the language's base: `docs/next`. */
  readonly path: string;
  readonly parser: NumberPrefixParser;
  readonly sidebars: Sidebars;
  readonly tags: TagPermalinks;
  readonly authors: AuthorPages | undefined;
  /** Whether a blog without posts has its list; `undefined` where the version does not tell. */
  readonly hasEmptyList: boolean | undefined;
}

export async function contentFolders(
  plugins: readonly ContentPlugin[],
  configuration: Configuration,
  repo: Repo,
): Promise<{
  readonly folders: readonly ContentFolder[];
  readonly named: readonly NamedContent[];
  readonly notes: readonly Note[];
}> {
  const folders: ContentFolder[] = [];
  const named: NamedContent[] = [];
  const notes: Note[] = [];
  for (const plugin of plugins) {
    const { parser, note } = prefixParser(plugin, configuration.script);
    if (note) notes.push(note);
    const versioned =
      plugin.kind === 'docs' ? await publishedVersions(plugin, configuration.root, repo) : { versions: [], notes: [] };
    append(notes, versioned.notes);
    append(named, foldersOfVersions(plugin, versioned.versions, configuration.file));
    const whole = { name: undefined, folder: plugin.folder, path: '', sidebars: undefined };
    for (const { name, folder, path, sidebars } of plugin.kind === 'docs' ? versioned.versions : [whole]) {
      folders.push({
        plugin,
        source: folder,
        translations: configuration.locales.map((locale) => ({
          locale,
          folder: translationFolder(locale, plugin, name),
        })),
        version: name,
        path: `${plugin.routeBasePath}/${path}`,
        parser,
        sidebars: await readSidebars(plugin, sidebars, configuration, repo),
        tags: await readTagsFile(plugin, folder, repo),
        authors: await readAuthors(plugin, folder, configuration.root, repo),
        // `createAllRoutes` of the blog plugin.
        hasEmptyList: plugin.kind === 'blog' ? await isFrom(10, configuration.root, repo) : undefined,
      });
    }
  }
  return { folders, named, notes };
}

function translationFolder(locale: Locale, { kind, id }: ContentPlugin, version: string | undefined): RepoPath {
  const name = `docusaurus-plugin-content-${kind}${id === 'default' ? '' : `-${id}`}`;
  return joinRepo(locale.folder, name, version ?? '') ?? locale.folder;
}

function prefixParser(
  { options }: ContentPlugin,
  script: Script,
): { readonly parser: NumberPrefixParser; readonly note?: Note | undefined } {
  const option = writtenProperty(options, 'numberPrefixParser');
  if (option.kind === 'literal') return { parser: option.value === false ? keepPrefixes : defaultPrefixParser };
  const parsed = (segment: string): Value => property(script.call(option, fromData(segment)), 'filename');
  if (option.kind === 'function' && textValue(parsed('01-probe')) !== undefined) {
    return { parser: (segment) => String(dataOf(parsed(segment)) ?? defaultPrefixParser(segment)) };
  }
  const note = doubtfulNote('numberPrefixParser', option, 'numbers are taken off names in the default way');
  return { parser: defaultPrefixParser, note };
}
