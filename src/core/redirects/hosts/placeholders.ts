/** Targets with `:name`, as the readers of `_redirects` fill them. */
import { encodeUrl } from '../../paths.ts';
import type { Captures } from '../host.ts';

/** Names are put in one after the other, as text: `:s` also begins `:splat`. `encode`: what is done to a value first. */
export function filledInTurn(to: string, captures: Captures, encode: (value: string) => string = encodeUrl): string {
  return Object.entries(captures).reduce((text, [name, value]) => text.replaceAll(`:${name}`, encode(value)), to);
}
