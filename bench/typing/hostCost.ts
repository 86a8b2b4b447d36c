/** What the extension host of a window takes of the machine, read from where Linux tells it. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Server } from '../../tools/vscodeHost/server.ts';

/** What an extension host has taken so far. */
export interface Cost {
  readonly cpuSeconds: number;
  /** Of the thread that all extensions share. */
  readonly ownSeconds: number;
  readonly megabytes: number;
}

/** Of a whole process, or of one of its threads; of a process also what those took that it started and that have ended. */
function cpuSeconds(stat: string, which: 'own' | 'with ended') {
  const fields = readFileSync(stat, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  const counted = fields.slice(11, which === 'own' ? 13 : 15);
  return counted.reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
}

export function costOf(pid: string): Cost {
  const readers = readersOf(pid);
  const sum = (of: (one: string) => number) => readers.reduce((total, one) => total + of(one), 0);
  return {
    cpuSeconds: cpuSeconds(`/proc/${pid}/stat`, 'with ended') + sum((one) => cpuSeconds(`/proc/${one}/stat`, 'own')),
    ownSeconds: cpuSeconds(`/proc/${pid}/task/${pid}/stat`, 'own'),
    megabytes: residentMegabytes(pid) + sum(residentMegabytes),
  };
}

function residentMegabytes(pid: string): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

function readParts(pid: string, name: string, between = '\0'): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8').split(between);
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

function processes(): readonly string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
}

/** The extension host of this server, by its home. What it forks looks like itself for a moment. */
export function extensionHost({ folder }: Server): string | undefined {
  const alike = processes().filter(
    (pid) =>
      readParts(pid, 'cmdline').includes('--type=extensionHost') &&
      readParts(pid, 'environ').includes(`HOME=${folder}`),
  );
  return alike.findLast((pid) => !alike.some((other) => isChild(pid, other)));
}

function isChild(pid: string, parent: string): boolean {
  return readParts(pid, 'status', '\n').includes(`PPid:\t${parent}`);
}

/** What the extension has started in the extension host to read folders. */
export function readersOf(host: string): readonly string[] {
  return processes().filter(
    (pid) => readParts(pid, 'cmdline').some((word) => word.endsWith('analysis.mjs')) && isChild(pid, host),
  );
}
