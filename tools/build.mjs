// Bundles the extension and the command line into dist/.   node tools/build.mjs [--watch]
import { chmodSync } from 'node:fs';
import { build, context } from 'esbuild';

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20.18',
  mainFields: ['module', 'main'],
  sourcemap: true,
  logLevel: 'warning',
};

/** Every bundle this project ships. */
const bundles = [
  {
    ...shared,
    entryPoints: { extension: 'src/vscode/extension.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
  },
  {
    ...shared,
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    splitting: true,
    chunkNames: 'cli-[hash]',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  },
];

if (process.argv.includes('--watch')) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  await Promise.all(bundles.map((options) => build(options)));
  chmodSync('dist/cli.mjs', 0o755);
}
