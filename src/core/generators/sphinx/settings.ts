/**
 * Reads `conf.py` as text.
 * https://www.sphinx-doc.org/en/master/usage/configuration.html
 */
import { ownMember } from '../../data/ownMember.ts';
import type { Note } from '../../model.ts';
import type { RepoPath } from '../../paths.ts';
import { type PythonAssignment, type PythonValue, readPythonAssignments } from '../../python/literals.ts';
import { append } from '../../text/longLists.ts';
import { type MadeSettings, madeSettings } from './made.ts';

/** What `conf.py` says of addresses. */
export interface SphinxSettings {
  readonly file: RepoPath;
  /** Endings of documents, with their dot. */
  readonly suffixes: readonly string[];
  readonly rootDocument: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly templates: readonly string[];
  /** Copied to the root as they are. */
  readonly extra: readonly string[];
  /** Copied to `_static/`. */
  readonly assets: readonly string[];
  /** What `html_additional_pages` renders without a document: page name and template. */
  readonly additionalPages: readonly (readonly [string, string])[];
  readonly fileExtension: string;
  /** Those that conf.py loads. */
  readonly extensions: readonly string[];
  /** What stands behind the name of a copied source; `undefined` where none is copied. */
  readonly copiedSources: string | undefined;
  readonly address: { readonly url: string; readonly file: RepoPath; readonly line: number } | undefined;
  /** Where `html_baseurl` is written and only a program tells what it is. */
  readonly computedBase: number | undefined;
  /** The folders of `multiproject_projects`, seen from the file; its other settings count for each of them. */
  readonly projects: readonly string[];
  /** Pages that its extensions make. */
  readonly made: MadeSettings;
  readonly notes: readonly Note[];
}

/** Endings that extensions add when they are loaded. */
const suffixesOfExtensions: Readonly<Record<string, readonly string[]>> = {
  myst_parser: ['.md'],
  myst_nb: ['.md', '.ipynb', '.myst'],
  'sphinxcontrib.jupyter': ['.ipynb'],
  nbsphinx: ['.ipynb'],
  recommonmark: ['.md'],
  m2r: ['.md'],
  m2r2: ['.md'],
  sphinx_mdinclude: ['.md'],
  sphinx_markdown_parser: ['.md'],
  // It loads MyST.
  canonical_sphinx: ['.md'],
};

/** https://github.com/canonical/canonical-sphinx/blob/main/canonical_sphinx/config.py */
const excludedByCanonical = ['_build', 'Thumbs.db', '.DS_Store', '.sphinx'];

/** Keys that only Sphinx has; other programs have a `conf.py` too. */
const telling = [
  'extensions',
  'html_theme',
  'html_title',
  'html_static_path',
  'html_baseurl',
  'templates_path',
  'master_doc',
  'root_doc',
  'source_suffix',
  'exclude_patterns',
  'intersphinx_mapping',
];

/** A package of a project's own may hand over all the settings. */
const importsSphinx = /^(?:import|from)[ \t]+\w*sphinx/m;

