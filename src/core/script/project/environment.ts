/**
 * What a repository itself puts into the environment of the command that builds its site: variables in front of a command
 * (also by `cross-env`), `env` of workflows, and what hosts are told. Commands are read, never run.
 *
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_09_01
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#env
 * https://docs.netlify.com/build/configure-builds/file-based-configuration/#deploy-contexts
 * https://vercel.com/docs/project-configuration#build.env
 */
import { joinRepo, type RepoPath } from '../../paths.ts';
import { append } from '../../text/longLists.ts';
import { isSettings, type Settings, settingsAt, textOf, textsOf } from '../../text/settings.ts';
import { readToml } from '../../text/toml.ts';
import { readYaml } from '../../text/yaml.ts';

/** Where it is read from; a `Repo` is one. */
interface EnvironmentFiles {
  readonly files: readonly RepoPath[];
  read(path: RepoPath): Promise<string | undefined>;
}

/** Beyond these, what builds a site is a program. */
const mostWorkflows = 50;
const mostScripts = 50;

/**
 * The variables that have one value wherever the building of a site in `folder` sets them. What only a run would tell
 * counts as another value.
 */
export async function buildEnvironment(folder: RepoPath, repo: EnvironmentFiles): Promise<ReadonlyMap<string, string>> {
  const sure = new Map<string, string>();
  for (const [name, value] of await buildVariables(folder, repo)) if (value !== undefined) sure.set(name, value);
  return sure;
}

/** Every variable that is set there; `undefined` where it has several values, or one that only a run would tell. */
export async function buildVariables(
  folder: RepoPath,
  repo: EnvironmentFiles,
): Promise<ReadonlyMap<string, string | undefined>> {
  const set: Assignment[] = [];
  const commands: string[] = [];
  for (const workflow of await publishingWorkflows(repo)) addWorkflow(workflow, set, commands);
  for (const name of readTheDocsFiles) addReadTheDocs(await readMap(name as RepoPath, repo), commands);
  const scripts: Settings[] = [];
  for (const place of new Set([folder, '' as RepoPath])) {
    const [manifest, netlify, vercel] = await Promise.all(
      ['package.json', 'netlify.toml', 'vercel.json'].map((name) => readMap(joinRepo(place, name), repo)),
    );
    const build = settingsAt(netlify ?? {}, 'build');
    const production = settingsAt(netlify ?? {}, 'context', 'production');
    for (const part of [build.environment, production.environment, settingsAt(vercel ?? {}, 'build').env]) {
      append(set, entriesOf(part));
    }
    append(
      commands,
      [build.command, production.command, vercel?.buildCommand].flatMap((told) => textOf(told) ?? []),
    );
    scripts.push(settingsAt(manifest ?? {}, 'scripts'));
  }
  for (const own of scripts) append(commands, reached(own, commands));
  for (const command of commands) append(set, assignments(command));
  return agreed(set);
}

/** A variable and its value, `$` where only a run would tell it. */
type Assignment = readonly [name: string, value: string];

function addWorkflow(workflow: Settings, set: Assignment[], commands: string[]): void {
  append(set, entriesOf(workflow.env));
  for (const job of Object.values(settingsAt(workflow, 'jobs'))) {
    if (!isSettings(job)) continue;
    const steps = Array.isArray(job.steps) ? job.steps.filter(isSettings) : [];
    for (const part of [job, ...steps]) append(set, entriesOf(part.env));
    append(
      commands,
      steps.flatMap(({ run }) => textOf(run) ?? []),
    );
  }
}

const readTheDocsFiles = ['.readthedocs.yaml', '.readthedocs.yml'];

/** https://docs.readthedocs.com/platform/stable/config-file/v2.html#build-commands */
function addReadTheDocs(settings: Settings, commands: string[]): void {
  const build = settingsAt(settings, 'build');
  append(commands, textsOf(build.commands));
  for (const job of Object.values(settingsAt(build, 'jobs'))) append(commands, textsOf(job));
  append(
    commands,
    Object.values(settingsAt(build, 'jobs', 'build')).flatMap((job) => textsOf(job)),
  );
}

function agreed(set: Iterable<Assignment>): ReadonlyMap<string, string | undefined> {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of set) values.set(name, (values.get(name) ?? new Set()).add(value));
  const told = new Map<string, string | undefined>();
  for (const [name, [value = '$', ...others]] of values) {
    told.set(name, others.length === 0 && !/[$`]/.test(value) ? value : undefined);
  }
  return told;
}

/** Those that say that they publish something: others build it to try it out. */
async function publishingWorkflows(repo: EnvironmentFiles): Promise<readonly Settings[]> {
  const files = repo.files.filter((file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file)).slice(0, mostWorkflows);
  const found: Settings[] = [];
  for (const file of files) {
    const text = (await repo.read(file)) ?? '';
    if (/deploy|publish|pages|netlify|vercel|wrangler|\brsync\b|\bs3\b/i.test(text)) found.push(mapOf(file, text));
  }
  return found;
}

async function readMap(path: RepoPath | undefined, repo: EnvironmentFiles): Promise<Settings> {
  const text = path === undefined ? undefined : await repo.read(path);
  return path === undefined || text === undefined ? {} : mapOf(path, text);
}

function mapOf(path: RepoPath, text: string): Settings {
  const { value } = path.endsWith('.toml') ? readToml(text) : readYaml(text);
  return isSettings(value) ? value : {};
}

function entriesOf(value: unknown): readonly Assignment[] {
  if (!isSettings(value)) return [];
  return Object.entries(value).map(([name, entry]) => [name, typeof entry === 'object' ? '$' : String(entry ?? '')]);
}

/** The script that builds, those that commands name, and those that these run. */
function reached(scripts: Settings, commands: readonly string[]): readonly string[] {
  const named = new Set(['build']);
  const follow = (command: string) => {
    const runs = /(?:\b(?:npm|pnpm|bun) (?:run|run-script) |\b(?:yarn|pnpm) (?:run )?)(?:-s |--silent )?([\w:.-]+)/g;
    for (const [, name = ''] of command.matchAll(runs)) if (named.size < mostScripts) named.add(name);
  };
  for (const command of commands) follow(command);
  const found: string[] = [];
  for (const name of named) {
    const command = textOf(scripts[name]);
    if (command === undefined) continue;
    follow(command);
    found.push(command);
  }
  return found;
}

/** `A=1 B="2" build`, `cross-env A=1 build`, `export A=1`, `echo "A=1" >> $GITHUB_ENV`. */
function assignments(command: string): readonly Assignment[] {
  const found: Assignment[] = [];
  for (const part of command.split(/&&|\|\||[;|\n]/)) {
    const [echoed = '', into = ''] = part.split('>>');
    const told = into.includes('GITHUB_ENV') ? /^\s*echo\s+["']?(\w+)=([^"']*)/.exec(echoed) : null;
    if (told !== null) found.push([told[1] ?? '', (told[2] ?? '').trim()]);
    let rest = part.trim().replace(/^(?:(?:npx |yarn |pnpm )?cross-env(?:-shell)?|env|export)\s+/, '');
    for (;;) {
      const [whole = '', name = '', quoted, single, plain = ''] =
        /^(\w+)=(?:"([^"]*)"|'([^']*)'|([^\s"']*))(?:\s+|$)/.exec(rest) ?? [];
      if (whole === '') break;
      found.push([name, quoted ?? single ?? plain]);
      rest = rest.slice(whole.length);
    }
  }
  return found;
}
