import { rmSync } from 'node:fs';

/** Removes a folder; on Windows, a git that still waits for questions holds the one of its repository for a moment. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}
