/** What a page calls itself. */
import type { ContentFile, FrontMatter } from '../model.ts';

/** `title` of the front matter, else the first heading; `undefined` when the page has neither. */
export function pageTitle(file: ContentFile): string | undefined {
  return writtenTitle(file.frontMatter) ?? file.heading;
}

/** `title` of the front matter. */
export function writtenTitle({ data: { title } }: FrontMatter): string | undefined {
  if (typeof title === 'number') return String(title);
  return typeof title === 'string' && title.trim() !== '' ? title.trim() : undefined;
}
