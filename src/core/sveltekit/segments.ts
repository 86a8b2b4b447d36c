/**
 * Folders of `src/routes` as segments of an address.
 *
 *   (group)   no segment                 [x] [x=matcher]   one segment, or a part of one: dash-[a]-[b]
 *   [[x]]     one segment or none        [...x]            any number of segments, also none
 *   [x+2e]    the character `.`          [u+1F600]         the character of that code point
 *
 * https://svelte.dev/docs/kit/advanced-routing
 */

/** In the notation of route patterns; `undefined` when the folder adds nothing. */
export function segmentOf(folder: string): string | undefined {
  if (/^\([^)]*\)$/.test(folder)) return undefined;
  return folder
    .replace(/\[x\+([0-9a-f]{2})\]/gi, (_, code: string) => character(code))
    .replace(/\[u\+([0-9a-f]{4,6}(?:-[0-9a-f]{4,6})*)\]/gi, (_, codes: string) =>
      codes.split('-').map(character).join(''),
    )
    .replace(/\[(\[?)(\.\.\.)?([^[\]=]+)(?:=[^[\]]*)?\](\]?)/g, (_, open: string, rest = '', name: string) => {
      const optional = open !== '' || rest !== '';
      return optional ? `[[${rest}${name}]]` : `[${name}]`;
    });
}

function character(code: string): string {
  const point = Number.parseInt(code, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : '';
}

export function isDynamicSegment(segment: string): boolean {
  return segment.includes('[');
}
