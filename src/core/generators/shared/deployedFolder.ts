/**
 * The folder that a workflow publishes on GitHub Pages.
 *
 * - `actions/upload-pages-artifact` takes `path` (`_site/`), `peaceiris/actions-gh-pages` `publish_dir` (`public`) and
 *   `JamesIves/github-pages-deploy-action` `folder`; the first two publish every file as it is.
 * - `actions/jekyll-build-pages` builds `source` as GitHub Pages does without a workflow.
 *
 * https://github.com/actions/upload-pages-artifact, https://github.com/peaceiris/actions-gh-pages
 */
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, type Settings, settingsAt, textOf } from '../../text/settings.ts';
import { readYaml } from '../../text/yaml.ts';
import { filesOfBuild } from './buildTexts.ts';

/** What is published, by whose step. */
export interface DeployedFolder {
  readonly folder: RepoPath;
  readonly workflow: RepoPath;
  /** GitHub Pages builds it with Jekyll; otherwise its Markdown is no page. */
  readonly isBuiltByPages: boolean;
}

interface Deployment {
  readonly action: RegExp;
  readonly key: string;
  /** What names the folder of the site that it is put into. */
  readonly into?: string;
  readonly usual?: string;
  readonly isBuiltByPages: boolean;
}

/** The builder's step tells of the source, so it comes before the one that uploads what it made. */
const deployments: readonly Deployment[] = [
  { action: /^actions\/jekyll-build-pages@/, key: 'source', usual: './', isBuiltByPages: true },
  { action: /^actions\/upload-pages-artifact@/, key: 'path', usual: '_site/', isBuiltByPages: false },
  {
    action: /^peaceiris\/actions-gh-pages@/,
    key: 'publish_dir',
    into: 'destination_dir',
    usual: 'public',
    isBuiltByPages: false,
  },
  { action: /^JamesIves\/github-pages-deploy-action@/i, key: 'folder', into: 'target-folder', isBuiltByPages: true },
];

/** `undefined` where no workflow publishes one folder whose name is written there, or several publish different ones. */
export async function deployedFolder(repo: Repo): Promise<DeployedFolder | undefined> {
  const found = (await jobsOf(repo)).flatMap(({ steps, workflow }): readonly DeployedFolder[] => {
    const folder = deployments.flatMap((deployment) => steps.flatMap((step) => folderOfStep(step, deployment)))[0];
    return folder === undefined ? [] : [{ ...folder, workflow }];
  });
  return new Set(found.map(({ folder }) => folder)).size === 1 ? found[0] : undefined;
}

/** Folders of the site that a workflow puts something of its own into: `destination_dir: ./docs`. */
export async function filledFolders(
  repo: Repo,
): Promise<readonly { readonly folder: RepoPath; readonly workflow: RepoPath }[]> {
  return (await jobsOf(repo)).flatMap(({ steps, workflow }) =>
    deployments.flatMap(({ action, into }) =>
      steps.flatMap((step) => {
        if (into === undefined || !action.test(textOf(step.uses) ?? '')) return [];
        const written = textOf(settingsAt(step, 'with')[into]);
        const folder =
          written === undefined || /[$*~\n]/.test(written) ? undefined : joinRepo(written.replace(/^\/+/, ''));
        return folder === undefined || folder === '' ? [] : [{ folder, workflow }];
      }),
    ),
  );
}

interface Job {
  readonly workflow: RepoPath;
  readonly steps: readonly Settings[];
}

async function jobsOf(repo: Repo): Promise<readonly Job[]> {
  const found: Job[] = [];
  for (const workflow of filesOfBuild('' as RepoPath, [], repo)) {
    const { value } = readYaml((await repo.read(workflow)) ?? '');
    for (const job of Object.values(settingsAt(isSettings(value) ? value : {}, 'jobs')).filter(isSettings))
      found.push({ workflow, steps: Array.isArray(job.steps) ? job.steps.filter(isSettings) : [] });
  }
  return found;
}

function folderOfStep(step: Settings, { action, key, usual, isBuiltByPages }: Deployment) {
  if (!action.test(textOf(step.uses) ?? '')) return [];
  const written = textOf(settingsAt(step, 'with')[key]) ?? usual;
  if (written === undefined || /[$*~\n]|^\//.test(written)) return [];
  const folder = joinRepo(written);
  return folder === undefined ? [] : [{ folder, isBuiltByPages }];
}
