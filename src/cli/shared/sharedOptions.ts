/** Options that several commands take, and the words that these choose from. */
import type { OptionTable } from './command.ts';

export const shownGroupNames = ['cannot-tell', 'fine', 'redirected', 'ignored', 'left-out'] as const;

export const showOption = {
  show: {
    type: 'string',
    multiple: true,
    value: 'GROUP[,GROUP…]',
    help: `also list ${shownGroupNames.join(', ')}, or all of them (all), each page with its reason`,
  },
} as const satisfies OptionTable;

export const knownRedirectsOption = {
  'known-redirects': {
    type: 'string',
    value: 'FILE',
    help: 'redirects to learn from besides those that are written: old, tab, new on each line',
  },
} as const satisfies OptionTable;

export const monthlyCapOption = {
  'monthly-cap': {
    type: 'string',
    value: 'USD',
    help: 'spend no more in a calendar month on this machine (default: $BROKEN_BACKLINKS_MONTHLY_CAP, else no cap)',
  },
} as const satisfies OptionTable;

/** Of a question that takes one request. */
export const oneRequestOptions: OptionTable = {
  source: { type: 'string', value: 'NAME', help: 'the source to ask (default: the first that "sources" lists)' },
  'max-cost': { type: 'string', value: 'USD', help: 'highest price that may be paid without asking, such as 0.03' },
  ...monthlyCapOption,
  refresh: { type: 'boolean', help: 'ask the index again even if an answer is stored' },
};
