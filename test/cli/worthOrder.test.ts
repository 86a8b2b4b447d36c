/** The order by worth, wherever findings stand in an order: three strong links come before ten of spam that pass no rank. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { siteFileKeys } from '../../src/core/configuration/keys.ts';
import type { AuditResult } from '../../src/core/report/findings.ts';
import type { FolderResult } from '../../src/vscode/shared/session.ts';
import { rootsOf, treeChildren } from '../../src/vscode/views/brokenPagesTree.ts';
import { gitRepository, longPage, type TestRepository } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

const page = (title: string) => `---\ntitle: ${title}\n---\n${longPage(title)}`;
const header =
  'Referring page title,Referring page URL,Domain rating,Target URL,Target page HTTP code,Anchor,Nofollow,Is spam';
/** `count` links of as many domains, of a rating of 0 to 100. */
const links = (path: string, count: number, rating: number, nofollow: boolean, spam: boolean) =>
  Array.from(
    { length: count },
    (_, at) =>
      `x,https://${path.replace(/\W/g, '')}-${at}.example/,${rating},https://docs.invalid${path},404,x,${nofollow},${spam}`,
  );

describe('the order by worth', () => {
  let repository: TestRepository;
  let folder: string;
  let file: string;
  before(() => {
    repository = gitRepository();
    const pages = ['spam', 'nofollow', 'plain', 'strong'];
    const all = Object.fromEntries(pages.map((name) => [`content/${name}.md`, page(name)]));
    repository.commit({
      'hugo.toml': 'baseURL = "https://docs.invalid/"\n',
      'content/_index.md': page('home'),
      ...all,
    });
    repository.commit(Object.fromEntries(pages.map((name) => [`content/${name}.md`, undefined])));
    folder = mkdtempSync(join(tmpdir(), 'worth-'));
    file = join(folder, 'ahrefs.csv');
    const rows = [
      ...links('/spam/', 10, 25, false, true),
      ...links('/nofollow/', 6, 25, true, false),
      ...links('/plain/', 3, 25, false, false),
      ...links('/strong/', 3, 70, false, false),
    ];
    writeFileSync(file, `${[header, ...rows].join('\n')}\n`);
  });
  after(() => {
    removeFolder(repository.folder);
    removeFolder(folder);
  });
  const run = (...words: readonly string[]) =>
    runCommand(['audit', '--source', file, '--repo', repository.folder, '--no-recheck', ...words]);
  const wanted = ['/strong/', '/plain/', '/nofollow/', '/spam/'];

  for (const format of ['text', 'json'] as const) {
    it(`is that of --format ${format}`, async () => {
      const { out, err, code } = await run('--format', format);
      assert.notEqual(code, 1, err);
      const places = wanted.map((path) => out.indexOf(path));
      assert.ok(!places.includes(-1), out);
      assert.deepEqual(
        [...places].sort((a, b) => a - b),
        places,
        out,
      );
    });
  }

  it('is that of the view, in each of its groups', async () => {
    const { out } = await run('--format', 'json');
    const { findings } = JSON.parse(out) as AuditResult;
    const nothing = { redirected: [], fine: [], cannotTell: [], ignored: [], leftOut: [], notes: [], gaps: [] };
    const result = { findings: [...findings].reverse(), ...nothing } as unknown as AuditResult;
    const folder = { name: 'site' } as unknown as FolderResult['folder'];
    const groups = rootsOf([{ folder, result } as FolderResult]);
    const shown = groups
      .flatMap(treeChildren)
      .flatMap((node) => (node.kind === 'finding' ? [node.finding.broken.path] : []));
    assert.deepEqual(shown, wanted);
  });

  it('is explained in one line', async () => {
    const { out } = await run();
    assert.match(
      out,
      /worth [\d.]+ domains of usual strength \(3 domains, best rank 700 of 1000, all links may pass rank, spam score 0 of 100\)/,
    );
  });

  it('cannot be configured: a threshold leaves pages out, and changes nothing else', async () => {
    const { out } = await run('--format', 'json', '--minimum-domains', '6');
    const { findings } = JSON.parse(out) as { findings: { broken: { path: string } }[] };
    assert.deepEqual(
      findings.map(({ broken }) => broken.path),
      ['/nofollow/', '/spam/'],
    );
    const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as {
      contributes: { configuration: { properties: object } };
    };
    const settings = Object.keys(manifest.contributes.configuration.properties);
    assert.ok(settings.includes('brokenBacklinks.minimumDomains'));
    assert.deepEqual(
      [...Object.keys(siteFileKeys), ...settings].filter((key) => /worth|weight|rank|spam|order|sort/i.test(key)),
      [],
    );
  });
});
