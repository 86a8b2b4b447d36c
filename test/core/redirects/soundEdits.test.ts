import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { editingSoundly } from '../../../src/core/redirects/editing/soundEdits.ts';
import type { RedirectFormat } from '../../../src/core/redirects/format.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { made } from '../../support/edits.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';

const file = 'static/_redirects' as RepoPath;
const context = redirectSite({ context: 'host: netlify' });
const lines = redirectFormats.find(({ id }) => id === 'redirectsFile') as RedirectFormat;
const text = '/a /b 301\n/c /d 302\n/to/old /old 301\n';

/** The format with a mistake in it: whatever it is asked for, the file becomes this text, if it is not yet. */
function careless(after: string, more: Partial<RedirectFormat> = {}): RedirectFormat {
  const edits = (now: string) => (now === after ? [] : [{ start: 0, end: now.length, text: after }]);
  const add: RedirectFormat['add'] = (_redirects, now) => edits(now);
  return editingSoundly({ ...lines, add, remove: (_rule, now) => edits(now), ...more });
}

function isAdded(after: string, wish = '/old -> /new', more?: Partial<RedirectFormat>): boolean {
  const edits = careless(after, more).add(redirectsOf(wish), text, file, context);
  if ('refused' in edits) assert.match(edits.refused, /static\/_redirects/);
  else assert.equal(applyEdits(text, edits), after);
  return !('refused' in edits);
}

describe('an edit of a redirect file', () => {
  it('is made where it adds what was asked for', () => {
    assert.equal(isAdded(`${text}/old /new 301\n`), true);
    assert.equal(isAdded(`/old /new 301\n${text}`), true);
  });

  it('may lead a rule to the new target that led to the old address', () => {
    assert.equal(isAdded('/a /b 301\n/c /d 302\n/to/old /new 301\n/old /new 301\n'), true);
  });

  it('is refused where another rule is gone, changed, or led elsewhere', () => {
    for (const after of [
      '/c /d 302\n/to/old /old 301\n/old /new 301\n',
      '/a /z 301\n/c /d 302\n/to/old /old 301\n/old /new 301\n',
      '/a /b 302\n/c /d 302\n/to/old /old 301\n/old /new 301\n',
      '/a /b 301!\n/c /d 302\n/to/old /old 301\n/old /new 301\n',
      '/a /b 301 Country=de\n/c /d 302\n/to/old /old 301\n/old /new 301\n',
      '/a id=:id /b 301\n/c /d 302\n/to/old /old 301\n/old /new 301\n',
      '/a /b 301\n/c /d 302\n/old /new 301\n',
    ])
      assert.equal(isAdded(after), false, after);
  });

  it('is refused where rules come that nobody asked for', () => {
    assert.equal(isAdded(`${text}/old /new 301\n/more /new 301\n`), false);
    assert.equal(isAdded(`${text}${'/old /new 301\n'.repeat(3)}`), false, 'three times for one');
    assert.equal(isAdded(`${text}/old /new 301\n/e /f 301\n`, '/old -> /new\n/e -> /f'), true, 'two for two');
  });

  it('is refused where a line is no rule any more', () => {
    assert.equal(isAdded(`${text}/old /new 301\n/lonely\n`), false);
  });

  it('is refused where adding again would change more: it was read as something else', () => {
    let calls = 0;
    const add: RedirectFormat['add'] = (_redirects, now) => [
      { start: now.length, end: now.length, text: `/old /new${calls++} 301\n` },
    ];
    assert.equal('refused' in careless('', { add }).add(redirectsOf('/old -> /new'), text, file, context), true);
  });

  it('is refused in a file with a mistake where the format stops at one line', () => {
    const add = lines.add.bind(lines);
    const broken = `${text}/lonely\n`;
    const wish = redirectsOf('/old -> /new');
    const stopping = editingSoundly({ ...lines, add, stopsAtOneLine: true }).add(wish, broken, file, context);
    assert.ok('refused' in stopping);
    assert.match(
      stopping.refused,
      /^static\/_redirects has a mistake in line 4 \(.+\) and is not edited; correct it first\.$/,
    );
    const going = editingSoundly({ ...lines, add }).add(wish, broken, file, context);
    assert.ok(!('refused' in going), 'others read on');
    assert.ok(!('refused' in editingSoundly({ ...lines, add, stopsAtOneLine: true }).add(wish, text, file, context)));
  });
});

describe('taking a rule out', () => {
  const [first] = lines.parse(text, file, context).rules;
  assert.ok(first);

  it('is made where that rule alone goes', () => {
    const after = '/c /d 302\n/to/old /old 301\n';
    assert.equal(applyEdits(text, made(careless(after).remove(first, text, context))), after);
  });

  it('is refused where none, another or one more goes, or something comes', () => {
    for (const after of [
      text,
      '/a /b 301\n/to/old /old 301\n',
      '/to/old /old 301\n',
      '/c /d 302\n/to/old /old 301\n/e /f 301\n',
      '/c /d 301\n/to/old /old 301\n',
    ]) {
      const edits = careless(after).remove(first, text, context);
      assert.ok('refused' in edits, after);
      assert.match(edits.refused, /^Taking out \/a \(line 1\) would change more of static\/_redirects/);
    }
  });

  it('leaves the second of two rules that say the same', () => {
    const twice = `/a /b 301\n${text}`;
    const [rule] = lines.parse(twice, file, context).rules;
    assert.ok(rule);
    assert.equal(applyEdits(twice, made(careless(text).remove(rule, twice, context))), text);
    assert.ok('refused' in careless('/c /d 302\n/to/old /old 301\n').remove(rule, twice, context));
  });
});
