import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSample } from '../../src/sample/createSample.ts';
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
    rmSync(folder, { recursive: true });
  });
  const run = (kept: string, ...words: readonly string[]) =>
    runCommand(words, {
      env: {
        DATAFORSEO_LOGIN: standIn.login,
        DATAFORSEO_PASSWORD: standIn.password,
        DATAFORSEO_API: standIn.url,
        BROKEN_BACKLINKS_HOME: join(folder, kept),
        ...(kept === 'capped' && { BROKEN_BACKLINKS_MONTHLY_CAP: '0.05' }),
      },
    });
  const audit = () => [
    'audit',
    '--repo',
    join(folder, 'sample'),
    '--no-recheck',
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
    assert.equal(months[0].certainMicros, Math.round(Number(amount) * 1e6));
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
      assert.match(err, /your limit leaves \$0\.00\d+\. Raise the limit \(.*--monthly-cap/);
    }
    assert.equal((await run('capped', ...summary(), '--refresh', '--monthly-cap', '1')).code, 0);
    assert.match((await run('capped', ...summary(), '--monthly-cap', 'much')).err, /--monthly-cap takes US dollars/);
  });

  it('is deleted on clear words only', async () => {
    await run('deleted', ...audit());
    const refused = await run('deleted', 'clear');
    assert.deepEqual([refused.code, refused.out], [1, '']);
    assert.match(refused.err, /nothing was deleted\. Delete them with clear --yes/);
    assert.match((await run('deleted', ...audit())).out, /\(stored\)/);
    assert.match((await run('deleted', 'clear', '--yes')).out, /^1 stored answer deleted/);
    assert.doesNotMatch((await run('deleted', ...audit())).out, /\(stored\)/);
    // What was spent stays known.
    assert.match((await run('deleted', 'spend')).out, /2 requests/);
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
