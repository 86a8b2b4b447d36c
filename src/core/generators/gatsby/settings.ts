/** What gatsby-config.* says, as far as addresses depend on it. https://www.gatsbyjs.com/docs/reference/config-files/gatsby-config/ */

import { ownMember } from '../../data/ownMember.ts';
import type { Note } from '../../model.ts';
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { baseNotes, doubtfulNote, folderOption, unreadNote } from '../../script/notes.ts';
import { configurationOf, type ScriptReader } from '../../script/script.ts';
import { emptyObject, itemsOf, textValue, textValues, type Value, writtenProperty } from '../../script/value.ts';
import { buildTexts } from '../shared/buildTexts.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { type GatsbyLanguages, readThemeLanguages } from './languages.ts';
import { pluginOutputs } from './pluginOutputs.ts';

/** A folder that `gatsby-source-filesystem` reads, and the name it is asked for by. */
export interface FileSource {
  readonly name: string;
  readonly folder: RepoPath;
}

/** What the configuration of a Gatsby site says of addresses. */
export interface GatsbySettings {
  readonly root: RepoPath;
  readonly basePath: string;
  readonly trailingSlash: 'always' | 'never' | 'ignore' | 'legacy';
  /** Of page files, before the option is applied: as Gatsby did it until version 4. */
  readonly pagesEndInSlash: boolean;
  /** Folders whose files become nodes. */
  readonly sources: readonly FileSource[];
  /** Folders whose components become pages. */
  readonly pageFolders: readonly RepoPath[];
  /** Folders whose MDX a theme makes into pages, in the same way. */
  readonly mdxFolders: readonly RepoPath[];
  readonly markdownExtensions: ReadonlySet<string>;
  readonly mdxExtensions: ReadonlySet<string>;
  /** Of gatsby-theme-i18n. */
  readonly languages: GatsbyLanguages | undefined;
  readonly siteUrl: Value;
  /** What queries for `site` are answered from. */
  readonly siteMetadata: Value;
  /** What plugins write, below the prefix. */
  readonly made: readonly string[];
  readonly notes: readonly Note[];
}

