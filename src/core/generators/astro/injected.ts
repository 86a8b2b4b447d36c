/**
 * Pages that the site's own integrations add: `injectRoute({ pattern: '/x', entrypoint: './src/x.astro' })` in the
 * configuration, or in a module that it imports. https://docs.astro.build/en/reference/integrations-reference/#injectroute-option
 */
import type { Note, Route } from '../../model.ts';
import { builtUrl, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { append } from '../../text/longLists.ts';

/** What is added, and what only running the integration would tell. */
export interface InjectedRoutes {
  readonly routes: readonly Route[];
  readonly notes: readonly Note[];
}

/** How many modules away from the configuration an integration is looked for. */
const deepest = 2;

export async function injectedRoutes(
  config: RepoPath | undefined,
  basePath: string,
  repo: Repo,
): Promise<InjectedRoutes> {
  const routes: Route[] = [];
  const notes: Note[] = [];
  const seen = new Set<RepoPath>();
  const waiting: { file: RepoPath; depth: number }[] = config === undefined ? [] : [{ file: config, depth: 0 }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { file, depth } = next;
    if (seen.has(file)) continue;
    seen.add(file);
    const text = (await repo.read(file)) ?? '';
    const found = routesIn(file, text, basePath);
    append(routes, found.routes);
    append(notes, found.notes);
    if (depth < deepest)
      append(
        waiting,
        importedBy(file, text, repo).map((path) => ({ file: path, depth: depth + 1 })),
      );
  }
  return { routes, notes };
}

function routesIn(file: RepoPath, text: string, basePath: string): InjectedRoutes {
  const routes: Route[] = [];
  const notes: Note[] = [];
  for (const { index } of text.matchAll(/\binjectRoute[ \t]*\(/g)) {
    const given = /^[^{}]{0,40}\{([^{}]{0,600})\}/.exec(text.slice(index, index + 700))?.[1] ?? '';
    const pattern = /\bpattern[ \t]*:[ \t]*["'`]([^"'`$\n]+)["'`]/.exec(given)?.[1];
    const line = text.slice(0, index).split('\n').length;
    if (pattern === undefined) {
      const message = `${file} adds pages by injectRoute whose addresses only running it would tell; they are not known here.`;
      notes.push({ file, line, message });
      continue;
    }
    const guess = /\bcommand\b/.test(text) ? { guess: `${file} may add it only while the site is worked on` } : {};
    const kind = pattern.includes('[') ? 'dynamic' : 'generated';
    routes.push({ url: builtUrl(basePath, pattern), file, kind, ...guess });
  }
  return { routes, notes };
}

function importedBy(file: RepoPath, text: string, repo: Repo): readonly RepoPath[] {
  return [...text.matchAll(/\b(?:from|import)[ \t]*\(?[ \t]*["'](\.[^"'\n]+)["']/g)].flatMap(([, path = '']) => {
    const names = ['', '.ts', '.js', '.mjs', '.mts', '/index.ts', '/index.js', '/index.mjs'];
    const files = names.flatMap((end) => joinRepo(folderOf(file), path + end) ?? []);
    return files.find((candidate) => repo.has(candidate)) ?? [];
  });
}
