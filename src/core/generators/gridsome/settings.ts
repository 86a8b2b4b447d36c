/** What gridsome.config.js says, as far as addresses depend on it. https://gridsome.org/docs/config/ */
import slugifySindre from '@sindresorhus/slugify';
import type { Note } from '../../model.ts';
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { baseNotes, doubtfulNote } from '../../script/notes.ts';
import { configurationOf, type Script, scriptReader } from '../../script/script.ts';
import {
  booleanOf,
  emptyObject,
  entriesOf,
  isAbsent,
  itemsOf,
  textValue,
  textValues,
  type Value,
  writtenProperty,
} from '../../script/value.ts';
import { globsTest, type PathTest } from '../../text/glob.ts';
import { basePathOf } from '../shared/siteAddress.ts';

/** A path of a template (`/blog/:year/:title`), or the function that makes it of a node. */
export type NodePath = string | Extract<Value, { kind: 'function' }>;

/** Files that one plugin makes the nodes of a type of. */
export interface NodeFiles {
  readonly typeName: string;
  readonly folder: RepoPath;
  /** By paths below that folder. */
  readonly takes: PathTest;
  readonly prefix: string;
  readonly indexes: readonly string[];
  /** Types that it makes of what stands in a field, each value once. */
  readonly created: readonly { readonly field: string; readonly typeName: string }[];
  /** Where its nodes are; where none is given, at the places of their files; none where nothing shows them. */
  readonly paths: readonly (NodePath | undefined)[];
}

/** What the configuration says; what it leaves out has the value that Gridsome gives it. */
export interface GridsomeSettings {
  readonly script: Script | undefined;
  readonly siteUrl: Value;
  readonly basePath: string;
  readonly hasSlash: boolean;
  slugify(text: string): string;
  readonly pages: RepoPath;
  readonly collections: readonly NodeFiles[];
  /** The paths of all types that a template shows, also of those that come from elsewhere. */
  readonly templates: ReadonlyMap<string, readonly (NodePath | undefined)[]>;
  /** Names of plugins, as the configuration has them. */
  readonly plugins: ReadonlyMap<string, Value>;
  readonly notes: readonly Note[];
}

export async function readSettings(root: RepoPath, config: RepoPath, repo: Repo): Promise<GridsomeSettings> {
  const script = await scriptReader(repo, root).read(config);
  const object = script ? configurationOf(script) : emptyObject;
  const option = (...names: readonly string[]): Value => writtenProperty(object, ...names);
  const prefix = option('pathPrefix');
  const slugify = option('permalinks', 'slugify');
  const has = (path: string): boolean => repo.has(joinRepo(root, path) ?? root);
  const folder = textValue(option('_templatesDir')) ?? 'src/templates';
  const isShown = (typeName: string): boolean => has(`${folder}/${typeName}.vue`);
  const templates = templatesOf(option('templates'), (typeName) => `${folder}/${typeName}.vue`, has);
  const entries = itemsOf(option('plugins')).map((item) =>
    textValue(item) === undefined
      ? { name: textValue(writtenProperty(item, 'use')), options: writtenProperty(item, 'options') }
      : { name: textValue(item), options: emptyObject },
  );
  const collections = entries.flatMap(({ name, options }) =>
    collectionsOf(name ?? '', options, { root, templates, isShown }),
  );
  return {
    script,
    siteUrl: option('siteUrl'),
    basePath: basePathOf(textValue(prefix), 'path'),
    hasSlash: booleanOf(option('permalinks', 'trailingSlash')) !== false,
    slugify: slugifier(slugify),
    pages: joinRepo(root, textValue(option('_pagesDir')) ?? 'src/pages') ?? root,
    collections,
    templates,
    plugins: new Map(entries.map(({ name, options }) => [name ?? '', options])),
    notes: [
      ...(script?.notes ?? []),
      ...baseNotes('pathPrefix', prefix, 'addresses are given without it'),
      ...[doubtfulNote('plugins', option('plugins'), 'what they make pages of is not known'), slugNote(slugify)].filter(
        (note) => note !== undefined,
      ),
    ],
  };
}

