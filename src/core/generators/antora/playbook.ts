/**
 * The playbook of an Antora site: how its addresses end, and which folders it takes components from.
 * https://docs.antora.org/antora/latest/playbook/
 */
import { siteTarget } from '../../backlinks/siteTarget.ts';
import { fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { globsTest, splitGlobs } from '../../text/glob.ts';
import { isSettings, type Settings, settingsAt, textOf, textsOf } from '../../text/settings.ts';
import { readYaml } from '../../text/yaml.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import type { Permalinks } from '../shared/generator.ts';
import { basePathOf } from '../shared/siteAddress.ts';

/** What the playbook says of addresses and sources. */
export interface Playbook {
  readonly file: RepoPath | undefined;
  readonly address: Permalinks['address'];
  readonly basePath: string;
  readonly style: 'default' | 'drop' | 'indexify';
  /** Replaces the latest version in addresses; `undefined` where it is kept. */
  readonly latest: string | undefined;
  /** The same for the latest version that is a prerelease. */
  readonly latestPrerelease: string | undefined;
  /** Whether components of other repositories are published as well. */
  readonly takesOthers: boolean;
  /** Whether versions in other branches are. */
  readonly takesBranches: boolean;
  /** Whether anything is made of `page-aliases`; https://docs.antora.org/antora/latest/playbook/urls-redirect-facility/ */
  readonly makesRedirects: boolean;
  /** Whether the component in a folder is left out by every playbook for readers. */
  leavesOut(folder: RepoPath): boolean;
}

/**
 * Of several playbooks the one that Antora's documentation calls so comes first, and those for authors last. One may have any
 * name. https://docs.antora.org/antora/latest/playbook/set-up-playbook/
 */
function rankOf(playbook: RepoPath): number {
  const name = fileName(playbook);
  if (/^antora-playbook\.ya?ml$/.test(name)) return 0;
  if (/^(?:playbook\.ya?ml|site\.yml)$/.test(name)) return 1;
  if (/(?:^|[^a-z])(?:author|dev|draft|local|preview|slim|staging|test)s?(?![a-z])/.test(name)) return forAuthors;
  return named.test(playbook) ? 2 : 3;
}

const named = /playbook[^/]*\.ya?ml$|^(?:.*\/)?site\.yml$/;
const forAuthors = 4;

interface Written {
  readonly file: RepoPath;
  readonly source: string;
  readonly data: Settings;
}

/** The playbook that readers' pages are made with; the defaults where there is none. */
export async function readPlaybook(repo: Repo): Promise<Playbook> {
  const candidates = repo.files.filter(
    (file) => (named.test(file) || /^[^./][^/]*\.ya?ml$/.test(file)) && !inExampleFolder(file),
  );
  const written: Written[] = [];
  for (const file of candidates.sort((a, b) => rankOf(a) - rankOf(b) || a.length - b.length)) {
    const source = (await repo.read(file)) ?? '';
    const { value } = readYaml(source);
    const data = isSettings(value) ? value : {};
    const isOne = named.test(file)
      ? 'content' in data || 'antora' in data
      : Array.isArray(settingsAt(data, 'content').sources);
    if (isOne) written.push({ file, source, data });
  }
  const forReaders = written.filter(({ file }) => rankOf(file) < forAuthors).map(startPathsOf);
  const isTaken = forReaders.length === 0 || forReaders.includes(undefined) ? () => true : anyOf(forReaders);
  return { ...playbookOf(written[0]), leavesOut: (folder) => !isTaken(folder) };
}

function playbookOf(playbook: Written | undefined): Omit<Playbook, 'leavesOut'> {
  const { file, source = '', data = {} } = playbook ?? {};
  const url = textOf(settingsAt(data, 'site').url);
  const urls = settingsAt(data, 'urls');
  const replaces = (textOf(urls.latest_version_segment_strategy) ?? 'replace') !== 'redirect:from';
  const segment = (key: string) => (replaces && typeof urls[key] === 'string' ? (textOf(urls[key]) ?? '') : undefined);
  const style = textOf(urls.html_extension_style);
  const line = source.slice(0, Math.max(0, source.search(/^[ \t]+url:/m))).split('\n').length;
  return {
    file,
    address: file === undefined || url === undefined || siteTarget(url) === undefined ? undefined : { url, file, line },
    basePath: basePathOf(url),
    style: style === 'drop' || style === 'indexify' ? style : 'default',
    makesRedirects: textOf(urls.redirect_facility) !== 'disabled',
    latest: segment('latest_version_segment'),
    latestPrerelease: segment('latest_prerelease_version_segment'),
    ...sourcesOf(settingsAt(data, 'content')),
  };
}

/**
 * Which folders of this repository a playbook takes components from; `undefined` where it takes others' repositories as
 * well, of which one may be this one by its address.
 * https://docs.antora.org/antora/latest/playbook/content-source-start-path/, …/content-source-start-paths/
 */
function startPathsOf({ file, data }: Written): ((folder: RepoPath) => boolean) | undefined {
  const { sources } = settingsAt(data, 'content');
  if (!Array.isArray(sources) || sources.length === 0) return undefined;
  const tests: ((folder: RepoPath) => boolean)[] = [];
  for (const source of sources) {
    const url = isSettings(source) ? textOf(source.url) : undefined;
    if (url === undefined || joinRepo(folderOf(file), url) !== '') return undefined;
    const { start_paths: several, start_path: one } = source;
    const paths = typeof several === 'string' ? splitGlobs(several) : textsOf(several);
    const globs = (several === undefined ? [textOf(one) ?? ''] : paths).map(withoutOuterSlashes);
    tests.push(globs.includes('') ? (folder) => folder === '' : globsTest(globs));
  }
  return anyOf(tests);
}

function withoutOuterSlashes(path: string): string {
  return path.replace(/^(!?)(?:\.?\/)+/, '$1').replace(/(?<!\/)\/+$/, '');
}

function anyOf(tests: readonly (((folder: RepoPath) => boolean) | undefined)[]): (folder: RepoPath) => boolean {
  return (folder) => tests.some((test) => test?.(folder));
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
