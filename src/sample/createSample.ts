/** Makes the embedded sample: a real git repository of a small site, with the history its text tells. */
import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../io/disk/wholeFile.ts';
import { environment } from '../io/git/environment.ts';
import { findGit } from '../io/git/program.ts';
import { fastImport, readSampleScript } from './script.ts';

/** The site's address in the sample. */
export const sampleSite = 'https://tidewater.example/';

/**
 * Creates the repository in `directory`, which must be empty or absent.
 * `texts` is the folder `media/sample` of this project or of the installed extension.
 */
export async function createSample(directory: string, texts: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const script = readSampleScript(await readFile(join(texts, 'history.txt'), 'utf8'));
  await git(directory, ['init', '--quiet', '--template=']);
  await git(directory, ['symbolic-ref', 'HEAD', 'refs/heads/main']); // `--initial-branch` came with 2.28
  // What the machine's git would convert must not change the sample.
  const config = join(directory, '.git', 'config');
  const bytes = Buffer.from('[core]\n\tautocrlf = false\n\tbare = false\n');
  const written = await writeWhole(config, bytes, { name: config, before: { kind: 'anything' } });
  if (!written.ok) throw new Error(`The sample could not be made. ${written.failure.message}`);
  await git(directory, ['fast-import', '--quiet'], fastImport(script));
  await git(directory, ['reset', '--quiet', '--hard', 'main']);
}

function git(directory: string, args: readonly string[], input = ''): Promise<void> {
  const found = findGit(directory);
  if (!found.ok) return Promise.reject(new Error(`The sample needs git. ${found.failure.message}`));
  const { file, path } = found.value;
  return new Promise((resolve, reject) => {
    // A hook of another repository points git to its own index and objects, which are not ours to write to.
    const child = spawn(file, ['-C', directory, '-c', 'core.hooksPath=/dev/null', ...args], {
      env: environment(process.env, { path }),
      windowsHide: true,
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk;
    });
    child.on('error', (error) => reject(new Error(`The sample needs git, which did not start: ${error.message}`)));
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`git ${args[0]} failed while making the sample: ${errors.trim()}`)),
    );
    child.stdin.on('error', () => undefined); // git may end without reading it; its exit code tells the rest.
    child.stdin.end(input);
  });
}
