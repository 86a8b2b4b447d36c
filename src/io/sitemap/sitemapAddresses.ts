/** The addresses of a sitemap, from a file or from the site, with the sitemaps that it names. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { readSitemap } from '../../core/backlinks/sitemap.ts';
import { parsedUrl } from '../../core/backlinks/webAddress.ts';
import { failed, type Progress, type Result, success } from '../../core/ports.ts';
import { append } from '../../core/text/longLists.ts';
import { decodeText } from '../disk/decodeText.ts';
import { exchange } from '../http/exchange.ts';
import { guardedNames } from '../http/guardedNames.ts';
import type { ProxySettings } from '../http/proxySettings.ts';
import { userAgent } from '../http/userAgent.ts';

/** By the protocol a sitemap has 50 MB at most, an index 50,000 sitemaps; sites beyond these have another way. */
const maximumBytes = 52_428_800;
const mostSitemaps = 200;
const mostSteps = 5;

/** What reading a sitemap needs of whoever runs it: the folder that file names count from, and the network. */
export interface SitemapHost {
  readonly cwd: string;
  readonly proxy: ProxySettings;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** `given` is an `https:` or `http:` address, or a file, gzipped or not. */
export async function sitemapAddresses(given: string, host: SitemapHost): Promise<Result<readonly string[]>> {
  const url = /^https?:\/\//i.test(given) ? parsedUrl(given) : undefined;
  if (url === undefined) return fromFile(given, host);
  // Only the host that was named may be a private one, and only it is asked: a sitemap may name any other.
  const names = guardedNames((name) => name === url.hostname);
  const { httpDispatcher } = await import('../http/dispatcher.ts');
  const dispatcher = httpDispatcher(host.proxy, names.lookup);
  try {
    return await fromSite(url, dispatcher, host);
  } finally {
    await dispatcher.destroy();
  }
}

async function fromFile(name: string, { cwd }: SitemapHost): Promise<Result<readonly string[]>> {
  let text: string;
  try {
    const bytes = await readFile(resolve(cwd, name));
    const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    text = decodeText(isZipped ? gunzipSync(bytes, { maxOutputLength: maximumBytes }) : bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed('not-found', `--sitemap ${name} cannot be read: ${reason}`);
  }
  const read = readSitemap(text);
  if (read === undefined) return failed('bad-answer', noSitemap(name));
  if (read.kind === 'addresses') return success(read.addresses);
  return failed('bad-answer', `${name} names other sitemaps. Give its address, or the sitemaps themselves.`);
}

async function fromSite(first: URL, dispatcher: Dispatcher, host: SitemapHost): Promise<Result<readonly string[]>> {
  const addresses: string[] = [];
  const queue = [first.href];
  const asked = new Set<string>();
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (asked.has(next)) continue;
    if (asked.size === mostSitemaps) {
      return failed('bad-answer', `${first.href} names more than ${mostSitemaps} sitemaps. Give one of them.`);
    }
    asked.add(next);
    host.progress.report('Reading the sitemap', asked.size, asked.size + queue.length);
    const text = await fetched(new URL(next), dispatcher, host.signal);
    if (!text.ok) return text;
    const read = readSitemap(text.value);
    if (read === undefined) return failed('bad-answer', noSitemap(next));
    if (read.kind === 'addresses') append(addresses, read.addresses);
    else
      append(
        queue,
        read.addresses.filter((url) => parsedUrl(url)?.host === first.host),
      );
  }
  return success(addresses);
}

/** Redirects are followed on the same host only. */
async function fetched(url: URL, dispatcher: Dispatcher, signal: AbortSignal): Promise<Result<string>> {
  let at = url;
  for (let step = 0; step < mostSteps; step++) {
    const request = {
      url: at.href,
      method: 'GET' as const,
      headers: { accept: 'application/xml, text/xml, text/plain', 'user-agent': userAgent },
      body: undefined,
      timeoutMs: 30_000,
      maximumBytes,
    };
    const answer = await exchange(request, dispatcher, signal);
    if (!answer.ok) return answer;
    const { status, body, header } = answer.value;
    if (status >= 200 && status < 300) return success(body);
    const to = header('location');
    const next = to === undefined ? undefined : parsedUrl(to, at.href);
    if (status < 300 || status >= 400 || next === undefined) {
      return failed('not-found', `${at.href} answers ${status}. Give the address of the sitemap, or a file.`);
    }
    if (next.hostname !== url.hostname) {
      return failed(
        'bad-answer',
        `${at.href} redirects to ${next.host}, which was not asked. Give that address itself.`,
      );
    }
    at = next;
  }
  return failed('bad-answer', `${url.href} redirects from one address to the next without an end.`);
}

function noSitemap(name: string): string {
  if (/^https?:.*\.gz$/i.test(name)) return `${name} is compressed. Save it, and give the file.`;
  return `${name} is not a sitemap: neither XML with <urlset> or <sitemapindex>, nor a list with one address a line.`;
}
