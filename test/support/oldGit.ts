/** Gits that are older than the one of this machine, played by a script in front of it. No script runs on Windows. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Timer } from '../../src/io/git/waiting.ts';
import { removeFolder } from './removeFolder.ts';

export interface OldGit {
  /** As `git --version` says it. */
  readonly version?: string;
  /** Beginnings of options that it does not know. */
  readonly refuses?: readonly string[];
  /** Lines of the script, for everything else; `"$@"` are the arguments. */
  readonly script?: readonly string[];
}

export interface GitStandIn {
  /** What a program sees that finds this git on its path. */
  readonly env: NodeJS.ProcessEnv;
  remove(): void;
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** Versions before 2.45 (and 2.39.4) fetch what a partial clone lacks, whatever they are told. */
export const fetchesMissing = 'unset GIT_NO_LAZY_FETCH';

/** Versions before 2.32 know no other place of the user's configuration than the home. */
export const knowsNoGlobalFile = 'unset GIT_CONFIG_GLOBAL';

/** Every folder belongs to another user, and `-c safe.directory` does not count, as from 2.30.3 to 2.37. */
export const refusesForeignFolders = [
  'export GIT_TEST_ASSUME_DIFFERENT_OWNER=1',
  'for arg in "$@"; do',
  '  shift',
  '  case "$arg" in safe.directory=*) arg=unsafe.directory=no;; esac',
  '  set -- "$@" "$arg"',
  'done',
];

/** Git's own words: of `git log` and the other commands that walk, and of those with options of their own. */
const refusal = (option: string) =>
  `for arg in "$@"; do case "$arg" in ${quoted(option)}*) echo "fatal: unrecognized argument: $arg" >&2; exit 128;; esac; done`;

export function oldGit({ version, refuses = [], script = [] }: OldGit): GitStandIn {
  const folder = mkdtempSync(join(tmpdir(), 'old-git-'));
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const says = version === undefined ? [] : [`if [ "$1" = --version ]; then echo ${quoted(version)}; exit 0; fi`];
  const lines = ['#!/bin/sh', ...says, ...refuses.map(refusal), ...script, `exec ${quoted(real)} "$@"`];
  writeFileSync(join(folder, 'git'), `${lines.join('\n')}\n`);
  chmodSync(join(folder, 'git'), 0o755);
  return {
    env: { ...process.env, PATH: `${folder}:${process.env.PATH ?? ''}` },
    remove: () => removeFolder(folder),
  };
}

/** A git that falls asleep, and a timer that knows of it. */
export interface SleepingGit extends GitStandIn {
  /** Rings once git sleeps and nothing but it is waited for: however slow the machine is, never before and always then. */
  readonly timer: Timer;
  /** The processes that fell asleep. */
  pids(): readonly number[];
  /** Ends once one sleeps. */
  asleep(): Promise<void>;
}

/** It sleeps at commands that have this argument; without one, before it says anything. */
export function sleepingGit(command?: string): SleepingGit {
  const folder = mkdtempSync(join(tmpdir(), 'asleep-'));
  const file = join(folder, 'sleepers');
  const sleep = [`echo $$ >> ${quoted(file)}`, 'sleep 100'];
  const git =
    command === undefined
      ? oldGit({ script: sleep })
      : oldGit({ version: 'git version 2.39.5', script: [`case " $* " in *" ${command} "*)`, ...sleep, ';; esac'] });
  const pids = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1).map(Number) : []);
  const waiting = new Set<() => void>();
  let rung = 0;
  const timer: Timer = (ring) => {
    waiting.add(ring);
    const end = () => {
      clearInterval(poll);
      waiting.delete(ring);
    };
    const poll = setInterval(() => {
      if (pids().length - rung !== waiting.size) return;
      rung++;
      end();
      ring();
    }, 5);
    return end;
  };
  return {
    env: git.env,
    timer,
    pids,
    async asleep() {
      while (pids().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    remove() {
      git.remove();
      removeFolder(folder);
    },
  };
}
