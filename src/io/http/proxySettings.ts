/** Which proxy a request goes through: the editor's settings first, else the environment. */

import { parsedUrl } from '../../core/backlinks/webAddress.ts';

/** The proxy that requests go through. */
export interface ProxySettings {
  /** For `https:` and `http:` addresses; empty for none. */
  readonly https: string;
  readonly http: string;
  /** Hosts that are asked directly, as in `NO_PROXY`: `localhost,.example.org,10.0.0.1:8080`. */
  readonly noProxy: string;
  /** Certificates are checked, also the proxy's. */
  readonly strictSsl: boolean;
}

/** `http.proxy`, `http.noProxy`, `http.proxyStrictSSL`, `http.proxySupport` of the editor; all optional. */
export interface EditorProxy {
  readonly proxy?: string | undefined;
  readonly noProxy?: readonly string[] | undefined;
  readonly proxyStrictSSL?: boolean | undefined;
  readonly proxySupport?: string | undefined;
}

/**
 * The proxies in force. `http.proxy` wins over `HTTPS_PROXY` and `HTTP_PROXY`, `http.noProxy` over `NO_PROXY`
 * (lower case too); `http.proxySupport: off` means none.
 */
export function proxySettings(
  environment: Readonly<Record<string, string | undefined>>,
  editor: EditorProxy = {},
): ProxySettings {
  const either = (name: string): string => environment[name.toLowerCase()] || environment[name] || '';
  const strictSsl = editor.proxyStrictSSL ?? true;
  if (editor.proxySupport === 'off') return { https: '', http: '', noProxy: '', strictSsl };
  const chosen = editor.proxy?.trim() ?? '';
  const http = withScheme(chosen || either('HTTP_PROXY'));
  return {
    http,
    https: withScheme(chosen || either('HTTPS_PROXY')) || http,
    noProxy: editor.noProxy?.length ? editor.noProxy.join(',') : either('NO_PROXY'),
    strictSsl,
  };
}

function withScheme(proxy: string): string {
  const whole = proxy === '' || /^[a-z0-9+.-]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
  return parsedUrl(whole) === undefined ? '' : whole;
}
