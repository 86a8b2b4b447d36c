/**
 * Where Sphinx's extensions are configured: `conf.py`, and what Jupyter Book gives to Sphinx out of its `_config.yml`, where
 * it stands below `sphinx`, `config`. https://jupyterbook.org/v1/sphinx/index.html#manual-sphinx-configuration
 */
import { dataAt, openData, textAt } from '../../data/data.ts';
import { fileName, type RepoPath } from '../../paths.ts';
import type { RedirectContext } from '../format.ts';
import { ownFilesNamed } from './configFile.ts';
import type { DictionaryEntry } from './pythonDictionary.ts';

/** A pair of a setting that is a dictionary, with its place. */
export type SettingEntry = Pick<DictionaryEntry, 'start' | 'end' | 'key' | 'value'>;

/** Whether it is the configuration of a book, and no program. */
export function isBook(file: RepoPath): boolean {
  return fileName(file) === '_config.yml';
}

/** What Sphinx is configured by, with its text. */
export async function sphinxSettings(context: RedirectContext) {
  const { repo, generators } = context;
  const files = [
    ...(generators.includes('sphinx') ? ownFilesNamed(context, /^conf\.py$/) : []),
    ...(generators.includes('jupyter-book') ? ownFilesNamed(context, /^_config\.yml$/) : []),
  ];
  return Promise.all(files.map(async (file) => ({ file, text: (await repo.read(file)) ?? '' })));
}

/** What a book says of a setting; `undefined` where it does not name it. */
export function bookSetting(text: string, file: RepoPath, setting: string) {
  // Most books have none: a look at the text spares reading it.
  return text.includes(setting) ? dataAt(openData(text, file)?.root, 'sphinx', 'config', setting) : undefined;
}

/** The pairs of a setting that is a dictionary of texts; `undefined` where one of them cannot be told. */
export function bookEntries(node: ReturnType<typeof bookSetting>): readonly SettingEntry[] | undefined {
  if (node?.kind !== 'object') return undefined;
  const entries = node.members.map(({ key, value, start, end }) => ({ key, value: textAt(value), start, end }));
  return entries.every((entry): entry is SettingEntry => entry.value !== undefined) ? entries : undefined;
}
