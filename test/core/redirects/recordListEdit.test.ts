/**
 * Records put into lists and taken out of them, in JSON, YAML and a script. What is wanted is written out, and read
 * again by other readers: JSON.parse and yaml.
 */
import assert from 'node:assert/strict';
import { parse as parseYaml } from 'yaml';
import { type DataNode, dataAt, textAt } from '../../../src/core/data/data.ts';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import { parseRecords, type RecordGrammar } from '../../../src/core/redirects/writing/recordList.ts';
import { addRecords, removeRecord } from '../../../src/core/redirects/writing/recordListEdit.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';

/** A host that takes a source or several, and tells its status in any of three ways. */
const grammar: RecordGrammar = {
  format: 'test',
  host: 'netlify',
  target: 'to',
  lists: ({ root }) => [dataAt(root, 'routes')].filter((node): node is DataNode => node !== undefined),
  read(record) {
    const from = dataAt(record, 'from');
    const to = textAt(record, 'to') ?? textAt(record, 'toPage');
    if (from === undefined || to === undefined) return { problem: 'needs from and to' };
    const places = from.kind === 'list' ? from.items : [from];
    return places.flatMap((place) => {
      const source = place.kind === 'value' ? String(place.value) : '';
      const more = from.kind === 'list' ? { place } : {};
      return [
        { from: source, to, source: { kind: 'exact', path: urlPath(source) }, status: statusOf(record), ...more },
      ];
    });
  },
  write: ({ from, to, status }) => [
    ['from', from],
    ['to', to],
    ['status', status],
  ],
  missing: ({ root }) => (root.kind === 'object' ? { into: root, name: 'routes' } : undefined),
  empty: '{ "routes": [] }\n',
};

function statusOf(record: DataNode): 301 | 302 | 307 | 308 {
  const value = (name: string) => {
    const node = dataAt(record, name);
    return node?.kind === 'value' ? node.value : undefined;
  };
  const written = Number(value('status') ?? value('type') ?? 301);
  if (value('permanent') === false) return 302;
  return written === 302 || written === 307 || written === 308 ? written : 301;
}

const context = redirectSite({});
const json = 'site.json' as RepoPath;
const yaml = 'site.yaml' as RepoPath;
const script = 'site.config.js' as RepoPath;

function add(text: string, wishes: string, file = json): string {
  const edits = addRecords(grammar, redirectsOf(wishes), text, file, context);
  assert.ok(!('refused' in edits), JSON.stringify(edits));
  const after = applyEdits(text, edits);
  if (file === json) JSON.parse(after);
  if (file === yaml) parseYaml(after);
  const again = addRecords(grammar, redirectsOf(wishes), after, file, context);
  assert.deepEqual(again, [], 'adding again changes nothing');
  return after;
}

function remove(text: string, from: string, file = json): string {
  const rule = parseRecords(grammar, text, file, context).rules.find((one) => one.from === from);
  assert.ok(rule);
  const after = applyEdits(text, removeRecord(grammar, rule, text));
  if (file === json) JSON.parse(after);
  if (file === yaml) parseYaml(after);
  return after;
}

