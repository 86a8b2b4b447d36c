/**
 * Rules in rows of their own: CSV (RFC 4180) and JSON Lines (jsonlines.org), as Vercel takes bulk redirects:
 * https://vercel.com/docs/routing/redirects/bulk-redirects/getting-started has the fields, and says that flags of CSV may
 * be `t` and `f`. As in vercel.json, a permanent redirect is 308 and another one 307, where no statusCode is written.
 */
import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { vercelBulk } from '../../../src/core/redirects/formats/vercelBulk.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';

const csv = 'redirects.csv' as RepoPath;
const jsonl = 'redirects.jsonl' as RepoPath;
const context = redirectSite({});
const parse = (text: string, file: RepoPath) => vercelBulk.parse(text, file, context);

function add(text: string, wishes: string, file: RepoPath): string {
  const edits = vercelBulk.add(redirectsOf(wishes), text, file, context);
  assert.ok(!('refused' in edits), JSON.stringify(edits));
  const after = applyEdits(text, edits);
  const again = vercelBulk.add(redirectsOf(wishes), after, file, context);
  assert.deepEqual(again, [], 'adding again changes nothing');
  if (file === jsonl) for (const line of after.split(/\r?\n/)) if (line.trim() !== '') JSON.parse(line);
  return after;
}

function refusal(text: string, wishes: string, file: RepoPath): string {
  const edits = vercelBulk.add(redirectsOf(wishes), text, file, context);
  assert.ok('refused' in edits, JSON.stringify(edits));
  return edits.refused;
}

function remove(text: string, from: string, file: RepoPath): string {
  const rule = parse(text, file).rules.find((one) => one.from === from);
  assert.ok(rule, from);
  return applyEdits(text, vercelBulk.remove(rule, text));
}

const shown = (text: string, file: RepoPath) =>
  parse(text, file).rules.map(({ from, to, status, line }) => `${line} ${from} ${to} ${status}`);

describe('rows of redirects', () => {
  it('are read from CSV with quotes, in columns of any order', () => {
    const text = 'permanent,destination,source\ntrue,"/a,b",/x\r\n"f","/say ""b""",/y\n\n,/c,/z\n';
    assert.deepEqual(shown(text, csv), ['2 /x /a,b 308', '3 /y /say "b" 307', '5 /z /c 307']);
    assert.deepEqual(parse(text, csv).invalid, []);
    assert.deepEqual(shown(`\uFEFF${text}`, csv), shown(text, csv));
  });

  it('are read from lines of JSON, and blank lines are none', () => {
    const text = '{"source":"/x","destination":"/a"}\n\n  {"source":"/y","destination":"/b","permanent":true}\r\n';
    assert.deepEqual(shown(text, jsonl), ['1 /x /a 307', '3 /y /b 308']);
    const [, second] = parse(text, jsonl).rules;
    assert.equal(second && text.slice(second.start, second.end), '{"source":"/y","destination":"/b","permanent":true}');
  });

  it('tell each mistake in its line, and lose no good row to it', () => {
    const lines =
      '{"source":"/x","destination":"/a"}\n[1]\n{"source":"/lonely"}\n"text"\n{"source":"/y","destination":"/b"}\n';
    assert.deepEqual(shown(lines, jsonl), ['1 /x /a 307', '5 /y /b 307']);
    assert.deepEqual(
      parse(lines, jsonl).invalid.map(({ line, message }) => [line, message]),
      [
        [2, 'A line must hold one JSON object.'],
        [3, 'A redirect needs source and destination.'],
        [4, 'A line must hold one JSON object.'],
      ],
    );
    const table = 'source,destination,statusCode\n/x,/a,301\nno,/b,301\n/z,/c,200\n/y,/b,308\n';
    assert.deepEqual(shown(table, csv), ['2 /x /a 301', '5 /y /b 308']);
    assert.deepEqual(
      parse(table, csv).invalid.map(({ line, message }) => [line, message]),
      [
        [3, 'no: a source must begin with /.'],
        [4, '200 is not a status that Vercel accepts: 301, 302, 303, 307 or 308.'],
      ],
    );
  });

  it('are none without a header that names their columns', () => {
    for (const text of ['/a,/b\n/c,/d\n', 'source,target\n/a,/b\n', 'destination\n/b\n']) {
      const { rules, invalid } = parse(text, csv);
      assert.deepEqual(rules, []);
      assert.deepEqual(
        invalid.map(({ line, message }) => [line, message]),
        [[1, 'The first line must name the columns source and destination.']],
      );
    }
    assert.deepEqual(parse('', csv).invalid, []);
  });
});

