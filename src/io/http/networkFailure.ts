/** What the errors of undici, of node:tls and of the resolver mean to a user. */
import type { Failure } from '../../core/ports.ts';
import { privateCode } from './guardedNames.ts';

/** Why there is no answer. */
export interface NetworkFailure extends Failure {
  /** The request cannot have reached the server: nothing was charged. */
  readonly unsent: boolean;
}

/** Code of the error when a proxy closes the connection instead of opening a tunnel. */
export const proxyClosedCode = 'EPROXYCLOSED';

/** `host` is named in the message; `signal` is the user's own, so that a cancellation is told from a time-out. */
export function networkFailure(error: unknown, host: string, signal: AbortSignal): NetworkFailure {
  if (signal.aborted) return { kind: 'cancelled', message: 'Cancelled.', unsent: false };
  const chain = causes(error);
  const codes = chain.map((each) => each.code).filter((code) => code !== undefined);
  const first = (known: ReadonlySet<string>): string | undefined => codes.find((code) => known.has(code));

  if (chain.some((each) => each.name === 'TimeoutError') || first(silence) !== undefined) {
    return { kind: 'timed-out', message: `${host} did not answer in time. Try again later.`, unsent: false };
  }
  const proxy = chain.find((each) => /^Proxy response \((\d+)\)/.test(each.message));
  if (proxy !== undefined) {
    const status = /\d+/.exec(proxy.message)?.[0];
    const hint = status === '407' ? 'It asks for a login: put it into http.proxy (http://user:password@proxy).' : check;
    return { kind: 'offline', message: `The proxy refused the way to ${host} (${status}). ${hint}`, unsent: true };
  }
  if (codes.includes(proxyClosedCode)) {
    return { kind: 'offline', message: `The proxy hung up on the way to ${host}. ${check}`, unsent: true };
  }
  const tls = codes.find((code) => certificates.test(code));
  if (tls !== undefined) {
    const message = `The certificate of ${host} is not trusted (${tls}). Behind a company proxy, add its certificate to the system (NODE_EXTRA_CA_CERTS), or see http.proxyStrictSSL.`;
    return { kind: 'offline', message, unsent: true };
  }
  if (codes.includes(privateCode)) {
    return {
      kind: 'offline',
      message: `${host} has an address in a private network, so it was not asked.`,
      unsent: true,
    };
  }
  if (first(names) !== undefined) {
    return { kind: 'offline', message: `${host} was not found (${first(names)}). ${check}`, unsent: true };
  }
  const refused = first(connections);
  if (refused !== undefined) {
    return { kind: 'offline', message: `No connection to ${host} (${refused}). ${check}`, unsent: true };
  }
  const what = codes[0] ?? chain.findLast((each) => each.message !== '')?.message ?? 'unknown error';
  return { kind: 'offline', message: `The connection to ${host} broke (${what}). ${check}`, unsent: false };
}

const check = 'Check the network and the proxy (http.proxy, HTTPS_PROXY).';
const silence = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const names = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME']);
const connections = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EACCES',
  'EPERM',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const certificates = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|EPROTO|UND_ERR_PRX_TLS/;

interface Cause {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
}

/** The error, what caused it, and for several tries at once the first of them. */
function causes(error: unknown): readonly Cause[] {
  const found: Cause[] = [];
  for (let at: unknown = error; at instanceof Error && found.length < 8; ) {
    const code = (at as NodeJS.ErrnoException).code;
    found.push({ name: at.name, message: at.message, code: typeof code === 'string' ? code : undefined });
    at = at instanceof AggregateError ? at.errors[0] : at.cause;
  }
  return found;
}
