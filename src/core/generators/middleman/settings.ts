/** A site of Middleman as its `config.rb` describes it. https://middlemanapp.com/basics/install/ */
import type { Note } from '../../model.ts';
import { folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import type { RubyPattern } from '../../ruby/calls.ts';
import type { RubyValue } from '../../ruby/values.ts';
import { globTest, type PathTest } from '../../text/glob.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import { isSettings, type Settings, textOf } from '../../text/settings.ts';
import { readYaml } from '../../text/yaml.ts';
import { blogsIn, type MiddlemanBlog } from './blogSettings.ts';
import { loopNote } from './loops.ts';
import { type ConfigCall, configCalls } from './program.ts';

/** `proxy '/a.html', '/template.html'`: a page made of a template that is another one's. */
export interface Proxy {
  /** As a file of the site. */
  readonly path: string;
  readonly target: string;
  /** Without it, `directory_indexes` counts. */
  readonly isIndexed: boolean | undefined;
}

/** What the configuration says of addresses; paths are files of the site, without the slash in front. */
export interface MiddlemanSite {
  readonly root: RepoPath;
  readonly config: RepoPath;
  readonly source: RepoPath;
  readonly buildDir: string;
  readonly httpPrefix: string | undefined;
  /** 3, 4 or 5; `undefined` where nothing tells. */
  readonly version: number | undefined;
  readonly hasIndexes: boolean;
  readonly indexFile: string;
  readonly layouts: string;
  /** Tests of a file's path without its template's extensions, and with them. */
  readonly ignored: readonly PathTest[];
  /** `page '/a.html', directory_index: false`; the first that fits counts. */
  readonly indexed: readonly { readonly test: PathTest; readonly value: boolean }[];
  readonly proxies: readonly Proxy[];
  /** Files of the site that only lead on. */
  readonly redirects: readonly { readonly path: string; readonly line: number }[];
  readonly blogs: readonly MiddlemanBlog[];
  readonly languages: MiddlemanLanguages | undefined;
  /** Its assets get other names when they are built. */
  readonly hashesAssets: boolean;
  readonly timeZone: string;
  /** The settings of the GOV.UK template, where it is used. */
  readonly techDocs: Settings | undefined;
  readonly techDocsFile: RepoPath | undefined;
  readonly notes: readonly Note[];
}

/** https://middlemanapp.com/advanced/localization/ */
export interface MiddlemanLanguages {
  readonly names: readonly string[];
  /** Whose pages are at the top. */
  readonly atRoot: string | undefined;
  /** `/:locale/` */
  readonly path: string;
  readonly folder: string;
  readonly map: ReadonlyMap<string, string>;
  /** The names of files in each language, where they are translated. */
  readonly paths: ReadonlyMap<string, Settings>;
}

export async function readMiddleman(root: RepoPath, config: RepoPath, repo: Repo): Promise<MiddlemanSite> {
  const inRoot = (...names: readonly string[]) => joinRepo(root, ...names) ?? root;
  const program = config.endsWith('.rb') ? ((await repo.read(config)) ?? '') : '';
  const { calls, isWhole } = configCalls(program);
  const set = (key: string) => calls.findLast((call) => settingOf(call) === key && !call.isUncertain);
  const text = (key: string) => textOf(valueSet(set(key)));
  const flag = (name: string) => calls.some((call) => isActivated(call, name) && !call.isUncertain);
  const techDocsFile = inRoot('config', 'tech-docs.yml');
  const isTechDocs = repo.has(techDocsFile);
  const { value: techDocs } = readYaml(isTechDocs ? ((await repo.read(techDocsFile)) ?? '') : '');
  const source = joinRepo(root, text('source') ?? 'source') ?? root;
  const blogs = blogsIn(calls);
  const templates = blogs.flatMap((blog) => blog.templates);
  return {
    root,
    config,
    source,
    buildDir: text('build_dir') ?? 'build',
    httpPrefix: text('http_prefix'),
    version: await versionOf(root, isTechDocs, repo),
    hasIndexes: flag('directory_indexes'),
    indexFile: text('index_file') ?? 'index.html',
    layouts: text('layouts_dir') ?? 'layouts',
    ignored: [...ignoredBy(calls), ...templates.map((name) => (path: string) => path === name)],
    indexed: calls.flatMap((call) => indexedBy(call, source, repo)),
    proxies: calls.flatMap(proxiesOf),
    redirects: calls.flatMap(redirectsOf),
    blogs,
    languages: await languagesOf(
      calls.find((call) => isActivated(call, 'i18n')),
      calls,
      inRoot,
      repo,
    ),
    hashesAssets: flag('asset_hash'),
    timeZone: zoneOf(text('time_zone') ?? textOf(calls.findLast(({ name }) => name === 'Time.zone=')?.args[0])),
    techDocs: isSettings(techDocs) ? techDocs : undefined,
    techDocsFile: isTechDocs ? techDocsFile : undefined,
    notes: [
      ...(isWhole ? [] : [{ file: config, message: notWhole, doubtsAddresses: true }]),
      ...notesOf(calls, config, program),
    ],
  };
}

/** Rails has names of its own besides, which are not looked up. */
function zoneOf(name: string | undefined): string {
  return name !== undefined && /^[A-Z]\w+\/[\w/+-]+$/.test(name) ? name : 'UTC';
}

/** `set :key, value`, `config[:key] = value`, `config.key = value` */
function settingOf({ name, args }: ConfigCall): string | undefined {
  if (name === 'set') return textOf(args[0]);
  return /^(?:app\.)?config(?:\[(\w+)\]|\.(\w+))=$/.exec(name)?.slice(1).find(Boolean);
}

function valueSet(call: ConfigCall | undefined): RubyValue {
  return call?.name === 'set' ? call.args[1] : call?.args[0];
}

function isActivated({ name, args }: ConfigCall, extension: string): boolean {
  return name === 'activate' && args[0] === extension;
}

/** A path as Middleman compares it: without the slash in front. */
export function normal(path: string): string {
  return path.replace(/^\//, '');
}

function isPattern(value: RubyValue): value is RubyPattern {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'pattern';
}

/** Ruby's own: a path is one line. */
function patternTest({ source, ignoresCase }: RubyPattern): PathTest | undefined {
  const regex = compileRegex(`${ignoresCase ? '(?i)' : ''}${source.replace(/\\A/g, '^').replace(/\\[zZ]/g, '$')}`);
  return regex && ((path) => regex.test(path));
}

/** Ruby's `File.fnmatch`: a star crosses slashes. */
function shellTest(pattern: string): PathTest {
  return globTest(pattern.replace(/\*+/g, '**'), { doubleStar: 'anything' });
}

/** https://middlemanapp.com/basics/sitemap/#ignoring-a-file-from-the-sitemap */
function ignoredBy(calls: readonly ConfigCall[]): readonly PathTest[] {
  const targets = calls.flatMap(({ name, args, options }) => {
    if (name === 'ignore') return args.slice(0, 1);
    // A template that is there for its copies alone.
    return name === 'proxy' && options.ignore === true ? args.slice(1, 2) : [];
  });
  return targets.flatMap((value) => {
    if (isPattern(value)) return patternTest(value) ?? [];
    if (typeof value !== 'string') return [];
    const path = normal(value);
    return path.includes('*') ? shellTest(path) : (own: string) => own === path;
  });
}

/** https://middlemanapp.com/advanced/pretty-urls/#opting-out */
function indexedBy(
  { name, args, options }: ConfigCall,
  source: RepoPath,
  repo: Repo,
): readonly { readonly test: PathTest; readonly value: boolean }[] {
  const value = options.directory_index;
  if (name !== 'page' || typeof value !== 'boolean') return [];
  const [target] = args;
  if (isPattern(target)) {
    const test = patternTest(target);
    return test === undefined ? [] : [{ value, test: (path) => test(`/${path}`) }];
  }
  if (typeof target !== 'string') return [];
  const path = normal(target);
  if (path.includes('*')) return [{ value, test: shellTest(path) }];
  const folder = joinRepo(source, path) ?? source;
  const isFolder = path === '' || path.endsWith('/') || repo.files.some((file) => file.startsWith(`${folder}/`));
  const whole = isFolder ? `${path.replace(/(?<!\/)\/+$/, '')}/index.html`.replace(/^\//, '') : path;
  return [{ value, test: (own) => own === whole }];
}

function proxiesOf({ name, args, options }: ConfigCall): readonly Proxy[] {
  const [path, second] = args;
  // Up to version 3 `page` did it as well.
  const target = name === 'proxy' ? second : name === 'page' ? options.proxy : undefined;
  if (typeof path !== 'string' || typeof target !== 'string') return [];
  const { directory_index: indexed } = options;
  return [
    { path: normal(path), target: normal(target), isIndexed: typeof indexed === 'boolean' ? indexed : undefined },
  ];
}

function redirectsOf({ name, args, line }: ConfigCall): readonly { readonly path: string; readonly line: number }[] {
  return name === 'redirect' && typeof args[0] === 'string' ? [{ path: normal(args[0]), line }] : [];
}

/** As `Gemfile.lock` or `Gemfile` say; the GOV.UK template wants 4. */
async function versionOf(root: RepoPath, isTechDocs: boolean, repo: Repo): Promise<number | undefined> {
  for (let folder: RepoPath = root; ; folder = folderOf(folder)) {
    const read = async (name: string) => (await repo.read(joinRepo(folder, name) ?? folder)) ?? '';
    const locked = /^ {4}middleman(?:-core)? \((\d+)/m.exec(await read('Gemfile.lock'))?.[1];
    const wanted = /^[ \t]*gem\s*\(?["']middleman(?:-core)?["']\s*,\s*["'][~>=\s]*(\d+)/m.exec(
      await read('Gemfile'),
    )?.[1];
    const found = locked ?? wanted;
    if (found !== undefined) return Number(found);
    if (folder === '') return isTechDocs ? 4 : undefined;
  }
}

async function languagesOf(
  call: ConfigCall | undefined,
  calls: readonly ConfigCall[],
  inRoot: (...names: readonly string[]) => RepoPath,
  repo: Repo,
): Promise<MiddlemanLanguages | undefined> {
  if (call === undefined) return undefined;
  const options: Record<string, RubyValue> = { ...call.options };
  for (const { owner, name, args } of calls) {
    const key = /^\w+\.(\w+)=$/.exec(name)?.[1];
    if (owner?.args[0]?.value === 'i18n' && key !== undefined) options[key] = args[0];
  }
  const data = inRoot(textOf(options.data) ?? 'locales');
  const files = repo.files.filter((file) => folderOf(file) === data && /\.(?:ya?ml|rb)$/.test(file));
  const listed = options.locales ?? options.langs;
  const found = files.map((file) => file.slice(data.length + 1).replace(/\.\w+$/, ''));
  const names = Array.isArray(listed)
    ? listed.flatMap((name: RubyValue) => textOf(name) ?? [])
    : [...new Set(found)].sort();
  const root = options.mount_at_root;
  return {
    names,
    atRoot: root === undefined || root === null ? names[0] : textOf(root),
    path: textOf(options.path) ?? '/:locale/',
    folder: textOf(options.templates_dir) ?? 'localizable',
    map: textsIn(options.locale_map ?? options.lang_map),
    paths: await translatedPaths(files, names, repo),
  };
}

function textsIn(value: RubyValue): ReadonlyMap<string, string> {
  const isHash = typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'hash';
  const members = isHash ? [...value.members] : [];
  return new Map(members.flatMap(([key, text]) => (typeof text === 'string' ? [[key, text] as const] : [])));
}

/** `es: { paths: { hello: hola } }` */
async function translatedPaths(
  files: readonly RepoPath[],
  names: readonly string[],
  repo: Repo,
): Promise<ReadonlyMap<string, Settings>> {
  const paths = new Map<string, Settings>();
  for (const file of files) {
    const { value } = readYaml(file.endsWith('.rb') ? '' : ((await repo.read(file)) ?? ''));
    for (const name of names) {
      const own = isSettings(value) ? value[name] : undefined;
      if (isSettings(own) && isSettings(own.paths)) paths.set(name, own.paths);
    }
  }
  return paths;
}

const notWhole = 'This program could not be read to its end; correct what is not closed in it.';

/** What only running the program would tell. */
function notesOf(calls: readonly ConfigCall[], file: RepoPath, program: string): readonly Note[] {
  const told = new Map<string, Note>();
  for (const call of calls) {
    const { name, args, line } = call;
    const isOpen = typeof args[0] !== 'string' && !isPattern(args[0]);
    if (name === 'proxy' && isOpen) {
      told.set('proxy', loopNote(told.get('proxy'), file, line, program));
    } else if (name === 'ignore' && (isOpen || (isPattern(args[0]) && patternTest(args[0]) === undefined))) {
      const message =
        'What this line ignores is only told by running the program, so that its pages count as published.';
      told.set('ignore', { file, line, message, doubtsAddresses: true });
    } else if (
      call.isUncertain &&
      (isActivated(call, 'directory_indexes') || ['source', 'http_prefix'].includes(settingOf(call) ?? ''))
    ) {
      const message = `Whether this line counts is only told by running the program; the addresses are those without it.`;
      told.set(`condition ${line}`, { file, line, message, doubtsAddresses: true });
    }
  }
  if (
    calls.some(({ owner, name }) => owner?.args[0]?.value === 'blog' && /\.(?:filter|custom_collections)=$/.test(name))
  ) {
    const message =
      'Which articles a filter of the blog takes, and the lists of its custom collections, are not known.';
    told.set('blog', { file, message });
  }
  return [...told.values()];
}
