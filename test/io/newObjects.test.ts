import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

const program = `
  import { getHeapSpaceStatistics } from 'node:v8';
  import { holdNewObjects, roomForHistory } from ${JSON.stringify(new URL('../../src/io/tightHeap.ts', import.meta.url).href)};
  const size = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size;
  const how = process.argv[1];
  if (how !== 'free') holdNewObjects();
  const progress = how === 'history' ? roomForHistory({ report() {} }) : { report() {} };
  const before = size();
  const kept = [];
  for (let i = 0; i < 1_000_000; i++) {
    kept.push({ name: 'page ' + i });
    if (i % 100 === 0) progress.report('Reading');
  }
  console.log(JSON.stringify([before, size(), kept.length]));
`;

/** In a process of its own, as the flag stays: the room for new objects before many of them are made, and after. */
function room(how: string): readonly [before: number, after: number] {
  const args = ['--experimental-strip-types', '--no-warnings', '--input-type=module', '--eval', program, how];
  const [before, after] = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as [number, number];
  return [before, after];
}

describe('the room for new objects', () => {
  it('is what it was at most doubled where it is held', () => {
    const [before, after] = room('held');
    assert.ok(after <= 2 * before, `${before} bytes before, ${after} after`);
  });

  it('grows for a history, and no further than to twice what is enough', () => {
    const [before, after] = room('history');
    assert.ok(after > 2 * before && after <= 32 << 20, `${before} bytes before, ${after} after`);
  });

  it('grows by the engine’s own rule elsewhere, which the other case is measured by', () => {
    const [before, after] = room('free');
    assert.ok(after > 4 * before, `${before} bytes before, ${after} after`);
  });
});
