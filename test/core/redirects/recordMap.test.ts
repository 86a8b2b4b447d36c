/** Maps from source to target in JSON, TOML and a script: what is read, put in, taken out, and refused. */
import assert from 'node:assert/strict';
import { parse as parseToml } from 'smol-toml';
import { dataAt } from '../../../src/core/data/data.ts';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import {
  addToMap,
  inlineRecord,
  type MapGrammar,
  parseMap,
  removeFromMap,
} from '../../../src/core/redirects/writing/recordMap.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { printField, recordStyle } from '../../../src/core/text/records.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';

/** A target alone, or with its status; `false` is no redirect. */
const grammar: MapGrammar = {
  format: 'test',
  host: 'netlify',
  map: ({ root }) => dataAt(root, 'redirects'),
  missing: ({ root }) => (root.kind === 'object' ? { into: root, name: 'redirects' } : undefined),
  read(key, value) {
    const source = { kind: 'exact', path: urlPath(key) } as const;
    if (value.kind === 'value' && typeof value.value === 'string') {
      return { from: key, to: value.value, source, status: 301 };
    }
    if (value.kind === 'value' && value.value === false) return undefined;
    const [to, status] = [dataAt(value, 'to'), dataAt(value, 'status')];
    if (to?.kind !== 'value') return { problem: `${key} has no target` };
    const code = status?.kind === 'value' && status.value === 302 ? 302 : 301;
    return { from: key, to: String(to.value), source, status: code };
  },
  write: ({ from, to, status }) => ({
    key: from,
    source: { kind: 'exact', path: from },
    to,
    print: (style) =>
      status === 301
        ? printField(to, style)
        : inlineRecord(
            [
              ['to', to],
              ['status', status],
            ],
            style,
          ),
  }),
};

const context = redirectSite({});
const json = 'site.json' as RepoPath;
const toml = 'site.toml' as RepoPath;
const script = 'site.config.js' as RepoPath;

function add(text: string, wishes: string, file = json): string {
  const edits = addToMap(grammar, redirectsOf(wishes), text, file, context);
  assert.ok(!('refused' in edits), JSON.stringify(edits));
  const after = applyEdits(text, edits);
  if (file === json) JSON.parse(after);
  if (file === toml) parseToml(after);
  assert.deepEqual(addToMap(grammar, redirectsOf(wishes), after, file, context), [], 'adding again changes nothing');
  return after;
}

function refusal(text: string, wishes = '/x -> /y', file = script): string {
  const edits = addToMap(grammar, redirectsOf(wishes), text, file, context);
  assert.ok('refused' in edits, JSON.stringify(edits));
  return edits.refused;
}

function remove(text: string, from: string, file = json): string {
  const rule = parseMap(grammar, text, file, context).rules.find((one) => one.from === from);
  assert.ok(rule);
  const after = applyEdits(text, removeFromMap(grammar, rule, text));
  if (file === json) JSON.parse(after);
  if (file === toml) parseToml(after);
  return after;
}

describe('a map of redirects', () => {
  it('is read with places, passing over what is none, and each mistake told', () => {
    const text =
      '{\n  "redirects": {\n    "/a": "/b",\n    "/off": false,\n    "/bad": { "status": 301 },\n    "/c": { "to": "/d", "status": 302 }\n  }\n}\n';
    const { rules, invalid, host } = parseMap(grammar, text, json, context);
    assert.deepEqual(
      rules.map(({ from, to, status, line, order, start, end }) => [
        from,
        to,
        status,
        line,
        order,
        text.slice(start, end),
      ]),
      [
        ['/a', '/b', 301, 3, 0, '"/a": "/b"'],
        ['/c', '/d', 302, 6, 1, '"/c": { "to": "/d", "status": 302 }'],
      ],
    );
    assert.deepEqual(invalid, [{ format: 'test', file: json, line: 5, message: '/bad has no target' }]);
    assert.equal(host, 'netlify');
    assert.deepEqual(parseMap(grammar, '{}', json, context).rules, []);
  });

  it('says what only running the file would tell, and where that may answer', () => {
    const lines = [
      'import { more, target, all } from "somewhere";',
      'export default {',
      '  redirects: {',
      '    "/a": "/b",',
      '    "/doubt": target(),',
      '    ...more(),',
      '  },',
      '};',
    ];
    const { rules, invalid } = parseMap(grammar, lines.join('\n'), script, context);
    assert.deepEqual(
      rules.map(({ from }) => from),
      ['/a'],
    );
    assert.deepEqual(invalid.map(({ line, isHidden, reach }) => [line, isHidden, reach]).sort(), [
      [5, true, { under: '/', regex: '(?i)^/doubt/?$' }],
      [6, true, undefined],
    ]);
    const hidden = parseMap(grammar, `${lines[0]}\nexport default { redirects: all() };\n`, script, context);
    assert.deepEqual(hidden.rules, []);
    assert.deepEqual(
      hidden.invalid.map(({ line, isHidden, reach }) => [line, isHidden, reach]),
      [[2, true, undefined]],
    );
    assert.match(hidden.invalid[0]?.message ?? '', /^The redirects cannot be read: the map /);
  });
});

