/** Counts the steps of code instead of its time: how often each block of the source was run, as the engine counts it. */
import { type Profiler, Session } from 'node:inspector/promises';

export interface StepCounter {
  /** How many blocks of this project and of its libraries are run. Nothing else may run meanwhile. */
  count(run: () => unknown): Promise<number>;
  stop(): Promise<void>;
}

/** Code runs slower as long as somebody counts. */
export async function stepCounter(): Promise<StepCounter> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return {
    async count(run) {
      await run();
      // What was taken begins again from nothing with the next.
      const { result } = (await session.post('Profiler.takePreciseCoverage')) as Profiler.TakePreciseCoverageReturnType;
      const own = result.filter(({ url }) => /\/src\/core\/|\/node_modules\//.test(url));
      const ranges = own.flatMap(({ functions }) => functions.flatMap((entry) => entry.ranges));
      return ranges.reduce((sum, { count }) => sum + count, 0);
    },
    async stop() {
      await session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  };
}

/** Addresses of about so many characters that ask much of careless code. */
export const longAddresses: Readonly<Record<string, (length: number) => string>> = {
  'words of one letter': (n) => `/${'a-'.repeat(n / 2)}`,
  'folders of one letter': (n) => `/${'a/'.repeat(n / 2)}`,
  'one long word': (n) => `/${'a'.repeat(n)}`,
  'encoded letters': (n) => `/${'%41'.repeat(n)}`,
  'broken encoding': (n) => `/${'%E0%'.repeat(n / 4)}`,
  'lone surrogates': (n) => `/${'\ud800a'.repeat(n / 2)}`,
  brackets: (n) => `/${'('.repeat(n)}`,
  'brackets in pairs': (n) => `/${'(a)'.repeat(n / 3)}`,
  dots: (n) => `/${'.'.repeat(n)}`,
  'endings of pages': (n) => `/${'.html'.repeat(n / 5)}`,
  slashes: (n) => '/'.repeat(n),
  stars: (n) => `/${'*a'.repeat(n / 2)}`,
  'capitals and digits': (n) => `/${'aB1'.repeat(n / 3)}`,
  'letters outside ASCII': (n) => `/${'é-'.repeat(n / 2)}`,
  'letters with marks': (n) => `/a${'\u0301\u0316'.repeat(n / 2)}`,
  'versions in a row': (n) => `/${'v1.2/'.repeat(n / 5)}`,
  'years in a row': (n) => `/${'2020/01/'.repeat(n / 8)}`,
  'languages in a row': (n) => `/${'de/'.repeat(n / 3)}`,
  blanks: (n) => `/${'%20'.repeat(n)}x`,
  'a long query': (n) => `/guide/?${'a=b&'.repeat(n / 4)}`,
  'a known page, deep below': (n) => `/guide/${'install/'.repeat(n / 8)}`,
  'many different folders': (n) => `/${Array.from({ length: n / 6 }, (_, i) => `p${i}`).join('/')}`,
  'many different words': (n) => `/${Array.from({ length: n / 6 }, (_, i) => `w${i}`).join('-')}`,
};
