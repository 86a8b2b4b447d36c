/** The question before money is spent. */
import { window } from 'vscode';
import { dollars } from '../core/backlinks/price.ts';
import type { Quote } from '../core/backlinks/source.ts';

export type PriceAnswer =
  | { readonly kind: 'continue' }
  | { readonly kind: 'fewer'; readonly maximumRows: number }
  | { readonly kind: 'cancel' };

/** Shows the highest possible price, modal, so that nothing is spent by a stray key. */
export async function confirmPrice(
  quote: Quote,
  asked: { readonly source: string; readonly site: string; readonly keptDays: number },
): Promise<PriceAnswer> {
  const proceed = 'Continue';
  const fewer = 'Fewer Pages…';
  const detail = quote.notes.map(({ message }) => message).join('\n');
  const chosen = await window.showInformationMessage(
    priceQuestion(quote, asked),
    { modal: true, detail },
    proceed,
    ...(smallerNumbers(quote).length > 0 ? [fewer] : []),
  );
  if (chosen === proceed) return { kind: 'continue' };
  if (chosen !== fewer) return { kind: 'cancel' };
  const picked = await window.showQuickPick(
    smallerNumbers(quote).map((rows) => ({
      label: `${rows.toLocaleString('en-US')} ${quote.rowsAre}`,
      description: `at most ${dollars(priceOf(quote, rows))}`,
      rows,
    })),
    { title: `Ask ${asked.source} for fewer ${quote.rowsAre}`, placeHolder: 'Those with most links come first' },
  );
  return picked ? { kind: 'fewer', maximumRows: picked.rows } : { kind: 'cancel' };
}

/** `DataForSEO: at most $0.060 for up to 1,000 broken pages of example.org (balance $12.40). Answers are kept for 30 days.` */
export function priceQuestion(
  quote: Quote,
  { source, site, keptDays }: { readonly source: string; readonly site: string; readonly keptDays: number },
): string {
  const rows = quote.rowsAre === 'pages' ? 'broken pages' : 'links to broken pages';
  const left = quote.balanceMicros === undefined ? '' : ` (balance ${dollars(quote.balanceMicros)})`;
  const kept =
    keptDays === 0
      ? 'The answer is not used again.'
      : `Answers are kept for ${keptDays === 1 ? '1 day' : `${keptDays} days`}.`;
  const number = quote.maximumRows.toLocaleString('en-US');
  return `${source}: at most ${dollars(quote.highestMicros)} for up to ${number} ${rows} of ${site}${left}. ${kept}`;
}

function smallerNumbers({ maximumRows }: Quote): readonly number[] {
  return [500, 250, 100, 50, 10].filter((rows) => rows < maximumRows);
}

/** The same plan for fewer rows, which never takes more requests than one for all of them. */
function priceOf(quote: Quote, rows: number): number {
  const each = (what: 'requests' | 'rows') => quote.lines.find((line) => line.what === what)?.eachMicros ?? 0;
  return each('requests') + rows * each('rows');
}
