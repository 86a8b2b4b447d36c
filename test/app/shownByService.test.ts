import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

/** As in bytebase/bytebase.com@f506969036: documentation that Mintlify shows at a name of its own, beside a program. */
const files = (canonical: string) => ({
  'docs/docs.json': JSON.stringify({
    $schema: 'https://mintlify.com/docs.json',
    navigation: { pages: ['index', 'a', 'b'] },
    seo: { metatags: { canonical } },
    redirects: [{ source: '/old', destination: '/a' }],
  }),
  'docs/index.mdx': '# Home\n',
  'docs/a.mdx': '# A\n',
  'docs/b.mdx': '# B\n',
  'next.config.js':
    "module.exports = { trailingSlash: true, redirects: () => [{ source: '/gone', destination: '/none', permanent: true }] };\n",
});

describe('a site that a service shows', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shown-by-'));
  });
  afterEach(() => removeFolder(folder));

  async function check(canonical: string) {
    for (const [path, text] of Object.entries(files(canonical))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return runCommand(['redirects', '--check', '--repo', folder]);
  }

  it('has no redirects of a program beside it', async () => {
    const { code, out, err } = await check('https://docs.example.org');
    assert.deepEqual([code, out], [0, '']);
    assert.match(err, /Checked 1 redirect rule of Mintlify in docs: nothing found\./);
  });
  it('may have them where it is shown below a folder of the other', async () => {
    const { err } = await check('https://example.org/docs');
    assert.match(err, /Checked 2 redirect rules of Mintlify in docs/);
  });
});
