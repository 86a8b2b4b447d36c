/** What formats share that hold a rule a line, in the words of none of them. */
import assert from 'node:assert/strict';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import {
  addLines,
  behindRules,
  type NewLine,
  parseLines,
  type ReadLine,
  removeLine,
} from '../../../src/core/redirects/writing/lineFile.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { made } from '../../support/edits.ts';

const file = 'redirects.txt' as RepoPath;
const read: ReadLine = ({ words: [from, to, status] }) => {
  if (from === undefined || from.text.startsWith('@')) return undefined;
  if (to === undefined) return { problem: `${from.text} leads nowhere` };
  const wildcard = from.text.endsWith('/*');
  return {
    from: from.text,
    to: to.text,
    source: wildcard
      ? { kind: 'prefix', path: urlPath(from.text.slice(0, -2)) }
      : { kind: 'exact', path: urlPath(from.text) },
    status: status?.text === '302' ? 302 : 301,
  };
};
const parse = (text: string) => parseLines('lines', 'nginx', text, file, read);
const line = (from: string, to: string, status?: number): NewLine => ({
  words: [from, to, ...(status === undefined ? [] : [String(status)])],
  source: { kind: 'exact', path: urlPath(from) },
  to,
  status,
  from,
});
function add(text: string, ...lines: readonly NewLine[]): string {
  const { rules } = parse(text);
  return applyEdits(text, made(addLines(text, rules, lines, () => behindRules(text, rules))));
}

describe('rules in lines', () => {
  it('are read with their places, their order, and each mistake', () => {
    const text = '# /no /rule\n@set x\n/a /b\n\n/lonely # so\n  /c\t/d 302 # why\n';
    const { rules, invalid, host } = parse(text);
    assert.deepEqual(
      rules.map(({ from, to, status, line: number, order, start, end }) => [
        from,
        to,
        status,
        number,
        order,
        text.slice(start, end),
      ]),
      [
        ['/a', '/b', 301, 3, 0, '/a /b'],
        ['/c', '/d', 302, 6, 1, '/c\t/d 302'],
      ],
    );
    assert.deepEqual(invalid, [{ format: 'lines', file, line: 5, message: '/lonely leads nowhere' }]);
    assert.equal(host, 'nginx');
    assert.deepEqual(parse('').rules, []);
  });

  it('come behind the last rule, and what stands behind it stays there', () => {
    assert.equal(add('/a /b\n\n# end\n', line('/x', '/y')), '/a /b\n/x /y\n\n# end\n');
    assert.equal(add('/a /b', line('/x', '/y')), '/a /b\n/x /y');
    assert.equal(add('# none yet\n', line('/x', '/y')), '# none yet\n/x /y\n');
    assert.equal(add('', line('/x', '/y')), '/x /y\n');
    assert.equal(add('/a /b\r\n/c /d\r\n', line('/x', '/y')), '/a /b\r\n/c /d\r\n/x /y\r\n');
  });

  it('keep the columns and the indentation of their neighbour', () => {
    assert.equal(add('/a      /b   302\n', line('/long', '/y', 302)), '/a      /b   302\n/long   /y   302\n');
    assert.equal(add('\t/a\t\t/b\n', line('/x', '/y')), '\t/a\t\t/b\n\t/x\t\t/y\n');
    assert.equal(add('    /a /b\n', line('/x', '/y')), '    /a /b\n    /x /y\n');
    // What is longer than the column pushes the next one on by a blank.
    assert.equal(add('/a  /b\n', line('/longer', '/y')), '/a  /b\n/longer /y\n');
  });

  it('begin a block as its first line does, or a tab further in than what opens it', () => {
    const inside = (text: string) => {
      const at = text.indexOf('\n') + 1;
      return applyEdits(text, made(addLines(text, [], [line('/x', '/y')], () => at)));
    };
    assert.equal(inside('server {\n\tlisten 80;\n}\n'), 'server {\n\t/x /y\n\tlisten 80;\n}\n');
    assert.equal(inside('server {\n    listen 80;\n}\n'), 'server {\n    /x /y\n    listen 80;\n}\n');
    assert.equal(inside('server {\n}\n'), 'server {\n\t/x /y\n}\n');
    assert.equal(inside('  server {\n  }\n'), '  server {\n  \t/x /y\n  }\n');
    assert.equal(inside('server {\n\n}\n'), 'server {\n\t/x /y\n\n}\n');
    assert.equal(inside('server {\n'), 'server {\n\t/x /y\n');
  });

  it('go above a rule that would answer for them', () => {
    assert.equal(add('/a /b\n/docs/* /d\n/c /d\n', line('/docs/x', '/y')), '/a /b\n/docs/x /y\n/docs/* /d\n/c /d\n');
    assert.equal(add('/a /b\n/docs/* /d\n', line('/other', '/y')), '/a /b\n/docs/* /d\n/other /y\n');
  });

  it('are written once, though asked for twice', () => {
    assert.equal(add('/a /b\n', line('/x', '/y'), line('/x', '/y')), '/a /b\n/x /y\n');
    assert.equal(add('/a /b\n', line('/x', '/y'), line('/z', '/y')), '/a /b\n/x /y\n/z /y\n');
  });

  it('change the line of their own source, and leave one that says it already', () => {
    assert.equal(add('/a /b\n/c /d # why\n', line('/a', '/new')), '/a /new\n/c /d # why\n');
    assert.equal(add('/a /b\n/c /d # why\n', line('/c', '/new')), '/a /b\n/c /new # why\n');
    assert.equal(add('/a /b\n', line('/a', '/b')), '/a /b\n');
    // Both are permanent: 308 asks for no change of a 301 (RFC 9110, 15.4.2 and 15.4.9); 302 is for now.
    assert.equal(add('/a /b\n', line('/a', '/b', 308)), '/a /b\n');
    assert.equal(add('/a /b 302\n', line('/a', '/b', 301)), '/a /b 301\n');
    assert.equal(add('/a /b 302\n', line('/a', '/b')), '/a /b\n');
  });

  it('are taken with their line, wherever it stands', () => {
    const text = '/a /b\n  /c /d # why\n/e /f';
    const without = (from: string) => {
      const rule = parse(text).rules.find((one) => one.from === from);
      assert.ok(rule);
      return applyEdits(text, removeLine(rule, text));
    };
    assert.equal(without('/a'), '  /c /d # why\n/e /f');
    assert.equal(without('/c'), '/a /b\n/e /f');
    assert.equal(without('/e'), '/a /b\n  /c /d # why');
  });
});
