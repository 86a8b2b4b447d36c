/**
 * Addresses that only the site's code knows, learnt from what the site itself links to: of a content file its last name
 * stays, and the folders before it become one word of their own or nothing at all.
 *
 *   tutorial/02-more-tool/01-forms/03-inputs/index.md   /tutorial/tool/inputs   behind /tutorial/[...slug]
 *   samples/04-forms/01-inputs/index.md                 /play/inputs            behind /play/[id]
 *
 * Which word stands for a folder is decided by the links that end in a name of its files. A folder that too few links
 * speak of, or that they contradict each other about, gets no address; neither does a file of another shape
 * (depth, numbers in front of its names) than those which are linked to.
 */

import { below, extensionOf, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { type ContentRoute, contentExtension, sectionIndexes } from './contentRoutes.ts';

/** Where the site's own links show the addresses of its content to be. */
export interface LearntContent {
  readonly route: ContentRoute;
  /** Folders of the content whose addresses the links do not show. */
  readonly unknown: readonly RepoPath[];
}

/** So many distinct links must end in the name of a file before their other words are believed. */
const enoughLinks = 10;
/** So many of them must speak of one folder. */
const enoughOfFolder = 2;
/** Of the links of that form, so many must name a file; a few are always stale. */
const agreement = 0.9;

interface Entry {
  readonly path: RepoPath;
  readonly folder: string;
  readonly name: string;
  /** Depth, and which of its names have numbers in front. */
  readonly shape: string;
}

/** `undefined` when the links do not bear out any such address. */
export function learnAddresses(
  route: ContentRoute,
  links: Iterable<string>,
  repo: Pick<Repo, 'files'>,
): LearntContent | undefined {
  const [dynamic = '', ...more] = route.segments.filter((segment) => segment.includes('['));
  if (more.length > 0 || route.segments.at(-1) !== dynamic || route.segments.length < 2) return undefined;
  const lead = route.segments.slice(0, -1);
  const isRest = dynamic.includes('...');
  if (!isRest && !keepsLastName(route.code, dynamic.replace(/[[\]]/g, ''))) return undefined;
  const entries = entriesOf(route, isRest ? (lead[0] ?? '') : '', repo);
  const prefix = `/${lead.join('/')}/`;
  const words = [...links].flatMap((link) => (link.startsWith(prefix) ? [link.slice(prefix.length).split('/')] : []));
  const learnt = isRest ? wordsOfFolders(entries, words) : onlyFolder(entries, words);
  if (learnt === undefined) return undefined;
  const shapes = new Set(learnt.shown.map(({ shape }) => shape));
  const addresses = new Map<RepoPath, readonly string[]>();
  const taken = new Map<string, RepoPath>();
  for (const { path, folder, name, shape } of entries) {
    const word = learnt.words.get(folder);
    if (word === undefined || !shapes.has(shape)) continue;
    const address = [...lead, ...word, name];
    const key = address.join('/');
    // Two files at one address: then this is not how addresses are made.
    if (taken.has(key)) return undefined;
    taken.set(key, path);
    addresses.set(path, address);
  }
  const missing = new Set(entries.map(({ folder }) => folder).filter((folder) => !learnt.words.has(folder)));
  const unknown = isRest ? [...missing].map((folder) => `${route.folder}/${folder}` as RepoPath) : [];
  return { route: { ...route, addresses }, unknown };
}

interface Learnt {
  /** The words in place of each folder. */
  readonly words: ReadonlyMap<string, readonly string[]>;
  /** Files that are linked to. */
  readonly shown: readonly Entry[];
}

/** `[...rest]`: one word for each folder, as the links have it. */
function wordsOfFolders(entries: readonly Entry[], links: readonly (readonly string[])[]): Learnt | undefined {
  const byName = grouped(entries, ({ name }) => name);
  const votes = new Map<string, string[]>();
  const shown: Entry[] = [];
  const pairs = links.filter((words) => words.length === 2);
  const explained = pairs.filter(([, name = '']) => byName.has(name));
  for (const [word = '', name = ''] of pairs) {
    const named = byName.get(name) ?? [];
    const [entry] = named;
    // A name that two folders have tells nothing about either.
    if (entry === undefined || named.length > 1) continue;
    shown.push(entry);
    votes.set(entry.folder, [...(votes.get(entry.folder) ?? []), word]);
  }
  if (shown.length < enoughLinks || explained.length < agreement * pairs.length) return undefined;
  const words = new Map<string, readonly string[]>();
  for (const [folder, cast] of votes) {
    const [word, ...others] = new Set(cast);
    if (word !== undefined && others.length === 0 && cast.length >= enoughOfFolder) words.set(folder, [word]);
  }
  return words.size === 0 ? undefined : { words, shown: shown.filter(({ folder }) => words.has(folder)) };
}

/** `[name]`: the one folder that has all the names the links have in common with the content. */
function onlyFolder(entries: readonly Entry[], links: readonly (readonly string[])[]): Learnt | undefined {
  const names = new Set(links.flatMap(([name = '', ...more]) => (more.length === 0 ? [name] : [])));
  const shown = grouped(
    entries.filter(({ name }) => names.has(name)),
    ({ folder }) => folder,
  );
  const [best, second] = [...shown].sort(([, a], [, b]) => b.length - a.length);
  if (best === undefined || best[1].length < enoughOfFolder || second?.[1].length === best[1].length) return undefined;
  const all = new Set([...shown.values()].flat().map(({ name }) => name));
  return all.size === best[1].length ? { words: new Map([[best[0], []]]), shown: best[1] } : undefined;
}

function entriesOf({ folder }: ContentRoute, lead: string, repo: Pick<Repo, 'files'>): readonly Entry[] {
  const files = repo.files.filter((file) => contentExtension.test(file) && below(file, folder) !== undefined);
  const own = files.some((file) => below(file, `${folder}/${lead}`) !== undefined) ? `${lead}/` : '';
  const isSectionIndex = sectionIndexes(repo);
  return files.flatMap((path) => {
    const inside = below(path, folder) ?? '';
    const isIndex = /\/index\.\w+$/.test(path);
    if (!inside.startsWith(own) || isSectionIndex(path)) return [];
    const parts = inside.slice(own.length, -extensionOf(inside).length).split('/');
    if (isIndex) parts.pop();
    const [first = ''] = parts;
    if (parts.length < 2 || parts.some((part) => /^[.+_]/.test(part))) return [];
    const shape = [...parts.map((part) => (isNumbered(part) ? 'n' : '-')), isIndex ? 'index' : ''].join('/');
    return [{ path, folder: own + first, name: (parts.at(-1) ?? '').replace(number, ''), shape }];
  });
}

const number = /^\d[\d-]*-/;

function isNumbered(part: string): boolean {
  return number.test(part);
}

/** The code compares a parameter with the last name of a path, or fills it with that: `slug.split('/').pop()`. */
function keepsLastName(code: string, parameter: string): boolean {
  const last = /\.split\(\s*['"]\/['"]\s*\)\s*\.(?:pop\(\)|at\(-1\))!?/.source;
  const name = parameter.replace(/\W/g, '');
  return new RegExp(
    `${last}\\s*={2,3}\\s*params\\.${name}\\b|\\bparams\\.${name}\\s*={2,3}[^;\\n]*${last}|\\b${name}:[^;,\\n]*${last}`,
  ).test(code);
}

function grouped<Item>(items: readonly Item[], key: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
