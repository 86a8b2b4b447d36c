/** What a rule asks of a request besides its path, as far as the repository tells whether it is so. */
import type { Route } from '../model.ts';
import { below, decodePath, extensionOf, type RepoPath, urlPath } from '../paths.ts';
import { compileRegex, maximumRegexSteps, mostSteps } from '../text/linearRegex.ts';
import { filledText, type RewriteMaps } from './apacheTexts.ts';
import { askedOnce } from './askedOnce.ts';
import type { RedirectContext } from './format.ts';
import type { Captures, HostRequest } from './host.ts';
import { isMadeByBuilds } from './unknowableTarget.ts';

export type Requirement =
  /** The same for every visitor who asks for a page of this site by https. */
  | { readonly kind: 'always'; readonly is: boolean }
  /** What visitors, servers or programs decide. */
  | { readonly kind: 'unknown' }
  /** Whether the site publishes something at the address with this text behind it. */
  | {
      readonly kind: 'published';
      readonly as: 'file' | 'folder';
      readonly suffix: string;
      readonly isWanted: boolean;
      /** The server takes what stands behind the first name that is no folder for a part of the request. */
      readonly isCut?: true;
    }
  | { readonly kind: 'text'; readonly of: RequestText; readonly regex: string; readonly isWanted: boolean }
  /** The last parameter of the query with this name has a text, and the expression matches it; its named groups are caught. */
  | {
      readonly kind: 'parameter';
      readonly name: string;
      readonly regex: string | undefined;
      readonly isWanted: boolean;
    }
  /** A text of Apache, with what the rule's pattern caught in it. */
  | {
      readonly kind: 'filled';
      readonly text: string;
      readonly regex: string;
      readonly isWanted: boolean;
      readonly maps: RewriteMaps | undefined;
      readonly constants: ReadonlyMap<string, string>;
    }
  /** An earlier rule ends the search, or changes the address inside the server, for what it matches. */
  | { readonly kind: 'earlier'; readonly regex: string; readonly all: Requirements; readonly ends: boolean };

/** Parts of a request: its address as it was sent, and its first line, `GET /a?b HTTP/1.1`. */
export type RequestText = 'path' | 'query' | 'uri' | 'line';

/** All must be so; of each list, one is enough. */
export type Requirements = readonly (readonly Requirement[])[];

/** No file and no folder is at the address. */
export const nothingPublished: Requirements = [
  [{ kind: 'published', as: 'file', suffix: '', isWanted: false }],
  [{ kind: 'published', as: 'folder', suffix: '', isWanted: false }],
];

/** `undefined`: not told. With what the last expression caught, by `%1` and so on. */
export function met(
  requirements: Requirements,
  request: HostRequest,
  context: RedirectContext,
  caught?: Captures,
): Captures | false | undefined {
  let captures: Captures = {};
  let isTold = true;
  for (const choice of requirements) {
    const answers = choice.map((requirement) =>
      answerOf(requirement, request, context, caught && { ...caught, ...captures }),
    );
    const found = answers.find((answer) => answer !== undefined && answer !== false);
    if (found) captures = Object.keys(found).length > 0 ? merged(captures, found) : captures;
    else if (answers.includes(undefined)) isTold = false;
    else return false;
  }
  return isTold ? captures : undefined;
}

/** Whether all that is asked is of the path, and so of this one. */
export function isMetByPath(requirements: Requirements, path: string): boolean {
  const request = { path, query: '' };
  return requirements.every((choice) =>
    choice.some(
      (asked) => asked.kind === 'text' && asked.of === 'path' && compared(textOf('path', request), asked) !== false,
    ),
  );
}

/** What is caught by number is that of the last expression alone; names stay. */
function merged(before: Captures, found: Captures): Captures {
  return { ...Object.fromEntries(Object.entries(before).filter(([name]) => !name.startsWith('%'))), ...found };
}

function answerOf(
  requirement: Requirement,
  request: HostRequest,
  context: RedirectContext,
  caught: Captures | undefined,
): Captures | false | undefined {
  switch (requirement.kind) {
    case 'always':
      return requirement.is && {};
    case 'unknown':
      return undefined;
    case 'published':
      return publishedAnswer(requirement, request, context);
    case 'text':
      return compared(textOf(requirement.of, request), requirement);
    case 'parameter':
      return parameterAnswer(requirement, request);
    case 'filled':
      return filledAnswer(requirement, request, caught);
    case 'earlier': {
      const path = textOf('path', request);
      if (mostSteps(requirement.regex, path) > maximumRegexSteps) return undefined;
      const isMatch = compileRegex(requirement.regex)?.test(path);
      const before = isMatch ? met(requirement.all, request, context) : false;
      if (before === false) return {};
      return before === undefined || !requirement.ends ? undefined : false;
    }
    default:
      return requirement satisfies never;
  }
}

function filledAnswer(
  requirement: Extract<Requirement, { kind: 'filled' }>,
  request: HostRequest,
  captures: Captures | undefined,
): Captures | false | undefined {
  const { text, maps, constants } = requirement;
  const filled = filledText(text, { captures, request, maps, constant: (name) => constants.get(name) });
  return filled === undefined ? undefined : compared(filled, requirement);
}

