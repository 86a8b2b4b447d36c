/**
 * The sites that `rmarkdown::render_site` makes, which R Markdown, workflowr and distill share.
 *
 * - Each `.Rmd`, `.rmd` and `.md` in the folder of `_site.yml` that has a format of HTML is `name.html`. Names that begin
 *   with `_`, README and what lies in further folders are none. Signs that a shell takes for its own become hyphens.
 * - All else is copied but names that begin with `_` or `.`, code and data of R, and what `exclude` names; `include` brings
 *   names back. With `output_dir: .` the folder itself is the site.
 *
 * https://bookdown.org/yihui/rmarkdown/rmarkdown-site.html
 * https://pkgs.rstudio.com/rmarkdown/reference/render_site.html
 */
import { readFrontMatter } from '../../frontMatter/frontMatter.ts';
import type { ContentFile, Note, Route } from '../../model.ts';
import { below, builtUrl, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { globTest } from '../../text/glob.ts';
import { isSettings, type Settings, textOf, textsOf } from '../../text/settings.ts';
import { pageTitle } from '../../text/title.ts';
import { readYaml } from '../../text/yaml.ts';
import type { Permalinks } from './generator.ts';
import { filesNamed } from './namedFiles.ts';

/** A folder with `_site.yml`, as far as it is read. */
export interface RmarkdownSite {
  readonly root: RepoPath;
  readonly config: RepoPath;
  /** The first page, where it is there. */
  readonly index: RepoPath | undefined;
  /** What makes it, by the head of its first page: `distill::distill_website`. */
  readonly maker: string | undefined;
  readonly settings: Settings;
  readonly notes: readonly Note[];
  readonly text: string;
  /** The folder of the built site. */
  readonly output: RepoPath;
}

/** Every folder with a `_site.yml`. */
export async function rmarkdownSites(repo: Repo): Promise<readonly RmarkdownSite[]> {
  return Promise.all(filesNamed(repo, '_site.yml').map((config) => readRmarkdownSite(folderOf(config), repo)));
}

/** The site of one folder; the usual values where it has no `_site.yml`. */
export async function readRmarkdownSite(root: RepoPath, repo: Repo): Promise<RmarkdownSite> {
  const config = joinRepo(root, '_site.yml') ?? root;
  const text = (await repo.read(config)) ?? '';
  const { value, problem } = readYaml(text);
  const settings = isSettings(value) ? value : {};
  const index = ['index.Rmd', 'index.rmd', 'index.md']
    .flatMap((name) => joinRepo(root, name) ?? [])
    .find((path) => repo.has(path));
  const head = index === undefined ? '' : ((await repo.readHead(index)) ?? '');
  return {
    root,
    config,
    index,
    maker: textOf(readFrontMatter(head).data.site)?.replace(/\(\)$/, ''),
    settings,
    text,
    notes: problem === undefined ? [] : [{ file: config, ...problem, doubtsAddresses: true }],
    output: joinRepo(root, textOf(settings.output_dir) ?? '_site') ?? root,
  };
}

/** The name of a source in the folder, without its ending; `undefined` for what no page is made of. */
export function sourceName(path: RepoPath, { root, settings }: RmarkdownSite): string | undefined {
  const inside = below(path, root);
  const [, name] = /^([^_./][^/]*)\.(?:[Rr]?md|[Rr])$/.exec(inside ?? '') ?? [];
  if (name === undefined || inside === undefined || /^README\.R?md$/.test(inside)) return undefined;
  if (!/\.[Rr]$/.test(inside)) return name;
  const { autospin } = settings;
  return autospin === true || textsOf(autospin).includes(inside) ? name : undefined;
}

/** The page of a source in the folder of the site. */
export function sourceRoute(file: ContentFile, name: string, site: RmarkdownSite, basePath: string): Route {
  const isHome = name === 'index';
  const url = builtUrl(basePath, isHome ? '/' : `${withoutShellSigns(name)}.html`);
  const kind = !hasPage(file, site) ? 'unpublished' : isHome ? 'home' : 'page';
  return { url, file: file.path, kind, title: pageTitle(file) };
}

function withoutShellSigns(name: string): string {
  return name.replace(/[ <>()|\\:&;#?*']/g, '-');
}

/** Of the formats of the page and of the site, without any of which it is HTML. */
function hasPage({ frontMatter }: ContentFile, { settings }: RmarkdownSite): boolean {
  const names = [settings.output, frontMatter.data.output].flatMap((output) =>
    isSettings(output) ? Object.keys(output) : textsOf(output),
  );
  return names.length === 0 || names.some((name) => !otherFormat.test(name));
}

const otherFormat =
  /(?:^|[:_])(?:pdf|beamer|latex|word|odt|rtf|powerpoint|context|md|github|epub)_|tufte_(?:handout|book)$|letter$/;

/**
 * The folder that is served as it is, and what of it is not. A build that is kept is served, also what is left of pages that
 * are gone; else it is the folder of the sources.
 */
export function servedFiles(site: RmarkdownSite, repo: Repo): Pick<Permalinks, 'staticRoots' | 'leavesOut'> {
  const { root, output } = site;
  const isKept = repo.has(joinRepo(output, 'index.html') ?? output);
  if (output !== root && isKept) return { staticRoots: [output], leavesOut: () => false };
  return { staticRoots: [root], leavesOut: (path) => isNotCopied(path, site) };
}

function isNotCopied(path: RepoPath, { root, settings, output }: RmarkdownSite): boolean {
  const inside = below(path, root);
  if (inside === undefined) return true;
  if (output === root) return !inside.includes('/') && /\.(?:[Rr]?md|[Rr])$/.test(inside);
  const [top = ''] = inside.split('/');
  const matches = (written: unknown) => textsOf(written).some((glob) => globTest(glob.replace(/\/$/, ''))(top));
  if (matches(settings.include)) return false;
  return notCopied.test(top) || matches(settings.exclude) || below(path, output) !== undefined;
}

const notCopied =
  /^(?:rsconnect|packrat|renv|[._].*|.*_cache)$|\.(?:[RrSs]|[Rr]md|md|[Rr]markdown|[Rr]proj|RData|rdata|rds)$/;
