/** Redirects that pages of Jekyll have in front matter, where nothing that reads them is switched on. */
import type { RepoPath } from '../../paths.ts';
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
  const written: { readonly file: RepoPath; readonly line: number }[] = [];
  for (const file of content) {
    const head = (await repo.readHead(file)) ?? '';
    const at = head.startsWith('---') ? /^redirect_(?:from|to)[ \t]*:/m.exec(head)?.index : undefined;
    if (at !== undefined) written.push({ file, line: lineAt(head, at) });
  }
  const [first] = written;
  if (first === undefined) return undefined;
  const pages = written.length === 1 ? 'this page' : `this page and ${written.length - 1} more`;
  const message = `The redirects in the front matter of ${pages} are not made: jekyll-redirect-from is not among the plugins of the configuration. Add it there, or take them out.`;
  return { format: 'unreadForms', ...first, message };
}
