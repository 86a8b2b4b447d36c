import assert from 'node:assert/strict';
import { openData } from '../../../src/core/data/data.ts';
import { readFrontMatter } from '../../../src/core/frontMatter/frontMatter.ts';
import type { RepoPath } from '../../../src/core/paths.ts';
import { readPythonAssignments } from '../../../src/core/python/literals.ts';
import { configurationOf, readScriptText } from '../../../src/core/script/script.ts';
import { globTest, ignoreTest } from '../../../src/core/text/glob.ts';
import { openJson, parseJson } from '../../../src/core/text/json.ts';
import { readToml } from '../../../src/core/text/toml.ts';
import { openToml } from '../../../src/core/text/tomlEdit.ts';
import { parseYaml, readYaml } from '../../../src/core/text/yaml.ts';
import { openYaml } from '../../../src/core/text/yamlEdit.ts';

const deep = 5000;
const around = (open: string, inner: string, close: string) => open.repeat(deep) + inner + close.repeat(deep);

/** Texts that end or stall a parser that nobody holds back. */
const texts: Readonly<Record<string, readonly string[]>> = {
  yaml: [
    `a: ${around('[', '', ']')}\n`,
    `a: ${'['.repeat(deep)}\n`,
    `a: ${around('{a: ', '1', '}')}\n`,
    `${'- '.repeat(deep)}x\n`,
    `${'? '.repeat(deep)}x\n`,
    `${Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')} x\n`,
    'a: &a\n  b: *a\n',
    'a: &a [*a, *a]\n',
    ['a: &a [x, x, x, x, x, x, x, x, x, x]']
      .concat([...'bcdefghij'].map((name, i) => `${name}: &${name} [${`*${'abcdefghi'[i]}, `.repeat(10)}]`))
      .join('\n'),
  ],
  json: [around('[', '', ']'), '['.repeat(100_000), around('{"a":', '1', '}')],
  toml: [
    `a = ${around('[', '', ']')}\n`,
    `a = ${around('{b=', '1', '}')}\n`,
    `[${'a.'.repeat(deep)}b]\nx = 1\n`,
    `${'a.'.repeat(deep)}b = 1\n`,
  ],
  js: [
    ...['[]', '()', '{}'].map(([open = '', close = '']) => `export default ${around(open, '', close)}`),
    `export default ${'f('.repeat(deep)}`,
    `export default ${'"a"+'.repeat(deep * 4)}"b"`,
    `export default a${'.b'.repeat(deep * 4)}`,
    `export default a${'.b()'.repeat(deep * 4)}`,
    `a${'.b'.repeat(deep * 4)} = 1`,
    `export default ${'!'.repeat(deep * 4)}1`,
    `export default ${'a?b:'.repeat(deep * 2)}c`,
    `export default ${'a=>'.repeat(deep)}1`,
    `if(a){}${'else if(b){}'.repeat(deep)}`,
    `export default ${around('<a>', '', '</a>')}`,
    'let a = [1]; for (;;) a = a.concat(a); export default a',
    'let a = "x"; for (;;) a += a; export default a',
    'let a = []; for (;;) a.push(a.length); export default a',
    `let a = 'a'.repeat(900000); for (;;) a.replace(/(a*)*(b*)*c/, ''); export default a`,
    'const f = () => [f(), f()]; export default f()',
  ],
  py: [
    `a = ${around('[', '', ']')}\n`,
    `a = ${'('.repeat(deep)}\n`,
    `a = ${'-'.repeat(deep * 20)}1\n`,
    `a = [1]\n${'a += a\n'.repeat(60)}`,
    `a = 'x'\n${'a += a\n'.repeat(60)}`,
  ],
};

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  yaml: (text) => [
    JSON.stringify(readYaml(text).value ?? null),
    openYaml(text),
    openData(text, 'a.yml' as RepoPath),
    readFrontMatter(`---\n${text}---\n`, 'a.md'),
    quietly(() => parseYaml(text)),
  ],
  json: (text) => [
    openJson(text),
    openData(text, 'a.json' as RepoPath),
    readFrontMatter(text, 'a.md'),
    readFrontMatter(`---json\n${text}\n---\n`, 'a.md'),
    readFrontMatter(`;;;\n"a": ${text}\n;;;\n`, 'a.md'),
    quietly(() => parseJson(text)),
  ],
  toml: (text) => [readToml(text), openToml(text), readFrontMatter(`+++\n${text}+++\n`, 'a.md')],
  js: (text) => [
    configurationOf(readScriptText('a.config.js' as RepoPath, text)),
    // What ends by its steps alone ends alike whoever asks.
    ...(text.includes(';;')
      ? []
      : [openData(text, 'next.config.js' as RepoPath), openData(text, 'next.config.ts' as RepoPath)]),
  ],
  py: readPythonAssignments,
};

/** Whoever calls these says what went wrong; a mistake of the reader is none of that. */
function quietly(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    assert.ok(!(error instanceof RangeError), String(error));
    return undefined;
  }
}

describe('texts that nest or multiply', () => {
  for (const [language, list] of Object.entries(texts)) {
    for (const text of list) {
      it(`end nobody who reads ${language}: ${text.slice(0, 40)}`, () => {
        readers[language]?.(text);
      });
    }
  }

  it('are told from long ones', () => {
    const flat = `{"a": [${'{"b": ["c[", "{"]},'.repeat(5000)}1]}`;
    assert.ok(openJson(flat));
    assert.equal(readYaml(`a:\n${'- b: [c]\n'.repeat(5000)}`).problem, undefined);
    assert.equal(readYaml(`${'a'}: |\n${'  [ {\n'.repeat(20)}`).problem, undefined);
  });

  it('stall no glob', () => {
    const patterns = ['{a,'.repeat(deep), around('{a,', '', '}'), around('@(a|', '', ')'), `${'*a'.repeat(500)}*b`];
    for (const pattern of patterns) assert.equal(globTest(pattern)('a'.repeat(500)), false);
    assert.equal(ignoreTest(`${'*a'.repeat(500)}*b${' '.repeat(10_000)}x`)('a'.repeat(500)), false);
  });
});
