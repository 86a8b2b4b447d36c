/** How deep a text nests, told before a parser is asked: parsers call themselves for every level, and some need minutes. */

/** No configuration of people nests so deep. */
export const mostLevels = 100;

/** A sentence for a text that is refused. */
export const nestedTooDeep = `It is nested more than ${mostLevels} levels deep and is not read.`;

/** Brackets within brackets, those in text between double quotes aside. */
export function hasDeepBrackets(text: string, opening = '[{', closing = ']}', most = mostLevels): boolean {
  let depth = 0;
  let isQuoted = false;
  // Numbers, as every character of every file is looked at: 34 is ", 92 a backslash and 10 the end of a line.
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isQuoted) {
      if (code === 92) at++;
      else if (code === 34 || code === 10) isQuoted = false;
    } else if (code === 34) isQuoted = true;
    else if (!isBracket(code)) continue;
    else if (opening.includes(text.charAt(at))) {
      if (++depth > most) return true;
    } else if (closing.includes(text.charAt(at))) depth = Math.max(0, depth - 1);
  }
  return false;
}

/** Any of `()[]{}`. */
function isBracket(code: number): boolean {
  return code === 123 || code === 125 || code === 91 || code === 93 || code === 40 || code === 41;
}

/** Scripts hold signs of all kinds in texts and patterns, and nest deeper than data. */
export function hasDeepScript(text: string): boolean {
  return hasDeepBrackets(text, '([{', ')]}', 4 * mostLevels);
}

/** Lines within lines by their indentation, and lists and keys that begin on one line: `- - - a`, `? ? a`. */
export function hasDeepIndentation(text: string): boolean {
  const open: number[] = [];
  for (const [, blanks = '', marks = ''] of text.matchAll(/^([ \t]*)((?:[-?:][ \t]+)*)[^\s#]/gm)) {
    while ((open.at(-1) ?? -1) >= blanks.length) open.pop();
    open.push(blanks.length);
    if (open.length + marks.split(/[-?:]/).length - 1 > mostLevels) return true;
  }
  return false;
}
