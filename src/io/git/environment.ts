/**
 * What git is told before every command, so that a repository nobody vouches for can be read.
 *
 * A repository's own configuration may name programs (hooks, fsmonitor, external diffs, textconv, signature checks,
 * pagers, transports), so each of them is switched off here, and only commands that read objects are ever run.
 * With those off it is safe to read a repository that another user owns, which git would otherwise refuse.
 */
import { type GitVersion, isOlder } from './version.ts';

/** Git for Windows knows it by this name, too, and by no other. */
const nothing = '/dev/null';

/** Settings that stand above those of the repository. */
const settings = [
  'safe.directory=*',
  `core.hooksPath=${nothing}`,
  `core.attributesFile=${nothing}`,
  'core.fsmonitor=false',
  'core.sshCommand=false',
  'core.gitProxy=false',
  'core.askPass=false',
  'core.alternateRefsCommand=false',
  'credential.helper=',
  'protocol.allow=never',
  'protocol.ext.allow=never',
  'submodule.recurse=false',
  // What changes the output that is read here.
  'core.quotePath=false',
  'core.commitGraph=true',
  'core.bigFileThreshold=512m',
  'diff.external=',
  `diff.orderFile=${nothing}`,
  'diff.renameLimit=2000',
  'diff.interHunkContext=0',
  'diff.noprefix=false',
  'diff.mnemonicPrefix=false',
  'diff.relative=false',
  'diff.ignoreSubmodules=all',
  'i18n.logOutputEncoding=UTF-8',
  'log.showRoot=true',
  'log.showSignature=false',
  'log.mailmap=false',
  'log.follow=false',
  'color.ui=false',
  // A path of more than 260 characters is no missing file.
  'core.longpaths=true',
];

/** The options in front of every command. */
export const switches: readonly string[] = [
  '--no-pager',
  '--no-replace-objects',
  '--no-optional-locks',
  ...settings.flatMap((setting) => ['-c', setting]),
];

/** Where git looks for the configuration of the user: nowhere, but for what makes it read the folder of another user. */
export interface UserConfiguration {
  /** A folder with a `.gitconfig` of our own. */
  readonly home: string;
}

/** What the environment of a git process depends on. */
export interface Surroundings {
  /** The folders in which git may look for its helpers. */
  readonly path: string;
  readonly version: GitVersion;
  /** For versions that take `safe.directory` from the user's configuration alone. */
  readonly user?: UserConfiguration | undefined;
}

/** The environment git gets: the given one, without anything that points it elsewhere or lets it ask, fetch or run. */
export function environment(
  given: NodeJS.ProcessEnv = process.env,
  { path, version, user }: Partial<Surroundings> = {},
): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(given)) {
    if (!/^(?:GIT_|SSH_ASKPASS)/i.test(name) && !(path !== undefined && /^path$/i.test(name))) env[name] = value;
  }
  return {
    ...env,
    ...(path === undefined ? {} : { PATH: path }),
    // Programs in the current folder are not run by their bare name.
    NoDefaultCurrentDirectoryInExePath: '1',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: nothing,
    GIT_ATTR_NOSYSTEM: '1',
    // No object is fetched: the first is for newer versions, the second, which allows no way there is, for all.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_EXTERNAL_DIFF: '',
    ...(user === undefined ? {} : ownConfiguration(user, version)),
  };
}

/** GIT_CONFIG_GLOBAL came with 2.32; before, the user's configuration is where the home is. */
function ownConfiguration({ home }: UserConfiguration, version: GitVersion | undefined): NodeJS.ProcessEnv {
  if (version === undefined || isOlder(version, [2, 32])) return { HOME: home, XDG_CONFIG_HOME: home };
  return { GIT_CONFIG_GLOBAL: `${home}/.gitconfig` };
}
