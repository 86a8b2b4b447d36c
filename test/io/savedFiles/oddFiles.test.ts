import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openSavedFiles } from '../../../src/io/savedFiles/openFiles.ts';
import { answerToFile, type OddFile, saidOf, siteOfFiles } from '../../support/oddFile.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { zipOf } from '../../support/zipFile.ts';

const site = siteOfFiles;
const old = `${site}/docs/tides/`;
const header = 'Source Url,Anchor text,Target Url';
const row = `https://harbour.example/t,tides,${old}`;
const bing = `${header}\r\n${row}\r\n`;
const firefox = 'Mozilla/5.0 (X11; rv:140.0) Firefox/140.0';
const entry = (path: string, referrer = 'https://harbour.example/t', status = 404) =>
  `203.0.113.7 - - [02/Sep/2026:10:00:00 +0000] "GET ${path} HTTP/1.1" ${status} 5 "${referrer}" "${firefox}"`;
const utf16 = (text: string, isBig = false) => {
  const bytes = Buffer.from(text, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
};
const latin1 = (text: string) => Buffer.from(text, 'latin1');
/** APPNOTE 4.3.16: the remark is the last field, behind its length. */
const remarked = (zip: Buffer, remark: string) => {
  const bytes = Buffer.concat([zip, Buffer.from(remark)]);
  bytes.writeUInt16LE(remark.length, zip.length - 2);
  return bytes;
};
const zeros = Buffer.alloc(64 * 1024 * 1024);
const many = (count: number, make: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at)).join('\n');

const tides = ['/docs/tides/'];

