/** Price arithmetic in whole millionths of a US dollar, so that sums stay exact. */

/** What an index charges: so much a request, and so much a row it returns. */
export interface Price {
  readonly perRequestMicros: number;
  readonly perRowMicros: number;
}

/** Of a dollar amount as an API writes it; a fraction of a millionth is rounded up, as it is a price. */
export function microsOf(dollarAmount: number): number {
  // Rounding to a thousandth of a micro-dollar first: 0.000036 * 1e6 is 35.99999999999999 in binary.
  return Math.ceil(Math.round(dollarAmount * 1e9) / 1e3);
}

const microsOfCent = 10_000;
const belowCent = 'less than $0.01';

/**
 * What was or will be paid, as people read it: `$0.06`, `$12.40`, rounded up to the cent, as nobody may pay more than
 * was said; `less than $0.01` below a cent. The exact amount is in logs and in `--format json`.
 */
export function dollars(micros: number): string {
  return micros > 0 && micros < microsOfCent ? belowCent : `$${toCents(Math.ceil(micros / microsOfCent))}`;
}

/** `at most $0.06`; below a cent that is `less than $0.01` already. */
export function atMost(micros: number): string {
  const price = dollars(micros);
  return price === belowCent ? price : `at most ${price}`;
}

/** What somebody still has, a balance or the rest of a limit: rounded down, as nobody may count on more than there is. */
export function dollarsLeft(micros: number): string {
  return micros > 0 && micros < microsOfCent
    ? belowCent
    : `$${toCents(Math.floor(Math.max(0, micros) / microsOfCent))}`;
}

/** `0.06`, as options on the command line take it: enough for the whole amount. */
export function allowanceFor(micros: number): string {
  return toCents(Math.ceil(micros / microsOfCent));
}

/** `$0.027600`, to the millionth, for logs. */
export function exactDollars(micros: number): string {
  return `$${(micros / 1e6).toFixed(6)}`;
}

function toCents(cents: number): string {
  return (cents / 100).toFixed(2);
}

/** How many requests it takes to get so many rows; one at least, as an empty answer is charged too. */
export function requestsFor(rows: number, rowsPerRequest: number): number {
  return Math.max(1, Math.ceil(rows / rowsPerRequest));
}

/** The upper bound of what so many rows can cost. */
export function highestPrice(price: Price, rows: number, rowsPerRequest: number): number {
  return requestsFor(rows, rowsPerRequest) * price.perRequestMicros + rows * price.perRowMicros;
}

/** The most rows, up to `wanted`, whose highest price stays within the budget; 0 when not even one does. */
export function rowsWithin(price: Price, budgetMicros: number, wanted: number, rowsPerRequest: number): number {
  if (highestPrice(price, wanted, rowsPerRequest) <= budgetMicros) return wanted;
  const fullRequest = price.perRequestMicros + rowsPerRequest * price.perRowMicros;
  const full = fullRequest === 0 ? 0 : Math.floor(budgetMicros / fullRequest);
  const rest = budgetMicros - full * fullRequest - price.perRequestMicros;
  const last = rest <= 0 || price.perRowMicros === 0 ? 0 : Math.floor(rest / price.perRowMicros);
  return Math.min(wanted, full * rowsPerRequest + last);
}