/** The package that Gridsome takes, with the options that change more than what few names have. */
function slugifier(written: Value): (text: string) => string {
  if (booleanOf(written) === false) return (text) => text;
  const options = writtenProperty(written, 'options');
  const flag = (name: string): boolean => booleanOf(writtenProperty(options, name)) !== false;
  const [lowercase, decamelize] = [flag('lowercase'), flag('decamelize')];
  const separator = textValue(writtenProperty(options, 'separator')) ?? '-';
  return (text) => slugifySindre(text, { lowercase, decamelize, separator });
}

function slugNote(written: Value): Note | undefined {
  const own = writtenProperty(written, 'use');
  if (isAbsent(own) || textValue(own) === '@sindresorhus/slugify') return undefined;
  const { file, line } = own.origin;
  const message = `\`permalinks.slugify\` in ${file} takes another package, which may make other names than those that are shown.`;
  return { file, line, message, doubtsAddresses: true };
}

/** A template shows nothing without its component: `src/templates/Post.vue`, where none is named. */
function templatesOf(
  written: Value,
  usual: (typeName: string) => string,
  has: (path: string) => boolean,
): Map<string, readonly (NodePath | undefined)[]> {
  const found = new Map<string, readonly (NodePath | undefined)[]>();
  for (const [typeName, value] of entriesOf(written)) {
    const listed = value.kind === 'list' ? value.items : [value];
    const paths = listed.flatMap((entry) => {
      const component = textValue(writtenProperty(entry, 'component')) ?? usual(typeName);
      const path = entry.kind === 'object' ? writtenProperty(entry, 'path') : entry;
      return has(component) ? nodePath(path) : [];
    });
    found.set(typeName, paths);
  }
  return found;
}

function nodePath(value: Value): readonly NodePath[] {
  if (value.kind === 'function') return [value];
  const text = textValue(value);
  return text === undefined ? [] : [text];
}

interface Site {
  readonly root: RepoPath;
  readonly templates: Map<string, readonly (NodePath | undefined)[]>;
  isShown(typeName: string): boolean;
}

function collectionsOf(name: string, options: Value, { root, templates, isShown }: Site): readonly NodeFiles[] {
  const isVueRemark = name === '@gridsome/vue-remark';
  if (name !== '@gridsome/source-filesystem' && !isVueRemark) return [];
  const text = (key: string): string | undefined => textValue(writtenProperty(options, key));
  const typeName = text('typeName') ?? 'FileNode';
  const written = writtenProperty(options, 'path');
  const patterns = written.kind === 'list' ? textValues(written) : [textValue(written) ?? ''];
  const ignored = textValues(writtenProperty(options, 'ignore')).map((pattern) => `!${pattern}`);
  const indexes = writtenProperty(options, 'index');
  const own = nodePath(writtenProperty(options, 'route'));
  const created = entriesOf(writtenProperty(options, 'refs')).flatMap(([field, reference]) => {
    const type = textValue(writtenProperty(reference, 'typeName')) ?? typeName;
    if (booleanOf(writtenProperty(reference, 'create')) !== true) return [];
    const route = nodePath(writtenProperty(reference, 'route'));
    if (route.length > 0 && !templates.has(type) && isShown(type)) templates.set(type, route);
    return [{ field, typeName: type }];
  });
  const placed: readonly (NodePath | undefined)[] = own.length > 0 ? own : [undefined];
  const usual = isVueRemark || isShown(typeName) ? placed : [];
  const paths = isVueRemark ? usual : (templates.get(typeName) ?? usual);
  return [
    {
      typeName,
      folder: joinRepo(root, text('baseDir') ?? '') ?? root,
      takes: globsTest(
        [...(isVueRemark ? ['**/*.md'] : patterns.map((pattern) => pattern.replace(/^\.\//, ''))), ...ignored],
        {
          dot: false,
        },
      ),
      prefix: (text('pathPrefix') ?? '').replace(/^\/+|(?<!\/)\/+$/g, ''),
      indexes: indexes.kind === 'list' ? textValues(indexes) : ['index'],
      created,
      paths,
    },
  ];
}
