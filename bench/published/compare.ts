/** Routes as they were read, held against the HTML files that were published. */
import type { Published } from './branch.ts';
import { decoded } from './lost.ts';

/** As `routes --format json` prints it. */
export interface ListedRoute {
  readonly url: string;
  readonly file: string;
  readonly kind: string;
}

export interface Comparison {
  /** What the routes have in front of the paths of the branch. */
  readonly base: string;
  readonly expectedBase: string;
  readonly claimed: number;
  readonly right: number;
  /** Published, with a slash more or less, or with its file's ending. */
  readonly otherForm: readonly string[];
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

/** The further pages of a list, which are nobody's content. */
const pagination = /(^|\/)page\/?\d+(\/index)?\.html$/;

/** Said not to be there; a page of the branch at such an address is one that is not known. */
const unpublished = new Set(['draft', 'future', 'expired', 'unpublished']);

const noPage = new Set(['static', 'redirect', 'dynamic']);

export function compare(repository: string, published: Published, routes: readonly ListedRoute[]): Comparison {
  const expectedBase = published.hasOwnHost || /\.github\.io$/i.test(repository) ? '/' : `/${repository}/`;
  const begins = (base: string) => routes.length > 0 && routes.every(({ url }) => `${url}/`.startsWith(base));
  const home = routes.find(({ kind }) => kind === 'home')?.url ?? '/';
  const base = begins(expectedBase) ? expectedBase : (routes[0]?.url.match(/^\/[^/]+\//)?.[0] ?? '/');
  const used = begins(home) && home.endsWith('/') ? home : begins(base) ? base : '/';
  const taken = new Set<string>();
  const otherForm: string[] = [];
  const wrong: string[] = [];
  let claimed = 0;
  let right = 0;
  for (const { url, file, kind } of routes) {
    if (unpublished.has(kind)) continue;
    const path = decoded(url.split(/[?#]/)[0] ?? '').slice(used.length);
    const exact = path === '' || path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`];
    const other = path.endsWith('/') ? [`${path.slice(0, -1)}.html`] : [`${path}/index.html`];
    for (const name of [...exact, ...other]) taken.add(name);
    if (noPage.has(kind)) continue;
    claimed += 1;
    if (exact.some((name) => published.files.has(name))) right += 1;
    else if (other.some((name) => published.files.has(name))) otherForm.push(`${url} ${file} ${kind}`);
    else wrong.push(`${url} ${file} ${kind}`);
  }
  const missed = published.pages.filter((page) => !taken.has(page) && !pagination.test(page));
  return { base: used, expectedBase, claimed, right, otherForm, wrong, missed };
}
