/** Which host belongs to which target. A leading `www.` is no subdomain for this API. */

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

function bare(host: string): string {
  return host.replace(/^www\./, '');
}

/** The registrable domain, for the simple endings that data sets use. */
export function mainDomain(host: string): string {
  return host.split('.').slice(-2).join('.');
}

export function isOf(url: string, target: string, includeSubdomains: boolean): boolean {
  if (/^https?:\/\//.test(target)) return url === target;
  const host = bare(hostOf(url));
  return host === target || (includeSubdomains && host.endsWith(`.${target}`));
}
