/** What a page calls itself. */
import type { ContentFile } from '../model.ts';

/** `title` of the front matter, else the first heading; `undefined` when the page has neither. */
export function pageTitle(file: ContentFile): string | undefined {
  const { title } = file.frontMatter.data;
  if (typeof title === 'string' && title.trim() !== '') return title.trim();
  if (typeof title === 'number') return String(title);
  return file.heading;
}