function publishedAnswer(
  { as, suffix, isWanted, isCut }: Extract<Requirement, { kind: 'published' }>,
  request: HostRequest,
  context: RedirectContext,
): Captures | false | undefined {
  const path = decodePath(request.path);
  const is = isPublished((isCut ? fileNamed(path, context) : path) + suffix, as, context);
  return is === undefined ? undefined : is === isWanted && {};
}

function parameterAnswer(
  { name, regex, isWanted }: Extract<Requirement, { kind: 'parameter' }>,
  { query }: HostRequest,
): Captures | false | undefined {
  const value = new URLSearchParams(query).getAll(name).at(-1) ?? '';
  if (value === '') return isWanted ? false : {};
  // A name without a sign: the letters of the key.
  if (regex === undefined) return isWanted && { [name.replace(/[^A-Za-z]/g, '')]: value };
  if (mostSteps(regex, value) > maximumRegexSteps) return undefined;
  const groups = compileRegex(regex)?.exec(value);
  if (!groups || !isWanted) return (groups !== undefined) === isWanted && {};
  return Object.fromEntries(groupNames(regex).flatMap(([group, index]) => [[group, groups[index] ?? '']]));
}

/** The named groups of an expression, with the number that each has among all its groups. */
function groupNames(regex: string): readonly (readonly [string, number])[] {
  const opened = [...regex.replace(/\\.|\[(?:[^\]\\]|\\.)*\]/g, '').matchAll(/\((?:\?P?<(\w+)>|(?!\?))/g)];
  return opened.flatMap(([, name], i) => (name === undefined ? [] : [[name, i + 1] as const]));
}

function compared(
  text: string,
  { regex, isWanted }: { readonly regex: string; readonly isWanted: boolean },
): Captures | false | undefined {
  if (mostSteps(regex, text) > maximumRegexSteps) return undefined;
  const groups = compileRegex(regex)?.exec(text);
  if (!isWanted) return groups === undefined && {};
  if (!groups) return false;
  const names = groupNames(regex).map(([name, i]) => [`%${name}`, groups[i] ?? '']);
  return Object.fromEntries([...groups.map((group, i) => [`%${i}`, group ?? '']), ...names]);
}

/** The folders of a path that are there, and the first name that is none. */
function fileNamed(path: string, context: RedirectContext): string {
  if (context.publishesBelow === undefined) return path;
  const isCertain = (folder: string) => isPublished(`${folder}/`, 'folder', context) === true;
  for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
    const name = path.slice(0, at);
    if (!isCertain(name)) return name;
  }
  return path;
}

function textOf(of: RequestText, { path, query, sent = path }: HostRequest): string {
  if (of === 'query') return query;
  if (of === 'path') return decodePath(path).replace(/\/{2,}/g, '/');
  const uri = query === '' ? sent : `${sent}?${query}`;
  return of === 'uri' ? uri : `GET ${uri} HTTP/1.1`;
}

/** Whether a file or folder of this name is on the server; `undefined` where a build may make it. */
function isPublished(path: string, as: 'file' | 'folder', context: RedirectContext): boolean | undefined {
  const found = context.routeOf(urlPath(path));
  const route = found?.kind === 'dynamic' ? undefined : found;
  return as === 'file' ? isFile(path, route, context) : isFolder(path, route, context);
}

function isFile(path: string, route: Route | undefined, { repo, staticRoots }: RedirectContext): boolean | undefined {
  if (path.endsWith('/')) return false;
  const isCopied = (root: RepoPath) => repo.has(`${root === '' ? '' : `${root}/`}${path.slice(1)}` as RepoPath);
  if (staticRoots.some(isCopied)) return true;
  if (isNamed(path)) return route ? true : isMadeByBuilds(extensionOf(path as RepoPath)) ? undefined : false;
  // `/a` may be a file of just that name, `a.html` or `a/index.html`.
  return route && !route.url.endsWith('/') ? undefined : false;
}

function isFolder(path: string, route: Route | undefined, context: RedirectContext): boolean | undefined {
  const folder = path.replace(/(?<!\/)\/+$/, '');
  if (folder === '' || route?.url.endsWith('/')) return true;
  if (askedOnce(copiedFolders, context).has(folder) || context.publishesBelow?.(`${folder}/`)) return true;
  return route && !isNamed(path) ? undefined : false;
}

function isNamed(path: string): boolean {
  return /\.[^/.]+$/.test(path);
}

/** The folders of the files that are published as they are, as addresses. */
export function copiedFolders({ repo, staticRoots }: RedirectContext): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const root of staticRoots) {
    for (const file of repo.files) {
      const inside = below(file, root);
      for (let at = inside?.lastIndexOf('/') ?? -1; inside && at > 0; at = inside.lastIndexOf('/', at - 1)) {
        const folder = `/${inside.slice(0, at)}`;
        if (folders.has(folder)) break;
        folders.add(folder);
      }
    }
  }
  return folders;
}
