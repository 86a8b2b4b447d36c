/** Test files that say nothing about Windows when they run under Wine, and why. */
const noGit = 'needs git: Wine has none, and Node ends when it starts a program of Linux there';

export const notOnWine: readonly { readonly file: string; readonly reason: string }[] = [
  { file: 'test/io/git/history.test.ts', reason: noGit },
  { file: 'test/io/git/oldGit.test.ts', reason: noGit },
  { file: 'test/io/git/resilience.test.ts', reason: noGit },
  { file: 'test/io/unknownPast.test.ts', reason: noGit },
  { file: 'test/io/sample.test.ts', reason: noGit },
  { file: 'test/io/samples.test.ts', reason: noGit },
  { file: 'test/cli/commands.test.ts', reason: noGit },
  { file: 'test/cli/subfolder.test.ts', reason: noGit },
];
