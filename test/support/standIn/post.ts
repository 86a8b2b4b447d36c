/** One call of the stand-in with nothing of ours in between. */
import type { SampleEnvelope } from './fixtures.ts';
import type { StandIn } from './server.ts';

export interface Posted {
  readonly status: number;
  readonly headers: Headers;
  readonly body: SampleEnvelope;
  readonly text: string;
}

/** `body` is sent as it is when it is text, else as the one task. Without it, a GET. */
export async function post(standIn: StandIn, path: string, body?: unknown, login = standIn.login): Promise<Posted> {
  const authorization = `Basic ${Buffer.from(`${login}:${standIn.password}`).toString('base64')}`;
  const response = await fetch(`${standIn.url}/v3/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify([body]) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) as SampleEnvelope, text };
}