/** Read all the same, and nothing of them is lost. */
const read: readonly OddFile[] = [
  { what: 'UTF-8', bytes: bing, pages: tides },
  { what: 'UTF-8 with a byte order mark', bytes: `\uFEFF${bing}`, pages: tides },
  { what: 'UTF-16 in little order with its mark', bytes: utf16(`\uFEFF${bing}`), pages: tides },
  { what: 'UTF-16 in big order with its mark', bytes: utf16(`\uFEFF${bing}`, true), pages: tides },
  { what: 'UTF-16 without a mark', bytes: utf16(bing), pages: tides },
  { what: 'UTF-16 in big order without a mark', bytes: utf16(bing, true), pages: tides },
  {
    what: 'Windows-1252',
    bytes: latin1(bing.replace('tides,', 'Flut für,')),
    pages: tides,
    says: /is not UTF-8, and was read as Windows-1252/,
  },
  { what: 'CR alone', bytes: bing.replaceAll('\r\n', '\r'), pages: tides },
  { what: 'LF alone and no last line end', bytes: bing.replaceAll('\r\n', '\n').trimEnd(), pages: tides },
  { what: 'tabs', bytes: bing.replaceAll(',', '\t'), pages: tides },
  { what: 'semicolons', bytes: bing.replaceAll(',', ';'), pages: tides },
  { what: 'bars', bytes: bing.replaceAll(',', '|'), pages: tides },
  { what: 'a first line that names the delimiter', bytes: `sep=;\r\n${bing.replaceAll(',', ';')}`, pages: tides },
  {
    what: 'a title and blank lines in front of the header',
    bytes: `Backlinks of example.org\n\n${bing}`,
    pages: tides,
  },
  { what: 'everything in quotation marks', bytes: bing.replace(/[^,\r\n]+/g, '"$&"'), pages: tides },
  {
    what: 'a line end in quotation marks',
    bytes: `${header}\nhttps://harbour.example/t,"tide\r\ntable",${old}\n`,
    pages: tides,
  },
  {
    what: 'doubled quotation marks',
    bytes: `${header}\nhttps://harbour.example/t,"the ""tide"" table",${old}\n`,
    pages: tides,
  },
  {
    what: 'columns in another order',
    bytes: `Target Url,Source Url,Anchor text\n${old},https://harbour.example/t,x\n`,
    pages: tides,
  },
  { what: 'columns that are new', bytes: `${header},Brand new\n${row},7\n`, pages: tides },
  { what: 'blank lines between rows', bytes: `${header}\n\n\n${row}\n\n`, pages: tides },
  { what: 'a header in capitals with other marks', bytes: `SOURCE_URL,ANCHOR_TEXT,TARGET_URL\n${row}\n`, pages: tides },
  { what: 'gzip', name: 'bing.csv.gz', bytes: gzipSync(bing), pages: tides },
  { what: 'gzip under another name', name: 'bing.csv', bytes: gzipSync(bing), pages: tides },
  { what: 'a ZIP', name: 'bing.zip', bytes: zipOf([{ name: 'bing.csv', bytes: bing }]), pages: tides },
  {
    what: 'a ZIP without packing',
    name: 'bing.zip',
    bytes: zipOf([{ name: 'bing.csv', bytes: bing, method: 0 }]),
    pages: tides,
  },
  {
    what: 'a ZIP with a remark behind it',
    name: 'bing.zip',
    bytes: remarked(zipOf([{ name: 'bing.csv', bytes: bing }]), 'made on a Monday'),
    pages: tides,
  },
  {
    what: 'a ZIP of gzipped logs',
    name: 'logs.zip',
    bytes: zipOf([{ name: 'a.log.gz', bytes: gzipSync(entry('/docs/tides/')) }]),
    pages: tides,
  },
  {
    what: 'a ZIP with what systems put beside',
    name: 'bing.zip',
    bytes: zipOf([
      { name: '__MACOSX/._bing.csv', bytes: '\0\0' },
      { name: 'bing.csv', bytes: bing },
    ]),
    pages: tides,
  },
  {
    what: 'a ZIP with other tables',
    name: 'bing.zip',
    bytes: zipOf([
      { name: 'bing.csv', bytes: bing },
      { name: 'Chart.csv', bytes: 'Date,Pages\n2026-09-01,4\n' },
    ]),
    pages: tides,
    says: /Not read, because they contain no list of pages: bing\.zip\/Chart\.csv/,
  },
  {
    what: 'a ZIP whose names lead out of it',
    name: 'bing.zip',
    bytes: zipOf([{ name: '../../etc/passwd', bytes: bing }]),
    pages: tides,
  },
  { what: 'the name of another program in its own', name: 'ahrefs.example-semrush-404.csv', bytes: bing, pages: tides },
  { what: 'a comma and quotation marks in the name', name: `a, "b".csv`, bytes: bing, pages: tides },
  {
    what: 'an address as a formula',
    bytes: `${header}\n"=HYPERLINK(""https://harbour.example/t"";""x"")",x,"=HYPERLINK(""${old}"",""x"")"\n`,
    pages: tides,
  },
  {
    what: 'cells that are formulas',
    bytes: `${header}\n${row}\nhttps://harbour.example/u,=1+1,"=cmd|'/c calc'!A1"\n`,
    pages: tides,
    says: /1 row was skipped: line 3 \(=cmd.* is a formula, not an address\)/,
  },
  {
    what: 'control characters in a cell',
    bytes: `${header}\nhttps://harbour.example/t,\u001b[2J\u0007,${old}\n`,
    pages: tides,
  },
  { what: 'NUL in a cell', bytes: `${header}\nhttps://harbour.example/t,a\u0000b,${old}\n`, pages: tides },
  {
    what: 'a quotation mark that is never closed',
    bytes: `${header}\n"https://harbour.example/a,x,${old}\n${row}\n`,
    pages: tides,
    says: /line 2 \(a quotation mark is opened and never closed\)/,
  },
  {
    what: 'a row with too few cells',
    bytes: `${header}\nhttps://harbour.example/a\n${row}\n`,
    pages: tides,
    says: /line 2 \(the cell of the address is empty\)/,
  },
  {
    what: 'a linking page that is none',
    bytes: `${header}\n(not set),x,${old}\n${row}\n`,
    pages: tides,
    says: /line 2 \(\(not set\) is not an address of a page that links\)/,
  },
  {
    what: 'a very long line',
    bytes: `${header}\n${'x'.repeat(3_000_000)}\n${row}\n`,
    pages: tides,
    says: /line 2 \(the line is too long to be a row\)/,
  },
  {
    what: 'a very long line of a log',
    bytes: `${entry('/docs/tides/')}\n${'x'.repeat(3_000_000)} 404 \n`,
    pages: tides,
    says: /line 2 \(the line is too long to be one of a log\)/,
  },
  {
    what: 'a log with a line that is cut off',
    bytes: `${entry('/docs/tides/')}\n203.0.113.7 - - [02/Sep/2026:10:00:00 +0000] "GET /x 404 \n`,
    pages: tides,
    says: /line 2 \(it is not an entry of this log\)/,
  },
  {
    what: 'a log with quotation marks in the agent',
    bytes: entry('/docs/tides/').replace('Firefox', '\\"Fire\\\\fox\\"'),
    pages: tides,
  },
  {
    what: 'a log with addresses of IPv6',
    bytes: entry('/docs/tides/').replace('203.0.113.7', '2001:db8::1'),
    pages: tides,
  },
  {
    what: 'a log without referrers',
    bytes: `203.0.113.7 - - [02/Sep/2026:10:00:00 +0000] "GET /x HTTP/1.1" 404 5\n`,
    pages: [],
    says: /A log without the field of the referrer does not tell who links/,
  },
  {
    what: 'a log of scanners',
    bytes: many(50, (at) => entry(`/wp-login.php?${at}`)),
    pages: [],
    says: /50 by scanners/,
  },
  {
    what: 'a log with referrers of its own site and of searches',
    bytes: `${entry('/a/', `${site}/`)}\n${entry('/b/', 'https://www.google.com/')}`,
    pages: [],
    says: /2 by people/,
  },
  { what: 'a log whose referrer is a script', bytes: entry('/docs/tides/', 'javascript:alert(1)'), pages: [] },
  { what: 'links of two days in two exports of one', bytes: `${header}\n${row}\n${row}\n`, pages: tides },
  { what: 'a list of one address', bytes: old, pages: tides },
  { what: 'a list with CRLF and remarks', bytes: `# old\r\n${old}\r\n\r\n`, pages: tides },
  { what: 'pages that answer', bytes: `Address,Content Type,Status Code\n${old},text/html,200\n`, pages: [] },
  { what: 'pictures', bytes: `${header}\nhttps://harbour.example/t,x,${site}/a.png\n`, pages: [] },
];

