/** The repository a command works on, opened. */
import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { GivenSettings } from '../../app/configuration.ts';
import { openWorkspace as open, type Task, type Workspace } from '../../app/workspace.ts';
import { contradiction, type SiteTarget, siteTarget } from '../../core/backlinks/siteTarget.ts';
import { snapshotFile } from '../../core/backlinks/snapshot.ts';
import { generators } from '../../core/generators/index.ts';
import { joinRepo, type RepoPath } from '../../core/paths.ts';
import type { Progress } from '../../core/ports.ts';
import { type SiteChoice, withUnread } from '../../core/site/site.ts';
import { isGlob, splitGlobs } from '../../core/text/glob.ts';
import { clearedLine, progressLine, terminalLine } from '../../core/wording/terminalText.ts';
import { givenPath } from '../../io/repository/openRepository.ts';
import { holdNewObjects } from '../../io/tightHeap.ts';
import { type Arguments, type CommandConsole, UsageError, wholeNumber } from './command.ts';
import { historyCache } from './indexAccess.ts';

export type { Workspace } from '../../app/workspace.ts';

/** Opens every site in the folder of `--repo`, with the whole repository around it. Throws `UsageError` when there is no folder or no site. */
export async function openNamedWorkspace(
  args: Arguments,
  host: CommandConsole,
  { withHistory = false } = {},
): Promise<Workspace> {
  const folder = namedFolder(args, host);
  const address = args.text('site');
  if (address !== undefined) givenSite(address);
  const choiceIn = (inside: RepoPath) => choiceOf(args, inside);
  const [now, cache] = [host.now().toISOString(), historyCache(host)];
  const request = { folder, flags: flagsOf(args), choiceIn, now, cache, withHistory };
  const opened = await watched(host, (task) => open(request, task));
  if (!opened.ok) {
    throw new UsageError(
      `${opened.failure.message} Where a site is there all the same, name its generator and folder with --generator and --root.`,
    );
  }
  return opened.value;
}

/** The folder of `--repo`. Throws `UsageError` where there is none. */
export function namedFolder(args: Arguments, host: CommandConsole): string {
  const folder = resolve(host.cwd, args.text('repo') ?? '.');
  if (existsSync(folder)) return folder;
  throw new UsageError(`There is no folder ${folder}. Name the repository with --repo DIR.`);
}

/** Names the files that could not be read until now. */
export function warnOfUnread({ repo }: Workspace, host: CommandConsole): void {
  for (const { message } of repo.unread?.() ?? []) host.log.warn(message);
}

/** Says, before any price, that `--site` names another site than the repository's configuration. */
export function warnOfOther(target: SiteTarget, { sites }: Workspace, host: CommandConsole): void {
  const other = contradiction(
    target,
    sites.map(({ permalinks }) => permalinks.address),
  );
  if (other !== undefined) host.err(terminalLine(other));
}

/**
 * The address that is asked about: that of `--site` or of `.broken-backlinks.json`, else of the configuration. Throws `UsageError` where there is none,
 * after the notes on what could not be read, which may be why.
 */
export function askedAddress({ sites: [site], repo, address: given }: Workspace, host: CommandConsole): AskedAddress {
  const address = given ?? site.permalinks.address?.url;
  const target = siteTarget(address ?? '');
  if (address !== undefined && target !== undefined) return { address, target };
  for (const { message } of withUnread(site.notes, repo)) host.log.warn(message);
  throw new UsageError(
    'The site\'s configuration names no address on the web. Give it with --site https://example.org/, or in .broken-backlinks.json as { "site": "https://example.org/" }.',
  );
}

/** The site's address as the user gave it, and as an index wants it. */
export interface AskedAddress {
  readonly address: string;
  readonly target: SiteTarget;
}

/** What `--generator` and `--root` say. Throws `UsageError` for a generator nobody knows and a folder outside. */
function choiceOf(args: Arguments, inside: RepoPath): SiteChoice {
  const generator = args.text('generator');
  if (generator !== undefined && !generators.some(({ id }) => id === generator)) {
    throw new UsageError(`--generator takes one of ${generators.map(({ id }) => id).join(', ')}, not ${generator}`);
  }
  const folder = args.text('root');
  const root = folder === undefined ? undefined : joinRepo(inside, givenPath(folder));
  if (folder !== undefined && (root === undefined || isAbsolute(folder))) {
    throw new UsageError(`--root takes a folder inside the repository, not ${folder}`);
  }
  return { generator, root };
}

/** What the command line says before any file; options a command does not have are not given. */
function flagsOf(args: Arguments): GivenSettings {
  const ignore = args.texts('ignore').flatMap(splitGlobs);
  const bad = ignore.find((pattern) => !isGlob(pattern));
  if (bad !== undefined) throw new UsageError(`--ignore takes paths, addresses and globs such as /old/**, not ${bad}`);
  const isCounted = args.text('minimum-domains') !== undefined;
  return {
    site: args.text('site'),
    minimumDomains: isCounted ? wholeNumber(args, 'minimum-domains', 1) : undefined,
    ignore,
  };
}

/** What `--site` says. Throws `UsageError` for what is no site on the web. */
export function givenSite(text: string): SiteTarget {
  const target = siteTarget(text);
  if (target !== undefined) return target;
  throw new UsageError(`--site takes the address of a site, such as https://example.org/, not ${text}`);
}

/** Does something long, and shows how far it is. */
export async function watched<Value>(host: CommandConsole, run: (task: Task) => Promise<Value>): Promise<Value> {
  const progress = terminalProgress(host);
  holdNewObjects();
  try {
    return await run({ progress, signal: host.signal, pause: () => setImmediate() });
  } finally {
    progress.end();
  }
}

/** One line on standard error that is written over, and only on a terminal. */
export function terminalProgress(host: CommandConsole): Progress & { end(): void } {
  let shown = false;
  return {
    report(step, done, total) {
      if (!host.isTerminal) return;
      const count = done === undefined ? '' : ` (${done}${total === undefined ? '' : ` of ${total}`})`;
      host.err(progressLine(`${step}${count}`));
      shown = true;
    },
    end() {
      if (shown) host.err(clearedLine);
      shown = false;
    },
  };
}

/** The snapshot of an answer in the repository; only a regular file inside of it is one. */
export function snapshotOf({ repo, directory }: Workspace): string | undefined {
  return repo.has(snapshotFile as RepoPath) ? join(directory, snapshotFile) : undefined;
}
