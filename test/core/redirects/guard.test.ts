import assert from 'node:assert/strict';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import { lostRedirect } from '../../../src/core/redirects/checks/guard.ts';
import { redirectEdit } from '../../../src/core/redirects/repair/repairOffer.ts';
import { reviewRedirects } from '../../../src/core/redirects/repair/review.ts';
import { committedTable, redirectFiles } from '../../../src/core/redirects/simulate/committed.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { brokenPage } from '../../support/brokenPage.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const file = 'static/_redirects' as RepoPath;
const pages = '/ content/_index.md home\n/new/ content/new.md\n/about/ content/about.md\n';
const toml = '[[redirects]]\n  from = "/*"\n  to = "/about/"\n';

/** The redirects of the working tree, and as they were. */
async function tables(before: string, now: string, others: Readonly<Record<string, string>> = {}) {
  const files = new Map([[file as string, now], ...Object.entries(others)]);
  const context = redirectSite({ context: 'host: netlify\ngenerators: hugo', pages, files });
  const table = await openRedirects(context);
  return { table, committed: committedTable(table, await redirectFiles(table), new Map([[file, before]])), context };
}

async function guarded(before: string, now: string) {
  const { table, committed, context } = await tables(before, now);
  const { findings } = reviewRedirects(table, { pages: [brokenPage('/old')], committed });
  return { findings: findings.filter(({ code }) => code === 'target-changed'), context };
}

describe('a rule that links come through', () => {
  const before = '/x /about/ 301\n/old /new/ 302\n';

  it('is told when it leads elsewhere than in the last commit, and can be led back', async () => {
    const now = '/x /about/ 301\n/old /about/ 302\n';
    const { findings, context } = await guarded(before, now);
    const [finding, ...others] = findings;
    assert.equal(others.length, 0);
    assert.match(
      finding?.message ?? '',
      /^\/old led to \/new\/ in the last commit and leads to \/about\/ now; \d+ links? from \d+ domains? use this redirect\.$/,
    );
    assert.deepEqual([finding?.severity, finding?.place.line], ['information', 2]);
    assert.deepEqual(
      finding?.fixes.map(({ title, isPreferred }) => [title, isPreferred]),
      [['Lead /old to /new/ again', false]],
    );
    const edit = redirectEdit(finding!.fixes[0]!, now, context);
    assert.ok(!('refused' in edit));
    assert.equal(applyEdits(now, edit.edits), before);
  });
  it('is a warning when it leads home', async () => {
    const { findings } = await guarded(before, '/old / 302\n');
    assert.deepEqual(
      findings.map(({ severity }) => severity),
      ['warning'],
    );
  });
  it('is not told when it only takes a shorter way', async () => {
    assert.deepEqual((await guarded('/old /mid 301\n/mid /new/ 301\n', '/old /new/ 301\n')).findings, []);
  });
  it('is not told when the page it led to is gone', async () => {
    assert.deepEqual((await guarded('/old /gone/ 301\n', '/old /new/ 301\n')).findings, []);
  });
  it('is not told when it is new', async () => {
    assert.deepEqual((await guarded('/x /about/ 301\n', '/old /new/ 301\n')).findings, []);
  });
  it('is not told without an audit, which alone knows the links', async () => {
    const { table } = await tables(before, '/old /about/ 301\n');
    assert.ok(reviewRedirects(table).findings.every(({ code }) => code !== 'target-changed'));
  });

  const lost = async (was: string, now: string, others?: Readonly<Record<string, string>>) => {
    const { table, committed } = await tables(was, now, others);
    return lostRedirect(urlPath('/old'), table, committed)?.to;
  };
  it('is missed when it was taken out', async () => {
    assert.equal(await lost(before, '/x /about/ 301\n'), '/new/');
    assert.equal(await lost(before, ''), '/new/');
  });
  it('is not missed when another rule answers, or it led nowhere', async () => {
    assert.equal(await lost(before, '/x /about/ 301\n', { 'netlify.toml': toml }), undefined);
    assert.equal(await lost('/old /gone/ 301\n', ''), undefined);
  });
  it('keeps its place among the rules of other files', async () => {
    const { committed } = await tables(before, '', { 'netlify.toml': toml });
    assert.deepEqual(
      committed.rules.map(({ from }) => from),
      ['/x', '/old', '/*'],
    );
  });
});
