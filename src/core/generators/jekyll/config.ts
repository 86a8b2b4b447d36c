/** A Jekyll site's configuration, as far as it decides addresses. https://jekyllrb.com/docs/configuration/ */

import { siteHost } from '../../backlinks/siteTarget.ts';
import type { Note } from '../../model.ts';
import { folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { flagOf, type Settings, settingsAt, textOf, textsOf } from '../../text/settings.ts';
import { count } from '../../wording/amounts.ts';
import { codeFolders } from '../shared/codeFolders.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { type JekyllConfigFile, readConfig } from './configFiles.ts';
import { type Defaults, frontMatterDefaults } from './defaults.ts';
import { type EntryFilter, entryFilter } from './entries.ts';
import { postTemplate, withExtension } from './template.ts';
import { themeGem } from './themeGem.ts';
import { addedPlaceholders, pluginScripts } from './urlDrop.ts';

/** What the configuration of a Jekyll site says of addresses. */
export interface JekyllSite {
  readonly settings: Settings;
  /** The file that gives the site's `url`. */
  readonly address: RepoPath | undefined;
  readonly source: RepoPath;
  readonly baseUrl: string;
  /** `permalink`: a style or a template. */
  readonly style: string;
  readonly collectionsDir: string;
  readonly collections: readonly JekyllCollection[];
  readonly defaults: Defaults;
  readonly filter: EntryFilter;
  readonly markdown: ReadonlySet<string>;
  readonly timeZone: string;
  readonly future: boolean;
  readonly showDrafts: boolean;
  readonly unpublished: boolean;
  readonly plugins: ReadonlySet<string>;
  /** Placeholders of the site's own, and the keys of front matter they stand for. */
  readonly placeholders: ReadonlyMap<string, string>;
  readonly notes: readonly Note[];
}

/** A collection; `isWritten` where its documents become pages. */
export interface JekyllCollection {
  readonly label: string;
  readonly template: string;
  readonly isWritten: boolean;
  readonly future: boolean;
}

/** The plugins that GitHub Pages runs unasked. https://pages.github.com/versions/ */
const pagesPlugins = [
  ...['jekyll-optional-front-matter', 'jekyll-readme-index', 'jekyll-titles-from-headings'],
  ...['jekyll-relative-links', 'jekyll-default-layout', 'jekyll-github-metadata', 'jekyll-coffeescript'],
  'jekyll-paginate',
];

/** The themes that GitHub Pages has. https://pages.github.com/themes/ */
const pagesTheme =
  /^jekyll-theme-(?:architect|cayman|dinky|hacker|leap-day|merlot|midnight|minimal|modernist|slate|tactile|time-machine)$/;

export async function readSite(config: RepoPath, repo: Repo): Promise<JekyllSite> {
  const root = folderOf(config);
  const { settings, files, notes } = await readConfig(config, repo);
  const plugins = await pluginsOf(settings, root, repo);
  const scripts = pluginScripts(settings, root, repo);
  const style = textOf(settings.permalink) ?? 'date';
  const collectionsDir = (textOf(settings.collections_dir) ?? '').replace(/^\/+|(?<!\/)\/+$/g, '');
  const destination = textOf(settings.destination)?.replace(/^\.?\/+|(?<!\/)\/+$/g, '');
  const source = joinRepo(root, textOf(settings.source) ?? '') ?? root;
  return {
    settings,
    address: addressIn(files),
    source,
    baseUrl: await baseOf(settings, source, repo),
    style,
    collectionsDir,
    collections: collectionsOf(settings, style),
    defaults: frontMatterDefaults(settings.defaults, collectionsDir),
    filter: entryFilter(Array.isArray(settings.include) ? textsOf(settings.include) : ['.htaccess'], [
      ...textsOf(settings.exclude),
      ...(destination === undefined || destination === '' ? [] : [`${destination}/`]),
    ]),
    markdown: new Set(
      (textOf(settings.markdown_ext) ?? 'markdown,mkdown,mkdn,mkd,md').split(',').map((end) => `.${end.trim()}`),
    ),
    timeZone: textOf(settings.timezone) ?? 'UTC',
    future: flagOf(settings.future) === true,
    showDrafts: flagOf(settings.show_drafts) === true,
    unpublished: flagOf(settings.unpublished) === true,
    plugins,
    placeholders: await addedPlaceholders(scripts, repo),
    notes: [...notes, ...(await pluginNotes(plugins, scripts, root, repo))],
  };
}

/**
 * The folder the site is served below. A build does not put its files there: `baseurl` only stands in front of links, so
 * with a host of its own, which GitHub Pages serves from the root, it is none.
 * https://docs.github.com/en/pages/configuring-a-custom-domain-for-your-github-pages-site
 */
async function baseOf(settings: Settings, source: RepoPath, repo: Repo): Promise<string> {
  const told = basePathOf(textOf(settings.baseurl), 'path');
  const cname = joinRepo(source, 'CNAME');
  if (told === '' || cname === undefined || !repo.has(cname)) return told;
  const host = siteHost(((await repo.read(cname)) ?? '').trim());
  const url = textOf(settings.url) ?? '';
  return host !== undefined && (url === '' || siteHost(url) === host) ? '' : told;
}

function addressIn(files: readonly JekyllConfigFile[]): RepoPath | undefined {
  return files.findLast(({ settings }) => textOf(settings.url) !== undefined)?.path;
}

function collectionsOf(settings: Settings, style: string): readonly JekyllCollection[] {
  const written = settings.collections;
  const map: Settings = Array.isArray(written)
    ? Object.fromEntries(textsOf(written).map((label) => [label, {}]))
    : settingsAt(settings, 'collections');
  const labels = ['posts', ...Object.keys(map).filter((label) => label !== 'posts')];
  return labels.map((label) => {
    const own = settingsAt(map, label);
    const isPosts = label === 'posts';
    return {
      label: label.replace(/[^a-z0-9_.-]/gi, ''),
      template: textOf(own.permalink) ?? (isPosts ? postTemplate(style) : withExtension('/:collection/:path', style)),
      isWritten: own.output === undefined ? isPosts : flagOf(own.output) !== false,
      future: flagOf(own.future) === true,
    };
  });
}

/** Those of the configuration and of the Gemfile's plugin group; GitHub Pages adds its own. */
async function pluginsOf(settings: Settings, root: RepoPath, repo: Repo): Promise<ReadonlySet<string>> {
  const named = [...textsOf(settings.plugins), ...textsOf(settings.gems)];
  const places = [joinRepo(root, 'Gemfile'), 'Gemfile' as RepoPath];
  const gemfile = places.find((path) => path !== undefined && repo.has(path));
  const text = gemfile === undefined ? '' : ((await repo.read(gemfile)) ?? '');
  const gems = [...text.matchAll(/^[ \t]*gem[ \t]*(?:\([ \t]*)?["']([^"']+)["']/gm)].map(([, name = '']) => name);
  const theme = textOf(settings.theme);
  // Without its theme no build of the repository's own would end.
  const isOnlyTheirs =
    theme !== undefined && pagesTheme.test(theme) && !gems.includes(theme) && !/^[ \t]*gemspec\b/m.test(text);
  const isGitHubPages = gemfile === undefined || gems.includes('github-pages') || isOnlyTheirs;
  return new Set([
    ...named,
    ...gems.filter((name) => name.startsWith('jekyll-')),
    ...(isGitHubPages ? pagesPlugins : []),
    ...(themeGem(theme)?.plugins ?? []),
  ]);
}

/** Plugins that give pages other addresses by rules of their own. */
const addressPlugins = ['jekyll-language-plugin'];

async function pluginNotes(
  plugins: ReadonlySet<string>,
  scripts: readonly RepoPath[],
  root: RepoPath,
  repo: Repo,
): Promise<readonly Note[]> {
  const notes: Note[] = [];
  for (const name of addressPlugins.filter((name) => plugins.has(name))) {
    notes.push({
      message: `${name} gives pages addresses of its own, which are not known here.`,
      doubtsAddresses: true,
      declarable: { below: root },
    });
  }
  const makers: RepoPath[] = [];
  const folders = new Set<string>();
  for (const file of scripts) {
    const text = (await repo.read(file)) ?? '';
    if (makesPages.test(text)) {
      makers.push(file);
      for (const folder of codeFolders(text)) folders.add(folder);
    }
    if (!changesAddresses.test(text)) continue;
    notes.push({
      file,
      line: 1,
      message: `${file} may change addresses when the site is built; it is not run here.`,
      doubtsAddresses: true,
      declarable: { below: root },
    });
  }
  const [maker, ...others] = makers;
  if (maker !== undefined) {
    const more = others.length === 0 ? '' : `, as ${count(others.length, 'other plugin')} may`;
    const message = `${maker} makes pages by code when the site is built${more}; they are not listed, and an address that no file publishes may be one of them.`;
    notes.push({ file: maker, line: 1, message, makesPages: [...folders] });
  }
  return notes;
}

/** https://jekyllrb.com/docs/plugins/generators/ */
const makesPages =
  /(?:\bsite\.pages|\.docs)[ \t]*(?:<<|\+=|\.(?:push|concat)\b)|\bPageWithoutAFile\.new\b|\bJekyll::Document\.new\b/;

/** Assignments to what an address is made of, and methods put in the place of Jekyll's. */
const changesAddresses =
  /\[\s*["'](?:permalink|slug)["']\s*\]\s*\|?\|?=|\bdef\s+(?:url|permalink|destination|url_placeholders|template|dir)\b|@url\s*=/;
