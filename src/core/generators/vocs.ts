/**
 * Vocs: each Markdown or component file of `pages` by its path, extension and `index` cut. Front matter changes no address.
 *
 * - Vocs 1 looks in `rootDir`, which is `docs`; Vocs 2 in `srcDir`, which is `src`, below `rootDir`, the folder of the
 *   configuration. Which of the two a site is made by is told by where its pages lie.
 * - Vocs 2 has pages whose address has parameters (`[slug]`), folders that are no part of one (`(group)`), and files that
 *   are no page (`_layout`, `_root`, `_part…`, what lies in `_actions`, `_components`, `_hooks`, `_slices` or `_api`).
 *
 * https://vocs.dev/docs/structure
 * https://waku.gg/#routing
 */
import type { ContentFile, Note, Route } from '../model.ts';
import { below, builtUrl, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { baseNotes, doubtfulNote, folderOption, unreadNote } from '../script/notes.ts';
import { configurationOf, type Script, scriptReader } from '../script/script.ts';
import { emptyObject, textValue, type Value, writtenProperty } from '../script/value.ts';
import { pageTitle } from '../text/title.ts';
import type { DetectedSite, Generator, Permalinks } from './shared/generator.ts';
import { filesNamed, scriptNames, sitesOf } from './shared/namedFiles.ts';
import { basePathOf } from './shared/siteAddress.ts';

export const vocs: Generator = {
  id: 'vocs',
  title: 'Vocs',
  docs: 'https://vocs.dev/docs/structure',
  command: /\bvocs build\b/,
  detect: async (repo) => sitesOf('vocs', filesNamed(repo, ...scriptNames('vocs.config'), 'vocs.config.tsx')),
  open,
};

interface Settings {
  readonly pages: RepoPath;
  readonly publicFolder: RepoPath;
  readonly basePath: string;
  /** Addresses are made as Waku makes them. */
  readonly isSecond: boolean;
  readonly address: Permalinks['address'];
  readonly notes: readonly Note[];
}

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const settings = readSettings(root, config && (await scriptReader(repo, root).read(config)), repo);
  const { pages, publicFolder, basePath, isSecond, address, notes } = settings;
  const pathOf = (file: RepoPath) => {
    const path = below(file, pages);
    return path !== undefined && /\.(?:mdx?|[jt]sx?)$/.test(path) && !(isSecond && hasDot.test(path))
      ? path
      : undefined;
  };
  return {
    address,
    basePath,
    staticRoots: [publicFolder],
    notes,
    reads(file) {
      if (pathOf(file) === undefined) return undefined;
      return /\.mdx?$/.test(file) ? 'head' : 'path';
    },
    routes(file) {
      const path = pathOf(file.path);
      return path === undefined ? [] : routesOf(file, path.replace(/\.\w+$/, ''), basePath, isSecond);
    },
  };
}

/** Vocs 2 takes in no name that begins with a dot, Vocs 1 does. */
const hasDot = /(?:^|\/)\./;

function readSettings(root: RepoPath, script: Script | undefined, repo: Repo): Settings {
  const whole = script ? configurationOf(script) : emptyObject;
  const object = whole.kind === 'object' ? whole : emptyObject;
  const option = (name: string): Value => writtenProperty(object, name);
  const [base, rootDir, srcDir, baseUrl] = [option('basePath'), option('rootDir'), option('srcDir'), option('baseUrl')];
  const folder = (name: string, within = root) => joinRepo(folderOption(name, within) ?? within) ?? within;
  const pagesIn = (source: RepoPath) => joinRepo(source, 'pages') ?? source;
  const first = folder(textValue(rootDir) ?? 'docs');
  const second = folder(textValue(rootDir) ?? '.');
  const secondPages = pagesIn(folder(textValue(srcDir) ?? 'src', second));
  const isSecond = repo.files.some((file) => below(file, secondPages) !== undefined);
  const notes = [
    doubtfulNote('the configuration', whole, 'the usual settings are assumed'),
    ...baseNotes('basePath', base, 'addresses are given as if it were `/`'),
    doubtfulNote('rootDir', rootDir, 'pages are looked for in the usual folder'),
    doubtfulNote('srcDir', srcDir, 'pages are looked for in `src`'),
    ...object.unread.map((part) => unreadNote('the configuration', part, 'what it may say of addresses is not known')),
  ];
  const url = textValue(baseUrl);
  return {
    pages: isSecond ? secondPages : pagesIn(first),
    publicFolder: joinRepo(isSecond ? second : first, 'public') ?? root,
    basePath: basePathOf(textValue(base), 'path'),
    isSecond,
    address: url ? { url, file: baseUrl.origin.file, line: baseUrl.origin.line } : undefined,
    notes: [...(script?.notes ?? []), ...notes.flatMap((note) => note ?? [])],
  };
}

/** What Waku takes for parts of pages, by the last name and by any. */
const noPage = /^(?:_layout$|_root$|_part)/;
const noPages: ReadonlySet<string> = new Set(['_actions', '_components', '_hooks', '_slices', '_api']);

function routesOf(file: ContentFile, path: string, basePath: string, isSecond: boolean): readonly Route[] {
  const parts = path.split('/');
  const last = parts.at(-1) ?? '';
  if (isSecond && (noPage.test(last) || parts.some((part) => noPages.has(part)))) return [];
  const shown = isSecond ? parts.filter((part) => !/^\(.*\)$/.test(part)) : parts;
  const named = last === 'index' ? shown.slice(0, -1) : shown;
  const isDynamic = isSecond && named.some((part) => /^\[.*\]$/.test(part));
  const kind = isDynamic ? 'dynamic' : named.length === 0 ? 'home' : last === 'index' ? 'section' : 'page';
  return [{ url: builtUrl(basePath, ...named), file: file.path, kind, title: pageTitle(file) }];
}
