/** Audits that are ended by a signal while they pay for a list of pages, each as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StandIn } from './standIn/server.ts';

/** Where in the list the signal comes: the number of the paid request, and the moment of it. */
export interface KillMoment {
  readonly request: number;
  /** Before the request is carried out; or so many milliseconds after its answer was sent. */
  readonly moment: 'before' | number;
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL';
}

/** One for each request, moment and signal; `SIGKILL` is what a crash and a power cut are like. */
export function killMoments(requests: number): readonly KillMoment[] {
  const moments = ['before', 0, 1, 3, 10, 30, 80] as const;
  const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;
  return Array.from({ length: requests }, (_, at) => at + 1).flatMap((request) =>
    moments.flatMap((moment) => signals.map((signal) => ({ request, moment, signal }))),
  );
}

export interface Ended {
  readonly err: string;
  /** The signal came while the process was still there. */
  readonly wasRunning: boolean;
}

/** Runs `audit` of the command line in a folder of its own, and sends the signal at its moment. `path` is in that of the requests that count. */
export async function auditUntil(
  standIn: StandIn,
  { request, moment, signal }: KillMoment,
  folder: string,
  rows: number,
  { path = '/live', source = [] }: { readonly path?: string; readonly source?: readonly string[] } = {},
): Promise<Ended> {
  const site = join(folder, 'site');
  mkdirSync(site, { recursive: true });
  writeFileSync(
    join(site, '.broken-backlinks.json'),
    '{ "site": "https://example.org/", "pages": { "*.md": "/{name}/" } }',
  );
  writeFileSync(join(site, 'home.md'), '# Home\n');
  let child: ChildProcess | undefined;
  let wasRunning = false;
  const kill = () => {
    wasRunning = child?.exitCode === null && child.signalCode === null;
    child?.kill(signal);
  };
  const before = { kind: 'before', run: () => undefined } as const;
  if (request > 1) standIn.setFault(before, { path, times: request - 1 });
  const fault =
    moment === 'before'
      ? ({ kind: 'before', run: kill } as const)
      : ({ kind: 'after', run: () => void setTimeout(kill, moment) } as const);
  standIn.setFault(fault, { path, times: 1 });

  const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
  const words = ['audit', '--repo', site, '--no-recheck', '--max-cost', '5', '--max-pages', `${rows}`, ...source];
  child = spawn(process.execPath, [...process.execArgv, main, ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...surroundings(),
      BROKEN_BACKLINKS_HOME: join(folder, 'kept'),
      DATAFORSEO_LOGIN: standIn.login,
      DATAFORSEO_PASSWORD: standIn.password,
      DATAFORSEO_API: standIn.url,
    },
  });
  let err = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8');
  });
  await new Promise<void>((resolve, reject) => {
    child?.on('error', reject);
    child?.on('close', () => resolve());
  });
  standIn.clearFaults();
  return { err, wasRunning };
}

/** What a program needs to be started at all: on Windows, and by the preloads that these tests may be run with. */
function surroundings(): NodeJS.ProcessEnv {
  const isNeeded = (name: string) => /^(?:PATH|SystemRoot|NODE_OPTIONS|NODE_SKIP_PLATFORM_CHECK|TEST_.*)$/i.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => isNeeded(name)));
}
