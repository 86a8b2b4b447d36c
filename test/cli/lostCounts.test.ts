/** Lost addresses are ranked by what is held of their links, and nobody is asked for more. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshotColumns, snapshotFile } from '../../src/core/backlinks/snapshot.ts';
import { createSample } from '../../src/sample/createSample.ts';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { sampleData, sampleFolder } from '../support/sampleIndex.ts';
import { startStandIn } from '../support/standIn/server.ts';
import { runCommand } from '../support/terminal.ts';

interface Found {
  readonly message: string;
  readonly broken: {
    readonly path: string;
    readonly backlinks: number | null;
    readonly referringDomains: number | null;
    readonly counts?: readonly { readonly source: string }[];
  };
}

const findingsOf = (out: string) => (JSON.parse(out) as { readonly findings: readonly Found[] }).findings;
const page = (title: string) => `---\ntitle: ${title}\n---\n${longPage(title)}`;

describe('lost addresses of which links are known', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lost-counts-'));
  });
  afterEach(() => removeFolder(folder));

  it('come first, as the snapshot in the repository counts them', async () => {
    const repository = gitRepository(folder);
    const names = ['a', 'b', 'c', 'd'];
    repository.commit({
      'hugo.toml': 'baseURL = "https://docs.invalid/"\n',
      'content/_index.md': page('home'),
      ...Object.fromEntries(names.map((name) => [`content/${name}.md`, page(name)])),
    });
    repository.commit(Object.fromEntries(names.map((name) => [`content/${name}.md`, undefined])));
    const run = (...words: readonly string[]) => runCommand(['lost', '--repo', folder, ...words]);
    assert.deepEqual(
      findingsOf((await run('--format', 'json')).out).map(({ broken }) => broken.path),
      ['/a/', '/b/', '/c/', '/d/'],
    );
    const rows = [
      snapshotColumns,
      ['https://docs.invalid/b/', 404, '2026-10-02', 4, 3, '2026-10-18'],
      ['https://docs.invalid/d/', 404, '2026-10-02', 40, 30, '2026-10-18'],
      ['https://other.invalid/a/', 404, '2026-10-02', 99, 99, '2026-10-18'],
    ];
    writeFileSync(join(folder, snapshotFile), `${rows.map((row) => row.join('\t')).join('\n')}\n`);
    const found = findingsOf((await run('--format', 'json')).out);
    assert.deepEqual(
      found.map(({ broken: { path, backlinks, referringDomains } }) => [path, backlinks, referringDomains]),
      [
        ['/d/', 40, 30],
        ['/b/', 4, 3],
        ['/a/', null, null],
        ['/c/', null, null],
      ],
    );
    assert.match(found[0]?.message ?? '', /^\/d\/ was published once .*; 40 links from 30 domains/);
    assert.match(found[2]?.message ?? '', /^\/a\/ was published once .*; links unknown/);
    const { out } = await run();
    assert.match(out, /published once; links known of 2 of 4 from stored answers/);
    const { out: top } = await run('--top', '1', '--format', 'json');
    assert.deepEqual(
      findingsOf(top).map(({ broken }) => broken.path),
      ['/d/'],
    );
  });

  it('have the numbers of an answer that was paid for, without another request', async () => {
    const index = await startStandIn({ data: await sampleData(sampleFolder), balanceMicros: 12_400_000 });
    try {
      await createSample(join(folder, 'site'), sampleFolder);
      const env = {
        DATAFORSEO_LOGIN: index.login,
        DATAFORSEO_PASSWORD: index.password,
        DATAFORSEO_API: index.url,
        BROKEN_BACKLINKS_HOME: join(folder, 'home'),
      };
      const run = (...words: readonly string[]) => runCommand([...words, '--repo', join(folder, 'site')], { env });
      const paid = findingsOf((await run('audit', '--no-recheck', '--max-cost', '1', '--format', 'json')).out);
      const asked = index.requests.length;
      const lost = findingsOf((await run('lost', '--format', 'json')).out);
      assert.equal(index.requests.length, asked);
      const counted = new Map(paid.map(({ broken }) => [broken.path, broken.backlinks]));
      const both = lost.filter(({ broken }) => counted.has(broken.path));
      assert.ok(both.length > 1);
      for (const { broken } of both) {
        assert.equal(broken.backlinks, counted.get(broken.path));
        assert.match(broken.counts?.[0]?.source ?? '', /^DataForSEO.*, stored 2026-11-23$/);
      }
      assert.deepEqual(lost.slice(0, both.length), both, 'those with links come first');
      rmSync(join(folder, 'home'), { recursive: true });
      const without = findingsOf((await run('lost', '--format', 'json')).out);
      assert.deepEqual(
        without.map(({ broken }) => broken.backlinks),
        without.map(() => null),
      );
    } finally {
      await index.close();
    }
  });
});
