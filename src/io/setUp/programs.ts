/** The programs that this one stands on: Node, git, and the editor where there is one. */
import { arch, release } from 'node:os';
import type { SetUpCheck } from '../../core/setUp/setUpCheck.ts';
import { openGit } from '../git/git.ts';
import { findGit } from '../git/program.ts';
import { oldestGit, versionText } from '../git/version.ts';
import { programVersion } from '../http/userAgent.ts';

const about = 'Programs';

/** Of package.json; `test/manifest.test.ts` holds the two together. */
export const oldestNode = '20.18.1';

/** This program and what it runs on, one clause each; `host`: `command line`, or an editor with its version. */
export async function ownPrograms(host: string, folder: string, signal: AbortSignal): Promise<readonly string[]> {
  const git = await openGit(folder, { signal });
  return [
    `broken-backlinks ${programVersion}, ${host}`,
    `Node ${process.versions.node}`,
    git.ok ? `git ${versionText(git.value.version)}` : 'no git that can be used',
    `${process.platform} ${release()}, ${arch()}`,
  ];
}

/** `program`: what runs this, with its version: `Visual Studio Code 1.101.0`. */
export async function programChecks(
  folder: string,
  program: string,
  signal: AbortSignal,
): Promise<readonly SetUpCheck[]> {
  return [
    { about, state: 'fine', says: `${program} on ${process.platform} ${release()}, ${arch()}` },
    nodeCheck(process.versions.node),
    ...(await gitChecks(folder, signal)),
  ];
}

/** `version`: `24.21.0`. */
export function nodeCheck(version: string): SetUpCheck {
  const numbers = (text: string) => text.split('.').map(Number);
  const [have, need] = [numbers(version), numbers(oldestNode)];
  const at = need.findIndex((number, i) => number !== have[i]);
  const isOld = at >= 0 && !((have[at] ?? 0) > (need[at] ?? 0));
  if (!isOld) return { about, state: 'fine', says: `Node ${version}; ${oldestNode} or newer is needed.` };
  return { about, state: 'broken', says: `Node ${version} is too old. Install Node ${oldestNode} or newer.` };
}

async function gitChecks(folder: string, signal: AbortSignal): Promise<readonly SetUpCheck[]> {
  const [found, git] = [findGit(folder), await openGit(folder, { signal })];
  if (!found.ok || !git.ok) {
    const says = found.ok ? (git.ok ? '' : git.failure.message) : found.failure.message;
    return [{ about, state: 'broken', says }];
  }
  const { version } = git.value;
  const says = `git ${versionText(version)} (${found.value.file}); ${versionText(oldestGit)} or newer is needed.`;
  return [{ about, state: 'fine', says }, await historyCheck(git.value, folder, signal)];
}

async function historyCheck(
  git: Extract<Awaited<ReturnType<typeof openGit>>, { ok: true }>['value'],
  folder: string,
  signal: AbortSignal,
): Promise<SetUpCheck> {
  const shallow = await git.text(['rev-parse', '--is-shallow-repository'], signal);
  if (!shallow.ok) {
    const says = `${folder} is read without a history: ${shallow.failure.message} What became of a page can only be told from files.`;
    return { about, state: 'cannot tell', says };
  }
  if (shallow.value.trim() !== 'true') return { about, state: 'fine', says: 'The clone has its whole history.' };
  return {
    about,
    state: 'broken',
    says: 'The clone is shallow, so what became of older pages is unknown. Run "git fetch --unshallow" (in a workflow: fetch-depth: 0).',
  };
}
