// `--show` lists what is no finding with the reason of each row, and what leaves nothing alone is said.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '../support/removeFolder.ts';
import { pageRow, savedBody } from '../support/savedBody.ts';
import { runCommand } from '../support/terminal.ts';

describe('the rows beside the findings', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'show-'));
    mkdirSync(join(folder, 'docs/guide'), { recursive: true });
    writeFileSync(join(folder, 'mkdocs.yml'), 'site_name: Docs\nsite_url: https://docs.invalid/\n');
    writeFileSync(join(folder, 'docs/index.md'), '# Docs\n');
    writeFileSync(join(folder, 'docs/guide/setup.md'), '# Setup\n');
    writeFileSync(join(folder, 'docs/_redirects'), '/moved/ /guide/setup/ 301\n');
    writeFileSync(join(folder, '.broken-backlinks-decisions'), '/decided/ ignored\n');
    const rows = [
      pageRow('/old/'),
      pageRow('/few/', {}, { backlinks: 2, referring_domains: 1 }),
      pageRow('/guide/setup/'),
      pageRow('/moved/'),
      pageRow('/unclear/', { status_code: 403 }),
      pageRow('/decided/'),
      pageRow('/wiki/a/'),
      pageRow('http://else.invalid/a/'),
    ];
    writeFileSync(join(folder, 'rows.json'), savedBody(rows));
  });
  after(() => removeFolder(folder));
  const audit = (...words: readonly string[]) =>
    runCommand(['audit', '--repo', folder, '--no-recheck', '--source', join(folder, 'rows.json'), ...words]);
  const ofGroup = (out: string, title: string) => out.split(`\n${title} (`)[1]?.split('\n\n')[0] ?? '';

  it('are listed with their reasons', async () => {
    const words = [
      '--ignore',
      'wiki/**',
      '--minimum-domains',
      '2',
      '--show',
      'cannot-tell,fine',
      '--show',
      'redirected',
    ];
    const { out } = await audit(...words, '--show', 'ignored,left-out');
    assert.match(ofGroup(out, 'Cannot tell'), /^1\)\n 12 links {2}\/unclear\/ {2}the index saw 403 \(.+\)$/);
    assert.match(
      ofGroup(out, 'Fine'),
      /^1\)\n 12 links {2}\/guide\/setup\/ {2}docs\/guide\/setup\.md publishes it; the live site was not asked$/,
    );
    assert.match(
      ofGroup(out, 'Redirected here, waiting for deploy'),
      /^1\)\n 12 links {2}\/moved\/ {2}docs\/_redirects:1 leads to \/guide\/setup\/; waiting for deploy$/,
    );
    const ignored = ofGroup(out, 'Ignored');
    assert.match(ignored, /^2\)\n/);
    assert.match(ignored, /\/decided\/ +ignored by a decision in \.broken-backlinks-decisions$/m);
    assert.match(ignored, /\/wiki\/a\/ +ignored by wiki\/\*\*$/m);
    const left = ofGroup(out, 'Left out');
    assert.match(left, /^2\)\n/);
    assert.match(left, /2 links {2}http:\/\/docs\.invalid\/few\/ +filtered: 1 domain, fewer than 2$/m);
    assert.match(left, /12 links {2}http:\/\/else\.invalid\/a\/ +off-site: else\.invalid is not docs\.invalid$/m);
    assert.doesNotMatch(out, /See them/);
  });
  it('are named where they are not listed', async () => {
    const { out } = await audit('--show', 'fine');
    assert.match(out, /^See them, each with its reason: --show cannot-tell,redirected,ignored,left-out$/m);
    assert.match((await audit('--show', 'all')).out, /^Left out \(1\)$/m);
  });
  it('have no other groups', async () => {
    const { code, err } = await audit('--show', 'broken');
    assert.equal(code, 1);
    assert.match(err, /--show takes cannot-tell, fine, redirected, ignored, left-out or all, not broken/);
  });

  const ignores = [
    'old',
    'old/',
    '/old',
    '/old/',
    'https://docs.invalid/old',
    'http://www.docs.invalid/old/',
    '/{old,older}/',
    '{old,older}',
    'o*',
    '/old/**',
    'https://docs.invalid/o*/',
  ];
  for (const pattern of ignores) {
    it(`are ignored by ${pattern}`, async () => {
      const { out } = await audit('--ignore', pattern, '--show', 'ignored');
      assert.ok(ofGroup(out, 'Ignored').includes(`/old/      ignored by ${pattern}`), out);
      assert.doesNotMatch(out, /matches no broken page/);
    });
  }
  for (const pattern of ['olden', 'https://else.invalid/old/', '/old/{a,b}', '/OLD/']) {
    it(`are none that ${pattern} ignores, which is said`, async () => {
      const { out } = await audit('--ignore', pattern);
      assert.ok(out.includes(`note: --ignore ${pattern} matches no broken page of this answer.`), out);
    });
  }
});
