/**
 * docfx, and Microsoft Learn, which is built by it.
 *
 * - `build.content` of docfx.json takes files from `src` to `dest`: `a/b.md` is at `/dest/a/b.html`, `index.md` its
 *   folder's page. Tables of contents (`toc.yml`, `toc.md`) are no pages; other YAML is one when its first line names
 *   its kind: `### YamlMime:Hub`.
 * - On Learn addresses are in lower case and without an extension, and lie below a path that Learn knows.
 * - Versions (`group`) share one address, told apart by `?view=`: the newest one stands for it.
 * - `redirect_url` makes a page that leads elsewhere.
 *
 * https://dotnet.github.io/docfx/reference/docfx-json-reference.html
 */
import type { ContentFile, Note, Route } from '../../model.ts';
import { below, builtUrl, extensionOf, folderOf, joinRepo, type RepoPath, type UrlPath, urlKey } from '../../paths.ts';
import type { Conclusion, Repo } from '../../ports.ts';
import { parseLooseJson } from '../../text/json.ts';
import { isSettings, type Settings, settingsAt, textOf } from '../../text/settings.ts';
import { pageTitle } from '../../text/title.ts';
import { readYaml } from '../../text/yaml.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import type { DetectedSite, Generator, Permalinks } from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { type Placed, placesByItem, readItems } from './contentItems.ts';
import { docsetAt, learnBasePath } from './learn.ts';

export const docfx: Generator = {
  id: 'docfx',
  title: 'docfx (Microsoft Learn)',
  docs: 'https://dotnet.github.io/docfx/reference/docfx-json-reference.html',
  command: /\bdocfx\b/,

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const config of filesNamed(repo, 'docfx.json')) {
      // Without `build` it only says how to read the comments of code.
      if (settingsAt(await readConfig(config, repo), 'build').content === undefined) continue;
      const certainty = inExampleFolder(config) ? 0.3 : 0.95;
      found.push({ generator: 'docfx', root: folderOf(config), config, because: config, certainty });
    }
    return found;
  },

  open,
};

interface DocfxSite {
  readonly placeOf: ReturnType<typeof placesByItem>;
  readonly basePath: string;
  readonly isLearn: boolean;
  readonly hasCommandHelp: boolean;
}

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const file = config ?? (joinRepo(root, 'docfx.json') as RepoPath);
  const settings = await readConfig(file, repo);
  const build = settingsAt(settings, 'build');
  const placeOf = placesByItem(readItems(build.content, root));
  const docset = await docsetAt(root, repo);
  const isLearn = docset !== undefined;
  const written = textOf(settingsAt(build, 'sitemap').baseUrl);
  const metadata = settingsAt(build, 'globalMetadata');
  const basePath = isLearn
    ? await learnBasePath(metadata, learnAddresses(repo.files, placeOf), repo)
    : written && basePathOf(written);
  const site = { placeOf, basePath: basePath ?? '/', isLearn, hasCommandHelp: docset?.hasCommandHelp === true };
  const resources = readItems(build.resource, root).filter(({ dest }) => dest === '');
  const notes: Note[] = [];
  if (isLearn && basePath === undefined) {
    notes.push({
      file: docset.config,
      message:
        'The path that Microsoft Learn publishes this docset below is in none of its files; addresses are given without it. Name the address in .broken-backlinks.json beside docfx.json, such as { "site": "https://learn.microsoft.com/azure/" }.',
      wantsAddress: true,
      doubtsAddresses: true,
    });
  }
  return {
    address: written !== undefined && !isLearn ? await addressIn(file, written, repo) : undefined,
    basePath: site.basePath,
    staticRoots: [...new Set(resources.map(({ src }) => src))],
    leavesOut: (path) => !resources.some(({ src, takes }) => takes(below(path, src) ?? '')),
    notes,
    brought: fromCode(settings.metadata, site),
    reads: (path) => readsOf(path, site),
    tells: (path) => (extensionOf(path) === '.md' ? undefined : yamlPage),
    routes: (content) => routesOf(content, site),
    complete: newestFirst,
  };
}

/** `metadata` makes pages of code, each called as the type or the namespace it tells of. */
function fromCode(metadata: unknown, { basePath, isLearn }: DocfxSite): Permalinks['brought'] {
  const items = (Array.isArray(metadata) ? metadata : [metadata]).filter(isSettings);
  const folders = items.map(({ dest, output }) =>
    (textOf(output) ?? textOf(dest) ?? '').replace(/^\.?\/+|(?<!\/)\/+$/g, ''),
  );
  return (path) => {
    const folder = folders.find((name) => !isLearn && isBelow(path, builtUrl(basePath, name)));
    return folder === undefined ? undefined : `docfx makes pages of code below ${folder || 'the top'} in each build`;
  };
}

function isBelow(path: UrlPath, folder: UrlPath): boolean {
  return path.startsWith(`${folder.replace(/\/$/, '')}/`);
}

