/** Pages that extensions of Sphinx make in each build, which no file of the repository is. */
import { concluded } from '../../concluded.ts';
import { ownMember } from '../../data/ownMember.ts';
import { folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import type { PythonValue } from '../../python/literals.ts';
import type { MadePages } from '../shared/generator.ts';

/** What the configuration says of them. */
export interface MadeSettings {
  /** Folders below that of the documents, each with the extension that fills it. */
  readonly folders: readonly { readonly name: string; readonly by: string }[];
  /** Documents say where its pages are, in directives. */
  readonly hasSummaries: boolean;
}

type Setting = (key: string) => PythonValue;

/**
 * The folder that each extension fills, by its own documentation:
 * https://sphinx-autoapi.readthedocs.io/en/latest/reference/config.html
 * https://sphinx-gallery.github.io/stable/configuration.html#manage-multiple-galleries
 * https://www.sphinx-doc.org/en/master/usage/extensions/apidoc.html
 * https://github.com/sphinx-contrib/apidoc
 * https://sphinx-autodoc2.readthedocs.io/en/latest/config.html
 * https://sphinx-automodapi.readthedocs.io/en/latest/automodapi.html
 * https://exhale.readthedocs.io/en/latest/usage.html
 */
const filledBy: Readonly<Record<string, (setting: Setting) => readonly PythonValue[]>> = {
  'autoapi.extension': (setting) =>
    setting('autoapi_generate_api_docs') === false ? [] : [setting('autoapi_root') ?? 'autoapi'],
  'sphinx_gallery.gen_gallery': (setting) =>
    listOf(entry(setting('sphinx_gallery_conf'), 'gallery_dirs') ?? 'auto_examples'),
  'sphinx.ext.apidoc': (setting) => listOf(setting('apidoc_modules')).map((module) => entry(module, 'destination')),
  'sphinxcontrib.apidoc': (setting) => [setting('apidoc_output_dir') ?? 'api'],
  autodoc2: (setting) => [setting('autodoc2_output_dir') ?? 'apidocs'],
  'sphinx_automodapi.automodapi': (setting) => [setting('automodapi_toctreedirnm') ?? 'api'],
  exhale: (setting) => [entry(setting('exhale_args'), 'containmentFolder')],
};

/** They load `sphinx.ext.autosummary`. */
const summarising = ['sphinx.ext.autosummary', 'numpydoc', 'sphinx_automodapi.automodapi'];

export function madeSettings(extensions: readonly string[], setting: Setting): MadeSettings {
  const folders = extensions.flatMap((by) =>
    (ownMember(filledBy, by)?.(setting) ?? []).flatMap((name) => (typeof name === 'string' ? [{ name, by }] : [])),
  );
  const isOff = setting('autosummary_generate') === false;
  return { folders, hasSummaries: !isOff && summarising.some((name) => extensions.includes(name)) };
}

function entry(value: PythonValue, key: string): PythonValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: PythonValue })[key]
    : undefined;
}

function listOf(value: PythonValue): readonly PythonValue[] {
  return Array.isArray(value) ? value : [value];
}

/** `documents`: the files in which directives may stand. The folder of all documents is left out: nothing would be known. */
export async function madePages(
  root: RepoPath,
  { folders, hasSummaries }: MadeSettings,
  documents: Iterable<RepoPath>,
  repo: Repo,
): Promise<readonly MadePages[]> {
  const found = new Map<RepoPath, MadePages>();
  const add = (folder: RepoPath | undefined, by: string) => {
    if (folder !== undefined && folder !== root && !found.has(folder)) found.set(folder, { folder, by });
  };
  for (const { name, by } of folders) add(joinRepo(root, name), by);
  if (!hasSummaries) return [...found.values()];
  for (const file of documents) {
    const names = await concluded(repo, file, { name: 'folders of summaries', from: 'whole', of: summaryFolders });
    for (const name of names ?? []) add(joinRepo(folderOf(file), name), 'sphinx.ext.autosummary');
  }
  return [...found.values()];
}

/** https://www.sphinx-doc.org/en/master/usage/extensions/autosummary.html#directive-autosummary */
function summaryFolders(text: string): readonly string[] {
  if (!text.includes('autosummary')) return [];
  const names = new Set<string>();
  let isInside = false;
  for (const line of text.split('\n')) {
    if (/(?:\.\. |\{)autosummary(?:::|\})/.test(line)) isInside = true;
    else if (line.trim() === '') isInside = false;
    const [, name] = (isInside && /^\s*:?toctree:\s*(\S*)/.exec(line)) || [];
    if (name !== undefined) names.add(name);
  }
  return [...names];
}
