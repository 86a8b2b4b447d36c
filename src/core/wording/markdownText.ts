/** Text in Markdown that says what it says and is nothing else: no link, picture, HTML, list or code. */
import { encodeUriPart } from '../paths.ts';
import { bounded, visible } from './visible.ts';

declare const brand: unique symbol;

/** Text in Markdown whose every part is ours or escaped; it is made in this file only. */
export type Markdown = string & { readonly [brand]: 'Markdown' };

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

/** Our own Markdown, in which each value is nothing but text. */
export function markdown(own: TemplateStringsArray, ...values: readonly (string | number)[]): Markdown {
  return String.raw({ raw: own }, ...values.map((value) => markdownText(`${value}`))) as Markdown;
}

/** A link that runs a command with these arguments. */
export function commandLink(label: string, command: string, args: readonly string[]): Markdown {
  return `[${markdownText(label)}](command:${command}?${argument(args)})` as Markdown;
}

export function joinMarkdown(parts: readonly Markdown[]): Markdown {
  return parts.join('') as Markdown;
}

/** Without brackets, of which one would end the link. */
function argument(value: unknown): string {
  return encodeUriPart(JSON.stringify(value)).replace(/[()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}
