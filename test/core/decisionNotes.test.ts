/** Why, by whom and until when: notes beside decisions, which older readers take for comments. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { noteText, readNote } from '../../src/core/decisions/decisionNotes.ts';
import {
  type Decision,
  decisionsOn,
  readDecisions,
  withoutIgnored,
  writeDecision,
} from '../../src/core/decisions/decisions.ts';
import { urlPath } from '../../src/core/paths.ts';
import { applyEdits } from '../../src/core/text/edits.ts';

const text = [
  '# Shop',
  '#: /old-shop/ ignored until 2027-06-30, by ana@example.org, because the shop, they say, comes back',
  '/old-shop/ ignored',
  '#: /press/ ignored by press team',
  '/press/ ignored',
  '#: /setup/ rejected /glossary/ because it only names the word',
  '/setup/ rejected /glossary/',
  '#: /tides/ accepted /waves/ until 2026-01-31',
  '/tides/ accepted /waves/',
  '#: /z/ ignored until 2026-01-01',
  '',
].join('\n');

const ignored = (from: string): Decision => ({ kind: 'ignored', from: urlPath(from) });
const write = (decision: Decision, before: string) => applyEdits(before, writeDecision(decision, before));

/**
 * How 0.1.0 reads a line (`readLine` of its decisions.ts): blank lines and those that begin with # say nothing; an
 * ignored address has nothing behind it, any other decision one address.
 */
function linesOfFirstRelease(file: string): readonly string[] {
  return file.split(/\r?\n/).flatMap((line) => {
    if (line.trim() === '' || line.trimStart().startsWith('#')) return [];
    const [from = '', kind = '', to, ...more] = line.trim().split(/\s+/);
    const isIgnored = kind === 'ignored' && to === undefined;
    const isOther = ['accepted', 'changed', 'rejected'].includes(kind) && to?.startsWith('/') && more.length === 0;
    assert.ok(from.startsWith('/') && (isIgnored || isOther), `0.1.0 cannot read: ${line}`);
    return [[from, kind, to].filter((part) => part !== undefined).join(' ')];
  });
}

