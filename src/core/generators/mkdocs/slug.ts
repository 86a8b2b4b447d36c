/**
 * `slugify(case="lower")` of pymdownx, which Material uses for posts and categories: tags and characters that are
 * neither letters, digits, `_`, `-` nor blanks go, each blank becomes a separator.
 * https://facelessuser.github.io/pymdown-extensions/extras/slugs/
 */
export function pymdownSlug(text: string, separator: string): string {
  return text
    .normalize('NFC')
    .replace(/<\/?[^>]*>/g, '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', separator);
}
