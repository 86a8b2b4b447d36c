import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createSample } from '../../src/sample/createSample.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

const site = 'https://tidewater.example';
const setup = `${site}/docs/setup/`;
const firefox = 'Mozilla/5.0 (X11; rv:140.0) Firefox/140.0';
const entry = (path: string, referrer: string, day: string) =>
  `203.0.113.7 - - [${day}/Sep/2026:10:00:00 +0000] "GET ${path} HTTP/1.1" 404 5 "${referrer}" "${firefox}"\n`;

/** The files that people have, given as they are. */
describe('audit from files', () => {
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'given-files-'));
    await createSample(join(folder, 'sample'), join(import.meta.dirname, '..', '..', 'media', 'sample'));
  });
  after(() => removeFolder(folder));

  const save = (name: string, bytes: string | Uint8Array) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const audit = async (files: readonly string[], ...more: readonly string[]) =>
    runCommand(
      [
        'audit',
        '--no-recheck',
        '--repo',
        join(folder, 'sample'),
        ...files.flatMap((file) => ['--source', file]),
        ...more,
      ],
      { env: { BROKEN_BACKLINKS_HOME: join(folder, 'kept') } },
    );

  it('finds the broken page in an export of UTF-16 with tabs', async () => {
    const rows = `Referring page title\tReferring page URL\tDomain rating\tTarget URL\tTarget page HTTP code\tAnchor\tNofollow\nLinks\thttps://harbour.example/l\t62\t${setup}\t404\tset up\tfalse\n`;
    const { code, out } = await audit([save('broken backlinks, all.csv', Buffer.from(`\uFEFF${rows}`, 'utf16le'))]);
    assert.equal(code, 2);
    assert.match(out, /1 link +1 domain +404 +\/docs\/setup\/ +→ /);
    assert.match(
      out,
      /broken backlinks, all\.csv is Ahrefs, Broken backlinks: 1 link to 1 page of tidewater\.example\./,
    );
  });

  it('puts sources together by page and says whose each number is', async () => {
    const links = save(
      'bing.csv',
      `"Source Url","Anchor text","Target Url"\n"https://a.example/","x","${setup}"\n"https://b.example/","x","${setup}"\n`,
    );
    const log = save(
      'access.log.gz',
      gzipSync(entry('/docs/setup/', 'https://c.example/', '01') + entry('/docs/setup/', '-', '02')),
    );
    const { code, out } = await audit([links, log], '--format', 'json');
    assert.equal(code, 2);
    const { findings } = JSON.parse(out);
    const [{ broken }] = findings;
    // The log proves that it fails; the export counts more links. The same link may be in both.
    assert.deepEqual(
      [broken.path, broken.status, broken.statusSeen, broken.backlinks],
      ['/docs/setup/', 404, '2026-09-02', 2],
    );
    assert.deepEqual(broken.counts, [
      { source: 'Bing Webmaster, Backlinks', backlinks: 2, referringDomains: 2 },
      {
        source: 'access log',
        backlinks: 1,
        referringDomains: 1,
        since: '2026-09-01',
        until: '2026-09-02',
        demand: { people: 2, agents: 0, bots: 0, days: 2 },
      },
    ]);
    const text = await audit([links, log]);
    assert.match(
      text.out,
      /access log: 1 link from 1 domain, asked for 2 times by people, on 2 days, 2026-09-01 to 2026-09-02/,
    );
  });

  it('leaves out what the repository publishes, where no source says that it fails', async () => {
    const pages = save('pages.csv', `Target page,Incoming links,Linking sites\n${site}/,"2,100",340\n${setup},12,3\n`);
    const { code, out } = await audit([pages]);
    // Without the live check nobody says that the other one fails.
    assert.equal(code, 3);
    assert.match(out, /1 page is published by the repository, and no source says that it fails: left out\./);
    assert.match(out, /1 page is neither known to fail nor to answer/);
  });

  it('takes several files in one word, and a comma as part of a name', async () => {
    const [one, two] = [save('one.txt', `${setup}\n`), save('two.txt', `${site}/docs/other/\n`)];
    const { err, out } = await audit([`${one},${two}`]);
    assert.equal(err, '');
    assert.match(out, /one\.txt is a list of addresses: 1 page\./);
    assert.match(out, /two\.txt is a list of addresses: 1 page\./);
    const missing = await audit([`${one},${two}.none`]);
    assert.match(missing.err, /two\.txt\.none: it is neither a file nor a known source/);
  });

  it('reads a file that is given twice once', async () => {
    const list = save('list.txt', `${setup}\n`);
    assert.match((await audit([list, list])).out, /list\.txt was given twice, and read once\./);
  });
});
