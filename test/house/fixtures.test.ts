import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { root } from '../../tools/testing/paths.ts';
import { fixtures, mayUpdate, originOf } from '../support/fixtures.ts';
import { withoutOrigin } from './withoutOrigin.ts';

const all = ['generators', 'redirects'].flatMap(fixtures);

describe('a fixture', () => {
  it('names what its expectation comes from', () => {
    const own = all.filter((fixture) => originOf(fixture) === undefined).map(({ name }) => name);
    const hint = 'A fixture begins with a line "From: …"; the list in withoutOrigin.ts may only become shorter.';
    assert.deepEqual(own.sort(), [...withoutOrigin].sort(), hint);
  });

  it('is not rewritten where its expectation comes from outside', () => {
    for (const fixture of all.filter((one) => originOf(one) !== undefined))
      assert.throws(() => mayUpdate(fixture, '1'), /Ask that again/, fixture.name);
    for (const fixture of all) assert.equal(mayUpdate(fixture, undefined), false);
  });

  it('is rewritten on demand where this project decides', () => {
    const own = all.filter((fixture) => originOf(fixture) === undefined);
    for (const fixture of own) assert.equal(mayUpdate(fixture, '1'), true, fixture.name);
  });

  it('names a section of our own documentation that is there, where this project decides', () => {
    const missing = all.flatMap((fixture) =>
      [...(originOf(fixture) ?? '').matchAll(/(?:^|[\s(])((?:docs\/)?\w+\.md)#([\w-]+)/g)]
        .filter(([, file = '', section = '']) => !sectionsOf(file).has(section))
        .map(([named]) => `${fixture.name}: ${named.trim()}`),
    );
    assert.deepEqual(missing, []);
  });

  it('names what its expectation comes from in that line alone', () => {
    const hidden = all.filter(
      ({ comment }) => originOf({ comment, files: new Map() }) === undefined && /\b\d+\.\d+\.\d+\b/.test(comment),
    );
    assert.deepEqual(
      hidden.map(({ name }) => name),
      [],
    );
  });
});

/** The sections of a page, as GitHub makes their anchors. */
function sectionsOf(file: string): ReadonlySet<string> {
  const headings = readFileSync(`${root}/${file}`, 'utf8').matchAll(/^#+ (.*)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replace(/\s/g, '-'),
    ),
  );
}
