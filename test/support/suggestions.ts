/** A site told as text, for tests of what is suggested: its pages of today, its history, one question. */

import type { Route } from '../../src/core/model.ts';
import { builtUrl, type RepoPath, type UrlPath, urlKey, urlPath } from '../../src/core/paths.ts';
import type { AddressRules } from '../../src/core/site/addresses.ts';
import { hitText } from '../../src/core/suggest/evidence/evidence.ts';
import { readPast } from '../../src/core/suggest/past/readPast.ts';
import { candidates } from '../../src/core/suggest/rank.ts';
import { suggest } from '../../src/core/suggest/suggest.ts';
import { prepareSuggestions } from '../../src/core/suggest/world/world.ts';
import { type MemoryHistory, memoryHistory } from './memoryHistory.ts';

/** `docs/a/b.md` is `/a/b/`. */
const plainUrl = (path: string) => builtUrl(path.slice(5).replace(/(?:index)?\.md$/, ''), '/');

export interface GivenSite extends Partial<MemoryHistory> {
  /** Texts of today's pages by file. */
  readonly pages: Readonly<Record<string, string>>;
  /** Texts of files that are there and publish nothing. */
  readonly drafts?: Readonly<Record<string, string>>;
  readonly redirected?: readonly string[];
  /** Redirects that the site has already, `old new` each. */
  readonly redirects?: readonly string[];
  /** What the generator calls versions. */
  readonly versions?: ReadonlySet<string> | undefined;
  /** Files of pages in the order of the site's navigation. */
  readonly navigation?: readonly string[] | undefined;
  /** Why no address is certain. */
  readonly guess?: string | undefined;
  /** Patterns of addresses whose pages are made by code: `/reference/[...page]`. */
  readonly made?: readonly string[];
  /** The address of a file; that of `plainUrl` where nothing is given. */
  readonly urlOf?: (path: string) => UrlPath;
}

/** What the site suggests for an address that is broken. */
export async function answers(given: GivenSite, path: string) {
  const { asked, world } = await worldOf(given, path);
  return suggest(asked, world);
}

/** What one kind of evidence says of each page, by address, whatever it weighs. */
export async function told(kind: string, given: GivenSite, path: string): Promise<Readonly<Record<string, string>>> {
  const { asked, world } = await worldOf(given, path);
  return Object.fromEntries(
    candidates(world.question(asked), world).flatMap(({ url, hits }) => {
      const texts = hits.filter((hit) => hit.kind === kind).map(hitText);
      return texts.length === 0 ? [] : [[url, texts.join('; ')] as const];
    }),
  );
}

async function worldOf(given: GivenSite, path: string) {
  const { urlOf = plainUrl } = given;
  const rules: AddressRules = {
    reads: (path) => (path.startsWith('docs/') ? 'head' : undefined),
    routes: ({ path }) => [{ url: urlOf(path), file: path, kind: 'page' }],
  };
  const files = Object.keys(given.pages);
  const drafts = Object.keys(given.drafts ?? {}) as RepoPath[];
  const history = memoryHistory({ log: '', ...given, live: [...files, ...drafts] });
  const { ledger, edits } = await readPast(history, [rules], new Set(['example.org']));
  const routes = files.map(
    (file): Route => ({
      url: urlOf(file),
      file: file as RepoPath,
      kind: file === 'docs/index.md' ? 'home' : 'page',
      guess: given.guess,
    }),
  );
  const made = (given.made ?? []).map(
    (url): Route => ({ url: urlPath(url), file: 'docs.yml' as RepoPath, kind: 'dynamic' }),
  );
  const asked = { path: urlPath(path) };
  const world = await prepareSuggestions(
    {
      routes: [...routes, ...made],
      hosts: new Set(['example.org']),
      ledger,
      edits,
      versions: given.versions,
      places: given.navigation && new Map(given.navigation.map((file, place) => [file as RepoPath, place])),
      known: (given.redirects ?? []).map((line) => {
        const [from = '', to = ''] = line.split(' ');
        return { from: urlPath(from), to: urlPath(to) };
      }),
      isFile: (path) => path in given.pages,
      hidden: (url) => drafts.find((file) => urlKey(urlOf(file)) === urlKey(url)),
      isRedirected: (url) => given.redirected?.includes(url) ?? false,
    },
    [asked],
    { read: async (file) => given.pages[file] ?? given.drafts?.[file], pastTexts: (blobs) => history.texts(blobs) },
  );
  return { asked, world };
}

/** Sentences that no other seed has. */
export const prose = (seed: string) =>
  Array.from({ length: 40 }, (_, i) => `The ${seed} of number ${i * 7} meets ${seed}${i} in the evening.`).join('\n');