export async function readSettings(
  root: RepoPath,
  config: RepoPath | undefined,
  scripts: ScriptReader,
  repo: Repo,
): Promise<GatsbySettings> {
  const script = config && (await scripts.read(config));
  const whole = script ? configurationOf(script) : emptyObject;
  const object = whole.kind === 'object' ? whole : emptyObject;
  const list = writtenProperty(object, 'plugins');
  const plugins = itemsOf(list).flatMap((item) => {
    const name = textValue(item) ?? textValue(writtenProperty(item, 'resolve'));
    return name === undefined ? [] : [{ name, options: writtenProperty(item, 'options') }];
  });
  const named = (wanted: string): readonly Value[] =>
    plugins.filter(({ name }) => name.replace(/^.*\/node_modules\//, '') === wanted).map(({ options }) => options);
  const manifest = (await repo.read(joinRepo(root, 'package.json') ?? root)) ?? '';
  const prefix = writtenProperty(object, 'pathPrefix');
  const builds = [manifest, ...(await buildTexts(root, repo))];
  const isPrefixed =
    !builds.some((text) => /gatsby build/.test(text)) ||
    builds.some((text) => /--prefix-paths|PREFIX_PATHS/.test(text));
  const slash = textValue(writtenProperty(object, 'trailingSlash'));
  const usual = /"gatsby"\s*:\s*"[^\d"]*[0-4]\./.test(manifest) ? 'legacy' : 'always';
  const mdx = named('gatsby-plugin-mdx').flatMap((options) => {
    const extensions = textValues(writtenProperty(options, 'extensions'));
    return extensions.length > 0 ? extensions : ['.mdx'];
  });
  const themes = plugins.filter(({ name }) => isTheme(name));
  // MDX among the page files is read by whoever brings the plugin for it.
  if (themes.length > 0 && mdx.length === 0) mdx.push('.mdx');
  const written = (config && (await repo.read(config))) ?? '';
  const ofThemes = themes.flatMap(({ name, options }) => ownMember(knownThemes, name)?.(options, written) ?? []);
  const folder = (value: Value): RepoPath | undefined => {
    const text = textValue(value);
    return text === undefined ? undefined : joinRepo(folderOption(text, root));
  };
  const [i18n] = named('gatsby-theme-i18n');
  const prefixDefault = i18n && writtenProperty(i18n, 'prefixDefault');
  const languageFile = i18n && folder(writtenProperty(i18n, 'configPath'));
  const notes = [
    prefixDefault && doubtfulNote('prefixDefault', prefixDefault, 'addresses are given without the language'),
    doubtfulNote('the configuration', whole, 'the usual settings are assumed'),
    ...baseNotes('pathPrefix', prefix, 'addresses are given without it'),
    unreadPlugins(list),
    ...themeNotes(themes, config, written),
  ].filter((note) => note !== undefined);
  return {
    root,
    basePath: isPrefixed ? basePathOf(textValue(prefix), 'path').replace(/(.)\/$/, '$1') : '/',
    trailingSlash: slash === 'always' || slash === 'never' || slash === 'ignore' || slash === 'legacy' ? slash : usual,
    pagesEndInSlash: usual === 'legacy',
    sources: named('gatsby-source-filesystem').flatMap((options) => {
      const path = folder(writtenProperty(options, 'path'));
      return path === undefined ? [] : [{ name: textValue(writtenProperty(options, 'name')) ?? '', folder: path }];
    }),
    pageFolders: [
      joinRepo(root, 'src/pages') ?? root,
      ...named('gatsby-plugin-page-creator').flatMap((options) => folder(writtenProperty(options, 'path')) ?? []),
    ],
    markdownExtensions: new Set(named('gatsby-transformer-remark').length > 0 ? ['.md', '.markdown'] : []),
    mdxFolders: ofThemes.flatMap(({ folders }) => folders.flatMap((name) => joinRepo(root, name) ?? [])),
    mdxExtensions: new Set([...mdx, ...ofThemes.flatMap(({ extensions }) => extensions)]),
    languages: i18n && (await readThemeLanguages(i18n, languageFile ?? joinRepo(root, 'src/i18n/config.json'), repo)),
    siteUrl: writtenProperty(object, 'siteMetadata', 'siteUrl'),
    siteMetadata: writtenProperty(object, 'siteMetadata'),
    made: pluginOutputs(plugins, manifest),
    notes: [...(script?.notes ?? []), ...notes],
  };
}

/** Plugins bring content and pages, so that those which are not known are said. */
function unreadPlugins(list: Value): Note | undefined {
  const unread = [list, ...itemsOf(list)].find(({ kind }) => kind === 'unknown');
  return unread && unreadNote('plugins', unread, 'content and pages that these plugins bring are not known here');
}

interface Theme {
  /** Where it looks for MDX, each file a page at its own path. */
  readonly folders: readonly string[];
  readonly extensions: readonly string[];
  /** It makes pages of other branches, too. */
  readonly elsewhere?: boolean;
}

const mdx = ['.mdx', '.md'];

/**
 * Themes that add no other pages than these, by their options and the text of the configuration.
 * https://github.com/primer/doctocat/blob/main/theme/gatsby-node.js
 * https://gatsby.carbondesignsystem.com/getting-started
 * https://github.com/gatsbyjs/themes/tree/main/packages/gatsby-theme-i18n
 * https://github.com/apollographql/gatsby-theme-apollo/tree/main/packages/gatsby-theme-apollo-docs
 */
const knownThemes: Readonly<Record<string, (options: Value, config: string) => Theme>> = {
  '@primer/gatsby-theme-doctocat': () => ({ folders: ['content'], extensions: mdx }),
  'gatsby-theme-carbon': () => ({ folders: [], extensions: mdx }),
  'gatsby-theme-i18n': () => ({ folders: [], extensions: [] }),
  'gatsby-theme-apollo-docs': (options, config) => ({
    folders: [
      textValue(writtenProperty(options, 'contentDir')) ??
        (config.includes('gatsby-theme-apollo-docs/theme-options') ? 'source' : 'content'),
    ],
    extensions: mdx,
    elsewhere: writtenProperty(options, 'versions').kind === 'object',
  }),
};

/** `gatsby-theme-blog`, `@someone/gatsby-theme`. */
function isTheme(name: string): boolean {
  return /(?:^|\/)gatsby-theme(?:-|$)/.test(name);
}

function themeNotes(
  themes: readonly { readonly name: string; readonly options: Value }[],
  config: RepoPath | undefined,
  written: string,
): readonly Note[] {
  return themes.flatMap(({ name, options }) => {
    const theme = ownMember(knownThemes, name)?.(options, written);
    if (theme !== undefined && theme.elsewhere !== true) return [];
    const what = theme === undefined ? 'makes pages by code of its own' : 'makes pages of other branches, too';
    return [
      {
        ...(config === undefined ? {} : { file: config }),
        ...(options.origin.line > 0 ? { line: options.origin.line } : {}),
        message: `${name} ${what}; their addresses are not listed`,
      },
    ];
  });
}
