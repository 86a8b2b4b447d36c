/** What formats that are a list of records read, also where only running the file would tell it all. */
import assert from 'node:assert/strict';
import { type DataNode, dataAt, openData, textAt } from '../../../src/core/data/data.ts';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import type { InvalidRule, RedirectRule } from '../../../src/core/redirects/format.ts';
import { ancestors, ownerOf } from '../../../src/core/redirects/writing/ancestors.ts';
import { areAmong, refuseGenerated, withGenerated } from '../../../src/core/redirects/writing/generatedRules.ts';
import {
  isPartlyUnknown,
  nodeOf,
  parseRecords,
  type RecordGrammar,
} from '../../../src/core/redirects/writing/recordList.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const grammar: RecordGrammar = {
  format: 'test',
  host: 'netlify',
  target: 'to',
  lists: ({ root }) => [dataAt(root, 'routes')].filter((node): node is DataNode => node !== undefined),
  read(record) {
    const [from, to] = [textAt(record, 'from'), textAt(record, 'to')];
    if (from === undefined || to === undefined) return { problem: 'needs from and to' };
    return [{ from, to, source: { kind: 'exact', path: urlPath(from) }, status: 301 }];
  },
  write: ({ from, to }) => [
    ['from', from],
    ['to', to],
  ],
};

const script = 'site.config.ts' as RepoPath;
const read = (text: string, file = script) => parseRecords(grammar, text, file, redirectSite({}));
const said = ({ line, message, isHidden, reach }: InvalidRule) => [line, message, isHidden ?? false, reach];

describe('a list of records', () => {
  it('gives its rules in order, each with its place', () => {
    const text =
      'export default {\n  routes: [\n    { from: "/a", to: "/b" },\n    { from: "/c", to: "/d" },\n  ],\n};\n';
    const { rules, invalid, host } = read(text);
    assert.deepEqual(
      rules.map(({ from, to, line, order, start, end }) => [from, to, line, order, text.slice(start, end)]),
      [
        ['/a', '/b', 3, 0, '{ from: "/a", to: "/b" }'],
        ['/c', '/d', 4, 1, '{ from: "/c", to: "/d" }'],
      ],
    );
    assert.deepEqual([invalid, host], [[], 'netlify']);
    assert.ok(rules.every(({ generatedTogether }) => generatedTogether === undefined));
  });

  it('says of a text that cannot be read that it cannot, and nothing of an empty one', () => {
    const json = 'site.json' as RepoPath;
    for (const empty of ['', '\n', ' \t\r\n']) assert.deepEqual(read(empty, json).invalid, [], JSON.stringify(empty));
    const { rules, invalid } = read('\0', json);
    assert.deepEqual(rules, []);
    assert.deepEqual(invalid.map(said), [[1, 'site.json cannot be read; correct its syntax first.', false, undefined]]);
  });

  it('says of what is no list that it must be one, and keeps its line', () => {
    const { rules, invalid } = read('export default {\n  routes: { from: "/a" },\n};\n');
    assert.deepEqual(rules, []);
    assert.deepEqual(invalid.map(said), [[2, 'The redirects must be a list.', false, undefined]]);
  });

  it('casts doubt on everything where the list itself is not visible', () => {
    const { rules, invalid } = read('import { all } from "somewhere";\nexport default {\n  routes: all(),\n};\n');
    assert.deepEqual(rules, []);
    assert.equal(invalid.length, 1);
    assert.deepEqual([invalid[0]?.line, invalid[0]?.isHidden, invalid[0]?.reach], [3, true, undefined]);
    assert.match(invalid[0]?.message ?? '', /^The redirects cannot be read: the list /);
  });

  it('never loses a good record to one that is bad or not visible', () => {
    const lines = [
      'import { more, target } from "somewhere";',
      'export default {',
      '  routes: [',
      '    { from: "/a", to: "/b" },',
      '    { from: "/lonely" },',
      '    more(),',
      '    { from: "/doubt/", to: target() },',
      '    { from: "/z", to: "/y" },',
      '  ],',
      '};',
    ];
    const { rules, invalid } = read(lines.join('\n'));
    assert.deepEqual(
      rules.map(({ from, order }) => [from, order]),
      [
        ['/a', 0],
        ['/z', 1],
      ],
    );
    const [lonely, hidden, doubted] = invalid.map(said);
    assert.deepEqual(lonely, [5, 'needs from and to', false, undefined]);
    assert.deepEqual([hidden?.[0], hidden?.[2]], [6, true]);
    assert.match(String(hidden?.[1]), /^A rule cannot be read: it /);
    // What it leads to is not known; where it may answer is.
    assert.deepEqual(doubted, [
      7,
      'A rule cannot be read: its to is not written here.',
      true,
      { under: '/', regex: '(?i)^/doubt/?$' },
    ]);
  });

  it('reaches everything by a record whose source is not visible either', () => {
    const { invalid } = read(
      'import { at } from "somewhere";\nexport default { routes: [{ from: at(), to: "/b" }, { from: 1, to: 2 }] };\n',
    );
    assert.deepEqual(
      invalid.map(({ isHidden, reach }) => [isHidden ?? false, reach]),
      [
        [true, undefined],
        [false, undefined],
      ],
    );
  });

  it('counts the others that one place of the code makes', () => {
    const { rules } = read('export default {\n  routes: ["/a", "/b", "/c"].map((from) => ({ from, to: "/x" })),\n};\n');
    assert.deepEqual(
      rules.map(({ from, generatedTogether }) => [from, generatedTogether]),
      [
        ['/a', 2],
        ['/b', 2],
        ['/c', 2],
      ],
    );
  });
});

