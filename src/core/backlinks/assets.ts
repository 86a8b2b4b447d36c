/** Files that pages embed: a redirect for them helps no reader. Documents, feeds and downloads are pages here. */
import type { UrlPath } from '../paths.ts';

const kinds: ReadonlyMap<string, string> = new Map([
  ...entries('image', 'png jpg jpeg jpe jfif gif webp avif apng svg ico bmp tif tiff heic cur'),
  ...entries('style sheet', 'css scss less'),
  ...entries('script', 'js mjs cjs wasm map'),
  ...entries('font', 'woff woff2 ttf otf eot'),
  ...entries('sound or film', 'mp3 ogg oga wav flac m4a mp4 m4v webm ogv mov avi mkv'),
]);

/** "image", by the extension of the path; `undefined` for a page. `/tags/node.js` names a term, not a file. */
export function assetKind(path: UrlPath): string | undefined {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(path)?.[1]?.toLowerCase();
  if (extension === undefined) return undefined;
  const parent = path.split('/').at(-2)?.toLowerCase() ?? '';
  return /^(?:tags?|categor(?:y|ies)|topics?|labels?|keywords?)$/.test(parent) ? undefined : kinds.get(extension);
}

function entries(kind: string, extensions: string): readonly (readonly [string, string])[] {
  return extensions.split(' ').map((extension) => [extension, kind] as const);
}
