/**
 * Collections of Nuxt Content: the path of an entry of a `page` collection is its address, where a page shows it.
 *
 *   1.guide/2.first-steps.md   /guide/first-steps: one number and its dot in front of each name go
 *   index.md, index.draft.md   the folder
 *   Hello World.md             /hello-world, by the `slugify` package
 *   v1.0.md, 1.2/              names that are versions are kept
 *
 * https://content.nuxt.com/docs/collections/sources
 */

import slugify from 'slugify';
import { below, extensionOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { configurationOf, scriptReader } from '../../script/script.ts';
import { entriesOf, itemsOf, property, textValue, textValues, type Value } from '../../script/value.ts';
import { globTest, type PathTest } from '../../text/glob.ts';
import { append } from '../../text/longLists.ts';
import type { NuxtSettings } from './settings.ts';

/** Files of Nuxt Content that become pages, and where. */
export interface Source {
  /** The folder the patterns are seen from. */
  readonly folder: RepoPath;
  readonly matches: PathTest;
  /** Length of the part of the path that `prefix` replaces. */
  readonly fixed: number;
  readonly prefix: string;
}

/** All sources of Nuxt Content. */
export interface Content {
  readonly sources: readonly Source[];
  /** Before version 3: names with an underscore are parts of others, drafts are left out. */
  readonly isOld: boolean;
}

const contentExtensions = /\.(?:md|yml|yaml|json|csv)$/;

export async function readContent(settings: NuxtSettings, repo: Repo): Promise<Content | undefined> {
  const sources: Source[] = [];
  let configured = false;
  for (const root of settings.contentRoots) {
    const config = ['content.config.ts', 'content.config.js', 'content.config.mjs', 'content.config.mts']
      .map((name) => joinRepo(root, name))
      .find((file) => file !== undefined && repo.has(file));
    const script = config === undefined ? undefined : await scriptReader(repo, root).read(config);
    if (script === undefined) continue;
    configured = true;
    for (const [, collection] of entriesOf(property(configurationOf(script), 'collections'))) {
      const options = collection.kind === 'call' ? collection.args[0] : collection;
      if (options === undefined || textValue(property(options, 'type')) !== 'page') continue;
      const written = property(options, 'source');
      for (const source of written.kind === 'list' ? itemsOf(written) : [written])
        append(sources, sourceOf(source, root));
    }
  }
  if (configured) return { sources, isOld: false };
  const uses = await usesContent(settings.root, repo);
  if (!uses && !settings.hasRemoteLayer) return undefined;
  const all = settings.contentRoots.flatMap((root) => joinRepo(root, 'content') ?? []);
  return { sources: all.map((folder) => everything(folder)), isOld: uses };
}

async function usesContent(root: RepoPath, repo: Repo): Promise<boolean> {
  const manifest = joinRepo(root, 'package.json');
  return /"@nuxt\/content"\s*:/.test((manifest && (await repo.read(manifest))) ?? '');
}

function everything(folder: RepoPath): Source {
  return { folder, matches: () => true, fixed: 0, prefix: '' };
}

function sourceOf(value: Value, root: RepoPath): readonly Source[] {
  const short = textValue(value);
  const include = short ?? textValue(property(value, 'include'));
  if (include === undefined || textValue(property(value, 'repository')) !== undefined) return [];
  const exclude = short === undefined ? textValues(property(value, 'exclude')).map((pattern) => globTest(pattern)) : [];
  const cwd = short === undefined ? textValue(property(value, 'cwd')) : undefined;
  const folder = cwd === undefined ? joinRepo(root, 'content') : joinRepo(cwd.startsWith('/') ? '' : root, cwd);
  const isIncluded = globTest(include);
  const fixed = include.includes('*') ? include.slice(0, include.indexOf('*')) : '';
  const prefix = short === undefined ? textValue(property(value, 'prefix')) : undefined;
  if (folder === undefined) return [];
  const matches = (path: string) => isIncluded(path) && !exclude.some((test) => test(path));
  return [{ folder, matches, fixed: prefix === undefined ? 0 : fixed.length, prefix: prefix ?? '' }];
}

/** The paths of an entry, one for each source it belongs to; empty for other files. */
export function contentPaths({ sources, isOld }: Content, file: RepoPath): readonly string[] {
  if (!contentExtensions.test(file)) return [];
  const paths = sources.flatMap(({ folder, matches, fixed, prefix }) => {
    const inside = below(file, folder);
    if (inside === undefined || !matches(inside) || isHidden(inside, isOld)) return [];
    const stem = inside.slice(0, inside.length - extensionOf(inside).length);
    return [pathOf(`${prefix}/${stem.slice(fixed)}`)];
  });
  return [...new Set(paths)];
}

function isHidden(path: string, isOld: boolean): boolean {
  // `.navigation.yml` and its kin are entries that describe their folder; a page with a dot is one all the same.
  return (isOld ? /(?:^|\/)[._]/ : /(?:^|\/)\.[^/]*(?<!\.md)$/).test(path);
}

function pathOf(stem: string): string {
  const parts = stem.split('/').map((part) => slugify(refined(part), { lower: true }));
  return `/${parts.filter((part) => part !== '').join('/')}`;
}

function refined(name: string): string {
  if (/^\d+(?:\.\d+)*(?:\.x)?$/.test(name)) return name;
  return name
    .replace(/^\d+\./, '')
    .replace(/^index(?:\.draft)?$/, '')
    .replace(/\.draft$/, '');
}
