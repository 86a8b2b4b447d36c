// A mocha reporter that also writes the counts to the file named in TEST_OUTCOME, and leaves out the tests that the file
// named in TEST_LEFT_OUT lists as `{ file, title }`: those whose full title begins so. One that is not there is a failure.
// What is tried again (`--retries`) is named with the first failure: it passes in the end, but is worth a look.
// With TEST_PROGRESS it says at once what failed and what took long, for runs that may be stopped before their end.
const { readFileSync, writeFileSync } = require('node:fs');
const { relative, sep } = require('node:path');
const { reporters, Runner } = require('mocha');

const printed = reporters[process.env.TEST_REPORTER] ?? reporters.spec;

module.exports = class CountingReporter extends printed {
  constructor(runner, options) {
    super(runner, options);
    const listed = process.env.TEST_LEFT_OUT ? JSON.parse(readFileSync(process.env.TEST_LEFT_OUT, 'utf8')) : [];
    const left = leaveOut(runner.suite, listed);
    const unknown = listed.filter((entry) => !left.has(entry));
    for (const { file, title } of unknown) console.error(`FAILED: ${file} has no test "${title}…" to be left out.`);
    runner.on(Runner.constants.EVENT_TEST_RETRY, (test, error) => {
      console.error(`TRIED AGAIN: ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
    if (process.env.TEST_PROGRESS) tellAtOnce(runner);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const failed = failures + unknown.length;
      writeFileSync(process.env.TEST_OUTCOME, JSON.stringify({ passed: passes, failed, skipped: pending }));
    });
  }
};

/** Milliseconds from which a test is named. */
const long = 20_000;

function tellAtOnce(runner) {
  runner.on(Runner.constants.EVENT_TEST_FAIL, (test, error) => {
    console.error(`\nFAILED: ${test.fullTitle()}\n${error.stack ?? error.message}`);
  });
  runner.on(Runner.constants.EVENT_TEST_END, (test) => {
    if (test.duration >= long) console.error(`\n${Math.round(test.duration / 1000)} s: ${test.fullTitle()}`);
  });
}

/** The entries by which a test was left out. */
function leaveOut(suite, listed) {
  const used = new Set(suite.suites.flatMap((inner) => [...leaveOut(inner, listed)]));
  suite.tests = suite.tests.filter((test) => {
    const file = relative(process.cwd(), test.file ?? '').replaceAll(sep, '/');
    const entry = listed.find(({ file: of, title }) => of === file && test.fullTitle().startsWith(title));
    if (entry) used.add(entry);
    return !entry;
  });
  return used;
}
