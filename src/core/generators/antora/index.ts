/**
 * Antora. Every `antora.yml` describes a component in one version; pages are AsciiDoc below `modules/<module>/pages`.
 *
 *   /<component>/<version>/<module>/a/b.html    without what is called `ROOT`, and without a version when it has none
 *   …/_images/x.png, …/_attachments/x.zip       images and attachments of the module
 *
 * The playbook says which folders components are taken from, how addresses end (`html_extension_style`: default, drop,
 * indexify) and what the latest version is called (`latest_version_segment`).
 * https://docs.antora.org/antora/latest/how-antora-builds-urls/
 */

import type { ContentFile, Note, Route } from '../../model.ts';
import {
  below,
  builtUrl,
  decodePath,
  extensionOf,
  folderOf,
  joinRepo,
  type RepoPath,
  type UrlPath,
} from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, textOf, textsOf } from '../../text/settings.ts';
import { pageTitle } from '../../text/title.ts';
import { readYaml, type YamlReading } from '../../text/yaml.ts';
import { jsYaml4Number } from '../../text/yamlNumbers.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import { type Generator, madeFiles, type Permalinks } from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { type Playbook, readPlaybook } from './playbook.ts';
import { type ComponentVersion, latestOf } from './versions.ts';

interface Component extends ComponentVersion {
  /** Folder of its `antora.yml`. */
  readonly folder: RepoPath;
  /** Files that are its navigation, wherever they lie. */
  readonly navigation: ReadonlySet<string>;
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
      const reading = readYaml((await repo.read(file)) ?? '');
      const data = isSettings(reading.value) ? reading.value : {};
      const { problem } = reading;
      if (problem)
        notes.push({ file, line: problem.line, message: `Not read: ${problem.message}`, doubtsAddresses: true });
      const name = textIn(reading, 'name');
      if (name === undefined) continue;
      if (playbook.leavesOut(folderOf(file))) {
        notes.push({ file, message: `${playbook.file} takes no component from this folder, so it is not published.` });
        continue;
      }
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
      components.push({
        folder: folderOf(file),
        name,
        version: versionOf(reading),
        isPrerelease: data.prerelease === true || textOf(data.prerelease) !== undefined,
        navigation: new Set(textsOf(data.nav)),
      });
    }
    return permalinks(components, playbook, notes);
  },
};

function commonFolder(a: RepoPath, b: RepoPath): RepoPath {
  return a === b || below(b, a) !== undefined ? a : commonFolder(folderOf(a), b);
}

/** `~` and `master` are no version. */
function versionOf(reading: YamlReading): string {
  const text = textIn(reading, 'version') ?? '';
  return text === 'master' || text === '~' ? '' : text;
}

/** The text of a key; Antora takes `2.10` without quotes for the number 2.1. */
function textIn({ value, unquoted = [] }: YamlReading, key: string): string | undefined {
  const text = textOf(isSettings(value) ? value[key] : undefined);
  const isUnquoted = unquoted.some((one) => one.key === key && one.item === undefined);
  return text === undefined || !isUnquoted ? text : String(jsYaml4Number(text) ?? text);
}

/** What is made where the site's address is absolute. https://docs.antora.org/antora/latest/sitemap/ */
function siteFiles(components: readonly Component[]): readonly string[] {
  const names = [...new Set(components.map(({ name }) => name))];
  return ['sitemap.xml', '404.html', ...(names.length > 1 ? names.map((name) => `sitemap-${name}.xml`) : [])];
}

function permalinks(components: readonly Component[], playbook: Playbook, notes: readonly Note[]): Permalinks {
  const { basePath } = playbook;
  // The nearest description owns a file.
  const nearestFirst = [...components].sort((a, b) => b.folder.length - a.folder.length);
  const find = (path: RepoPath) => {
    for (const component of nearestFirst) {
      const inside = below(path, component.folder);
      const found = inside === undefined || component.navigation.has(inside) ? undefined : resourceOf(inside);
      if (found !== undefined) return { component, ...found };
    }
    return undefined;
  };
  const segmentOf = segmentsOf(components, playbook);

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
      const owner = component.name === 'ROOT' ? '' : component.name;
      const parts = [owner, segmentOf(component), module === 'ROOT' ? '' : module];
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

/** What stands for the version of a component in addresses; empty where nothing does. */
function segmentsOf(components: readonly Component[], playbook: Playbook): (component: Component) => string {
  const versions = new Map<string, ComponentVersion[]>();
  for (const component of components) {
    const known = versions.get(component.name);
    if (known === undefined) versions.set(component.name, [component]);
    else known.push(component);
  }
  const latest = new Map([...versions].map(([name, all]) => [name, latestOf(all)]));
  return (component) => {
    const { release, prerelease } = latest.get(component.name) ?? {};
    // A release that is newer may lie in another branch.
    const isOnlyPrerelease = component === release && component.isPrerelease && playbook.takesBranches;
    if (component.version === '') return '';
    if (component === prerelease || isOnlyPrerelease) return playbook.latestPrerelease ?? component.version;
    return (component === release ? playbook.latest : undefined) ?? component.version;
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
  // What an editor leaves behind is not read.
  if (/(?:^|\/)[._]/.test(relative) || relative.endsWith('~')) return undefined;
  if (family === 'image' || family === 'attachment')
    return extensionOf(relative) === '' ? undefined : { module, family, relative };
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