describe('a record that is changed', () => {
  const cases: readonly (readonly [what: string, before: string, after: string])[] = [
    ['in the number it had', '{"from": "/a", "to": "/b", "status": 302}', '{"from": "/a", "to": "/x", "status": 301}'],
    ['in a text', '{"from": "/a", "to": "/b", "type": "302"}', '{"from": "/a", "to": "/x", "type": "301"}'],
    [
      'in a number of another name',
      '{"from": "/a", "to": "/b", "type": 307}',
      '{"from": "/a", "to": "/x", "type": 301}',
    ],
    ['in a flag', '{"from": "/a", "permanent": false, "to": "/b"}', '{"from": "/a", "permanent": true, "to": "/x"}'],
    [
      'nowhere where it is permanent',
      '{"from": "/a", "to": "/b", "status": 308}',
      '{"from": "/a", "to": "/x", "status": 308}',
    ],
    ['nowhere where none is written', '{"from": "/a", "to": "/b"}', '{"from": "/a", "to": "/x"}'],
    ['beside what else it says', '{"from":"/a","note":"to /b","to":"/b"}', '{"from":"/a","note":"to /b","to":"/x"}'],
  ];
  for (const [what, before, after] of cases) {
    it(`tells its status ${what}`, () => {
      assert.equal(add(`{"routes": [${before}]}\n`, '/a -> /x'), `{"routes": [${after}]}\n`);
      assert.equal(
        add(`{"routes": [{"from": "/o", "to": "/p"}, ${before}]}\n`, '/a -> /x'),
        `{"routes": [{"from": "/o", "to": "/p"}, ${after}]}\n`,
      );
    });
  }

  it('gets a status where the old one goes without saying, and is another', () => {
    assert.equal(
      add('{"routes": [{"from": "/a", "to": "/b"}]}\n', '/a -> /b 302'),
      '{"routes": [{"from": "/a", "to": "/b", "status": 302}]}\n',
    );
    assert.equal(
      add('routes:\n  - from: /a\n    to: /b\n', '/a -> /b 302', yaml),
      'routes:\n  - from: /a\n    to: /b\n    status: 302\n',
    );
  });

  it('keeps its quotes, and has none where it had none', () => {
    assert.equal(
      add('module.exports = { routes: [{ from: \'/a\', to: "/b" }] };\n', '/a -> /x', script),
      'module.exports = { routes: [{ from: \'/a\', to: "/x" }] };\n',
    );
    assert.equal(
      add('module.exports = { routes: [{ from: "/a", to: \'/b\' }] };\n', '/a -> /x', script),
      'module.exports = { routes: [{ from: "/a", to: \'/x\' }] };\n',
    );
    for (const quote of ['"', "'", ''])
      assert.equal(
        add(`routes:\n  - from: /a\n    to: ${quote}/b${quote}\n`, '/a -> /x', yaml),
        `routes:\n  - from: /a\n    to: ${quote}/x${quote}\n`,
      );
  });

  it('is written anew where its target has another name', () => {
    assert.equal(
      add('{"routes": [{"from": "/a", "toPage": "/b"}]}\n', '/a -> /x'),
      '{"routes": [{"from": "/a", "to": "/x", "status": 301}]}\n',
    );
    assert.equal(
      add('routes:\n  - from: /a\n    toPage: /b\n  - from: /c\n    to: /d\n', '/a -> /x', yaml),
      'routes:\n  - from: /a\n    to: /x\n    status: 301\n  - from: /c\n    to: /d\n',
    );
  });

  it('is left alone where it says that already', () => {
    for (const status of ['', ', "status": 308', ', "permanent": true'])
      assert.deepEqual(
        addRecords(
          grammar,
          redirectsOf('/a -> /b'),
          `{"routes": [{"from": "/a", "to": "/b"${status}}]}`,
          json,
          context,
        ),
        [],
      );
  });
});

describe('a record with several sources', () => {
  it('keeps the others when one is led elsewhere', () => {
    assert.equal(
      add('{"routes": [{"from": ["/a", "/b", "/c"], "to": "/d"}]}\n', '/b -> /x'),
      '{"routes": [{"from": ["/a", "/c"], "to": "/d"}, {"from": "/b", "to": "/x", "status": 301}]}\n',
    );
  });

  it('loses one of them alone, the first, the middle one or the last', () => {
    const text = '{"routes": [{"from": ["/a", "/b", "/c"], "to": "/d"}]}\n';
    assert.equal(remove(text, '/a'), '{"routes": [{"from": ["/b", "/c"], "to": "/d"}]}\n');
    assert.equal(remove(text, '/b'), '{"routes": [{"from": ["/a", "/c"], "to": "/d"}]}\n');
    assert.equal(remove(text, '/c'), '{"routes": [{"from": ["/a", "/b"], "to": "/d"}]}\n');
    const block = 'routes:\n  - from:\n      - /a\n      - /b # why\n    to: /d\n';
    assert.equal(remove(block, '/b', yaml), 'routes:\n  - from:\n      - /a\n    to: /d\n');
    assert.equal(remove(block, '/a', yaml), 'routes:\n  - from:\n      - /b # why\n    to: /d\n');
    const flow = 'routes:\n  - from: [/a, /b]\n    to: /d\n';
    assert.equal(remove(flow, '/a', yaml), 'routes:\n  - from: [/b]\n    to: /d\n');
  });

  it('is gone with its last one', () => {
    assert.equal(
      remove('{"routes": [{"from": ["/a"], "to": "/d"}, {"from": "/e", "to": "/f"}]}\n', '/a'),
      '{"routes": [{"from": "/e", "to": "/f"}]}\n',
    );
    assert.equal(
      remove('routes:\n  - from:\n      - /a\n    to: /d\n  - from: /e\n    to: /f\n', '/a', yaml),
      'routes:\n  - from: /e\n    to: /f\n',
    );
  });
});

