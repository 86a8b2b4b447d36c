/** The routes of templates and copied files. */

import { readFrontMatter } from '../../frontMatter/frontMatter.ts';
import type { ContentFile, Route, RouteKind } from '../../model.ts';
import { below, builtUrl, extensionOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { readScriptText } from '../../script/script.ts';
import { fromData } from '../../script/value.ts';
import { jsYaml4Number, readNumbers } from '../../text/yamlNumbers.ts';
import type { Permalinks } from '../shared/generator.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { filePathStem, fileSlug } from './address.ts';
import type { EleventyConfig } from './config.ts';
import { type Cascade, type Data, isDataMap, type Layer, layerOf, merged } from './data.ts';
import type { Files } from './files.ts';
import { knowingFilters, nameReceiver } from './functions.ts';
import { folderNotes, scriptNotes } from './notes.ts';
import { chunks, type Pagination, pageData, paginationOf } from './pagination.ts';
import { type Permalink, permalinkOf } from './permalink.ts';
import { isScriptTemplate, scriptLayer } from './scriptTemplate.ts';
import { readInstant } from './time.ts';

type Templates = Pick<Permalinks, 'basePath' | 'notes' | 'reads' | 'routes'> & Required<Pick<Permalinks, 'complete'>>;

/** A template that makes a page of every tag, or pages of what carries a tag. */
interface Lister {
  readonly file: RepoPath;
  readonly pagination: Pagination;
  page(items: readonly unknown[], number: number): Route | undefined;
}

export async function readTemplates(
  config: EleventyConfig,
  cascade: Cascade,
  files: Files,
  repo: Repo,
): Promise<Templates> {
  const basePath = basePathOf(config.pathPrefix, 'path');
  const template = (file: ContentFile) => describe(file, config, cascade, files);
  const listers = await readListers(config, files, repo, template, basePath);
  const routes = (file: ContentFile): readonly Route[] => {
    const known = template(file);
    if (known === undefined) return copyOf(file.path, files, basePath);
    const kind = dropped(known, config);
    const own = known.pagination === undefined ? [routeOf(known, known.layer.data, 0, basePath, config, kind)] : [];
    const pages = kind === undefined ? pagesOf(known, basePath, config) : [];
    const lists = kind === undefined ? listed(known, listers) : [];
    return [...own.flatMap((route) => route ?? []), ...pages, ...lists, ...copyOf(file.path, files, basePath)];
  };
  return {
    basePath,
    notes: [...folderNotes(config, cascade, files, repo), ...(await scriptNotes(files, repo, routes))],
    reads(path) {
      if (files.template(path) !== undefined) return extensionOf(path) === '.md' ? 'head' : 'whole';
      return files.copied(path) === undefined ? undefined : 'path';
    },
    routes,
    complete: (all) => withFurtherPages(all, listers),
  };
}

interface Template {
  readonly file: ContentFile;
  readonly stem: string;
  readonly extension: string;
  readonly layer: Layer;
  readonly tags: readonly string[];
  readonly pagination: Pagination | undefined;
}

function describe(file: ContentFile, config: EleventyConfig, cascade: Cascade, files: Files): Template | undefined {
  const found = files.template(file.path);
  if (found === undefined) return undefined;
  const front = frontLayer(file, config);
  const stemInRepo = joinRepo(config.input, found.stem) ?? found.stem;
  const layers = [...cascade.layers(file.path, stemInRepo, front.data), front].map(withTagList);
  const whole = merged(layers);
  const page = {
    inputPath: `./${below(file.path, config.root) ?? file.path}`,
    fileSlug: fileSlug(found.stem),
    filePathStem: filePathStem(found.stem),
    date: readInstant(whole.data.date) ?? readInstant(/\d{4}-\d{2}-\d{2}/.exec(found.stem)?.[0]),
    outputFileExtension: found.extension,
  };
  const data: Data = { title: undefined, ...whole.data, page };
  const tags = data.eleventyExcludeFromCollections === true || !Array.isArray(data.tags) ? [] : data.tags.map(String);
  return { file, ...found, layer: { ...whole, data }, tags, pagination: paginationOf(data, config.collections) };
}

/** What a template says itself. Functions are found where the whole text is at hand. */
function frontLayer({ path, text, frontMatter }: ContentFile, config: EleventyConfig): Layer {
  if (isScriptTemplate(path)) return scriptLayer(path, text ?? '', config);
  if (frontMatter.format !== 'script' || text === undefined) return { data: readNumbers(frontMatter, jsYaml4Number) };
  const block = text.slice(text.indexOf('\n') + 1, frontMatter.bodyStart).replace(/---\s*$/, '');
  return readScriptLayer(block, config) ?? { data: readNumbers(frontMatter, jsYaml4Number) };
}

/** Front matter in JavaScript: an object, or variables, which are exported here so as to be found. */
function readScriptLayer(block: string, config: EleventyConfig): Layer | undefined {
  const source = nameReceiver(block);
  const isObject = source.trim().startsWith('{');
  const exported = source.replace(/^(?:export\s+)?(const|let|var|function)\b/gm, 'export $1');
  const text = isObject ? `export default ${source}` : exported;
  const script = knowingFilters(readScriptText('front-matter.js' as RepoPath, text), config);
  return script.main.kind === 'object' ? layerOf(script, script.main) : undefined;
}

function withTagList(layer: Layer): Layer {
  const { tags } = layer.data;
  const list = typeof tags === 'string' ? (tags === '' ? [] : [tags]) : Array.isArray(tags) ? tags.map(String) : [];
  return { ...layer, data: { ...layer.data, tags: list } };
}

/** Why a template is not published: a preprocessor drops it. */
function dropped({ layer }: Template, config: EleventyConfig): RouteKind | undefined {
  const isDraft = Boolean(layer.data.draft);
  const drops = config.preprocessors.some(({ script, value }) => {
    const result = script.call(value, fromData(layer.data), fromData(''));
    // Where it cannot be followed, it is there for drafts.
    return result.kind === 'literal' ? result.value === false : isDraft;
  });
  return drops ? (isDraft ? 'draft' : 'unpublished') : undefined;
}

function routeOf(
  { file, stem, extension, layer }: Template,
  data: Data,
  page: number,
  basePath: string,
  config: EleventyConfig,
  kind?: RouteKind,
): Route | undefined {
  // A key without a value: it is there, and only running it would tell.
  const computed = isDataMap(data.eleventyComputed) ? data.eleventyComputed : {};
  const isFunction = layer.permalink !== undefined || layer.computedPermalink !== undefined;
  if (!isFunction && [data, computed].some((map) => 'permalink' in map && map.permalink === undefined))
    return undefined;
  const permalink = permalinkOf({ stem, extension, page }, layer, data, config);
  const { title } = data;
  const name = typeof title === 'string' ? title : file.heading;
  const route = (path: string, own: RouteKind): Route => ({
    url: builtUrl(basePath, path),
    file: file.path,
    kind: kind ?? own,
    title: name,
  });
  if (permalink.kind === 'address') return route(permalink.path, kindOf(stem, permalink));
  if (permalink.kind === 'pattern') return route(permalink.path, 'dynamic');
  // Rendered for others to use, not written.
  return permalink.kind === 'none' ? route(`${stem}/`, data.draft === true ? 'draft' : 'unpublished') : undefined;
}

function kindOf(stem: string, { path }: Extract<Permalink, { path: string }>): RouteKind {
  if (path === '/' || path === '') return 'home';
  return /(?:^|\/)index$/.test(stem) && path.endsWith('/') ? 'section' : 'page';
}

/** The pages of a template whose list is known; of the others the first, as far as it has an address of its own. */
function pagesOf(template: Template, basePath: string, config: EleventyConfig): readonly Route[] {
  const { pagination, layer } = template;
  if (pagination === undefined) return [];
  const { source } = pagination;
  const page = (items: readonly unknown[], number: number) =>
    routeOf(template, pageData(pagination, items, number, layer.data), number, basePath, config) ?? [];
  switch (source.kind) {
    case 'data': {
      const pages = chunks(source.items, pagination.size);
      return (pages.length === 0 && pagination.showsEmpty ? [[]] : pages).flatMap(page);
    }
    case 'tags': {
      const names = ['all', ...config.collections].filter((name) => !source.without.includes(name));
      return chunks(names, pagination.size).flatMap(page);
    }
    case 'tagged': {
      const pages = [page([], 0)].flat();
      // What looks like a tag may be a list that code makes; its pages follow a pattern.
      const isOther = config.hasOtherCollections && pages.every(({ kind }) => kind === 'dynamic');
      return source.tag === 'all' || isOther ? pages : [];
    }
    case 'unknown':
      return [page([], 0)].flat();
    default: {
      const never: never = source;
      return never;
    }
  }
}

/** What a template adds to lists of others: a page for each of its tags, and its share in lists of one tag. */
function listed({ tags }: Template, listers: readonly Lister[]): readonly Route[] {
  return listers.flatMap(({ pagination: { source }, page }) => {
    if (source.kind === 'tags') {
      return [...new Set(tags)].filter((tag) => !source.without.includes(tag)).flatMap((tag) => page([tag], 0) ?? []);
    }
    return source.kind === 'tagged' && tags.includes(source.tag) ? (page([], 0) ?? []) : [];
  });
}

/** Every page once; a list of one tag has as many pages as the routes that were given for its first one fill. */
function withFurtherPages(all: readonly Route[], listers: readonly Lister[]): readonly Route[] {
  const counts = new Map<string, number>();
  const result: Route[] = [];
  const ofListers = new Set(listers.map(({ file }) => file));
  for (const route of all) {
    if (!ofListers.has(route.file)) {
      result.push(route);
      continue;
    }
    const key = `${route.url} ${route.kind}`;
    const count = counts.get(key) ?? 0;
    if (count === 0) result.push(route);
    counts.set(key, count + 1);
  }
  for (const { pagination, page } of listers) {
    if (pagination.source.kind !== 'tagged') continue;
    const first = page([], 0);
    const items = first === undefined ? 0 : (counts.get(`${first.url} ${first.kind}`) ?? 0);
    for (let number = 1; number < Math.ceil(items / pagination.size); number++) {
      const route = page([], number);
      if (route !== undefined && route.url !== first?.url) result.push(route);
    }
  }
  return result;
}

/** Templates that list others are few and seldom Markdown; their heads are read before all others. */
async function readListers(
  config: EleventyConfig,
  files: Files,
  repo: Repo,
  template: (file: ContentFile) => Template | undefined,
  basePath: string,
): Promise<readonly Lister[]> {
  const listers: Lister[] = [];
  for (const path of repo.files) {
    if (extensionOf(path) === '.md' || isScriptTemplate(path) || files.template(path) === undefined) continue;
    const head = (await repo.readHead(path)) ?? '';
    if (!head.includes('pagination')) continue;
    const known = template({ path, frontMatter: readFrontMatter(head, path), text: head });
    const pagination = known?.pagination;
    if (known === undefined || pagination === undefined) continue;
    if (pagination.source.kind !== 'tags' && pagination.source.kind !== 'tagged') continue;
    if (dropped(known, config) !== undefined) continue;
    const page = (items: readonly unknown[], number: number) =>
      routeOf(known, pageData(pagination, items, number, known.layer.data), number, basePath, config);
    listers.push({ file: path, pagination, page });
  }
  return listers;
}

function copyOf(path: RepoPath, files: Files, basePath: string): readonly Route[] {
  const to = files.copied(path);
  return to === undefined ? [] : [{ url: builtUrl(basePath, to), file: path, kind: 'static' }];
}
