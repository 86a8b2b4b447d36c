/** Asks a server on this machine, with the path exactly as it is given. */
import { Agent, request } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { decodePath } from '../../src/core/paths.ts';
import type { Reply } from './engine.ts';

/** The name the engines are asked under. */
export const siteHost = 'site';

export async function ask(port: number, urls: readonly string[], isSecure = false): Promise<readonly Reply[]> {
  const options = { keepAlive: true, maxSockets: 8 };
  // The certificate is made for the trial.
  const agent = isSecure ? new SecureAgent({ ...options, rejectUnauthorized: false }) : new Agent(options);
  try {
    return await Promise.all(urls.map((path) => one(port, path, agent)));
  } finally {
    agent.destroy();
  }
}

function one(port: number, path: string, agent: Agent | SecureAgent): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const send = agent instanceof SecureAgent ? secureRequest : request;
    const sent = send({ host: '127.0.0.1', port, path, agent, headers: { host: siteHost } }, (response) => {
      response.resume();
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        // Node reads headers as Latin-1; servers send UTF-8.
        const location = ownPath(Buffer.from(response.headers.location ?? '', 'latin1').toString('utf8'));
        // A gateway that finds nobody behind it has handed the request on, which is no redirect.
        const isHandedOn = [502, 503, 504].includes(status);
        const broken = (status >= 500 && !isHandedOn) || location.includes('\ufffd');
        resolve(broken ? 'failed' : isRedirect(status) ? { status, location } : undefined);
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** Other answers are pages, or none. */
export function isRedirect(status: number): boolean {
  return (status >= 300 && status < 400) || status === 410;
}

/** A target on the site itself as a path: servers write either. */
export function ownPath(location: string): string {
  const path = location.replace(/^https?:\/\/(?:site|127\.0\.0\.1|localhost)(?::\d+)?(?=[/?#]|$)/, '');
  return path === location || path.startsWith('/') ? path : `/${path}`;
}

/** A page asked for in another spelling: its slash, `index.html` or `.html` put right by the server. */
export function isSamePage(url: string, location: string): boolean {
  const key = (text: string) =>
    decodePath(text.replace(/[?#].*$/, ''))
      .replace(/\/{2,}/g, '/')
      .replace(/\/index(\.html?)?$/, '/')
      .replace(/\.html?$/, '')
      .replace(/(.)\/+$/, '$1');
  const tail = (text: string) => text.replace(/^[^?#]*/, '');
  return key(url) === key(location) && tail(url) === tail(location) && url !== location;
}
