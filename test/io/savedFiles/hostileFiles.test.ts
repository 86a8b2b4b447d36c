/**
 * Files that were made to harm, or that grew wrong on their way: each is read without loss, or refused by a message that names
 * it. The forms are those of RFC 4180 (tables), RFC 1952 (gzip), APPNOTE 6.3.10 (ZIP) and sitemaps.org/protocol.html; an archive
 * whose files lie upon each other is described at https://www.bamsoftware.com/hacks/zipbomb/.
 */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { answerAt, answerToFile, type OddFile, saidOf, siteOfFiles as site } from '../../support/oddFile.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { zipOf } from '../../support/zipFile.ts';

const header = 'Source Url,Anchor text,Target Url';
const rowOf = (path: string, anchor = 'tides') => `https://harbour.example/t,${anchor},${site}${path}`;
const bing = `${header}\n${rowOf('/a/')}\n`;
const entry = (path: string) =>
  `203.0.113.7 - - [02/Sep/2026:10:00:00 +0000] "GET ${path} HTTP/1.1" 404 5 "https://harbour.example/t" "Mozilla/5.0 Firefox/140.0"`;
const paths = (count: number) => Array.from({ length: count }, (_, at) => `/p/${String(at).padStart(4, '0')}/`);
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
const filler = (path: string) => rowOf(path, 'x'.repeat(200));

