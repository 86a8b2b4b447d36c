import assert from 'node:assert/strict';
import { type Decision, readDecisions, withoutIgnored, writeDecision } from '../../src/core/decisions/decisions.ts';
import { urlPath } from '../../src/core/paths.ts';
import { applyEdits } from '../../src/core/text/edits.ts';

const accepted = (from: string, to: string): Decision => ({ kind: 'accepted', from: urlPath(from), to: urlPath(to) });
const changed = (from: string, to: string): Decision => ({ kind: 'changed', from: urlPath(from), to: urlPath(to) });
const rejected = (from: string, to: string): Decision => ({ kind: 'rejected', from: urlPath(from), to: urlPath(to) });
const ignored = (from: string): Decision => ({ kind: 'ignored', from: urlPath(from) });

const write = (decision: Decision, text: string) => applyEdits(text, writeDecision(decision, text));

describe('decisions', () => {
  it('are read line by line, with any blanks between, percent-decoded', () => {
    const text =
      '# why\n\n/docs/a%20b/  accepted\t/guides/%C3%A9/\r\n/x changed /y\n/x rejected /z\n  /old ignored  \n';
    const { decisions, invalid } = readDecisions(text);
    assert.deepEqual(invalid, []);
    assert.deepEqual(decisions, [
      { ...accepted('/docs/a b/', '/guides/é/'), line: 3 },
      { ...changed('/x', '/y'), line: 4 },
      { ...rejected('/x', '/z'), line: 5 },
      { ...ignored('/old'), line: 6 },
    ]);
  });

  it('are read and written where lines end in carriage returns alone', () => {
    for (const end of ['\r', '\n', '\r\n']) {
      const text = ['# why', '/a/ ignored', '/c/ rejected /d/', '/e/ ignored', ''].join(end);
      const { decisions, invalid } = readDecisions(text);
      assert.deepEqual(invalid, []);
      assert.deepEqual(
        decisions.map(({ from, line }) => `${line} ${from}`),
        ['2 /a/', '3 /c/', '4 /e/'],
      );
      const after = write(changed('/c/', '/d/'), text);
      assert.equal(after, ['# why', '/a/ ignored', '/c/ changed /d/', '/e/ ignored', ''].join(end));
      assert.equal(
        applyEdits(text, withoutIgnored(urlPath('/a/'), text)),
        ['# why', '/c/ rejected /d/', '/e/ ignored', ''].join(end),
      );
    }
    // Two systems wrote to it.
    assert.equal(readDecisions('/a/ ignored\r/b/ ignored\n/c/ ignored').decisions.length, 3);
  });

  it('say which line is none, and what to write, without losing the others', () => {
    const text =
      'docs accepted /x\n/a agreed /b\n/a accepted\n/a ignored /b\n/a changed /b /c\n<<<<<<< HEAD\n/ok ignored\n';
    const { decisions, invalid } = readDecisions(text);
    assert.deepEqual(
      invalid.map(({ line, message }) => `${line}: ${message}`),
      [
        '1: docs is not an address; write one that begins with a slash, such as /docs/setup/.',
        '2: "agreed" is not a decision; write accepted, changed, rejected or ignored behind /a.',
        '3: /a accepted needs the address of the page behind it.',
        '4: /a is ignored, so nothing follows; remove /b.',
        '5: /a changed /b is the whole decision; remove /c.',
        '6: A merge was left unfinished here. Keep the lines of both sides.',
      ],
    );
    assert.deepEqual(decisions, [{ ...ignored('/ok'), line: 7 }]);
  });

  it('begin a file with a line that says what it is', () => {
    const text = write(accepted('/docs/setup/', '/guides/install/'), '');
    assert.match(text, /^# What was decided [^\n]*\n\/docs\/setup\/ accepted \/guides\/install\/\n$/);
    assert.deepEqual(readDecisions(text).invalid, []);
  });

  it('are written in their place, with the line endings of the file, and once', () => {
    const before = '# ours\r\n/a ignored\r\n/c accepted /x\r\n';
    const after = '# ours\r\n/a ignored\r\n/b rejected /y\r\n/c accepted /x\r\n';
    assert.equal(write(rejected('/b', '/y'), before), after);
    assert.equal(write(rejected('/b/', '/y/'), after), after);
    assert.equal(write(ignored('/0'), before), '# ours\r\n/0 ignored\r\n/a ignored\r\n/c accepted /x\r\n');
    assert.equal(write(ignored('/d'), '/a ignored'), '/a ignored\n/d ignored');
  });

  it('come out the same in whatever order they are written', () => {
    const all = [accepted('/b', '/x'), rejected('/b', '/y'), rejected('/b', '/w'), ignored('/a'), changed('/c', '/x')];
    const inOrder = (order: readonly Decision[]) => order.reduce((text, decision) => write(decision, text), '');
    assert.equal(inOrder([...all].reverse()), inOrder(all));
  });

  it('take the place of what they contradict, and leave the rest', () => {
    const before = '/a accepted /x\n/a rejected /y\n/b ignored\n';
    assert.equal(write(changed('/a', '/y'), before), '/a changed /y\n/b ignored\n');
    assert.equal(write(ignored('/a'), before), '/a ignored\n/a rejected /y\n/b ignored\n');
    assert.equal(write(rejected('/a', '/x'), before), '/a rejected /x\n/a rejected /y\n/b ignored\n');
    assert.equal(write(accepted('/b', '/z'), before), '/a accepted /x\n/a rejected /y\n/b accepted /z\n');
  });

  it('keep lines that cannot be read', () => {
    assert.equal(write(ignored('/b'), '/a agreed /x\n/c ignored\n'), '/a agreed /x\n/b ignored\n/c ignored\n');
  });

  it('take back what is ignored', () => {
    const text = '/a ignored\n/b ignored\n/b rejected /x\n';
    assert.equal(applyEdits(text, withoutIgnored(urlPath('/b/'), text)), '/a ignored\n/b rejected /x\n');
    assert.deepEqual(withoutIgnored(urlPath('/c'), text), []);
  });
});