describe('a row that is added', () => {
  it('has the columns of the header, and its flags as its neighbour writes them', () => {
    const header = 'source,destination,permanent,note\n';
    assert.equal(add(`${header}/a,/b,true,x\n`, '/c -> /d', csv), `${header}/a,/b,true,x\n/c,/d,true,\n`);
    assert.equal(add(`${header}/a,/b,t,x\n`, '/c -> /d 302', csv), `${header}/a,/b,t,x\n/c,/d,f,\n`);
    assert.equal(
      add('permanent,source,destination\r\nf,/a,/b\r\n', '/c -> /d', csv),
      'permanent,source,destination\r\nf,/a,/b\r\nt,/c,/d\r\n',
    );
    assert.equal(add(`${header}/a,/b,true,x`, '/c -> /d', csv), `${header}/a,/b,true,x\n/c,/d,true,`);
  });

  it('is in quotes where all of its neighbour is, and where it has to be', () => {
    const header = 'source,destination,permanent\n';
    assert.equal(add(`${header}"/a","/b","true"\n`, '/c -> /d', csv), `${header}"/a","/b","true"\n"/c","/d","true"\n`);
    assert.equal(add(`${header}"/a",/b,true\n`, '/c -> /d', csv), `${header}"/a",/b,true\n/c,/d,true\n`);
    assert.equal(add(`${header}/a,/b,true\n`, '/c -> /d,e', csv), `${header}/a,/b,true\n/c,"/d,e",true\n`);
  });

  it('tells its status as a number where that is the column, of the pair its neighbour has', () => {
    const header = 'source,destination,statusCode\n';
    const cases: readonly (readonly [model: string, wish: string, code: string])[] = [
      ['301', '', '301'],
      ['302', '', '301'],
      ['308', '', '308'],
      ['307', '', '308'],
      ['301', ' 302', '302'],
      ['302', ' 302', '302'],
      ['308', ' 302', '307'],
      ['307', ' 302', '307'],
    ];
    for (const [model, wish, code] of cases)
      assert.equal(
        add(`${header}/a,/b,${model}\n`, `/c -> /d${wish}`, csv),
        `${header}/a,/b,${model}\n/c,/d,${code}\n`,
      );
    assert.equal(add(header, '/c -> /d', csv), `${header}/c,/d,308\n`);
    // Where both columns are there, permanent says it.
    assert.equal(
      add('source,destination,statusCode,permanent\n/a,/b,301,\n', '/c -> /d', csv),
      'source,destination,statusCode,permanent\n/a,/b,301,\n/c,/d,,true\n',
    );
  });

  it('is refused where no column could say that it is permanent', () => {
    assert.equal(
      refusal('source,destination\n/a,/b\n', '/c -> /d', csv),
      'redirects.csv has no column permanent, so every rule is temporary; add one to its first line.',
    );
    assert.match(refusal('source,destination,permanent\n', '/c/** -> /d/', csv), /have no wildcards/);
    assert.match(refusal('', '/c -> /d 410', jsonl), /no status 410/);
  });

  it('makes a new file with a header, or a line', () => {
    assert.equal(add('', '/c -> /d\n/e -> /f 302', csv), 'source,destination,permanent\n/c,/d,true\n/e,/f,false\n');
    assert.equal(add('\uFEFF\r\n', '/c -> /d', csv), '\uFEFFsource,destination,permanent\r\n/c,/d,true\r\n');
    assert.equal(add('', '/c -> /d', jsonl), '{"source":"/c","destination":"/d","permanent":true}\n');
  });

  it('is one where it is asked for twice', () => {
    assert.equal(add('', '/c -> /d\n/c -> /d', csv), 'source,destination,permanent\n/c,/d,true\n');
  });

  it('is written as the line before it', () => {
    const spaced = '{ "source": "/a", "destination": "/b" }\n';
    assert.equal(
      add(spaced, '/c -> /d', jsonl),
      `${spaced}{ "source": "/c", "destination": "/d", "permanent": true }\n`,
    );
  });
});