describe('records that are added', () => {
  it('stand behind the others, in the form these have', () => {
    assert.equal(
      add('{\n  "routes": [\n    { "from": "/a", "to": "/b" }\n  ]\n}\n', '/c -> /d\n/e -> /f 302'),
      '{\n  "routes": [\n    { "from": "/a", "to": "/b" },\n    { "from": "/c", "to": "/d", "status": 301 },\n    { "from": "/e", "to": "/f", "status": 302 }\n  ]\n}\n',
    );
    assert.equal(
      add('{\n\t"routes": [\n\t\t{\n\t\t\t"from": "/a",\n\t\t\t"to": "/b"\n\t\t}\n\t]\n}', '/c -> /d'),
      '{\n\t"routes": [\n\t\t{\n\t\t\t"from": "/a",\n\t\t\t"to": "/b"\n\t\t},\n\t\t{\n\t\t\t"from": "/c",\n\t\t\t"to": "/d",\n\t\t\t"status": 301\n\t\t}\n\t]\n}',
    );
  });

  it('make a new file, which no text was', () => {
    for (const text of ['', '\n', '  \n']) {
      const after = add(text, '/c -> /d');
      assert.deepEqual(JSON.parse(after), { routes: [{ from: '/c', to: '/d', status: 301 }] });
    }
  });

  it('are one where they are asked for twice', () => {
    const after = add('{"routes": []}', '/c -> /d\n/c -> /d');
    assert.deepEqual(JSON.parse(after), { routes: [{ from: '/c', to: '/d', status: 301 }] });
  });

  it('are refused by what code goes through, with the file named', () => {
    const text =
      'const all = [{ from: "/a", to: "/b" }];\nmodule.exports = { routes: all.map(({ from, to }) => ({ from: "/en" + from, to })) };\n';
    const edits = addRecords(grammar, redirectsOf('/c -> /d'), text, script, context);
    assert.ok('refused' in edits);
    assert.match(edits.refused, /site\.config\.js/);
  });
});

describe('records that are taken out', () => {
  it('leave those around them as they were, and their commas', () => {
    const text = '{"routes": [{"from": "/a", "to": "/b"}, {"from": "/c", "to": "/d"}, {"from": "/e", "to": "/f"}]}\n';
    assert.equal(remove(text, '/a'), '{"routes": [{"from": "/c", "to": "/d"}, {"from": "/e", "to": "/f"}]}\n');
    assert.equal(remove(text, '/c'), '{"routes": [{"from": "/a", "to": "/b"}, {"from": "/e", "to": "/f"}]}\n');
    assert.equal(remove(text, '/e'), '{"routes": [{"from": "/a", "to": "/b"}, {"from": "/c", "to": "/d"}]}\n');
  });

  it('give back the text that they were added to', () => {
    const texts: readonly (readonly [text: string, file: RepoPath])[] = [
      ['{\n  "name": "x"\n}\n', json],
      ['{\n  "routes": [\n    { "from": "/a", "to": "/b" }\n  ]\n}\n', json],
      ['name: x\n', yaml],
      ['name: x\nroutes:\n  - from: /a\n    to: /b\nlast: 1\n', yaml],
      ['module.exports = {\n  name: "x",\n  routes: [\n    { from: "/a", to: "/b" },\n  ],\n};\n', script],
    ];
    for (const [text, file] of texts) assert.equal(remove(add(text, '/new -> /x', file), '/new', file), text);
  });
});
