/** Redirects that pages of Jekyll have in front matter, where nothing that reads them is switched on. */
import { lineAt } from '../../text/edits.ts';
import { askedOnce } from '../askedOnce.ts';
import type { InvalidRule, RedirectContext } from '../format.ts';
import { isContent, isOwnContent } from '../target.ts';
import { isReadByJekyll } from '../writing/jekyllReaders.ts';

/** One entry for all of them, at the first; `undefined` where they are made, or none is written. */
export async function unmadeFrontMatter(context: RedirectContext): Promise<InvalidRule | undefined> {
  const { repo, generators } = context;
  if (!generators.includes('jekyll') || (await askedOnce(isReadByJekyll, context))) return undefined;
  const content = repo.files.filter((file) => isContent(file) && isOwnContent(file, context));
  const heads = await Promise.all(content.map((file) => repo.readHead(file)));
  const written = heads.flatMap((head, i) => {
    const at = /^redirect_(?:from|to)[ \t]*:/m.exec(head?.startsWith('---') ? head : '')?.index;
    const file = content[i];
    return at === undefined || file === undefined ? [] : [{ file, line: lineAt(head ?? '', at) }];
  });
  const [first] = written;
  if (first === undefined) return undefined;
  const pages = written.length === 1 ? 'this page' : `this page and ${written.length - 1} more`;
  const message = `The redirects in the front matter of ${pages} are not made: jekyll-redirect-from is not among the plugins of the configuration. Add it there, or take them out.`;
  return { format: 'unreadForms', ...first, message };
}
