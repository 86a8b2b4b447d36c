/**
 * Pages that show nothing and only send their visitors on: by their code, by their template, by front matter that the site's own
 * templates heed, or made of an old address in the front matter of another page. A redirect for such an address hides nothing
 * and is missed by nobody.
 */
import { concluded } from '../concluded.ts';
import type { ContentFile, Route, RouteKind } from '../model.ts';
import { extensionOf, fileName, folderOf, joinRepo, type RepoPath, urlKey } from '../paths.ts';
import type { Repo } from '../ports.ts';
import type { AddressRules } from './addresses.ts';
import { leadsOnByCode } from './leadingCode.ts';

/** The top of a site is its home page whatever its code does. */
const shown: ReadonlySet<RouteKind> = new Set(['page', 'section', 'post', 'generated']);

/** The routes of a file, with what only leads on marked so. */
export async function withLeading(
  routes: readonly Route[],
  file: ContentFile,
  rules: AddressRules,
  repo: Repo,
): Promise<readonly Route[]> {
  if (!routes.some(({ kind }) => shown.has(kind))) return routes;
  const kept = routes.length > 1 ? keptWithoutOldAddresses(file, rules) : undefined;
  const all = leadsOnByFrontMatter(file) || (hasCode(file.path) && (await leadsOnByText(file.path, repo)));
  if (!all && kept === undefined) return routes;
  return routes.map((route) =>
    shown.has(route.kind) && (all || kept?.has(urlKey(route.url)) === false) ? { ...route, leadsOn: true } : route,
  );
}

const layoutKeys = ['layout', 'template', 'type'];
const layout = /(?:^|\/)redirect(?:ion)?(?:\.\w+)*$/i;
/** What is shown for the moment; a page about redirects has another title. */
const waiting = /^redirecting[ .\u2026]*$/i;
const address = /^(?:\.{0,2}\/|https?:\/\/)/;

/** Keys of front matter by which templates of sites lead on; generators with such a key of their own say so by the kind. */
const redirectKeys = [
  'redirect',
  'redirect_to',
  'redirectTo',
  'redirect_url',
  'redirectUrl',
  'redirectURL',
  'redirectTarget',
];

function leadsOnByFrontMatter({ frontMatter: { data } }: ContentFile): boolean {
  const says = (key: string, what: RegExp): boolean => data[key] !== undefined && what.test(`${data[key] ?? ''}`);
  return (
    says('title', waiting) ||
    layoutKeys.some((key) => says(key, layout)) ||
    redirectKeys.some((key) => says(key, address))
  );
}

/** What the file would be published at without its old addresses; `undefined` where it has none. */
function keptWithoutOldAddresses(file: ContentFile, rules: AddressRules): ReadonlySet<string> | undefined {
  const { frontMatter } = file;
  const entries = Object.entries(frontMatter.data);
  const others = entries.filter(([key]) => !/redirect|alias|old_?(?:url|path|slug)/i.test(key));
  if (others.length === entries.length) return undefined;
  const bare = { ...file, frontMatter: { ...frontMatter, data: Object.fromEntries(others) } };
  return new Set(rules.routes(bare).map(({ url }) => urlKey(url)));
}

const components = new Set(['.js', '.jsx', '.ts', '.tsx', '.mjs', '.vue', '.svelte']);
const templates = new Set(['.njk', '.liquid', '.hbs', '.ejs', '.vto', '.webc']);

function hasCode(path: RepoPath): boolean {
  const extension = extensionOf(path);
  return templates.has(extension) || components.has(extension);
}

async function leadsOnByText(path: RepoPath, repo: Repo): Promise<boolean> {
  const extension = extensionOf(path);
  if (templates.has(extension)) return (await isSo(path, 'refreshes', refreshes, repo)) === true;
  if (!components.has(extension)) return false;
  for (const file of [path, ...runFor(path, repo)]) {
    if (await isSo(file, 'leads on', (text) => leadsOnByCode(file, text), repo)) return true;
  }
  return false;
}

function isSo(path: RepoPath, name: string, of: (text: string) => boolean, repo: Repo): Promise<boolean | undefined> {
  return concluded(repo, path, { name, from: 'whole', isOwn: true, of });
}

/** https://developer.mozilla.org/en-US/docs/Web/HTML/Reference/Elements/meta/http-equiv#refresh */
function refreshes(text: string): boolean {
  return /<meta\b[^>]*\bhttp-equiv=(["']?)refresh\1[^>]*\bcontent=["']?\s*0\b/i.test(text);
}

/**
 * Other files whose code runs before the page is shown: what loads a page of SvelteKit, and the routes around one of React Router.
 * https://svelte.dev/docs/kit/routing#page-page.js, https://reactrouter.com/how-to/file-route-conventions
 */
function runFor(path: RepoPath, repo: Repo): readonly RepoPath[] {
  const folder = folderOf(path);
  const name = fileName(path);
  const beside = (names: readonly string[]) =>
    names.flatMap((other) => joinRepo(folder, other) ?? []).filter((file) => file !== path && repo.has(file));
  if (/^\+page\b/.test(name)) return beside(['+page.ts', '+page.js', '+page.server.ts', '+page.server.js']);
  const parts = name.split('.').slice(0, -1);
  const around = parts.slice(1).map((_, count) => parts.slice(0, count + 1).join('.'));
  return beside(around.map((stem) => stem + extensionOf(path)));
}
