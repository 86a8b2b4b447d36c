/** Tags of documents and posts, whose pages are generated. https://docusaurus.io/docs/blog#tags-file */
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { textValue, writtenProperty } from '../../script/value.ts';
import { kebabCase } from '../../text/kebabCase.ts';
import { isSettings } from '../../text/settings.ts';
import type { ContentPlugin } from './plugins.ts';
import { yamlMap } from './yamlMap.ts';

/** Address parts of the tags declared in a tags file, by their keys. */
export type TagPermalinks = ReadonlyMap<string, string>;

export async function readTagsFile(
  { options, kind }: ContentPlugin,
  folder: RepoPath,
  repo: Repo,
): Promise<TagPermalinks> {
  const permalinks = new Map<string, string>();
  if (kind === 'pages') return permalinks;
  const file = joinRepo(folder, textValue(writtenProperty(options, 'tags')) ?? 'tags.yml');
  const text = file && (await repo.read(file));
  if (!text) return permalinks;
  for (const [key, tag] of Object.entries(yamlMap(text))) {
    const written = isSettings(tag) && typeof tag.permalink === 'string' ? tag.permalink : undefined;
    permalinks.set(key, written ?? kebabCase(key));
  }
  return permalinks;
}

/** Address parts of the tags a page names. */
export function tagsOf(frontMatter: Readonly<Record<string, unknown>>, permalinks: TagPermalinks): readonly string[] {
  const { tags } = frontMatter;
  if (!Array.isArray(tags)) return [];
  return tags.flatMap((tag: unknown) => {
    if (typeof tag === 'string' || typeof tag === 'number')
      return permalinks.get(String(tag)) ?? kebabCase(String(tag));
    return isSettings(tag) && typeof tag.permalink === 'string' ? tag.permalink : [];
  });
}
