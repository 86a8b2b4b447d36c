// Names the exports, files and packages that nobody uses; what is used in ways that cannot be seen stands in knip.jsonc.
//   node tools/node24.mjs tools/unused.ts
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { cachedInstall } from './cachedInstall.mjs';
import { root } from './testing/paths.ts';

const folder = cachedInstall({
  name: 'knip',
  source: join(import.meta.dirname, 'knip'),
  announcement: 'Installing knip into .cache (once).',
});
const knip = join(folder, 'node_modules', 'knip', 'bin', 'knip.js');
const { status } = spawnSync(process.execPath, [knip, '--no-progress', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
