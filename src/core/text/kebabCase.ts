/** lodash's `kebabCase`, which many sites make addresses with: `Hello World` is `hello-world`, `C++` is `c`, `v1` is `v-1`. */
export function kebabCase(text: string): string {
  const bare = text.normalize('NFD').replace(/[\u0300-\u036f'\u2019]/g, '');
  const words = bare.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+|\d+|[\p{Lo}\p{Lm}]+/gu) ?? [];
  return words.join('-').toLowerCase();
}
