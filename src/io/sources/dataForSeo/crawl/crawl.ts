/**
 * DataForSEO's On-Page API as a source: all broken pages, images and links inside a site, by a crawl of it, whoever links
 * there: https://docs.dataforseo.com/v3/on_page/overview/
 */
import type { BacklinkSource } from '../../../../core/backlinks/source.ts';
import { failed, type Result, success } from '../../../../core/ports.ts';
import type { SourceEntry, SourceHost } from '../../../sourceHost.ts';
import { accountReader, saidOf } from '../account.ts';
import { apiAccess, connect } from '../connect.ts';
import { crawlQuote } from './crawlQuote.ts';
import { crawlOf } from './crawlState.ts';
import { fetchCrawl, sourceId } from './fetchCrawl.ts';

export const dataForSeoCrawl = {
  id: sourceId,
  title: 'DataForSEO On-Page',
  access: { ...apiAccess, account: 'dataforseo', open },
} as const satisfies SourceEntry;

function open(host: SourceHost): Result<BacklinkSource> {
  const connected = connect(host);
  if (!connected.ok) return connected;
  const { connection, isSandbox } = connected.value;
  const account = accountReader(connection);
  return success({
    // Canned answers must never be taken for real ones later.
    id: isSandbox ? `${sourceId}-sandbox` : sourceId,
    title: isSandbox ? `${dataForSeoCrawl.title} sandbox` : dataForSeoCrawl.title,
    probe: async (signal) => saidOf(await account(signal)),
    quote: async (request, signal, call = 'pages', held) => {
      if (call !== 'pages') return failed('not-found', `${dataForSeoCrawl.title} lists broken pages only.`);
      const known = await account(signal);
      return known.ok ? crawlQuote(request, known.value, isSandbox, crawlOf(held) !== undefined) : known;
    },
    fetchPages: (request, quote, progress, signal, keeping) =>
      fetchCrawl({ connection, progress, signal, ...keeping }, request, quote),
  });
}