/** Refused, with what it is and what to do. */
const refused: readonly OddFile[] = [
  { what: 'nothing', bytes: '', says: /is empty\. Export it again/ },
  { what: 'blanks', bytes: ' \n \n', says: /holds nothing/ },
  { what: 'gzip of nothing', name: 'a.gz', bytes: gzipSync(''), says: /holds nothing/ },
  {
    what: 'gzip that is cut off',
    name: 'a.csv.gz',
    bytes: gzipSync(many(5000, (at) => `${row}${Math.sin(at)}`)).subarray(0, 9000),
    says: /a\.csv\.gz cannot be read.*Save it again/,
  },
  {
    what: 'gzip that is damaged',
    name: 'a.csv.gz',
    bytes: Buffer.concat([gzipSync(bing).subarray(0, 12), Buffer.alloc(40, 7)]),
    says: /a\.csv\.gz cannot be read.*Save it again/,
  },
  {
    what: 'a gzip bomb',
    name: 'a.csv.gz',
    bytes: gzipSync(zeros),
    says: /grows to over 250 times its size|is not text/,
  },
  {
    what: 'a ZIP bomb behind a good start',
    name: 'a.zip',
    bytes: zipOf([{ name: 'a.csv', bytes: Buffer.concat([Buffer.from(bing), zeros]) }]),
    says: /a\.zip\/a\.csv grows to over 250 times its size, as no export does/,
  },
  {
    what: 'a ZIP that is cut off',
    name: 'a.zip',
    bytes: zipOf([{ name: 'a.csv', bytes: bing }]).subarray(0, 90),
    says: /a\.zip is a ZIP file that is cut off\. Save it again/,
  },
  { what: 'a ZIP without files', name: 'a.zip', bytes: zipOf([]), says: /a ZIP file without any file in it/ },
  {
    what: 'a ZIP of pictures',
    name: 'a.zip',
    bytes: zipOf([{ name: 'a.png', bytes: 'x' }]),
    says: /contains no file that can be read here/,
  },
  {
    what: 'a ZIP with a password',
    name: 'a.zip',
    bytes: zipOf([{ name: 'a.csv', bytes: bing, flags: 1 }]),
    says: /a\.zip\/a\.csv is locked with a password\. Unpack it/,
  },
  {
    what: 'a ZIP packed in another way',
    name: 'a.zip',
    bytes: zipOf([{ name: 'a.csv', bytes: bing, method: 14 }]),
    says: /packed in a way that is not read here\. Unpack it/,
  },
  {
    what: 'a ZIP with a damaged file',
    name: 'a.zip',
    bytes: zipOf([{ name: 'a.csv', bytes: bing, packed: Buffer.alloc(50, 0xff) }]),
    says: /a\.zip.* cannot be read.*Save it again/,
  },
  {
    what: 'a ZIP in a ZIP',
    name: 'a.zip',
    bytes: zipOf([{ name: 'b.zip', bytes: zipOf([{ name: 'a.csv', bytes: bing }]) }]),
    says: /^a\.zip\/b\.zip is a ZIP file or a workbook inside the archive\. Unpack it, and give the files in it\.$/,
  },
  {
    what: 'a workbook (XLSX)',
    name: 'a.xlsx',
    bytes: zipOf([
      { name: '[Content_Types].xml', bytes: '<x/>' },
      { name: 'xl/workbook.xml', bytes: '<x/>' },
    ]),
    says: /is an Excel workbook \(XLSX\)\. Open it there, save it as CSV/,
  },
  {
    what: 'a workbook under a wrong name',
    name: 'a.csv',
    bytes: zipOf([{ name: 'xl/workbook.xml', bytes: '<x/>' }]),
    says: /a\.csv is an Excel workbook \(XLSX\)/,
  },
  {
    what: 'an old workbook (XLS)',
    name: 'a.xls',
    bytes: Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    says: /is an Excel workbook \(XLS\)\. Open it there, save it as CSV/,
  },
  {
    what: 'an OpenDocument spreadsheet',
    name: 'a.ods',
    bytes: zipOf([
      { name: 'mimetype', bytes: 'x' },
      { name: 'content.xml', bytes: '<x/>' },
    ]),
    says: /is an OpenDocument spreadsheet.*save it as CSV/,
  },
  {
    what: 'a Numbers spreadsheet',
    name: 'a.numbers',
    bytes: zipOf([{ name: 'Index/Document.iwa', bytes: 'x' }]),
    says: /is a Numbers spreadsheet.*save it as CSV/,
  },
  { what: 'a PDF', name: 'a.pdf', bytes: '%PDF-1.7\n', says: /is a PDF document\. Export the table as CSV/ },
  { what: 'a picture', name: 'a.csv', bytes: latin1('\x89PNG\r\n\x1a\n'), says: /is a picture/ },
  {
    what: 'an archive of another kind',
    name: 'a.7z',
    bytes: latin1('7z\xbc\xaf\x27\x1c'),
    says: /only ZIP and gzip are\)\. Unpack it/,
  },
  { what: 'a program', name: 'a', bytes: latin1('\x7fELF\x02\x01'), says: /is not text/ },
  {
    what: 'a page of HTML',
    bytes: '<!DOCTYPE html><html><body>Sign in</body></html>',
    says: /is a page of HTML, perhaps saved instead of the export/,
  },
  { what: 'XML that is no sitemap', bytes: '<?xml version="1.0"?><feed/>', says: /is XML, and no sitemap/ },
  {
    what: 'an index of sitemaps',
    bytes: `<sitemapindex><sitemap><loc>${site}/s.xml</loc></sitemap></sitemapindex>`,
    says: /names other sitemaps/,
  },
  {
    what: 'JSON of another kind',
    bytes: '{"hello":"world"}',
    says: /is JSON that is cut off, or of a kind that is not known/,
  },
  {
    what: 'a table of another site',
    bytes: bing.replaceAll('example.org', 'another.example'),
    says: /Every row is about another site/,
  },
  {
    what: 'a table without addresses',
    bytes: 'Name,Age\nAnn,7\n',
    says: /looks like a table with the columns Name, Age; none of them holds addresses of example\.org/,
  },
  {
    what: 'a table with names of columns that clear the screen',
    bytes: '\u001b[2Ja,b\n1,2\n',
    says: /looks like a table with the columns/,
  },
  { what: 'a header alone', bytes: `${header}\n`, pages: [] },
  {
    what: 'an export without the column of the target',
    bytes: 'Referring page URL,Target page HTTP code,Anchor\nhttps://harbour.example/t,404,z\n',
    says: /looks like Ahrefs, Broken backlinks without its column Target URL\. Export it again with all columns/,
  },
  {
    what: 'a log of another site',
    bytes: `another.example ${entry('/x/')}`,
    says: /Every request is for another site than example\.org/,
  },
  {
    what: 'linking pages alone',
    bytes: 'Linking page,Last crawled\nhttps://harbour.example/t,2026-09-01\n',
    says: /names the pages that link to the site, and not what they link to/,
  },
  {
    what: 'pages that Google left out for another reason',
    name: 'a.zip',
    bytes: zipOf([
      { name: 'Table.csv', bytes: `URL,Last crawled\n${old},2026-09-01\n` },
      { name: 'Metadata.csv', bytes: 'Property,Value\nIssue,Soft 404\n' },
    ]),
    says: /lists pages for another reason \("Soft 404"\)/,
  },
  {
    what: 'prose',
    bytes: 'Dear Sir,\nplease find the list attached.\n',
    says: /none of them holds addresses|is a text without any address/,
  },
];

