/**
 * Lume 1 to 3.
 *
 * - `a/b.md` is at `/a/b/`, `index` at its folder, and with `prettyUrls: false` at `/a/b.html`. `url` of the page says
 *   otherwise, from the root or (`./x/`) from its folder; `basename` takes the place of the name, also of a folder's.
 * - Pages are Markdown, Vento and scripts that end in `.page.ts` (`.tmpl.ts` in version 1), and what a plugin adds.
 *   Other files are copied where `copy` or `add` names them. Names that begin with `_` or `.` are passed over.
 * - A date in front of a name was taken off it up to version 2, and is since where `extract_date` is used.
 * - `multilanguage` puts pages below their language; `redirects` makes pages of `oldUrl`.
 *
 * `_config.ts` is not run: what is no literal is unknown.
 *
 * https://lume.land/docs/creating-pages/urls/
 */
import type { ContentFile, Route, RouteKind } from '../../model.ts';
import {
  below,
  builtUrl,
  decodePath,
  extensionOf,
  fileName,
  folderOf,
  isAtOrBelow,
  joinRepo,
  type RepoPath,
} from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, type Settings, textOf, textsOf } from '../../text/settings.ts';
import { pageTitle } from '../../text/title.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import { type DetectedSite, type Generator, type MadePages, madeFiles, type Permalinks } from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { exportsOf, type LumeData, readData } from './cascade.ts';
import { callsLume, configNames, isPassedOver, isRecord, type LumeConfig, readLume } from './config.ts';

export const lume: Generator = {
  id: 'lume',
  title: 'Lume',
  docs: 'https://lume.land/docs/creating-pages/urls/',
  command: /\blume\/cli\.ts\b|\bdeno task (?:lume|build)\b/,

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const config of filesNamed(repo, ...configNames)) {
      if (!callsLume((await repo.read(config)) ?? '')) continue;
      found.push({
        generator: 'lume',
        root: folderOf(config),
        config,
        because: config,
        certainty: inExampleFolder(config) ? 0.3 : 0.96,
      });
    }
    return found;
  },

  open,
};

interface Site extends LumeConfig {
  readonly basePath: string;
  readonly cascade: LumeData;
  /** Endings of pages, the longest first. */
  readonly endings: readonly string[];
}

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const file = config ?? joinRepo(root, '_config.ts') ?? root;
  const settings = await readLume(root, file, repo);
  const cascade = await readData(settings.source, repo);
  const basePath = basePathOf(settings.location?.url);
  const site: Site = { ...settings, cascade, basePath, endings: endingsOf(settings) };
  const { location } = settings;
  return {
    address: location && { url: location.url, file, line: location.line },
    basePath,
    staticRoots: rootsOf(site),
    leavesOut: (path) => isPassedOver(rootsOf(site).flatMap((root) => below(path, root) ?? [])[0] ?? path),
    notes: [...settings.notes, ...cascade.notes],
    reads(path) {
      if (path === file || below(path, site.source) === undefined) return undefined;
      if (rootsOf(site).some((root) => below(path, root) !== undefined)) return undefined;
      if (copyOf(path, site)?.isCopy === true) return 'path';
      const ending = endingOf(path, site);
      if (ending !== undefined) return /[jt]sx?$/.test(ending) ? 'whole' : 'head';
      return copyOf(path, site) === undefined ? undefined : 'path';
    },
    routes: (content) => routesOf(content, site),
    made: async () => madePages(site, repo),
    beside: madeFiles(
      ['sitemap.xml', 'robots.txt', 'feed.xml', 'feed.json', 'rss.xml', 'pagefind/', 'style.css'],
      basePath,
      file,
    ),
  };
}

