/** The one place that says no where redirects would have to be written in a syntax that the writer does not speak. */
import { type Syntax, syntaxName } from '../../data/syntax.ts';
import type { Refusal } from '../format.ts';

/** `undefined` where a file of this syntax is written. `what`: the format's title, or what is to be written. */
export function refuseSyntax(
  syntax: Syntax,
  file: string,
  what: string,
  written: readonly Syntax[],
): Refusal | undefined {
  if (written.includes(syntax)) return undefined;
  const names = written.map(syntaxName).join(' or ');
  return {
    refused: `${file} is written in ${syntaxName(syntax)}, and we write ${what} in ${names} only; add the redirect by hand.`,
  };
}
