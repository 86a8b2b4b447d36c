// Bundles the extension and the command line into dist/.   node tools/build.mjs [--watch]
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';
import { noticesOf } from './notices.mjs';
import { onFirstUse } from './onFirstUse.mjs';

const shared = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  splitting: true,
  mainFields: ['module', 'main'],
  sourcemap: true,
  logLevel: 'warning',
  metafile: true,
  plugins: [onFirstUse],
  // What one build concluded and kept is not taken up by another.
  define: { buildOfSources: JSON.stringify(sourcesHash()) },
};

/** Of all that goes into a bundle. */
function sourcesHash() {
  const top = join(dirname(fileURLToPath(import.meta.url)), '..');
  const names = readdirSync(join(top, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(top, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  const hash = createHash('sha256');
  for (const name of [...names.sort(), 'package-lock.json', 'tools/build.mjs', 'tools/onFirstUse.mjs']) {
    hash.update(`${name}\0`).update(readFileSync(join(top, name)));
  }
  return hash.digest('hex').slice(0, 32);
}

/** Libraries in CommonJS call `require` for what Node has built in. */
const requireForBundledCommonJs = {
  js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
};

/** Every bundle this project ships. */
const bundles = [
  {
    // `import()` is where a bundle is split: what stands behind it is a file of its own, read on first use.
    ...shared,
    entryPoints: { extension: 'src/vscode/extension.ts', analysis: 'src/vscode/analysis/process.ts' },
    chunkNames: 'extension-[name]-[hash]',
    target: 'node20.18',
    external: ['vscode'],
    minifySyntax: true,
    // What is read when a window opens.
    minifyWhitespace: true,
    banner: requireForBundledCommonJs,
  },
  {
    ...shared,
    entryPoints: { cli: 'src/cli/main.ts' },
    chunkNames: 'cli-[hash]',
    target: 'node20.18',
    banner: requireForBundledCommonJs,
  },
  // A thread of the extension and of the command line alike.
  { ...shared, entryPoints: { texts: 'src/io/textComparison/thread.ts' }, target: 'node20.18' },
];

rmSync('dist', { recursive: true, force: true });
if (process.argv.includes('--watch')) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  const built = await Promise.all(bundles.map((options) => build(options)));
  const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  writeFileSync('dist/THIRD-PARTY-NOTICES.txt', noticesOf(inputs, root));
  chmodSync('dist/cli.mjs', 0o755);
}
