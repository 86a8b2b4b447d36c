import { hostIsSupported } from '../vscodeHost/install.ts';
import { runMocha } from './mochaRun.ts';
import type { Outcome } from './outcome.ts';

/** Runs test/ui: the installed package in a hosted VS Code, driven through its windows as a user does. */
export function runUiTests(vsix: string, args: readonly string[]): Outcome {
  if (!hostIsSupported) {
    console.log('Skipped: the hosted VS Code of these tests runs on Linux only.');
    return { passed: 0, failed: 0, skipped: 1 };
  }
  return runMocha({
    reporter: 'spec',
    args: [
      '--no-config',
      '--require',
      './test/ui/support/hooks.ts',
      '--timeout',
      '360000',
      '--slow',
      '20000',
      // A click may meet a row of a tree that is drawn anew at that moment, which a person would repeat as well.
      '--retries',
      '1',
      ...args,
      'test/ui/**/*.test.ts',
    ],
    env: { EXTENSION_PACKAGE: vsix },
  });
}
