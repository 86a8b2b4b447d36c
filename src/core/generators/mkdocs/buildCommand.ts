/**
 * What the command that builds a site decides: whether pages get folders of their own, over the configuration, and whether
 * versions are published below a path each.
 * https://www.mkdocs.org/user-guide/cli/
 */
import { extensionOf, fileName, folderOf, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { buildTexts, filesOfBuild } from '../shared/buildTexts.ts';
import { readTheDocsNames } from '../shared/readTheDocs.ts';

/** In the order in which they are believed; a Makefile also builds what is only read at home. */
const places = [...readTheDocsNames, 'netlify.toml', 'vercel.json', 'render.yaml', '.gitlab-ci.yml', 'package.json'];

/** `undefined` where no command says so, or those of the first file that has any say different things. */
export async function directoryUrlsOfBuild(root: RepoPath, repo: Repo): Promise<boolean | undefined> {
  for (const file of filesOfBuild(root, places, repo)) {
    const text = (await repo.read(file)) ?? '';
    const said = new Set(commandsIn(extensionOf(file) === '.json' ? text : text.replace(/^[ \t]*#.*$/gm, '')));
    if (said.size > 0) return said.size === 1 ? [...said][0] : undefined;
  }
  return undefined;
}

/**
 * Whether a command hands this configuration to mike, which needs no plugin for it.
 * https://github.com/jimporter/mike#deploying-your-docs
 */
export async function isDeployedByMike(config: RepoPath, repo: Repo): Promise<boolean> {
  const texts = await buildTexts(folderOf(config), repo);
  const commands = texts.flatMap((text) => [...text.matchAll(/\bmike[ \t]+deploy(?![\w-])([^;&|\n]*)/g)]);
  return commands.some(([, options = '']) => {
    const named = /(?:^|\s)(?:-F|--config-file)[ =](\S+)/.exec(options)?.[1];
    return fileName((named ?? 'mkdocs.yml') as RepoPath) === fileName(config);
  });
}

/** Whether the site is put on its branch by MkDocs itself, and nothing hands it to mike, whatever the theme is told of versions. */
export async function isDeployedBare(config: RepoPath, repo: Repo): Promise<boolean> {
  const texts = await buildTexts(folderOf(config), repo);
  const has = (command: RegExp) => texts.some((text) => command.test(text));
  return has(/\bmkdocs[ \t]+gh-deploy(?![\w-])/) && !has(/\bmike\b/);
}

/** What each command that builds says. */
function commandsIn(text: string): readonly (boolean | undefined)[] {
  return [...text.matchAll(/\bmkdocs[ \t]+(?:build|gh-deploy)(?![\w-])([^;&|\n"']*)/g)].map(([, options = '']) => {
    const words = options.split(/\s+/);
    const at = (name: string) => words.lastIndexOf(name);
    const [on, off] = [at('--use-directory-urls'), at('--no-directory-urls')];
    return on === off ? undefined : on > off;
  });
}
