import assert from 'node:assert/strict';
import { editableText, hasLoneSurrogate } from '../../../src/core/text/encoding.ts';

const reasonOf = (bytes: Uint8Array) => {
  const read = editableText(bytes);
  return read.kind === 'uneditable' ? read.reason : undefined;
};

describe('the bytes of a text that is edited', () => {
  it('are those of UTF-8, with its byte order mark or without, with LF or CRLF', () => {
    for (const text of ['', 'a', '# café 東京 🏝\n/x /a/ 301\r\n', 'no end', '\uFFFD is a character, too\n']) {
      const plain = editableText(Buffer.from(text));
      assert.deepEqual(plain, { kind: 'text', text, mark: '' });
      assert.deepEqual(editableText(Buffer.from(`\uFEFF${text}`)), { kind: 'text', text, mark: '\uFEFF' });
    }
    // A second mark is part of the text.
    assert.deepEqual(editableText(Buffer.from('\uFEFF\uFEFFa')), { kind: 'text', text: '\uFEFFa', mark: '\uFEFF' });
  });
  it('give back every byte', () => {
    for (let round = 0; round < 2000; round++) {
      const bytes = Uint8Array.from({ length: 1 + (round % 7) }, (_, i) => (round * 2654435761 * (i + 3)) >>> 13);
      const read = editableText(bytes);
      if (read.kind === 'text') assert.deepEqual(Buffer.from(read.mark + read.text), Buffer.from(bytes));
    }
  });
  it('are refused with the byte and its line', () => {
    assert.match(
      reasonOf(Buffer.from('a\n# caf\xe9 menu\n', 'latin1')) ?? '',
      /^Byte E9 on line 2 is not UTF-8;.*Latin-1/,
    );
    for (const bad of [[0x80], [0xc3], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82]]) {
      const bytes = Buffer.concat([Buffer.from('é\n東\n'), Buffer.from(bad)]);
      assert.match(reasonOf(bytes) ?? '', /on line 3 is not UTF-8/, bad.join());
      assert.match(reasonOf(Buffer.concat([bytes, Buffer.from('\nmore')])) ?? '', /on line 3 is not UTF-8/, bad.join());
    }
  });
  it('are refused with the name of a wide encoding', () => {
    const little = Buffer.from('/x /a/ 301\n', 'utf16le');
    const big = Buffer.from(little).swap16();
    assert.match(reasonOf(little) ?? '', /UTF-16 \(little endian\).*Save it as UTF-8/);
    assert.match(reasonOf(big) ?? '', /UTF-16 \(big endian\)/);
    assert.match(reasonOf(Buffer.concat([Buffer.from([0xff, 0xfe]), little])) ?? '', /UTF-16 \(little endian\)/);
    assert.match(reasonOf(Buffer.concat([Buffer.from([0xfe, 0xff]), big])) ?? '', /UTF-16 \(big endian\)/);
    assert.match(reasonOf(Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])) ?? '', /UTF-32/);
  });
  it('are refused with a NUL, and with a carriage return alone', () => {
    assert.match(reasonOf(Buffer.from('a\nb\0c\n')) ?? '', /NUL byte on line 2/);
    assert.match(reasonOf(Buffer.from('/a /b\r/c /d\r')) ?? '', /^Line 1 ends in a carriage return alone/);
    assert.match(reasonOf(Buffer.from('a\r\nb\nc\r\r\n')) ?? '', /^Line 3 ends/);
  });
  it('cannot hold half of a character', () => {
    assert.equal(hasLoneSurrogate('a🏝b'), false);
    assert.equal(hasLoneSurrogate('a\uD83Cb'), true);
    assert.equal(hasLoneSurrogate('\uDFDD'), true);
  });
});
