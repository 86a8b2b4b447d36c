/** A redirect is written in the syntax of its file, or not at all. */
import assert from 'node:assert/strict';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml, stringify } from 'yaml';
import { type DataNode, dataAt, openData, textAt } from '../../../src/core/data/data.ts';
import { type Syntax, syntaxName, syntaxOfFile } from '../../../src/core/data/syntax.ts';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import type { Redirect } from '../../../src/core/redirects/format.ts';
import { syntaxIn, syntaxProblem } from '../../../src/core/redirects/syntaxProblem.ts';
import { parseRecords, type RecordGrammar } from '../../../src/core/redirects/writing/recordList.ts';
import { addRecords, removeRecord } from '../../../src/core/redirects/writing/recordListEdit.ts';
import { addToMap, type MapGrammar, parseMap, removeFromMap } from '../../../src/core/redirects/writing/recordMap.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { printField } from '../../../src/core/text/records.ts';
import { made } from '../../support/edits.ts';
import { fixtures } from '../../support/fixtures.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';

/** A file of each syntax that an extension tells, and a text of it that says nothing of redirects. */
const others: Readonly<Partial<Record<Syntax, readonly [ending: string, text: string]>>> = {
  json: ['json', '{ "name": "site" }\n'],
  yaml: ['yaml', 'name: site\n'],
  toml: ['toml', 'name = "site"\n'],
  script: ['js', 'export default { name: "site" };\n'],
  xml: ['xml', '<site/>\n'],
  python: ['py', 'name = "site"\n'],
  hcl: ['tf', 'locals { name = "site" }\n'],
  csv: ['csv', 'source,destination,permanent\n'],
  jsonLines: ['jsonl', '{"source":"/a","destination":"/b"}\n'],
  lines: ['txt', ''],
};

/** The first of a format's fixtures that adds to a file. */
function sampleOf(id: string) {
  const fixture = fixtures('redirects').find(({ name, files }) => {
    return (name === id || name.startsWith(`${id}-`)) && files.has('before') && !files.has('refused');
  });
  const file = (fixture?.files.get('file')?.trim() ?? 'static/_redirects') as RepoPath;
  const { files = new Map<string, string>() } = fixture ?? {};
  return { file, before: files.get('before') ?? '', redirects: redirectsOf(files.get('add') ?? '/old -> /new'), files };
}

describe('the syntax of a redirect file', () => {
  for (const format of redirectFormats) {
    const sample = sampleOf(format.id);
    it(`is one that ${format.id} writes, in every fixture of it`, () => {
      assert.ok(format.writes.length > 0);
      assert.ok(format.writes.includes(syntaxIn(format, sample.file)), sample.file);
    });
    for (const [syntax, [ending, own]] of Object.entries(others) as [Syntax, [string, string]][]) {
      const file = `${sample.file.replace(/\.\w+$/, '')}.${ending}` as RepoPath;
      if (format.writes.includes(syntaxIn(format, file))) continue;
      it(`is refused by ${format.id} where it is ${syntaxName(syntax)}`, () => {
        // What it would hold if somebody had turned the file into this syntax, and something else.
        for (const before of new Set([own, sample.before, turned(sample.before, sample.file, syntax) ?? own])) {
          const files = new Map([[file, before]]);
          const context = redirectSite({
            context: sample.files.get('context'),
            pages: sample.files.get('pages'),
            files,
          });
          const edits = format.add(sample.redirects, before, file, context);
          assert.ok('refused' in edits, `${file}: ${JSON.stringify(edits)}`);
          assert.ok(edits.refused.includes(file), edits.refused);
        }
      });
    }
    for (const syntax of format.writes) {
      const [ending] = others[syntax] ?? [];
      const file = `${sample.file.replace(/\.\w+$/, '')}.${ending ?? ''}` as RepoPath;
      const before = turned(sample.before, sample.file, syntax);
      if (before === undefined || syntaxIn(format, file) !== syntax) continue;
      it(`is kept by ${format.id} where it is ${syntaxName(syntax)}`, () => {
        const files = new Map([[file, before]]);
        const context = redirectSite({ context: sample.files.get('context'), pages: sample.files.get('pages'), files });
        const edits = format.add(sample.redirects, before, file, context);
        if ('refused' in edits) return assert.ok(edits.refused.includes(file), edits.refused);
        const after = applyEdits(before, edits);
        assert.equal(syntaxProblem(after, syntax, file), undefined, after);
        // Lines of YAML, as those beside them, and no JSON.
        if (syntax === 'yaml') assert.doesNotMatch(after, /\{\s*"?\w+"?:/);
      });
    }
  }
});

/** A text of JSON in another syntax. */
function turned(text: string, file: RepoPath, syntax: Syntax): string | undefined {
  if (syntaxOfFile(file) !== 'json') return undefined;
  if (syntax === 'json') return text;
  return syntax === 'yaml' ? stringify(JSON.parse(text)) : undefined;
}

const lists: RecordGrammar = {
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
    ['forced', true],
  ],
  missing: ({ root }) => (root.kind === 'object' ? { into: root, name: 'routes' } : undefined),
};

