import assert from 'node:assert/strict';
import { redirectContext } from '../../src/app/readSnapshot.ts';
import { audit, defaultAuditOptions } from '../../src/core/audit/audit.ts';
import type { SiteSnapshot } from '../../src/core/audit/diagnose.ts';
import { notInAudit } from '../../src/core/audit/overlap.ts';
import type { PastAddresses } from '../../src/core/history/past.ts';
import type { BrokenPage, PastPage, Suggestion } from '../../src/core/model.ts';
import { type RepoPath, urlKey, urlPath } from '../../src/core/paths.ts';
import { reviewRedirects } from '../../src/core/redirects/repair/review.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import type { AuditOptions, AuditResult, LiveCheck } from '../../src/core/report/findings.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { brokenPage } from '../support/brokenPage.ts';
import { emptyPast } from '../support/emptyPast.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

const siteFiles = {
  'docusaurus.config.js':
    "module.exports = { url: 'https://example.org', baseUrl: '/', presets: [['classic', { blog: false, docs: { routeBasePath: '/' } }]] };\n",
  'docs/guide/install.md': '# Install\n',
  'docs/guide/plan.md': '---\ntitle: Plan\ndraft: true\n---\n',
  'static/_redirects': '/power /guide/install 301\n',
};

const install = (confidence: number): Suggestion => ({
  url: urlPath('/guide/install'),
  file: 'docs/guide/install.md' as RepoPath,
  confidence,
  confident: confidence > 0.9,
  evidence: [{ kind: 'rename', text: 'renamed in bbbbbbb on 2022-01-14, 96 % alike', weight: 3 }],
});

const deleted: PastPage = {
  url: urlPath('/setup'),
  file: 'docs/setup.md' as RepoPath,
  first: { hash: 'a'.repeat(40), date: '2020-01-01' },
  last: { hash: 'b'.repeat(40), date: '2022-01-14' },
  fate: { kind: 'deleted' },
};

interface Parts {
  readonly suggestions?: readonly Suggestion[];
  readonly past?: PastAddresses;
  readonly checks?: ReadonlyMap<string, LiveCheck>;
  readonly options?: Partial<AuditOptions>;
  readonly files?: Readonly<Record<string, string>>;
}

async function snapshotOf(parts: Parts): Promise<SiteSnapshot> {
  const repo = memoryRepo({ ...siteFiles, ...parts.files });
  const [detected] = await detectSites(repo);
  const site = await openSite(detected!, repo, { now: '2026-01-01T00:00:00Z' });
  const redirects = await openRedirects(redirectContext(site, { repo }));
  return { site, redirects, past: parts.past ?? emptyPast, suggest: () => parts.suggestions ?? [] };
}

async function run(pages: readonly BrokenPage[], parts: Parts = {}): Promise<AuditResult> {
  return audit({
    siteName: 'example.org',
    answer: { source: 'file', asked: '2026-11-20', pages, leftOut: [], truncated: false, costMicros: 0, notes: [] },
    snapshot: await snapshotOf(parts),
    checks: parts.checks ?? new Map(),
    options: { ...defaultAuditOptions, ...parts.options },
  });
}

const setup = brokenPage('/setup');
const wasDeleted: PastAddresses = {
  lookup: (path) => (urlKey(path) === '/setup' ? [deleted] : []),
  urls: () => [],
  size: 1,
  reach: 'whole',
};
const check = (verdict: LiveCheck['verdict'], status = 404): ReadonlyMap<string, LiveCheck> =>
  new Map([[setup.url, { verdict, status, checked: '2026-11-21', detail: '' }]]);
const messages = ({ findings }: AuditResult): readonly string[] => findings.map(({ message }) => message);

