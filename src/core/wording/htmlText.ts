/** Text in HTML that says what it says and is nothing else: no element, attribute or address of a stranger. */
import { encodeUriPart } from '../paths.ts';
import { bounded, visible } from './visible.ts';

declare const brand: unique symbol;

/** HTML whose every part is ours or escaped; it is made in this file only. */
export interface Html {
  readonly source: string;
  readonly [brand]: 'Html';
}

const longest = 2000;
const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** One line, fit for the text of an element and for an attribute in quotes. */
function escaped(text: string): string {
  return bounded(visible(text), longest).replace(/[&<>"']/g, (sign) => signs[sign] ?? '');
}

function made(source: string): Html {
  return { source } as Html;
}

/** Our own HTML, in which each value is nothing but text, or HTML that was made here. */
export function html(own: TemplateStringsArray, ...values: readonly (string | number | Html)[]): Html {
  const texts = values.map((value) => (typeof value === 'object' ? value.source : escaped(`${value}`)));
  return made(String.raw({ raw: own }, ...texts));
}

export function joinHtml(parts: readonly Html[]): Html {
  return made(parts.map(({ source }) => source).join('\n'));
}

/** A link that runs a command with these arguments. */
export function commandAnchor(label: string | Html, command: string, args: readonly (string | number)[]): Html {
  return html`<a href="${made(escapedWhole(`command:${command}?${encodeUriPart(JSON.stringify(args))}`))}">${label}</a>`;
}

/** A link that leaves the editor; text alone where it is no address of the web. */
export function webAnchor(url: string): Html {
  const isWeb = /^https?:\/\/[^\s/]/i.test(url) && visible(url) === url && url.length <= longest;
  return isWeb ? html`<a href="${url}">${url}</a>` : html`${url}`;
}

/** Percent-encoded already, of which nothing may be left out. */
function escapedWhole(address: string): string {
  return address.replace(/[&<>"']/g, (sign) => signs[sign] ?? '');
}
