/**
 * SolidStart, and SolidBase on top of it: each file of `src/routes` by its path, `index` cut.
 *
 *   (group)      no segment             [x]        one segment
 *   users(x)     `users`                [[x]]      one segment or none
 *   (0)intro     `intro`                [...x]     any number of segments
 *
 * A script is a page when it has a default export, and answers requests when it exports their methods; Markdown is a
 * page. `appRoot`, `routeDir` and `extensions` are options of the plugin or of `app.config`.
 *
 * https://docs.solidjs.com/solid-start/building-your-application/routing
 */
import type { ContentFile, Note, Route } from '../model.ts';
import { below, builtUrl, extensionOf, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { baseNotes, doubtfulNote } from '../script/notes.ts';
import { configurationOf, scriptReader } from '../script/script.ts';
import { literalValue, nowhere, property, textValue, textValues, type Value } from '../script/value.ts';
import { append } from '../text/longLists.ts';
import { pageTitle } from '../text/title.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import type { Generator, Permalinks } from './shared/generator.ts';
import { filesNamed, scriptNames } from './shared/namedFiles.ts';
import { basePathOf } from './shared/siteAddress.ts';

const scripts = ['.tsx', '.jsx', '.ts', '.js'];
const markdown = ['.mdx', '.md'];
const configNames = [...scriptNames('app.config'), ...scriptNames('vite.config')];

export const solidStart: Generator = {
  id: 'solid-start',
  title: 'SolidStart',
  docs: 'https://docs.solidjs.com/solid-start/building-your-application/routing',

  async detect(repo) {
    const found = [];
    for (const manifest of filesNamed(repo, 'package.json')) {
      const root = folderOf(manifest);
      const config = configOf(root, repo);
      if (config === undefined || !/"@solidjs\/start"\s*:/.test((await repo.read(manifest)) ?? '')) continue;
      const certainty = inExampleFolder(manifest) ? 0.3 : 0.9;
      found.push({ generator: 'solid-start', root, config, because: `@solidjs/start in ${manifest}`, certainty });
    }
    return found;
  },

  async open({ root, config }, repo): Promise<Permalinks> {
    const { routes, extensions, basePath, address, notes } = await readSettings(root, config, repo);
    const inside = (path: RepoPath) => {
      const extension = extensionOf(path);
      const known = extensions.has(extension) ? below(path, routes) : undefined;
      return known?.slice(0, -extension.length);
    };
    return {
      address,
      basePath,
      staticRoots: [joinRepo(root, 'public') ?? root],
      notes,
      reads: (path) =>
        inside(path) === undefined ? undefined : markdown.includes(extensionOf(path)) ? 'head' : 'whole',
      routes: (file) => {
        const path = inside(file.path);
        return path === undefined ? [] : routesOf(path, file, basePath);
      },
    };
  },
};

function configOf(root: RepoPath, repo: Repo): RepoPath | undefined {
  return configNames.map((name) => joinRepo(root, name)).find((file) => file !== undefined && repo.has(file));
}

interface Settings {
  readonly routes: RepoPath;
  readonly extensions: ReadonlySet<string>;
  readonly basePath: string;
  readonly address: Permalinks['address'];
  readonly notes: readonly Note[];
}

async function readSettings(root: RepoPath, config: RepoPath | undefined, repo: Repo): Promise<Settings> {
  const script = config && (await scriptReader(repo, root).read(config));
  const whole = script && configurationOf(script);
  const options = whole && pluginOptions(property(whole, 'plugins'));
  const option = (name: string) => [options, whole].map((value) => value && property(value, name)).find(isGiven);
  const text = (name: string, without: string) => textValue(option(name) ?? missing) ?? without;
  const source = joinRepo(root, text('appRoot', 'src')) ?? root;
  const base = (whole && property(whole, 'server', 'baseURL')) ?? missing;
  const more = textValues(option('extensions') ?? missing) ?? [];
  const unread = ['appRoot', 'routeDir'].map((name) =>
    doubtfulNote(name, option(name) ?? missing, 'the default is taken'),
  );
  append(unread, baseNotes('server.baseURL', base, 'addresses are given without it'));
  return {
    routes: joinRepo(source, text('routeDir', 'routes')) ?? source,
    extensions: new Set([...scripts, ...markdown, ...more.map((name) => `.${name.replace(/^\./, '')}`)]),
    basePath: basePathOf(textValue(base), 'path'),
    address: whole && addressOf(property(whole, 'plugins')),
    notes: [...(script?.notes ?? []), ...unread.filter((note) => note !== undefined)],
  };
}

const missing = literalValue(undefined, nowhere);

function isGiven(value: Value | undefined): value is Value {
  return value !== undefined && (value.kind !== 'literal' || value.value !== undefined);
}

/** `siteUrl` of SolidBase. */
function addressOf(plugins: Value): Permalinks['address'] {
  if (plugins.kind === 'list') return plugins.items.map(addressOf).find((found) => found !== undefined);
  const [options] = plugins.kind === 'call' ? plugins.args : [];
  const value = options && property(options, 'siteUrl');
  const url = value && textValue(value);
  return value && url ? { url, file: value.origin.file, line: value.origin.line } : undefined;
}

/** The options of `solidStart(…)` among the plugins of Vite. */
function pluginOptions(value: Value): Value | undefined {
  if (value.kind === 'list') return value.items.map(pluginOptions).find((found) => found !== undefined);
  return value.kind === 'call' && value.module === '@solidjs/start/config' ? value.args[0] : undefined;
}

function routesOf(path: string, file: ContentFile, basePath: string): readonly Route[] {
  const segments = path
    .split('/')
    .map(segmentOf)
    .filter((segment) => segment !== '');
  const isIndex = segments[segments.length - 1] === 'index';
  const named = isIndex ? segments.slice(0, -1) : segments;
  const kind = kindOf(named, isIndex, file);
  if (kind === undefined) return [];
  return [{ url: builtUrl(basePath, ...named), file: file.path, kind, title: pageTitle(file) }];
}

/** Without what stands in parentheses. */
function segmentOf(name: string): string {
  return name.replace(/\([^)/]*\)/g, '');
}

function kindOf(
  segments: readonly string[],
  isIndex: boolean,
  { path, text = '' }: ContentFile,
): Route['kind'] | undefined {
  const isPage = markdown.includes(extensionOf(path)) || /\bexport\s+default\b|\bas\s+default\b/.test(text);
  if (!isPage && !/\bexport\s+(?:async\s+)?(?:function|const)\s+(?:GET|POST|PUT|PATCH|DELETE|HEAD)\b/.test(text))
    return;
  if (segments.some((segment) => segment.includes('['))) return 'dynamic';
  if (!isPage) return 'generated';
  return segments.length === 0 ? 'home' : isIndex ? 'section' : 'page';
}
