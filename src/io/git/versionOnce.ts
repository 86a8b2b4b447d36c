/** Asks a program for its version once in the life of this process: starting it takes longer than most answers. */
import { statSync } from 'node:fs';
import type { Result } from '../../core/ports.ts';

/** Nobody has more of them. */
const mostPrograms = 8;

const known = new Map<string, { readonly stamp: string; readonly answer: Result<string> }>();

/** What `ask` gives, as long as the file is the same; a failure is asked about again. */
export async function versionOnce(file: string, ask: () => Promise<Result<string>>): Promise<Result<string>> {
  const stamp = stampOf(file);
  const before = known.get(file);
  if (stamp !== undefined && before?.stamp === stamp) return before.answer;
  const answer = await ask();
  known.delete(file);
  if (answer.ok && stamp !== undefined) known.set(file, { stamp, answer });
  for (const [oldest] of known) if (known.size > mostPrograms) known.delete(oldest);
  return answer;
}

/** Tells an updated program from what it was; `undefined` where it cannot be looked at. */
function stampOf(file: string): string | undefined {
  try {
    const { dev, ino, size, mtimeMs, ctimeMs } = statSync(file);
    return [dev, ino, size, mtimeMs, ctimeMs].join(' ');
  } catch {
    return undefined; // starting it says what is wrong
  }
}
