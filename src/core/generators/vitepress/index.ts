/**
 * VitePress: each Markdown file below `srcDir` by its path, `index` cut, `.md` replaced by `.html` or nothing
 * (`cleanUrls`), after `rewrites`. Front matter changes no address.
 *
 * https://vitepress.dev/guide/routing
 */
import type { Note, Route } from '../../model.ts';
import { below, builtUrl, joinRepo, type RepoPath } from '../../paths.ts';
import { baseNotes, doubtfulNote, folderOption, unreadNote, unreadPartNotes } from '../../script/notes.ts';
import { configurationOf, type Script, scriptReader } from '../../script/script.ts';
import {
  booleanOf,
  emptyObject,
  entriesOf,
  isAbsent,
  textValue,
  textValues,
  type Value,
  writtenProperty,
} from '../../script/value.ts';
import { globsTest } from '../../text/glob.ts';
import { pageTitle } from '../../text/title.ts';
import { sitesBuilt } from '../shared/commandFolder.ts';
import { type DetectedSite, type Generator, madeFiles, type Permalinks } from '../shared/generator.ts';
import { filesNamed, scriptNames } from '../shared/namedFiles.ts';
import { writtenByPlugins } from '../shared/pluginFiles.ts';
import { leadsOnByHead } from '../shared/refreshHead.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { type DynamicRoutes, isDynamic, readDynamicRoutes } from './dynamicRoutes.ts';
import { readRewrites } from './rewrites.ts';

const configFile = /^(?:(.*)\/)?\.vitepress\/config(?:\/index)?\.[cm]?[jt]s$/;
const themeFile = /^(?:(.*)\/)?\.vitepress\/theme\/index\.[cm]?[jt]s$/;

export const vitepress: Generator = {
  id: 'vitepress',
  title: 'VitePress',
  docs: 'https://vitepress.dev/guide/routing',
  command: /\bvitepress build\b/,

  async detect(repo) {
    const sites = new Map<string, DetectedSite>();
    for (const path of filesNamed(repo, ...scriptNames('config'), ...scriptNames('index'))) {
      const match = configFile.exec(path) ?? themeFile.exec(path);
      if (!match) continue;
      const root = (match[1] ?? '') as RepoPath;
      const isConfig = configFile.test(path);
      if (sites.get(root)?.config !== undefined) continue;
      const config = isConfig ? path : undefined;
      sites.set(root, { generator: 'vitepress', root, config, because: path, certainty: isConfig ? 0.95 : 0.8 });
    }
    return sites.size > 0 ? [...sites.values()] : sitesBuilt('vitepress', buildCommand, repo);
  },

  async open({ root, config }, repo): Promise<Permalinks> {
    const scripts = scriptReader(repo, root);
    const script = config && (await scripts.read(config));
    const settings = readSettings(root, script, (config && (await repo.read(config))) ?? '');
    const dynamic = new Map<RepoPath, DynamicRoutes>();
    for (const file of repo.files) {
      const path = pathOf(file, settings);
      if (path !== undefined && isDynamic(path)) dynamic.set(file, await readDynamicRoutes(file, path, scripts, repo));
    }
    return {
      address: settings.address,
      basePath: settings.basePath,
      beside: madeFiles(settings.made, settings.basePath, config ?? root),
      staticRoots: [joinRepo(settings.source, 'public') ?? settings.source],
      notes: [...settings.notes, ...[...dynamic.values()].flatMap(({ note }) => note ?? [])],
      reads: (file) => (pathOf(file, settings) === undefined ? undefined : 'head'),
      routes: (file) => {
        const path = pathOf(file.path, settings);
        if (path === undefined) return [];
        const routes = dynamic.get(file.path);
        const title = pageTitle(file);
        const leadsOn = leadsOnByHead(file) && ({ kind: 'redirect', key: 'head' } as const);
        if (!routes) return [{ ...route(path, settings), file: file.path, title, ...leadsOn }];
        const pages = routes.pages.map(
          (page): Route => ({ ...route(page, settings), file: file.path, title: undefined }),
        );
        return routes.isOpen ? [...pages, { ...route(path, settings), file: file.path, kind: 'dynamic' }] : pages;
      },
    };
  },
};

/** No configuration is needed: a script that builds a folder is enough. */
const buildCommand = /\bvitepress\s+build(?:\s+([\w.][\w./-]*))?/;

