/**
 * Where an answer leads on: its status, its `Refresh` header, a refresh in its markup, or the one script of a page
 * that has nothing else to show.
 * https://html.spec.whatwg.org/multipage/document-lifecycle.html#shared-declarative-refresh-steps
 */
import type { LeadOn } from './journey.ts';
import { type SeenMarkup, seenMarkup } from './pageDigest.ts';

/** A page that stays longer is there to be read. */
const longestSeconds = 10;

/** Words of a page that does nothing but lead on. */
const fewWords = 60;

export function leadOn(status: number, headers: Readonly<Record<string, string>>, text: string): LeadOn | undefined {
  if ([301, 302, 303, 307, 308].includes(status)) return { by: 'status', to: asSent(headers.location ?? '') };
  if (status < 200 || status >= 300) return undefined;
  const page = seenMarkup(text);
  const refresh = refreshTarget(asSent(headers.refresh ?? '')) ?? refreshIn(page);
  if (refresh !== undefined) return { by: 'refresh', to: refresh };
  const script = scriptTarget(page);
  return script === undefined ? undefined : { by: 'script', to: script };
}

/** A header is bytes, which arrive as one character each: those that are no ASCII are escaped as they are. */
function asSent(header: string): string {
  const bytes = [...header].map((sign) => sign.codePointAt(0) ?? 0);
  return bytes
    .map((byte) => (byte < 0x80 ? String.fromCodePoint(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`))
    .join('')
    .trim();
}

/** A refresh within `<noscript>` or a comment is none to a browser. */
function refreshIn({ tags }: SeenMarkup): string | undefined {
  for (const tag of tags) {
    if (!/^<meta\b/i.test(tag) || !/\bhttp-equiv\s*=\s*["']?refresh\b/i.test(tag)) continue;
    const content = /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag);
    const target = refreshTarget(plain(content?.[1] ?? content?.[2] ?? content?.[3] ?? ''));
    if (target !== undefined) return target;
  }
  return undefined;
}

/** `0; url=/there`. `undefined` where it loads itself again, or leaves time to read. */
function refreshTarget(value: string): string | undefined {
  const [, seconds = '', rest = ''] = /^\s*(\d*(?:\.\d*)?)\s*[;,\s]\s*(.*)$/s.exec(value) ?? [];
  const written = rest.replace(/^url\s*=\s*/i, '').trim();
  const quoted = /^(["'])(.*?)(?:\1|$)/s.exec(written);
  const target = quoted?.[2] ?? written;
  return target === '' || Number(seconds || '0') > longestSeconds ? undefined : target;
}

/** `location = '/there'` and its like, in a script that does nothing else, of a page that shows next to nothing. */
function scriptTarget({ text, scripts }: SeenMarkup): string | undefined {
  if ((text.match(/\p{L}+/gu) ?? []).length > fewWords) return undefined;
  for (const code of scripts) {
    // One blank for many: the expression would try every way to share them out.
    const line = code.length > longestScript ? '' : code.replace(/\s+/g, ' ').trim();
    const [, double, single] = onlyLeads.exec(line) ?? [];
    if (double !== undefined || single !== undefined) return double ?? single;
  }
  return undefined;
}

const longestScript = 4000;

const onlyLeads =
  /^(?:<!--\s*)?(?:\/\/<!\[CDATA\[\s*)?(?:window\.onload\s*=\s*function\s*\(\)\s*\{\s*)?(?:(?:window|document|self|top|parent)\.)?location(?:\.href)?\s*(?:=|\.(?:replace|assign)\s*\()\s*(?:"([^"\\\n]+)"|'([^'\\\n]+)')\s*\)?\s*;?\s*\}?\s*;?\s*(?:\/\/\s*(?:-->|\]\]>))?$/;

function plain(text: string): string {
  return text
    .replace(/&quot;/g, '"')
    .replace(/&(?:#39|apos);/g, "'")
    .replace(/&(?:amp|#38);/g, '&');
}
