/**
 * JBake.
 *
 * - `content/a/b.md` is at `/a/b.html`, below the prefix that `uri.noExtension.prefix` names at `/a/b/`. A draft is written
 *   beside, with `-draft` behind its name; a file without a type and a status is left out.
 * - Files of `assets`, and all others of `content`, are copied.
 * - `index.html`, `feed.xml`, `archive.html` and a page for each tag are made, unless `jbake.properties` says otherwise.
 *
 * https://jbake.org/docs/latest/#configuration
 */
import type { ContentFile, Route } from '../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import { withoutGeneratedDoubles } from './shared/generatedRoutes.ts';
import type { DetectedSite, Generator, Permalinks } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';
import { basePathOf, isOfNobody } from './shared/siteAddress.ts';

export const jbake: Generator = {
  id: 'jbake',
  title: 'JBake',
  docs: 'https://jbake.org/docs/latest/#configuration',
  command: /\bjbake(?:-maven-plugin\b|[ \t]+-b\b)|\bgradlew?[ \t]+bake\b|\bmvn[^\n]*jbake:/,

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const config of filesNamed(repo, 'jbake.properties')) {
      const root = folderOf(config);
      const content = contentFolder(root, properties((await repo.read(config)) ?? ''));
      if (!repo.files.some((file) => below(file, content) !== undefined && isContent(file))) continue;
      const certainty = inExampleFolder(config) ? 0.3 : 0.95;
      found.push({ generator: 'jbake', root, config, because: config, certainty });
    }
    return found;
  },

  open,
};

type Properties = ReadonlyMap<string, string>;