const file = 'site.yaml' as RepoPath;
const context = redirectSite({});
const wish = (from: string, to: string): Redirect => ({ from: urlPath(from), to, status: 301 });

/** A list without an item, with or without its brackets, or gone. */
const none = /(?:\r?\n)?routes:.*/;

function adds(before: string, after: string, from = '/old', to = '/new'): void {
  for (const variant of [
    (text: string) => text,
    (text: string) => text.replaceAll('\n', '\r\n'),
    (text: string) => text.replace(/\n$/, ''),
    (text: string) => `\uFEFF${text}`,
  ]) {
    const text = variant(before);
    const edits = addRecords(lists, [wish(from, to)], text, file, context);
    assert.ok(!('refused' in edits), 'refused' in edits ? edits.refused : '');
    assert.equal(applyEdits(text, edits), variant(after));
    const known = new Set(parseRecords(lists, text, file, context).rules.map((rule) => rule.from));
    // The reader of others finds what was there, and the new one.
    const value = parseYaml(variant(after).replace(/^\uFEFF/, '')) as { routes: readonly { from: string }[] };
    assert.ok(value.routes.some((route) => route.from === from));
    for (const name of known) assert.ok(value.routes.some((route) => route.from === name));
    if (known.has(from)) continue;
    const rule = parseRecords(lists, variant(after), file, context).rules.find((entry) => entry.from === from);
    assert.ok(rule);
    const rest = applyEdits(variant(after), removeRecord(lists, rule, variant(after)));
    assert.deepEqual(
      parseRecords(lists, rest, file, context).rules.map((entry) => entry.from),
      [...known],
    );
    // What stood there with nothing in it stays a list.
    if (known.size > 0 || !text.includes('routes:')) assert.equal(rest, text);
    else assert.equal(rest.replace(none, ''), text.replace(none, ''));
  }
}

describe('records in YAML', () => {
  it('are lines as those beside them', () => {
    adds(
      'name: x\nroutes:\n  - from: /a # first\n    to: /b\n\n# end\nlast: 1\n',
      'name: x\nroutes:\n  - from: /a # first\n    to: /b\n  - from: /old\n    to: /new\n    forced: true\n\n# end\nlast: 1\n',
    );
    adds(
      'routes:\n- from: /a\n  to: /b\n',
      'routes:\n- from: /a\n  to: /b\n- from: /old\n  to: /new\n  forced: true\n',
    );
    adds(
      'routes:\n  -   from: /a\n      to: /b\n',
      'routes:\n  -   from: /a\n      to: /b\n  -   from: /old\n      to: /new\n      forced: true\n',
    );
  });
  it('have the quotes of those beside them, and those they need', () => {
    adds(
      "routes:\n  - from: '/a'\n    to: '/b'\n",
      "routes:\n  - from: '/a'\n    to: '/b'\n  - from: '/old'\n    to: '/new'\n    forced: true\n",
    );
    adds(
      'routes:\n  - "from": "/a"\n    "to": "/b"\n',
      'routes:\n  - "from": "/a"\n    "to": "/b"\n  - "from": "/old"\n    "to": "/new"\n    "forced": true\n',
    );
    adds(
      'routes:\n  - from: /a\n    to: /b\n',
      'routes:\n  - from: /a\n    to: /b\n  - from: "/a: b"\n    to: "/c #d"\n    forced: true\n',
      '/a: b',
      '/c #d',
    );
  });
  it('stand in braces where those beside them do', () => {
    adds(
      'routes:\n  - { from: /a, to: /b }\n',
      'routes:\n  - { from: /a, to: /b }\n  - { from: /old, to: /new, forced: true }\n',
    );
    adds(
      'routes: [{ from: /a, to: /b }] # all\n',
      'routes: [{ from: /a, to: /b }, { from: /old, to: /new, forced: true }] # all\n',
    );
    adds(
      'routes: [\n  {from: /a, to: /b}, # one\n]\n',
      'routes: [\n  {from: /a, to: /b}, # one\n  {from: /old, to: /new, forced: true},\n]\n',
    );
  });
  it('are the first of a list, in the manner of the other lists', () => {
    const added = '  - from: /old\n    to: /new\n    forced: true\n';
    adds('name: x\n# end\n', `name: x\nroutes:\n${added}# end\n`);
    adds('name: x\nroutes: []\nlast: 1\n', `name: x\nroutes:\n${added}last: 1\n`);
    adds('name: x\nroutes: # none yet\nlast: 1\n', `name: x\nroutes: # none yet\n${added}last: 1\n`);
    adds('name: x\nroutes: ~\n', `name: x\nroutes:\n${added}`);
    adds('tags:\n- a\nname: x\n', `tags:\n- a\nname: x\nroutes:\n${added.replace(/^ {2}/gm, '')}`);
  });
  it('are put right field by field', () => {
    adds("routes:\n  - to: '/b' # old\n    from: /a\n", "routes:\n  - to: '/c' # old\n    from: /a\n", '/a', '/c');
  });
  it('are refused where their lines are not their own', () => {
    for (const before of ['routes:\n  -\n    from: /a\n    to: /b\n', 'routes: { a: 1 }\n', 'routes: &x 3\n']) {
      const edits = addRecords(lists, [wish('/old', '/new')], before, file, context);
      assert.ok('refused' in edits && edits.refused.includes(file), JSON.stringify(edits));
    }
  });
  it('go out with their dash, wherever it stands', () => {
    const before = 'routes:\n  - # why\n    from: /a\n    to: /b\n  - from: /c\n    to: /d\n';
    const [rule] = parseRecords(lists, before, file, context).rules;
    assert.ok(rule);
    assert.equal(applyEdits(before, removeRecord(lists, rule, before)), 'routes:\n  - from: /c\n    to: /d\n');
  });
  it('are no lists in TOML', () => {
    const toml = 'site.toml' as RepoPath;
    const edits = addRecords(lists, [wish('/old', '/new')], '[[routes]]\nfrom = "/a"\nto = "/b"\n', toml, context);
    assert.ok('refused' in edits && /site\.toml is written in TOML/.test(edits.refused), JSON.stringify(edits));
  });
});

