/**
 * Antora. Every `antora.yml` describes a component in one version; pages are AsciiDoc below `modules/<module>/pages`.
 *
 *   /<component>/<version>/<module>/a/b.html    without what is called `ROOT`, and without a version when it has none
 *   …/_images/x.png, …/_attachments/x.zip       images and attachments of the module
 *
 * The playbook says how addresses end (`html_extension_style`: default, drop, indexify) and what the latest version is
 * called (`latest_version_segment`).
 * https://docs.antora.org/antora/latest/how-antora-builds-urls/
 */

import { siteTarget } from '../backlinks/siteTarget.ts';
import type { ContentFile, Note, Route } from '../model.ts';
import {
  below,
  builtUrl,
  decodePath,
  extensionOf,
  fileName,
  folderOf,
  joinRepo,
  type RepoPath,
  type UrlPath,
} from '../paths.ts';
import type { Repo } from '../ports.ts';
import { isSettings, type Settings, settingsAt, textOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { readYaml } from '../text/yaml.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import { type Generator, madeFiles, type Permalinks } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';
import { basePathOf } from './shared/siteAddress.ts';

interface Component {
  /** Folder of its `antora.yml`. */
  readonly folder: RepoPath;
  readonly name: string;
  readonly version: string;
}

interface Playbook {
  readonly file: RepoPath | undefined;
  readonly address: Permalinks['address'];
  readonly basePath: string;
  readonly style: 'default' | 'drop' | 'indexify';
  /** Replaces the version in addresses; `undefined` where it is kept. */
  readonly latest: string | undefined;
  /** Whether components of other repositories are published as well. */
  readonly takesOthers: boolean;
  /** Whether versions in other branches are. */
  readonly takesBranches: boolean;
}

export const antora: Generator = {
  id: 'antora',
  title: 'Antora',
  docs: 'https://docs.antora.org/antora/latest/how-antora-builds-urls/',
  command: /\bantora\b/,

  async detect(repo) {
    const descriptors = filesNamed(repo, 'antora.yml');
    const real = descriptors.filter((file) => !inExampleFolder(file));
    const [first] = real.length > 0 ? real : descriptors;
    if (first === undefined) return [];
    const root = (real.length > 0 ? real : descriptors).map(folderOf).reduce(commonFolder);
    return [{ generator: 'antora', root, config: first, because: first, certainty: real.length > 0 ? 0.93 : 0.3 }];
  },

  async open({ root }, repo) {
    const playbook = await readPlaybook(repo);
    const notes: Note[] = [];
    const components: Component[] = [];
    for (const file of filesNamed(repo, 'antora.yml').filter((path) => below(path, root) !== undefined)) {
      const { value } = readYaml((await repo.read(file)) ?? '');
      const data = isSettings(value) ? value : {};
      const name = textOf(data.name);
      if (name === undefined) continue;
      const isNoted = components.some((component) => component.name === name);
      if (!isNoted && (data.version === true || isSettings(data.version))) {
        const message = `The version of ${name} is taken from the branch's name, which is not known here; addresses are given without it.`;
        notes.push({
          file,
          message,
          doubtsAddresses: true,
          declarable: { below: folderOf(file), pages: latestPages(folderOf(file), name, repo) },
        });
      }
      components.push({ folder: folderOf(file), name, version: versionOf(data) });
    }
    // The nearest description owns a file.
    components.sort((a, b) => b.folder.length - a.folder.length);
    return permalinks(components, playbook, notes);
  },
};

function commonFolder(a: RepoPath, b: RepoPath): RepoPath {
  return a === b || below(b, a) !== undefined ? a : commonFolder(folderOf(a), b);
}

/** `~` and `master` are no version. */
function versionOf({ version }: Settings): string {
  const text = textOf(version) ?? '';
  return text === 'master' || text === '~' ? '' : text;
}

/**
 * Of several playbooks the one that Antora's documentation calls so comes first, and those for authors last.
 * https://docs.antora.org/antora/latest/playbook/set-up-playbook/
 */
function rankOf(playbook: RepoPath): number {
  const name = fileName(playbook);
  if (/^antora-playbook\.ya?ml$/.test(name)) return 0;
  if (/^(?:playbook\.ya?ml|site\.yml)$/.test(name)) return 1;
  return /(?:^|[^a-z])(?:author|dev|draft|local|preview|slim|staging|test)s?(?![a-z])/.test(name) ? 3 : 2;
}

async function readPlaybook(repo: Repo): Promise<Playbook> {
  const candidates = repo.files.filter(
    (file) => /playbook[^/]*\.ya?ml$|^(?:.*\/)?site\.yml$/.test(file) && !inExampleFolder(file),
  );
  for (const file of candidates.sort((a, b) => rankOf(a) - rankOf(b) || a.length - b.length)) {
    const source = (await repo.read(file)) ?? '';
    const { value } = readYaml(source);
    const data = isSettings(value) ? value : {};
    if (!('content' in data) && !('antora' in data)) continue;
    const url = textOf(settingsAt(data, 'site').url);
    const urls = settingsAt(data, 'urls');
    const replaces = (textOf(urls.latest_version_segment_strategy) ?? 'replace') === 'replace';
    const style = textOf(urls.html_extension_style);
    const line = source.slice(0, Math.max(0, source.search(/^\s+url:/m))).split('\n').length;
    return {
      file,
      address: url === undefined || siteTarget(url) === undefined ? undefined : { url, file, line },
      basePath: basePathOf(url),
      style: style === 'drop' || style === 'indexify' ? style : 'default',
      latest: replaces && 'latest_version_segment' in urls ? (textOf(urls.latest_version_segment) ?? '') : undefined,
      ...sourcesOf(settingsAt(data, 'content')),
    };
  }
  return {
    file: undefined,
    address: undefined,
    basePath: '/',
    style: 'default',
    latest: undefined,
    takesOthers: false,
    takesBranches: false,
  };
}

/**
 * A source is another repository where its `url` is no path. Of this one, branches and tags can be named, each of which has
 * a version of its own.
 * https://docs.antora.org/antora/latest/playbook/content-source-url/, …/content-branches/, …/content-tags/
 */
function sourcesOf(content: Settings): Pick<Playbook, 'takesOthers' | 'takesBranches'> {
  const sources = Array.isArray(content.sources) ? content.sources.filter(isSettings) : [];
  const named = [content, ...sources].flatMap(({ branches, tags }) => [branches, tags].flat());
  return {
    takesOthers: sources.some(({ url }) => /^(?:[a-z][a-z+]*:\/\/|[\w.-]+@)/i.test(textOf(url) ?? '')),
    takesBranches: named.some((name) => name !== undefined && !/^(?:HEAD|\.)$/.test(textOf(name) ?? '')),
  };
}

/** What is made where the site's address is absolute. https://docs.antora.org/antora/latest/sitemap/ */
function siteFiles(components: readonly Component[]): readonly string[] {
  const names = [...new Set(components.map(({ name }) => name))];
  return ['sitemap.xml', '404.html', ...(names.length > 1 ? names.map((name) => `sitemap-${name}.xml`) : [])];
}

function permalinks(components: readonly Component[], playbook: Playbook, notes: readonly Note[]): Permalinks {
  const { basePath } = playbook;
  const find = (path: RepoPath) => {
    for (const component of components) {
      const inside = below(path, component.folder);
      const found = inside === undefined ? undefined : resourceOf(inside);
      if (found !== undefined) return { component, ...found };
    }
    return undefined;
  };
  const versions = (name: string) => components.filter((component) => component.name === name).length;

  return {
    address: playbook.address,
    basePath,
    staticRoots: [],
    notes,
    beside: playbook.file && playbook.address && madeFiles(siteFiles(components), basePath, playbook.file),
    brought: (url, publishesBelow) => broughtTo(url, components, playbook, publishesBelow),
    reads: (path) => {
      const found = find(path);
      return found === undefined ? undefined : found.family === 'page' ? 'head' : 'path';
    },
    routes: (file: ContentFile): readonly Route[] => {
      const found = find(file.path);
      if (found === undefined) return [];
      const { component, module, family, relative } = found;
      // Of a component with one version here, that one is the latest.
      const isLatest = playbook.latest !== undefined && component.version !== '' && versions(component.name) === 1;
      const version = isLatest ? playbook.latest : component.version;
      const parts = [component.name, version ?? '', module].filter((part) => part !== 'ROOT');
      if (family !== 'page') {
        return [{ url: builtUrl(basePath, ...parts, `_${family}s`, relative), file: file.path, kind: 'static' }];
      }
      const url = builtUrl(basePath, ...parts, pageAddress(relative, playbook.style));
      const isIndex = /(?:^|\/)index\.adoc$/.test(relative);
      return [
        {
          url,
          file: file.path,
          kind: isIndex ? 'section' : 'page',
          title: pageTitle(file),
          version: component.version || undefined,
        },
      ];
    },
  };
}

/** Whether a component of another repository, or a version in another branch, may hold a page that is not here. */
function broughtTo(
  url: UrlPath,
  components: readonly Component[],
  { file, basePath, takesOthers, takesBranches }: Playbook,
  publishesBelow: (folder: string) => boolean,
): string | undefined {
  if (!url.startsWith(basePath)) return undefined;
  const [first = '', second, ...deeper] = decodePath(url.slice(basePath.length)).split('/');
  const own = components.filter(({ name }) => name === first);
  if (own.length === 0) {
    const isPage = second === undefined && extensionOf(first as RepoPath) === '.html';
    if (!takesOthers || first === '' || isPage || publishesBelow(`${basePath}${first}/`)) return undefined;
    return `${file} takes components from other repositories as well`;
  }
  const isVersion = deeper.length > 0 && /^v?\d/.test(second ?? '');
  if (!takesBranches || !isVersion || publishesBelow(`${basePath}${first}/${second}/`)) return undefined;
  return `${file} takes versions from other branches as well`;
}

interface Resource {
  readonly module: string;
  readonly family: 'page' | 'image' | 'attachment';
  readonly relative: string;
}

/** `modules/ROOT/pages/a.adoc`, `modules/m/images/x.png`, the older `modules/m/assets/images/x.png`. */
function resourceOf(inside: string): Resource | undefined {
  const match = /^modules\/([^/]+)\/(?:assets\/)?(page|image|attachment)s\/(.+)$/.exec(inside);
  if (match === null) return undefined;
  const [, module = '', family = '', relative = ''] = match;
  if (/(?:^|\/)[._]/.test(relative)) return undefined;
  if (family === 'image' || family === 'attachment') return { module, family, relative };
  return extensionOf(relative) === '.adoc' ? { module, family: 'page', relative } : undefined;
}

function pageAddress(relative: string, style: Playbook['style']): string {
  const stem = relative.slice(0, -extensionOf(relative).length);
  if (style === 'default') return `${stem}.html`;
  const folder = stem.replace(/(^|\/)index$/, '$1');
  return style === 'indexify' && folder !== '' && !folder.endsWith('/') ? `${folder}/` : folder;
}

/** Patterns for the pages of a component whose version is that of the branch. */
function latestPages(folder: RepoPath, name: string, { files }: Repo): Readonly<Record<string, string>> {
  const modules = joinRepo(folder, 'modules') ?? folder;
  const isInModule = (file: RepoPath) => /^(?!ROOT\/)[^/]+\/pages\//.test(below(file, modules) ?? '');
  const others = { [`${modules}/{module}/pages/**/*.adoc`]: `/${name}/latest/{module}/{path}.html` };
  return {
    [`${modules}/ROOT/pages/**/*.adoc`]: `/${name}/latest/{path}.html`,
    ...(files.some(isInModule) ? others : {}),
  };
}
