/**
 * The folders that a host publishes by its own files.
 *
 * - `publish` of `netlify.toml` (below its `base`), `outputDirectory` of `vercel.json`, `hosting.public` of `firebase.json`,
 *   `staticPublishPath` of `render.yaml`, `pages_build_output_dir` and `assets.directory` of `wrangler.toml` name one.
 * - `_redirects` and `_headers` are read in the folder that is published alone, so the page beside them is its first.
 *
 * https://docs.netlify.com/configure-builds/file-based-configuration/, https://vercel.com/docs/project-configuration,
 * https://firebase.google.com/docs/hosting/full-config, https://render.com/docs/blueprint-spec,
 * https://developers.cloudflare.com/workers/wrangler/configuration/
 */
import { extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, type Settings, settingsAt, textOf } from '../../text/settings.ts';
import { readToml } from '../../text/toml.ts';
import { readYaml } from '../../text/yaml.ts';
import { inExampleFolder } from './exampleFolder.ts';

/** What is published, and the file that says so. */
export interface HostedFolder {
  readonly folder: RepoPath;
  readonly by: RepoPath;
  /** A configuration names it. */
  readonly isNamed: boolean;
}

const configurations: ReadonlyMap<string, (settings: Settings) => readonly unknown[]> = new Map([
  ['netlify.toml', (settings) => netlifyFolders(settingsAt(settings, 'build'))],
  ['vercel.json', (settings) => unlessBuilt(settings, 'buildCommand', settings.outputDirectory)],
  ['firebase.json', ({ hosting }) => records(hosting).map((site) => site.public)],
  [
    'render.yaml',
    ({ services }) => records(services).flatMap((each) => unlessBuilt(each, 'buildCommand', each.staticPublishPath)),
  ],
  ['wrangler.toml', cloudflareFolders],
  ['wrangler.json', cloudflareFolders],
  ['wrangler.jsonc', cloudflareFolders],
]);

const hostFiles = new Set(['_redirects', '_headers']);

/**
 * The one folder with a page of its own; `undefined` where there is none, or where several are published. What a command of
 * the host makes is not taken from what lies there.
 */
export async function hostedFolder(repo: Repo): Promise<HostedFolder | undefined> {
  const found: HostedFolder[] = [];
  for (const file of repo.files) {
    if (inExampleFolder(file)) continue;
    const folders = configurations.get(fileName(file));
    for (const written of folders?.(await settingsIn(file, repo)) ?? []) {
      const name = textOf(written);
      const folder = name === undefined || /[$*{]/.test(name) ? undefined : joinRepo(folderOf(file), name);
      if (folder !== undefined) found.push({ folder, by: file, isNamed: true });
    }
    if (hostFiles.has(fileName(file))) found.push({ folder: folderOf(file), by: file, isNamed: false });
  }
  const shown = found.filter(({ folder }) => repo.has(joinRepo(folder, 'index.html') as RepoPath));
  const named = shown.filter(({ isNamed }) => isNamed);
  const [first, ...others] = named.length > 0 ? named : shown;
  return others.every(({ folder }) => folder === first?.folder) ? first : undefined;
}

async function settingsIn(file: RepoPath, repo: Repo): Promise<Settings> {
  const text = (await repo.read(file)) ?? '';
  const { value } = extensionOf(file) === '.toml' ? readToml(text) : readYaml(text);
  return isSettings(value) ? value : {};
}

function netlifyFolders(build: Settings): readonly unknown[] {
  const publish = textOf(build.publish)?.replace(/^\//, '');
  const base = textOf(build.base)?.replace(/^\//, '') ?? '';
  return publish === undefined ? [] : unlessBuilt(build, 'command', joinRepo(base, publish));
}

function unlessBuilt(settings: Settings, command: string, folder: unknown): readonly unknown[] {
  return (textOf(settings[command]) ?? '').trim() === '' ? [folder] : [];
}

function cloudflareFolders(settings: Settings): readonly unknown[] {
  return [settings.pages_build_output_dir, settingsAt(settings, 'assets').directory];
}

function records(value: unknown): readonly Settings[] {
  return (Array.isArray(value) ? value : [value]).filter(isSettings);
}
