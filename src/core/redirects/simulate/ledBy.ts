/** What the redirects of a site say of one address, in the two words that others ask for. */
import { asAddress, type UrlPath } from '../../paths.ts';
import { leadingRule, type RedirectTable } from '../resolution.ts';

/** Where addresses are led. */
export interface Led {
  /** Whether a rule answers. */
  isRedirected(url: UrlPath): boolean;
  /** The page that redirects, patterns among them, lead to; `undefined` where they lead to none. */
  ledTo(url: UrlPath): UrlPath | undefined;
}

export function ledBy(redirects: Pick<RedirectTable, 'resolve'>): Led {
  return {
    isRedirected: (url) => leadingRule(redirects.resolve(asAddress(url))) !== undefined,
    ledTo(url) {
      const { steps, outcome } = redirects.resolve(asAddress(url));
      const isLed = steps.some(({ rule, status }) => rule !== undefined && status >= 300 && status <= 399);
      return isLed && outcome.kind === 'page' ? outcome.route.url : undefined;
    },
  };
}
