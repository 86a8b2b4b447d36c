/** Comments of HTML and Markdown, found in one pass: a text of nothing but their beginnings takes no longer than another. */

/** Without them, `by` in the place of each; one that does not end is left. */
export function withoutMarkupComments(text: string, by = ''): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('<!--', at);
    const end = start < 0 ? -1 : text.indexOf('-->', start + 4);
    if (end < 0) return parts.length === 0 ? text : parts.join('') + text.slice(at);
    parts.push(text.slice(at, start), by);
    at = end + 3;
  }
}

/** Where what is neither blank nor a comment begins. */
export function behindComments(text: string): number {
  for (let at = 0; ; ) {
    while (at < text.length && /\s/.test(text[at] ?? '')) at++;
    const end = text.startsWith('<!--', at) ? text.indexOf('-->', at + 4) : -1;
    if (end < 0) return at;
    at = end + 3;
  }
}
