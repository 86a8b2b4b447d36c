/** What a linking page said when it was read. */
import type { Confirmed } from '../confirmed.ts';

/** `still there on 2026-11-28 as "how to set it up"`, `gone on 2026-11-28: the page answers 404`. */
export function confirmedText({ checked, state, detail, words }: Confirmed): string {
  switch (state) {
    case 'there':
      return `still there on ${checked}${words ? ` as "${words}"` : ''}`;
    case 'gone':
      return `gone on ${checked}: ${detail}`;
    case 'unknown':
      return `cannot tell whether it is still there (${checked}): ${detail}`;
    default:
      return state satisfies never;
  }
}
