import assert from 'node:assert/strict';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { lostFindings } from '../support/lostFindings.ts';
import { removeFolder } from '../support/removeFolder.ts';

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
      const { found } = await lostFindings(folder, 'tidewater.example');
      const fixes = found.find(({ diagnosis }) => diagnosis.path === '/tides/')?.fixes;
      assert.equal(fixes?.[0]?.file, 'static/_redirects');
      assert.equal(fixes[0].because, 'as in 4 of the last 5 commits that added redirects');
    } finally {
      removeFolder(folder);
    }
  });
});
