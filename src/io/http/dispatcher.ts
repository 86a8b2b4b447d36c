/** One connection pool for everything this project asks over HTTP. */
import type { LookupFunction } from 'node:net';
import { type Dispatcher, EnvHttpProxyAgent } from 'undici';
import type { ProxySettings } from './proxySettings.ts';

/**
 * The caller closes it. `lookup` finds the addresses of hosts that are asked without a proxy, in place of the
 * system's. Takes nothing from the process's environment by itself: an empty setting is "no proxy".
 */
export function httpDispatcher(settings: ProxySettings, lookup?: LookupFunction): Dispatcher {
  const tls = settings.strictSsl ? undefined : { rejectUnauthorized: false };
  return new EnvHttpProxyAgent({
    httpProxy: settings.http,
    httpsProxy: settings.https,
    noProxy: settings.noProxy,
    connect: { timeout: 15_000, ...tls, ...(lookup && { lookup }) },
    // Many proxies open tunnels to port 443 only; plain http goes through them as a request with the whole address.
    proxyTunnel: false,
    ...(tls && { requestTls: tls, proxyTls: tls }),
  });
}
