/** What gatsby-config.* says, as far as addresses depend on it. https://www.gatsbyjs.com/docs/reference/config-files/gatsby-config/ */
import type { Note } from '../../model.ts';
import { builtUrl, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { configurationOf, type ScriptReader } from '../../text/script.ts';
import { assumedNote, folderOption, unreadNote } from '../../text/scriptNotes.ts';
import { emptyObject, itemsOf, textOf, textsOf, type Value, writtenProperty } from '../../text/scriptValue.ts';

export interface FileSource {
  readonly name: string;
  readonly folder: RepoPath;
}

export interface Settings {
  readonly root: RepoPath;
  readonly basePath: string;
  readonly trailingSlash: 'always' | 'never' | 'ignore' | 'legacy';
  /** Folders whose files become nodes. */
  readonly sources: readonly FileSource[];
  /** Folders whose components become pages. */
  readonly pageFolders: readonly RepoPath[];
  readonly markdownEndings: ReadonlySet<string>;
  readonly mdxEndings: ReadonlySet<string>;
  readonly siteUrl: Value;
  readonly notes: readonly Note[];
}

export async function readSettings(
  root: RepoPath,
  config: RepoPath | undefined,
  scripts: ScriptReader,
  repo: Repo,
): Promise<Settings> {
  const script = config && (await scripts.read(config));
  const whole = script ? configurationOf(script) : emptyObject;
  const object = whole.kind === 'object' ? whole : emptyObject;
  const plugins = itemsOf(writtenProperty(object, 'plugins')).flatMap((item) => {
    const name = textOf(item) ?? textOf(writtenProperty(item, 'resolve'));
    return name === undefined ? [] : [{ name, options: writtenProperty(item, 'options') }];
  });
  const named = (wanted: string): readonly Value[] =>
    plugins.filter(({ name }) => name.replace(/^.*\/node_modules\//, '') === wanted).map(({ options }) => options);
  const manifest = (await repo.read(joinRepo(root, 'package.json') ?? root)) ?? '';
  const prefix = writtenProperty(object, 'pathPrefix');
  const isPrefixed = !/gatsby build/.test(manifest) || /--prefix-paths|PREFIX_PATHS/.test(manifest);
  const slash = textOf(writtenProperty(object, 'trailingSlash'));
  const usual = /"gatsby"\s*:\s*"[^\d"]*[0-4]\./.test(manifest) ? 'legacy' : 'always';
  const mdx = named('gatsby-plugin-mdx').flatMap((options) => {
    const endings = textsOf(writtenProperty(options, 'extensions'));
    return endings.length > 0 ? endings : ['.mdx'];
  });
  const folder = (value: Value): RepoPath | undefined => {
    const text = textOf(value);
    return text === undefined ? undefined : joinRepo(folderOption(text, root));
  };
  const notes = [
    unreadNote('the configuration', whole, 'the usual settings are assumed'),
    unreadNote('pathPrefix', prefix, 'addresses are given without it'),
    assumedNote('pathPrefix', prefix, 'check the addresses shown'),
    ...themeNotes(plugins, config),
  ].filter((note) => note !== undefined);
  return {
    root,
    basePath: isPrefixed ? builtUrl(textOf(prefix) ?? '/') : '/',
    trailingSlash: slash === 'always' || slash === 'never' || slash === 'ignore' || slash === 'legacy' ? slash : usual,
    sources: named('gatsby-source-filesystem').flatMap((options) => {
      const path = folder(writtenProperty(options, 'path'));
      return path === undefined ? [] : [{ name: textOf(writtenProperty(options, 'name')) ?? '', folder: path }];
    }),
    pageFolders: [
      joinRepo(root, 'src/pages') ?? root,
      ...named('gatsby-plugin-page-creator').flatMap((options) => folder(writtenProperty(options, 'path')) ?? []),
    ],
    markdownEndings: new Set(named('gatsby-transformer-remark').length > 0 ? ['.md', '.markdown'] : []),
    mdxEndings: new Set(mdx),
    siteUrl: writtenProperty(object, 'siteMetadata', 'siteUrl'),
    notes: [...(script?.notes ?? []), ...notes],
  };
}

function themeNotes(
  plugins: readonly { readonly name: string; readonly options: Value }[],
  config: RepoPath | undefined,
): readonly Note[] {
  return plugins
    .filter(({ name }) => /(?:^|\/)gatsby-theme-/.test(name))
    .map(({ name, options }) => ({
      ...(config === undefined ? {} : { file: config }),
      ...(options.origin.line > 0 ? { line: options.origin.line } : {}),
      message: `${name} makes pages by code of its own; their addresses are not listed`,
    }));
}