/** https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Properties.html#load(java.io.Reader) */
function properties(text: string): Properties {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return new Map(
    lines.flatMap((line): readonly (readonly [string, string])[] => {
      const [, key = '', value = ''] = /^([^\s#!=:][^\s=:]*)[ \t]*[=:]?[ \t]*(.*)$/.exec(line) ?? [];
      return key === '' ? [] : [[key, value]];
    }),
  );
}

function contentFolder(root: RepoPath, settings: Properties): RepoPath {
  return joinRepo(root, settings.get('content.folder') ?? 'content') ?? root;
}

const extensions = new Set(['.md', '.html', '.ad', '.adoc', '.asciidoc']);

function isContent(path: string): boolean {
  return extensions.has(extensionOf(path));
}

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const file = config ?? joinRepo(root, 'jbake.properties') ?? root;
  const text = (await repo.read(file)) ?? '';
  const settings = properties(text);
  const content = contentFolder(root, settings);
  const host = settings.get('site.host');
  // That of the template is no address.
  const isAddress = host !== undefined && !isOfNobody(host) && !/\/\/example\.com\b/.test(host);
  const basePath = isAddress ? basePathOf(host) : '/';
  const ignored = repo.files.filter((path) => fileName(path) === '.jbakeignore').map((path) => folderOf(path));
  const isLeftOut = (path: RepoPath) =>
    ignored.some((folder) => below(path, folder) !== undefined) || /(?:^|\/)\./.test(below(path, root) ?? path);
  const site = { content, settings, basePath };
  return {
    address: isAddress && host.includes('//') ? { url: host, file, line: lineOf(text, 'site.host') } : undefined,
    basePath,
    staticRoots: [joinRepo(root, settings.get('asset.folder') ?? 'assets') ?? root, content],
    leavesOut: isLeftOut,
    notes: [],
    reads: (path) => (below(path, content) !== undefined && isContent(path) && !isLeftOut(path) ? 'whole' : undefined),
    routes: (page) => routesOf(page, site),
    complete: (routes) => withoutGeneratedDoubles([...routes, ...madePages(site, file)]),
  };
}

function lineOf(text: string, key: string): number {
  return text.split('\n').findIndex((line) => line.trim().startsWith(key)) + 1;
}

interface Site {
  readonly content: RepoPath;
  readonly settings: Properties;
  readonly basePath: string;
}

function routesOf(file: ContentFile, site: Site): readonly Route[] {
  const { settings, basePath } = site;
  const header = headerOf(file.text ?? '', settings.get('header.separator') ?? '~~~~~~');
  const type = header.get('type') ?? settings.get('default.type') ?? '';
  const status = header.get('status') ?? settings.get('default.status') ?? '';
  const isDraft = status === 'draft';
  const url = builtUrl(basePath, writtenAt(below(file.path, site.content) ?? '', isDraft, settings));
  const title = header.get('title');
  if (type === '' || status === '') return [{ url, file: file.path, kind: 'unpublished', title }];
  const isHome = url === builtUrl(basePath);
  const kind = isHome ? 'home' : type === 'post' ? 'post' : 'page';
  const tags = isDraft ? [] : tagsOf(header.get('tags'), settings);
  return [{ url, file: file.path, kind, title }, ...tags.map((tag) => tagRoute(tag, file.path, site))];
}

/** Where the page of a file is, below the base. */
function writtenAt(inside: string, isDraft: boolean, settings: Properties): string {
  const folder = folderOf(inside);
  const name = fileName(inside).slice(0, -extensionOf(inside).length).replaceAll(' ', '+');
  const prefix = settings.get('uri.noExtension.prefix') ?? '';
  const isFolder = settings.get('uri.noExtension') === 'true' && prefix !== '' && `/${inside}`.startsWith(prefix);
  const suffix = isDraft ? (settings.get('draft.suffix') ?? '-draft') : '';
  const written = `${folder}/${name}${isFolder ? '/index' : ''}${suffix}${endingOf(settings)}`;
  return written.replace(/(^|\/)index\.html$/, '$1');
}

function endingOf(settings: Properties): string {
  return settings.get('output.extension') ?? '.html';
}

function tagRoute(tag: string, file: RepoPath, { settings, basePath }: Site): Route {
  const url = builtUrl(basePath, settings.get('tag.path') ?? 'tags', `${tag}${endingOf(settings)}`);
  return { url, file, kind: 'generated' };
}

function tagsOf(written: string | undefined, settings: Properties): readonly string[] {
  if (settings.get('render.tags') === 'false') return [];
  const tags = (written ?? '').split(',').map((tag) => tag.trim());
  const isClean = settings.get('tag.sanitize') === 'true';
  return tags.flatMap((tag) => (tag === '' ? [] : [isClean ? tag.replaceAll(' ', '-') : tag]));
}

/** `title=Name` up to a line of tildes, or `:jbake-title: Name` and the title of a document of AsciiDoc. */
function headerOf(text: string, separator: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const end = lines.findIndex((line) => line.trim() === separator);
  const head = end < 0 ? [] : lines.slice(0, end);
  if (head.every((line) => line === '' || line.includes('='))) {
    for (const line of head) {
      const at = line.indexOf('=');
      if (at > 0) found.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
    }
  }
  for (const line of lines.slice(0, 60)) {
    const [, key = '', value = ''] = /^:jbake-([\w-]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (key !== '' && !found.has(key)) found.set(key, value.trim());
  }
  const heading = lines.find((line) => /^=[ \t]+\S/.test(line));
  if (heading !== undefined && !found.has('title')) found.set('title', heading.slice(1).trim());
  return found;
}

const lists = [
  ['index', 'index.html', true],
  ['feed', 'feed.xml', true],
  ['archive', 'archive.html', true],
  ['sitemap', 'sitemap.xml', false],
  ['error404', '404.html', false],
] as const;

function madePages({ settings, basePath }: Site, config: RepoPath): readonly Route[] {
  return lists.flatMap(([name, usual, isUsual]): readonly Route[] => {
    const isMade = (settings.get(`render.${name}`) ?? String(isUsual)) === 'true';
    const path = settings.get(`${name}.file`) ?? usual;
    return isMade
      ? [{ url: builtUrl(basePath, path.replace(/^index\.html$/, '')), file: config, kind: 'generated' }]
      : [];
  });
}