describe('an entry that is added', () => {
  it('stands behind the others, in their quotes', () => {
    assert.equal(
      add('{\n  "redirects": {\n    "/a": "/b"\n  }\n}\n', '/c -> /d\n/e -> /f 302'),
      '{\n  "redirects": {\n    "/a": "/b",\n    "/c": "/d",\n    "/e": { "to": "/f", "status": 302 }\n  }\n}\n',
    );
    assert.equal(
      add("module.exports = {\n  redirects: {\n    '/a': '/b',\n  },\n};\n", '/c -> /d\n/e -> /f 302', script),
      "module.exports = {\n  redirects: {\n    '/a': '/b',\n    '/c': '/d',\n    '/e': { to: '/f', status: 302 },\n  },\n};\n",
    );
    assert.equal(
      add('[redirects]\n"/a" = "/b"\n\n[other]\nx = 1\n', '/c -> /d', toml),
      '[redirects]\n"/a" = "/b"\n"/c" = "/d"\n\n[other]\nx = 1\n',
    );
    assert.equal(add('redirects = { "/a" = "/b" }\n', '/c -> /d', toml), 'redirects = { "/a" = "/b", "/c" = "/d" }\n');
  });

  it('makes the map that is missing, and taking it out gives the text back', () => {
    const texts: readonly (readonly [text: string, file: RepoPath, after: string])[] = [
      ['{\n  "name": "x"\n}\n', json, '{\n  "name": "x",\n  "redirects": {\n    "/c": "/d"\n  }\n}\n'],
      [
        "module.exports = {\n  name: 'x',\n};\n",
        script,
        "module.exports = {\n  name: 'x',\n  redirects: {\n    '/c': '/d',\n  },\n};\n",
      ],
      ['name = "x"\n', toml, 'name = "x"\n\n[redirects]\n"/c" = "/d"\n'],
    ];
    for (const [text, file, after] of texts) {
      assert.equal(add(text, '/c -> /d', file), after);
      assert.equal(remove(after, '/c', file), text);
    }
  });

  it('changes the value of its own source alone, and nothing that says so already', () => {
    assert.equal(
      add('{"redirects": {"/a": "/b", "/c": {"to": "/d", "status": 302}}}', '/a -> /x'),
      '{"redirects": {"/a": "/x", "/c": {"to": "/d", "status": 302}}}',
    );
    assert.equal(
      add('{"redirects": {"/a": "/b", "/c": {"to": "/d", "status": 302}}}', '/c -> /d'),
      '{"redirects": {"/a": "/b", "/c": "/d"}}',
    );
    assert.equal(add('{"redirects": {"/a": "/b"}}', '/a -> /b'), '{"redirects": {"/a": "/b"}}');
    // 308 is as permanent as 301.
    assert.equal(add('{"redirects": {"/a": "/b"}}', '/a -> /b 308'), '{"redirects": {"/a": "/b"}}');
  });

  it('is one where it is asked for twice', () => {
    assert.equal(add('{"redirects": {}}', '/a -> /b\n/a -> /b').split('/a').length, 2);
  });

  it('is refused where its source says something else already', () => {
    assert.equal(
      refusal('{"redirects": {"/x": false}}', '/x -> /y', json),
      'site.json has other settings for /x already; add the redirect there.',
    );
  });

  it('is refused where the map is not visible, no map, or made by code', () => {
    assert.match(
      refusal('import all from "somewhere";\nexport default { redirects: all() };\n'),
      /^The redirects of site\.config\.js cannot be edited safely: the map /,
    );
    assert.equal(
      refusal('{\n"redirects": ["/a"]\n}', '/x -> /y', json),
      'Line 2 of site.json must be a map of redirects, and is something else.',
    );
    assert.match(
      refusal(
        'export default { redirects: Object.fromEntries(["/a", "/b"].map((from) => [from, "/c"])) };\n',
        '/a -> /y',
      ),
      /^The code in line 1 makes \/a together with another rule; change it by hand\.$/,
    );
    assert.equal(
      refusal('redirects:\n  /a: /b\n', '/x -> /y', 'site.yaml' as RepoPath),
      'site.yaml is written in YAML, and we write maps of redirects in JSON or TOML or JavaScript only; add the redirect by hand.',
    );
    assert.equal(refusal('\0', '/x -> /y', json), 'site.json cannot be read; correct its syntax first.');
  });

  it('is refused where keys of TOML stand in several places', () => {
    assert.equal(
      refusal('redirects."/a" = "/b"\n', '/x -> /y', toml),
      'site.toml has its redirects in several places; add the redirect there by hand.',
    );
    assert.equal(remove('redirects."/a" = "/b"\nx = 1\n', '/a', toml), 'x = 1\n');
  });
});

