/** Files that people saved, given to the source whose reader knows them. */
import { withGapsOfRows } from '../../core/backlinks/answerGaps.ts';
import type { SiteScope } from '../../core/backlinks/brokenPages.ts';
import type { BacklinkAnswer, Day } from '../../core/model.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import type { SavedFile, SavedReader, SourceEntry } from '../sourceHost.ts';

const charactersOfStart = 64 * 1024;

export function savedFile(name: string, text: string): SavedFile {
  return { name, start: text.slice(0, charactersOfStart), text: async () => text };
}

/** All files must be of one source. A failure names the file, and what was expected of it. */
export async function readSavedFiles(
  sources: readonly SourceEntry[],
  files: readonly SavedFile[],
  scope: SiteScope,
  today: Day,
): Promise<Result<BacklinkAnswer>> {
  const found: { readonly file: SavedFile; readonly title: string; readonly reader: SavedReader }[] = [];
  for (const file of files) {
    const known = await readerOf(sources, file);
    if (known === undefined) {
      const kinds = sources.flatMap(({ saved }) => (saved === undefined ? [] : [saved.files]));
      return failed('bad-answer', `${file.name} is no ${kinds.join(', and no ')}.`);
    }
    found.push({ file, ...known });
  }
  const [first] = found;
  if (first === undefined) return failed('bad-request', 'No file is named.');
  const other = found.find(({ reader }) => reader !== first.reader);
  if (other !== undefined) {
    const [one, two] = [`${first.file.name} (${first.title})`, `${other.file.name} (${other.title})`];
    return failed('bad-request', `${one} and ${two} count links in different ways. Give the files of one source.`);
  }
  const read = await first.reader.read(files, scope, today);
  if (!read.ok) return read;
  const value = withGapsOfRows(read.value, scope);
  const foreign = value.gaps?.find(({ kind }) => kind === 'other-site');
  if (foreign === undefined) return success(value);
  return failed('bad-answer', `${files.map(({ name }) => name).join(', ')}: ${foreign.message}`);
}

async function readerOf(
  sources: readonly SourceEntry[],
  file: SavedFile,
): Promise<{ readonly title: string; readonly reader: SavedReader } | undefined> {
  for (const { title, saved } of sources) {
    if (saved !== undefined && (await saved.recognises(file))) return { title, reader: saved };
  }
  return undefined;
}
