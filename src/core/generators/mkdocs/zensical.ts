/**
 * `zensical.toml`: what `mkdocs.yml` says, below `[project]`. Zensical is made by the authors of Material for MkDocs, takes
 * `mkdocs.yml` where it has no file of its own, and publishes each page at the address that MkDocs gives it.
 * https://zensical.org/docs/setup/basics/
 */
import { fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings } from '../../text/settings.ts';
import { readToml } from '../../text/toml.ts';
import { buildTexts } from '../shared/buildTexts.ts';
import type { ConfigLayer } from './settings.ts';

export const zensicalName = 'zensical.toml';

export function readZensical(file: RepoPath, source: string): ConfigLayer {
  const { value, problem } = readToml(source);
  const project = isSettings(value) && isSettings(value.project) ? value.project : {};
  const line = source.split('\n').findIndex((text) => /^\s*site_url\s*=/.test(text)) + 1;
  const message = `${file} is not valid TOML (${problem?.message.replace(/\.$/, '')}); the default settings are assumed until it is corrected.`;
  return {
    file,
    data: project,
    lines: new Map(line > 0 ? [['site_url', line]] : []),
    notes: problem === undefined ? [] : [{ file, line: problem.line, message, doubtsAddresses: true }],
  };
}

/**
 * Of a folder with configurations of both the one that its builds take: Zensical takes its own first, and people who try
 * it keep the other.
 */
export async function withoutUnbuilt(configs: readonly RepoPath[], repo: Repo): Promise<readonly RepoPath[]> {
  const left = new Set(configs);
  for (const file of configs.filter((config) => fileName(config) === zensicalName)) {
    const beside = ['mkdocs.yml', 'mkdocs.yaml'].flatMap((name) => joinRepo(folderOf(file), name) ?? []);
    const both = beside.filter((other) => left.has(other));
    if (both.length === 0) continue;
    const texts = await buildTexts(folderOf(file), repo);
    const isBuilt = texts.some((text) => /\bzensical build\b/.test(text));
    for (const unbuilt of isBuilt ? both : [file]) left.delete(unbuilt);
  }
  return [...left];
}