/** https://lume.land/docs/core/multiple-sources/, and the page of each plugin. */
function endingsOf({ plugins, version = 3, loaded }: LumeConfig): readonly string[] {
  const sub = version < 2 ? '.tmpl' : '.page';
  const of: Readonly<Record<string, readonly string[]>> = {
    nunjucks: ['.njk'],
    jsx: version < 2 ? ['.jsx', '.tsx'] : ['.page.jsx', '.page.tsx'],
    jsx_preact: version < 2 ? ['.jsx', '.tsx'] : ['.page.jsx', '.page.tsx'],
    mdx: ['.mdx'],
    eta: ['.eta'],
    pug: ['.pug'],
    liquid: ['.liquid'],
    vento: ['.vto', '.vento'],
  };
  const usual = ['.md', '.markdown', '.yml', '.yaml', `${sub}.js`, `${sub}.ts`, `${sub}.json`];
  const own = version < 2 ? ['.njk'] : ['.vto', '.vento'];
  const added = Object.keys(of).flatMap((name) => (plugins.has(name) ? (of[name] ?? []) : []));
  return [...new Set([...usual, ...own, ...added, ...loaded])].sort((a, b) => b.length - a.length);
}

function endingOf(path: string, site: Site): string | undefined {
  const inside = below(path, site.source);
  if (inside === undefined || isPassedOver(inside) || isIgnored(inside, site)) return undefined;
  const name = fileName(inside);
  return site.endings.find((ending) => name.endsWith(ending) && name.length > ending.length);
}

function isIgnored(inside: string, { ignored }: Site): boolean {
  if (/(?:^|\/)node_modules\/|^(?:import_map|deno)\.jsonc?$|^deno\.lock$/.test(inside)) return true;
  return ignored.some((path) => isAtOrBelow(inside, path.replace(/^(?:\.?\/)+|(?<!\/)\/+$/g, '')));
}

interface Copy {
  readonly url: string;
  readonly isCopy: boolean;
}

