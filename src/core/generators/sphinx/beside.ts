/** What Sphinx and its extensions write beside the documents. */
import type { Route } from '../../model.ts';
import { builtUrl, joinRepo, type RepoPath, type UrlPath } from '../../paths.ts';
import { madeFiles, type Permalinks } from '../shared/generator.ts';
import type { Builder } from './builder.ts';
import { addressOf } from './documents.ts';
import type { SphinxSettings } from './settings.ts';

/** `documents`: the file of each. */
export function besideDocuments(
  root: RepoPath,
  settings: SphinxSettings,
  builder: Builder,
  documents: ReadonlyMap<string, RepoPath>,
  basePath: string,
): NonNullable<Permalinks['beside']> {
  const conf = joinRepo(root, 'conf.py') ?? root;
  const made = madeFiles(madeBySphinx(builder, settings), basePath, conf);
  const ofModules = madeFiles(madeOfModules(builder, settings), basePath, conf);
  const sources = builtUrl(basePath, '_sources/');
  const files = new Set(documents.values());
  const { copiedSources } = settings;
  const copied = (path: UrlPath): Route | undefined => {
    if (copiedSources === undefined || !path.startsWith(sources) || !path.endsWith(copiedSources)) return undefined;
    const file = joinRepo(root, path.slice(sources.length, path.length - copiedSources.length));
    return file !== undefined && files.has(file) ? { url: path, file, kind: 'generated' } : undefined;
  };
  const guess = 'it is made where a document describes a module of Python';
  // https://www.sphinx-doc.org/en/master/usage/extensions/viewcode.html
  const modules = builtUrl(basePath, '_modules/');
  return (path) => {
    const isSource = uses(settings, 'sphinx.ext.viewcode') && path.startsWith(modules);
    const module = isSource ? { url: path, file: conf, kind: 'generated' as const } : ofModules(path);
    return made(path) ?? copied(path) ?? (module && { ...module, guess });
  };
}

function madeBySphinx(builder: Builder, settings: SphinxSettings): readonly string[] {
  const own = settings.additionalPages.map(([page]) => page);
  return [
    ...['genindex', 'search', ...own].map((page) => addressOf(page, builder, settings)),
    ...['objects.inv', 'searchindex.js'],
    // https://sphinx-sitemap.readthedocs.io https://sphinx-llms-txt.readthedocs.io
    ...(uses(settings, 'sphinx_sitemap') ? ['sitemap.xml'] : []),
    ...(uses(settings, 'sphinx_llms_txt') ? ['llms.txt', 'llms-full.txt'] : []),
  ];
}

/** The index of modules. */
function madeOfModules(builder: Builder, settings: SphinxSettings): readonly string[] {
  return uses(settings, ...describing) ? [addressOf('py-modindex', builder, settings)] : [];
}

const describing = [
  'sphinx.ext.autodoc',
  'sphinx.ext.autosummary',
  'autoapi.extension',
  'sphinx_automodapi.automodapi',
];

function uses({ extensions }: SphinxSettings, ...names: readonly string[]): boolean {
  return names.some((name) => extensions.includes(name));
}
