/**
 * Bing Webmaster Tools: its export of backlinks, and its list of crawl issues, which names dead pages with the number of
 * links to them. One free key for all sites of an account.
 * https://www.bing.com/webmasters/help/backlinks-7a6dd2ec
 * https://learn.microsoft.com/dotnet/api/microsoft.bing.webmaster.api.interfaces.iwebmasterapi.getcrawlissues
 */
import type { ExportForm } from '../../core/backlinks/exports/exportForm.ts';
import type { RowReading } from '../../core/backlinks/seenRow.ts';
import { isHostOf, type SiteTarget, siteTarget } from '../../core/backlinks/siteTarget.ts';
import type { BacklinkRequest } from '../../core/backlinks/source.ts';
import { type Failure, failed, type Progress, type Result, success } from '../../core/ports.ts';
import { append } from '../../core/text/longLists.ts';
import { count } from '../../core/wording/amounts.ts';
import { countIn, type Json, parseJsonText, record, text, wrongType } from '../disk/json.ts';
import { exportReader } from '../exportReader.ts';
import type { PoliteService } from '../http/politely.ts';
import { insecure } from '../secureAddress.ts';
import type { CredentialForm, SourceEntry, SourceHost } from '../sourceHost.ts';
import { type FreeRows, type FreeSource, openFreeSource } from './freeSource.ts';

const forms: readonly ExportForm[] = [
  {
    title: 'Bing Webmaster, Backlinks',
    rowsAre: 'links',
    marks: ['Source Url', 'Anchor text', 'Target Url'],
    never: ['Page ascore', 'FlagNoFollow', 'First seen', 'Last seen'],
    columns: { target: ['Target Url'], from: ['Source Url'], anchor: ['Anchor text'] },
    cannotKnow: 'the file does not say what the target answers.',
  },
];

const title = 'Bing Webmaster Tools';
const keyPage = 'https://www.bing.com/webmasters/';
const remedy = `The key is found at ${keyPage} under Settings, API Access.`;

const credentials: CredentialForm = {
  fields: [
    {
      id: 'key',
      title: 'API key',
      isSecret: true,
      variable: 'BING_WEBMASTER_KEY',
      help: 'API key as shown in Bing Webmaster Tools under Settings, API Access. It is free, and covers all sites you have verified there.',
    },
  ],
  url: keyPage,
  problem: ({ key = '' }) => (/^\w{16,64}$/.test(key.trim()) ? undefined : `That is not an API key of Bing. ${remedy}`),
};

/** Bits of `Issues`: what the crawler met. */
const issues = { clientError: 4, serverError: 8, dns: 128, timeout: 256 } as const;

/** The service's own codes that are not the user's question. */
const refusals: ReadonlyMap<number, Failure> = new Map([
  [3, { kind: 'unauthorised', message: `Bing does not know this API key. ${remedy}` }],
  [
    4,
    { kind: 'rate-limited', message: 'Bing refuses further requests from this account for now. Try again in an hour.' },
  ],
  [5, { kind: 'rate-limited', message: 'Bing refuses further requests from this site for now. Try again in an hour.' }],
  [6, { kind: 'unauthorised', message: `Bing has blocked this account. See ${keyPage}.` }],
  [14, { kind: 'unauthorised', message: `This API key may not read that site. Verify the site at ${keyPage}.` }],
]);

function refusalIn(body: string): Failure | undefined {
  return refusals.get(countIn(record(parseJsonText(body))?.ErrorCode) ?? -1);
}

/** How one account is asked. */
interface Asking {
  readonly base: string;
  readonly key: string;
  readonly service: PoliteService;
  readonly signal: AbortSignal;
}

async function listOf(call: string, { base, key, service, signal }: Asking): Promise<Result<readonly Json[]>> {
  const [name, query = ''] = call.split('?');
  const url = `${base}/webmaster/api.svc/json/${name}?apikey=${encodeURIComponent(key)}${query && `&${query}`}`;
  const answer = await service.ask(url, signal);
  if (answer === undefined) return failed('rate-limited', 'No request is left.');
  if (!answer.ok) return answer;
  const found = record(parseJsonText(answer.value));
  if (Array.isArray(found?.d)) return success(found.d as readonly Json[]);
  const told = refusalIn(answer.value);
  if (told !== undefined) return { ok: false, failure: told };
  return failed('bad-answer', `Bing answers ${name} in a form that is not known. Report it.`);
}

/** As Bing writes them; a site is asked about by exactly that text. */
async function verifiedSites(asking: Asking): Promise<Result<readonly string[]>> {
  const sites = await listOf('GetUserSites', asking);
  if (!sites.ok) return sites;
  return success(sites.value.map(record).flatMap((site) => (site?.IsVerified === true ? (text(site.Url) ?? []) : [])));
}

