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

/** `$0.06`, `$0.0276`, `$12.40`: exact, never rounded, as it may be an upper bound. */
export function dollars(micros: number): string {
  const [whole = '0', fraction = ''] = (Math.abs(micros) / 1e6).toFixed(6).split('.');
  const digits = fraction.replace(/0+$/, '').padEnd(2, '0');
  return `${micros < 0 ? '-' : ''}$${whole}.${digits}`;
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
