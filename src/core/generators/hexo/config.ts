/** A Hexo site's configuration, as far as it decides addresses. https://hexo.io/docs/configuration */

import type { Note } from '../../model.ts';
import { below, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { globsTest, type PathTest } from '../../text/glob.ts';
import { flagOf, isSettings, type Settings, settingsAt, textOf, textsOf } from '../../text/settings.ts';
import { readYaml } from '../../text/yaml.ts';
import { realFolder } from '../shared/linkedFolder.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { hasDateInPermalink } from './permalink.ts';

/** What the configuration of a Hexo site says of addresses. */
export interface HexoSite {
  readonly settings: Settings;
  readonly url: string | undefined;
  /** Base path. */
  readonly root: string;
  readonly source: RepoPath;
  readonly permalink: string;
  readonly permalinkDefaults: Settings;
  /** Without its extension. */
  readonly newPostName: string;
  readonly postExtension: string;
  readonly timeZone: string;
  readonly keepIndex: boolean;
  readonly keepHtml: boolean;
  readonly renderDrafts: boolean;
  readonly assetFolders: boolean;
  readonly future: boolean;
  readonly skipsRender: PathTest;
  readonly includes: PathTest;
  readonly excludes: PathTest;
  /** Of a path from the top of the repository. */
  readonly ignores: PathTest;
  /** Output extension by extension of the source, both with their dots. */
  readonly renderers: Readonly<Record<string, string>>;
  readonly packages: ReadonlySet<string>;
  readonly notes: readonly Note[];
}

const defaultPermalink = ':year/:month/:day/:title/';

/** https://hexo.io/api/renderer: what Hexo brings, and what its usual plugins add. */
const builtIn: Readonly<Record<string, string>> = {
  ...{
    '.htm': '.html',
    '.html': '.html',
    '.css': '.css',
    '.js': '.js',
    '.json': '.json',
    '.yml': '.json',
    '.yaml': '.json',
  },
  ...{ '.njk': '.html', '.j2': '.html' },
};
const markdown: Readonly<Record<string, string>> = Object.fromEntries(
  ['.md', '.markdown', '.mkd', '.mkdn', '.mdwn', '.mdtxt', '.mdtext'].map((extension) => [extension, '.html']),
);
const plugins: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'hexo-renderer-ejs': { '.ejs': '.html' },
  'hexo-renderer-pug': { '.pug': '.html', '.jade': '.html' },
  'hexo-renderer-jade': { '.jade': '.html' },
  'hexo-renderer-swig': { '.swig': '.html' },
  'hexo-renderer-stylus': { '.styl': '.css', '.stylus': '.css' },
  'hexo-renderer-less': { '.less': '.css' },
  'hexo-renderer-sass': { '.sass': '.css', '.scss': '.css' },
  'hexo-renderer-dartsass': { '.sass': '.css', '.scss': '.css' },
  'hexo-renderer-org': { '.org': '.html' },
  'hexo-renderer-asciidoc': { '.adoc': '.html', '.asciidoc': '.html' },
};

export async function readHexoSite(config: RepoPath, repo: Repo): Promise<HexoSite> {
  const root = folderOf(config);
  const { value, problem } = readYaml((await repo.read(config)) ?? '');
  const settings = isSettings(value) ? value : {};
  const packages = await packagesOf(root, repo);
  const newPostName = textOf(settings.new_post_name) ?? ':title.md';
  const dot = newPostName.lastIndexOf('.');
  const url = textOf(settings.url);
  const pretty = settingsAt(settings, 'pretty_urls');
  const source = await realFolder(joinRepo(root, textOf(settings.source_dir) ?? 'source') ?? root, repo);
  const globs = (written: unknown): PathTest => globsTest(textsOf(written), { dot: false });
  return {
    settings,
    url,
    root: basePathOf(textOf(settings.root), 'path'),
    source,
    permalink: textOf(settings.permalink) ?? defaultPermalink,
    permalinkDefaults: settingsAt(settings, 'permalink_defaults'),
    newPostName: dot < 0 ? newPostName : newPostName.slice(0, dot),
    postExtension: dot < 0 ? '' : newPostName.slice(dot),
    timeZone: textOf(settings.timezone) ?? 'UTC',
    keepIndex: flagOf(pretty.trailing_index) !== false,
    keepHtml: flagOf(pretty.trailing_html) !== false,
    renderDrafts: flagOf(settings.render_drafts) === true,
    assetFolders: flagOf(settings.post_asset_folder) === true,
    future: flagOf(settings.future) !== false,
    skipsRender: globs(settings.skip_render),
    includes: globs(settings.include),
    excludes: globs(settings.exclude),
    ignores: ignoredTest(globs(settings.ignore)),
    renderers: { ...builtIn, ...markdown, ...Object.assign({}, ...[...packages].map((name) => plugins[name] ?? {})) },
    packages,
    notes: [
      ...(problem === undefined
        ? []
        : [{ file: config, line: problem.line, message: `Not read: ${problem.message}`, doubtsAddresses: true }]),
      ...zoneNote(settings, config),
      ...pluginNotes(packages),
      ...(packages.has('hexo-abbrlink') ? await numberNotes(settings, source, repo) : []),
    ],
  };
}

