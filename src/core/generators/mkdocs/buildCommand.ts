/**
 * Whether pages get folders of their own where the command that builds the site decides it, over the configuration.
 * https://www.mkdocs.org/user-guide/cli/
 */
import { extensionOf, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { filesOfBuild } from '../shared/buildTexts.ts';
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

/** What each command that builds says. */
function commandsIn(text: string): readonly (boolean | undefined)[] {
  return [...text.matchAll(/\bmkdocs[ \t]+(?:build|gh-deploy)(?![\w-])([^;&|\n"']*)/g)].map(([, options = '']) => {
    const words = options.split(/\s+/);
    const at = (name: string) => words.lastIndexOf(name);
    const [on, off] = [at('--use-directory-urls'), at('--no-directory-urls')];
    return on === off ? undefined : on > off;
  });
}
