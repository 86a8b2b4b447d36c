/** The `yaml` package tells of each key that stands twice, when it is asked to; it looks at all the others for each key then. */
import assert from 'node:assert/strict';
import { LineCounter, parseDocument } from 'yaml';
import { lineOfDoubledKey } from '../../../src/core/text/yaml.ts';

function lineToldByParser(text: string): number | undefined {
  const lineCounter = new LineCounter();
  const { errors } = parseDocument(text, { logLevel: 'silent', lineCounter });
  const twice = errors.find(({ code }) => code === 'DUPLICATE_KEY');
  return twice && lineCounter.linePos(twice.pos[0]).line;
}

const texts = [
  'a: 1\nb: 2\n',
  'a: 1\nb: 2\na: 3\n',
  'a:\n  b: 1\n  c: 2\n  b: 3\n',
  'a:\n  b: 1\nc:\n  b: 2\n',
  '- a: 1\n  b: 2\n- a: 1\n  a: 2\n',
  'a: { b: 1, "b": 2 }\n',
  "a: { b: 1, 'c': 2 }\nd: 1\nd: 2\n",
  'a: [b: 1, b: 2]\n',
  '1: a\n"1": b\n',
  '1: a\n0x1: b\n',
  'null: a\n~: b\n',
  '? [a]\n: 1\n? [a]\n: 2\n',
  '<<: 1\n<<: 2\n',
  '&x a: 1\n*x : 2\n',
  'a: 1\n!!str a: 2\n',
  'a: &m { b: 1 }\nc: { <<: *m, b: 2 }\n',
  '# a\n\na: |\n  a: 1\n  a: 2\nb: 1\n',
  'a: 1\nb:\n  c: 1\n  c: 2\na: 2\n',
  'a: "unclosed\na: 1\n',
  '',
];

describe('a key that stands twice in a YAML text', () => {
  for (const text of texts) {
    it(`is found where the parser finds it: ${JSON.stringify(text)}`, () =>
      assert.equal(lineOfDoubledKey(text), lineToldByParser(text)));
  }

  it('is not looked for in a text that nests too deep', () => {
    assert.equal(lineOfDoubledKey(`${'['.repeat(200)}\na: 1\na: 2\n`), undefined);
  });
});
