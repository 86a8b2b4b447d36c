/** Text in Markdown that says what it says and is nothing else: no link, picture, HTML, list or code. */
import { bounded, visible } from './visible.ts';

const longest = 1000;

/**
 * One line, in which every sign of punctuation is escaped, as CommonMark allows for all of ASCII: brackets of links, the
 * `<` of HTML and of `<command:…>`, the colon of an address that would become a link by itself, entities.
 */
export function markdownText(text: string): string {
  return bounded(visible(text), longest)
    .replace(/[!-/:-@[-`{-~]/g, '\\$&')
    .replace(/^ +| {2,}| +$/g, (spaces) => '&nbsp;'.repeat(spaces.length));
}

/** An argument between the brackets of a link, which ends at no bracket of its own. */
export function markdownArgument(value: unknown): string {
  return encodeURIComponent(JSON.stringify(value)).replace(
    /[()!'*~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
}
