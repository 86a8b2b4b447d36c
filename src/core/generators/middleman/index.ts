/**
 * Middleman 3 to 5, with its blog, its languages and the GOV.UK Tech Docs template.
 *
 * - `source/a/b.html.md.erb` is at `/a/b.html`, with `activate :directory_indexes` at `/a/b/`; `index.html` is its
 *   folder's page. Since version 4 a file has its extension in front of that of its template; before, `b.md` was
 *   `b.html`. Names that begin with `_` and the folder of layouts are no pages, nor is what `ignore` names.
 * - `proxy` makes pages of a template, `redirect` pages that lead on. An article of a blog goes where `permalink` says.
 * - All other files are copied. `strip_index_file` and `trailing_slash` change links, not where pages are.
 *
 * `config.rb` is a program and is not run: what is no literal is unknown.
 *
 * https://middlemanapp.com/advanced/pretty-urls/
 */
import { extensionOf, fileName, folderOf, isAtOrBelow, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { textOf } from '../../text/settings.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import {
  type DetectedSite,
  type Generator,
  madeFiles,
  type OpenOptions,
  type Permalinks,
} from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { openBlog } from './articles.ts';
import { insideSource, isIgnored, isTiltTemplate, pageExtensions, withoutTemplates } from './files.ts';
import { middlemanRoutes, type OpenMiddleman, withMadePages } from './routes.ts';
import { type MiddlemanSite, readMiddleman } from './settings.ts';

export const middleman: Generator = {
  id: 'middleman',
  title: 'Middleman',
  docs: 'https://middlemanapp.com/advanced/pretty-urls/',
  command: /\bmiddleman build\b|\btech-docs-github-pages-publisher\b/,
  detect,
  open,
};

async function detect(repo: Repo): Promise<readonly DetectedSite[]> {
  const found: DetectedSite[] = [];
  for (const config of filesNamed(repo, 'config.rb')) {
    const root = folderOf(config);
    const certainty = await certaintyOf(config, root, repo);
    if (certainty > 0) found.push({ generator: 'middleman', root, config, because: config, certainty });
  }
  // A published image of the GOV.UK template brings `config.rb` along.
  for (const config of filesNamed(repo, 'tech-docs.yml')) {
    const root = folderOf(folderOf(config));
    if (fileName(folderOf(config)) !== 'config' || repo.has(joinRepo(root, 'config.rb') ?? root)) continue;
    if (!hasSource(root, repo)) continue;
    const certainty = inExampleFolder(config) ? 0.3 : 0.92;
    found.push({ generator: 'middleman', root, config, because: config, certainty });
  }
  return found;
}

/** Compass is configured by a file of this name, and so are other programs: 0 for these. */
async function certaintyOf(config: RepoPath, root: RepoPath, repo: Repo): Promise<number> {
  const script = (await repo.read(config)) ?? '';
  const gems = (await repo.read(joinRepo(root, 'Gemfile') ?? root)) ?? '';
  const isGem = /^[ \t]*gem\s*\(?["'](?:middleman|govuk_tech_docs)/m.test(gems);
  const isCalled = /^[ \t]*(?:activate\s*\(?:\w|GovukTechDocs\.configure)/m.test(script);
  const isSet = /^[ \t]*set\s*\(?:(?:css|js|images|build)_dir\b/m.test(script);
  if (!isCalled && !isSet && !(isGem && hasSource(root, repo))) return 0;
  if (inExampleFolder(config)) return 0.3;
  return isGem || isCalled ? 0.96 : 0.7;
}

function hasSource(root: RepoPath, { files }: Repo): boolean {
  const source = joinRepo(root, 'source') ?? root;
  return files.some((file) => file !== source && isAtOrBelow(file, source));
}

async function open({ root, config }: DetectedSite, repo: Repo, { now }: OpenOptions): Promise<Permalinks> {
  const file = config ?? joinRepo(root, 'config.rb') ?? root;
  const settings = await readMiddleman(root, file, repo);
  const address = await addressOf(settings, repo);
  const site: OpenMiddleman = {
    ...settings,
    basePath: basePathOf(settings.httpPrefix ?? address?.url),
    blogs: settings.blogs.map(openBlog),
    now,
    keepsSlugs: await keepsSlugs(root, repo),
  };
  return {
    address,
    basePath: site.basePath,
    staticRoots: [site.source],
    leavesOut: (path) => leavesOut(path, site),
    notes: site.notes,
    reads(path) {
      const inside = insideSource(path, site);
      if (inside === undefined) return undefined;
      if (isTiltTemplate(inside) || pageExtensions.has(extensionOf(inside))) return 'head';
      return isPlaced(inside, site) ? 'path' : undefined;
    },
    routes: (content) => middlemanRoutes(content, site),
    complete: (routes) => withMadePages(routes, site),
    beside: site.techDocs && madeFiles(['search/', 'search.json', 'api/pages.json'], site.basePath, file),
  };
}

/** A file that is copied to another place than its own. */
function isPlaced(inside: string, { blogs, languages }: OpenMiddleman): boolean {
  if (languages !== undefined && inside.startsWith(`${languages.folder}/`)) return true;
  return blogs.some(({ besideReader }) => besideReader.regex?.test(inside) === true);
}

/** Names that the build gives to assets are not known before. https://middlemanapp.com/advanced/improving-cacheability/ */
const hashed = /\.(?:jpe?g|png|gif|webp|js|css|otf|woff2?|eot|ttf|svgz?|map)$/i;

function leavesOut(path: RepoPath, site: OpenMiddleman): boolean {
  const inside = insideSource(path, site);
  if (inside === undefined || isTiltTemplate(inside) || pageExtensions.has(extensionOf(inside))) return true;
  if (site.hashesAssets && hashed.test(inside)) return true;
  return isPlaced(inside, site) || isIgnored(withoutTemplates(inside, site.version), inside, site);
}

async function addressOf({ techDocs, techDocsFile }: MiddlemanSite, repo: Repo): Promise<Permalinks['address']> {
  const host = textOf(techDocs?.host);
  if (techDocsFile === undefined || host === undefined) return undefined;
  const lines = ((await repo.read(techDocsFile)) ?? '').split('\n');
  const url = /^(?:https?:)?\/\//i.test(host) ? host : `https://${host}`;
  return {
    url,
    file: techDocsFile,
    line:
      Math.max(
        lines.findIndex((line) => /^host\s*:/.test(line)),
        0,
      ) + 1,
  };
}

/** Up to version 4.0.1 of its blog. */
async function keepsSlugs(root: RepoPath, repo: Repo): Promise<boolean> {
  const lock = (await repo.read(joinRepo(root, 'Gemfile.lock') ?? root)) ?? '';
  const [, major = '9', minor = '0', patch = '0'] = /^ {4}middleman-blog \((\d+)\.(\d+)\.(\d+)/m.exec(lock) ?? [];
  return Number(major) < 4 || (major === '4' && minor === '0' && Number(patch) < 2);
}
