import { writeFileSync } from 'node:fs';
import { format } from 'node:util';

/** What the runner asks for, as JSON in the environment variable EXTENSION_TESTS. */
interface Order {
  readonly files: readonly string[];
  readonly report: string;
  readonly grep?: string;
}

/** Called by the editor in the extension host: runs the ordered test files and writes what came of them. */
export async function run(): Promise<void> {
  // Older editors do not load a module of this kind by `require`.
  const { default: Mocha } = await import('mocha');
  const { files, report, grep } = JSON.parse(process.env.EXTENSION_TESTS ?? '') as Order;
  const lines: string[] = [];
  Mocha.reporters.Base.consoleLog = (...args: readonly unknown[]) => lines.push(format(...args));
  const mocha = new Mocha({ timeout: 30_000, slow: 3_000, color: false, ...(grep === undefined ? {} : { grep }) });
  for (const file of files) mocha.addFile(file);

  await new Promise<void>((resolve) => {
    const write = () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      const outcome = { passed: passes, failed: failures, skipped: pending, text: lines.join('\n') };
      writeFileSync(report, JSON.stringify(outcome));
    };
    const runner = mocha.run(() => {
      write();
      resolve();
    });
    // A run that is stopped halfway tells how far it came.
    runner.on('test end', write);
  });
}
