/** Which fences a generator knows: front matter in others is text to it, or ends its build. */
import { findBlock } from './block.ts';

/** How front matter begins and ends; `---name` is a fence that names its language, `---...` one that dots close. */
export type Fence = '---' | '---...' | '---name' | '+++' | ';;;' | '{' | '#+';

/** Why no key is written into the front matter of a file, where its generator would not read it there. */
export function refuseFence(
  text: string,
  file: string,
  generator: string,
  known: readonly Fence[],
): { readonly refused: string } | undefined {
  const fence = fenceOf(text, file);
  if (fence === undefined || known.includes(fence)) return undefined;
  const what = { '---...': 'that ends with ...', '---name': 'whose fence names a language' }[fence as string];
  return {
    refused: `${generator} does not read front matter ${what ?? `between ${fence}`}: write it in ${file} in another way first.`,
  };
}

function fenceOf(text: string, file: string): Fence | undefined {
  const block = findBlock(text, file);
  if (block === undefined) return undefined;
  const opening = text
    .slice(0, block.start)
    .replace(/^\uFEFF?\s*/, '')
    .trimEnd();
  if (opening.startsWith('---')) {
    if (opening !== '---') return '---name';
    return text.startsWith('...', block.end) ? '---...' : '---';
  }
  if (block.language === 'org') return '#+';
  return (['+++', ';;;', '{'] as const).find((fence) => text.replace(/^\uFEFF?\s*/, '').startsWith(fence));
}
