import assert from 'node:assert/strict';
import type { Quote } from '../../../src/core/backlinks/source.ts';
import { priceQuestion } from '../../../src/vscode/auditing/confirmPrice.ts';
import { progressText } from '../../../src/vscode/auditing/task.ts';
import { textsAround } from '../../../src/vscode/views/brokenPagesRows.ts';
import { rootsOf, treeChildren } from '../../../src/vscode/views/brokenPagesTree.ts';
import { evidenceText } from '../../../src/vscode/views/evidenceText.ts';
import { originLine, summaryLine, takenAwayLine } from '../../../src/vscode/views/summary.ts';
import { folderNamed } from '../support/extension.ts';
import { finding, result } from '../support/results.ts';

const quote: Quote = {
  source: 'dataforseo',
  call: 'pages',
  plan: 'domain-pages',
  planTitle: 'pages',
  maximumRows: 1000,
  rowsAre: 'pages',
  lines: [],
  highestMicros: 60_000,
  balanceMicros: 12_400_000,
  free: [],
  notes: [],
};
const asked = { source: 'DataForSEO', rows: 'broken pages of example.org', keptDays: 30, canBeFewer: true };

describe('what is said', () => {
  it('before money is spent', () => {
    assert.equal(
      priceQuestion(quote, asked),
      'DataForSEO: at most $0.06 for up to 1,000 broken pages of example.org (balance $12.40). Answers are kept for 30 days.',
    );
    assert.equal(
      priceQuestion({ ...quote, balanceMicros: undefined }, { ...asked, keptDays: 0 }),
      'DataForSEO: at most $0.06 for up to 1,000 broken pages of example.org. The answer is not used again.',
    );
  });

  it('while something takes long', () => {
    assert.equal(progressText('Reading the repository', 500, 2569), 'Reading the repository (500 of 2,569)');
    assert.equal(progressText('Reading redirects', undefined, undefined), 'Reading redirects');
  });

  it('in the log, of where findings come from', () => {
    const about = result({ findings: [finding('/setup/')] });
    const pages = about.findings.map(({ broken }) => broken);
    const answer = { asked: '2026-11-20', pages, leftOut: [], truncated: false, costMicros: 0, notes: [] };
    const check = { verdict: 'broken', status: 404, checked: '2026-11-21', detail: 'answers 404' } as const;
    const checks = new Map([['https://tidewater.example/setup/', check]]);
    assert.equal(
      originLine(about, { answer: { ...answer, source: 'dataforseo' }, checks }),
      '1 finding of tidewater.example. Links: dataforseo, answer of 2026-11-20 with 1 page. Live site: 1 answer of 2026-11-21.',
    );
    assert.match(
      originLine(about, { answer: { ...answer, source: 'history' }, checks: new Map() }),
      /no source was asked.*not asked\.$/,
    );
  });

  it('at the end of an audit', () => {
    const findings = [finding('/setup/'), finding('/launch/')];
    const pages = [...findings, finding('/old/')].map(({ broken }) => broken);
    const answer = {
      source: 'dataforseo',
      asked: '2026-11-20',
      leftOut: [],
      truncated: false,
      costMicros: 27_600,
      notes: [],
    };
    assert.equal(
      summaryLine(result({ findings }), { ...answer, pages }),
      '2 broken pages of tidewater.example, 82 links. Cost $0.03. 1 more needs no action now.',
    );
    const elsewhere = finding('/setup/');
    const other = { ...elsewhere, broken: { ...elsewhere.broken, url: 'https://buoy.example/setup/' } };
    assert.match(
      summaryLine(result({ findings: [other, ...findings] }), { ...answer, pages }),
      /^3 broken pages of buoy\.example, tidewater\.example, /,
    );
    assert.equal(
      summaryLine(result(), { ...answer, pages: [], costMicros: 0 }),
      'No broken page of tidewater.example receives backlinks (asked on 2026-11-20).',
    );
  });

  it('after pages were deleted to which links lead', () => {
    const [most, less] = [finding('/docs/setup/').broken, finding('/docs/ü/').broken];
    const one = { ...less, backlinks: 1, referringDomains: undefined };
    assert.equal(
      takenAwayLine('tidewater.example', { pages: [most], asked: '2026-10-26' }),
      '41 links from 12 domains lead to /docs/setup/ of tidewater.example, whose page was deleted or renamed. Numbers of 2026-10-26.',
    );
    assert.equal(
      takenAwayLine('tidewater.example', { pages: [one], asked: '2026-10-26' }),
      '1 link leads to /docs/%C3%BC/ of tidewater.example, whose page was deleted or renamed. Numbers of 2026-10-26.',
    );
    assert.equal(
      takenAwayLine('tidewater.example', { pages: [most, one], asked: '2026-10-26' }),
      '42 links lead to 2 addresses of tidewater.example whose pages were deleted or renamed, most of them to /docs/setup/ (41 links from 12 domains). Numbers of 2026-10-26.',
    );
  });

  it('at the end of an audit that could not know', () => {
    const gap = { kind: 'unreadable-answer', count: 10, message: 'The answer cannot be read: items is null.' } as const;
    const answer = {
      source: 'dataforseo',
      asked: '2026-11-20',
      pages: [],
      leftOut: [],
      truncated: true,
      costMicros: 24_000,
      notes: [],
    };
    assert.equal(
      summaryLine(result({ outcome: 'incomplete', gaps: [gap] }), answer),
      'Incomplete: no page of tidewater.example is known for certain to be broken. Cost $0.03. The answer cannot be read: items is null.',
    );
    const [notes] = rootsOf([
      { folder: folderNamed(), result: result({ outcome: 'incomplete', gaps: [gap] }), asOf: undefined },
    ]);
    assert.ok(notes?.kind === 'group' && notes.id === 'notes');
    assert.deepEqual(treeChildren(notes).length, 1);
  });

  it('in the document of one broken page', () => {
    assert.deepEqual(evidenceText(finding('/setup/')).lines, [
      'https://tidewater.example/setup/',
      '404 on 2026-10-02 (index)',
      '41 links · 12 domains · 9 dofollow',
      'worth 11.5 domains of usual strength (12 domains, best rank 512 of 1000, 9 of 41 links may pass rank, spam scores unknown)',
      '',
      '/setup/ answers 404;',
      '41 links from 12 domains.',
      '',
      '1. /notes/  .97  strong  notes.md',
      '     renamed in 1a2b3c4, 2023-04-01',
      '',
      'Who links here, strongest first',
      '  https://news.example/tides  (rank 512) "how to set up", seen 2026-10-02',
      '',
    ]);
  });

  it('above the view, with the day of the index, not that of asking', () => {
    const about = (changes: Parameters<typeof result>[0]) =>
      textsAround([{ folder: folderNamed(), result: result(changes), asOf: undefined }]).description;
    const newer = finding('/launch/');
    const seen = { ...newer.broken, statusSeen: '2026-10-30' };
    const findings = [finding('/setup/'), { ...newer, broken: seen }];
    assert.equal(about({ findings }), 'tidewater.example · index of 2026-10-30');
    assert.equal(about({ fine: findings, source: 'file' }), 'tidewater.example · files of 2026-10-30');
    assert.equal(about({}), 'tidewater.example · asked on 2026-11-20');
  });

  it('in the view, what is lost most first', () => {
    const small = finding('/small/');
    const session = result({
      findings: [{ ...small, broken: { ...small.broken, referringDomains: 2 } }, finding('/setup/')],
      ignored: [finding('/spam/')],
      leftOut: [{ url: 'https://cdn.example/x', reason: 'off-site', detail: 'another host', backlinks: 3 }],
      notes: [{ message: 'URLs of 12 files are unknown.' }],
    });
    const groups = rootsOf([{ folder: folderNamed(), result: session, asOf: undefined }]);
    const shown = groups.map((group) => [
      group.kind === 'group' ? group.id : group.kind,
      treeChildren(group).map((leaf) => (leaf.kind === 'finding' ? leaf.finding.diagnosis.path : leaf.kind)),
    ]);
    assert.deepEqual(shown, [
      ['strong', ['/setup/', '/small/']],
      ['ignored', ['/spam/']],
      ['left-out', ['left-out']],
      ['notes', ['note']],
    ]);
    const leaves = groups.flatMap((group) => treeChildren(group));
    assert.deepEqual(
      leaves.map((leaf) => treeChildren(leaf).map((row) => (row.kind === 'target' ? row.page.url : row.kind))),
      [['/notes/'], ['/notes/'], [], [], []],
      'where the open ones could lead stands below them',
    );
  });
});
