import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { waitFor } from './support/waitFor.ts';
import { openWorkbench, type Workbench } from './support/workbench.ts';

const site = (name: string) => ({
  'hugo.toml': `baseURL = "https://${name}.example/"\n`,
  'content/power.md': '---\ntitle: Power\n---\n',
  [`content/${name}.md`]: '---\ntitle: About\n---\n',
  'static/_redirects': '/old /power/ 301\n',
});

describe('a window with several folders', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      createWorkspace: async (folder) => {
        for (const name of ['blog', 'manual'])
          for (const [file, text] of Object.entries(site(name))) {
            mkdirSync(dirname(join(folder, name, file)), { recursive: true });
            writeFileSync(join(folder, name, file), text);
          }
        const workspace = join(folder, 'both.code-workspace');
        writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'blog' }, { path: 'manual' }] }));
        return workspace;
      },
    });
  });
  after(() => workbench?.close());

  it('is asked which of them a command of the palette is about, the one that is edited first', async () => {
    await workbench.editor.open('content/manual.md');
    for (const command of ['Check Redirects', 'Audit Site', 'Find Lost Addresses', 'Explain an Address…']) {
      await workbench.runCommand(`Broken Backlinks: ${command}`);
      await waitFor('the folders', async () => /The folder of the site/.test(await workbench.quickInput.text()));
      const offered = await workbench.quickInput.items();
      assert.deepEqual(
        offered.map((item) => item.split(' ')[0]),
        ['manual', 'blog'],
        command,
      );
      await workbench.screenshot('several-folders');
      await workbench.quickInput.cancel();
    }
    await workbench.runCommand('Broken Backlinks: Check Redirects');
    await waitFor('the folders', async () => /The folder of the site/.test(await workbench.quickInput.text()));
    await workbench.quickInput.choose(/^manual/);
    await workbench.statusBar.waitFor(/Nothing is wrong with 1 redirect rule of 1 file/);
  });
});
