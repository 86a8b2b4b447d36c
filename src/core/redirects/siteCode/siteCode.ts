/**
 * Code of the site that answers before its pages, and redirects: middleware of Next.js, Vercel, Astro and Nuxt, route
 * handlers, edge functions of Netlify, functions and workers of Cloudflare, functions of CloudFront, a server of its own.
 * It is never run: each place is named, with what it may answer at most.
 */
import { below, type RepoPath } from '../../paths.ts';
import { parseScript } from '../../script/parse.ts';
import { readScriptText } from '../../script/script.ts';
import { property, textValues } from '../../script/value.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import { lineIndex } from '../../text/lineIndex.ts';
import type { InvalidRule, Reach, RedirectContext } from '../format.ts';
import { literal } from '../host.ts';
import { isAside, isDownload, isOfExample } from '../target.ts';
import { type EdgeFunctions, edgeFunctionName, edgeFunctionsIn } from './edgeFunctions.ts';
import { firstRedirect, type RedirectCall } from './redirectCalls.ts';

/** A place where frameworks and hosts look for such code. */
interface Place {
  /** Its files, from the folder of the site or of the repository. */
  readonly path: RegExp;
  /** What such a file has to hold, where others have its name as well. */
  readonly text?: RegExp;
  /** A file that has to be there as well. */
  readonly beside?: RegExp;
  /** The export that says which addresses it is asked for, and the key in it. */
  readonly config?: readonly [name: string, key: string];
  /** The address that the path itself says, from what the expression caught. */
  readonly address?: true;
}

const edgeFunction: Place = {
  path: /^netlify\/edge-functions\/(?:[^/]+\/)?[^/]+\.[cm]?[jt]sx?$/,
  config: ['config', 'path'],
};

