import assert from 'node:assert/strict';
import { defaultAuditOptions } from '../../src/core/audit/audit.ts';
import { createAnalyst } from '../../src/vscode/analysis/folderAnalyst.ts';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';

const task = { progress: { report: () => undefined }, signal: new AbortController().signal };

function page(title: string): string {
  return `---\ntitle: ${title}\n---\n${longPage(title)}`;
}

describe('a site that writes its redirects elsewhere than it used to', () => {
  it('gets the next one where the newest are', async () => {
    const { folder, commit } = gitRepository();
    try {
      const rules = Array.from({ length: 30 }, (_, i) => `[[redirects]]\nfrom = "/former/${i}/"\nto = "/boats/"\n`);
      commit({
        'hugo.toml': 'baseURL = "https://tidewater.example/"\n',
        'netlify.toml': rules.join('\n'),
        'content/boats.md': page('boats'),
        'content/tides.md': page('tides'),
      });
      for (const name of ['a', 'b', 'c', 'd']) {
        const known = 'abcd'.slice(0, 'abcd'.indexOf(name) + 1);
        commit({ 'static/_redirects': [...known].map((each) => `/lately/${each}/ /boats/ 301\n`).join('') });
      }
      commit({ 'content/tides.md': undefined, 'content/tide-tables.md': page('tides') });
      const analyst = createAnalyst();
      const opened = await analyst.open(
        {
          root: folder,
          overlay: new Map(),
          site: 'https://tidewater.example/',
          cache: undefined,
          now: '2026-11-20T12:00:00Z',
        },
        task,
      );
      assert.ok(opened.ok);
      const answer = await analyst.lost({ today: '2026-11-20' }, task);
      const request = { siteName: 'tidewater.example', answer, checks: new Map(), options: defaultAuditOptions };
      const { findings } = await analyst.judge(request, task);
      const fixes = findings.find(({ diagnosis }) => diagnosis.path === '/tides/')?.fixes;
      assert.equal(fixes?.[0]?.file, 'static/_redirects');
      assert.equal(fixes[0].because, 'as in 4 of the last 5 commits that added redirects');
    } finally {
      removeFolder(folder);
    }
  });
});
