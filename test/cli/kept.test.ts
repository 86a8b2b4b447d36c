import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/io/stores/store.ts';
import { createSample } from '../../src/sample/createSample.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { sampleData } from '../support/sampleIndex.ts';
import { type StandIn, startStandIn } from '../support/standIn/server.ts';
import { runCommand } from '../support/terminal.ts';

const texts = join(import.meta.dirname, '..', '..', 'media', 'sample');

describe('what the command line keeps', () => {
  let folder: string;
  let standIn: StandIn;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kept-'));
    await createSample(join(folder, 'sample'), texts);
    standIn = await startStandIn({ data: await sampleData(texts), balanceMicros: 12_400_000 });
  });
  after(async () => {
    await standIn.close();
    removeFolder(folder);
  });
  const environment = (kept: string) => ({
    DATAFORSEO_LOGIN: standIn.login,
    DATAFORSEO_PASSWORD: standIn.password,
    DATAFORSEO_API: standIn.url,
    BROKEN_BACKLINKS_HOME: join(folder, kept),
    ...(kept === 'capped' && { BROKEN_BACKLINKS_MONTHLY_CAP: '0.05' }),
  });
  const run = (kept: string, ...words: readonly string[]) => runCommand(words, { env: environment(kept) });
  const audit = () => [
    'audit',
    '--repo',
    join(folder, 'sample'),
    '--no-recheck',
    '--no-referrers',
    '--max-cost',
    '1',
    '--max-pages',
    '10',
  ];
  const summary = () => [
    'summary',
    '--site',
    'https://tidewater.example/',
    '--max-cost',
    '1',
    '--repo',
    join(folder, 'sample'),
  ];

  it('is shown by month and site', async () => {
    assert.equal((await run('spent', 'spend')).out, 'Nothing was paid on this machine.\n');
    await run('spent', ...audit());
    await run('spent', ...summary());
    const lines = (await run('spent', 'spend')).out.trimEnd().split('\n');
    assert.equal(lines.length, 2);
    const [, amount] = /^2026-11 {2}\$(0\.\d+) in 2 requests$/.exec(lines[0] ?? '') ?? [];
    assert.equal(lines[1], `  tidewater.example  $${amount} in 2 requests`);
    const { months } = JSON.parse((await run('spent', 'spend', '--format', 'json')).out);
    assert.equal(months[0].certainMicros, 48_396);
    assert.equal(amount, '0.05');
    assert.deepEqual([months[0].month, months[0].sites[0].site], ['2026-11', 'tidewater.example']);
  });

  it('counts for the cap of the month, whichever command spent it', async () => {
    const first = await run('capped', ...audit());
    assert.equal(first.code, 2);
    // $0.02436 are gone, and the totals take $0.024036 at most; then nothing more fits.
    assert.equal((await run('capped', ...summary())).code, 0);
    for (const words of [
      [...audit(), '--refresh'],
      [...summary(), '--refresh'],
    ]) {
      const { code, err } = await run('capped', ...words);
      assert.equal(code, 1);
      assert.match(err, /your limit leaves less than \$0\.01\. Raise the limit \(.*--monthly-cap/);
    }
    assert.equal((await run('capped', ...summary(), '--refresh', '--monthly-cap', '1')).code, 0);
    assert.match((await run('capped', ...summary(), '--monthly-cap', 'much')).err, /--monthly-cap takes US dollars/);
  });

  it('holds who links to an address, asked once, and what is left', async () => {
    const words = ['links', '/guides/tides/', '--repo', join(folder, 'sample'), '--format', 'json'];
    assert.equal((await run('linked', ...words)).code, 1);
    const { url, links, total, isStored, costMicros } = JSON.parse(
      (await run('linked', ...words, '--max-cost', '1')).out,
    );
    assert.deepEqual([url, links.length, isStored], ['https://tidewater.example/guides/tides/', total, false]);
    assert.equal(costMicros, 24_000 + 36 * total);
    const again = JSON.parse((await run('linked', ...words)).out);
    assert.deepEqual([again.links, again.isStored, again.costMicros], [links, true, 0]);
    assert.match((await run('linked', 'spend', '--balance')).out, /^DataForSEO: balance \$12\.\d+$/m);
    assert.match((await run('linked', 'links')).err, /links needs one URL/);
    assert.match((await run('linked', 'links', 'docs')).err, /docs is not an address/);
  });

  it('tells the months of a site with its totals, each paid for once and within one cap', async () => {
    const first = await run('months', ...summary(), '--trend', '--format', 'json');
    assert.equal(first.code, 0, first.err);
    assert.deepEqual(JSON.parse(first.out).trend, {
      asked: JSON.parse(first.out).asked,
      costMicros: 24_000,
      months: [],
    });
    const again = await run('months', ...summary(), '--trend');
    assert.match(again.out, /\(stored\)\n[\s\S]*The index has no figures by month for this site \(stored\)/);
    const tight = ['summary', '--site', 'https://tidewater.example/', '--max-cost', '0.03', '--trend'];
    const refused = await run('tight', ...tight);
    assert.equal(refused.code, 1);
    assert.match(refused.out, /broken backlinks/);
    assert.match(refused.err, /costs? at least|at most \$0\.0/);
  });

  it('becomes a snapshot, by which others audit without a key', async () => {
    await createSample(join(folder, 'shared'), texts);
    const here = ['--repo', join(folder, 'shared')];
    assert.match(
      (await run('shared', 'snapshot', ...here)).err,
      /No answer of DataForSEO .* is stored\. Run audit first/,
    );
    const whole = ['audit', ...here, '--no-recheck', '--format', 'json'];
    const paid = JSON.parse((await run('shared', ...whole, '--max-cost', '1')).out);
    const file = join(folder, 'shared', '.broken-backlinks-snapshot.tsv');
    const { err, code } = await run('shared', 'snapshot', '--write', ...here);
    assert.equal(code, 0, err);
    assert.match(err, /licence decides whether its rows may be published/);
    const text = readFileSync(file, 'utf8');
    assert.equal(text, (await run('shared', 'snapshot', ...here)).out);
    assert.doesNotMatch(text, /referrer|anchor/i);
    const without = await runCommand(whole, { env: { BROKEN_BACKLINKS_HOME: join(folder, 'nobody') } });
    assert.match(without.err, /No login is given, so \.broken-backlinks-snapshot\.tsv of the repository is read\./);
    // Ranks and linking pages stay out of the file, so that the order is that of the counts alone.
    const said = ({ findings }: { findings: readonly { broken: Record<string, unknown> }[] }) =>
      findings
        .map(({ broken: { path, status, backlinks, referringDomains } }) =>
          [path, status, backlinks, referringDomains].join(' '),
        )
        .sort();
    assert.deepEqual(said(JSON.parse(without.out)), said(paid));
    const part = await run('partly', 'audit', ...here, '--no-recheck', '--max-cost', '1', '--max-pages', '2');
    assert.notEqual(part.code, 1, part.err);
    assert.match((await run('partly', 'snapshot', ...here)).err, /is not whole, and a snapshot of it would hide that/);
  });

  it('is deleted where it is named, and answers that were paid for on their own word only', async () => {
    await run('deleted', ...audit());
    await run('deleted', ...summary());
    const place = join(folder, 'deleted');
    const live = openStore({
      folder: place,
      former: [],
      logger: { debug: () => undefined, info: () => undefined, warn: assert.fail, error: assert.fail },
      now: () => Date.UTC(2026, 10, 23, 12),
    }).live;
    const check = { verdict: 'broken', status: 404, checked: '2026-11-23', detail: 'answers 404' } as const;
    await live.keep('tidewater.example', new Map([['https://tidewater.example/a', check]]), false);
    await live.keep('other.example', new Map([['https://other.example/a', check]]), false);

    const shown = await run('deleted', 'clear');
    assert.deepEqual([shown.code, shown.err], [0, '']);
    assert.equal(
      shown.out,
      [
        'Kept for all sites; nothing was deleted. Name what to delete:',
        '  --answers    2 stored answers (paid for; the next audit asks and pays again)',
        '  --live       2 sites with live results (asked again with the next audit)',
        '  --histories  1 history that was read (read again when it is needed)',
        '',
      ].join('\n'),
    );
    assert.match(
      (await run('deleted', 'clear', '--live', '--site', 'https://tidewater.example/')).out,
      /^1 site with live results deleted \(asked again/,
    );
    assert.deepEqual(
      [(await live.read('tidewater.example')).checks.size, (await live.read('other.example')).checks.size],
      [0, 1],
    );
    const both = await run('deleted', 'clear', '--live', '--histories');
    assert.equal(both.out.split('\n')[1], '1 history that was read deleted (read again when it is needed)');
    assert.deepEqual(readdirSync(join(place, 'history')), []);
    assert.match((await run('deleted', ...audit())).out, /\(stored\)/);

    for (const words of [
      ['--answers', '--site', 'no address'],
      ['--histories', '--site', 'https://tidewater.example/'],
    ]) {
      const refused = await run('deleted', 'clear', ...words);
      assert.deepEqual([refused.code, refused.out], [1, '']);
      assert.match(refused.err, /^Nothing was deleted: /);
    }
    assert.match(
      (await run('deleted', 'clear', '--answers', '--site', 'other.example')).out,
      /^0 stored answers deleted/,
    );
    assert.match((await run('deleted', 'clear', '--yes')).out, /^2 stored answers deleted \(paid for;/);
    assert.doesNotMatch((await run('deleted', ...audit())).out, /\(stored\)/);
    // What was spent stays known.
    assert.match((await run('deleted', 'spend')).out, /3 requests/);
  });

  it('is told when the user stops it after the payment, with what was paid', async () => {
    const user = new AbortController();
    let said = '';
    const words = audit().filter((word) => word !== '--no-recheck');
    const stopped = await runCommand(words, {
      env: { ...environment('stopped'), HTTP_PROXY: standIn.url, NO_PROXY: '127.0.0.1' },
      isTerminal: true,
      signal: user.signal,
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
      err: (text) => {
        said += text;
        if (text.includes('Checking')) user.abort();
      },
    });
    assert.deepEqual([stopped.code, stopped.out], [1, '']);
    assert.match(said, /Cancelled\. You paid \$0\.03 for the answer of the index\. The next audit uses it\.\n$/);
    assert.match((await run('stopped', ...audit())).out, /\(stored\)/);
  });

  it('is quoted with all there is to know, before anything is paid', async () => {
    standIn.setFault({ kind: 'code', code: 40202 }, { path: 'user_data' });
    try {
      const { err } = await run('noted', ...audit().filter((word) => word !== '--max-cost' && word !== '1'));
      assert.match(
        err,
        /at most \$0\.03 .*\n {2}Balance and prices of your account are not known now; published prices/,
      );
      assert.match(err, /Nothing was asked and nothing was paid/);
    } finally {
      standIn.clearFaults();
    }
    const tight = await run('noted', ...audit().map((word) => (word === '1' ? '0.02418' : word)));
    assert.match(tight.err, /\n {2}5 rows instead of 10: more could exceed what may be spent \(--max-cost/);
    assert.match(tight.out + tight.err, /5 of \d+ rows were asked for\. Raise --max-cost, --monthly-cap/);
  });

  it('is answered from what another version paid for, without a request', async () => {
    const place = join(folder, 'later');
    await run('later', ...audit());
    const before = standIn.requests.length;
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'taken-in.jsonl'), '{"version":99,"what":"nobody knows"}\n', { flag: 'a' });
    assert.match((await run('later', ...audit())).out, /\(stored\)/);
    assert.equal(standIn.requests.length, before);
  });
});
