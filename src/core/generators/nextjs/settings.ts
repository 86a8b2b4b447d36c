/**
 * Reads `next.config.js` through its wrappers.
 * https://nextjs.org/docs/app/api-reference/config/next-config-js
 */
import type { Note } from '../../model.ts';
import { below, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { baseNotes } from '../../script/notes.ts';
import { configurationOf, scriptReader } from '../../script/script.ts';
import { booleanOf, property, textValue, textValues, type Value } from '../../script/value.ts';
import { readYaml } from '../../text/yaml.ts';

/** What the configuration of a Next.js site says of addresses. */
export interface NextSettings {
  readonly root: RepoPath;
  readonly basePath: string;
  readonly trailingSlash: boolean;
  /** Endings of pages without their dot; longer ones first. */
  readonly pageExtensions: readonly string[];
  /** Languages of the pages router, the default one first; empty without `i18n`, and where Nextra keeps it to itself. */
  readonly locales: readonly string[];
  /** Major version of Nextra; 0 without it. */
  readonly nextra: number;
  /** `contentDirBasePath` of Nextra 4. */
  readonly nextraBasePath: string;
  readonly notes: readonly Note[];
}

const configNames = ['next.config.js', 'next.config.mjs', 'next.config.ts', 'next.config.mts', 'next.config.cjs'];

export function configOf(root: RepoPath, repo: Repo): RepoPath | undefined {
  return configNames.map((name) => joinRepo(root, name)).find((file) => file !== undefined && repo.has(file));
}

export async function readSettings(root: RepoPath, repo: Repo): Promise<NextSettings> {
  const file = configOf(root, repo);
  const nextraOptions: Value[] = [];
  const read = file === undefined ? undefined : await scriptReader(repo, root).read(file);
  const script = read?.knowing(({ module }, [options]) => {
    if (module === 'nextra' && options !== undefined) nextraOptions.push(options);
    return undefined;
  });
  const config = script === undefined ? undefined : configurationOf(script);
  const option = (...keys: readonly string[]) => (config === undefined ? undefined : property(config, ...keys));
  const nextra = await nextraOf(root, repo);
  const extensions = textValues(option('pageExtensions') ?? nothing);
  const base = option('basePath');
  return {
    root,
    basePath: (base && textValue(base)) ?? '',
    trailingSlash: booleanOf(option('trailingSlash') ?? nothing) === true,
    pageExtensions: extensionsOf(
      extensions.length > 0 ? extensions : ['tsx', 'ts', 'jsx', 'js'],
      nextra > 0 || (extensions.length === 0 && hasMarkdownPages(root, repo)),
    ),
    // From Nextra 3 on it is Nextra that reads `i18n`, and Next.js that is told of no languages.
    locales: nextra >= 3 ? [] : localesOf(option('i18n')),
    nextra,
    nextraBasePath:
      nextraOptions.map((options) => textValue(property(options, 'contentDirBasePath'))).find(Boolean) ?? '/',
    notes: [
      ...(script?.notes ?? []),
      ...baseNotes('basePath', base, 'addresses are given without it. Write it as a literal.'),
    ],
  };
}

const nothing: Value = {
  kind: 'literal',
  value: undefined,
  origin: { file: '' as RepoPath, start: 0, end: 0, line: 0 },
};

/**
 * Files `page.mdx` of the app router, which are pages or nothing: who wraps the configuration sets their ending.
 * https://nextjs.org/docs/app/guides/mdx
 */
function hasMarkdownPages(root: RepoPath, repo: Repo): boolean {
  return repo.files.some((file) => /^(?:src\/)?app\/(?:.*\/)?page\.mdx?$/s.test(below(file, root) ?? ''));
}

/** Nextra, among others, adds Markdown to the pages. */
function extensionsOf(extensions: readonly string[], hasMarkdown: boolean): readonly string[] {
  const all = hasMarkdown ? [...extensions, 'md', 'mdx'] : extensions;
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}

function localesOf(i18n: Value | undefined): readonly string[] {
  if (i18n === undefined || i18n.kind !== 'object') return [];
  const locales = textValues(property(i18n, 'locales'));
  const standard = textValue(property(i18n, 'defaultLocale')) ?? locales[0];
  return standard === undefined ? [] : [standard, ...locales.filter((locale) => locale !== standard)];
}

async function nextraOf(root: RepoPath, repo: Repo): Promise<number> {
  const manifest = joinRepo(root, 'package.json');
  const { value } = readYaml((manifest && (await repo.read(manifest))) ?? '');
  const version = /"nextra":"[^\d"]*(\d*)/.exec(JSON.stringify(value ?? {}))?.[1];
  // `latest` and workspace versions are the newest.
  return version === undefined ? 0 : version === '' ? 4 : Number(version);
}
