/** Several sources about one site, asked one after the other. */
import type { AskedAnswer } from '../core/backlinks/ask.ts';
import { mergeAnswers, type NamedAnswer } from '../core/backlinks/mergeAnswers.ts';
import type { Gap } from '../core/model.ts';
import { failed, type Result, success } from '../core/ports.ts';

/**
 * One that fails is named, and the others go on; all of them failing, or somebody who stops it, is a failure. `ask` is told
 * what the others cost.
 */
export async function askSeveral<Entry extends { readonly title: string }>(
  entries: readonly Entry[],
  had: readonly NamedAnswer[],
  ask: (entry: Entry, spentMicros: number) => Promise<Result<AskedAnswer>>,
): Promise<Result<AskedAnswer>> {
  const answers = [...had];
  const gaps: Gap[] = [];
  let isKept = true;
  for (const entry of entries) {
    const spent = answers.slice(had.length).reduce((sum, { answer }) => sum + answer.costMicros, 0);
    const asked = await ask(entry, spent);
    if (asked.ok) {
      isKept &&= asked.value.isKept;
      answers.push({ title: entry.title, answer: asked.value.answer });
    } else if (asked.failure.kind === 'cancelled') return asked;
    else {
      const message = `${entry.title} gave nothing: ${asked.failure.message}`;
      gaps.push({ kind: 'missing-rows', count: undefined, message });
    }
  }
  const [first, ...others] = answers;
  if (first === undefined) return failed('offline', gaps.map(({ message }) => message).join(' '));
  const merged = mergeAnswers([first, ...others]);
  return success({ answer: { ...merged, gaps: [...(merged.gaps ?? []), ...gaps] }, isKept });
}
