/**
 * What hosts hand on to a program or show from elsewhere, behind their redirects: rewrites, and functions of Vercel; and what
 * a workflow puts into a folder of the site.
 */
import { type DataNode, type DataText, dataAt, itemsAt, openData, textAt } from '../data/data.ts';
import { filledFolders } from '../generators/shared/deployedFolder.ts';
import type { DetectedSite, Permalinks } from '../generators/shared/generator.ts';
import { below, builtUrl, fileName, folderOf, joinRepo } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { configurationOf } from '../script/script.ts';
import { emptyObject, entriesOf, isAbsent, writtenProperty } from '../script/value.ts';

/** Addresses that something else answers. */
export interface RewrittenAddress {
  /** A folder with a slash at both ends. */
  readonly at: string;
  /** What every address of the rewrite ends with, where its pattern says so: `.md`. */
  readonly ending?: string | undefined;
  /** A clause. */
  readonly why: string;
  /** Another server or a program answers there, and not another page of the site. */
  readonly isElsewhere: boolean;
  /** Only where the site itself has nothing there: it may be what is put there. */
  readonly isIfEmpty?: boolean | undefined;
}

export async function rewrittenAddresses(
  { root }: Pick<DetectedSite, 'root'>,
  { basePath }: Pick<Permalinks, 'basePath'>,
  repo: Repo,
): Promise<readonly RewrittenAddress[]> {
  const folders = new Set<string>([root, '']);
  const found: RewrittenAddress[] = [];
  for (const file of repo.files) {
    const name = fileName(file);
    if (
      !folders.has(folderOf(file)) ||
      !/^(?:vercel\.json|firebase\.json|gatsby-config\.m?[jt]s|n(?:ex|ux)t\.config\.[cm]?[jt]s)$/.test(name)
    )
      continue;
    const data = openData((await repo.read(file)) ?? '', file);
    for (const { source, isElsewhere, isProxy } of data === undefined ? [] : rewritesIn(data)) {
      const at = builtUrl(/^n(?:ex|ux)t\./.test(name) ? basePath : '/', plainFolder(source));
      // What takes every address shows the page of an app, or the error, unless it is another server that knows more of them.
      const why = `a rewrite of ${file} answers ${source}`;
      if (at !== '/' || isProxy) found.push({ at, ending: endingOf(source), why, isElsewhere });
    }
    const functions = joinRepo(folderOf(file), 'api');
    const isCode = (path: string) => /\.(?:[cm]?[jt]s|py|go|rb|php)$/.test(path);
    const ofGatsby = joinRepo(root, 'src/api');
    if (
      name.startsWith('gatsby-config.') &&
      repo.files.some((path) => isCode(path) && below(path, ofGatsby ?? '') !== undefined)
    )
      found.push({ at: builtUrl('/api/'), why: 'Gatsby runs the functions of src/api there', isElsewhere: true });
    if (name === 'vercel.json' && repo.files.some((path) => isCode(path) && below(path, functions ?? '') !== undefined))
      found.push({ at: '/api/', why: 'Vercel runs the functions of api there', isElsewhere: true });
  }
  for (const { folder, workflow } of await filledFolders(repo)) {
    const why = `${workflow} publishes a folder of its own at ${folder}`;
    found.push({ at: builtUrl(basePath, `${folder}/`), why, isElsewhere: true, isIfEmpty: true });
  }
  return found;
}

interface Rewrite {
  readonly source: string;
  readonly isElsewhere: boolean;
  /** To another server, with what was asked. */
  readonly isProxy: boolean;
}

/**
 * https://vercel.com/docs/rewrites, https://firebase.google.com/docs/hosting/full-config#rewrites, and of Next.js;
 * https://nuxt.com/docs/guide/concepts/rendering#route-rules
 */
function rewritesIn({ root, script, dataOf }: DataText): readonly Rewrite[] {
  const lists: (DataNode | undefined)[] = [dataAt(root, 'rewrites'), dataAt(root, 'routes')];
  for (const site of itemsAt(root, 'hosting')) lists.push(dataAt(site, 'rewrites'));
  const made = script && writtenProperty(configurationOf(script), 'rewrites');
  if (script && made?.kind === 'function') lists.push(dataOf(script.call(made)));
  const rules = script && writtenProperty(configurationOf(script), 'routeRules');
  const proxies = entriesOf(rules ?? emptyObject).flatMap(([source, rule]): readonly Rewrite[] =>
    isAbsent(writtenProperty(rule, 'proxy')) ? [] : [{ source, isElsewhere: true, isProxy: true }],
  );
  const rewrites = lists
    .flatMap((list) => [list, ...['beforeFiles', 'afterFiles', 'fallback'].map((name) => dataAt(list, name))])
    .flatMap((list) => itemsAt(list))
    .flatMap((rule): readonly Rewrite[] => {
      const source = ['source', 'glob', 'regex'].flatMap((name) => textAt(rule, name) ?? [])[0] ?? legacySource(rule);
      if (source === undefined) return [];
      const isProxy = /^https?:\/\//.test(targetOf(rule) ?? '');
      return [{ source, isElsewhere: isProxy || isProgram(rule), isProxy }];
    });
  return [...rewrites, ...proxies];
}

function targetOf(rule: DataNode): string | undefined {
  return textAt(rule, 'destination') ?? textAt(rule, 'dest');
}

/** A program of the host, or a function of Vercel. */
function isProgram(rule: DataNode): boolean {
  const to = targetOf(rule);
  return to === undefined ? ['function', 'run'].some((name) => dataAt(rule, name) !== undefined) : /^\/?api\//.test(to);
}

/** Of the older `routes` of Vercel those that show something. https://vercel.com/docs/project-configuration#legacy */
function legacySource(rule: DataNode): string | undefined {
  return textAt(rule, 'dest') === undefined ? undefined : textAt(rule, 'src');
}

/** The ending that stands behind the last sign of a pattern: `/docs/:path*.md`, `/docs/(.*)\\.md`. */
function endingOf(source: string): string | undefined {
  return /(?:[*)}\]]|:\w{1,60})\\?(\.[a-z]\w{0,9})\$?$/i.exec(source)?.[1];
}

/** The folders in front of the first sign of a pattern, or the address itself. */
function plainFolder(source: string): string {
  const path = source.replace(/^\^/, '').replace(/[:*(@{[\\?+!].*$/s, '');
  return path === source ? `/${path.replace(/^\/|\/$/g, '')}/` : `/${path.replace(/^\/|[^/]*$/g, '')}`;
}