describe('a row that is changed', () => {
  it('keeps what else it says', () => {
    const header = 'source,destination,permanent,note\n';
    assert.equal(add(`${header}/a,/b,true,"x, y"\n`, '/a -> /d', csv), `${header}/a,/d,true,"x, y"\n`);
    assert.equal(add(`${header}/a,"/b",t,x\n`, '/a -> /d', csv), `${header}/a,"/d",t,x\n`);
    assert.equal(
      add('{"source":"/a","n":1,"destination":"/b","permanent":true}\n', '/a -> /d', jsonl),
      '{"source":"/a","n":1,"destination":"/d","permanent":true}\n',
    );
  });

  it('becomes permanent where it was not, in the way it tells it', () => {
    const header = 'source,destination,permanent,statusCode\n';
    assert.equal(add(`${header}/a,/b,f,\n`, '/a -> /b', csv), `${header}/a,/b,t,\n`);
    assert.equal(add(`${header}/a,/b,,302\n`, '/a -> /b', csv), `${header}/a,/b,,308\n`);
    assert.equal(add(`${header}/a,/b,,\n`, '/a -> /b', csv), `${header}/a,/b,true,\n`);
    assert.equal(add(`${header}/a,/b,true,\n`, '/a -> /b 302', csv), `${header}/a,/b,false,\n`);
    assert.equal(add(`${header}/a,/b,,308\n`, '/a -> /b 302', csv), `${header}/a,/b,,307\n`);
    for (const [before, after] of [
      ['{"source":"/a","destination":"/b"}', '{"source":"/a","destination":"/b","permanent":true}'],
      ['{"source": "/a", "destination": "/b"}', '{"source": "/a", "destination": "/b", "permanent": true}'],
      ['{"source":"/a","destination":"/b","statusCode":307}', '{"source":"/a","destination":"/b","statusCode":308}'],
      ['{"source":"/a","destination":"/b","permanent":false}', '{"source":"/a","destination":"/b","permanent":true}'],
    ] as const)
      assert.equal(add(`${before}\n`, '/a -> /b', jsonl), `${after}\n`);
  });

  it('is refused where it is too short to say its status', () => {
    assert.equal(
      refusal('source,destination,permanent\n/a,/b\n', '/a -> /b', csv),
      'The rule in line 2 has no field for a status; add one there.',
    );
  });

  it('is left alone where it says that already', () => {
    for (const row of ['/a,/b,true', '/a,/b,t', '"/a","/b","true"'])
      assert.deepEqual(
        vercelBulk.add(redirectsOf('/a -> /b'), `source,destination,permanent\n${row}\n`, csv, context),
        [],
      );
  });
});

describe('a row that is taken out', () => {
  it('goes with its line, or with the lines that its quotes hold', () => {
    const text = 'source,destination,permanent,note\n/a,/b,t,\n/c,/d,t,"x\ny"\n/e,/f,t,\n';
    assert.equal(remove(text, '/a', csv), 'source,destination,permanent,note\n/c,/d,t,"x\ny"\n/e,/f,t,\n');
    assert.equal(remove(text, '/c', csv), 'source,destination,permanent,note\n/a,/b,t,\n/e,/f,t,\n');
    const lines = '{"source":"/a","destination":"/b"}\n{"source":"/c","destination":"/d"}';
    assert.equal(remove(lines, '/c', jsonl), '{"source":"/a","destination":"/b"}');
    assert.equal(remove(lines, '/a', jsonl), '{"source":"/c","destination":"/d"}');
  });
});
