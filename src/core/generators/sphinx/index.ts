/**
 * Sphinx. A document keeps its path and letters:
 *
 * - builder `html`: `a/b.rst` is at `/a/b.html`
 * - builder `dirhtml`: `a/b.rst` is at `/a/b/`, `a/index.rst` at `/a/`
 *
 * Every document is built, in a table of contents or not; front matter and field lists do not change addresses.
 * https://www.sphinx-doc.org/en/master/usage/builders/index.html
 */
import type { ContentFile, Note, Route } from '../../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { pageTitle } from '../../text/title.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import type { DetectedSite, Generator, Permalinks } from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { configurationsNamed, redirectsNote } from '../shared/readTheDocs.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { besideDocuments } from './beside.ts';
import { type Builder, publishingOf, sourcesGiven } from './builder.ts';
import { addressOf, docname, exclusionTest } from './documents.ts';
import { madePages } from './made.ts';
import { readSettings, type SphinxSettings } from './settings.ts';
import { broughtByLanguages, languagesNote, scriptedLanguages } from './translations.ts';

/** Images that documents show are copied to `_images/` under their own names. */
const images = new Set(['.png', '.jpg', '.jpeg', '.gif', '.svg', '.webp']);

export const sphinx: Generator = {
  id: 'sphinx',
  title: 'Sphinx',
  docs: 'https://www.sphinx-doc.org/en/master/usage/builders/index.html',
  command: /\bsphinx-(?:build|multiversion)\b|^sphinx:/m,

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const config of filesNamed(repo, 'conf.py')) {
      const settings = await settingsAt(config, repo);
      if (settings === undefined) continue;
      const certainty = inExampleFolder(config) ? 0.3 : 0.9;
      const isRoot = (root: RepoPath) => settings.suffixes.some((suffix) => hasRoot(settings, suffix, root, repo));
      const beside = rootsOf(settings).filter(isRoot);
      const roots = beside.length > 0 ? beside : (await sourcesGiven(config, repo)).filter(isRoot);
      for (const root of roots) found.push({ generator: 'sphinx', root, config, because: config, certainty });
    }
    return found;
  },

  async open(site, repo) {
    const config = site.config ?? (joinRepo(site.root, 'conf.py') as RepoPath);
    const settings = (await settingsAt(config, repo)) ?? readSettings(config, 'extensions = []');
    if (settings === undefined) throw new Error('a configuration with extensions is one of Sphinx');
    const { builder, readTheDocs } = await publishingOf(config, repo);
    const built = permalinks(site.root, settings, builder, readTheDocs, repo);
    const languages = await scriptedLanguages(site.root, repo);
    if (languages === undefined) return built;
    return { ...built, notes: [...built.notes, languagesNote(languages)], brought: broughtByLanguages(languages) };
  },
};

async function settingsAt(config: RepoPath, repo: Repo): Promise<SphinxSettings | undefined> {
  const source = await repo.read(config);
  if (source === undefined) return undefined;
  const settings = readSettings(config, source, (await configurationsNamed('sphinx', repo)).has(config));
  return settings && withRootSuffix(settings, repo);
}

/** A root document of a kind that no setting names has an extension that code adds. */
function withRootSuffix(settings: SphinxSettings, repo: Repo): SphinxSettings {
  const roots = rootsOf(settings);
  const has = (suffix: string) => roots.some((root) => hasRoot(settings, suffix, root, repo));
  if (settings.suffixes.some(has)) return settings;
  const suffix = ['.md', '.rst', '.ipynb'].find(has);
  if (suffix === undefined) return settings;
  const { file, rootDocument } = settings;
  const message = `No literal setting of ${file} says that ${suffix} files are documents, but ${rootDocument}${suffix} is here: all of them are taken for documents. Write source_suffix as a literal, or name the extension that reads them in extensions.`;
  return {
    ...settings,
    suffixes: [...settings.suffixes, suffix],
    notes: [...settings.notes, { file, message }],
  };
}

function rootsOf({ file, projects }: SphinxSettings): readonly RepoPath[] {
  const folder = folderOf(file);
  return projects.length === 0 ? [folder] : projects.flatMap((path) => joinRepo(folder, path) ?? []);
}

function hasRoot({ rootDocument }: SphinxSettings, suffix: string, root: RepoPath, repo: Repo): boolean {
  const file = joinRepo(root, rootDocument + suffix);
  return file !== undefined && repo.has(file);
}

/** Paths of settings are seen from the configuration, which a command may take from elsewhere (`-c`). */
function besideConfiguration(root: RepoPath, { file, projects }: SphinxSettings): RepoPath {
  return projects.length === 0 ? folderOf(file) : root;
}

