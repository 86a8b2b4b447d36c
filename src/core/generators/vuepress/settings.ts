/** What VuePress's configuration says, as far as addresses depend on it. https://vuepress.vuejs.org/reference/config.html */
import type { Note } from '../../model.ts';
import { extensionOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { baseNotes, doubtfulNote } from '../../script/notes.ts';
import { configurationOf, type Script, scriptReader } from '../../script/script.ts';
import {
  emptyObject,
  entriesOf,
  fromData,
  itemsOf,
  textValue,
  textValues,
  type Value,
  writtenProperty,
} from '../../script/value.ts';
import { globsTest, type PathTest } from '../../text/glob.ts';
import { parseYaml } from '../../text/yaml.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { type HopeLists, hopeLists } from './hopeLists.ts';

/** What the configuration of a VuePress site says of addresses. */
export interface VuePressSettings {
  readonly version: 1 | 2;
  /** Folder of the pages, the one that holds `.vuepress`. */
  readonly source: RepoPath;
  readonly basePath: string;
  readonly takes: PathTest;
  /** Addresses of the languages, the deepest first. */
  readonly locales: readonly string[];
  /** The permalink pattern for a page, by its path below the source. */
  patternOf(path: string): string | undefined;
  /** What its theme makes beside the pages, where that is known. */
  readonly lists: HopeLists | undefined;
  readonly notes: readonly Note[];
}

export async function readSettings(
  source: RepoPath,
  config: RepoPath | undefined,
  repo: Repo,
): Promise<VuePressSettings> {
  const { object, notes, script } = await readObject(source, config, repo);
  const version = await versionOf(source, config, object, repo);
  const base = writtenProperty(object, 'base');
  const own = writtenProperty(object, version === 2 ? 'pagePatterns' : 'patterns');
  const usual = version === 2 ? ['**/*.md', '!.vuepress', '!node_modules'] : ['**/*.md', '**/*.vue'];
  const patterns = own.kind === 'list' ? textValues(own) : usual;
  const test = globsTest(
    patterns.map((pattern) => pattern.replace(/^(!(?:\.vuepress|node_modules))$/, '$1/**')),
    { dot: false },
  );
  const blogs = version === 1 ? blogDirectories(object) : [];
  const general = textValue(writtenProperty(object, version === 2 ? 'permalinkPattern' : 'permalink'));
  const options = [
    ...baseNotes('base', base, 'addresses are given as if it were `/`'),
    doubtfulNote('permalinkPattern', writtenProperty(object, 'permalinkPattern'), 'pages are listed at their paths'),
  ].filter((note) => note !== undefined);
  return {
    version,
    source,
    basePath: basePathOf(textValue(base), 'path'),
    takes: (path) => test(path) && !/(?:^|\/)(?:\.|node_modules\/)/.test(path),
    locales: entriesOf(writtenProperty(object, 'locales'))
      .map(([name]) => name)
      .sort((a, b) => b.split('/').length - a.split('/').length || b.length - a.length),
    patternOf: (path) => blogs.find(({ folder }) => path.startsWith(`${folder}/`))?.pattern ?? general,
    lists: script && hopeLists(object, script),
    notes: [...notes, ...options],
  };
}

async function readObject(
  source: RepoPath,
  config: RepoPath | undefined,
  repo: Repo,
): Promise<{ readonly object: Value; readonly notes: readonly Note[]; readonly script?: Script | undefined }> {
  if (config === undefined) return { object: emptyObject, notes: [] };
  if (['.yml', '.yaml'].includes(extensionOf(config))) {
    try {
      return { object: fromData(parseYaml((await repo.read(config)) ?? '')), notes: [] };
    } catch (error) {
      const reason = error instanceof Error ? error.message.split('\n')[0] : 'not valid YAML';
      return {
        object: emptyObject,
        notes: [{ file: config, line: 1, message: `${config} could not be read: ${reason}`, doubtsAddresses: true }],
      };
    }
  }
  const script = await scriptReader(repo, source).read(config);
  const object = script ? configurationOf(script) : emptyObject;
  const note = doubtfulNote('the configuration', object, 'the usual settings are assumed');
  return {
    object: object.kind === 'object' ? object : emptyObject,
    notes: [...(script?.notes ?? []), ...(note ? [note] : [])],
    script,
  };
}

/** Version 2 names its bundler, or its packages do; an unmarked configuration is as old as version 1. */
async function versionOf(source: RepoPath, config: RepoPath | undefined, object: Value, repo: Repo): Promise<1 | 2> {
  for (let folder = source; ; folder = joinRepo(folder, '..') ?? folder) {
    const manifest = joinRepo(folder, 'package.json');
    const text = manifest && (await repo.read(manifest));
    const found = text === undefined ? null : /"(?:vuepress|@vuepress\/[\w-]+)"\s*:\s*"[^\d"]*(\d+|next)/.exec(text);
    if (found) return found[1] === '0' || found[1] === '1' ? 1 : 2;
    if (folder === '') break;
  }
  const isNew = config !== undefined && ['.ts', '.mts', '.mjs'].includes(extensionOf(config));
  return isNew || entriesOf(object).some(([name]) => name === 'bundler' || name === 'permalinkPattern') ? 2 : 1;
}

/** Folders whose posts the blog plugin, or the blog theme that contains it, gives dated addresses. */
function blogDirectories(object: Value): readonly { readonly folder: string; readonly pattern: string }[] {
  const isBlog = (value: Value | undefined): boolean =>
    /^(?:@vuepress\/)?(?:plugin-|vuepress-plugin-)?blog$/.test((value && textValue(value)) ?? '');
  const plugins = writtenProperty(object, 'plugins');
  const listed = [
    ...itemsOf(plugins).map((item) => (item.kind === 'list' ? item.items : [item])),
    ...entriesOf(plugins).map(([name, options]) => [fromData(name), options]),
  ].find(([name]) => isBlog(name));
  const theme = textValue(writtenProperty(object, 'theme')) ?? '';
  const isTheme = /^(?:@vuepress\/)?(?:theme-)?blog$/.test(theme);
  if (!listed && !isTheme) return [];
  const given = writtenProperty(listed?.[1] ?? writtenProperty(object, 'themeConfig'), 'directories');
  const directories = given.kind === 'list' || !isTheme ? itemsOf(given) : [fromData({ dirname: '_posts' })];
  return directories.flatMap((directory) => {
    const folder = textValue(writtenProperty(directory, 'dirname'));
    const pattern = textValue(writtenProperty(directory, 'itemPermalink')) ?? '/:year/:month/:day/:slug';
    return folder === undefined ? [] : [{ folder, pattern }];
  });
}
