import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import fastGlob from 'fast-glob';
import { root } from './paths.ts';

/** Compiles every source and test, file by file, to `out/compiled`, for Nodes that cannot run TypeScript. */
export async function compileSources(): Promise<void> {
  const folder = join(root, 'out', 'compiled');
  rmSync(folder, { recursive: true, force: true });
  const sources = await fastGlob(['{src,test,tools,bench}/**/*.ts', '!test/{vscode,ui}/**/*.test.ts'], {
    cwd: root,
  });
  await build({
    entryPoints: sources.map((file) => ({ in: join(root, file), out: file })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    platform: 'node',
    target: 'node20.18',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}
