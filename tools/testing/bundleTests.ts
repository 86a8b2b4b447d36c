import { rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import fastGlob from 'fast-glob';
import { root } from './paths.ts';

/**
 * Bundles test/vscode for the extension host. The folder it resolves to is an extension too, an empty one:
 * an editor runs tests only from a folder that it loads as an extension.
 */
export async function bundleTests(): Promise<string> {
  const source = join(root, 'test', 'vscode');
  const folder = join(root, 'out', 'vscode-tests');
  rmSync(folder, { recursive: true, force: true });
  const tests = await fastGlob('**/*.test.ts', { cwd: source, absolute: true });
  const entries = [join(source, 'index.ts'), ...tests];
  await build({
    entryPoints: Object.fromEntries(entries.map((file) => [relative(source, file).replace(/\.ts$/, ''), file])),
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.18',
    // As the extension is built: some libraries have a form that finds its own files only where it was installed.
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const manifest = { name: 'tests', publisher: 'broken-backlinks', version: '0.0.0', engines: { vscode: '*' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
