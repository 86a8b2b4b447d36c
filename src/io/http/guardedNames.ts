/**
 * Names of hosts, looked up once in a run and kept: what was judged is what is connected to, however often the owner
 * of a name changes its mind in between.
 */
import type { LookupAddress } from 'node:dns';
import { lookup as ask } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from './privateHost.ts';

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** Names of hosts, looked up so that no site leads into a private network. */
export interface GuardedNames {
  readonly resolve: Resolve;
  /** For a connection (`connect.lookup` of undici). Fails with `EPRIVATE` where a host of others is a private one. */
  readonly lookup: LookupFunction;
}

/** Code of the error for a name of others that leads into a private network. */
export const privateCode = 'EPRIVATE';

/** `isOwn`: a host of the site itself, which may be private, as a staging server is. */
export function guardedNames(isOwn: (host: string) => boolean, resolveAnew: Resolve = resolveAll): GuardedNames {
  const known = new Map<string, Promise<readonly LookupAddress[]>>();
  const resolve: Resolve = (host) => {
    const before = known.get(host);
    if (before !== undefined) return before;
    const found = resolveAnew(host);
    known.set(host, found);
    // A name server that fails once may answer the next time.
    found.catch(() => known.delete(host));
    return found;
  };
  const allowed = async (host: string): Promise<readonly LookupAddress[]> => {
    const addresses = await resolve(host);
    if (!isOwn(host) && addresses.some(({ address }) => isPrivateAddress(address))) {
      throw Object.assign(new Error(`${host} has an address in a private network`), { code: privateCode });
    }
    return addresses;
  };
  return {
    resolve,
    lookup: (host, options, done) => {
      allowed(host).then(
        (addresses) => {
          const wanted = addresses.filter(({ family }) => !options.family || options.family === family);
          const [first] = wanted;
          if (first === undefined) done(Object.assign(new Error(host), { code: 'ENOTFOUND' }), '', 0);
          else if (options.all) done(null, [...wanted]);
          else done(null, first.address, first.family);
        },
        (error: NodeJS.ErrnoException) => done(error, '', 0),
      );
    },
  };
}

const resolveAll: Resolve = async (host) =>
  isIP(host) === 0 ? ask(host, { all: true }) : [{ address: host, family: isIP(host) }];
