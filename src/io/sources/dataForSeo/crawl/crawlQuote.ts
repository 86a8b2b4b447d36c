/** What a crawl costs at most: so many pages at most, of which only those that are crawled are charged in the end. */
import { dollars, dollarsLeft } from '../../../../core/backlinks/price.ts';
import type { BacklinkRequest, Quote } from '../../../../core/backlinks/source.ts';
import { failed, type Result, success } from '../../../../core/ports.ts';
import type { Account } from '../account.ts';

/** `isBegun`: the crawl is paid for, and what is left is to read it. */
export function crawlQuote(
  { maximumRows, capMicros }: BacklinkRequest,
  { balanceMicros, crawledPageMicros }: Account,
  isSandbox: boolean,
  isBegun: boolean,
): Result<Quote> {
  const isFree = isSandbox || isBegun;
  const each = isFree ? 0 : crawledPageMicros;
  const wanted = Math.max(1, Math.floor(maximumRows));
  const budget = capMicros ?? Number.MAX_SAFE_INTEGER;
  const pages = each === 0 ? wanted : Math.min(wanted, Math.floor(budget / each));
  if (pages < 1) {
    const message = `What is left of your limit (${dollarsLeft(budget)}) does not pay for crawling one page. Raise the limit (brokenBacklinks.monthlyCap, --monthly-cap, --max-cost) to go on.`;
    return failed('cost-limit', message);
  }
  const highestMicros = pages * each;
  if (!isFree && balanceMicros !== undefined && balanceMicros < highestMicros) {
    const covered = Math.floor(balanceMicros / each);
    const message = `The balance of your DataForSEO account is ${dollarsLeft(balanceMicros)}; a crawl of ${amount(pages)} pages is charged ${dollars(highestMicros)} at first. Ask for ${amount(covered)} pages at most, or add funds at https://app.dataforseo.com/.`;
    return failed('no-credit', message);
  }
  const isCut = pages < wanted;
  return success({
    source: 'dataforseo',
    call: 'pages',
    plan: 'crawl',
    planTitle: 'pages, images and links inside the site that fail, by a crawl of it',
    maximumRows: pages,
    limitMicros: isCut ? budget : undefined,
    rowsAre: 'crawled pages',
    lines: [{ what: 'rows', count: pages, eachMicros: each }],
    highestMicros,
    balanceMicros: isSandbox ? undefined : balanceMicros,
    free: isSandbox ? ['everything: this is the sandbox'] : ['reading what was found', 'pages that are not crawled'],
    notes: [
      ...(isCut ? [`${amount(pages)} pages instead of ${amount(wanted)}: more could pass what may be spent.`] : []),
      ...(isSandbox ? ['The sandbox answers with canned rows of other sites: nothing it says is about yours.'] : []),
      "DataForSEO's crawler reads the site itself, a page about every two seconds, with its images. It charges all of these pages at first and refunds those that there are not.",
    ].map((message) => ({ message })),
  });
}

function amount(pages: number): string {
  return pages.toLocaleString('en-US');
}
