import assert from 'node:assert/strict';
import { compile } from '../../../src/core/text/globs/globProgram.ts';
import { runGlob } from '../../../src/core/text/globs/globRun.ts';
import { segmentGlob } from '../../../src/core/text/globs/segmentGlob.ts';
import { drawn } from '../../support/drawn.ts';

describe('segmentGlob', () => {
  for (const dot of [true, false]) {
    it(`says what the program of the same glob says, ${dot ? 'with' : 'without'} names that begin with a dot`, () => {
      const draw = drawn(dot ? 7 : 8);
      const parts = [
        '**',
        '*',
        'a',
        'b',
        '*.md',
        'a*',
        '*a*b*',
        '.x',
        '.*',
        'a**b',
        '***',
        '',
        'a.md',
        '*a',
        '!a',
        '@+',
      ];
      const names = ['a', 'b', 'ab', 'a.md', '.md', '.x', 'xaxbx', 'aab.md', '!a', '@+', 'b.md', '.a'];
      const some = (of: readonly string[], most: number) =>
        Array.from({ length: 1 + draw(most) }, () => of[draw(of.length)]!).join('/');
      let matched = 0;
      for (let i = 0; i < 4000; i++) {
        const pattern = some(parts, 4);
        const test = segmentGlob(pattern, dot)!;
        const program = compile(pattern, { dot });
        for (let j = 0; j < 8; j++) {
          const path = some(names, 5);
          const expected = runGlob(program, path);
          assert.equal(test(path), expected, `${pattern} on ${path}`);
          if (expected) matched++;
        }
      }
      assert.ok(matched > 500, `${matched}`);
    });
  }
  it('leaves groups, classes and escapes to the program', () => {
    for (const pattern of ['a?', '[a]', '{a,b}', 'a\\*', '(a|b)', '\ud800']) {
      assert.equal(segmentGlob(pattern, true), undefined, pattern);
    }
  });
});
