/** Writes an edited file of a repository back, and nothing outside of it. */
import { failed, type Result } from '../../core/ports.ts';
import { applyEdits, type FileEdit } from '../../core/text/edits.ts';
import { hasLoneSurrogate } from '../../core/text/encoding.ts';
import { readUserFile } from './userFile.ts';
import { writeWhole } from './wholeFile.ts';
import { changedMeanwhile } from './writeFailure.ts';

/** Applies the edits to the file as it was read; every byte outside of them stays. */
export async function writeEdit(directory: string, { file, before, edits }: FileEdit): Promise<Result<undefined>> {
  const read = await readUserFile(directory, file);
  if (!read.ok) return read;
  const now = read.value;
  const text = now.kind === 'text' ? now.text : undefined;
  if (text !== before) return changedMeanwhile(file);
  const after = applyEdits(before ?? '', edits);
  if (hasLoneSurrogate(after)) {
    return failed(
      'bad-request',
      `${file} was not changed: an address contains an incomplete character. Check the addresses.`,
    );
  }
  return now.kind === 'text'
    ? writeWhole(now.path, Buffer.from(now.mark + after), { name: file, before: { kind: 'read', bytes: now.bytes } })
    : writeWhole(now.path, Buffer.from(after), { name: file, before: { kind: 'absent' } });
}
