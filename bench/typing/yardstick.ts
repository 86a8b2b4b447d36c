/** An extension to hold the start of ours against. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What it shows. */
export const yardstickText = 'yardstick is there';

/** An extension that starts when ours does, and shows a word. */
export function packYardstick(folder: string): string {
  const manifest = {
    name: 'yardstick',
    publisher: 'broken-backlinks',
    version: '1.0.0',
    engines: { vscode: '^1.100.0' },
    main: 'main.js',
    activationEvents: ['workspaceContains:.git', 'onStartupFinished'],
  };
  const main = `exports.activate = () => {
  const item = require('vscode').window.createStatusBarItem();
  item.text = ${JSON.stringify(yardstickText)};
  item.show();
};
`;
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'main.js'), main);
  writeFileSync(join(folder, 'README.md'), 'Shows a word.\n');
  const file = join(folder, 'yardstick.vsix');
  const vsce = join(import.meta.dirname, '..', '..', 'node_modules', '@vscode', 'vsce', 'vsce');
  const pack = [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file];
  execFileSync(process.execPath, pack, { cwd: folder, stdio: 'ignore' });
  return file;
}
