/** Test files that say nothing about Windows when they run under Wine, and why. */
const noGit = 'needs git: Wine has none, and Node ends when it starts a program of Linux there';
const noSockets = 'needs connections to this machine: they end as UNKNOWN there';

const files = (reason: string, ...names: readonly string[]) => names.map((file) => ({ file, reason }));

export const notOnWine: readonly { readonly file: string; readonly reason: string }[] = [
  ...files(
    noGit,
    'test/io/git/history.test.ts',
    'test/io/git/oldGit.test.ts',
    'test/io/git/resilience.test.ts',
    'test/io/unknownPast.test.ts',
    'test/io/sample.test.ts',
    'test/io/samples.test.ts',
    'test/cli/commands.test.ts',
    'test/cli/subfolder.test.ts',
    'test/cli/unreadFiles.test.ts',
    'test/cli/hostileText.test.ts',
    'test/app/parity.test.ts',
    'test/io/checkouts.test.ts',
  ),
  ...files(
    noSockets,
    'test/cli/outcomes.test.ts',
    'test/io/http.test.ts',
    'test/io/dataForSeo.test.ts',
    'test/io/dataForSeoFailures.test.ts',
    'test/io/credentialsStay.test.ts',
    'test/io/deadline.test.ts',
    'test/io/officialClient.test.ts',
    'test/io/standIn.test.ts',
    'test/io/recheck.test.ts',
  ),
  ...files(
    'makes links of Linux, which Wine takes for what they lead to; half of it needs git',
    'test/io/diskRepo.test.ts',
  ),
  ...files('names folders as Linux does', 'test/io/historyFolder.test.ts', 'test/io/git/program.test.ts'),
];
