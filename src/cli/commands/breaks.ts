/** `breaks`: how many links would break, before pages or their files are deleted or renamed. */
import { relative, resolve, sep } from 'node:path';
import { addressesBelow } from '../../app/publishedPages.ts';
import { type AskedCounts, askCounts } from '../../core/backlinks/askCounts.ts';
import { type SiteTarget, webOrigin } from '../../core/backlinks/siteTarget.ts';
import type { Quote } from '../../core/backlinks/source.ts';
import { addressesText, countsLines, linksTogether, mostLinksFirst } from '../../core/backlinks/totalsText.ts';
import { webAddress } from '../../core/backlinks/webAddress.ts';
import { jsonLine, terminalLine, terminalLines } from '../../core/wording/terminalText.ts';
import { givenPath } from '../../io/repository/openRepository.ts';
import { sourceNamed } from '../shared/answer.ts';
import {
  type Arguments,
  type CommandConsole,
  type ExitCode,
  jsonVersion,
  UsageError,
  unbroken,
} from '../shared/command.ts';
import { notAllowed, paidFrom, requestOf, showPrice } from '../shared/indexAccess.ts';
import { askedAddress, openNamedWorkspace, type Workspace, warnOfOther } from '../shared/workspace.ts';

export async function runBreaks(args: Arguments, host: CommandConsole): Promise<ExitCode> {
  if (args.positionals.length === 0) throw new UsageError('breaks needs at least one file, folder or URL of the site.');
  const workspace = await openNamedWorkspace(args, host);
  const { target } = askedAddress(workspace, host);
  warnOfOther(target, workspace, host);
  const urls = [...new Set(args.positionals.flatMap((word) => addressesOf(word, target, workspace, host)))];
  const entry = sourceNamed(args.text('source'), host);
  const request = requestOf(target, args);
  const paid = await paidFrom(entry, args, host);
  let refused: Quote | undefined;
  const confirm = async (quote: Quote) => {
    if (
      showPrice(
        entry.title,
        quote,
        `the links to ${addressesText(urls.length)}, as far as they are not stored`,
        request,
        host,
      )
    )
      return { kind: 'go' as const };
    refused = quote;
    return { kind: 'cancel' as const };
  };
  const asked = await unbroken(host, () =>
    askCounts({ ...paid, confirm }, request, urls, args.flag('refresh'), host.signal),
  );
  if (!asked.ok) throw refused === undefined ? new UsageError(asked.failure.message) : notAllowed(refused);
  if (asked.value.missing !== undefined) {
    host.err(terminalLine(refused === undefined ? asked.value.missing.message : notAllowed(refused).message));
  }
  const isJson = args.text('format') === 'json';
  const run = { version: jsonVersion, source: entry.id };
  host.out(isJson ? jsonLine({ ...run, ...jsonOf(asked.value, urls) }) : terminalLines(countsLines(asked.value, urls)));
  return 0;
}

/** The addresses of a page's file, of all pages below a folder, or the address itself. */
function addressesOf(
  word: string,
  target: SiteTarget,
  { sites, directory }: Workspace,
  { cwd }: CommandConsole,
): readonly string[] {
  const own = word.startsWith('/') ? webAddress(`${webOrigin(target)}${word}`) : webAddress(word);
  if (own !== undefined) return [own.href];
  const path = relative(directory, resolve(cwd, givenPath(word)))
    .split(sep)
    .join('/');
  const pages = addressesBelow(sites, path, target);
  if (pages.length > 0) return pages;
  throw new UsageError(
    `${word} is neither a page of the site nor a folder with pages. broken-backlinks routes lists the files behind its URLs.`,
  );
}

function jsonOf(asked: AskedCounts, urls: readonly string[]) {
  const known = new Set(asked.addresses.map(({ url }) => url));
  return {
    costMicros: asked.costMicros,
    isStored: asked.costMicros === 0,
    links: linksTogether(asked.addresses),
    unknown: urls.filter((url) => !known.has(url)),
    addresses: mostLinksFirst(asked.addresses).map(({ referringDomains = null, ...each }) => ({
      ...each,
      referringDomains,
    })),
  };
}
