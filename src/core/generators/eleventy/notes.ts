/** Permalinks that cannot be told without running a site's code: said, as their files are left out. */
import type { Note } from '../../model.ts';
import type { Repo } from '../../ports.ts';
import type { Permalinks } from '../shared/generator.ts';
import type { EleventyConfig } from './config.ts';
import type { Cascade } from './data.ts';
import type { Files } from './files.ts';
import { permalinkOf } from './permalink.ts';
import { isScriptTemplate } from './scriptTemplate.ts';

/** Templates in JavaScript whose permalink cannot be followed. */
export async function scriptNotes(files: Files, repo: Repo, routes: Permalinks['routes']): Promise<readonly Note[]> {
  const notes: Note[] = [];
  for (const path of repo.files) {
    if (!isScriptTemplate(path) || files.template(path) === undefined) continue;
    const text = (await repo.read(path)) ?? '';
    const at = text.search(/\bpermalink\b/);
    if (at < 0 || routes({ path, text, frontMatter: { format: 'none', data: {}, bodyStart: 0 } }).length > 0) continue;
    const line = text.slice(0, at).split('\n').length;
    const message = `permalink of ${path} is made by code that is not run here; its addresses are unknown.`;
    notes.push({ file: path, line, message, declarable: { below: path } });
  }
  return notes;
}

/** Functions that give the addresses of a folder are tried on a page that does not exist. */
export function folderNotes(config: EleventyConfig, cascade: Cascade, files: Files, repo: Repo): readonly Note[] {
  return [...cascade.inherited].flatMap(([folder, layer]) => {
    if (layer.permalink === undefined && layer.computedPermalink === undefined) return [];
    const page = { fileSlug: 'a', filePathStem: '/a', inputPath: './a.md', date: '2024-01-01T00:00:00.000Z' };
    const permalink = permalinkOf(
      { stem: 'a', extension: 'html', page: 0 },
      layer,
      { ...layer.data, page, title: 'A' },
      config,
    );
    if (permalink.kind !== 'unknown') return [];
    const count = repo.files.filter((path) => path.startsWith(folder) && files.template(path) !== undefined).length;
    const message = `permalink ${permalink.reason}; addresses of ${count} files are unknown.`;
    return [{ file: layer.file, message, declarable: { below: folder.replace(/\/$/, '') } } as Note];
  });
}