const places: readonly Place[] = [
  {
    path: /^(?:src\/)?(?:middleware|proxy)\.(?:[cm]?[jt]s|[jt]sx)$/,
    text: /next\/server|@vercel\/|Response\.redirect|astro:|defineMiddleware|APIContext|onRequest/,
    config: ['config', 'matcher'],
  },
  { path: /^src\/middleware\/index\.[cm]?[jt]s$/, text: /onRequest/ },
  { path: /^(?:src\/)?app\/((?:[^/]+\/)*)route\.[jt]s$/, address: true },
  { path: /^server\/middleware\/[^/]+\.[cm]?[jt]s$/ },
  edgeFunction,
  { path: /^netlify\/functions\/(?:[^/]+\/)?[^/]+\.[cm]?[jt]s$/, text: /\bpath\s*:/, config: ['config', 'path'] },
  { path: /^functions\/((?:[^/]+\/)*[^/]+)\.[cm]?[jt]sx?$/, text: /\bonRequest/, address: true },
  { path: /^(?:[^/]+\/)?_worker\.js$/ },
  {
    path: /^(?:src\/|workers?\/)?(?:index|worker|main)\.[cm]?[jt]s$/,
    beside: /^wrangler\.(?:toml|jsonc?)$/,
    text: /\bfetch\s*\(\s*(?:request|req|r)\b[^)]*\)|addEventListener\(\s*['"]fetch/,
  },
  { path: /^(?:server|app)\.[cm]?[jt]s$/, text: /\bexpress\b|\bfastify\b|\bkoa\b|\bhono\b/i },
  {
    path: /^(?:.*\/)?[^/]*(?:cloudfront|lambda|edge|redirect|viewer-request|origin-request)[^/]*\.[cm]?[jt]s$/i,
    text: /\bevent\.(?:request|Records)\b/,
  },
];

/** More files of these names than this are not opened: then something else is called so. */
const mostFiles = 200;

/** One entry for each file that redirects by code, at its first redirect. */
export async function codeThatRedirects(context: RedirectContext): Promise<readonly InvalidRule[]> {
  const found: InvalidRule[] = [];
  const edge = await edgeFunctionsIn(context.root ?? ('' as RepoPath), context.repo);
  for (const candidate of candidates(context, edge)) {
    const { file } = candidate;
    const text = await context.repo.read(file);
    const call = text === undefined ? undefined : redirectIn(candidate, text);
    if (text === undefined || !call) continue;
    const line = lineIndex(text)(call.start);
    const reach = call.reach ?? asked(candidate, text, declaredPaths(candidate.file, edge));
    found.push({
      format: 'siteCode',
      file,
      line,
      message: 'Code of the site may redirect here.',
      isHidden: true,
      reach,
    });
  }
  return found;
}

interface Candidate {
  readonly file: RepoPath;
  readonly place: Place;
  /** As the place has it. */
  readonly inside: string;
}

function candidates(context: RedirectContext, edge: EdgeFunctions | undefined): readonly Candidate[] {
  const { repo, root = '' as RepoPath } = context;
  const insideOf = (file: RepoPath) => below(file, root) ?? file;
  const found = repo.files.flatMap((file): readonly Candidate[] => {
    if (!/\.(?:[cm]?[jt]s|[jt]sx)$/.test(file) || isAside(file) || isOfExample(file, context)) return [];
    if (isDownload(file, context) && !file.endsWith('_worker.js')) return [];
    const inside = insideOf(file);
    if (edge && edgeName(file, edge) !== undefined) return [{ file, place: edgeFunction, inside: file }];
    const place = places.find(({ path }) => path.test(inside) || path.test(file));
    return place ? [{ file, place, inside: place.path.test(inside) ? inside : file }] : [];
  });
  const isThere = (beside: RegExp) => repo.files.some((file) => beside.test(insideOf(file)));
  return found.filter(({ place: { beside } }) => !beside || isThere(beside)).slice(0, mostFiles);
}

/** What cannot be parsed may redirect from its first line on. */
function redirectIn({ file, place }: Candidate, text: string): RedirectCall | undefined {
  if (!mayRedirect.test(text) || place.text?.test(text) === false) return undefined;
  const { tree } = parseScript(text, file);
  return tree ? firstRedirect(tree.program) : { start: 0, reach: undefined };
}

const mayRedirect = /redirect|\b30[1278]\b/i;

function edgeName(file: RepoPath, { folder }: EdgeFunctions): string | undefined {
  const inside = below(file, folder);
  return inside === undefined ? undefined : edgeFunctionName(inside);
}

/** The paths that the configuration gives to a function, beside those it names itself; `undefined`: it may be any. */
function declaredPaths(file: RepoPath, edge: EdgeFunctions | undefined): readonly string[] | undefined {
  const name = edge && edgeName(file, edge);
  if (name === undefined || edge === undefined) return [];
  return edge.unread.has(name) ? undefined : (edge.paths.get(name) ?? []);
}

/** What the place itself is asked for. */
function asked(
  { place: { path, config, address }, inside, file }: Candidate,
  text: string,
  declared: readonly string[] | undefined,
): Reach | undefined {
  if (address) return reachOfRoute(path.exec(inside)?.[1] ?? '');
  if (!config || !declared) return undefined;
  const [name, key] = config;
  const value = property(readScriptText(file, text).exported(name), key);
  const patterns = [...textValues(value), ...declared];
  // A list of more than texts says more than what is read.
  if (patterns.length === 0 || (value.kind === 'list' && textValues(value).length < value.items.length))
    return undefined;
  const regex = `(?i)^(?:${patterns.map(beginning).join('|')})`;
  return compileRegex(regex) ? { under: '/', regex } : undefined;
}

/** What every address of a pattern begins with: `/old/:path*` and `/old*` are `/old`. */
function beginning(pattern: string): string {
  const cut = pattern.search(/[:*({[\\?+|]/);
  const plain = cut < 0 ? pattern : pattern.slice(0, cut);
  return literal(plain.length > 1 ? plain.replace(/\/$/, '') : plain);
}

/** The address of a route by its files: `(group)/old/[slug]/` and `old/[[path]]`; a file for all below its folder is one. */
function reachOfRoute(path: string): Reach | undefined {
  const segments = path.split('/').filter((segment) => segment !== '' && !/^[(@].*$|^index$/.test(segment));
  const isAll = segments.at(-1) === '_middleware';
  if (isAll && segments.length === 1) return undefined;
  const parts = (isAll ? segments.slice(0, -1) : segments).map((segment) =>
    /^\[\[|^\[\.\.\./.test(segment) ? '.*' : segment.startsWith('[') ? '[^/]+' : literal(segment),
  );
  // The base path and a language may stand in front.
  const regex = `(?i)^${parts.map((part) => `/${part}`).join('') || '/'}(?:/${isAll ? '.*' : ''})?$`.replace(
    /^\(\?i\)\^/,
    parts.length > 0 ? '(?i)' : '(?i)^',
  );
  return compileRegex(regex) ? { under: '/', regex } : undefined;
}
