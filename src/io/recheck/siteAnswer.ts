/** One request to a site: the status, the headers and no more than the beginning of the page. */
import type { Readable } from 'node:stream';
import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { Stop } from '../../core/live/journey.ts';
import { leadOn } from '../../core/live/leadOn.ts';
import { pageDigest } from '../../core/live/pageDigest.ts';
import { userAgent } from '../http/userAgent.ts';

/** One answer of the live site, with the cookies it sets. */
export interface SiteAnswer extends Stop {
  /** `name=value`, as the site wants them back. */
  readonly cookies: readonly string[];
}

const readBytes = 128 * 1024;

/** Of a compressed page, unpacked. */
const mostUnpacked = 1024 * 1024;

/** One request to the live site. */
export interface SiteRequest {
  readonly url: URL;
  readonly cookies: string;
  /** What the site alone gets, such as a token. */
  readonly header: Readonly<Record<string, string>>;
  readonly dispatcher: Dispatcher;
  /** For the page of an answer whose status says all. */
  readonly bodyMs: number;
}

/** Throws what undici throws. */
export async function siteAnswer(
  { url, cookies, header, dispatcher, bodyMs }: SiteRequest,
  signal: AbortSignal,
): Promise<SiteAnswer> {
  const { request } = await import('../http/undici.ts');
  const response = await request(url, {
    method: 'GET',
    dispatcher,
    signal,
    headers: {
      accept: 'text/html,*/*;q=0.8',
      'accept-encoding': 'identity',
      'user-agent': userAgent,
      ...(cookies !== '' && { cookie: cookies }),
      ...header,
    },
  });
  const { statusCode: status } = response;
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const bytes = await (status < 300 ? beginning(response.body) : whatComes(response.body, bodyMs));
  const text = unpacked(bytes, headers['content-encoding']).toString('utf8');
  return {
    url,
    status,
    headers,
    digest: pageDigest(text),
    leads: leadOn(status, headers, text),
    cookies: [response.headers['set-cookie'] ?? []].flat().flatMap(cookieIn),
  };
}

/** Reads no further than it needs, and drops the connection instead. */
async function beginning(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= readBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, readBytes);
}

/** Of an answer whose status says all: its page may break off, or never end. */
async function whatComes(body: Readable, milliseconds: number): Promise<Buffer> {
  const timer = setTimeout(() => body.destroy(), milliseconds);
  try {
    return await beginning(body);
  } catch {
    return Buffer.alloc(0);
  } finally {
    clearTimeout(timer);
  }
}

/** Some servers compress whatever was asked for. What cannot be unpacked in bounds is compared as it is. */
function unpacked(bytes: Buffer, encoding: string | undefined): Buffer {
  const limits = { maxOutputLength: mostUnpacked, finishFlush: constants.Z_SYNC_FLUSH };
  try {
    switch (encoding?.trim().toLowerCase()) {
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(bytes, limits);
      case 'deflate':
        return inflateSync(bytes, limits);
      case 'br':
        return brotliDecompressSync(bytes, {
          maxOutputLength: mostUnpacked,
          finishFlush: constants.BROTLI_OPERATION_FLUSH,
        });
      default:
        return bytes;
    }
  } catch {
    // Damaged, or a bomb.
    return bytes;
  }
}

/** The part that goes back, where it is fit for a header. */
function cookieIn(header: string): readonly string[] {
  const [pair = ''] = header.split(';');
  return /^[!#-+\--:<-~]+=[!#-+\--:<-~]*$/.test(pair.trim()) && pair.length < 4096 ? [pair.trim()] : [];
}
