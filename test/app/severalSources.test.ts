import assert from 'node:assert/strict';
import { askSeveral } from '../../src/app/severalSources.ts';
import type { AskedAnswer } from '../../src/core/backlinks/ask.ts';
import { type Failure, failed, type Result, success } from '../../src/core/ports.ts';
import { brokenPage } from '../support/brokenPage.ts';

describe('several sources about one site', () => {
  const answer = (path: string): Result<AskedAnswer> =>
    success({
      isKept: false,
      answer: {
        source: path.slice(1),
        asked: '2026-11-28',
        pages: [brokenPage(path)],
        leftOut: [],
        truncated: false,
        costMicros: 0,
        notes: [],
      },
    });
  const entries = [{ title: 'One' }, { title: 'Two' }, { title: 'Three' }];
  const asking = (fails: Readonly<Record<string, Failure['kind']>>) => {
    const asked: string[] = [];
    const run = askSeveral(entries, [], async ({ title }) => {
      asked.push(title);
      const kind = fails[title];
      return kind === undefined ? answer(`/${title.toLowerCase()}`) : failed(kind, 'It is shut.');
    });
    return { asked, run };
  };

  it('are one answer, in which a source that fails is named and the others are whole', async () => {
    const { asked, run } = asking({ Two: 'offline' });
    const found = await run;
    assert.ok(found.ok);
    assert.deepEqual(found.value.answer.pages.map(({ path }) => path).sort(), ['/one', '/three']);
    assert.deepEqual(
      found.value.answer.gaps?.map(({ message }) => message),
      ['Two gave nothing: It is shut.'],
    );
    assert.deepEqual(asked, ['One', 'Two', 'Three']);
  });
  it('are no answer where all fail, which is never an empty one', async () => {
    const found = await asking({ One: 'offline', Two: 'rate-limited', Three: 'bad-answer' }).run;
    assert.ok(!found.ok);
    assert.match(found.failure.message, /One gave nothing: .* Three gave nothing/);
  });
  it('are not asked any more once the user stops', async () => {
    const { asked, run } = asking({ Two: 'cancelled' });
    const found = await run;
    assert.ok(!found.ok);
    assert.deepEqual([found.failure.kind, asked], ['cancelled', ['One', 'Two']]);
  });
});
