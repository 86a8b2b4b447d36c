/** One connection pool for everything this project asks over HTTP. */
import type { LookupFunction } from 'node:net';
import { type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';
import { proxyClosedCode } from './networkFailure.ts';
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
    clientFactory: tunnelPool,
    noProxy: settings.noProxy,
    connect: { timeout: 15_000, ...tls, ...(lookup && { lookup }) },
    // Many proxies open tunnels to port 443 only; plain http goes through them as a request with the whole address.
    proxyTunnel: false,
    ...(tls && { requestTls: tls, proxyTls: tls }),
  });
}

/** A proxy that hangs up on CONNECT would be asked again at once, and without end, as undici takes it for its own fault. */
function tunnelPool(origin: URL, options: object): Dispatcher {
  const pool = new Pool(origin, options);
  const open = pool.connect.bind(pool) as (asked: Dispatcher.ConnectOptions<null>) => Promise<Dispatcher.ConnectData>;
  const connect = async (asked: Dispatcher.ConnectOptions<null>): Promise<Dispatcher.ConnectData> => {
    try {
      return await open(asked);
    } catch (error) {
      const isHungUp = (error as NodeJS.ErrnoException).code === 'UND_ERR_SOCKET';
      throw isHungUp ? Object.assign(new Error('the proxy hung up'), { code: proxyClosedCode, cause: error }) : error;
    }
  };
  return Object.assign(pool, { connect });
}
