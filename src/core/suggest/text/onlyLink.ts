/** Pages that only say where their content went: a sentence with one link, kept so that old links lead on. */
import type { PageLink } from './links.ts';
import type { PageText } from './pageText.ts';

/** So many words a sentence that leads on may have; a page with more says something of its own. */
const mostWords = 30;

/** What shows or holds more than its words: code, images, components, includes, lists of pages that are made at build. */
const more =
  /```|~~~|!\[|<(?!(?:a|p|b|i|br|em|strong|div|span)\b)[A-Za-z][\w.-]*[\s/>]|\{[{%]|^[ \t]*(?:\.\. |:::|include::|import )/m;

/** The one link that the whole text consists of, but for a sentence around it; `undefined` for any other text. */
export function onlyLink(text: string, { bodyStart, links }: PageText): PageLink | undefined {
  const [link] = links;
  if (link === undefined || links.some(({ target }) => target !== link.target)) return undefined;
  // The longest sentence with the longest address; no need to look through more.
  const body = text.slice(bodyStart);
  if (body.length > 1500 || more.test(body)) return undefined;
  const words = body.replaceAll(link.target, '').match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length <= mostWords ? link : undefined;
}
