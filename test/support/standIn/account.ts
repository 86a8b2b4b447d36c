/** The account behind the stand-in: its money, its prices, its limits. */
import type { LiveFunction } from './parameters.ts';
import type { WireRow } from './wire.ts';

export interface AccountOptions {
  readonly login: string;
  readonly balanceMicros: number;
  readonly perRequestMicros: number;
  readonly perRowMicros: number;
  /** A limit of the user's own, 0 for none. */
  readonly dailyLimitMicros: number;
}

const functions: readonly (LiveFunction | 'timeseries_summary')[] = [
  'summary',
  'history',
  'backlinks',
  'domain_pages',
  'domain_pages_summary',
  'bulk_pages_summary',
  'timeseries_summary',
];

export class Account {
  readonly #options: AccountOptions;
  #spentMicros = 0;

  constructor(options: AccountOptions) {
    this.#options = options;
  }

  get balanceMicros(): number {
    return this.#options.balanceMicros - this.#spentMicros;
  }

  price(rows: number): number {
    return this.#options.perRequestMicros + rows * this.#options.perRowMicros;
  }

  /** Takes the price; a code says why it is not taken. */
  charge(micros: number): 40203 | 40210 | undefined {
    const { dailyLimitMicros } = this.#options;
    if (dailyLimitMicros > 0 && this.#spentMicros + micros > dailyLimitMicros) return 40203;
    if (micros > this.balanceMicros) return 40210;
    this.#spentMicros += micros;
    return undefined;
  }

  userData(): WireRow {
    const { login, balanceMicros, perRequestMicros, perRowMicros, dailyLimitMicros } = this.#options;
    const each = (live: WireRow | number): WireRow => Object.fromEntries(functions.map((name) => [name, { live }]));
    const prices = [
      { cost_type: 'per_request', cost: perRequestMicros / 1e6 },
      { cost_type: 'per_result', cost: perRowMicros / 1e6 },
    ];
    const spent = this.#spentMicros / 1e6;
    return {
      login,
      timezone: 'UTC',
      rates: {
        limits: {
          day: { backlinks: each(0), total_backlinks: 0, total: 0 },
          minute: { backlinks: each(2000), total_backlinks: 2000, appendix: { errors: 10, user_data: 6 }, total: 2000 },
        },
        statistics: {
          day: { backlinks: {}, total: 0, value: '2026-10-26' },
          minute: { total: 0, value: '2026-10-26 14:32' },
        },
      },
      money: {
        total: balanceMicros / 1e6,
        balance: this.balanceMicros / 1e6,
        limits: { day: { backlinks: each(0), total: dailyLimitMicros / 1e6 }, minute: { total: 0 } },
        statistics: { day: { total: spent, value: '2026-10-26' }, minute: { total: spent, value: '2026-10-26 14:32' } },
      },
      price: { backlinks: each({ priority_low: prices, priority_normal: prices, priority_high: prices }) },
      backlinks_subscription_expiry_date: null,
      llm_mentions_subscription_expiry_date: null,
    };
  }
}