interface Settings {
  readonly source: RepoPath;
  readonly basePath: string;
  readonly extension: '' | '.html';
  readonly takes: (path: string) => boolean;
  readonly rewrite: (page: string) => string;
  readonly languages: readonly string[];
  readonly address: Permalinks['address'];
  /** Made at the top, by VitePress and by plugins. */
  readonly made: readonly string[];
  readonly notes: readonly Note[];
}

function readSettings(root: RepoPath, script: Script | undefined, written: string): Settings {
  const whole = script ? configurationOf(script) : emptyObject;
  const object = whole.kind === 'object' ? whole : emptyObject;
  const parent = writtenProperty(object, 'extends');
  const option = (name: string): Value => {
    const own = writtenProperty(object, name);
    return isAbsent(own) && parent.kind === 'object' ? writtenProperty(parent, name) : own;
  };
  const [base, source, exclude, clean] = ['base', 'srcDir', 'srcExclude', 'cleanUrls'].map(option) as [
    Value,
    Value,
    Value,
    Value,
  ];
  const rewrites = script ? readRewrites(option('rewrites'), script) : { rewrite: (page: string) => page, notes: [] };
  const excluded = globsTest(textValues(exclude));
  const notes = [
    doubtfulNote('the configuration', whole, 'the usual settings are assumed'),
    ...baseNotes('base', base, 'addresses are given as if it were `/`'),
    doubtfulNote('srcDir', source, 'pages are looked for beside `.vitepress`'),
    doubtfulNote('cleanUrls', clean, 'addresses are given with `.html`'),
  ].filter((note) => note !== undefined);
  return {
    source: joinRepo(folderOption(textValue(source) ?? '.', root)) ?? root,
    basePath: basePathOf(textValue(base), 'path'),
    extension: booleanOf(clean) === true ? '' : '.html',
    takes: (path) => path.endsWith('.md') && !/(?:^|\/)(?:\.|(?:node_modules|dist)\/)/.test(path) && !excluded(path),
    rewrite: rewrites.rewrite,
    languages: entriesOf(option('locales')).flatMap(([name]) => (name === 'root' ? [] : name)),
    address: addressOf(writtenProperty(option('sitemap'), 'hostname'), textValue(base)),
    // https://vitepress.dev/guide/sitemap-generation https://github.com/okineadev/vitepress-plugin-llms
    made: [
      '404.html',
      ...(option('sitemap').kind === 'object' ? ['sitemap.xml'] : []),
      ...writtenByPlugins(written, { 'vitepress-plugin-llms': ['llms.txt', 'llms-full.txt'] }),
    ],
    notes: [
      ...(script?.notes ?? []),
      ...notes,
      ...object.unread.flatMap(
        (part) => unreadNote('the configuration', part, 'what it may say of addresses is not known') ?? [],
      ),
      ...unreadPartNotes('srcExclude', exclude, 'files it leaves out may be listed'),
      ...rewrites.notes,
    ],
  };
}

function addressOf(hostname: Value, base: string | undefined): Permalinks['address'] {
  const url = textValue(hostname);
  if (url === undefined) return undefined;
  const { file, line } = hostname.origin;
  const host = url.replace(/(?<!\/)\/+$/, '');
  const isWhole = base === undefined || host.endsWith(base.replace(/(?<!\/)\/+$/, ''));
  return { url: isWhole ? `${host}/` : `${host}${base}`, file, line };
}

function pathOf(file: RepoPath, { source, takes }: Settings): string | undefined {
  const path = below(file, source);
  return path !== undefined && takes(path) ? path : undefined;
}

function route(path: string, { basePath, extension, rewrite, languages }: Settings): Omit<Route, 'file'> {
  const page = rewrite(path);
  const stem = page.replace(/\.md$/, '');
  const index = /^(?:(.*)\/)?index$/s.exec(stem);
  const folder = index?.[1] ?? '';
  const language = languages.find((name) => page.startsWith(`${name}/`));
  const common = languages.length > 0 ? { language: language ?? 'root' } : {};
  if (!index) return { url: builtUrl(basePath, `${stem}${extension}`), kind: 'page', ...common };
  const isHome = folder === '' || folder === language;
  return { url: builtUrl(basePath, folder, '/'), kind: isHome ? 'home' : 'section', ...common };
}
