/**
 * The meta plugin of Material: `.meta.yml` of a folder adds to the front matter of every page below it.
 * https://squidfunk.github.io/mkdocs-material/plugins/meta/
 */
import { fileName, folderOf } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { readYaml } from '../../text/yaml.ts';
import { type Mount, sourceOf } from './mounts.ts';
import { isYamlMap, type MkdocsSettings, type Options } from './settings.ts';

/** What a source inherits, from the docs folder down to its own. */
export async function inheritedMeta(
  { plugins }: MkdocsSettings,
  mounts: readonly Mount[],
  repo: Repo,
): Promise<(source: string) => Options> {
  const options = plugins.find(({ name }) => name === 'meta')?.options;
  if (options === undefined) return () => ({});
  const name = typeof options.meta_file === 'string' ? options.meta_file : '.meta.yml';
  const folders = new Map<string, Options>();
  for (const file of repo.files) {
    if (fileName(file) !== name) continue;
    const source = sourceOf(mounts, file);
    if (source !== undefined) folders.set(folderOf(source), readMeta((await repo.read(file)) ?? ''));
  }
  return (source) => {
    const merged: Record<string, unknown> = {};
    for (const [folder, meta] of [...folders].sort(([a], [b]) => a.length - b.length)) {
      if (folder === '' || source.startsWith(`${folder}/`)) Object.assign(merged, meta);
    }
    return merged;
  };
}

/** MkDocs stops at a broken file; there is no page to tell of then. */
function readMeta(text: string): Options {
  const { value } = readYaml(text);
  return isYamlMap(value) ? value : {};
}
