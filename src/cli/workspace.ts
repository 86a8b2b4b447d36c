/** The repository a command works on, opened. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Progress, Repo } from '../core/ports.ts';
import { detectSites, openSite, type Site } from '../core/site.ts';
import { openDiskRepo } from '../io/diskRepo.ts';
import { type Arguments, type Host, UsageError } from './command.ts';

export interface Workspace {
  readonly directory: string;
  readonly repo: Repo;
  readonly sites: readonly Site[];
}

/** Opens every site of the repository of `--repo`. Throws `UsageError` when there is no folder or no site. */
export async function openWorkspace(args: Arguments, host: Host): Promise<Workspace> {
  const directory = resolve(host.cwd, args.text('repo') ?? '.');
  if (!existsSync(directory))
    throw new UsageError(`There is no folder ${directory}. Name the repository with --repo DIR.`);
  const progress = terminalProgress(host);
  const repo = await openDiskRepo(directory, host.signal);
  const sites: Site[] = [];
  for (const detected of await detectSites(repo)) {
    sites.push(await openSite(detected, repo, { now: host.now().toISOString(), progress, signal: host.signal }));
  }
  progress.end();
  if (sites.length === 0) {
    throw new UsageError(
      `No site was found in ${directory}: no configuration of a known generator and no folder of Markdown or HTML pages.`,
    );
  }
  return { directory, repo, sites };
}

/** One line on standard error that is written over, and only on a terminal. */
export function terminalProgress(host: Host): Progress & { end(): void } {
  let shown = false;
  return {
    report(step, done, total) {
      if (!host.isTerminal) return;
      const count = done === undefined ? '' : ` (${done}${total === undefined ? '' : ` of ${total}`})`;
      host.err(`\r\x1b[K${step}${count}`);
      shown = true;
    },
    end() {
      if (shown) host.err('\r\x1b[K');
    },
  };
}
