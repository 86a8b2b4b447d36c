import assert from 'node:assert/strict';
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