/** `undefined` when the text is no configuration of Sphinx. `isNamed`: a host's configuration says that it is one. */
export function readSettings(file: RepoPath, source: string, isNamed = false): SphinxSettings | undefined {
  const known = readPythonAssignments(source);
  // Beside its root document, the name of a project tells as much.
  const isWritten = telling.some((key) => known.has(key)) || known.has('project');
  if (!isWritten && !isNamed && !importsSphinx.test(source)) return undefined;

  const value = (key: string): PythonValue => known.get(key)?.value;
  const list = (key: string): readonly string[] => texts(value(key));
  const isCanonical = list('extensions').includes('canonical_sphinx');
  const added = list('extensions').flatMap((name) => ownMember(suffixesOfExtensions, name) ?? []);
  // Settings of MyST do nothing without it; an extension of a project's own may have loaded it.
  if ([...known.keys()].some((key) => key.startsWith('myst_'))) added.push('.md');
  // https://myst-nb.readthedocs.io/en/latest/authoring/custom-formats.html
  append(added, suffixesOf(value('nb_custom_formats')));
  const own = suffixesOf(value('source_suffix'));
  const base = known.get('html_baseurl');
  const extension = text(value('html_file_suffix'));
  return {
    file,
    suffixes: [...new Set([...(own.length > 0 ? own : ['.rst']), ...added])],
    rootDocument: text(value('root_doc')) ?? text(value('master_doc')) ?? 'index',
    include: known.has('include_patterns') ? list('include_patterns') : ['**'],
    exclude: [...list('exclude_patterns'), ...(isCanonical ? excludedByCanonical : [])],
    templates: list('templates_path'),
    extra: list('html_extra_path'),
    assets: list('html_static_path'),
    additionalPages: dictOf(value('html_additional_pages')),
    extensions: list('extensions'),
    copiedSources: value('html_copy_source') === false ? undefined : (text(value('html_sourcelink_suffix')) ?? '.txt'),
    fileExtension: text(value('html_link_suffix')) ?? extension ?? '.html',
    address: addressOf(file, base),
    computedBase: lineOfComputed(base),
    projects: projectsOf(value('multiproject_projects')),
    made: madeSettings(list('extensions'), value),
    notes: [
      ...(isWritten ? [] : [{ file, line: 1, message: settingsMadeByCode, doubtsAddresses: isNamed }]),
      ...notesOf(file, known),
      ...conditionalNotes(file, source),
    ],
  };
}

function text(value: PythonValue): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(value: PythonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** A text, a list, or a dict from extensions to parsers. */
function suffixesOf(value: PythonValue): readonly string[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.keys(value);
  return texts(value);
}

function dictOf(value: PythonValue): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => (typeof item === 'string' ? [[key, item] as const] : []));
}

/** https://sphinx-multiproject.readthedocs.io/en/latest/configuration.html */
function projectsOf(value: PythonValue): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, project]) => dictOf(project).find(([key]) => key === 'path')?.[1] ?? name);
}

function addressOf(file: RepoPath, written: PythonAssignment | undefined): SphinxSettings['address'] {
  const url = text(written?.value);
  return written === undefined || !url ? undefined : { url, file, line: written.line };
}

function lineOfComputed(written: PythonAssignment | undefined): number | undefined {
  return written !== undefined && written.value === undefined ? written.line : undefined;
}

/** Settings that decide addresses and are no literals. */
function notesOf(file: RepoPath, known: ReadonlyMap<string, PythonAssignment>): readonly Note[] {
  const endings = ['html_file_suffix', 'html_link_suffix'].flatMap((key): readonly Note[] => {
    const written = known.get(key);
    if (written === undefined || written.value !== undefined) return [];
    const message = `${key} is computed, and addresses are given with .html; write it as a literal.`;
    return [{ file, line: written.line, message, doubtsAddresses: true }];
  });
  const lists = ['exclude_patterns', 'include_patterns', 'source_suffix'].flatMap((key) => {
    const written = known.get(key);
    const unread = written?.value === undefined || (Array.isArray(written.value) && written.value.includes(undefined));
    if (written === undefined || !unread) return [];
    const message = `${key} is computed, and only what is literal there is known; write it as literals, or some documents are listed wrongly.`;
    return [{ file, line: written.line, message }];
  });
  return [...lists, ...endings];
}

const settingsMadeByCode =
  'The settings of Sphinx are made by code here, which is not run; their usual values are assumed. Write exclude_patterns and source_suffix as literals, or some documents are listed wrongly.';

/** Changes that stand in a block: nobody knows whether they happen. */
function conditionalNotes(file: RepoPath, source: string): readonly Note[] {
  return source.split('\n').flatMap((text, index) => {
    const [, key] =
      /^[ \t]+(exclude_patterns|include_patterns|source_suffix)[ \t]*(?:\+?=(?!=)|\.(?:append|extend)\()/.exec(text) ??
      [];
    if (key === undefined) return [];
    const message = `${key} is changed here under a condition, which is taken not to hold; if it does when the site is published, write it outside of the condition.`;
    return [{ file, line: index + 1, message }];
  });
}
