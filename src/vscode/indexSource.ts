/** The backlink index as this machine asks it: credentials, address, proxies, and the month's expenses. */
import type { Dispatcher } from 'undici';
import type { Memento, SecretStorage } from 'vscode';
import { book, type Ledger, leftOfCap, monthOf } from '../core/backlinks/ledger.ts';
import type { SiteTarget } from '../core/backlinks/siteTarget.ts';
import type { BacklinkRequest, BacklinkSource } from '../core/backlinks/source.ts';
import { failed, type Logger, type Result } from '../core/ports.ts';
import { sources } from '../io/sources.ts';
import { askCredentials, readCredentials } from './credentials.ts';
import type { Settings } from './settings.ts';

export interface IndexHost {
  readonly secrets: SecretStorage;
  /** Where the month's expenses are kept, for every window of this machine. */
  readonly memory: Memento;
  readonly log: Logger;
  readonly dispatcher: Dispatcher;
}

const ledgerKey = 'ledger';

/** Asks for credentials when there are none; cancelled when the user gives none. */
export async function openSource(settings: Settings['index'], host: IndexHost): Promise<Result<BacklinkSource>> {
  const [entry] = sources;
  if (entry === undefined) return failed('not-found', 'No backlink index can be asked.');
  const credentials =
    (await readCredentials(host.secrets, process.env)) ??
    (entry.needsCredentials ? await askCredentials(host.secrets) : undefined);
  if (entry.needsCredentials && credentials === undefined) {
    return failed('cancelled', 'no credentials were given, so nothing was asked.');
  }
  const { apiAddress } = settings;
  return entry.open({
    dispatcher: host.dispatcher,
    credentials,
    sandbox: /^https:\/\/sandbox\./i.test(apiAddress),
    apiBase: apiAddress === '' ? undefined : apiAddress,
    logger: host.log,
    now: Date.now,
    book: (expense) => void host.memory.update(ledgerKey, book(readLedger(host.memory), expense)),
  });
}

/** What is asked about a site, within what the monthly cap leaves. */
export function requestFor(target: SiteTarget, settings: Settings['index'], memory: Memento): BacklinkRequest {
  const { monthlyCapMicros } = settings;
  const month = monthOf(new Date().toISOString().slice(0, 10));
  return {
    targets: [target],
    dofollowOnly: settings.dofollowOnly,
    includeSubdomains: settings.includeSubdomains,
    maximumRows: settings.maximumPages,
    capMicros: monthlyCapMicros === undefined ? undefined : leftOfCap(readLedger(memory), month, monthlyCapMicros),
  };
}

function readLedger(memory: Memento): Ledger {
  return memory.get<Ledger>(ledgerKey, {});
}
