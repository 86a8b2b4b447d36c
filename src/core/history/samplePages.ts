/** Pages nobody wrote, by which the rules of two configurations are compared without reading any text. */
import { extensionOf, type RepoPath } from '../paths.ts';

const bare = { title: 'A page', date: '2021-02-03 04:05:06' };

/** What patterns of addresses take from a page, each another word. */
const full = {
  ...bare,
  slug: 'its-slug',
  id: 'its-id',
  category: 'Its category',
  categories: '[Its category]',
  tags: '[its-tag]',
  author: 'Its author',
};

/**
 * The texts of two such pages, in the language of the file: one with everything that an address may be made of, and one
 * with a title and a date alone. Without a date no address with one is known; without a category, or with a slug, two
 * patterns may give one address. Some generators take a file for a page only when it has front matter.
 */
export function sampleTexts(path: RepoPath): readonly string[] {
  return [bare, full].map((keys) => {
    const entries = Object.entries(keys);
    if (extensionOf(path) !== '.rst')
      return `---\n${entries.map(([key, value]) => `${key}: ${value}\n`).join('')}---\n`;
    const fields = entries.map(([key, value]) => `:${key}: ${value.replace(/^\[|\]$/g, '')}\n`).join('');
    return `${bare.title}\n######\n\n${fields}\n`;
  });
}