function permalinks(
  root: RepoPath,
  settings: SphinxSettings,
  builder: Builder,
  readTheDocs: RepoPath | undefined,
  repo: Repo,
): Permalinks {
  const basePath = basePathOf(settings.address?.url);
  const isExcluded = exclusionTest(settings);
  const documents = documentsOf(root, settings, repo);
  const url = (document: string) => builtUrl(basePath, addressOf(document, builder, settings));
  const templates = new Map(
    settings.additionalPages.flatMap(([page, template]) =>
      settings.templates.flatMap((folder) => {
        const file = joinRepo(besideConfiguration(root, settings), folder, template);
        return file === undefined ? [] : [[file, page] as const];
      }),
    ),
  );

  const documentRoute = (file: ContentFile, document: string): Route => {
    const shadowed = (documents.get(document) ?? file.path) !== file.path;
    const kind = isExcluded(below(file.path, root) ?? '') || shadowed ? 'unpublished' : kindOf(document);
    return { url: url(document), file: file.path, kind, title: pageTitle(file) };
  };

  return {
    address: settings.address,
    isVersioned: readTheDocs !== undefined || settings.address === undefined,
    basePath,
    staticRoots: settings.extra.flatMap((folder) => joinRepo(besideConfiguration(root, settings), folder) ?? []),
    notes: [...settings.notes, ...unreadMarkdown(root, settings, repo), ...readTheDocsNotes(settings, readTheDocs)],

    reads(path) {
      if (templates.has(path)) return 'path';
      const source = below(path, root);
      if (source === undefined) return undefined;
      if (docname(settings, source) !== undefined) return isHidden(settings, source) ? undefined : 'head';
      return assetOf(settings, source) === undefined ? undefined : 'path';
    },

    routes(file) {
      const page = templates.get(file.path);
      if (page !== undefined) return [{ url: url(page), file: file.path, kind: kindOf(page) }];
      const source = below(file.path, root);
      if (source === undefined) return [];
      const document = docname(settings, source);
      if (document !== undefined) return isHidden(settings, source) ? [] : [documentRoute(file, document)];
      const asset = assetOf(settings, source);
      return asset === undefined ? [] : [{ url: builtUrl(basePath, asset), file: file.path, kind: 'static' }];
    },

    made: () => madePages(root, settings.made, documents.values(), repo),

    beside: besideDocuments(root, settings, builder, documents, basePath),
  };
}

/** Fewer may be notes of the project itself, or be taken in by documents. */
const enoughMarkdown = 5;

/** More Markdown than documents is surely read by an extension that code loads. */
function unreadMarkdown(root: RepoPath, settings: SphinxSettings, repo: Repo): readonly Note[] {
  const { file, suffixes } = settings;
  if (suffixes.includes('.md')) return [];
  const isExcluded = exclusionTest(settings);
  const documents = documentsOf(root, settings, repo).size;
  const unread = repo.files.filter((path) => {
    const source = path.endsWith('.md') ? below(path, root) : undefined;
    return source !== undefined && !isExcluded(source) && !isHidden(settings, source);
  });
  if (unread.length < enoughMarkdown || unread.length <= documents) return [];
  const message = `${unread.length} Markdown files lie among ${documents} documents, and no extension that is known here reads them: their addresses are not known. If they are published, name the extension in extensions (myst_parser), or write source_suffix as a literal with ".md".`;
  return [{ file, message, doubtsAddresses: true }];
}

/** Of two files for one document, the first by name is built; a file of the past is among none. */
function documentsOf(root: RepoPath, settings: SphinxSettings, repo: Repo): ReadonlyMap<string, RepoPath> {
  const isExcluded = exclusionTest(settings);
  const documents = new Map<string, RepoPath>();
  for (const file of [...repo.files].sort()) {
    const source = below(file, root);
    const document = source === undefined || isExcluded(source) ? undefined : docname(settings, source);
    if (document !== undefined && !documents.has(document)) documents.set(document, file);
  }
  return documents;
}

/** Templates and files to copy that end like a document are none. */
function isHidden({ templates, extra, assets }: SphinxSettings, source: string): boolean {
  return [...templates, ...extra, ...assets].some(
    (folder) => below(source, folder.replace(/(?<!\/)\/+$/, '')) !== undefined,
  );
}

function kindOf(document: string): Route['kind'] {
  if (document === 'index') return 'home';
  return document.endsWith('/index') ? 'section' : 'page';
}

/** The path on the site of a file that is copied. */
function assetOf({ assets }: SphinxSettings, source: string): string | undefined {
  for (const folder of assets) {
    const inside = below(source, folder.replace(/(?<!\/)\/+$/, ''));
    if (inside !== undefined) return `_static/${inside}`;
  }
  return images.has(extensionOf(source)) ? `_images/${fileName(source)}` : undefined;
}

function readTheDocsNotes({ address, computedBase, file: conf }: SphinxSettings, file?: RepoPath): readonly Note[] {
  if (file === undefined && computedBase === undefined) return [];
  if (file === undefined)
    return [{ file: conf, line: computedBase, message: baseComputed, wantsAddress: true, doubtsAddresses: true }];
  const redirects = redirectsNote(file);
  if (address !== undefined) return [redirects];
  const message =
    'Read the Docs publishes most sites below a language and a version (/en/latest/), which its configuration does not name; addresses are given without it. Write html_baseurl as a literal in conf.py, or name the address in .broken-backlinks.json, such as { "site": "https://example.readthedocs.io/en/latest/" }.';
  return [{ file, message, wantsAddress: true }, redirects];
}

const baseComputed =
  'html_baseurl is computed, and addresses are given without the path that it may end in. Write it as a literal, or name the address in .broken-backlinks.json, such as { "site": "https://example.org/project/latest/" }.';
