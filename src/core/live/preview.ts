/** The pages of a site, as a preview of it shows them: the same paths on another host. */
import { isHostOf, type SiteTarget, webOrigin } from '../backlinks/siteTarget.ts';
import { bareHost, webAddress } from '../backlinks/webAddress.ts';

/** Where a preview is asked in place of the site. */
export interface Preview {
  readonly site: SiteTarget;
  readonly at: SiteTarget;
}

/** `undefined` for what is of another host, of which the preview has nothing. */
export function onPreview(url: string, { site, at }: Preview): string | undefined {
  const address = webAddress(url);
  if (address === undefined || !isHostOf(bareHost(address.hostname), site, false)) return undefined;
  if (address.port !== (site.port ?? '')) return undefined;
  return `${webOrigin(at)}${address.pathname}${address.search}`;
}
