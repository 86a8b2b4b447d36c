import assert from 'node:assert/strict';
import { redirectContext } from '../../src/app/readSnapshot.ts';
import { diagnose } from '../../src/core/audit/diagnose.ts';
import { placeOfFinding, withSeverities } from '../../src/core/audit/placing.ts';
import { type RepoPath, urlPath } from '../../src/core/paths.ts';
import type { RedirectFinding } from '../../src/core/redirects/repair/review.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import type { AuditResult, Finding } from '../../src/core/report/findings.ts';
import { listingOf } from '../../src/core/report/listing.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { brokenPage } from '../support/brokenPage.ts';
import { emptyPast } from '../support/emptyPast.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

const file = (path: string) => path as RepoPath;

function finding(path: string, place: Finding['place'], changes: Partial<Finding> = {}): Finding {
  return {
    broken: { url: `https://a.test${path}`, backlinks: 3, referringDomains: 12, referrers: [], spellings: [] } as never,
    diagnosis: { path: urlPath(path), code: 'removed', suggestions: [] },
    live: undefined,
    severity: 'warning',
    message: path,
    place,
    isRelative: true,
    fixes: [],
    ...changes,
  };
}

function audited(findings: readonly Finding[]): AuditResult {
  return { site: 'a.test', findings, listPlace: { file: file('netlify.toml'), line: 1 } } as never;
}

function wrong(line: number, code = 'loop'): RedirectFinding {
  return { code, severity: 'warning', message: `${code} ${line}`, place: { file: file('_redirects'), line } } as never;
}

describe('where findings show', () => {
  it('on the page of the closest folder above, else on the page that took most of the folder, else at home', async () => {
    const repo = memoryRepo({
      'hugo.toml': 'baseURL = "https://a.test/"\n',
      'content/_index.md': '---\ntitle: Home\n---\n',
      'content/guides/_index.md': '---\ntitle: Guides\n---\n',
      'content/guides/power.md': '---\ntitle: Power\naliases: [/docs/one/, /docs/two/]\n---\nWords.\n',
      'content/guides/tides.md': '---\ntitle: Tides\naliases: [/docs/three/]\n---\nWaves.\n',
    });
    const [detected] = await detectSites(repo);
    assert.ok(detected);
    const site = await openSite(detected, repo, { now: '2026-01-01T00:00:00Z' });
    const redirects = await openRedirects(redirectContext(site, { repo }));
    const snapshot = { site, redirects, past: emptyPast, suggest: () => [] };
    const paths = ['/guides/zq/xyzzy/', '/docs/qqq/', '/wwww/vvvv/'];
    assert.deepEqual(
      Object.fromEntries(
        paths.map((path) => {
          const { place, isRelative } = placeOfFinding(diagnose(brokenPage(path), snapshot), snapshot);
          return [path, [place.file, isRelative]];
        }),
      ),
      {
        '/guides/zq/xyzzy/': ['content/guides/_index.md', true],
        '/docs/qqq/': ['content/guides/power.md', true],
        '/wwww/vvvv/': ['content/_index.md', true],
      },
    );
  });

  it('five on a line at most, the costliest, and the rest in one line where redirects are written', () => {
    const all = Array.from({ length: 138 }, (_, at) =>
      finding(`/old-${at}/`, { file: file('content/_index.md'), line: 1 }),
    );
    const { findings, rest } = listingOf(audited(all), []);
    assert.deepEqual(findings, all.slice(0, 5));
    assert.equal(rest?.count, 133);
    assert.deepEqual(rest?.place, { file: 'netlify.toml', line: 1 });
    assert.match(
      rest?.message ?? '',
      /^133 more broken pages of a\.test, 399 links, such as \/old-5\/\. The list of all 138 /,
    );
  });

  it('leave room for that line where they stand on the same one', () => {
    const all = Array.from({ length: 9 }, (_, at) => finding(`/old-${at}/`, { file: file('netlify.toml'), line: 1 }));
    const { findings, rest } = listingOf(audited(all), []);
    assert.equal(findings.length, 4);
    assert.equal(rest?.count, 5);
  });

  it('each on its rule, however many there are in the file', () => {
    const all = Array.from({ length: 30 }, (_, at) =>
      finding(`/old-${at}/`, { file: file('_redirects'), line: at + 1 }, { isRelative: false }),
    );
    assert.deepEqual(listingOf(audited(all), []), { findings: all, redirects: [], rest: undefined, crowded: [] });
  });

  it('five on a line, with what is wrong with the redirects', () => {
    const all = Array.from({ length: 9 }, (_, at) => finding(`/old-${at}/`, { file: file('_redirects'), line: 1 }));
    const redirects = [...Array.from({ length: 12 }, () => wrong(1)), wrong(2)];
    const { findings, redirects: shown, crowded, rest } = listingOf(audited(all), redirects);
    const onFirst = [...findings, ...shown, ...crowded].filter(({ place }) => place.line === 1);
    assert.equal(onFirst.length, 5);
    assert.equal(findings.length + (rest?.count ?? 0), 9);
    assert.equal(shown.length + (crowded[0]?.count ?? 0), 13);
    assert.match(crowded[0]?.message ?? '', /^11 more problems on this line \(loop 11\)\./);
  });

  it('in red only where the loss is large: the costliest tenth, from so many domains on', () => {
    const all = Array.from({ length: 165 }, (_, at) => finding(`/old-${at}/`, { file: file('a.md'), line: 1 }));
    const red = withSeverities(all, 10).flatMap(({ severity }, at) => (severity === 'error' ? [at] : []));
    assert.deepEqual(
      red,
      Array.from({ length: 16 }, (_, at) => at),
    );
    assert.ok(withSeverities(all, 13).every(({ severity }) => severity === 'warning'));
    assert.equal(withSeverities(all.slice(0, 1), 10)[0]?.severity, 'error');
  });
});
