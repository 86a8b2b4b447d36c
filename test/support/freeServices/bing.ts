import type { StandInAnswer } from './server.ts';

/** What the account of the stand-in knows: its sites as they were added, and the issues of each. */
export interface BingAccount {
  readonly key: string;
  readonly sites: Readonly<Record<string, { readonly isVerified: boolean; readonly issues: readonly object[] }>>;
}

/**
 * Bing's Webmaster API with JSON answers: everything in `d`, with the types of its own serialiser; a refusal is 400 with a code
 * of `ApiErrorCode`.
 * https://learn.microsoft.com/dotnet/api/microsoft.bing.webmaster.api.interfaces.iwebmasterapi
 * https://learn.microsoft.com/dotnet/api/microsoft.bing.webmaster.api.interfaces.apierrorcode
 */
export function bingServer({ key, sites }: BingAccount) {
  return (url: URL): StandInAnswer => {
    const call = /^\/webmaster\/api\.svc\/json\/(\w+)$/.exec(url.pathname)?.[1];
    if (url.searchParams.get('apikey') !== key) return bingRefusal(3, 'InvalidApiKey');
    if (call === 'GetUserSites') {
      const all = Object.entries(sites).map(([site, { isVerified }]) => ({
        __type: 'Site:#Microsoft.Bing.Webmaster.Api',
        AuthenticationCode: 'A1B2',
        DnsVerificationCode: 'c3d4',
        IsVerified: isVerified,
        Url: site,
      }));
      return { body: JSON.stringify({ d: all }) };
    }
    if (call !== 'GetCrawlIssues') return { status: 404, body: '<html></html>' };
    const site = sites[url.searchParams.get('siteUrl') ?? ''];
    if (site?.isVerified !== true) return bingRefusal(14, 'NotAuthorized');
    const typed = site.issues.map((issue) => ({
      __type: 'UrlWithCrawlIssues:#Microsoft.Bing.Webmaster.Api',
      ...issue,
    }));
    return { body: JSON.stringify({ d: typed }) };
  };
}

export function bingRefusal(code: number, name: string): StandInAnswer {
  return { status: 400, body: JSON.stringify({ ErrorCode: code, Message: `ERROR!!! ${name}` }) };
}
