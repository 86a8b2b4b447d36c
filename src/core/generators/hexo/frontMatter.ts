/** Hexo lets the opening fence be left out, and takes tabs for indentation. https://hexo.io/docs/front-matter */

import { readFrontMatter } from '../../frontMatter/frontMatter.ts';
import type { ContentFile, FrontMatter } from '../../model.ts';

/** The block as Hexo finds it; `file.text` is there. */
export function hexoFrontMatter(file: ContentFile): FrontMatter {
  const text = file.text ?? '';
  if (file.frontMatter.problem !== undefined) return withoutTabs(text, file);
  if (file.frontMatter.format !== 'none' || /^\s*(?:---|;;;)/.test(text)) return file.frontMatter;
  const closing = /\n(-{3,}|;{3,})\s*?(?:\r?\n|$)/.exec(text)?.[1];
  if (closing === undefined) return file.frontMatter;
  const fence = closing.slice(0, 3);
  const read = readFrontMatter(`${fence}\n${text}`, file.path);
  // A heading underlined with hyphens is text, not a block.
  if (read.problem !== undefined || Object.keys(read.data).length === 0) return file.frontMatter;
  return { ...read, start: 0, bodyStart: Math.max(read.bodyStart - fence.length - 1, 0) };
}

/** A tab at the start of a line is two spaces (`escapeYAML` of hexo-front-matter). */
function withoutTabs(text: string, { frontMatter, path }: ContentFile): FrontMatter {
  const block = text.slice(0, frontMatter.bodyStart);
  if (frontMatter.format !== 'yaml' || !block.includes('\n\t')) return frontMatter;
  const spaced = block.replace(/\n(\t+)/g, (_, tabs: string) => `\n${'  '.repeat(tabs.length)}`);
  return { ...readFrontMatter(spaced, path), start: frontMatter.start, bodyStart: frontMatter.bodyStart };
}