async function readConfig(file: RepoPath, repo: Repo): Promise<Settings> {
  const value: unknown = parseLooseJson((await repo.read(file)) ?? '');
  return isSettings(value) ? value : {};
}

async function addressIn(file: RepoPath, url: string, repo: Repo): Promise<Permalinks['address']> {
  const lines = ((await repo.read(file)) ?? '').split('\n');
  return { url, file, line: lines.findIndex((line) => line.includes('"baseUrl"')) + 1 };
}

/** The addresses on Learn of all that is built, tables of contents too. */
function learnAddresses(files: readonly RepoPath[], placeOf: DocfxSite['placeOf']): ReadonlySet<string> {
  const paths = files.flatMap((file) => (isSource(file) ? (placeOf(file)?.path ?? []) : []));
  return new Set(paths.map((path) => urlKey(builtUrl(learnPath(path)))));
}

function isSource(path: string): boolean {
  return /\.(?:md|ya?ml)$/i.test(path);
}

function readsOf(path: RepoPath, site: DocfxSite): 'head' | 'whole' | undefined {
  if (!isSource(path) || /(?:^|\/)toc\.\w+$/i.test(path)) return undefined;
  if (site.placeOf(path) !== undefined) return extensionOf(path) === '.md' ? 'head' : 'whole';
  return commandHelpPlace(path, site) === undefined ? undefined : 'head';
}

/** Help pages are turned into YAML before the build, which is what the globs then see. */
function commandHelpPlace(path: RepoPath, { hasCommandHelp, placeOf }: DocfxSite): Placed | undefined {
  return hasCommandHelp && path.endsWith('.md') ? placeOf(path.replace(/md$/, 'yml')) : undefined;
}

function routesOf(file: ContentFile, site: DocfxSite): readonly Route[] {
  const { data } = file.frontMatter;
  const isMarkdown = extensionOf(file.path) === '.md';
  const said = isMarkdown ? undefined : ((file.told ?? yamlPage.of(file.text ?? '')) as YamlPage | null);
  if (said === null) return [];
  const help = isMarkdown && site.hasCommandHelp ? helpKind(data) : undefined;
  const place = site.placeOf(file.path) ?? (help === undefined ? undefined : commandHelpPlace(file.path, site));
  if (place === undefined) return [];
  const path = help === 'module' ? `${folderOf(place.path)}/index` : place.path;
  const url = builtUrl(site.basePath, site.isLearn ? learnPath(path) : htmlPath(path));
  const isIndex = url.endsWith('/');
  const isHome = urlKey(url) === urlKey(site.basePath);
  const redirects = textOf(data.redirect_url) !== undefined;
  return [
    {
      url,
      file: file.path,
      kind: redirects ? 'redirect' : isHome ? 'home' : isIndex ? 'section' : 'page',
      title: said === undefined ? pageTitle(file) : (said.title ?? undefined),
      version: place.group,
      key: redirects ? 'redirect_url' : undefined,
    },
  ];
}

/** Kinds of YAML that are no pages of their own. */
const listKinds = /^(?:TableOfContent|ContextObject|XRefMap|Achievements)/i;

/** What a page of YAML says of itself. */
interface YamlPage {
  readonly title: string | null;
}

/** `null` for a file that is no page. */
const yamlPage: Conclusion<YamlPage | null> = {
  name: 'page of YAML',
  from: 'whole',
  isOwn: true,
  of(text) {
    const kind = /^### ?YamlMime: ?(\w+)/.exec(text)?.[1];
    return kind === undefined || listKinds.test(kind) ? null : { title: yamlTitle(text) ?? null };
  },
};

function yamlTitle(text: string): string | undefined {
  const { value } = readYaml(text);
  if (!isSettings(value)) return undefined;
  return textOf(value.title) ?? textOf(settingsAt(value, 'metadata').title) ?? textOf(value.name);
}

/** A page of one PowerShell command, or of the module that holds them. */
function helpKind(data: Settings): 'command' | 'module' | undefined {
  const written = textOf(data['document type'])?.toLowerCase();
  if (data['Module Guid'] !== undefined || written === 'module') return 'module';
  return data['external help file'] !== undefined || written === 'cmdlet' ? 'command' : undefined;
}

function learnPath(path: string): string {
  return path
    .replace(/\.(?:md|ya?ml)$/i, '')
    .replace(/(^|\/)index$/i, '$1')
    .toLowerCase();
}

function htmlPath(path: string): string {
  return path.replace(/\.(?:md|ya?ml)$/i, '.html').replace(/(^|\/)index\.html$/, '$1');
}

const byNumber = new Intl.Collator('en', { numeric: true });

/** Of several versions at one address the newest comes first, as it is the one that is shown without `?view=`. */
function newestFirst(routes: readonly Route[]): readonly Route[] {
  return [...routes].sort((a, b) => byNumber.compare(b.version ?? '', a.version ?? ''));
}
