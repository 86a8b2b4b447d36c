// A mocha reporter that also writes the counts to the file named in TEST_OUTCOME.
const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

const printed = reporters[process.env.TEST_REPORTER] ?? reporters.spec;

module.exports = class CountingReporter extends printed {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      writeFileSync(process.env.TEST_OUTCOME, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
};
