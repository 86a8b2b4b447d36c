// Runs git in a folder, its output unread: `git.mjs FOLDER ARGUMENT…`.
import { spawnSync } from 'node:child_process';

const [folder, ...args] = process.argv.slice(2);
const { status } = spawnSync('git', ['-C', folder, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
process.exitCode = status ?? 1;
