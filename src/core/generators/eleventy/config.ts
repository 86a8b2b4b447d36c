/**
 * Reads Eleventy's configuration: what its function returns, and what it tells `eleventyConfig` on its way.
 * https://www.11ty.dev/docs/config/
 */

import { ownMember } from '../../data/ownMember.ts';
import type { Note } from '../../model.ts';
import { fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { baseNotes, doubtfulNote } from '../../script/notes.ts';
import { type Script, scriptReader } from '../../script/script.ts';
import { booleanOf, entriesOf, property, textValue, textValues, type Value } from '../../script/value.ts';
import { append } from '../../text/longLists.ts';
import { readYaml } from '../../text/yaml.ts';
import { ignoredByCode, ignoreFiles, writtenBefore } from './ignores.ts';
import { type EleventyCall, optionsOf, parameter, trace } from './trace.ts';

export const configNames = [
  '.eleventy.js',
  'eleventy.config.js',
  'eleventy.config.mjs',
  'eleventy.config.cjs',
  'eleventy.config.ts',
];

/** A function of the configuration, and the script that can call it. */
export interface Callable {
  readonly script: Script;
  readonly value: Value;
}

/** What the configuration of an Eleventy site says of addresses. */
export interface EleventyConfig {
  readonly root: RepoPath;
  readonly file: RepoPath | undefined;
  readonly input: RepoPath;
  readonly includes: RepoPath;
  readonly layouts: RepoPath;
  readonly data: RepoPath;
  readonly pathPrefix: string;
  /** Endings of templates without their first dot; longer ones first. */
  readonly formats: readonly string[];
  /** What `addExtension` writes: extension of the template to extension of the output. */
  readonly outputs: ReadonlyMap<string, string>;
  /** Sources copied, and to where; `undefined` keeps the path below the input folder. */
  readonly copies: readonly { readonly from: string; readonly to: string | undefined }[];
  readonly ignores: readonly string[];
  readonly filters: ReadonlyMap<string, Callable>;
  readonly globals: readonly (readonly [string, Callable])[];
  readonly preprocessors: readonly Callable[];
  /** Names of `addCollection`, whose items only its function knows. */
  readonly collections: readonly string[];
  /** Others are made whose names are not known. */
  readonly hasOtherCollections: boolean;
  /** Addresses of feeds that a plugin makes. */
  readonly feeds: readonly string[];
  readonly notes: readonly Note[];
}

/** `liquid,md,njk,html,11ty.js` since version 3; the others were built in before. */
const standardFormats = [
  'liquid',
  'md',
  'njk',
  'html',
  '11ty.js',
  '11ty.cjs',
  '11ty.mjs',
  'ejs',
  'hbs',
  'mustache',
  'haml',
  'pug',
];

export async function readConfig(root: RepoPath, file: RepoPath | undefined, repo: Repo): Promise<EleventyConfig> {
  const read = file === undefined ? undefined : await scriptReader(repo, root).read(file);
  const traced = read === undefined ? undefined : trace(read);
  const script = traced?.script;
  const calls = traced?.calls ?? [];
  const flags = await commandLine(root, repo);
  // Version 3 also takes `export const config`.
  const options = traced === undefined ? [] : optionsOf(traced);
  const option = (...keys: readonly string[]): Value | undefined =>
    options
      .map((value) => property(value, ...keys))
      .find((value) => value.kind !== 'literal' || value.value !== undefined);
  const text = (...keys: readonly string[]) => textValue(option(...keys) ?? parameter);
  const set = (name: string) => named(calls, name).at(-1)?.[0];

  const input = folder(
    root,
    flags.input ?? textValue(set('setInputDirectory') ?? parameter) ?? text('dir', 'input') ?? '.',
  );
  const inInput = (name: string | undefined, standard: string) => folder(input, name ?? standard);
  const includes = inInput(textValue(set('setIncludesDirectory') ?? parameter) ?? text('dir', 'includes'), '_includes');
  const layouts = textValue(set('setLayoutsDirectory') ?? parameter) ?? text('dir', 'layouts');
  const prefix = option('pathPrefix');
  const texts = (name: string) => named(calls, name).flatMap(([value]) => textValues(value ?? parameter));
  const ignored = await ignoreFiles(root, input, booleanOf(set('setUseGitIgnore') ?? parameter) !== false, repo);
  const output = flags.output ?? textValue(set('setOutputDirectory') ?? parameter) ?? text('dir', 'output') ?? '_site';
  const ownInput = flags.input ?? set('setInputDirectory') ?? option('dir', 'input');
  return {
    root,
    file,
    input,
    includes,
    layouts: layouts === undefined ? includes : folder(input, layouts),
    data: inInput(textValue(set('setDataDirectory') ?? parameter) ?? text('dir', 'data'), '_data'),
    pathPrefix: flags.pathPrefix ?? (prefix === undefined ? '/' : (textValue(prefix) ?? '/')),
    formats: formatsOf(calls, option('templateFormats')),
    outputs: outputsOf(calls),
    copies: named(calls, 'addPassthroughCopy').flatMap(([first]) => copiesOf(first)),
    ignores: [
      ...ignoredByCode(texts('ignores.add'), texts('ignores.delete')),
      ...ignored,
      ...writtenBefore(root, input, output),
    ],
    filters: callables(script, calls, ['addFilter', 'addNunjucksFilter', 'addLiquidFilter', 'addAsyncFilter']),
    globals: globalsOf(script, calls),
    preprocessors:
      script === undefined
        ? []
        : named(calls, 'addPreprocessor').flatMap(([, , value]) => (value ? { script, value } : [])),
    collections: named(calls, 'addCollection').flatMap(([name]) => textValues(name ?? parameter)),
    hasOtherCollections: /\.addCollection\(\s*[^'"`\s]/.test((file && (await repo.read(file))) ?? ''),
    feeds: named(calls, 'addPlugin').flatMap(([, options]) => feedOf(options)),
    notes: [...(script?.notes ?? []), ...notesOf(calls, flags.pathPrefix ?? prefix, ownInput)],
  };
}

function folder(from: RepoPath, path: string): RepoPath {
  return joinRepo(from, path) ?? from;
}

function named(calls: readonly EleventyCall[], method: string): readonly (readonly Value[])[] {
  return calls.filter((call) => call.method === method).map(({ args }) => args);
}

/** `feedPlugin` of @11ty/eleventy-plugin-rss makes a template with this address. https://www.11ty.dev/docs/plugins/rss/ */
function feedOf(options: Value | undefined): readonly string[] {
  if (options === undefined || textValue(property(options, 'type')) === undefined) return [];
  return textValues(property(options, 'outputPath'));
}

function formatsOf(calls: readonly EleventyCall[], option: Value | undefined): readonly string[] {
  const list = (value: Value | undefined) =>
    (value === undefined ? [] : textValues(value)).flatMap((text) => text.split(','));
  const set = named(calls, 'setTemplateFormats').at(-1)?.[0] ?? option;
  const chosen = list(set);
  const added = named(calls, 'addTemplateFormats').flatMap(([value]) => list(value));
  const plugged = named(calls, 'addPlugin').flatMap(([plugin]) => formatOfPlugin(plugin) ?? []);
  const base = chosen.length === 0 || chosen.includes('*') ? standardFormats : chosen;
  return [...new Set([...base, ...added, ...plugged])]
    .map((format) => format.trim())
    .sort((a, b) => b.length - a.length);
}

/** The plugins of Eleventy's own that bring a template language. https://www.11ty.dev/docs/languages/ */
function formatOfPlugin(plugin: Value | undefined): string | undefined {
  return plugin?.kind === 'reference' && plugin.module !== undefined
    ? ownMember(pluginFormats, plugin.module)
    : undefined;
}

const pluginFormats: Readonly<Record<string, string>> = {
  '@11ty/eleventy-plugin-webc': 'webc',
  'eleventy-plugin-vento': 'vto',
};

function outputsOf(calls: readonly EleventyCall[]): ReadonlyMap<string, string> {
  return new Map(
    named(calls, 'addExtension').flatMap(([extensions, options]) => {
      const output = options === undefined ? undefined : textValue(property(options, 'outputFileExtension'));
      return textValues(extensions ?? parameter).map((extension) => [extension, output ?? 'html'] as const);
    }),
  );
}

function copiesOf(value: Value | undefined): EleventyConfig['copies'] {
  if (value === undefined) return [];
  const single = textValue(value);
  if (single !== undefined) return [{ from: clean(single), to: undefined }];
  return entriesOf(value).map(([from, to]) => ({
    from: clean(from),
    to: booleanOf(to) === true ? undefined : textValue(to),
  }));
}

function clean(path: string): string {
  return path.replace(/^\.?\/+/, '').replace(/(?<!\/)\/+$/, '');
}

function callables(
  script: Script | undefined,
  calls: readonly EleventyCall[],
  methods: readonly string[],
): ReadonlyMap<string, Callable> {
  if (script === undefined) return new Map();
  const pairs = methods.flatMap((method) =>
    named(calls, method).flatMap(([name, value]) => {
      const text = name === undefined ? undefined : textValue(name);
      return text === undefined || value === undefined ? [] : [[text, { script, value }] as const];
    }),
  );
  return new Map(pairs);
}

function globalsOf(script: Script | undefined, calls: readonly EleventyCall[]): EleventyConfig['globals'] {
  return [...callables(script, calls, ['addGlobalData'])];
}

/** `eleventy --input=site --pathprefix=/x/` in the scripts of package.json: the build's, else the first that runs it. */
async function commandLine(
  root: RepoPath,
  repo: Repo,
): Promise<{
  readonly input: string | undefined;
  readonly output: string | undefined;
  readonly pathPrefix: string | undefined;
}> {
  const { value } = readYaml((await repo.read(folder(root, 'package.json'))) ?? '');
  const scripts = isMap(value) && isMap(value.scripts) ? Object.entries(value.scripts) : [];
  const runs = scripts.flatMap(([name, command]) =>
    typeof command === 'string' && /\beleventy\b/.test(command) ? [{ name, command }] : [],
  );
  const command = (runs.find(({ name }) => name === 'build') ?? runs[0])?.command ?? '';
  const flag = (pattern: RegExp) => pattern.exec(command)?.[1];
  return {
    input: flag(/--input(?:=|\s+)["']?([^\s"']+)/),
    output: flag(/--output(?:=|\s+)["']?([^\s"']+)/),
    pathPrefix: flag(/--pathprefix(?:=|\s+)["']?([^\s"']+)/),
  };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `--config=path` in the scripts of package.json. */
export async function configOfCommandLine(manifest: RepoPath, repo: Repo): Promise<RepoPath | undefined> {
  const text = (await repo.read(manifest)) ?? '';
  const path = /\beleventy\b[^"\n]*--config(?:=|\s+)([^\s"'\\]+)/.exec(text)?.[1];
  const file = path === undefined ? undefined : joinRepo(folderOf(manifest), path);
  return file !== undefined && repo.has(file) ? file : undefined;
}

/** `prefix` and `input` as they are written, or given to the command. */
function notesOf(
  calls: readonly EleventyCall[],
  prefix: Value | string | undefined,
  input: Value | string | undefined,
): readonly Note[] {
  const notes: Note[] = [];
  if (typeof prefix !== 'string') {
    append(notes, baseNotes('pathPrefix', prefix, 'addresses are given without it. Write it as a literal.'));
  }
  if (input !== undefined && typeof input !== 'string') {
    const advice = 'pages are looked for beside the configuration. Write it as a literal.';
    const note = doubtfulNote('dir.input', input, advice);
    if (note !== undefined) notes.push(note);
  }
  const transform = calls.find(({ method }) => method === 'addUrlTransform');
  if (transform !== undefined) {
    const { file, line } = transform.origin;
    const message = `${fileName(file)} changes addresses by addUrlTransform, which is a function; they are listed as they are before that.`;
    notes.push({ file, line, message, doubtsAddresses: true });
  }
  return notes;
}