function issuesOf(site: string, asking: Asking): Promise<Result<readonly Json[]>> {
  return listOf(`GetCrawlIssues?siteUrl=${encodeURIComponent(site)}`, asking);
}

async function fetchIssues(asking: Asking, request: BacklinkRequest, progress: Progress): Promise<Result<FreeRows>> {
  progress.report(`Asking ${title}`);
  const sites = await verifiedSites(asking);
  if (!sites.ok) return sites;
  const ours = sites.value.filter((site) => request.targets.some((target) => isPartOf(site, target, request)));
  if (ours.length === 0) {
    const hosts = request.targets.map(({ host }) => host).join(', ');
    const known = sites.value.slice(0, 10).join(', ') || 'none';
    return failed('not-found', `This account has no verified site on ${hosts} (verified: ${known}). See ${keyPage}.`);
  }
  const rows: RowReading[] = [];
  for (const site of ours) {
    const found = await issuesOf(site, asking);
    if (!found.ok) return found;
    append(rows, found.value.map(rowOf));
  }
  return success({ rows, gaps: [] });
}

function isPartOf(site: string, target: SiteTarget, { includeSubdomains }: BacklinkRequest): boolean {
  const { host } = siteTarget(site) ?? {};
  return host !== undefined && isHostOf(host, target, includeSubdomains);
}

/** An address that is only redirected, blocked or hurt by malware does not fail; what no server answered is unknown. */
function rowOf(item: Json): RowReading {
  const row = record(item);
  const url = text(row?.Url);
  if (url === undefined) return { ok: false, bad: { url: '', problem: wrongType('Url', row?.Url, 'a text') } };
  const bits = countIn(row?.Issues) ?? 0;
  const code = countIn(row?.HttpCode);
  const fails = (bits & (issues.clientError | issues.serverError)) !== 0;
  const isUnreached = (bits & (issues.dns | issues.timeout)) !== 0 || bits === 0;
  const status = code !== undefined && code >= 100 && code <= 599 ? code : undefined;
  return {
    ok: true,
    row: {
      url,
      status,
      statusSeen: undefined,
      isBroken: fails || (isUnreached ? undefined : (status ?? 0) >= 400),
      backlinks: countIn(row?.InLinks),
      referringDomains: undefined,
      dofollow: undefined,
      rank: undefined,
      firstSeen: undefined,
      lastSeen: undefined,
      link: undefined,
    },
  };
}

function sourceOf(base: string, key: string): FreeSource {
  return {
    id: 'bing',
    title,
    hosts: ['ssl.bing.com'],
    rowsAre: 'pages',
    planTitle: 'pages that fail for the crawler of Bing, with the links that it knows',
    isKeyed: true,
    manners: { delayMs: 1000, mostRequests: 10, leastPauseMs: 60_000, refusalIn },
    probeRequests: 2,
    incomplete: 'Links of the site itself may be counted, and a page that works again stays listed for days.',
    async probe(service, signal) {
      const asking = { base, key, service, signal };
      const sites = await verifiedSites(asking);
      if (!sites.ok) return sites;
      const [site] = sites.value;
      const said = `${count(sites.value.length, 'verified site')}`;
      if (site === undefined) return failed('not-found', `The key is known, and no site is verified. See ${keyPage}.`);
      const found = await issuesOf(site, asking);
      if (!found.ok) return found;
      const bad = found.value.map(rowOf).find((reading) => !reading.ok);
      return bad === undefined
        ? success(said)
        : failed('bad-answer', `Bing names an issue without its address. Report it.`);
    },
    fetch: (service, request, progress, signal) => fetchIssues({ base, key, service, signal }, request, progress),
  };
}

export const bing: SourceEntry = {
  id: 'bing',
  title,
  access: {
    hosts: ['ssl.bing.com'],
    credentials,
    accountUrl: keyPage,
    address: { variable: 'BROKEN_BACKLINKS_BING' },
    open: (host: SourceHost) => {
      const problem = credentials.problem(host.credentials ?? {});
      if (problem !== undefined) return failed('unauthorised', problem);
      const base = (host.apiBase ?? 'https://ssl.bing.com').replace(/(?<!\/)\/+$/, '');
      const odd = insecure(base, remedy);
      if (odd !== undefined) return failed('bad-request', odd);
      return success(openFreeSource(sourceOf(base, (host.credentials?.key ?? '').trim()), host));
    },
  },
  saved: exportReader('export of Bing Webmaster Tools as CSV (Backlinks)', forms),
};
