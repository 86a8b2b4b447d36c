import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { siteTarget } from '../../../src/core/backlinks/siteTarget.ts';
import { openSavedFiles } from '../../../src/io/savedFiles/openFiles.ts';
import { sources } from '../../../src/io/sources/index.ts';
import { readSavedFiles } from '../../../src/io/sources/savedFiles.ts';
import { type Fixture, fixtures } from '../../support/fixtures.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { zipOf } from '../../support/zipFile.ts';

interface File {
  readonly name: string;
  readonly text: string;
}
interface Saved {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const told = new Set(['site', 'want', 'says']);

/** Files of a ZIP stand beside each other as they were in it. */
function filesOf({ files }: Fixture): readonly File[] {
  return [...files]
    .filter(([name]) => !told.has(name))
    .map(([name, text]) => ({ name: name.replace(/^.*\.zip\//, ''), text }));
}

const each =
  (bytesOf: (text: string) => Uint8Array, ending = '') =>
  (files: readonly File[]): readonly Saved[] =>
    files.map(({ name, text }) => ({ name: `${name}${ending}`, bytes: bytesOf(text) }));
const utf8 = (text: string) => Buffer.from(text);
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const zipped =
  (bytesOf: (text: string) => Uint8Array) =>
  (files: readonly File[]): readonly Saved[] => [
    { name: 'export.zip', bytes: zipOf(files.map(({ name, text }) => ({ name, bytes: bytesOf(text) }))) },
  ];

/** How programs, spreadsheets and mail give one and the same file to people. */
const forms: Readonly<Record<string, (files: readonly File[]) => readonly Saved[]>> = {
  'UTF-8 with a mark': each((text) => utf8(`\uFEFF${text}`)),
  'UTF-16 in little order': each((text) => utf16(`\uFEFF${text}`)),
  'UTF-16 in big order': each((text) => utf16(`\uFEFF${text}`).swap16()),
  'UTF-16 without a mark': each(utf16),
  'CRLF at line ends': each((text) => utf8(text.replace(/\r?\n/g, '\r\n'))),
  gzip: each((text) => gzipSync(text), '.gz'),
  'a ZIP': zipped(utf8),
  'a ZIP of UTF-16': zipped((text) => utf16(`\uFEFF${text}`)),
};

/** RFC 4180: a cell with a line end, quotation mark or delimiter stands in quotation marks. */
function withDelimiter(text: string, delimiter: string): string {
  const cells = text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n"]*))([,\n]|$)/g);
  return [...cells]
    .map(([, quoted, plain = '', end]) => {
      const cell = quoted?.replaceAll('""', '"') ?? plain;
      const written = /[\n"]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
      return `${written}${end === ',' ? delimiter : end}`;
    })
    .join('');
}

/** Tables with commas and no broken row; its delimiter is no other than theirs. */
const isTable = (files: readonly File[]) =>
  files.every(({ name, text }) => {
    const [header = ''] = text.split('\n');
    return name.endsWith('.csv') && header.split(',').length > 1 && !header.includes(';') && !/^#/.test(text);
  });
const broken = new Set(['majestic']);
/** Of tests alone; in the repository itself, as it is. */
const elsewhere = /^(?:deadends|committedanswer)/;

describe('exports in every form that people have them in', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'forms-'));
  });
  after(() => removeFolder(folder));

  const pagesOf = async (fixture: Fixture, saved: readonly Saved[], form: string): Promise<string> => {
    const own = join(folder, `${fixture.name}-${form}`.replace(/\W+/g, '-'));
    const opened = [];
    for (const { name, bytes } of saved) {
      const file = join(own, name);
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, bytes);
      const files = await openSavedFiles(file, name);
      assert.ok(files.ok, files.ok ? '' : files.failure.message);
      opened.push(...files.value);
    }
    const target = siteTarget(fixture.files.get('site') ?? '');
    assert.ok(target);
    const read = await readSavedFiles(sources, opened, { targets: [target], includeSubdomains: true }, '2026-11-23');
    assert.ok(read.ok, read.ok ? '' : read.failure.message);
    const line = (page: (typeof read.value.pages)[number]) =>
      [page.url, page.status, page.backlinks ?? '?', page.referringDomains ?? '?'].join('\t');
    return `${read.value.pages.map(line).join('\n')}\n`;
  };

  for (const fixture of fixtures('sources').filter(({ name }) => !elsewhere.test(name))) {
    it(`are the same pages: ${fixture.name}`, async () => {
      const files = filesOf(fixture);
      const delimiters = isTable(files) && !broken.has(fixture.name) ? ['\t', ';', '|'] : [];
      const tables = delimiters.map((delimiter): readonly [string, readonly Saved[]] => [
        `cells between ${JSON.stringify(delimiter)}`,
        each((text) => utf8(withDelimiter(text, delimiter)))(files),
      ]);
      // What stands beside a file in its ZIP belongs to it there alone.
      const isInZip = [...fixture.files.keys()].some((name) => name.includes('.zip/'));
      const own = Object.entries(forms).filter(([form]) => !isInZip || form.startsWith('a ZIP'));
      const all = [...own.map(([form, save]) => [form, save(files)] as const), ...(isInZip ? [] : tables)];
      for (const [form, saved] of all) {
        assert.equal(await pagesOf(fixture, saved, form), fixture.files.get('want'), form);
      }
    });
  }
});
