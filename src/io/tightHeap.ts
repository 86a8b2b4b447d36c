/**
 * Memory while much is read at once. V8 lets a heap double, and more, before it looks for what is no longer used; what it
 * gives back late is more than a small build server has. Of the first reading of a history of 22,920 commits a third of the
 * highest use was that, for a few hundredths of the time.
 */
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import type { Progress } from '../core/ports.ts';

/** So many hundredths more than was used after the last look; V8 chooses by itself where it is 0. */
const growth = 25;

/**
 * From now on V8 looks more often for what is no longer used, until this process ends. For those that read much and live
 * for that; never for the editor's own. V8 reads the flag each time the heap may grow.
 */
function tightenHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${growth}`);
}

/**
 * From now on the part of the heap for new objects grows no further, until this process ends: V8 would let it take 32 MB
 * before Node 24 and 64 MB since, which gains no processor time here. For those that live for what they read; never for the
 * editor's own. V8 reads the size it may have at the start alone, but how much it grows each time it does.
 */
export function holdNewObjects(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** In bytes. With less, what a history is made of is moved before it is done with: 7 hundredths of the time. */
const enoughForHistory = 16 << 20;

/** In bytes. A heap of less may double: to look more often takes a twentieth of the time of a history of 15,000 commits. */
const muchHeap = 128 << 20;

/**
 * The same progress: as long as there is some, the room for new objects may grow until a history has enough, and a heap
 * that has become large grows less from then on.
 */
export function roomForHistory(progress: Progress): Progress {
  setFlagsFromString('--semi-space-growth-factor=2');
  let isTight = false;
  return {
    report(step, done, total) {
      const spaces = getHeapSpaceStatistics();
      const room = spaces.find((space) => space.space_name === 'new_space');
      if ((room?.space_size ?? 0) >= enoughForHistory) holdNewObjects();
      if (!isTight && spaces.reduce((sum, { space_size }) => sum + space_size, 0) >= muchHeap) {
        isTight = true;
        tightenHeap();
      }
      progress.report(step, done, total);
    },
  };
}