const maps: MapGrammar = {
  format: 'test',
  host: 'netlify',
  map: ({ root }) => dataAt(root, 'site', 'redirect'),
  missing: ({ root, syntax }) =>
    root.kind === 'object' && syntax === 'toml' ? { into: root, name: 'site.redirect' } : undefined,
  read(key, value) {
    const to = textAt(value);
    if (to === undefined) return { problem: 'needs a target' };
    return { from: key, to, source: { kind: 'exact', path: urlPath(key) }, status: 301 };
  },
  write: ({ from, to }) => ({
    key: from,
    to,
    source: { kind: 'exact', path: from },
    print: (style) => printField(to, style),
  }),
};

describe('a map in TOML', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'in its table',
      '[site.redirect]\n"/a" = "/b" # one\n\n[x]\n',
      '[site.redirect]\n"/a" = "/b" # one\n"/old" = "/new"\n\n[x]\n',
    ],
    [
      "in the neighbour's quotes",
      "[site.redirect]\n  '/a' = '/b'\n",
      "[site.redirect]\n  '/a' = '/b'\n  '/old' = '/new'\n",
    ],
    [
      'in braces',
      '[site]\nredirect = { "/a" = "/b" } # all\n',
      '[site]\nredirect = { "/a" = "/b", "/old" = "/new" } # all\n',
    ],
    ['in a table of its own', '[site]\nname = "x"\n', '[site]\nname = "x"\n\n[site.redirect]\n"/old" = "/new"\n'],
  ];
  for (const [name, before, after] of cases) {
    it(`is written ${name}`, () => {
      const toml = 'site.toml' as RepoPath;
      for (const ending of ['\n', '\r\n']) {
        const text = before.replaceAll('\n', ending);
        const edits = addToMap(maps, [wish('/old', '/new')], text, toml, context);
        assert.ok(!('refused' in edits), JSON.stringify(edits));
        const written = applyEdits(text, edits);
        assert.equal(written, after.replaceAll('\n', ending));
        const value = parseToml(written) as { readonly site: { readonly redirect: Readonly<Record<string, string>> } };
        assert.equal(value.site.redirect['/old'], '/new');
        const rule = parseMap(maps, written, toml, context).rules.find(({ from }) => from === '/old');
        assert.ok(rule);
        assert.equal(applyEdits(written, made(removeFromMap(maps, rule, written))), text);
      }
    });
  }
  it('is refused where the names of keys tell it, and in YAML', () => {
    const dotted = addToMap(
      maps,
      [wish('/old', '/new')],
      '[site]\nredirect."/a" = "/b"\n',
      'a.toml' as RepoPath,
      context,
    );
    assert.ok('refused' in dotted && dotted.refused.includes('a.toml'));
    const yaml = addToMap(maps, [wish('/old', '/new')], 'site:\n  redirect:\n    /a: /b\n', file, context);
    assert.ok('refused' in yaml && /site\.yaml is written in YAML/.test(yaml.refused));
  });
  it('is JSON in a file of JSON', () => {
    const before = '{ "site": { "redirect": { "/a": "/b" } } }\n';
    const edits = made(addToMap(maps, [wish('/old', '/new')], before, 'site.json' as RepoPath, context));
    assert.deepEqual(JSON.parse(applyEdits(before, edits)), { site: { redirect: { '/a': '/b', '/old': '/new' } } });
  });
});

describe('data of a file', () => {
  it('knows its syntax', () => {
    const texts = { json: '{}', yaml: 'a: 1\n', toml: 'a = 1\n', script: 'export default {}\n' } as const;
    for (const [syntax, text] of Object.entries(texts)) {
      const [ending] = others[syntax as Syntax] ?? [];
      assert.equal(openData(text, `a.${ending}` as RepoPath)?.syntax, syntax);
    }
  });
});
