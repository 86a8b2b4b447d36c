// `npm run demo`: builds what it needs for the Node that is here, and runs the demonstration.
import { execFileSync } from 'node:child_process';
import { buildSync } from 'esbuild';

const out = '.cache/demo/program.mjs';
execFileSync(process.execPath, ['tools/build.mjs'], { stdio: 'inherit' });
buildSync({
  entryPoints: ['tools/demo/audit.ts'],
  outfile: out,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.18',
  logLevel: 'warning',
});
await import(new URL(`../${out}`, import.meta.url).href);
