import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import type { AuditResult, Finding } from '../../../src/core/report/findings.ts';
import type { Shown } from '../../../src/core/report/shown.ts';
import { shownStore } from '../../../src/io/stores/shownStore.ts';
import { removeFolder } from '../../support/removeFolder.ts';

const logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const site = 'file:///home/me/site';

function finding(path: string): Finding {
  const url = `https://tidewater.example${path}`;
  const referrer = { from: 'https://news.example/', fromDomain: 'news.example', to: url, dofollow: true };
  return {
    broken: {
      url,
      spellings: [url, `${url}?a=1`],
      path: urlPath(path),
      status: 404,
      statusSeen: '2026-10-02',
      backlinks: 41,
      referringDomains: 12,
      dofollow: 9,
      rank: undefined,
      firstSeen: undefined,
      lastSeen: undefined,
      referrers: Array.from({ length: 40 }, () => ({
        ...referrer,
        fromTitle: undefined,
        anchor: undefined,
        domainRank: undefined,
        firstSeen: undefined,
        lastSeen: undefined,
      })),
    },
    diagnosis: {
      path: urlPath(path),
      code: 'removed',
      suggestions: Array.from({ length: 9 }, (_, at) => ({
        url: urlPath(`/page-${at}/`),
        file: `content/page-${at}.md` as RepoPath,
        confidence: 0.2,
        confident: false,
        evidence: [{ kind: 'words', text: 'shares words', weight: 1 }],
      })),
    },
    live: undefined,
    severity: 'warning',
    message: `${path} answers 404.`,
    place: { file: 'content/notes.md' as RepoPath, line: 1 },
    fixes: [],
  };
}

function shown(findings: readonly Finding[]): Shown {
  const result: AuditResult = {
    site: 'tidewater.example',
    outcome: 'findings',
    gaps: [],
    asked: '2026-11-20',
    source: 'dataforseo',
    findings,
    redirected: [],
    fine: [],
    cannotTell: [],
    ignored: [],
    directoryRules: [],
    leftOut: [],
    notes: [],
    truncated: false,
  };
  const review = { findings: [], rules: 3, files: new Set(['static/_redirects' as RepoPath]) };
  return { at: 1_795_000_000_000, result, review, top: { directory: '/home/me', folder: 'site' as RepoPath } };
}

describe('shownStore', () => {
  let folder: string;
  const open = () => shownStore(folder, logger);
  const file = () => join(folder, readdirSync(folder)[0] ?? '');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shown-'));
  });
  afterEach(() => removeFolder(folder));

  it('gives back what is shown of a folder, for that folder alone', async () => {
    await open().keep(site, shown([finding('/setup/')]));
    const kept = await open().read(site);
    assert.equal(kept?.result?.findings[0]?.message, '/setup/ answers 404.');
    assert.deepEqual([...(kept?.review?.files ?? [])], ['static/_redirects']);
    assert.deepEqual(kept?.top, { directory: '/home/me', folder: 'site' });
    assert.equal(await open().read(`${site}-two`), undefined);
  });

  it('is small: 2,000 findings with long lists take less than 4 MB', async () => {
    await open().keep(site, shown(Array.from({ length: 2000 }, (_, at) => finding(`/old-${at}/`))));
    assert.ok(readFileSync(file()).length < 4_000_000, `${readFileSync(file()).length} bytes`);
    assert.equal((await open().read(site))?.result?.findings.length, 2000);
  });

  it('takes fields that a later version added, and hands them on', async () => {
    await open().keep(site, shown([finding('/setup/')]));
    const later = JSON.parse(readFileSync(file(), 'utf8'));
    later.result.findings[0].mood = 'calm';
    writeFileSync(file(), JSON.stringify(later));
    assert.equal((await open().read(site))?.result?.findings[0]?.message, '/setup/ answers 404.');
  });

  const damages: Readonly<Record<string, (kept: ReturnType<typeof JSON.parse>) => unknown>> = {
    'a place outside of the repository': (kept) => (kept.result.findings[0].place.file = '../../etc/passwd'),
    'a folder outside of its repository': (kept) => (kept.top.folder = '../x'),
    'a message that is none': (kept) => (kept.result.findings[0].message = 7),
    'a missing list': (kept) => delete kept.result.redirected,
    'a fix without a file': (kept) => (kept.result.findings[0].fixes = [{ title: 'x' }]),
    'another folder': (kept) => (kept.of = 'file:///elsewhere'),
    'a time that is none': (kept) => (kept.at = 'yesterday'),
  };
  for (const [what, damage] of Object.entries(damages)) {
    it(`shows nothing of a file with ${what}`, async () => {
      await open().keep(site, { ...shown([finding('/setup/')]), review: undefined });
      const kept = JSON.parse(readFileSync(file(), 'utf8'));
      damage(kept);
      writeFileSync(file(), JSON.stringify(kept));
      assert.equal(await open().read(site), undefined);
    });
  }

  it('shows nothing of a file that is cut off', async () => {
    await open().keep(site, shown([finding('/setup/')]));
    writeFileSync(file(), readFileSync(file(), 'utf8').slice(0, 300));
    assert.equal(await open().read(site), undefined);
  });

  it('forgets', async () => {
    await open().keep(site, shown([finding('/setup/')]));
    await open().clear();
    assert.equal(await open().read(site), undefined);
  });
});
