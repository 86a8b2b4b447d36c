import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a stand-in answers one request: its own way, or as a fault that is asked for. */
export interface StandInAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface FreeStandIn {
  /** What was asked, path and query, in order. */
  readonly asked: string[];
  /** What was told of who asks. */
  readonly agents: string[];
  readonly base: string;
  close(): void;
}

/** A local server in place of a service that costs nothing. */
export async function freeStandIn(answer: (url: URL, number: number) => StandInAnswer): Promise<FreeStandIn> {
  const asked: string[] = [];
  const agents: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    agents.push(request.headers['user-agent'] ?? '');
    const { status = 200, headers = {}, body } = answer(new URL(request.url ?? '', 'http://stand.in'), asked.length);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, agents, base, close: () => server.close() };
}

interface WikiLink {
  readonly title: string;
  readonly url: string;
}

/**
 * MediaWiki's list `exturlusage`, as its page documents it: parameters that it does not know are warned of, wrong ones are an
 * error with code and info, and pages are continued. https://www.mediawiki.org/wiki/API:Exturlusage
 */
export function mediaWiki(links: Readonly<Record<string, readonly WikiLink[]>>, perPage = 500) {
  return (url: URL): StandInAnswer => {
    const [, wiki = ''] = url.pathname.split('/');
    const asked = url.searchParams;
    const known = ['action', 'list', 'euquery', 'eunamespace', 'eulimit', 'format', 'formatversion', 'eucontinue'];
    const unknown = [...asked.keys()].filter((name) => !known.includes(name));
    if (unknown.length > 0 || asked.get('action') !== 'query' || asked.get('list') !== 'exturlusage') {
      return { body: JSON.stringify({ error: { code: 'badvalue', info: `Unrecognized value ${unknown.join()}` } }) };
    }
    const query = asked.get('euquery') ?? '';
    const fits = ({ url: link }: WikiLink) => {
      const { hostname } = new URL(link);
      return query.startsWith('*.') ? `.${hostname}`.endsWith(query.slice(1)) : hostname === query;
    };
    const all = (links[wiki] ?? []).filter(fits);
    const from = Number(asked.get('eucontinue') ?? 0);
    const page = all.slice(from, from + perPage).map((link, at) => ({ pageid: from + at + 1, ns: 0, ...link }));
    const more =
      from + perPage < all.length ? { continue: { eucontinue: String(from + perPage), continue: '-||' } } : {};
    return { body: JSON.stringify({ batchcomplete: true, ...more, query: { exturlusage: page } }) };
  };
}

/**
 * The Wayback CDX server with `output=json` and `showResumeKey=true`: names first, then rows; an empty row and the key where
 * there are more. https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server
 */
export function waybackServer(captures: readonly (readonly [string, string])[], perPage = 10_000) {
  return (url: URL): StandInAnswer => {
    const asked = url.searchParams;
    if (asked.get('url') === null) return { status: 400, body: '' };
    if (captures.length === 0) return { body: '[]' };
    const limit = Math.min(perPage, Number(asked.get('limit')));
    const from = Number(asked.get('resumeKey') ?? 0);
    const rows = captures.slice(from, from + limit).map(([original, stamp]) => [original, stamp, '200']);
    const more = from + limit < captures.length ? [[], [String(from + limit)]] : [];
    return { body: JSON.stringify([['original', 'timestamp', 'statuscode'], ...rows, ...more]) };
  };
}