describe('an entry that is taken out', () => {
  it('leaves the others as they were', () => {
    const text = '{"redirects": {"/a": "/b", "/c": "/d", "/e": "/f"}}';
    assert.equal(remove(text, '/a'), '{"redirects": {"/c": "/d", "/e": "/f"}}');
    assert.equal(remove(text, '/c'), '{"redirects": {"/a": "/b", "/e": "/f"}}');
    assert.equal(remove(text, '/e'), '{"redirects": {"/a": "/b", "/c": "/d"}}');
    const table = '[redirects]\n"/a" = "/b" # why\n"/c" = "/d"\n[x]\ny = 1\n';
    assert.equal(remove(table, '/a', toml), '[redirects]\n"/c" = "/d"\n[x]\ny = 1\n');
    assert.equal(remove(table, '/c', toml), '[redirects]\n"/a" = "/b" # why\n[x]\ny = 1\n');
  });

  it('leaves a map that somebody wrote in another form, with nothing in it', () => {
    assert.equal(remove('{ "redirects": {"/a": "/b"}, "x": 1 }', '/a'), '{ "redirects": {}, "x": 1 }');
  });
});

// https://toml.io/en/v1.0.0#table: the keys of a table go on until the next header or the end of the file.
describe('a table of TOML', () => {
  it('gets a line behind its last entry, wherever that stands', () => {
    assert.equal(add('[redirects]\n', '/c -> /d', toml), '[redirects]\n"/c" = "/d"\n');
    assert.equal(add('[redirects]', '/c -> /d', toml), '[redirects]\n"/c" = "/d"');
    assert.equal(add('[redirects]\n"/a" = "/b"', '/c -> /d', toml), '[redirects]\n"/a" = "/b"\n"/c" = "/d"');
    assert.equal(add('[redirects]\n\n[x]\ny = 1\n', '/c -> /d', toml), '[redirects]\n"/c" = "/d"\n\n[x]\ny = 1\n');
    assert.equal(
      add('x = 1\r\n\r\n[redirects]\r\n  "/a" = "/b" # why\r\n\r\n[z]\r\n', '/c -> /d', toml),
      'x = 1\r\n\r\n[redirects]\r\n  "/a" = "/b" # why\r\n  "/c" = "/d"\r\n\r\n[z]\r\n',
    );
  });

  it('is made at the end, apart from what is there', () => {
    assert.equal(add('x = 1\n\n', '/c -> /d', toml), 'x = 1\n\n[redirects]\n"/c" = "/d"\n');
    assert.equal(add('[x]\ny = 1', '/c -> /d', toml), '[x]\ny = 1\n\n[redirects]\n"/c" = "/d"');
    for (const text of ['x = 1\n', '[x]\ny = 1']) assert.equal(remove(add(text, '/c -> /d', toml), '/c', toml), text);
  });

  it('loses the line of an entry, and stays where it stands between others', () => {
    const text = 'x = 1\n[redirects]\n"/a" = "/b"\n"/c" = "/d"\n"/e" = "/f"\n[z]\n';
    assert.equal(remove(text, '/a', toml), 'x = 1\n[redirects]\n"/c" = "/d"\n"/e" = "/f"\n[z]\n');
    assert.equal(remove(text, '/c', toml), 'x = 1\n[redirects]\n"/a" = "/b"\n"/e" = "/f"\n[z]\n');
    assert.equal(remove(text, '/e', toml), 'x = 1\n[redirects]\n"/a" = "/b"\n"/c" = "/d"\n[z]\n');
    assert.equal(remove('[redirects]\n"/a" = "/b"\n\n[z]\ny = 1\n', '/a', toml), '[redirects]\n\n[z]\ny = 1\n');
    // Of a table with several entries, none takes the header along, also at the end of the file.
    const last = 'x = 1\n\n[redirects]\n"/a" = "/b"\n"/c" = "/d"\n';
    assert.equal(remove(last, '/c', toml), 'x = 1\n\n[redirects]\n"/a" = "/b"\n');
    assert.equal(remove(last, '/a', toml), 'x = 1\n\n[redirects]\n"/c" = "/d"\n');
  });
});

describe('a record on one line', () => {
  it('has its keys in quotes in JSON alone', () => {
    const fields = [
      ['to', '/a'],
      ['status', 302],
    ] as const;
    assert.equal(inlineRecord(fields, recordStyle('{}', 'json', undefined)), '{ "to": "/a", "status": 302 }');
    assert.equal(inlineRecord(fields, recordStyle('', 'toml', undefined)), '{ to = "/a", status = 302 }');
    assert.equal(inlineRecord(fields, recordStyle("x('')", 'script', undefined)), "{ to: '/a', status: 302 }");
  });
});
