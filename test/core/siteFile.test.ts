import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { type KeyKind, siteFileKeys } from '../../src/core/configuration/keys.ts';
import { readSiteFile, siteFileName } from '../../src/core/configuration/siteFile.ts';
import { generators } from '../../src/core/generators/index.ts';
import type { RepoPath } from '../../src/core/paths.ts';

const root = join(import.meta.dirname, '../..');
const read = (text: string) => readSiteFile('site/.broken-backlinks.json' as RepoPath, text);
const values = (text: string) =>
  Object.fromEntries(
    Object.entries(read(text).values).map(([key, entry]) => [
      key,
      'value' in entry ? entry.value : entry.map((item) => item.value),
    ]),
  );
const notes = (text: string) => read(text).notes.map(({ line, message }) => `${line} ${message}`);

describe('the configuration file', () => {
  it('is JSON with comments, trailing commas and a byte order mark, each value with its line', () => {
    const text = '\uFEFF{\r\n  // where it is\r\n  "site": "https://example.org/",\r\n  "minimumDomains": 2,\r\n}\r\n';
    assert.deepEqual(notes(text), []);
    assert.deepEqual(read(text).values, {
      site: { value: 'https://example.org/', line: 3 },
      minimumDomains: { value: 2, line: 4 },
    });
  });

  it('means what it meant in 0.1.0: address, static and pages', () => {
    const text =
      '{ "address": "https://example.org/docs/", "static": ["public"], "pages": { "a/**": "/{path}/", "b": false } }';
    assert.deepEqual(values(text), {
      address: 'https://example.org/docs/',
      static: ['public'],
      pages: [['/{path}/'], []],
    });
  });

  it('loses nothing but the mistake', () => {
    const text =
      '{\n "site": 3,\n "Ignore": ["/a"],\n "ignore": ["/b", null],\n "replace": 1,\n "root": "web"\n "static": []}';
    assert.deepEqual(values(text), { ignore: ['/b'], root: 'web', static: [] });
    assert.deepEqual(notes(text), [
      '7 The JSON is broken here; what can be read of it is used.',
      '2 "site" takes text in quotes.',
      '3 "Ignore" is not a known key of this file. Did you mean ignore?',
      '4 "ignore" takes a list of texts, such as ["a", "b"]; this entry is something else and is left out.',
      '5 "replace" takes true or false.',
    ]);
  });

  it('refuses each kind of value with its line, for every key', () => {
    const wrong: Readonly<Record<KeyKind, string>> = {
      text: '["x"]',
      texts: '"x"',
      flag: '"true"',
      count: '0',
      pages: '["docs/**"]',
      pairs: '["old.example.net"]',
    };
    for (const [key, kind] of Object.entries(siteFileKeys)) {
      const text = `{\n${JSON.stringify(key)}: ${wrong[kind]} }`;
      assert.equal(notes(text).length, 1, key);
      assert.ok(notes(text)[0]?.startsWith(`2 "${key}" takes `), key);
      assert.deepEqual(values(text), {}, key);
    }
  });

  it('stays quick and whole however hostile it is', () => {
    const deep = `{ "pages": ${'['.repeat(100_000)}`;
    assert.equal(notes(deep).length, 1);
    for (const text of [
      '',
      '[]',
      '3',
      '"x"',
      'null',
      '{',
      '\0',
      '{ "__proto__": { "site": "x" }, "constructor": 1 }',
    ]) {
      assert.ok(notes(text).length >= (text === '{' ? 0 : 1), text);
      assert.deepEqual(read(text).values, {}, text);
    }
    const many = JSON.stringify({
      pages: Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`a${i}`, '/x/'])),
    });
    assert.equal(read(many).values.pages?.length, 300);
    assert.match(notes(many).join(), /more than 300 entries/);
    assert.equal(notes(JSON.stringify({ ignore: ['a'.repeat(1e6)] })).length, 1);
  });
});

describe('the schema of the configuration file', () => {
  const schema = JSON.parse(readFileSync(join(root, 'media/broken-backlinks.schema.json'), 'utf8'));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  it('is what the editor completes and validates the file by', () => {
    const [entry] = manifest.contributes.jsonValidation;
    assert.deepEqual(entry, { fileMatch: siteFileName, url: './media/broken-backlinks.schema.json' });
  });

  it('has every key that is read and no other, each of its kind and explained', () => {
    assert.deepEqual(Object.keys(schema.properties).sort(), Object.keys(siteFileKeys).sort());
    assert.equal(schema.additionalProperties, false);
    const types: Readonly<Record<KeyKind, string>> = {
      text: 'string',
      texts: 'array',
      flag: 'boolean',
      count: 'integer',
      pages: 'object',
      pairs: 'object',
    };
    for (const [key, kind] of Object.entries(siteFileKeys)) {
      assert.equal(schema.properties[key].type, types[kind], key);
      assert.match(schema.properties[key].description, /\.$/, key);
    }
    assert.deepEqual(
      schema.properties.generator.enum,
      generators.map(({ id }) => id),
      'run: node tools/node24.mjs tools/readmeTables.ts',
    );
  });
});