/** Folders whose files are copied to the top: `site.copy("static", ".")`. */
function rootsOf({ source, copies }: Site): readonly RepoPath[] {
  return copies.flatMap(({ from, to, isCopy }) => {
    const isTop = isCopy && to !== undefined && /^\.?\/*$/.test(to) && !from.startsWith('.');
    return isTop ? (joinRepo(source, from.replace(/^\/+/, '')) ?? []) : [];
  });
}

/** Where `copy` or `add` puts a file. */
function copyOf(path: RepoPath, { source, copies }: Site): Copy | undefined {
  const inside = below(path, source) ?? '';
  for (const { from, to, isCopy } of copies) {
    if (from.startsWith('.') && !from.startsWith('./')) {
      if (!isPassedOver(inside) && inside.endsWith(from)) return { url: isCopy ? inside : built(inside), isCopy };
      continue;
    }
    const folder = from.replace(/^(?:\.?\/)+|(?<!\/)\/+$/g, '');
    const rest = inside === folder ? '' : below(inside, folder);
    if (rest === undefined || isPassedOver(rest)) continue;
    const target = to?.replace(/^\.?\/*/, '') ?? folder;
    const isFolder = rest !== '';
    const url = isFolder ? `${target.replace(/\/$/, '')}/${rest}` : target;
    return { url: isCopy ? url : built(url), isCopy };
  }
  return undefined;
}

/** What a stylesheet or a script is once it is built. */
function built(path: string): string {
  return path.replace(/\.s[ac]ss$/, '.css').replace(/\.tsx?$/, '.js');
}

function routesOf(file: ContentFile, site: Site): readonly Route[] {
  const copy = copyOf(file.path, site);
  const ending = copy?.isCopy ? undefined : endingOf(file.path, site);
  if (ending === undefined)
    return copy === undefined ? [] : [{ url: builtUrl(site.basePath, copy.url), file: file.path, kind: 'static' }];
  const inside = below(file.path, site.source) ?? '';
  const own = file.text === undefined ? file.frontMatter.data : exportsOf(file.text);
  const data: Settings = { ...site.cascade.at(folderOf(inside)), ...own };
  if (own.url === false || data.url === false) return [];
  if (file.text !== undefined && isGenerator(file.text)) return [];
  const path = addressOf(inside, ending, own, data, site);
  const isDraft = data.draft === true || data.draft === 'true';
  const title = textOf(own.title) ?? pageTitle(file);
  const languages = site.plugins.has('multilanguage') ? textsOf(data.lang) : [];
  const at = (url: string, language?: string): Route => ({
    url: builtUrl(site.basePath, url),
    file: file.path,
    kind: isDraft ? 'draft' : kindOf(url),
    title,
    ...(language !== undefined && { language }),
    ...(textOf(own.url) !== undefined && { key: 'url' }),
  });
  const pages = languages.map((language) => {
    const said = own[language];
    const isTranslated = isSettings(said) && said.url !== undefined;
    const url = isTranslated ? addressOf(inside, ending, { ...own, ...said }, { ...data, ...said }, site) : path;
    return at(inLanguage(url, language, site), language);
  });
  if (languages.length === 0) pages.push(at(path));
  const old = site.plugins.has('redirects') && !isDraft ? textsOf(own.oldUrl) : [];
  return [
    ...pages,
    ...old.map(
      (url): Route => ({
        ...at(decodePath(url.split(/\s/)[0] ?? '').replace(/index\.html$/, '')),
        kind: 'redirect',
        key: 'oldUrl',
      }),
    ),
  ];
}

function kindOf(path: string): RouteKind {
  if (path === '/') return 'home';
  const extension = extensionOf(path);
  return extension === '' || extension === '.html' ? 'page' : 'static';
}

/** https://lume.land/docs/creating-pages/urls/ */
function addressOf(inside: string, ending: string, own: Settings, data: Settings, site: Site): string {
  const folder = folderAt(folderOf(inside), site);
  const written = textOf(own.url) ?? textOf(data.url);
  if (written !== undefined) {
    const url = /^\.\.?\//.test(written) ? joined(folder, written) : written;
    return decodePath(url).replace(/\/index\.html$/, '/');
  }
  const name = fileName(inside).slice(0, -ending.length);
  const path = joined(folder, textOf(own.basename) ?? plainName(name, site));
  if (!site.isPretty || path === '/404') return `${path}.html`;
  return path.replace(/\/index$/, '').replace(/\/?$/, '/');
}

/** Folders by their names, or by the `basename` that their data give them. */
function folderAt(folder: string, site: Site): string {
  if (folder === '') return '/';
  const { basename } = site.cascade.at(folder);
  return joined(folderAt(folderOf(folder), site), textOf(basename) ?? plainName(fileName(folder), site));
}

const dated = /^\d{4}-\d\d-\d\d(?:-\d\d-\d\d(?:-\d\d)?)?[_-](.+)$/;

/** Without a date or a number in front that says when or where it stands. */
function plainName(name: string, { plugins, version = 3 }: Site): string {
  const hasDates = version < 3 || plugins.has('extract_date');
  const plain = hasDates ? (dated.exec(name)?.[1] ?? name) : name;
  const options = plugins.get('extract_order') ?? false;
  const takesOrder = isRecord(options) && options.remove !== false;
  return takesOrder ? plain.replace(/^\D*\d+\.(?=.)/, '') : plain;
}

function joined(folder: string, path: string): string {
  const parts: string[] = [];
  const whole = `${folder}/${path}`;
  for (const part of whole.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}${path.endsWith('/') && parts.length > 0 ? '/' : ''}`;
}

/** https://lume.land/plugins/multilanguage/ */
function inLanguage(path: string, language: string, { plugins }: Site): string {
  const options = plugins.get('multilanguage') ?? false;
  const isDefault = isRecord(options) && options.defaultLanguage === language;
  const isBelow = path.startsWith(`/${language}/`);
  if (path === '/404.html') return path;
  if (isBelow) return isDefault ? path.slice(language.length + 1) : path;
  return isDefault ? path : `/${language}${path}`;
}

function isGenerator(text: string): boolean {
  return /^export\s+default\s+(?:async\s+)?function\s*\*/m.test(text);
}

/** Scripts that give any number of pages, whose addresses only running them would tell. */
async function madePages(site: Site, repo: Repo): Promise<readonly MadePages[]> {
  const made: MadePages[] = [];
  for (const file of repo.files) {
    const ending = endingOf(file, site);
    if (ending === undefined || !/[jt]sx?$/.test(ending) || !isGenerator((await repo.read(file)) ?? '')) continue;
    // They name their addresses themselves; those of an `index` may be anywhere in its folder.
    const name = fileName(file).slice(0, -ending.length);
    const folder = name === 'index' ? folderOf(file) : joinRepo(folderOf(file), name);
    if (folder !== undefined) made.push({ folder, by: fileName(file) });
  }
  return made;
}
