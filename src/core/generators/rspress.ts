/**
 * Rspress: each Markdown or component file below `root` by its path, `index` cut, the extension replaced by `.html` or
 * nothing (`route.cleanUrls`). The folders of the default version and language are left out. Front matter changes no address.
 *
 * - Names that begin with `_` or a dot are parts of pages; `route.exclude` leaves out more, `route.include` takes in these only.
 *
 * https://rspress.rs/guide/use-mdx/routing
 * https://rspress.rs/guide/basic/i18n
 */
import type { ContentFile, Note, Route } from '../model.ts';
import { below, builtUrl, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { baseNotes, doubtfulNote, folderOption, unreadNote, unreadPartNotes } from '../script/notes.ts';
import { configurationOf, type Script, scriptReader } from '../script/script.ts';
import {
  booleanOf,
  emptyObject,
  isAbsent,
  itemsOf,
  textValue,
  textValues,
  type Value,
  writtenProperty,
} from '../script/value.ts';
import { globsTest } from '../text/glob.ts';
import { pageTitle } from '../text/title.ts';
import type { DetectedSite, Generator, Permalinks } from './shared/generator.ts';
import { filesNamed, scriptNames, sitesOf } from './shared/namedFiles.ts';
import { basePathOf } from './shared/siteAddress.ts';

export const rspress: Generator = {
  id: 'rspress',
  title: 'Rspress',
  docs: 'https://rspress.rs/guide/use-mdx/routing',
  command: /\brspress build\b/,
  detect: async (repo) => sitesOf('rspress', filesNamed(repo, ...scriptNames('rspress.config'))),
  open,
};

interface Settings {
  readonly source: RepoPath;
  readonly basePath: string;
  readonly extension: '' | '.html';
  readonly takes: (path: string) => boolean;
  /** The default one first; none where there is but one. */
  readonly versions: readonly string[];
  readonly languages: readonly string[];
  readonly notes: readonly Note[];
}

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const script = config && (await scriptReader(repo, root).read(config));
  const settings = readSettings(root, script);
  const publicFolder = joinRepo(settings.source, 'public') ?? settings.source;
  const pathOf = (file: RepoPath) => {
    const path = below(file, settings.source);
    return path !== undefined && below(file, publicFolder) === undefined && settings.takes(path) ? path : undefined;
  };
  return {
    basePath: settings.basePath,
    staticRoots: [publicFolder],
    notes: settings.notes,
    reads(file) {
      if (pathOf(file) === undefined) return undefined;
      return /\.mdx?$/.test(file) ? 'head' : 'path';
    },
    routes(file) {
      const path = pathOf(file.path);
      return path === undefined ? [] : [routeOf(file, path, settings)];
    },
  };
}

function readSettings(root: RepoPath, script: Script | undefined): Settings {
  const whole = script ? configurationOf(script) : emptyObject;
  const object = whole.kind === 'object' ? whole : emptyObject;
  const option = (...names: readonly string[]): Value => writtenProperty(object, ...names);
  const [base, source, clean] = [option('base'), option('root'), option('route', 'cleanUrls')];
  const [include, exclude] = [option('route', 'include'), option('route', 'exclude')];
  const own = option('locales');
  const languages = namesOf(isAbsent(own) ? option('themeConfig', 'locales') : own);
  const [taken, left] = [textValues(include), textValues(exclude)];
  const [isTaken, isLeft] = [globsTest(taken), globsTest(left)];
  return {
    source: joinRepo(folderOption(textValue(source) ?? 'docs', root)) ?? root,
    basePath: basePathOf(textValue(base), 'path'),
    extension: booleanOf(clean) === true ? '' : '.html',
    takes: (path) =>
      /\.(?:mdx?|[jt]sx)$/.test(path) &&
      !/(?:^|\/)(?:\.|_(?!_)|node_modules\/)/.test(path) &&
      !isLeft(path) &&
      (taken.length === 0 || isTaken(path)),
    versions: defaultFirst(
      textValues(option('multiVersion', 'versions')),
      textValue(option('multiVersion', 'default')),
    ),
    languages: defaultFirst(languages, textValue(option('lang'))),
    notes: [...(script?.notes ?? []), ...notesOf(whole, { base, source, clean, include, exclude })],
  };
}

function notesOf(
  whole: Value,
  { base, source, clean, include, exclude }: Readonly<Record<string, Value>>,
): readonly Note[] {
  const object = whole.kind === 'object' ? whole : emptyObject;
  const doubted = [
    doubtfulNote('the configuration', whole, 'the usual settings are assumed'),
    ...baseNotes('base', base, 'addresses are given as if it were `/`'),
    source && doubtfulNote('root', source, 'pages are looked for in `docs`'),
    clean && doubtfulNote('route.cleanUrls', clean, 'addresses are given with `.html`'),
  ];
  return [
    ...doubted.flatMap((note) => note ?? []),
    ...object.unread.flatMap(
      (part) => unreadNote('the configuration', part, 'what it may say of addresses is not known') ?? [],
    ),
    ...(include ? unreadPartNotes('route.include', include, 'files it takes in may be missing') : []),
    ...(exclude ? unreadPartNotes('route.exclude', exclude, 'files it leaves out may be listed') : []),
  ];
}

function namesOf(locales: Value): readonly string[] {
  return itemsOf(locales).flatMap((entry) => textValue(writtenProperty(entry, 'lang')) ?? []);
}

function defaultFirst(names: readonly string[], first: string | undefined): readonly string[] {
  if (names.length === 0) return [];
  const named = first ?? names[0] ?? '';
  return [named, ...names.filter((name) => name !== named)];
}

function routeOf(file: ContentFile, path: string, settings: Settings): Route {
  const { basePath, extension, versions, languages } = settings;
  const [version, inVersion] = cut(path.replace(/\.\w+$/, ''), versions);
  const [language, inside] = cut(inVersion, languages);
  // Those that are meant where none is named have no folder.
  const folders = [version === versions[0] ? '' : version, language === languages[0] ? '' : language];
  const before = folders.flatMap((name) => name || []);
  const index = /^(?:(.*)\/)?index$/s.exec(inside);
  const common = { file: file.path, title: pageTitle(file), language, version };
  if (index === null) return { ...common, url: builtUrl(basePath, ...before, `${inside}${extension}`), kind: 'page' };
  const folder = index[1] ?? '';
  return { ...common, url: builtUrl(basePath, ...before, folder, '/'), kind: folder === '' ? 'home' : 'section' };
}

/** The folder of one of these names at the front, and what follows it. */
function cut(path: string, names: readonly string[]): readonly [name: string | undefined, rest: string] {
  const name = names.find((entry) => path.startsWith(`${entry}/`));
  return name === undefined ? [undefined, path] : [name, path.slice(name.length + 1)];
}
