/** `clear`: tells what is kept on this machine, and forgets the kinds that are named. */
import { siteTarget } from '../../core/backlinks/siteTarget.ts';
import { jsonLine, terminalLine, terminalLines } from '../../core/wording/terminalText.ts';
import type { KeptKind } from '../../io/stores/clearing.ts';
import {
  type Arguments,
  type CommandConsole,
  type ExitCode,
  jsonVersion,
  UsageError,
  unbroken,
} from '../shared/command.ts';
import { storeOf } from '../shared/indexAccess.ts';

const keptKinds: readonly KeptKind[] = ['answers', 'live', 'histories'];

const nouns = {
  answers: ['stored answer', 'stored answers', 'paid for; the next audit asks and pays again'],
  live: ['site with live results', 'sites with live results', 'asked again with the next audit'],
  histories: ['history that was read', 'histories that were read', 'read again when it is needed'],
} as const satisfies Record<KeptKind, readonly [one: string, many: string, next: string]>;

export async function runClear(args: Arguments, host: CommandConsole): Promise<ExitCode> {
  const store = storeOf(host);
  const named = keptKinds.filter((kind) => args.flag(kind) || (kind === 'answers' && args.flag('yes')));
  const site = siteNamed(args);
  if (site !== undefined && named.includes('histories')) {
    throw new UsageError('Nothing was deleted: a history belongs to a repository. Leave out --site or --histories.');
  }
  const isJson = args.text('format') === 'json';
  const about = { version: jsonVersion, site: site ?? null };
  if (named.length === 0) {
    const kept = await store.kept(site);
    if (isJson) {
      host.out(jsonLine({ ...about, kept, deleted: {} }));
      return 0;
    }
    const lines = keptKinds.map((kind) => `  --${kind.padEnd(10)} ${amount(kept[kind], kind)}`);
    host.out(terminalLines([`Kept for ${site ?? 'all sites'}; nothing was deleted. Name what to delete:`, ...lines]));
    return 0;
  }
  const counts: Partial<Record<KeptKind, number>> = {};
  for (const kind of named) {
    const deleted = await unbroken(host, () => store.clear(kind, site));
    if (!deleted.ok) throw new UsageError(deleted.failure.message);
    counts[kind] = deleted.value;
    if (!isJson) host.out(terminalLine(amount(deleted.value, kind, ' deleted')));
  }
  if (isJson) host.out(jsonLine({ ...about, kept: await store.kept(site), deleted: counts }));
  return 0;
}

/** What is named and cannot be read must not become "all sites". */
function siteNamed(args: Arguments): string | undefined {
  const given = args.text('site');
  if (given === undefined) return undefined;
  const target = siteTarget(given);
  if (target === undefined) {
    throw new UsageError(
      `Nothing was deleted: --site ${given} is not an address. Write one such as https://example.org/.`,
    );
  }
  return target.host;
}

/** `2 stored answers (paid for; …)` */
function amount(number: number, kind: KeptKind, done = ''): string {
  const [one, many, next] = nouns[kind];
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}${done} (${next})`;
}
