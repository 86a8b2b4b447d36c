/** Files that only grow, a line at a time: a kill or a power cut leaves all lines before the last one. */
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Result, success } from '../../core/ports.ts';
import { writeFailure } from './writeFailure.ts';

/** On the disk when this returns. For this user's eyes alone. Makes the file and its folders. */
export async function appendLine(file: string, line: string): Promise<Result<undefined>> {
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(file, 'a+', 0o600);
    try {
      const { size } = await handle.stat();
      const last = size === 0 ? undefined : (await handle.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0];
      // A line that was cut off stays a line of its own.
      const start = last === undefined || last === newline ? '' : '\n';
      await handle.writeFile(`${start}${line}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return success(undefined);
  } catch (error) {
    return writeFailure(file, error);
  }
}

const newline = 0x0a;