describe('what is only told by running a file', () => {
  const cases: readonly (readonly [value: string, isUnknown: boolean])[] = [
    ['{ a: 1, b: ["x", { c: null }] }', false],
    ['[]', false],
    ['{}', false],
    ['f()', true],
    ['{ a: f() }', true],
    ['{ a: { b: [1, [f()]] } }', true],
    ['{ a: 1, ...f() }', true],
    ['{ a: 1, [f()]: 2 }', true],
  ];
  for (const [value, isUnknown] of cases) {
    it(`is ${isUnknown ? 'part' : 'no part'} of ${value}`, () => {
      const data = openData(`import { f } from "somewhere";\nexport default { routes: ${value} };\n`, script);
      const node = data && dataAt(data.root, 'routes');
      assert.ok(node);
      assert.equal(isPartlyUnknown(node), isUnknown);
    });
  }

  it('is no part of what is written', () => {
    const text = (value: string) => ({ kind: 'value', value, start: 0, end: 0 });
    assert.deepEqual(nodeOf('/a'), text('/a'));
    assert.deepEqual(nodeOf(['/a', '/b']), { kind: 'list', items: [text('/a'), text('/b')], start: 0, end: 0 });
    assert.equal(isPartlyUnknown(nodeOf(['/a'])), false);
  });
});

describe('rules that code makes together', () => {
  const rule = (from: string, start: number, end: number) =>
    ({ from, to: '/x', line: 7, start, end }) as unknown as RedirectRule;

  it('are those at the same place, and no others', () => {
    const alone = rule('/alone', 0, 9);
    const counted = withGenerated([
      alone,
      rule('/a', 10, 20),
      rule('/b', 10, 20),
      rule('/c', 10, 21),
      rule('/d', 9, 20),
    ]);
    assert.equal(counted[0], alone);
    assert.deepEqual(
      counted.map(({ generatedTogether }) => generatedTogether),
      [undefined, 1, 1, undefined, undefined],
    );
  });

  it('are not edited, and it is said with how many', () => {
    assert.equal(refuseGenerated(rule('/a', 0, 1)), undefined);
    assert.equal(refuseGenerated({ ...rule('/a', 0, 1), generatedTogether: 0 }), undefined);
    assert.deepEqual(refuseGenerated({ ...rule('/a', 0, 1), generatedTogether: 1 }), {
      refused: 'The code in line 7 makes /a together with another rule; change it by hand.',
    });
    assert.deepEqual(refuseGenerated({ ...rule('/a', 0, 1), generatedTogether: 2 }), {
      refused: 'The code in line 7 makes /a together with 2 other rules; change it by hand.',
    });
  });

  it('are still there after an edit when each is, source and target', () => {
    const now = [rule('/a', 0, 1), rule('/b', 1, 2)];
    assert.equal(areAmong([], now), true);
    assert.equal(areAmong([{ from: '/b', to: '/x' }], now), true);
    assert.equal(
      areAmong(
        [
          { from: '/b', to: '/x' },
          { from: '/a', to: '/x' },
        ],
        now,
      ),
      true,
    );
    assert.equal(areAmong([{ from: '/b', to: '/y' }], now), false);
    assert.equal(
      areAmong(
        [
          { from: '/a', to: '/x' },
          { from: '/c', to: '/x' },
        ],
        now,
      ),
      false,
    );
  });
});

describe('what holds a node', () => {
  const text = '{"redirects": {"rules": [{"from": "/a"}, {"from": "/b"}]}, "other": [1]}';
  const root = openData(text, 'site.json' as RepoPath)?.root as DataNode;
  const list = dataAt(dataAt(root, 'redirects') as DataNode, 'rules') as DataNode & { items: readonly DataNode[] };
  const second = list.items[1] as DataNode;

  it('is told from the outermost on, with the place in each', () => {
    assert.deepEqual(
      ancestors(second, root).map(({ start, end, index, items }) => [text.slice(start, end), index, items.length]),
      [
        [text, 0, 2],
        ['{"rules": [{"from": "/a"}, {"from": "/b"}]}', 0, 1],
        ['[{"from": "/a"}, {"from": "/b"}]', 1, 2],
      ],
    );
    const other = dataAt(root, 'other') as DataNode;
    assert.deepEqual(
      ancestors(other, root).map(({ index }) => index),
      [1],
    );
  });

  it('is nothing where the node stands elsewhere', () => {
    assert.deepEqual(ancestors(root, second), []);
    assert.deepEqual(ancestors(second, dataAt(root, 'other') as DataNode), []);
    assert.equal(ownerOf(second, dataAt(root, 'other') as DataNode), undefined);
  });

  it('ends with the innermost member', () => {
    const owner = ownerOf(second, root);
    assert.equal(
      owner && text.slice(owner.object.start, owner.object.end),
      '{"rules": [{"from": "/a"}, {"from": "/b"}]}',
    );
    assert.equal(owner?.index, 0);
    const value = dataAt(second, 'from') as DataNode;
    assert.equal(ownerOf(value, root)?.object, second);
    assert.equal(ownerOf(dataAt(root, 'other') as DataNode, root)?.index, 1);
  });
});