const read: readonly OddFile[] = [
  {
    what: 'a quotation mark that only the next row closes',
    bytes: `${header}\n${rowOf('/a/', '"tides')}\n${rowOf('/b/', '"of ""spring"""')}\n${rowOf('/c/')}\n`,
    pages: ['/b/', '/c/'],
    says: /1 row was skipped: line 2 \(a quotation mark is opened and never closed\)/,
  },
  {
    what: 'such a row where every cell stands in quotation marks',
    bytes: `"Source Url","Anchor text","Target Url"\n"https://harbour.example/a","x","${site}/a/\n"https://harbour.example/b","y","${site}/b/"\n`,
    pages: ['/b/'],
    says: /line 2 \(a quotation mark is opened and never closed\)/,
  },
  {
    what: 'a cell of several lines, one of which looks like a row',
    bytes: `${header}\nhttps://harbour.example/t,"one\ntwo,three,four\nfive",${site}/a/\n`,
    pages: ['/a/'],
  },
  {
    what: 'a quotation mark that is never closed above 600 rows',
    bytes: [header, rowOf('/a/', '"tides'), ...paths(600).map((path) => rowOf(path))].join('\n'),
    pages: paths(600),
    says: /1 row was skipped: line 2/,
  },
  {
    what: 'the same column twice',
    bytes: `${header},Target Url\n${rowOf('/a/')},${site}/b/\n`,
    pages: ['/a/'],
    says: /file\.csv has the column Target Url more than once; the first one was read\./,
  },
  {
    what: 'ten thousand columns',
    bytes: `${header},${paths(10_000).join()}\n${rowOf('/a/')},${'7,'.repeat(9_999)}7\n`,
    pages: ['/a/'],
  },
  {
    what: 'two exports in one file, the second with its mark and header',
    bytes: `\uFEFF${bing}\uFEFF${header}\n${rowOf('/b/')}\n`,
    pages: ['/a/', '/b/'],
    says: /1 row was skipped: line 3 \(/,
  },
  {
    what: 'letters of another encoding far from the start',
    bytes: Buffer.concat([
      Buffer.from([header, ...paths(400).map(filler)].join('\n')),
      Buffer.from(`\n${rowOf('/für/')}\n${rowOf('/z/')}\n`, 'latin1'),
    ]),
    pages: [...paths(400), '/z/'],
    says: /1 row was skipped: line 402 \(.* has letters in another encoding; save the file as UTF-8\)/,
  },
  {
    what: 'such letters in a list',
    bytes: Buffer.concat([Buffer.from(`${paths(9000).join('\n')}\n`), Buffer.from('/für/\n', 'latin1')]),
    pages: paths(9000),
    says: /line 9001 \(it has letters in another encoding; save the file as UTF-8\)/,
  },
  {
    what: 'such letters in a log',
    bytes: Buffer.concat([
      Buffer.from(`${paths(600).map(entry).join('\n')}\n`),
      Buffer.from(`${entry('/für/')}\n`, 'latin1'),
    ]),
    pages: paths(600),
    says: /line 601 \(its address has letters in another encoding\)/,
  },
  {
    what: 'UTF-16 with UTF-8 behind it',
    bytes: Buffer.concat([utf16(bing), Buffer.from(`${rowOf('/b/')}\n${rowOf('/c/')}\n`)]),
    pages: ['/a/'],
    says: /1 row was skipped: line 3 \(/,
  },
  {
    what: 'a log whose lines end with a return alone',
    bytes: ['/a/', '/b/', '/c/'].map(entry).join('\r'),
    pages: ['/a/', '/b/', '/c/'],
    says: /3 lines/,
  },
  {
    what: 'a log with zeros in front, as where it was cut while it was written',
    bytes: `${'\0'.repeat(300)}${entry('/a/')}\n${entry('/b/')}\n`,
    pages: ['/a/', '/b/'],
  },
  {
    what: 'a log packed in several parts, one behind the other',
    name: 'access.log.gz',
    bytes: Buffer.concat([gzipSync(`${entry('/a/')}\n`), gzipSync(`${entry('/b/')}\n`)]),
    pages: ['/a/', '/b/'],
  },
  {
    what: 'a ZIP with a gzipped export under the name of a plain one',
    name: 'bing.zip',
    bytes: zipOf([{ name: 'bing.csv', bytes: gzipSync(bing) }]),
    pages: ['/a/'],
  },
  {
    what: 'a small ZIP with the fields of a large one',
    name: 'bing.zip',
    bytes: zipOf([
      { name: 'bing.csv', bytes: bing, isLong: true },
      { name: 'more.csv', bytes: `${header}\n${rowOf('/b/')}\n`, isLong: true },
    ]),
    pages: ['/a/', '/b/'],
  },
  {
    what: 'a ZIP that holds a workbook as well',
    name: 'a.zip',
    bytes: zipOf([
      { name: 'bing.csv', bytes: bing },
      { name: 'bing.xlsx', bytes: zipOf([{ name: 'xl/workbook.xml', bytes: '<x/>' }]) },
    ]),
    pages: ['/a/'],
    says: /a\.zip\/bing\.xlsx is a ZIP file or a workbook inside the archive\. Unpack it, and give the files in it\./,
  },
  {
    what: 'names in a ZIP that lead to the root or to a drive',
    name: 'a.zip',
    bytes: zipOf([
      { name: '/etc/cron.d/x.csv', bytes: bing },
      { name: 'C:\\Windows\\y.csv', bytes: `${header}\n${rowOf('/b/')}\n` },
    ]),
    pages: ['/a/', '/b/'],
  },
  {
    what: 'a sitemap with entities that grow',
    bytes: `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><urlset><url><loc>${site}/a/?q=&amp;b</loc></url></urlset>`,
    pages: ['/a/'],
  },
  {
    what: 'a cell of blanks between two letters',
    bytes: `${header}\nhttps://harbour.example/t,x,y${' '.repeat(900_000)}y\n${rowOf('/a/')}\n`,
    pages: ['/a/'],
    says: /line 2 \(y .* is not an address\)/s,
  },
  {
    what: 'a sitemap of a hundred thousand openings and one end',
    bytes: `<urlset><url><loc>${site}/a/</loc></url>${'<loc>'.repeat(100_000)}${site}/b/</loc></urlset>`,
    pages: ['/a/'],
  },
  {
    what: 'a line of 40 MB between two rows',
    bytes: `${bing}${'x'.repeat(40_000_000)}\n${rowOf('/b/')}\n`,
    pages: ['/a/', '/b/'],
    says: /line 3 \(the line is too long to be a row\)/,
  },
  {
    what: 'a line of 40 MB at the end of a log',
    bytes: `${entry('/a/')}\n${'x 404 '.repeat(7_000_000)}`,
    pages: ['/a/'],
    says: /line 2 \(the line is too long to be one of a log\)/,
  },
  {
    what: 'names of objects that are none in a log of JSON',
    bytes: `{"status":404,"path":"/a/","referer":"https://harbour.example/t","user_agent":"Mozilla/5.0","__proto__":{"x":1},"constructor":{"prototype":1}}\n`,
    pages: ['/a/'],
  },
  {
    what: 'a log of JSON with an object that is deeper than any',
    bytes: `{"status":404,"path":"/a/","referer":"https://harbour.example/t","user_agent":"Mozilla/5.0"}\n${'{"a":'.repeat(15_000)}404${'}'.repeat(15_000)}\n`,
    pages: ['/a/'],
    says: /line 2 \(it is not an entry of this log\)/,
  },
];

const refused: readonly OddFile[] = [
  {
    what: 'a ZIP whose files lie upon each other',
    name: 'a.zip',
    bytes: zipOf([
      { name: '0.csv', bytes: bing },
      ...paths(200).map((path) => ({ name: `x${path}y.csv`, bytes: bing, isFirstAgain: true as const })),
    ]),
    says: /^a\.zip is a ZIP file that is damaged\. Save it again\.$/,
  },
  {
    what: 'a ZIP of over a thousand files',
    name: 'a.zip',
    bytes: zipOf(paths(1001).map((path) => ({ name: `x${path}y.csv`, bytes: bing }))),
    says: /^a\.zip holds over 1000 files\. Unpack it, and give those that are exports or logs\.$/,
  },
  {
    what: 'a log that was packed and is cut off far from its start',
    name: 'access.log.gz',
    bytes: gzipSync(
      paths(9999)
        .map((path, at) => entry(`${path}${Math.sin(at)}`))
        .join('\n'),
    ).subarray(0, 120_000),
    says: /^access\.log\.gz cannot be read to the end: .*Save it again\.$/,
  },
  { what: 'zeros alone', bytes: Buffer.alloc(100_000), says: /^file\.csv is not text\./ },
  { what: 'a mark of an encoding and nothing else', bytes: '\uFEFF', says: /^file\.csv holds nothing\./ },
  { what: 'brackets without end', bytes: '['.repeat(3_000_000), says: /^file\.csv is JSON that is cut off/ },
  {
    what: 'an answer of the API in objects without end',
    bytes: `{"tasks":${'{"tasks":'.repeat(500_000)}`,
    says: /^file\.csv is JSON that is cut off/,
  },
  {
    what: 'a table of ten thousand columns without an address',
    bytes: `${paths(10_000)
      .map((path) => path.replaceAll('/', ''))
      .join()}\n${'7,'.repeat(9_999)}7\n`,
    says: /^file\.csv looks like a table with the columns p0000, .* and [\d,]+ more; none of them holds addresses/,
  },
  { what: 'one line of 40 MB', bytes: 'x'.repeat(40_000_000), says: /^file\.csv is a text without any address/ },
];

describe('hostile files', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'hostile-files-'));
  });
  after(() => removeFolder(folder));

  for (const odd of read) {
    it(`are read: ${odd.what}`, async () => {
      const answer = await answerToFile(folder, odd);
      assert.ok(answer.ok, answer.ok ? '' : answer.failure.message);
      assert.deepEqual(answer.value.pages.map(({ path }) => path).sort(), odd.pages);
      if (odd.says) assert.match(saidOf(answer.value), odd.says);
    });
  }
  for (const odd of refused) {
    it(`are refused: ${odd.what}`, async () => {
      const answer = await answerToFile(folder, odd);
      assert.ok(!answer.ok, JSON.stringify(answer).slice(0, 2000));
      assert.match(answer.failure.message, odd.says ?? /^$/);
    });
  }
  it('are refused: what is no file but never ends', async function () {
    if (process.platform === 'win32') this.skip();
    const answer = await answerAt('/dev/zero', 'zero');
    assert.ok(!answer.ok);
    assert.match(answer.failure.message, /^zero is not a file\./);
  });
});
