/** Which version of each product is the one that readers are meant to read. */
import type { Route } from '../../model.ts';
import { urlKey } from '../../paths.ts';
import { isArchived } from './archived.ts';

interface Reading {
  version(url: string): string | undefined;
  product(url: string): string | undefined;
  /** Orders versions, the newest last. */
  byNumbers(a: string, b: string): number;
}

/** Of the pages of a version, so many may be there without a version, too. */
const mostAlike = 0.1;

/**
 * By product: its newest version, where it is the current one. Where the same pages exist without a version, those are
 * the current ones and every version is an old one; such a product is left out, and so is what is put away.
 */
export function newestVersions(routes: readonly Route[], { version, product, byNumbers }: Reading) {
  const pages = routes.flatMap(({ url, kind }) =>
    kind === 'static' || kind === 'redirect' || kind === 'fallback' ? [] : [url],
  );
  const products = new Map<string, Map<string, string[]>>();
  for (const url of pages) {
    const own = version(url);
    if (own === undefined) continue;
    const of = products.get(product(url) ?? '') ?? new Map<string, string[]>();
    products.set(product(url) ?? '', of);
    const rest = `${parts(url).join('/')}/`.split(`${own}/`).slice(1).join(`${own}/`).replace(/\/$/, '');
    const held = of.get(own);
    if (held === undefined) of.set(own, [rest]);
    else held.push(rest);
  }
  const newest = new Map<string, string>();
  if (products.size === 0) return newest;

  const plain = new Set(pages.flatMap((url) => (version(url) === undefined ? extensions(parts(url)) : [])));
  for (const [name, versions] of products) {
    if (name.split('/').some(isArchived)) continue;
    const last = [...versions.keys()].sort(byNumbers).at(-1);
    // A page's name alone is too little to be the same page.
    const inLast = (versions.get(last ?? '') ?? []).filter((page) => page.includes('/'));
    const alike = inLast.filter((page) => plain.has(page)).length;
    if (last !== undefined && inLast.length > 0 && alike <= mostAlike * inLast.length) newest.set(name, last);
  }
  return newest;
}

/** Every path that the address ends with. */
function extensions(segments: readonly string[]): readonly string[] {
  return segments.map((_, i) => segments.slice(i).join('/'));
}

function parts(url: string): readonly string[] {
  return urlKey(url).toLowerCase().split('/').filter(Boolean);
}
