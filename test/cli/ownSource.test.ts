import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sources } from '../../src/io/sources/index.ts';
import { createSample } from '../../src/sample/createSample.ts';
import { exampleSource } from '../support/exampleSource.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

const csv = 'url,status,links\nhttps://tidewater.example/docs/setup/,404,7\nhttps://tidewater.example/ok/,200,9\n';

/** The steps of CONTRIBUTING.md, "Adding a backlink source": one entry, put into the list. */
describe('a source of one entry', () => {
  const listed = { sources: [...sources, exampleSource] };
  let folder: string;
  let server: Server;
  let asked: string[];
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'own-source-'));
    await createSample(join(folder, 'sample'), join(import.meta.dirname, '..', '..', 'media', 'sample'));
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.statusCode = request.headers.authorization === 'Bearer good' ? 200 : 401;
      response.end(csv);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  beforeEach(() => {
    asked = [];
  });
  after(() => {
    server.close();
    removeFolder(folder);
  });
  const run = (words: readonly string[], key?: string) =>
    runCommand(words, {
      ...listed,
      env: {
        BROKEN_BACKLINKS_HOME: join(folder, 'kept'),
        DEADENDS_API: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        ...(key !== undefined && { DEADENDS_KEY: key }),
      },
    });
  const audit = (...words: readonly string[]) => [
    'audit',
    '--no-recheck',
    '--repo',
    join(folder, 'sample'),
    '--source',
    ...words,
  ];

  it('is listed with what it needs', async () => {
    const { code, out } = await run(['sources']);
    assert.equal(code, 0);
    assert.match(out, /^deadends {2}Dead Ends\n {2}asks +api\.deadends\.example\n/m);
    assert.match(out, /DEADENDS_KEY \(API key\): not set \(https:\/\/deadends\.example\/keys\)/);
    assert.match(out, /files +export of Dead Ends as CSV/);
    assert.match((await run(['sources'], 'good')).out, /DEADENDS_KEY \(API key\): set/);
  });

  it('is asked whether it answers', async () => {
    const { code, out } = await run(['sources', '--probe', '--format', 'json'], 'good');
    const { sources: found } = JSON.parse(out);
    assert.deepEqual(found.at(-1).probe, { ok: true, says: 'the key is good' });
    // The other one has no login here.
    assert.deepEqual([code, found[0].probe.ok], [1, false]);
  });

  it('asks for its credentials by their names', async () => {
    const { code, err } = await run(audit('deadends'));
    assert.deepEqual([code, asked], [1, []]);
    assert.match(
      err,
      /^Dead Ends needs API key: .*DEADENDS_KEY\. They are found at https:\/\/deadends\.example\/keys/m,
    );
    assert.match((await run(audit('deadends', '--max-cost', '1'), 'wrong')).err, /Dead Ends refused the key/);
  });

  it('says its price first, is asked once it is allowed, and its answer is kept', async () => {
    const { code, err } = await run(audit('deadends', '--max-pages', '5'), 'good');
    assert.deepEqual([code, asked], [1, []]);
    assert.match(err, /Dead Ends: at most \$0\.05 for up to 5 broken pages of tidewater\.example/);
    const paid = await run(audit('deadends', '--max-pages', '5', '--max-cost', '0.05'), 'good');
    assert.deepEqual([paid.code, asked], [2, ['/broken?site=tidewater.example&limit=5']]);
    assert.match(paid.out, /Dead Ends answers of 2026-11-23, cost \$0\.01/);
    assert.match(paid.out, /7 links .* 404 .*\/docs\/setup\//);
    const again = await run(audit('deadends', '--max-pages', '5'));
    assert.deepEqual([again.code, asked.length], [2, 1]);
    assert.match(again.out, /Dead Ends answers of 2026-11-23 \(stored\)/);
  });

  it('reads its saved files beside those of others', async () => {
    const [own, odd] = [join(folder, 'export.csv'), join(folder, 'odd.csv')];
    writeFileSync(own, csv);
    writeFileSync(odd, 'a,b\n');
    const { code, out } = await run(audit(own));
    assert.equal(code, 2);
    assert.match(out, /7 links .*\/docs\/setup\//);
    const refused = await run(audit(odd));
    assert.match(
      refused.err,
      /odd\.csv looks like a table with the columns a, b; .* Files of these are read: DataForSEO, .*, Dead Ends\./,
    );
    const body = join(import.meta.dirname, '..', '..', 'media', 'sample', 'domain_pages.json');
    const mixed = await run(audit(own, '--source', body));
    // Both may have counted the same links, so they are not added up.
    assert.match(mixed.out, /41 links .*\/docs\/setup\//);
  });

  it('is named where another is asked for', async () => {
    assert.match(
      (await run(audit('dead-ends'))).err,
      /it is neither a file nor a known source \(dataforseo, dataforseo-crawl, wikipedia, wayback, hackernews, bing, deadends\)/,
    );
  });

  it('is no all-clear where its rows cannot be read, or are of another site', async () => {
    const odd = join(folder, 'odd.csv');
    writeFileSync(odd, 'url,status,links\nhttps://tidewater.example/docs/setup/,404,many\n');
    const unread = await run(audit(odd));
    assert.equal(unread.code, 3);
    assert.match(unread.out + unread.err, /1 row cannot be read: links is many, not a count/);
    writeFileSync(odd, 'url,status,links\nhttps://another.example/docs/setup/,404,7\n');
    const foreign = await run(audit(odd));
    assert.equal(foreign.code, 1);
    assert.match(foreign.err, /odd\.csv: Every row is about another site/);
  });
});