describe('odd files', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'odd-files-'));
  });
  after(() => removeFolder(folder));

  it('are sixty at least', () => assert.ok(read.length + refused.length >= 60, `${read.length + refused.length}`));
  for (const odd of read) {
    it(`reads ${odd.what}`, async () => {
      const answer = await answerToFile(folder, odd);
      assert.ok(answer.ok, answer.ok ? '' : answer.failure.message);
      assert.deepEqual(
        answer.value.pages.map(({ path }) => path),
        odd.pages,
      );
      if (odd.says) assert.match(saidOf(answer.value), odd.says);
    });
  }
  for (const odd of refused) {
    it(`refuses ${odd.what}`, async () => {
      const answer = await answerToFile(folder, odd);
      if (odd.says === undefined) {
        assert.ok(answer.ok);
        assert.deepEqual(answer.value.pages, []);
        return;
      }
      assert.ok(!answer.ok, JSON.stringify(answer));
      assert.match(answer.failure.message, odd.says);
      // Whose fault it is can be told, and the message says it once.
      assert.ok(answer.failure.message.includes((odd.name ?? 'file.csv').split('.')[0] ?? ''), answer.failure.message);
    });
  }
  it('are no folder, and there', async () => {
    const missing = await openSavedFiles(join(folder, 'none.csv'), 'none.csv');
    assert.ok(!missing.ok);
    assert.equal(missing.failure.kind, 'not-found');
    const directory = await openSavedFiles(folder, 'folder');
    assert.ok(!directory.ok);
    assert.match(directory.failure.message, /folder is not a file\. Give the files in it/);
  });
});
