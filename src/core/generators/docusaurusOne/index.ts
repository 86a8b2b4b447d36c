/**
 * Docusaurus 1: `siteConfig.js` in a folder beside `docs`. All pages are files that end in `.html` below `baseUrl`.
 *
 * - docs: `docsUrl`, the language, the version, folders and the `id`; without versions or languages these are left out,
 *   and so is the latest version. What a version has no file of is taken from the next older one that has.
 * - blog: the date of the file's name as folders, then the rest of it
 * - pages: `pages/en/help.js` is `help.html`, and one below each language
 * - with `cleanUrl` each page is there without `.html` as well
 *
 * https://v1.docusaurus.io/docs/en/doc-markdown, lib/server/generate.js, readMetadata.js and versionFallback.js of 1.14.7
 */
import type { Route } from '../../model.ts';
import { builtUrl, folderOf, joinRepo, type RepoPath, urlKey } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { textValue } from '../../script/value.ts';
import { type DetectedSite, type Generator, madeFiles, type Permalinks } from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { readSiteOfOne, type SiteOfOne } from './configuration.ts';
import { contentOfOne, docPath, routesOfOne, urlOf, withClean } from './routes.ts';

export const docusaurusOne: Generator = {
  id: 'docusaurusOne',
  title: 'Docusaurus 1',
  docs: 'https://v1.docusaurus.io/docs/en/site-config',
  command: /\bdocusaurus-build\b/,

  async detect(repo) {
    const found = await Promise.all(filesNamed(repo, 'siteConfig.js').map((path) => siteAt(path, repo)));
    return found.filter((site) => site !== undefined);
  },

  async open({ root, config }, repo): Promise<Permalinks> {
    const site = await readSiteOfOne(root, config ?? root, repo);
    return {
      address: addressOf(site),
      basePath: site.basePath,
      staticRoots: [joinRepo(root, 'static') ?? root],
      notes: site.notes,
      reads(path) {
        const place = contentOfOne(path, site);
        if (place === undefined) return undefined;
        return place.kind === 'doc' || place.kind === 'post' ? 'head' : 'path';
      },
      routes: (file) => routesOfOne(file, site),
      complete(all) {
        const routes = withoutTranslated(all, site);
        return [...routes, ...inOtherVersions(routes, site), ...listPages(routes, site)];
      },
      beside: madeFiles(['sitemap.xml', 'blog/feed.xml', 'blog/atom.xml', 'css/main.css'], site.basePath, site.config),
    };
  },
};

async function siteAt(path: RepoPath, repo: Repo): Promise<DetectedSite | undefined> {
  const root = folderOf(path);
  const at = (name: string) => joinRepo(root, name) ?? root;
  const manifest = (await repo.read(at('package.json'))) ?? '';
  const isBuilt = /"docusaurus"\s*:|\bdocusaurus-(?:build|start)\b/.test(manifest);
  const hasSigns = ['sidebars.json', 'core/Footer.js', 'pages/en/index.js', 'i18n/en.json'].some((name) =>
    repo.has(at(name)),
  );
  if (!isBuilt && (!hasSigns || /"@docusaurus\/core"/.test(manifest))) return undefined;
  return { generator: 'docusaurusOne', root, config: path, because: path, certainty: isBuilt ? 0.95 : 0.7 };
}

/** A page of a language of its own takes the place of the English one there. */
function withoutTranslated(routes: readonly Route[], site: SiteOfOne): readonly Route[] {
  const english = `${joinRepo(site.root, 'pages') ?? site.root}/en/`;
  const own = new Set(routes.filter(({ file }) => !file.startsWith(english)).map(({ url }) => urlKey(url)));
  return routes.filter(({ file, url }) => !file.startsWith(english) || !own.has(urlKey(url)));
}

/** Pages of older versions that newer ones have no file of. */
function inOtherVersions(routes: readonly Route[], site: SiteOfOne): readonly Route[] {
  const { versions = [] } = site;
  const own = new Map<string, Map<string, Route>>();
  for (const route of routes) {
    const { version, kind, language = 'en' } = route;
    if (version === undefined || version === 'next' || kind !== 'page') continue;
    const prefix = urlOf(docPath('', version, language, site).replace(/\.html$/, ''), site);
    if (!route.url.startsWith(prefix) || !route.url.endsWith('.html')) continue;
    const key = `${language} ${route.url.slice(prefix.length).replace(/\.html$/, '')}`;
    const ofId = own.get(key) ?? new Map<string, Route>();
    own.set(key, ofId.set(version, route));
  }
  const made: Route[] = [];
  for (const [key, ofId] of own) {
    const [language = 'en', id = ''] = key.split(' ');
    let from: Route | undefined;
    let isGone = false;
    for (const version of versions.toReversed()) {
      isGone ||= site.deleted.get(version)?.has(id) === true;
      const held = ofId.get(version);
      from = held ?? from;
      if (held !== undefined || from === undefined || isGone || made.length >= mostMade) continue;
      for (const path of withClean(docPath(id, version, language, site), site))
        made.push({ ...from, url: urlOf(path, site), version });
    }
  }
  return made;
}

/** More than these are not listed, whatever the number of versions. */
const mostMade = 200_000;

const postsOnPage = 10;

function listPages(routes: readonly Route[], site: SiteOfOne): readonly Route[] {
  const posts = new Set(routes.filter(({ kind }) => kind === 'post').map(({ file }) => file)).size;
  const taken = new Set(routes.map(({ url }) => urlKey(url)));
  return Array.from({ length: Math.ceil(posts / postsOnPage) }, (_, page): Route => {
    const name = page === 0 ? 'blog/' : `blog/page${page + 1}/`;
    return { url: builtUrl(site.basePath, name), file: site.config, kind: 'generated' };
  }).filter(({ url }) => !taken.has(urlKey(url)));
}

function addressOf({ url, basePath }: SiteOfOne): Permalinks['address'] {
  const text = textValue(url);
  if (text === undefined) return undefined;
  return { url: `${text.replace(/(?<!\/)\/+$/, '')}${basePath}`, file: url.origin.file, line: url.origin.line };
}
