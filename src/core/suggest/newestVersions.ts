/** Which version of each product is the one that readers are meant to read. */
import type { Route } from '../model.ts';
import { urlKey } from '../paths.ts';

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
 * the current ones and every version is an old one; such a product is left out.
 */
export function newestVersions(routes: readonly Route[], { version, product, byNumbers }: Reading) {
  const products = new Map<string, Map<string, string[]>>();
  const plain = new Set<string>();
  for (const { url, kind } of routes) {
    if (kind === 'static' || kind === 'redirect' || kind === 'fallback') continue;
    const segments = urlKey(url).toLowerCase().split('/').filter(Boolean);
    const own = version(url);
    if (own === undefined) {
      for (let i = 0; i < segments.length; i++) plain.add(segments.slice(i).join('/'));
      continue;
    }
    const rest = `${segments.join('/')}/`.split(`${own}/`).slice(1).join(`${own}/`).replace(/\/$/, '');
    const of = products.get(product(url) ?? '') ?? new Map<string, string[]>();
    products.set(product(url) ?? '', of);
    const pages = of.get(own);
    if (pages === undefined) of.set(own, [rest]);
    else pages.push(rest);
  }
  const newest = new Map<string, string>();
  for (const [name, versions] of products) {
    const last = [...versions.keys()].sort(byNumbers).at(-1);
    // A page's name alone is too little to be the same page.
    const pages = (versions.get(last ?? '') ?? []).filter((page) => page.includes('/'));
    const alike = pages.filter((page) => plain.has(page)).length;
    if (last !== undefined && pages.length > 0 && alike <= mostAlike * pages.length) newest.set(name, last);
  }
  return newest;
}
