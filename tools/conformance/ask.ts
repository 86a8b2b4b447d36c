/** Asks a server on this machine, with the path exactly as it is given. */
import { Agent, request } from 'node:http';
import type { Answer } from './engine.ts';

export async function ask(port: number, urls: readonly string[]): Promise<readonly (Answer | undefined)[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  try {
    return await Promise.all(urls.map((path) => one(port, path, agent)));
  } finally {
    agent.destroy();
  }
}

function one(port: number, path: string, agent: Agent): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, agent, headers: { host: 'site' } }, (response) => {
      response.resume();
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        const location = (response.headers.location ?? '').replace(/^http:\/\/(site|127\.0\.0\.1)(:\d+)?(?=\/|$)/, '');
        resolve((status >= 300 && status < 400) || status === 410 ? { status, location } : undefined);
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}
