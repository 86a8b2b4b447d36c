/** What astro.config.* says, as far as addresses depend on it. https://docs.astro.build/en/reference/configuration-reference/ */
import type { Note } from '../../model.ts';
import { decodeUri, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { baseNotes, doubtfulNote, folderOption } from '../../script/notes.ts';
import { configurationOf, type ScriptReader, scriptReader } from '../../script/script.ts';
import {
  type Call,
  emptyObject,
  itemsOf,
  property,
  textValue,
  unknown,
  type Value,
  writtenProperty,
} from '../../script/value.ts';
import { basePathOf } from '../shared/siteAddress.ts';

/** What the configuration of an Astro site says of addresses. */
export interface AstroConfiguration {
  readonly root: RepoPath;
  /** The configuration file; the package file where there is none. */
  readonly file: RepoPath;
  readonly site: Value;
  /** `/docs`; `/` when there is none. */
  readonly basePath: string;
  readonly trailingSlash: 'always' | 'never' | 'ignore';
  readonly format: 'directory' | 'file' | 'preserve';
  readonly source: RepoPath;
  readonly publicFolder: RepoPath;
  readonly i18n: Value;
  /** What `starlight(…)` was given; `undefined` when the site does not use it. */
  readonly starlight: Value | undefined;
  readonly scripts: ScriptReader;
  readonly notes: readonly Note[];
}

export async function readAstroConfiguration(root: RepoPath, file: RepoPath, repo: Repo): Promise<AstroConfiguration> {
  const scripts = scriptReader(repo, root);
  const script = /\.json$/.test(file) ? undefined : await scripts.read(file);
  const object = script ? configurationOf(script) : emptyObject;
  const option = (...keys: readonly string[]): Value => writtenProperty(object, ...keys);
  const base = option('base');
  const notes = [
    ...(script?.notes ?? []),
    ...[
      object.kind === 'unknown'
        ? doubtfulNote('the configuration', object, 'the usual settings are assumed')
        : undefined,
      ...baseNotes('base', base, 'addresses are given as if there were none'),
      doubtfulNote('srcDir', option('srcDir'), 'pages are looked for in src'),
    ].filter((note) => note !== undefined),
  ];
  const starlight = itemsOf(option('integrations'))
    .flatMap((item) => (item.kind === 'list' ? item.items : [item]))
    .find((item): item is Call => item.kind === 'call' && item.module === '@astrojs/starlight');
  return {
    root,
    file,
    site: option('site'),
    basePath: basePathOf(textValue(base), 'path').replace(/(.)\/$/, '$1'),
    trailingSlash: oneOf(option('trailingSlash'), ['always', 'never', 'ignore'], 'ignore'),
    format: oneOf(option('build', 'format'), ['directory', 'file', 'preserve'], 'directory'),
    source: siteFolder(option('srcDir'), root) ?? joinRepo(root, 'src') ?? root,
    publicFolder: siteFolder(option('publicDir'), root) ?? joinRepo(root, 'public') ?? root,
    i18n: option('i18n'),
    starlight: starlight && (starlight.args[0] ?? unknown('is not given', starlight.origin)),
    scripts,
    notes,
  };
}

/** A folder an option names, as a text seen from the site's folder or as a file URL. */
export function siteFolder(value: Value, root: RepoPath): RepoPath | undefined {
  const text = textValue(value) ?? textValue(property(value, 'href'));
  if (text === undefined) return undefined;
  return text.startsWith('file:///') ? joinRepo(decodeUri(text.slice(8))) : joinRepo(folderOption(text, root));
}

function oneOf<Name extends string>(value: Value, names: readonly Name[], usual: Name): Name {
  const text = textValue(value);
  return names.find((name) => name === text) ?? usual;
}
