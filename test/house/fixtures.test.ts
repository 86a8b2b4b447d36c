import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { root } from '../../tools/testing/paths.ts';
import { fixtures, mayUpdate, originOf } from '../support/fixtures.ts';

const all = ['generators', 'redirects'].flatMap(fixtures);

describe('a fixture', () => {
  it('names what its expectation comes from', () => {
    const own = all.filter((fixture) => originOf(fixture) === undefined).map(({ name }) => name);
    const hint =
      'Below the title of test/fixtures/…/NAME.txt stands a line "From: …": a program and its version, a page of a specification, a repository and its commit, or a section of this project\'s documentation.';
    assert.deepEqual(own, [], hint);
  });

  it('is not rewritten where its expectation comes from outside', () => {
    for (const fixture of all.filter((one) => originOf(one) !== undefined))
      assert.throws(() => mayUpdate(fixture, '1'), /Ask that again/, fixture.name);
    for (const fixture of all) assert.equal(mayUpdate(fixture, undefined), false);
  });

  it('is rewritten on demand as long as it names nothing', () => {
    for (const { name, path, files } of all) {
      assert.equal(mayUpdate({ name, path, files, comment: 'a title\n' }, '1'), true, name);
    }
  });

  it('names a section of our own documentation that is there, where this project decides', () => {
    const missing = all.flatMap((fixture) =>
      [...(originOf(fixture) ?? '').matchAll(/(?:^|[\s(])((?:docs\/)?\w+\.md)#([\w-]+)/g)]
        .filter(([, file = '', section = '']) => !sectionsOf(file).has(section))
        .map(([named]) => `${fixture.name}: ${named.trim()}`),
    );
    assert.deepEqual(missing, []);
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