describe('audit', () => {
  it('shows a page with strong evidence on the page that replaced it', async () => {
    const { findings } = await run([setup], { suggestions: [install(0.97)], past: wasDeleted });
    assert.deepEqual(
      findings.map(({ message, place, severity }) => ({ message, place, severity })),
      [
        {
          message:
            '/setup answers 404 (seen 2026-10-02); 41 links from 12 domains. This page replaced it: renamed in bbbbbbb on 2022-01-14, 96 % alike.',
          place: { file: 'docs/guide/install.md', line: 1 },
          severity: 'error',
        },
      ],
    );
  });
  it('says no more than its evidence does', async () => {
    const { findings } = await run([setup], { suggestions: [install(0.59)], past: wasDeleted });
    assert.match(findings[0]?.message ?? '', / This page may have replaced it \(\.59\): renamed in /);
    const titles = findings[0]?.fixes.map(({ title }) => title) ?? [];
    assert.ok(
      titles.some((title) => /\(\.59 fair; /.test(title)),
      titles.join('\n'),
    );
  });
  it('shows a weak suggestion on the redirect file, and does not prefer it', async () => {
    const { findings } = await run([setup], { suggestions: [install(0.2)], past: wasDeleted });
    assert.equal(findings[0]?.place.file, 'static/_redirects');
    assert.equal(
      findings[0]?.message,
      '/setup answers 404 (seen 2026-10-02); 41 links from 12 domains. Its page docs/setup.md was deleted in bbbbbbb, 2022-01-14; closest page: /guide/install (weak).',
    );
    assert.ok(findings[0]?.fixes.every((fix) => !fix.isPreferred));
  });
  it('shows what has no suggestion and no relative where redirects are written, without a fix', async () => {
    const { findings } = await run([setup]);
    assert.equal(findings[0]?.place.file, 'static/_redirects');
    assert.deepEqual(findings[0]?.fixes, []);
  });
  it('offers to answer 410 for a page that was removed, where its redirects are', async () => {
    const { findings } = await run([setup], { past: wasDeleted });
    assert.equal(findings[0]?.place.file, 'static/_redirects');
    assert.equal(findings[0]?.removal, 'removed in bbbbbbb and nothing replaced it: answer 410 Gone, or leave it');
    assert.deepEqual(
      findings[0]?.fixes.map(({ title, isPreferred }) => ({ title, isPreferred })),
      [{ title: 'Answer 410 Gone for /setup (static/_redirects, 410)', isPreferred: false }],
    );
  });
  it('prefers one fix, and only with strong evidence', async () => {
    const { findings } = await run([setup], { suggestions: [install(0.97)] });
    assert.deepEqual(
      findings[0]?.fixes.map((fix) => fix.isPreferred),
      findings[0]?.fixes.map((_, rank) => rank === 0),
    );
    assert.match(findings[0]?.fixes[0]?.title ?? '', /^Redirect \/setup to \/guide\/install \(/);
  });
  it('says that a draft is one, as information on its file', async () => {
    const { findings } = await run([brokenPage('/guide/plan')]);
    assert.deepEqual(findings[0]?.place, { file: 'docs/guide/plan.md', line: 3 });
    assert.equal(findings[0]?.severity, 'information');
    assert.match(findings[0]?.message ?? '', /because this page is a draft; 41 links from 12 domains\.$/);
  });
  it('keeps what is redirected in the working tree out of the findings', async () => {
    const result = await run([brokenPage('/power')]);
    assert.deepEqual(result.findings, []);
    assert.equal(result.redirected[0]?.diagnosis.rule?.line, 1);
  });
  it('believes the live site: broken is reported with its day, fine is not', async () => {
    assert.match(
      messages(await run([setup], { checks: check('broken', 410) }))[0] ?? '',
      /answers 410 \(checked 2026-11-21\)/,
    );
    const fine = await run([setup], { checks: check('fine', 200) });
    assert.deepEqual([fine.findings.length, fine.fine.length], [0, 1]);
  });
  it('lets the index stand where the live site cannot tell, and says so', async () => {
    const { findings, cannotTell, outcome, notes } = await run([setup], { checks: check('cannot-tell', 403) });
    assert.deepEqual([findings.length, cannotTell.length, outcome], [1, 0, 'findings']);
    assert.match(
      findings[0]?.message ?? '',
      /^\/setup answers 404 \(seen 2026-10-02\), not confirmed live \(403\); 41 links from 12 domains\./,
    );
    assert.match(notes[0]?.message ?? '', /^The live site could not be asked about any of them/);
  });
  it('does not report a published page that nobody saw failing since', async () => {
    const page = brokenPage('/guide/install');
    assert.deepEqual((await run([page])).findings, []);
    const live = new Map([[page.url, { verdict: 'broken', status: 404, checked: '2026-11-21', detail: '' } as const]]);
    assert.match(
      messages(await run([page], { checks: live }))[0] ?? '',
      /docs\/guide\/install\.md publishes it: the deploy is behind/,
    );
  });
  it('orders by lost domains, then links', async () => {
    const page = (path: string, referringDomains: number, backlinks: number) =>
      brokenPage(path, { referringDomains, backlinks });
    const { findings } = await run([page('/a', 2, 2), page('/b', 9, 9), page('/c', 2, 5)]);
    assert.deepEqual(
      findings.map(({ broken }) => broken.path),
      ['/b', '/c', '/a'],
    );
  });
  it('leaves alone what the user ignores, by path or by glob', async () => {
    const pages = [brokenPage('/setup/'), brokenPage('/tag/a/'), brokenPage('/keep/')];
    const { findings, ignored } = await run(pages, { options: { ignore: ['/setup', '/tag/**'] } });
    assert.deepEqual(
      findings.map(({ broken }) => broken.path),
      ['/keep/'],
    );
    assert.equal(ignored.length, 2);
  });
  it('reports neither pages of few domains nor nofollow links alone where that is asked', async () => {
    const pages = [brokenPage('/a', { referringDomains: 1 }), brokenPage('/b', { dofollow: 0 }), brokenPage('/c')];
    const { findings } = await run(pages, { options: { minimumDomains: 2, dofollowOnly: true } });
    assert.deepEqual(
      findings.map(({ broken }) => broken.path),
      ['/c'],
    );
  });
});

describe('a redirect that answers and leads nowhere', () => {
  const files = { 'static/_redirects': '/setup /guide/none 301\n/other /guide/none 301\n' };

  it('is said once, by the audit, which knows the links', async () => {
    const { findings } = await run([setup], { files });
    const { redirects } = await snapshotOf({ files });
    const review = reviewRedirects(redirects).findings;
    assert.deepEqual(
      review.map(({ code, place }) => [code, place.line]),
      [
        ['dead-target', 1],
        ['dead-target', 2],
      ],
    );
    assert.deepEqual(
      findings.map(({ diagnosis, place }) => [diagnosis.code, place.line]),
      [['redirect-broken', 1]],
    );
    assert.deepEqual(
      notInAudit(review, findings).map(({ place }) => place.line),
      [2],
    );
    assert.deepEqual(notInAudit(review, []), review);
  });

  it('is mended in the file of the rule, where alone it helps', async () => {
    const { findings } = await run([setup], { files, suggestions: [install(0.97)] });
    assert.match(
      findings[0]?.message ?? '',
      /leads to \/guide\/none, which no file publishes; closest page: \/guide\/install/,
    );
    assert.deepEqual(
      findings[0]?.fixes.map(({ file, isPreferred }) => [file, isPreferred]),
      [['static/_redirects', true]],
    );
  });

  it('leaves alone what somebody decided to ignore, in any spelling of the address', async () => {
    const snapshot = await snapshotOf({ suggestions: [install(0.97)] });
    const { findings, ignored } = await audit({
      siteName: 'example.org',
      answer: {
        source: 'file',
        asked: '2026-11-20',
        pages: [setup],
        leftOut: [],
        truncated: false,
        costMicros: 0,
        notes: [],
      },
      snapshot: { ...snapshot, decisions: [{ kind: 'ignored', from: urlPath('/setup/') }] },
      checks: new Map(),
      options: defaultAuditOptions,
    });
    assert.deepEqual([findings.length, ignored.length], [0, 1]);
  });
});

describe('a redirect that was taken out', () => {
  it('is said in place of what became of the page, and put back by the preferred fix', async () => {
    const files = { 'static/_redirects': '/power /guide/install 301\n' };
    const before = await snapshotOf({
      files: { 'static/_redirects': `/setup /guide/install 301\n${files['static/_redirects']}` },
    });
    const snapshot = { ...(await snapshotOf({ files, past: wasDeleted })), committed: before.redirects };
    const { findings } = await audit({
      siteName: 'example.org',
      answer: {
        source: 'file',
        asked: '2026-11-20',
        pages: [setup],
        leftOut: [],
        truncated: false,
        costMicros: 0,
        notes: [],
      },
      snapshot,
      checks: new Map(),
      options: defaultAuditOptions,
    });
    assert.match(
      findings[0]?.message ?? '',
      /\. Its redirect to \/guide\/install was removed from static\/_redirects since the last commit\.$/,
    );
    assert.deepEqual(findings[0]?.place, { file: 'static/_redirects', line: 1 });
    assert.deepEqual(
      findings[0]?.fixes.map(({ file, redirect, isPreferred }) => [file, redirect.to, isPreferred]),
      [['static/_redirects', '/guide/install', true]],
    );
  });
});

describe('an audit of many pages', () => {
  it('ends at the page at which it is cancelled', async () => {
    const controller = new AbortController();
    let judged = 0;
    const pages = Array.from({ length: 500 }, (_, i) => brokenPage(`/gone-${i}`, { status: 404 }));
    const snapshot = await snapshotOf({});
    const counting: SiteSnapshot = {
      ...snapshot,
      suggest: () => {
        judged++;
        return [];
      },
    };
    const cancelled = audit({
      siteName: 'example.org',
      answer: { source: 'file', asked: '2026-11-20', pages, leftOut: [], truncated: false, costMicros: 0, notes: [] },
      snapshot: counting,
      checks: new Map(),
      options: defaultAuditOptions,
      signal: controller.signal,
      // As a signal of the system: it arrives when the program waits, and not before.
      pause: async () => {
        if (judged >= 10) controller.abort();
      },
    });
    await assert.rejects(cancelled, { name: 'AbortError' });
    assert.ok(judged >= 10 && judged < 30, `${judged} pages were judged`);
  });
});
