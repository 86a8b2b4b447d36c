/**
 * Mintlify.
 *
 * - Beside `docs.json` (formerly `mint.json`) `a/b.mdx` and `a/b.md` are at `/a/b`, `index.mdx` is its folder's page;
 *   the navigation makes no difference, pages that it does not name are published too.
 * - `snippets/` (formerly `_snippets/`) holds parts of pages; the project's own files (`README.md` and the like), names that begin with a dot
 *   and what `.mintignore` lists are left out.
 * - A page with `url` only leads elsewhere. Pages made of an OpenAPI description have no file.
 *
 * https://www.mintlify.com/docs/organize/pages
 */
import type { ContentFile, Route, RouteKind } from '../model.ts';
import { below, builtUrl, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { ignoreTest, type PathTest } from '../text/glob.ts';
import { parseLooseJson } from '../text/json.ts';
import { isSettings, type Settings, settingsAt, textOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import type { DetectedSite, Generator, Permalinks } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';
import { basePathOf } from './shared/siteAddress.ts';

export const mintlify: Generator = {
  id: 'mintlify',
  title: 'Mintlify',
  docs: 'https://www.mintlify.com/docs/organize/pages',

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const config of filesNamed(repo, 'docs.json', 'mint.json')) {
      const root = folderOf(config);
      if (fileName(config) === 'mint.json' && repo.has(joinRepo(root, 'docs.json') ?? root)) continue;
      if (!isMintlify(await readConfig(config, repo))) continue;
      const certainty = inExampleFolder(config) ? 0.4 : 0.95;
      found.push({ generator: 'mintlify', root, config, because: config, certainty });
    }
    return found;
  },

  open,
};

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const file = config ?? (joinRepo(root, 'docs.json') as RepoPath);
  const canonical = textOf(settingsAt(await readConfig(file, repo), 'seo', 'metatags').canonical);
  const ignores = ignoreTest((await repo.read(joinRepo(root, '.mintignore') ?? root)) ?? '');
  const basePath = basePathOf(canonical);
  return {
    address: canonical === undefined ? undefined : { url: canonical, file, line: await lineIn(file, canonical, repo) },
    basePath,
    staticRoots: [root],
    notes: [],
    reads: (path) => (sourceOf(path, root, ignores) === undefined ? undefined : 'head'),
    routes: (content) => routesOf(content, sourceOf(content.path, root, ignores), basePath),
  };
}

async function readConfig(file: RepoPath, repo: Repo): Promise<Settings> {
  const value: unknown = parseLooseJson((await repo.read(file)) ?? '');
  return isSettings(value) ? value : {};
}

/** Other tools have a `docs.json`, too. */
function isMintlify({ $schema, navigation, name, colors }: Settings): boolean {
  if (typeof navigation !== 'object' || navigation === null) return false;
  return /mintlify/i.test(textOf($schema) ?? '') || (textOf(name) !== undefined && isSettings(colors));
}

async function lineIn(file: RepoPath, text: string, repo: Repo): Promise<number> {
  const lines = ((await repo.read(file)) ?? '').split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}

const projectFile = /^(?:readme|license|changelog|contributing|code_of_conduct|security|agents|claude)\.mdx?$/i;

/** The path of a page without its extension. */
function sourceOf(path: RepoPath, root: RepoPath, ignores: PathTest): string | undefined {
  const inside = below(path, root);
  if (inside === undefined || !/\.mdx?$/.test(inside)) return undefined;
  if (/(?:^|\/)(?:\.|node_modules\/)|^_?snippets\//.test(inside)) return undefined;
  return projectFile.test(fileName(inside)) || ignores(inside) ? undefined : inside.replace(/\.mdx?$/, '');
}

function routesOf(file: ContentFile, source: string | undefined, basePath: string): readonly Route[] {
  if (source === undefined) return [];
  const path = source.replace(/(^|\/)index$/, '');
  const shown: RouteKind = path === '' ? 'home' : path === source ? 'page' : 'section';
  const leadsElsewhere = textOf(file.frontMatter.data.url) !== undefined;
  return [
    {
      url: path === '' ? builtUrl(basePath) : builtUrl(basePath, path),
      file: file.path,
      kind: leadsElsewhere ? 'redirect' : shown,
      title: pageTitle(file),
      key: leadsElsewhere ? 'url' : undefined,
    },
  ];
}
