/**
 * Pages whose front matter puts `<meta http-equiv="refresh" …>` into their head, and so only lead on: an entry of `head`
 * written `[meta, { http-equiv: refresh, … }]` or `{ tag: meta, attrs: { http-equiv: refresh, … } }`.
 * https://vitepress.dev/reference/frontmatter-config#head, https://starlight.astro.build/reference/frontmatter/#head
 */
import type { ContentFile } from '../../model.ts';

/** Whether visitors of the page are sent on by its head. */
export function leadsOnByHead({ frontMatter }: ContentFile): boolean {
  const { head } = frontMatter.data;
  return Array.isArray(head) && head.some(isRefresh);
}

function isRefresh(entry: unknown): boolean {
  const [tag, attributes] = Array.isArray(entry) ? entry : [fieldOf(entry, 'tag'), fieldOf(entry, 'attrs')];
  const kind = fieldOf(attributes, 'http-equiv') ?? fieldOf(attributes, 'httpEquiv');
  return tag === 'meta' && typeof kind === 'string' && kind.toLowerCase() === 'refresh';
}

function fieldOf(record: unknown, key: string): unknown {
  return typeof record === 'object' && record !== null ? Reflect.get(record, key) : undefined;
}
