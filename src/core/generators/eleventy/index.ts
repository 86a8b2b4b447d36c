/**
 * Eleventy. A template's address is what `permalink` says, in its front matter, in computed data, in data files of its
 * folders, or in a layout; without one `a/b.md` is at `/a/b/`. Permalinks are templates or functions themselves: both
 * are followed as far as they can be without running anything.
 *
 * https://www.11ty.dev/docs/permalinks/
 */

import type { HtmlPages } from '../../htmlPages.ts';
import { fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { parseLooseJson } from '../../text/json.ts';
import { isSettings, settingsAt, textOf, textsOf } from '../../text/settings.ts';
import { inExampleFolder } from '../shared/exampleFolder.ts';
import { type DetectedSite, type Generator, madeFiles } from '../shared/generator.ts';
import { filesNamed } from '../shared/namedFiles.ts';
import { configNames, configOfCommandLine, type EleventyConfig, readConfig } from './config.ts';
import { type Cascade, isDataMap, readCascade } from './data.ts';
import { filesOf } from './files.ts';
import { readTemplates } from './templates.ts';

export const eleventy: Generator = {
  id: 'eleventy',
  title: 'Eleventy',
  docs: 'https://www.11ty.dev/docs/permalinks/',
  command: /\b(?:eleventy|@11ty\/eleventy)\b/,

  async detect(repo) {
    const found = new Map<RepoPath, DetectedSite>();
    const add = (root: RepoPath, config: RepoPath | undefined, because: string, certainty: number) => {
      if (found.has(root)) return;
      found.set(root, {
        generator: 'eleventy',
        root,
        config,
        because,
        certainty: inExampleFolder(because) ? 0.3 : certainty,
      });
    };
    for (const file of filesNamed(repo, ...configNames)) {
      add(folderOf(file), file, file, (await isPlugin(file, repo)) ? 0.3 : 0.95);
    }
    for (const file of filesNamed(repo, 'package.json')) {
      const text = (await repo.read(file)) ?? '';
      if (!/"@11ty\/eleventy"\s*:/.test(text)) continue;
      const config = await configOfCommandLine(file, repo);
      if (runsEleventy(text)) add(folderOf(file), config, `eleventy in ${file}`, 0.7);
    }
    return [...found.values()];
  },

  async open(site, repo) {
    const config = await readConfig(site.root, site.config, repo);
    const cascade = await readCascade(config, repo);
    const templates = await readTemplates(config, cascade, filesOf(config), repo);
    return {
      basePath: templates.basePath,
      staticRoots: config.copies.flatMap(({ from, to }) => (isRoot(to) ? (joinRepo(config.root, from) ?? []) : [])),
      htmlPages: htmlPagesOf(config, cascade),
      beside: madeFiles(config.feeds, templates.basePath, config.file ?? config.root),
      notes: [...config.notes, ...templates.notes],
      reads: templates.reads,
      routes: templates.routes,
      complete: templates.complete,
    };
  },
};

/**
 * A template in HTML with an address of its own, no layout and no place in collections. Computed data of the site could give
 * it another address. https://www.11ty.dev/docs/permalinks/, https://www.11ty.dev/docs/collections/
 */
function htmlPagesOf({ input, formats }: EleventyConfig, cascade: Cascade): HtmlPages | undefined {
  const layers = [...cascade.layers(input, input, {}), ...cascade.inherited.values()];
  const isComputed = layers.some(
    ({ data, computedPermalink }) =>
      computedPermalink !== undefined || (isDataMap(data.eleventyComputed) && 'permalink' in data.eleventyComputed),
  );
  if (isComputed || !formats.includes('html')) return undefined;
  return { folder: input, front: ['permalink: /{path}', 'layout: false', 'eleventyExcludeFromCollections: true'] };
}

/**
 * A package whose main file it is makes it a plugin for other sites. `npm init` names that file in the package of a site,
 * too, so one that is built here and calls itself no plugin is a site.
 */
async function isPlugin(config: RepoPath, repo: Repo): Promise<boolean> {
  const manifest = joinRepo(folderOf(config), 'package.json');
  const text = (manifest && (await repo.read(manifest))) ?? '';
  const data: unknown = parseLooseJson(text);
  if (!isSettings(data) || textOf(data.main)?.replace(/^\.\//, '') !== fileName(config)) return false;
  const names = [textOf(data.name) ?? '', ...textsOf(data.keywords)];
  const isCalledSo = names.some((name) => /\b(?:eleventy|11ty)-plugin/.test(name));
  return isCalledSo || settingsAt(data, 'peerDependencies')['@11ty/eleventy'] !== undefined || !runsEleventy(text);
}

/** A script of the package builds a site. */
function runsEleventy(manifest: string): boolean {
  return /"[^"]*"\s*:\s*"[^"]*\beleventy\b/.test(manifest.replace(/"@11ty\/[^"]*"\s*:\s*"[^"]*"/g, ''));
}

function isRoot(to: string | undefined): boolean {
  return to !== undefined && /^\.?\/*$/.test(to);
}
