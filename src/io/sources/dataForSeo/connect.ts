/** From what a host gives to a connection: whose account, which address, real or sandbox. */
import { failed, type Result, success } from '../../../core/ports.ts';
import { insecure } from '../../secureAddress.ts';
import type { SourceAccess, SourceHost } from '../../sourceHost.ts';
import { wait } from '../../wait.ts';
import { type Connection, usualTimeoutMs } from './client.ts';
import { authorization, credentialForm, remedy, withoutLogin } from './credentials.ts';

const liveBase = 'https://api.dataforseo.com';
const sandboxBase = 'https://sandbox.dataforseo.com';

/** What all functions of the API have in common: hosts, login, and where another address is named. */
export const apiAccess = {
  hosts: ['api.dataforseo.com', 'sandbox.dataforseo.com'],
  credentials: credentialForm,
  accountUrl: 'https://app.dataforseo.com/',
  address: { variable: 'DATAFORSEO_API', setting: 'apiAddress' },
  sandboxVariable: 'DATAFORSEO_SANDBOX',
} as const satisfies Omit<SourceAccess, 'open'>;

/** A connection that makes no request yet. */
export interface Connected {
  readonly connection: Connection;
  readonly isSandbox: boolean;
  /** Whatever the user says of it, what is asked there is paid for. */
  readonly isPaidFor: boolean;
}

export function connect(host: SourceHost): Result<Connected> {
  const header = authorization(host.credentials ?? {});
  if (!header.ok) return header;
  const base = (host.apiBase ?? (host.sandbox ? sandboxBase : liveBase)).replace(/(?<!\/)\/+$/, '');
  const isSandbox = host.sandbox || /^https:\/\/sandbox\./i.test(base);
  const problem = insecure(base, remedy);
  if (problem !== undefined) return failed('bad-request', problem);
  const connection: Connection = {
    base,
    authorization: header.value,
    hide: withoutLogin(header.value),
    dispatcher: host.dispatcher,
    logger: host.logger,
    now: host.now,
    wait: host.wait ?? wait,
    timeoutMs: host.timeoutMs ?? usualTimeoutMs,
    book: host.book,
    facts: host.facts,
  };
  const isPaidFor = !isSandbox || new URL(base).host === new URL(liveBase).host;
  return success({ connection, isSandbox, isPaidFor });
}
