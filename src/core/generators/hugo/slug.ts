/**
 * What Hugo makes of text in a path: letters, marks, digits and a few signs stay, blanks become single hyphens,
 * all else is dropped. `What's new?` is `whats-new`, `C++ & C#` is `c++-c#`.
 * https://gohugo.io/configuration/all/#disablepathtolower
 */

/** How titles and file names are spelt in addresses. */
export interface PathStyle {
  /** `disablePathToLower` */
  readonly keepCase: boolean;
  /** `removePathAccents` */
  readonly removeAccents: boolean;
}

export function sanitizePath(text: string, style: PathStyle): string {
  let path = plain.test(text) ? text : sanitize(text);
  if (style.removeAccents)
    path = path
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .normalize('NFC');
  return style.keepCase ? path : path.toLowerCase();
}

/** A part of a permalink: Hugo parses it as an address, which takes away a `#` that nothing follows (`URLEscape` in helpers/url.go). */
export function urlize(text: string, style: PathStyle): string {
  const path = sanitizePath(text, style);
  return path.indexOf('#') === path.length - 1 ? path.slice(0, -1) : path;
}

const plain = /^[A-Za-z0-9./\\_#+~@-]*$/;

/** As many signs that stay as there are; a percent sign is one only where it begins an escape. */
const allowed = /(?:[\p{L}\p{Nd}\p{M}./\\_#+~@-]|%(?=[\dA-Fa-f]{2}))+/uy;

function sanitize(text: string): string {
  let result = '';
  let pending = false;
  for (let at = 0; at < text.length; ) {
    allowed.lastIndex = at;
    const run = allowed.exec(text)?.[0];
    if (run !== undefined) {
      if (pending && !run.startsWith('-')) result += '-';
      pending = false;
      result += run;
      at += run.length;
    } else {
      const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
      at += char.length;
      if (result !== '' && !result.endsWith('-') && /\s/.test(char)) pending = true;
    }
  }
  return result;
}

/** The form in which Hugo compares paths of pages: lower case, hyphens for spaces. */
export function logicalPath(path: string): string {
  return /^[a-z0-9/._-]*$/.test(path) ? path : path.toLowerCase().replaceAll(' ', '-');
}
