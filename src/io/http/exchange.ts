/** One request and its whole answer, with a limit on time and size. */
import type { Dispatcher } from 'undici';
import { withDeadline } from '../deadline.ts';
import { type NetworkFailure, networkFailure } from './networkFailure.ts';

/** A request; its time in milliseconds is for head and body together. */
export interface HttpRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly timeoutMs: number;
  /** Of the body after decompression. */
  readonly maximumBytes: number;
}

/** An answer of any status. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  readonly header: (name: string) => string | undefined;
}

export type HttpResult =
  | { readonly ok: true; readonly value: HttpAnswer }
  | { readonly ok: false; readonly failure: NetworkFailure };

/** Redirects are not followed: what is sent is meant for this address alone. */
export async function exchange(request: HttpRequest, dispatcher: Dispatcher, signal: AbortSignal): Promise<HttpResult> {
  const { host } = new URL(request.url);
  if (signal.aborted) return { ok: false, failure: { kind: 'cancelled', message: 'Cancelled.', unsent: true } };
  try {
    return await withDeadline(request.timeoutMs, signal, (limited) => send(request, host, dispatcher, limited));
  } catch (error) {
    return { ok: false, failure: networkFailure(error, host, signal) };
  }
}

async function send(
  request: HttpRequest,
  host: string,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<HttpResult> {
  // Read on the first request: most commands and windows ask nothing over the network.
  const { fetch } = await import('./undici.ts');
  const response = await fetch(request.url, {
    method: request.method,
    headers: request.headers,
    ...(request.body !== undefined && { body: request.body }),
    redirect: 'manual',
    signal,
    dispatcher,
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > request.maximumBytes) {
      const message = `The answer of ${host} is larger than ${Math.round(request.maximumBytes / 2 ** 20)} MB. Ask for fewer rows.`;
      return { ok: false, failure: { kind: 'bad-answer', message, unsent: false } };
    }
    chunks.push(chunk);
  }
  const body = new TextDecoder().decode(Buffer.concat(chunks));
  const header = (name: string): string | undefined => response.headers.get(name) ?? undefined;
  return { ok: true, value: { status: response.status, body, header } };
}
