/** The backlink index as this machine asks it: address, proxies, stored answers, and the month's expenses. */
import type { Dispatcher } from 'undici';
import type { SecretStorage } from 'vscode';
import type { AnswerStore } from '../../core/backlinks/answers.ts';
import type { SiteTarget } from '../../core/backlinks/siteTarget.ts';
import type { BacklinkRequest, BacklinkSource } from '../../core/backlinks/source.ts';
import type { Logger, Result } from '../../core/ports.ts';
import type { Credentials, SourceEntry } from '../../io/sourceHost.ts';
import { dataForSeo } from '../../io/sources/dataForSeo/dataForSeo.ts';
import type { SpendStore } from '../../io/stores/spendStore.ts';
import type { Settings } from '../shared/settings.ts';
import { askCredentials, readCredentials } from './credentials.ts';

export interface IndexAccess {
  readonly secrets: SecretStorage;
  readonly answers: AnswerStore;
  readonly spend: SpendStore;
  readonly dispatcher: Dispatcher;
  readonly log: Logger;
}

/** The index that is asked. */
export const index: SourceEntry = dataForSeo;

export function openIndex(
  { apiAddress }: Settings['index'],
  credentials: Credentials | undefined,
  access: IndexAccess,
): Result<BacklinkSource> {
  return index.open({
    dispatcher: access.dispatcher,
    credentials,
    sandbox: /^https:\/\/sandbox\./i.test(apiAddress),
    apiBase: apiAddress === '' ? undefined : apiAddress,
    logger: access.log,
    now: Date.now,
    recordCharge: (expense) => access.spend.recordCharge(expense),
  });
}

/**
 * Runs with the credentials there are; when there are none and the index wants some, asks for them and runs again.
 * A stored answer needs none, so nobody is asked too early.
 */
export async function withCredentials<Value>(
  { secrets }: IndexAccess,
  run: (credentials: Credentials | undefined) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const known = await readCredentials(secrets, process.env);
  const outcome = await run(known);
  if (outcome.ok || known !== undefined || outcome.failure.kind !== 'unauthorised') return outcome;
  const given = await askCredentials(secrets);
  return given === undefined ? outcome : run(given);
}

export function requestFor(target: SiteTarget, settings: Settings['index']): BacklinkRequest {
  return {
    targets: [target],
    dofollowOnly: settings.dofollowOnly,
    includeSubdomains: settings.includeSubdomains,
    maximumRows: settings.maximumPages,
    capMicros: undefined,
  };
}

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
