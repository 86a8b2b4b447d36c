/** Versions of git: which one is there, and from which one on something works. */

/** Major and minor number; no later part decides anything here. */
export type GitVersion = readonly [major: number, minor: number];

/** What is older lacks what keeps a hostile repository from running programs, or writes histories another way. */
export const oldestGit: GitVersion = [2, 17];

/** What `git --version` says: `git version 2.39.5 (Apple Git-154)`; `undefined` when it is something else. */
export function readVersion(text: string): GitVersion | undefined {
  const [, major, minor] = /^git version (\d{1,4})\.(\d{1,4})(?!\d)/.exec(text) ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
}

export function isOlder(version: GitVersion, than: GitVersion): boolean {
  return version[0] < than[0] || (version[0] === than[0] && version[1] < than[1]);
}

export function versionText(version: GitVersion): string {
  return version.join('.');
}
