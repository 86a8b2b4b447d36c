/** How requests leave this machine, and whether the sources of backlinks answer as they should. */
import type { BacklinkSource, Rehearsal } from '../../core/backlinks/source.ts';
import { parsedUrl } from '../../core/backlinks/webAddress.ts';
import { failed, type Result } from '../../core/ports.ts';
import type { SetUpCheck } from '../../core/setUp/setUpCheck.ts';
import type { Environment } from '../environment.ts';
import type { ProxySettings } from '../http/proxySettings.ts';
import type { SourceHost } from '../sourceHost.ts';
import { type AskedEntry, openSource, sourceEnvironment } from '../sources/openSource.ts';

const about = 'Network';

/** Asks nobody. A login that stands in the address of a proxy is left out. */
export function networkChecks(
  { https, http, noProxy, strictSsl }: ProxySettings,
  { NODE_EXTRA_CA_CERTS: certificates }: Environment,
): readonly SetUpCheck[] {
  const through = [...new Set([https, http].filter((each) => each !== '').map(withoutLogin))].join(' and ');
  const direct = noProxy === '' ? '' : ` Asked directly: ${noProxy}.`;
  const proxy =
    through === '' ? 'Requests go out directly, without a proxy.' : `Requests go through ${through}.${direct}`;
  const added = certificates ? ` Certificates of ${certificates} count, too.` : '';
  return [
    { about, state: 'fine', says: proxy },
    strictSsl
      ? { about, state: 'fine', says: `Certificates are checked.${added}` }
      : {
          about,
          state: 'broken',
          says: 'Certificates are not checked (http.proxyStrictSSL is off), so somebody in between can read the login. Switch it on, and add the certificate of your company with NODE_EXTRA_CA_CERTS.',
        },
  ];
}

function withoutLogin(address: string): string {
  const url = parsedUrl(address);
  return url === undefined ? 'an address that cannot be read' : `${url.protocol}//${url.host}`;
}

/** A source, opened for its own address and for the place where it answers free of charge. */
export interface OpenedTwice {
  readonly real: Result<BacklinkSource>;
  /** `undefined` where the source has no such place. */
  readonly sandbox: Result<BacklinkSource> | undefined;
}

/**
 * `host`: how the source is asked otherwise. Another address than its own counts for the sandbox only where the
 * environment says that it is one: what is asked elsewhere may have to be paid.
 */
export function openTwice(entry: AskedEntry, around: Omit<SourceHost, 'book'>, environment: Environment): OpenedTwice {
  // A request that may cost something is not sent where it cannot be booked.
  const host: SourceHost = { ...around, book: async () => failed('cost-limit', 'A check of the set-up pays nothing.') };
  const { sandbox, apiBase } = sourceEnvironment(entry.access, environment);
  const place = { sandbox: true, apiBase: sandbox ? apiBase : undefined };
  const hasSandbox = entry.access.sandboxVariable !== undefined;
  return { real: openSource(entry, host), sandbox: hasSandbox ? openSource(entry, { ...host, ...place }) : undefined };
}

/** Before anybody is asked: whose credentials are there, and who would be asked. */
export function sourceCheck({ title, access }: AskedEntry, hasCredentials: boolean): SetUpCheck {
  const hosts = access.hosts.join(', ');
  const form = access.credentials;
  if (form === undefined) return { about: title, state: 'fine', says: `Asks ${hosts}, without a login.` };
  if (hasCredentials) return { about: title, state: 'fine', says: `Asks ${hosts}; the login is set.` };
  const variables = form.fields.map(({ variable }) => variable).join(' and ');
  return {
    about: title,
    state: 'not tried',
    says: `Would ask ${hosts}; no login is set. Run Broken Backlinks: Set API Credentials, or set ${variables}. Without it, saved files and lost addresses still work.`,
  };
}

/** Asks, free of charge: whether the source answers, and whether what it answers has the form that is read. */
export async function askedChecks(
  { title }: AskedEntry,
  { real, sandbox }: OpenedTwice,
  signal: AbortSignal,
): Promise<readonly SetUpCheck[]> {
  const answer = real.ok ? await real.value.probe(signal) : real;
  const first: SetUpCheck = answer.ok
    ? { about: title, state: 'fine', says: `It answers: ${answer.value}.` }
    : { about: title, state: 'broken', says: answer.failure.message };
  const own = real.ok ? await rehearsed(title, real.value, signal) : [];
  const canned = sandbox?.ok ? await rehearsed(title, sandbox.value, signal) : [];
  return [first, ...own, ...canned];
}

async function rehearsed(about: string, source: BacklinkSource, signal: AbortSignal): Promise<readonly SetUpCheck[]> {
  const rehearsals: readonly Rehearsal[] = (await source.rehearse?.(signal)) ?? [];
  return rehearsals.map(({ call, state, says }) => ({ about, state, says: `${call}: ${says}` }));
}
