/** Memory of a thread that has nothing to do. */
import * as v8 from 'node:v8';

/**
 * Nothing is collected while a thread waits, however much it let go of. To count objects collects first, and is the one
 * way to have that done without a flag that would count for the whole process of the editor. Node calls it an experiment,
 * in a warning that nobody has use for.
 */
export function giveBack(): void {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    v8.queryObjects?.(Map, { format: 'count' });
  } finally {
    process.emitWarning = emitWarning;
  }
}
