/** Files that people saved, each given to the source whose reader knows it, and their answers put together. */
import { withGapsOfRows } from '../../core/backlinks/answerGaps.ts';
import type { SiteScope } from '../../core/backlinks/brokenPages.ts';
import { mergeAnswers, type NamedAnswer } from '../../core/backlinks/mergeAnswers.ts';
import type { BacklinkAnswer, Day, Gap, Note } from '../../core/model.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import { hostsIn, whatItLooksLike } from '../savedFiles/looksLike.ts';
import type { SavedFile, SavedReader, SourceEntry } from '../sourceHost.ts';

interface Group {
  readonly title: string;
  readonly reader: SavedReader;
  readonly files: SavedFile[];
}

/** One answer of all files, whatever sources they are of. A failure names the file, what it is, and what was expected. */
export async function readSavedFiles(
  sources: readonly SourceEntry[],
  files: readonly SavedFile[],
  scope: SiteScope,
  today: Day,
): Promise<Result<BacklinkAnswer>> {
  if (files.length === 0) return failed('bad-request', 'No file is named.');
  const { kept, notes } = withoutCopies(files);
  const groups: Group[] = [];
  const unknown: SavedFile[] = [];
  const closed = kept.filter(({ unread }) => unread !== undefined);
  for (const file of kept.filter(({ unread }) => unread === undefined)) {
    const found = await readerOf(sources, file, scope);
    if (!found.ok) return found;
    const known = found.value;
    const group = groups.find(({ reader }) => reader === known?.reader);
    if (known === undefined) unknown.push(file);
    else if (group === undefined) groups.push({ ...known, files: [file] });
    else group.files.push(file);
  }
  const archives = new Set(groups.flatMap((group) => group.files.flatMap(({ archive }) => archive ?? [])));
  const shut = closed.find(({ archive }) => archive === undefined || !archives.has(archive));
  if (shut?.unread !== undefined) return failed('bad-answer', shut.unread);
  const [refused] = unknown.filter(({ archive }) => archive === undefined || !archives.has(archive));
  if (refused !== undefined) return failed('bad-answer', refusal(refused, sources, scope));
  const answers: NamedAnswer[] = [];
  for (const group of groups) {
    const read = await answerOf(group, scope, today);
    if (!read.ok) return read;
    answers.push({ title: group.title, answer: read.value });
  }
  const [first, ...others] = answers;
  if (first === undefined) return failed('bad-request', 'No file is named.');
  const merged = mergeAnswers([first, ...others]);
  const remarks = kept.flatMap(({ remark }) => (remark === undefined ? [] : [{ message: remark }]));
  const gaps = closed.flatMap(({ unread }): readonly Gap[] =>
    unread === undefined ? [] : [{ kind: 'unreadable-answer', count: undefined, message: unread }],
  );
  return success({
    ...merged,
    notes: [...merged.notes, ...notes, ...besideNote(unknown), ...remarks],
    gaps: [...(merged.gaps ?? []), ...gaps],
  });
}

async function answerOf({ reader, files }: Group, scope: SiteScope, today: Day): Promise<Result<BacklinkAnswer>> {
  const names = files.map(({ name }) => name).join(', ');
  try {
    const read = await reader.read(files, scope, today);
    if (!read.ok) return read;
    const value = withGapsOfRows(read.value, scope);
    const foreign = value.gaps?.find(({ kind }) => kind === 'other-site');
    return foreign === undefined ? success(value) : failed('bad-answer', `${names}: ${foreign.message}`);
  } catch (error) {
    return unreadable(files, names, error);
  }
}

/** What is wrong with a packed file may show only where it is read to its end. */
function unreadable(files: readonly SavedFile[], names: string, error: unknown): Result<never> {
  const reason = error instanceof Error ? error.message : String(error);
  const isOwn = files.some(({ name }) => reason.startsWith(name));
  return failed('bad-answer', isOwn ? reason : `${names} cannot be read to the end: ${reason}. Save it again.`);
}

/** A file that is given twice, perhaps under two names, counts once. */
function withoutCopies(files: readonly SavedFile[]): {
  readonly kept: readonly SavedFile[];
  readonly notes: readonly Note[];
} {
  const kept: SavedFile[] = [];
  const notes: Note[] = [];
  for (const file of files) {
    const same = kept.find(({ name, start }) => name === file.name && start === file.start);
    if (same === undefined) kept.push(file);
    else notes.push({ message: `${file.name} was given twice, and read once.` });
  }
  return { kept, notes };
}

function besideNote(unknown: readonly SavedFile[]): readonly Note[] {
  if (unknown.length === 0) return [];
  const names = unknown
    .map(({ name }) => name)
    .slice(0, 10)
    .join(', ');
  const more = unknown.length > 10 ? ` and ${unknown.length - 10} more` : '';
  return [{ message: `Not read, because they contain no list of pages: ${names}${more}.` }];
}

async function readerOf(
  sources: readonly SourceEntry[],
  file: SavedFile,
  scope: SiteScope,
): Promise<Result<{ readonly title: string; readonly reader: SavedReader } | undefined>> {
  const readers = sources.flatMap(({ title, saved }) => (saved === undefined ? [] : [{ title, reader: saved }]));
  const isLast = ({ reader }: { readonly reader: SavedReader }) => Number(reader.isFallback === true);
  try {
    for (const each of readers.sort((a, b) => isLast(a) - isLast(b))) {
      if (await each.reader.recognises(file, scope)) return success(each);
    }
    return success(undefined);
  } catch (error) {
    return unreadable([file], file.name, error);
  }
}

/** What the file is, and what was expected. */
function refusal(file: SavedFile, sources: readonly SourceEntry[], { targets }: SiteScope): string {
  const hosts = targets.map(({ host }) => host).join(', ');
  const short = sources.map(({ saved }) => saved?.shortfall?.(file)).find((each) => each !== undefined);
  if (short !== undefined) {
    const isOurs = targets.some(({ host }) => file.start.toLowerCase().includes(host));
    const foreign = isOurs ? undefined : hostsIn(file.start)[0];
    return foreign === undefined ? short : `${short} It names another site (${foreign}), and never ${hosts}.`;
  }
  const kinds = sources.flatMap(({ title, saved }) => (saved === undefined ? [] : [title]));
  return `${file.name} ${whatItLooksLike(file, hosts)} Files of these are read: ${kinds.join(', ')}.`;
}
