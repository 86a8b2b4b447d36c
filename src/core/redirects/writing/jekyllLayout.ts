/**
 * The layout `redirect` of a site, which jekyll-redirect-from takes in place of its own for every page that leads on.
 * https://github.com/jekyll/jekyll-redirect-from#customizing-the-redirect-template
 */
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { RedirectContext } from '../format.ts';

/** A layout that makes the target in a way of its own. */
export interface OwnLayout {
  readonly file: RepoPath;
  /** Where its page leads, with the placeholders of Liquid; `undefined` where that could not be found in it. */
  readonly target: string | undefined;
}

/** `undefined` where the plugin's own is taken, or one that leads where the plugin's does. */
export async function ownLayout({ repo, root }: RedirectContext): Promise<OwnLayout | undefined> {
  const file = joinRepo(root ?? '', '_layouts/redirect.html');
  const text = file === undefined ? undefined : await repo.read(file);
  if (file === undefined || text === undefined) return undefined;
  const target = refreshTarget.exec(text)?.[1]?.trim() ?? script.exec(text)?.[2];
  return target !== undefined && usual.test(target) ? undefined : { file, target };
}

const refreshTarget =
  /http-equiv=["']?refresh["']?[ \t\r\n]{1,40}content=["'][ \t]{0,9}\d+[ \t]{0,9};[ \t]{0,9}(?:url=)?([^"'<>]{1,999})["']/i;
const script = /\blocation(?:\.href)?[ \t]{0,9}=[ \t]{0,9}(["'])([^"'<>\n]{1,999})\1/;
const usual = /^\{\{-?[ \t]{0,9}page\.redirect\.to[ \t]{0,9}(?:\|[^{}]{0,99})?-?\}\}$/;

/** Where a page leads by that layout: `value` is its `redirect_to`. `undefined` where the layout does more than put it in. */
export function targetBy({ target }: OwnLayout, value: string, { basePath }: RedirectContext): string | undefined {
  if (target === undefined) return undefined;
  const values: Readonly<Record<string, string>> = {
    'page.redirect_to': value,
    'site.baseurl': basePath.replace(/(?<!\/)\/+$/, ''),
  };
  let isKnown = true;
  const filled = target
    .replace(/^\{\{[ \t]{0,9}site\.url[ \t]{0,9}\}\}/, '')
    .replace(/\{\{([^{}]{0,99})\}\}/g, (_, inner) => {
      const found = Object.entries(values).find(([name]) => name === `${inner}`.trim());
      isKnown &&= found !== undefined;
      return found?.[1] ?? '';
    });
  return isKnown && !/\{[{%]/.test(filled) ? filled : undefined;
}
