import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastGlob from 'fast-glob';
import { startSampleIndex } from '../../test/support/sampleIndex.ts';
import { type Profile, profiles } from '../../test/vscode/profiles.ts';
import { bundleTests } from './bundleTests.ts';
import { type Editor, openEditor } from './editor.ts';
import { originalPlaces } from './originalPlaces.ts';
import { broken, nothingRan, type Outcome, readOutcome, sum } from './outcome.ts';
import { root } from './paths.ts';

/** Each test has a limit of its own; this one ends a window that hangs. */
const timeout = 420_000;

/** Runs test/vscode: each folder of tests in an editor window of the profile of that name. */
export async function runVscodeTests(vsix: string, grep: string | undefined): Promise<Outcome> {
  const bundle = await bundleTests();
  const editor = await openEditor();
  console.log(`In ${editor.title}`);
  try {
    const outcomes: Outcome[] = [];
    for (const profile of profiles) outcomes.push(await runProfile(profile, editor, vsix, bundle, grep));
    const total = sum(outcomes);
    return total.passed + total.failed === 0 ? broken(total, 'no test ran.') : total;
  } finally {
    await editor.close();
  }
}

async function runProfile(
  profile: Profile,
  editor: Editor,
  vsix: string,
  bundle: string,
  grep: string | undefined,
): Promise<Outcome> {
  console.log(`\n-- ${profile.name}`);
  const files = await fastGlob(`${profile.name}/**/*.test.cjs`, { cwd: bundle, absolute: true });
  if (files.length === 0) return broken(nothingRan, `test/vscode/${profile.name} has no tests.`);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `vscode-${profile.name}-`)));
  const report = join(folder, 'report.json');
  const workspaceFolder = join(folder, 'workspace');
  mkdirSync(workspaceFolder);
  const index = await startSampleIndex();
  try {
    const problem = await editor.run({
      name: profile.name,
      workspace: await profile.createWorkspace(workspaceFolder),
      trusted: profile.trusted,
      extension: { folder: profile.installed ? bundle : root, tests: join(bundle, 'index.cjs') },
      vsix: profile.installed ? vsix : undefined,
      settings: index.settings,
      env: { ...index.env, EXTENSION_TESTS: JSON.stringify({ files: files.sort(), report, grep }) },
      timeout,
    });
    return judge(readOutcome(report), problem);
  } finally {
    await index.standIn.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** What the tests reported, checked against how the editor ended. */
function judge(report: Outcome | undefined, problem: string | undefined): Outcome {
  if (report === undefined) return broken(nothingRan, `the tests wrote no result. ${problem ?? ''}`);
  const { text, ...outcome } = report;
  console.log(originalPlaces(text ?? ''));
  return problem !== undefined && outcome.failed === 0 ? broken(outcome, problem) : outcome;
}
