/** The question before money is spent. */
import type { Confirmation } from '../../core/backlinks/ask.ts';
import { linksFor } from '../../core/backlinks/pageLinks.ts';
import { atMost, dollarsLeft } from '../../core/backlinks/price.ts';
import type { Quote } from '../../core/backlinks/source.ts';
import { askFirst, choose } from '../shown/messages.ts';

/** What a price is for, in words for the question. */
export interface PriceSubject {
  /** As its makers write it. */
  readonly source: string;
  /** `broken pages of example.org`. */
  readonly rows: string;
  /** `rows` names one thing, such as the totals of a site, of which nobody counts the rows. */
  readonly isOne?: boolean | undefined;
  readonly keptDays: number;
  readonly canBeFewer: boolean;
  /** What else to know before anything is paid. */
  readonly warning?: string | undefined;
}

/** Shows the highest possible price, modal, so that nothing is spent by a stray key. */
export async function confirmPrice(quote: Quote, asked: PriceSubject): Promise<Confirmation> {
  const proceed = 'Continue';
  const fewer = 'Fewer Pages…';
  const smaller = asked.canBeFewer && quote.consent === undefined ? smallerNumbers(quote) : [];
  const notes = quote.notes.map(({ message }) => message);
  const detail = [...(asked.warning === undefined ? [] : [asked.warning]), ...notes];
  const stored = 'Use What Is Stored';
  const buttons = [proceed, ...(smaller.length > 0 ? [fewer] : []), ...(quote.isRest === true ? [stored] : [])];
  const chosen = await askFirst({ question: priceQuestion(quote, asked), detail, isWarning: false }, ...buttons);
  if (chosen === proceed) return { kind: 'go' };
  if (chosen === stored) return { kind: 'held' };
  if (chosen !== fewer) return { kind: 'cancel' };
  const picked = await choose(
    smaller.map((rows) => ({
      label: `${rows.toLocaleString('en-US')} ${quote.rowsAre}`,
      description: atMost(priceOf(quote, rows)),
      rows,
    })),
    {
      title: `Ask ${asked.source} for fewer ${quote.rowsAre}`,
      placeHolder:
        quote.rowsAre === 'crawled pages' ? 'The crawl begins at the home page' : 'Those with most links come first',
    },
  );
  return picked ? { kind: 'fewer', maximumRows: picked.rows } : { kind: 'cancel' };
}

/** `Source: at most $0.06 for up to 1,000 broken pages of example.org (balance $12.40). Answers are kept for 30 days.` */
export function priceQuestion(quote: Quote, { source, rows, isOne, keptDays }: PriceSubject): string {
  if (quote.consent !== undefined) return `${source}: ${quote.consent}`;
  const left = quote.balanceMicros === undefined ? '' : ` (balance ${dollarsLeft(quote.balanceMicros)})`;
  const days = keptDays === 1 ? '1 day' : `${keptDays} days`;
  const kept = keptDays === 0 ? 'The answer is not used again.' : `Answers are kept for ${days}.`;
  const what = isOne ? rows : `up to ${quote.maximumRows.toLocaleString('en-US')} ${rows}`;
  const links = quote.referrerRows === undefined ? '' : ', with the strongest links to them';
  return `${source}: ${atMost(quote.highestMicros)} for ${what}${links}${left}. ${kept}`;
}

function smallerNumbers({ maximumRows }: Quote): readonly number[] {
  return [500, 250, 100, 50, 10].filter((rows) => rows < maximumRows);
}

/** The same plan for fewer rows, which never takes more than one request of up to 1,000, and one for who links. */
function priceOf({ lines, referrerRows }: Quote, rows: number): number {
  const price = (number: number, of?: 'referrers') => {
    const each = (what: 'requests' | 'rows') =>
      lines.find((line) => line.what === what && line.of === of)?.eachMicros ?? 0;
    return each('requests') + number * each('rows');
  };
  const links = referrerRows === undefined ? 0 : price(linksFor(rows), 'referrers');
  return price(rows) + links;
}
