/**
 * Builders that are known by their configuration alone: where their sources lie, and the form that addresses have as long as
 * a site does not say otherwise. Their rules are programs, templates or plugins, so what is told of a site is a guess.
 */
import { folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { type Settings, settingsAt, textOf } from '../../text/settings.ts';
import { readToml } from '../../text/toml.ts';
import { readYaml } from '../../text/yaml.ts';
import { filesNamed } from './namedFiles.ts';

/** A site of such a builder. */
export interface NamedBuilder {
  readonly title: string;
  readonly config: RepoPath;
  /** Where its sources lie. */
  readonly root: RepoPath;
  /** Whether `a.md` is at `/a.html`, and not at `/a/`. */
  readonly hasHtmlNames: boolean;
  /** The address of `_posts/{year}-{month}-{day}-{name}.md`, where there are such posts and it is told. */
  readonly posts: string | undefined;
}

interface Entry {
  readonly title: string;
  /** The name of its configuration, or its path from the top of a site. */
  readonly sign: string;
  /** The folder of its sources, from the top of a site. */
  readonly source: (settings: Settings) => string;
  readonly hasHtmlNames: (settings: Settings) => boolean;
  readonly posts?: (settings: Settings) => string | undefined;
}

const entries: readonly Entry[] = [
  // https://nanoc.app/doc/rules/: the rules that a new site begins with
  { title: 'nanoc', sign: 'nanoc.yaml', source: () => 'content', hasHtmlNames: () => false },
  // https://jaspervdj.be/hakyll/tutorials/02-basics.html: `setExtension "html"`
  { title: 'Hakyll', sign: 'site.hs', source: () => '', hasHtmlNames: () => true },
  // https://cobalt-org.github.io/docs/config/
  {
    title: 'Cobalt',
    sign: '_cobalt.yml',
    source: (settings) => textOf(settings.source) ?? '',
    hasHtmlNames: () => true,
  },
  // https://sculpin.io/documentation/permalinks/
  {
    title: 'Sculpin',
    sign: 'app/config/sculpin_kernel.yml',
    source: () => 'source',
    // Pretty unless it says otherwise, as `about.md` of its skeleton for blogs is at /about.
    posts: (settings) => sculpinPosts(textOf(settingsAt(settings, 'sculpin_content_types', 'posts').permalink)),
    hasHtmlNames: (settings) => /^none$|\.html$/.test(textOf(settingsAt(settings, 'sculpin').permalink) ?? ''),
  },
  // https://soupault.app/reference-manual/
  {
    title: 'soupault',
    sign: 'soupault.toml',
    source: (settings) => textOf(settingsAt(settings, 'settings').site_dir) ?? 'site',
    hasHtmlNames: (settings) => settingsAt(settings, 'settings').clean_urls === false,
  },
];

/** `blog/:year/:month/:day/:filename/`, and `pretty` where nothing is said. */
function sculpinPosts(permalink = 'pretty'): string | undefined {
  const template = permalink === 'pretty' ? ':year/:month/:day/:filename/' : permalink;
  const address = template
    .replace(/:(year|month|day)\b/g, '{$1}')
    .replace(/:(?:filename|basename|slug_title)\b/g, '{name}');
  return /:\w/.test(address) || !address.includes('{name}') ? undefined : `/${address.replace(/^\/+/, '')}`;
}

/** The sites of a repository that such builders make, where there is something to make them of. */
export async function namedBuilders(repo: Repo): Promise<readonly NamedBuilder[]> {
  const found: NamedBuilder[] = [];
  for (const entry of entries) {
    const name = entry.sign.slice(entry.sign.lastIndexOf('/') + 1);
    for (const config of filesNamed(repo, name)) {
      if (config !== entry.sign && !config.endsWith(`/${entry.sign}`)) continue;
      const builder = await builderOf(entry, config, repo);
      if (builder !== undefined) found.push(builder);
    }
  }
  return found;
}

/** The builder that a configuration is of. */
export async function namedBuilder(config: RepoPath, repo: Repo): Promise<NamedBuilder | undefined> {
  const entry = entries.find(({ sign }) => config === sign || config.endsWith(`/${sign}`));
  return entry && builderOf(entry, config, repo);
}

async function builderOf(entry: Entry, config: RepoPath, repo: Repo): Promise<NamedBuilder | undefined> {
  const text = (await repo.read(config)) ?? '';
  if (entry.title === 'Hakyll' && !/\bimport[ \t]+(?:qualified[ \t]+)?Hakyll\b/.test(text)) return undefined;
  const { value } = config.endsWith('.toml') ? readToml(text) : config.endsWith('.hs') ? { value: {} } : readYaml(text);
  const settings = typeof value === 'object' && value !== null ? (value as Settings) : {};
  const top = config.slice(0, config.length - entry.sign.length).replace(/\/$/, '') as RepoPath;
  const root = joinRepo(top, entry.source(settings)) ?? folderOf(config);
  const [hasHtmlNames, posts] = [entry.hasHtmlNames(settings), entry.posts?.(settings)];
  return { title: entry.title, config, root, hasHtmlNames, posts };
}
