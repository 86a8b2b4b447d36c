/**
 * The pages that Mintlify makes of the API definitions which the navigation of `docs.json` names. `openapi` of a part of it
 * is one file or address, `{ source, directory }`, or a list of which the first counts. Of all its operations pages are
 * made, unless `pages` of the part or of those in it name some (`GET /users`, with a definition of their own in front).
 * Each is at `DIRECTORY/TAG/SUMMARY`, without a tag at `DIRECTORY/SUMMARY`, without a summary it is `METHOD-PATH`; the
 * directory is `api-reference` where none is said, and everything in small letters.
 *
 * https://www.mintlify.com/docs/api-playground/openapi-setup
 */
import { concluded } from '../../concluded.ts';
import type { Route } from '../../model.ts';
import { builtUrl, joinRepo, type RepoPath, urlKey } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, type Settings, textOf } from '../../text/settings.ts';
import { type Operation, operationsOf, slugOf } from './operations.ts';

/** What Mintlify makes of all definitions of one site. */
export interface ApiPages {
  readonly routes: readonly Route[];
  /** Below these folders pages are made that only the program knows. */
  readonly open: readonly string[];
}

/** A definition, and where its pages are. */
interface Definition {
  readonly source: string;
  readonly directory: string;
}

/** What is made of a definition: all of it, or one operation. */
interface Wanted extends Definition {
  readonly one?: { readonly method: string; readonly endpoint: string };
  /** No definition is written in front of the operation. */
  readonly isInherited?: boolean;
}

const usualDirectory = 'api-reference';
const lists = ['pages', 'groups', 'anchors', 'dropdowns', 'languages', 'tabs', 'versions', 'menu', 'products'];
const operationName = /^(?:(\S+)\s+)?(get|put|post|delete|options|head|patch|trace|webhook)\s+(\S+)$/i;

/** `root` is the folder of `file`, the configuration. */
export async function apiPages(
  navigation: unknown,
  { root, file, basePath }: { readonly root: RepoPath; readonly file: RepoPath; readonly basePath: string },
  repo: Repo,
): Promise<ApiPages> {
  const { wanted, open } = wantedOf(navigation);
  const routes = new Map<string, Route>();
  for (const { source, directory, one } of wanted) {
    const path = isAddress(source) ? undefined : joinRepo(root, source.replace(/^\/+/, ''));
    // Without the file that is named nothing is built.
    if (path !== undefined && !repo.has(path)) continue;
    const made = path && (await concluded(repo, path, { name: 'API operations', from: 'whole', of: operationsOf }));
    if (path === undefined || made === undefined) {
      open.add(directory);
      continue;
    }
    const those = one === undefined ? made : made.filter((operation) => isNamed(operation, one)).slice(0, 1);
    for (const { url, title } of pagesOf(those, directory, basePath)) {
      const key = urlKey(url);
      if (!routes.has(key)) routes.set(key, { url, file: path, kind: 'generated', title });
    }
  }
  const patterns = [...open].map((directory): Route => {
    return { url: builtUrl(basePath, directory.toLowerCase(), '[...page]'), file, kind: 'dynamic' };
  });
  return { routes: [...routes.values(), ...patterns], open: [...open] };
}

function wantedOf(navigation: unknown): { readonly wanted: readonly Wanted[]; readonly open: Set<string> } {
  const wanted: Wanted[] = [];
  const open = new Set<string>();
  /** Whether a part of the node, or of those in it, names an operation of the definition that it inherits. */
  const walk = (node: Settings, inherited: Definition | undefined): boolean => {
    const [own, ...more] = definitionsOf(node.openapi);
    // Versions of the program differ in what they make of several.
    for (const { directory } of [...more, ...definitionsOf(node.asyncapi)]) open.add(directory);
    const definition = own ?? inherited;
    let isPart = false;
    for (const entry of lists.flatMap((name) => (Array.isArray(node[name]) ? (node[name] as unknown[]) : []))) {
      const part = typeof entry === 'string' ? namedIn(entry, definition) : undefined;
      if (part !== undefined) wanted.push(part);
      isPart ||= part?.isInherited === true;
      if (isSettings(entry)) isPart = walk(entry, definition) || isPart;
    }
    if (own !== undefined && !isPart) wanted.push(own);
    return own === undefined && isPart;
  };
  if (isSettings(navigation)) walk(navigation, undefined);
  return { wanted, open };
}

function definitionsOf(value: unknown): readonly Definition[] {
  if (Array.isArray(value)) return (value as readonly unknown[]).flatMap(definitionsOf);
  const source = isSettings(value) ? textOf(value.source) : textOf(value);
  const directory = (isSettings(value) && textOf(value.directory)) || usualDirectory;
  return source === undefined || source === '' ? [] : [{ source, directory }];
}

/** `GET /users` or `openapi.json GET /users`; `undefined` for the path of a page. */
function namedIn(entry: string, definition: Definition | undefined): Wanted | undefined {
  const [, file, method = '', endpoint = ''] = operationName.exec(entry.trim()) ?? [];
  const source = file ?? definition?.source;
  if (endpoint === '' || source === undefined) return undefined;
  const directory = definition?.directory ?? usualDirectory;
  return { source, directory, one: { method: method.toLowerCase(), endpoint }, isInherited: file === undefined };
}

function isNamed(operation: Operation, { method, endpoint }: { readonly method: string; readonly endpoint: string }) {
  const bare = (path: string) => path.replace(/(.)\/$/, '$1');
  return operation.method === method && bare(operation.endpoint) === bare(endpoint);
}

function isAddress(source: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(source);
}

function pagesOf(
  operations: readonly Operation[],
  directory: string,
  basePath: string,
): readonly { readonly url: Route['url']; readonly title: string | undefined }[] {
  const taken = new Map<string, Set<string>>();
  return operations.map((operation) => {
    const names = taken.get(operation.tag ?? '') ?? new Set<string>();
    taken.set(operation.tag ?? '', names);
    const base = pathOf(operation, directory).toLowerCase();
    let path = base;
    for (let count = 1; names.has(path); count++) path = `${base}-${count}`;
    if (operation.isHidden !== true) names.add(path);
    return { url: builtUrl(basePath, path), title: operation.summary };
  });
}

function pathOf({ method, endpoint, tag, summary, href }: Operation, directory: string): string {
  // The program takes an extension off.
  if (href !== undefined) return href.replace(/^\/+|(?<=[^/])\.[^./]*$/g, '');
  const hook = method === 'webhook' ? slugOf(endpoint) : `${method}-${slugOf(endpoint)}`;
  const parts = [
    directory.replace(/^\/+|(?<!\/)\/+$/g, ''),
    tag === undefined ? '' : slugOf(tag),
    summary ? slugOf(summary) : hook,
  ];
  return parts.filter((part) => part !== '').join('/');
}
