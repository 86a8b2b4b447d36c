/** `links`: who links to one address, dead or not, the strongest first. */
import { confirmLinks, hostsToRead } from '../../app/confirmLinks.ts';
import { askedPage } from '../../core/audit/explain.ts';
import type { OneQuestion } from '../../core/backlinks/askOne.ts';
import { dollars } from '../../core/backlinks/price.ts';
import { siteTarget } from '../../core/backlinks/siteTarget.ts';
import { usualSpellings } from '../../core/backlinks/spelling.ts';
import { bareHost, webAddress } from '../../core/backlinks/webAddress.ts';
import type { Backlink, BrokenPage } from '../../core/model.ts';
import { count } from '../../core/wording/amounts.ts';
import { confirmedText } from '../../core/wording/confirmedText.ts';
import { jsonLine, terminalLine, terminalLines } from '../../core/wording/terminalText.ts';
import { proxySettings } from '../../io/http/proxySettings.ts';
import { sourceNamed } from '../shared/answer.ts';
import { type Arguments, type CommandConsole, type ExitCode, jsonVersion, UsageError } from '../shared/command.ts';
import { oneAnswer, requestOf, today } from '../shared/indexAccess.ts';
import { askedAddress, givenSite, openNamedWorkspace, watched } from '../shared/workspace.ts';

export async function runLinks(args: Arguments, host: CommandConsole): Promise<ExitCode> {
  const url = await wholeAddress(args, host);
  const target = siteTarget(new URL(url).origin);
  if (target === undefined) throw new UsageError(`${url} is on no site of the web.`);
  const from = args.text('from');
  if (from !== undefined) return readOne(url, from, args, host);
  const entry = sourceNamed(args.text('source'), host);
  const page: BrokenPage = { ...askedPage(url), spellings: usualSpellings(url) };
  const request = requestOf(target, args);
  const question: OneQuestion<'referrers'> = {
    key: { call: 'referrers', source: entry.id, request, page: url },
    fetch: (source, quote, keep) => source.referrers?.(page, request, quote, host.signal, keep),
    cannot: `${entry.title} does not say who links to a page.`,
  };
  const { value, asked } = await oneAnswer(entry, question, `the links to ${url}`, args, host);
  const { total, costMicros } = value;
  const links = args.flag('confirm') ? await confirmed(page, value.links, host) : value.links;
  if (args.text('format') === 'json') {
    const run = { source: entry.id, asked, isStored: costMicros === 0 };
    host.out(jsonLine({ version: jsonVersion, url, ...run, ...value, links }));
    return 0;
  }
  const paid = costMicros > 0 ? `, cost ${dollars(costMicros)}` : ' (stored)';
  const shown = links.length < total ? ` The ${links.length} strongest:` : '';
  host.out(
    terminalLines([`${count(total, 'link')} to ${url}, ${entry.title}, ${asked}${paid}.${shown}`, ...links.map(row)]),
  );
  return 0;
}

/** One page that somebody knows of: no index is asked. */
async function readOne(url: string, from: string, args: Arguments, host: CommandConsole): Promise<ExitCode> {
  const address = webAddress(from);
  if (address === undefined) throw new UsageError(`--from takes the whole address of a linking page, not ${from}`);
  const unknown = { fromTitle: undefined, anchor: undefined, dofollow: undefined, domainRank: undefined };
  const link: Backlink = {
    from: address.href,
    fromDomain: bareHost(address.hostname),
    to: url,
    ...unknown,
    firstSeen: undefined,
    lastSeen: undefined,
  };
  const links = await confirmed({ url, spellings: usualSpellings(url) }, [link], host);
  const isJson = args.text('format') === 'json';
  const run = { source: 'page', asked: today(host), isStored: false, costMicros: 0, total: links.length };
  host.out(isJson ? jsonLine({ version: jsonVersion, url, ...run, links }) : terminalLines(links.map(row)));
  return 0;
}

/** Says who is asked before anybody is. */
async function confirmed(
  page: Pick<BrokenPage, 'url' | 'spellings'>,
  links: readonly Backlink[],
  host: CommandConsole,
): Promise<readonly Backlink[]> {
  if (links.length === 0) return links;
  host.err(terminalLine(`Reading once, after robots.txt: pages of ${hostsToRead(links).join(', ')}`));
  const reader = { proxy: proxySettings(host.env), now: () => host.now().getTime() };
  const read = await watched(host, (task) => confirmLinks(page, links, reader, task));
  if (!read.ok) throw new UsageError(read.failure.message);
  return read.value;
}

/** A path is one of the site, as the repository or `--site` names it. */
async function wholeAddress(args: Arguments, host: CommandConsole): Promise<string> {
  const [given, ...others] = args.positionals;
  if (given === undefined || others.length > 0) throw new UsageError('links needs one URL, such as /docs/setup/.');
  const own = webAddress(given);
  if (own !== undefined) return own.href;
  if (!given.startsWith('/'))
    throw new UsageError(`${given} is not an address. Write a path such as /docs/setup/, or a whole URL.`);
  const site = args.text('site');
  const target = site === undefined ? askedAddress(await openNamedWorkspace(args, host), host).target : givenSite(site);
  return new URL(given, `https://${target.host}`).href;
}

/** `  rank 412  https://blog.example/post  "how to set it up"  nofollow  to http://…` */
function row({ from, anchor, dofollow, domainRank, to, confirmed: seen }: Backlink): string {
  const parts = [
    `  ${domainRank === undefined ? 'rank ?' : `rank ${domainRank}`}`.padEnd(11),
    from,
    ...(anchor ? [`"${anchor}"`] : []),
    ...(dofollow === false ? ['nofollow'] : []),
    `to ${to}`,
    ...(seen === undefined ? [] : [confirmedText(seen)]),
  ];
  return parts.join('  ');
}
