// Runs a script of this project on Node 24: the one that runs now when it is new enough,
// else one installed from the package registry into the git-ignored cache.
//   node tools/node24.mjs SCRIPT [ARGUMENT…]
import { spawnSync } from 'node:child_process';
import { developmentNode } from './developmentNode.mjs';

function suitableNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  try {
    return developmentNode().executable;
  } catch (error) {
    console.error(`${error.message}\nInstall Node 24 or newer yourself and run this again.`);
    process.exit(1);
  }
}

// Ctrl+C reaches the script too: let it end in its own way.
process.on('SIGINT', () => undefined);
const node = suitableNode();
// In a hook of a repository, git's variables name that repository: whoever runs git below means another one.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^GIT_/i.test(name)));
const { status, signal, error } = spawnSync(node, process.argv.slice(2), { stdio: 'inherit', env });
if (error) console.error(`${node} did not start: ${error.message}`);
if (signal) process.kill(process.pid, signal);
process.exit(status ?? 1);
