/** What Hugo calls a section that has no page of its own. https://gohugo.io/configuration/all/#pluralizelisttitles */

/** `book` is `books`, `category` is `categories`; what ends like a plural stays. */
export function plural(name: string): string {
  if (/(?:[^s]s|news)$/i.test(name)) return name;
  if (/(?:ss|x|z|ch|sh)$/i.test(name)) return `${name}es`;
  return /[^aeiou]y$/i.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}
