/** Sites that a service shows which makes them as well. */
import type { HostId } from './format.ts';

/** The generators that are such a service. */
const services: ReadonlyMap<string, HostId> = new Map([
  ['fern', 'fern'],
  ['gitbook', 'gitbook'],
  ['mintlify', 'mintlify'],
]);

/** The service that shows the whole of a host, where the site is known to stand at the top of one of its own names. */
export function shownBy(generator: string, hosts: readonly string[], basePath: string): HostId | undefined {
  return hosts.length > 0 && basePath === '/' ? services.get(generator) : undefined;
}
