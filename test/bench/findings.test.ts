import assert from 'node:assert/strict';
import { type Found, judgedOf, keyOf, sampled, tableOf } from '../../bench/findings/sample.ts';

const found = (repository: string, code: string, line: number): Found => ({
  repository,
  commit: '0123456789abcdef',
  code,
  file: '_redirects',
  line,
  message: `/old-${line} leads nowhere.`,
});

describe('findings that are judged', () => {
  const flood = Array.from({ length: 50 }, (_, i) => found('a/flood', 'chain', i + 1));
  const all = [...flood, found('b/one', 'chain', 1), found('b/one', 'loop', 2)];

  it('are drawn evenly over the codes, and in a code over the repositories', () => {
    const chosen = sampled(all, 'seed', 4);
    assert.deepEqual(
      chosen.map(({ repository, code }) => `${repository} ${code}`),
      ['a/flood chain', 'b/one loop', 'b/one chain', 'a/flood chain'],
    );
  });
  it('are the same for the same seed, in any order of what was found', () => {
    assert.deepEqual(sampled(all.toReversed(), 'seed', 9), sampled(all, 'seed', 9));
    assert.notDeepEqual(sampled(all, 'other', 9), sampled(all, 'seed', 9));
  });
  it('count by what was said of them', () => {
    const chosen = sampled(all, 'seed', 4);
    const [first, second] = chosen;
    assert.ok(first && second);
    const judged = judgedOf(`# said by hand\ntrue\t${keyOf(first)}\tseen\nfalse\t${keyOf(second)}\tseen\n`);
    assert.deepEqual(tableOf(all, chosen, judged), [
      { code: 'chain', found: 51, sampled: 3, said: { true: 1, false: 0, unknown: 0 } },
      { code: 'loop', found: 1, sampled: 1, said: { true: 0, false: 1, unknown: 0 } },
    ]);
    assert.throws(() => judgedOf('perhaps\tx\ty\n'), /perhaps is no verdict/);
  });
});
