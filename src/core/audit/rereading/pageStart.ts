/** Where the part of a page ends that tells about it. By itself, as an editor asks it while somebody types. */
import { findBlock } from '../../frontMatter/block.ts';
import { extensionOf, type RepoPath } from '../../paths.ts';
import { headingBelow } from '../../text/markup/heading.ts';

const markdown = new Set(['.md', '.markdown', '.mdown', '.mdx']);

/** A title as plain as nearly all are. */
const titled = /^["']?title["']?[ \t]*[:=][ \t]*["']?(?!(?:null|true|false)\b)[\p{L}\d]/imu;

/**
 * The offset from where on nothing tells about a page by itself: behind its data block, or behind the first heading where
 * that may be its title. `undefined` where such a place is not certain. Only what stands before it decides where it is.
 */
export function pageStart(text: string, file: RepoPath): number | undefined {
  if (!markdown.has(extensionOf(file))) return undefined;
  const block = findBlock(text, file);
  if (block?.open === true) return undefined;
  const bodyStart = block?.bodyStart ?? 0;
  const isTitled = block !== undefined && titled.test(text.slice(block.start, block.end));
  const end = isTitled ? bodyStart : headingBelow(text, bodyStart)?.end;
  // A last line may still become another one.
  return end !== undefined && text[end - 1] === '\n' ? end : undefined;
}
