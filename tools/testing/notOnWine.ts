export interface NotOnWine {
  readonly file: string;
  /** How the full titles of the tests begin. */
  readonly title: string;
  readonly reason: string;
}

const all = (reason: string, file: string, ...titles: readonly string[]): readonly NotOnWine[] =>
  titles.map((title) => ({ file, title, reason }));

const noLinks = 'needs links: Wine 8 says that it made a symbolic link, and makes none';

/** Tests that say nothing about Windows when they run under Wine, and why. A title that is gone is a failure. */
export const notOnWine: readonly NotOnWine[] = [
  ...all(noLinks, 'test/io/writeFile.test.ts', 'writing an edit does not follow a link out of the repository'),
  ...all(noLinks, 'test/io/insideNames.test.ts', 'a link into the folder of git is not followed'),
  ...all(
    noLinks,
    'test/io/diskRepo.test.ts',
    'links of a folder on disk',
    'a folder on disk that is not what git says reads no tracked file that became a link out',
    'a folder on disk that is not what git says reads nothing of the tracked folder',
    'a folder on disk that is not what git says reads nothing of git through a link',
    'a folder on disk that is not what git says reads a tracked file that became a link to another file',
    'a folder on disk that is not what git says says where a tracked file leads that became a link to a folder',
    'a folder on disk that is not what git says names a link that leads to itself',
    'a folder on disk that is not what git says goes on past a hundred files that cannot be read',
  ),
  ...all(
    'needs a link to a folder, which Wine 8 does not make',
    'test/core/redirects/workedExample.test.ts',
    'a redirect format and its host work once these steps are done',
  ),
  ...all(
    'asks the git of this machine about names in another case, which are others to it and the same to Wine',
    'test/io/checkouts.test.ts',
    'a folder whose names are spelt in another case than git has them has each page once, and can read it',
    'a folder whose names are spelt in another case than git has them leads an address of its past',
  ),
  ...all(
    "starts esbuild's program, and there is the one of this machine only",
    'test/io/deadline.test.ts',
    'time-outs while garbage is collected',
  ),
  ...all(
    'walks a folder with fast-glob, which does not end there; our own globs take no disk, and have other tests',
    'test/core/text/fastGlob.test.ts',
    'globs beside fast-glob',
  ),
  ...all(
    'needs a pipe in a folder, which Windows has not',
    'test/io/diskRepo.test.ts',
    'a folder on disk that is not what git says does not wait for a pipe',
  ),
  ...all(
    'starts the tools, which bring in a newer Node, and that one does not start under Wine 8',
    'test/io/sample.test.ts',
    'the embedded sample is made by tools and tests that are told nothing of that repository either',
  ),
  ...all(
    'takes the right to read away, which chmod does not on Windows',
    'test/io/diskRepo.test.ts',
    'a folder on disk that is not what git says names a file that may not be read',
  ),
];
