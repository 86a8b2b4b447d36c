/**
 * Files that are published as they are and were renamed: PDFs, images, downloads. Their history is read only when an
 * address of one is asked about, and only by unchanged contents, so that no large file is ever opened.
 */

import type { Permalinks } from '../../generators/shared/generator.ts';
import { commitNamed } from '../../history/commitNames.ts';
import { type FileHistories, type PastFile, successor } from '../../history/fileHistories.ts';
import type { History } from '../../history/history.ts';
import { followFromHere } from '../../history/uncommitted.ts';
import type { Fate, PastPage, Suggestion } from '../../model.ts';
import {
  below,
  builtUrl,
  decodePath,
  extensionOf,
  fileName,
  type RepoPath,
  type UrlKey,
  type UrlPath,
  urlKey,
} from '../../paths.ts';
import { readPastFile } from '../../site/addresses.ts';
import { undecorated } from '../world/undecorated.ts';

type StaticRules = Pick<Permalinks, 'staticRoots' | 'basePath' | 'reads' | 'routes'>;

/** What was found of the address of a static file. */
export interface StaticFinding {
  readonly past: PastPage | undefined;
  readonly suggestion: Suggestion | undefined;
}

const extensions: ReadonlySet<string> = new Set(
  [
    ...['pdf', 'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'odt', 'ods', 'odp', 'epub', 'csv'],
    ...['png', 'jpg', 'jpeg', 'gif', 'svg', 'webp', 'avif', 'ico', 'bmp', 'tif', 'tiff'],
    ...['mp3', 'mp4', 'm4a', 'm4v', 'mov', 'ogg', 'wav', 'webm'],
    ...['zip', 'gz', 'tgz', 'bz2', 'xz', '7z', 'tar', 'dmg', 'exe', 'msi', 'deb', 'rpm', 'jar', 'apk', 'iso'],
  ].map((extension) => `.${extension}`),
);

/** The same content is the same file; what people then redirect it to is seldom anything else. */
const sameContent = 0.99;
/** A file of the same name may be another edition. */
const sameName = 0.7;

/** The address is that of a file that is no page. */
function isStaticAddress(path: UrlPath): boolean {
  return extensions.has(extensionOf(path.replace(/(?<!\/)\/+$/, '')).toLowerCase());
}

/** Throws `AbortError` when cancelled; empty where no address of a static file is asked about. */
export async function readStaticPast(
  history: History,
  rules: StaticRules,
  asked: readonly UrlPath[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<UrlPath, StaticFinding>> {
  const meant = new Map(asked.map((path) => [path, undecorated(path, isStaticAddress)]));
  const wanted = [...new Set(meant.values())].filter(isStaticAddress);
  if (wanted.length === 0) return new Map();
  const kinds = [...new Set(wanted.map((path) => extensionOf(path).slice(1).toLowerCase()))];
  const fold = await followFromHere(history, kinds, signal);
  for await (const commit of history.commits({ signal, unchanged: kinds })) fold.add(commit);
  const histories = fold.lives();
  const published = new Map<string, Published[]>();
  for (const file of fold.live) {
    const [url] = addresses(file, rules);
    if (url !== undefined) push(published, fileName(file), { file, url });
  }
  const gone = new Map<UrlKey, PastFile[]>();
  for (const file of histories.past.values()) {
    for (const url of addresses(file.path, rules)) push(gone, urlKey(url), file);
  }
  const findings = new Map(
    wanted.map((path) => [path, findingOf(path, gone.get(urlKey(path))?.[0], histories, published)]),
  );
  return new Map(
    [...meant].flatMap(([path, own]) => {
      const found = findings.get(own);
      return found === undefined ? [] : [[path, found] as const];
    }),
  );
}

/** Every static file that is gone, by the address it had under the rules of today. Throws `AbortError` when cancelled. */
export async function staticFilesGone(
  history: History,
  rules: StaticRules,
  signal?: AbortSignal,
): Promise<readonly PastPage[]> {
  const kinds = [...extensions].map((extension) => extension.slice(1));
  const fold = await followFromHere(history, kinds, signal);
  for await (const commit of history.commits({ signal, unchanged: kinds })) fold.add(commit);
  const histories = fold.lives();
  return [...histories.past.values()].flatMap((file) => {
    const trail = successor(file.path, histories);
    const fate: Fate =
      trail === undefined ? { kind: 'deleted' } : { kind: 'renamed', to: [trail.file], similarity: 100 };
    return addresses(file.path, rules).map((url) => pastPage(url, file, fate));
  });
}

interface Published {
  readonly file: RepoPath;
  readonly url: UrlPath;
}

function findingOf(
  path: UrlPath,
  old: PastFile | undefined,
  histories: FileHistories,
  published: ReadonlyMap<string, readonly Published[]>,
): StaticFinding {
  const trail = old && successor(old.path, histories);
  if (old === undefined || trail === undefined) {
    const past = old && pastPage(path, old, { kind: 'deleted' });
    const [only, ...others] = published.get(fileName(decodePath(path))) ?? [];
    if (only === undefined || others.length > 0) return { past, suggestion: undefined };
    const text = `the only published file called "${fileName(only.file)}"`;
    return { past, suggestion: suggestionOf(only, sameName, { kind: 'slug', text, weight: 1 }) };
  }
  const kind = old.to === undefined ? 'moved' : 'renamed';
  const past = pastPage(path, old, { kind, to: [trail.file], similarity: 100 });
  const now = published.get(fileName(trail.file))?.find(({ file }) => file === trail.file);
  if (now === undefined) return { past, suggestion: undefined };
  const last = trail.steps[trail.steps.length - 1];
  const when = last === undefined ? '' : ` in ${commitNamed(last.commit)}`;
  const text = `the same file, ${kind}${when} without a change`;
  return { past, suggestion: suggestionOf(now, sameContent, { kind: 'rename', text, weight: 1 }) };
}

function pastPage(url: UrlPath, { path, first, last }: PastFile, fate: Fate): PastPage {
  return { url, file: path, first, last, fate };
}

function suggestionOf(
  { url, file }: Published,
  confidence: number,
  evidence: Suggestion['evidence'][number],
): Suggestion {
  return { url, file, confidence, confident: confidence >= sameContent, evidence: [evidence] };
}

/** Where a file is published that is no page: some generators give its address, the others copy whole folders. */
function addresses(file: RepoPath, rules: StaticRules): readonly UrlPath[] {
  if (!extensions.has(extensionOf(file).toLowerCase())) return [];
  if (rules.reads(file) !== undefined) {
    const routes = rules.routes(readPastFile(file));
    return routes.flatMap(({ kind, url }) => (kind === 'static' ? [url] : []));
  }
  return rules.staticRoots.flatMap((root) => {
    const inside = below(file, root);
    return inside === undefined ? [] : [builtUrl(rules.basePath, inside)];
  });
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, [value]);
  else held.push(value);
}