/**
 * `ignore` is asked about whole paths on the machine that builds the site, which nobody knows here: of each folder, of which
 * nothing is read then, and of the file (`readDirWalker` in Hexo's box).
 */
function ignoredTest(matches: PathTest): PathTest {
  return (path) => {
    const whole = `site/${path}`;
    for (let at = whole.indexOf('/', 'site/'.length); at > 0; at = whole.indexOf('/', at + 1))
      if (matches(whole.slice(0, at))) return true;
    return matches(whole);
  };
}

async function packagesOf(root: RepoPath, repo: Repo): Promise<ReadonlySet<string>> {
  const { value } = readYaml((await repo.read(joinRepo(root, 'package.json') ?? root)) ?? '{}');
  const manifest = isSettings(value) ? value : {};
  return new Set(['dependencies', 'devDependencies'].flatMap((key) => Object.keys(settingsAt(manifest, key))));
}

function zoneNote(settings: Settings, config: RepoPath): readonly Note[] {
  const zone = textOf(settings.timezone);
  if (
    zone === undefined ||
    !hasDateInPermalink(textOf(settings.permalink) ?? defaultPermalink) ||
    ['UTC', 'GMT', 'Etc/UTC'].includes(zone)
  )
    return [];
  const message = `Hexo turns dates from ${zone} to the time zone of the machine that builds the site, which is assumed to be UTC here; posts from the hours around midnight may have another day in their address.`;
  return [{ file: config, message }];
}

/** Plugins that give posts addresses of their own; what a post itself says stands. https://hexo.io/docs/permalinks */
function pluginNotes(packages: ReadonlySet<string>): readonly Note[] {
  const known = ['hexo-generator-i18n', 'hexo-permalink-pinyin', 'hexo-auto-category'];
  return known
    .filter((name) => packages.has(name))
    .map((name) => ({
      message: `${name} decides addresses of posts when the site is built, and they are not known here. A permalink in the front matter of a post settles its address.`,
      doubtsAddresses: true,
    }));
}

/**
 * hexo-abbrlink makes the number of a post when the site is built, and writes it into the post: once that is committed it
 * is known. https://github.com/rozbo/hexo-abbrlink
 */
async function numberNotes(settings: Settings, source: RepoPath, repo: Repo): Promise<readonly Note[]> {
  if (!(textOf(settings.permalink) ?? '').includes(':abbrlink')) return [];
  const posts = repo.files.filter((file) => below(file, joinRepo(source, '_posts') ?? source)?.endsWith('.md'));
  const bare: RepoPath[] = [];
  for (const file of posts) {
    if (!/^abbrlink[ \t]*:/m.test((await repo.readHead(file)) ?? '')) bare.push(file);
  }
  const [first] = bare;
  if (first === undefined) return [];
  const what = bare.length === 1 ? 'the address of 1 post is' : `the addresses of ${bare.length} posts are`;
  const message = `hexo-abbrlink makes the number in an address when the site is built, and writes it into the post as abbrlink. Until that is committed, ${what} not known here, such as that of ${first}: build the site once with "hexo generate", and commit what it changes in the posts.`;
  return [{ file: first, message, doubtsAddresses: true }];
}
