// Runs some tests once for each of the mistakes that the file named in MUTANTS lists, and says of each whether the tests
// fail: `NUMBER found` or `NUMBER kept`, a line each. 0 is no mistake at all.
import { readFileSync } from 'node:fs';
import Mocha from 'mocha';

const { numbers, tests } = JSON.parse(readFileSync(process.env.MUTANTS ?? '', 'utf8'));

class Silent {}

const mocha = new Mocha({ reporter: Silent, timeout: 60_000, bail: true });
mocha.cleanReferencesAfterRun(false);
for (const test of tests) mocha.addFile(test);
await mocha.loadFilesAsync();
for (const number of numbers) {
  globalThis.mutant = number;
  const failures = await new Promise((done) => {
    mocha.run(done);
  });
  process.stdout.write(`${number} ${failures > 0 ? 'found' : 'kept'}\n`);
}
process.exit(0);
