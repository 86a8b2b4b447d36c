/** `links`: who links to one address, dead or not, the strongest first. */
import { askedPage } from '../core/audit/explain.ts';
import type { OneQuestion } from '../core/backlinks/askOne.ts';
import { dollars } from '../core/backlinks/price.ts';
import { siteTarget } from '../core/backlinks/siteTarget.ts';
import { usualSpellings } from '../core/backlinks/spelling.ts';
import { webAddress } from '../core/backlinks/webAddress.ts';
import type { Backlink, BrokenPage } from '../core/model.ts';
import { count } from '../core/wording/amounts.ts';
import { jsonLine, terminalLines } from '../core/wording/terminalText.ts';
import { sourceNamed } from './answer.ts';
import { type Arguments, type ExitCode, type Host, jsonVersion, UsageError } from './command.ts';
import { oneAnswer, requestOf } from './indexAccess.ts';
import { askedAddress, givenSite, openWorkspace } from './workspace.ts';

export async function runLinks(args: Arguments, host: Host): Promise<ExitCode> {
  const url = await wholeAddress(args, host);
  const target = siteTarget(new URL(url).origin);
  if (target === undefined) throw new UsageError(`${url} is on no site of the web.`);
  const entry = sourceNamed(args.text('source'), host);
  const page: BrokenPage = { ...askedPage(url), spellings: usualSpellings(url) };
  const request = requestOf(target, args);
  const question: OneQuestion<'referrers'> = {
    key: { call: 'referrers', source: entry.id, request, page: url },
    fetch: (source, quote, keep) => source.referrers?.(page, request, quote, host.signal, keep),
    cannot: `${entry.title} does not tell who links to a page.`,
  };
  const { value, asked } = await oneAnswer(entry, question, `the links to ${url}`, args, host);
  const { links, total, costMicros } = value;
  if (args.text('format') === 'json') {
    host.out(jsonLine({ version: jsonVersion, url, source: entry.id, asked, isStored: costMicros === 0, ...value }));
    return 0;
  }
  const paid = costMicros > 0 ? `, cost ${dollars(costMicros)}` : ' (stored)';
  const shown = links.length < total ? ` The ${links.length} strongest:` : '';
  host.out(
    terminalLines([`${count(total, 'link')} to ${url}, ${entry.title}, ${asked}${paid}.${shown}`, ...links.map(row)]),
  );
  return 0;
}

/** A path is one of the site, as the repository or `--site` names it. */
async function wholeAddress(args: Arguments, host: Host): Promise<string> {
  const [given, ...others] = args.positionals;
  if (given === undefined || others.length > 0) throw new UsageError('links needs one URL, such as /docs/setup/.');
  const own = webAddress(given);
  if (own !== undefined) return own.href;
  if (!given.startsWith('/'))
    throw new UsageError(`${given} is no address. Write a path such as /docs/setup/, or a whole URL.`);
  const site = args.text('site');
  const target = site === undefined ? askedAddress(await openWorkspace(args, host), host).target : givenSite(site);
  return new URL(given, `https://${target.host}`).href;
}

/** `  rank 412  https://blog.example/post  "how to set it up"  nofollow  to http://…` */
function row({ from, anchor, dofollow, domainRank, to }: Backlink): string {
  const parts = [
    `  ${domainRank === undefined ? 'rank ?' : `rank ${domainRank}`}`.padEnd(11),
    from,
    ...(anchor ? [`"${anchor}"`] : []),
    ...(dofollow === false ? ['nofollow'] : []),
    `to ${to}`,
  ];
  return parts.join('  ');
}
