/** Which process on which machine left something behind, and whether it is still at work. */
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';

/** This machine, where several share a disk: eight hexadecimal digits. */
export const machine: string = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** Numbers of processes are given out again: one that is alive may be another. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive, too, and may not be signalled.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
