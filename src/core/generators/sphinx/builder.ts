/**
 * Which builder makes the site. `conf.py` does not say: the command line does, or Read the Docs' configuration.
 * https://docs.readthedocs.com/platform/stable/config-file/v2.html#sphinx
 */
import { fileName, folderOf, joinRepo, type RepoPath, repoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { readYaml } from '../../text/yaml.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { readTheDocsNames } from '../shared/readTheDocs.ts';

/** `html` writes `a/b.html`, `dirhtml` writes `a/b/index.html`. */
export type Builder = 'html' | 'dirhtml';

/** How the documents are built, and by whom. */
export interface Publishing {
  readonly builder: Builder;
  /** The configuration of Read the Docs, when it builds this site. */
  readonly readTheDocs: RepoPath | undefined;
}

const directories = /(?:\bmake(?:\s+-C\s+\S+)?\s+|-[bM][\s"',=]*)dirhtml\b/;
const files = /(?:\bmake(?:\s+-C\s+\S+)?\s+|-[bM][\s"',=]*)html\b/;

export async function publishingOf(conf: RepoPath, repo: Repo): Promise<Publishing> {
  const readTheDocs = await readTheDocsOf(conf, repo);
  if (readTheDocs?.builder !== undefined) return { builder: readTheDocs.builder, readTheDocs: readTheDocs.file };

  for (const file of commandFiles(conf, repo)) {
    const text = (await repo.read(file)) ?? '';
    const builder = fileName(file) === 'Makefile' ? builderOfMakefile(text) : builderOfCommands(text);
    if (builder !== undefined) return { builder, readTheDocs: readTheDocs?.file };
  }
  return { builder: 'html', readTheDocs: readTheDocs?.file };
}

/**
 * The configuration of Read the Docs that names this `conf.py`, wherever it lies; else one that names none, in the root or
 * in a folder around it. https://docs.readthedocs.com/platform/stable/guides/setup/monorepo.html
 */
async function readTheDocsOf(
  conf: RepoPath,
  repo: Repo,
): Promise<{ readonly file: RepoPath; readonly builder: Builder | undefined } | undefined> {
  const around = new Set<string>(ancestors(folderOf(conf)));
  const files = filesNamed(repo, ...readTheDocsNames);
  const found = await Promise.all(
    files.map(async (file) => {
      const { value } = readYaml((await repo.read(file)) ?? '');
      const configuration = child(child(value, 'sphinx'), 'configuration');
      return { file, value, named: typeof configuration === 'string' ? repoPath(configuration) : undefined };
    }),
  );
  const nameless = found.filter(({ file, named }) => named === undefined && around.has(folderOf(file)));
  const [own = nameless.find(({ file }) => folderOf(file) === '') ?? nameless[0]] = found.filter(
    ({ named }) => named === conf,
  );
  return own && { file: own.file, builder: builderOfReadTheDocs(own.value) };
}

function builderOfReadTheDocs(value: unknown): Builder {
  const builder = child(child(value, 'sphinx'), 'builder');
  if (builder === 'dirhtml' || builder === 'htmldir' || builder === 'sphinx_htmldir') return 'dirhtml';
  const commands = JSON.stringify(child(value, 'build') ?? '').replace(/","|\\n/g, '\n');
  return builderOfCommands(commands) ?? 'html';
}

function child(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value ? value[key as keyof typeof value] : undefined;
}

/** Files that publish or build documentation, those that publish first. */
function commandFiles(conf: RepoPath, repo: Repo): readonly RepoPath[] {
  const workflows = repo.files.filter((file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file));
  const folders = ancestors(folderOf(conf));
  const named = ['netlify.toml', 'vercel.json', '.gitlab-ci.yml', 'Makefile', 'tox.ini', 'noxfile.py', 'justfile'];
  const local = named.flatMap((name) => folders.flatMap((folder) => joinRepo(folder, name) ?? []));
  return [...workflows, ...local].filter((file) => repo.has(file));
}

function ancestors(folder: RepoPath): readonly RepoPath[] {
  return folder === '' ? [folder] : [folder, ...ancestors(folderOf(folder))];
}

function builderOfCommands(text: string): Builder | undefined {
  if (directories.test(text)) return files.test(text) ? undefined : 'dirhtml';
  return files.test(text) ? 'html' : undefined;
}

/** Makefiles of sphinx-quickstart have a rule for every builder; only what `html` or a variable says counts. */
function builderOfMakefile(text: string): Builder | undefined {
  if (/^(?:BUILDER|SPHINXBUILDER)\s*[:?]?=\s*dirhtml\s*$/m.test(text)) return 'dirhtml';
  const recipe = /^html:[^\n]*\n((?:\t[^\n]*\n?|\s*\n)*)/m.exec(text)?.[1];
  return recipe === undefined ? undefined : builderOfCommands(recipe);
}

/** `sphinx-build … -c FOLDER … SOURCE OUTPUT` in a file of the repository: the sources that a `conf.py` is given so. */
export async function sourcesGiven(conf: RepoPath, repo: Repo): Promise<readonly RepoPath[]> {
  const folder = folderOf(conf);
  const found = new Set<RepoPath>();
  for (const file of commandFiles(conf, repo)) {
    const text = (await repo.read(file)) ?? '';
    for (const [, line = ''] of text.matchAll(/\bsphinx-build\b([^\n;&|]*)/g)) {
      const { configuration, source } = wordsOf(line);
      if (configuration === undefined || source === undefined) continue;
      for (const base of new Set([folderOf(file), '' as RepoPath])) {
        const given = joinRepo(base, source);
        if (joinRepo(base, configuration) === folder && given !== undefined && given !== folder) found.add(given);
      }
    }
  }
  return [...found];
}

/** Options of sphinx-build that a value follows. */
const valued = /^-[bdtDAjwc]$/;

function wordsOf(line: string): { readonly configuration: string | undefined; readonly source: string | undefined } {
  const words = line
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/^["']|["']$/g, ''));
  let configuration: string | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '-c') configuration = words[at + 1];
    else if (word.startsWith('-c') && !word.startsWith('--')) configuration = word.slice(2);
    if (!word.startsWith('-')) return { configuration, source: /[$%{]/.test(word) ? undefined : word };
    if (valued.test(word)) at++;
  }
  return { configuration, source: undefined };
}