describe('notes of decisions', () => {
  it('give the reason, the owner and the last day', () => {
    const { decisions, invalid } = readDecisions(text);
    assert.deepEqual(invalid, []);
    assert.deepEqual(
      decisions.map(({ from, note }) => [from, note?.until, note?.owner, note?.reason]),
      [
        ['/old-shop/', '2027-06-30', 'ana@example.org', 'the shop, they say, comes back'],
        ['/press/', undefined, 'press team', undefined],
        ['/setup/', undefined, undefined, 'it only names the word'],
        ['/tides/', '2026-01-31', undefined, undefined],
      ],
    );
  });

  it('leave every decision to the reader of 0.1.0', () => {
    const known = linesOfFirstRelease(text);
    assert.deepEqual(known, [
      '/old-shop/ ignored',
      '/press/ ignored',
      '/setup/ rejected /glossary/',
      '/tides/ accepted /waves/',
    ]);
    assert.equal(known.length, readDecisions(text).decisions.length);
  });

  it('end decisions after their last day', () => {
    const { decisions } = readDecisions(text);
    const on = (today: string) => decisionsOn(decisions, today).ended.map(({ from }) => from);
    assert.deepEqual(on('2026-01-31'), []);
    assert.deepEqual(on('2026-02-01'), ['/tides/']);
    assert.deepEqual(on('2027-07-01'), ['/old-shop/', '/tides/']);
    assert.equal(decisionsOn(decisions, '2027-07-01').counting.length, 2);
  });

  it('hold for their own decision alone, wherever they stand', () => {
    // What 0.1.0 leaves behind when it takes a decision away.
    const orphan = '#: /a/ ignored until 2020-01-01\n/b/ ignored\n#: /b/ ignored because of it\n';
    assert.deepEqual(
      readDecisions(orphan).decisions,
      [{ ...ignored('/b/'), line: 2, note: { until: undefined, owner: undefined, reason: undefined } }].map(
        (entry) => ({ ...entry, note: { ...entry.note, reason: 'of it' } }),
      ),
    );
  });

  it('that cannot be read are said, and end nothing', () => {
    const lines = ['until tomorrow', 'until 2027-02-30', 'til 2027-01-01', 'by', 'until 2027-01-01 because x'];
    for (const said of lines) {
      const { decisions, invalid } = readDecisions(`#: /a/ ignored ${said}\n/a/ ignored\n`);
      assert.deepEqual(decisions, [{ ...ignored('/a/'), line: 2 }], said);
      assert.deepEqual(
        invalid.map(({ line, from }) => [line, from]),
        [[1, '/a/']],
        said,
      );
    }
    assert.deepEqual(
      readDecisions('#: /a/ gone\n#:no note\n# : /a/ ignored x\n').invalid.map(({ line }) => line),
      [1],
    );
  });

  it('go with their decision, and with nothing else', () => {
    const without = applyEdits(text, withoutIgnored(urlPath('/old-shop/'), text));
    assert.equal(without, text.split('\n').toSpliced(1, 2).join('\n'));
    const changed = write({ kind: 'changed', from: urlPath('/setup'), to: urlPath('/glossary/') }, text);
    assert.equal(changed, text.split('\n').toSpliced(5, 2, '/setup changed /glossary/').join('\n'));
  });

  it('stay above their decision when another is written', () => {
    const before = '#: /b/ ignored by ana\r\n/b/ ignored\r\n';
    assert.equal(write(ignored('/a/'), before), `/a/ ignored\r\n${before}`);
    assert.equal(write(ignored('/c/'), before), `${before}/c/ ignored\r\n`);
  });

  it('lose their last day when the same is decided again, and nothing more', () => {
    assert.equal(write(ignored('/old-shop/'), text), text.replace('until 2027-06-30, ', ''));
    const only = '#: /a/ ignored until 2020-01-01\n/a/ ignored\n';
    assert.equal(write(ignored('/a/'), only), '/a/ ignored\n');
    assert.deepEqual(writeDecision(ignored('/press/'), text), []);
  });

  it('are read in time in proportion to the file', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `#: /${i}/ ignored by a\n/${i}/ ignored\n`).join('');
    assert.equal(readDecisions(many).decisions.length, 20_000);
    assert.equal(readDecisions(`#: /a/ ignored by ${'a '.repeat(50_000)},x\n`).invalid.length, 1);
  });

  it('say in brackets who and why, as far as it was said', () => {
    assert.equal(noteText({ owner: 'ana', reason: 'the shop comes back' }), ' (by ana: the shop comes back)');
    assert.equal(noteText({ owner: 'ana' }), ' (by ana)');
    assert.equal(noteText({ reason: 'the shop comes back' }), ' (the shop comes back)');
    assert.equal(noteText({}), '');
  });

  // ISO 8601: the Gregorian calendar, four digits, two and two.
  const days: readonly (readonly [day: string, isDay: boolean])[] = [
    ['2027-06-30', true],
    ['2028-02-29', true],
    ['2000-02-29', true],
    ['2027-02-29', false],
    ['2100-02-29', false],
    ['2027-06-31', false],
    ['2027-13-01', false],
    ['2027-00-10', false],
    ['2027-06-00', false],
    ['2027-6-30', false],
    ['27-06-30', false],
    ['20270630', false],
    ['tomorrow', false],
  ];
  for (const [day, isDay] of days) {
    it(`${isDay ? 'take' : 'refuse'} ${day} as the last day`, () => {
      const note = readNote(`#: /a/ ignored until ${day}`);
      if (isDay) assert.equal(typeof note === 'object' && note.until, day);
      else assert.match(String(note), new RegExp(`^${day} is not a date; write it as `));
    });
  }
});
