/** Jekyll's way of making path segments of names. https://jekyllrb.com/docs/liquid/filters/#options-for-the-slugify-filter */

const replaced = {
  default: /[^\p{M}\p{L}\p{Nd}]+/gu,
  pretty: /[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu,
} as const;

export function slugify(text: string, mode: keyof typeof replaced = 'default', keepCase = false): string {
  const slug = text.replace(replaced[mode], '-').replace(/^-|-$/g, '');
  return keepCase ? slug : slug.toLowerCase();
}
