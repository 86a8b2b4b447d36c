/** Gets an index's answer for `audit`: kept, from saved files, or asked for at a price the user allowed. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { askHosts } from '../../app/askedHosts.ts';
import { linksOfFiles } from '../../app/givenFiles.ts';
import { askSeveral } from '../../app/severalSources.ts';
import { type AskedAnswer, askForPages } from '../../core/backlinks/ask.ts';
import type { FormerHost } from '../../core/backlinks/formerHosts.ts';
import type { SiteTarget } from '../../core/backlinks/siteTarget.ts';
import { snapshotFile } from '../../core/backlinks/snapshot.ts';
import type { BacklinkRequest, Quote } from '../../core/backlinks/source.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import { terminalLine } from '../../core/wording/terminalText.ts';
import { type AskedEntry, askedEntries, askedEntry, sourceEnvironment } from '../../io/sources/openSource.ts';
import { type Arguments, type CommandConsole, UsageError } from './command.ts';
import { notAllowed, paidFrom, requestOf, showPrice, today } from './indexAccess.ts';
import { terminalProgress } from './workspace.ts';

/**
 * An index is asked about the first site, and about each host it had before; rows of saved files may be of all of them.
 * Without a login, the repository's snapshot of an answer is read, where it has one. Throws `UsageError` with what to do when there is no answer to be had.
 */
export async function answerOf(
  targets: readonly [SiteTarget, ...SiteTarget[]],
  former: readonly FormerHost[],
  snapshot: string | undefined,
  args: Arguments,
  host: CommandConsole,
): Promise<AskedAnswer> {
  const given = args.texts('source');
  const [target] = targets;
  const request = requestOf(target, args);
  const named = askedEntries(host.sources).filter(({ id }) => given.includes(id));
  const files = given.filter((each) => !named.some(({ id }) => id === each));
  const scope = { ...request, targets: [...targets, ...former.map((each) => each.target)] };
  // What a file holds is known at once, and a mistake in it is told before anybody is asked.
  const ofFiles = files.length === 0 ? undefined : await fromFiles(files, scope, host);
  const [only, ...others] = named;
  if (only === undefined && ofFiles !== undefined) return ofFiles;
  const ask = async (about: SiteTarget, spent: number): Promise<AskedAnswer> => {
    const { capMicros } = request;
    const left = capMicros === undefined ? undefined : Math.max(0, capMicros - spent);
    const own = { ...request, targets: [about], capMicros: left };
    const read = about === target ? ofFiles : undefined;
    if (others.length === 0 && read === undefined) return fromIndex(sourceNamed(only?.id, host), own, args, host);
    return fromSeveral(named, read, own, args, host);
  };
  const asked = await askHosts(target, former, (about, spent) => asResult(ask(about, spent)), host.signal);
  if (asked.ok) return asked.value;
  const { access } = sourceNamed(only?.id, host);
  const isLoggedIn = sourceEnvironment(access, host.env).credentials !== undefined;
  if (snapshot === undefined || given.length > 0 || isLoggedIn) throw new UsageError(asked.failure.message);
  host.err(terminalLine(`No login is given, so ${snapshotFile} of the repository is read.`));
  return fromFiles([snapshot], scope, host);
}

async function asResult(asked: Promise<AskedAnswer>): Promise<Result<AskedAnswer>> {
  try {
    return success(await asked);
  } catch (error) {
    if (error instanceof UsageError) return failed('bad-request', error.message);
    throw error;
  }
}

/** One that fails is named, and the others go on; all of them are as good as none. */
async function fromSeveral(
  named: readonly AskedEntry[],
  ofFiles: AskedAnswer | undefined,
  request: BacklinkRequest,
  args: Arguments,
  host: CommandConsole,
): Promise<AskedAnswer> {
  const had = ofFiles === undefined ? [] : [{ title: 'files', answer: ofFiles.answer }];
  const asked = await askSeveral(named, had, async (entry, spent) => {
    const { capMicros } = request;
    // What may be paid is one sum for all of them.
    const own = { ...request, capMicros: capMicros === undefined ? undefined : Math.max(0, capMicros - spent) };
    const found = await asResult(fromIndex(entry, own, args, host));
    return !found.ok && host.signal.aborted ? failed('cancelled', found.failure.message) : found;
  });
  if (asked.ok) return asked.value;
  throw new UsageError(asked.failure.message);
}

/** The first that can be asked where none is named. */
export function sourceNamed(id: string | undefined, { sources }: CommandConsole): AskedEntry {
  const entry = askedEntry(sources, id);
  if (!entry.ok) throw new UsageError(entry.failure.message);
  return entry.value;
}

async function fromFiles(
  given: readonly string[],
  request: BacklinkRequest,
  host: CommandConsole,
): Promise<AskedAnswer> {
  const names = given.flatMap((each) => namesIn(each, host));
  const missing = names.find((name) => !existsSync(resolve(host.cwd, name)));
  if (missing !== undefined) throw new UsageError(noSuchFile(missing, host));
  const files = names.map((name) => ({ path: resolve(host.cwd, name), name }));
  const read = await linksOfFiles(files, host.sources, request, today(host));
  if (!read.ok) throw new UsageError(read.failure.message);
  return { answer: read.value, isKept: true };
}

/** A comma may be part of a file's name; where no such file is, it stands between several. */
function namesIn(given: string, host: CommandConsole): readonly string[] {
  const isFile = (name: string) => existsSync(resolve(host.cwd, name));
  if (isFile(given) || !given.includes(',')) return [given];
  const parts = given.split(',');
  return parts.some(isFile) ? parts : [given];
}

function noSuchFile(name: string, host: CommandConsole): string {
  const known = askedEntries(host.sources)
    .map(({ id }) => id)
    .join(', ');
  return `--source ${name}: it is neither a file nor a known source (${known}).`;
}

async function fromIndex(
  entry: AskedEntry,
  request: BacklinkRequest,
  args: Arguments,
  host: CommandConsole,
): Promise<AskedAnswer> {
  const progress = terminalProgress(host);
  let refused: Quote | undefined;
  const confirm = async (quote: Quote) => {
    progress.end();
    // Who names a source on the command line has chosen it; what that means is said all the same.
    if (quote.consent !== undefined) {
      host.err(terminalLine(`${entry.title}: ${quote.consent}`));
      return { kind: 'go' } as const;
    }
    const rows = { pages: 'broken pages', links: 'links', 'crawled pages': 'crawled pages' }[quote.rowsAre];
    const links = quote.referrerRows === undefined ? '' : ', with the strongest links to them';
    const what = `up to ${quote.maximumRows.toLocaleString('en-US')} ${rows} of ${request.targets[0]?.host}${links}`;
    if (showPrice(entry.title, quote, what, request, host)) return { kind: 'go' } as const;
    refused = quote;
    return { kind: 'held' } as const;
  };
  const asked = await askForPages(
    { ...(await paidFrom(entry, args, host)), confirm },
    request,
    args.flag('refresh'),
    progress,
    host.signal,
  );
  progress.end();
  if (asked.ok) return asked.value;
  throw refused === undefined ? new UsageError(asked.failure.message) : notAllowed(refused);
}
