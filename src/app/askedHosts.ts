/** Asks about a site, the hosts it had before, and other sites of its repository. */
import type { AskedAnswer } from '../core/backlinks/ask.ts';
import { asOneAnswer, type FormerHost } from '../core/backlinks/formerHosts.ts';
import { type SiteTarget, targetAddress } from '../core/backlinks/siteTarget.ts';
import type { BacklinkAnswer, Gap } from '../core/model.ts';
import { type Result, success } from '../core/ports.ts';

/**
 * Each host is a question with a price of its own; `spentMicros` were paid for the ones before. What cannot be had of the
 * others is missing, and no reason to throw away what was paid for.
 */
export async function askHosts(
  target: SiteTarget,
  others: readonly Pick<FormerHost, 'target'>[],
  ask: (target: SiteTarget, spentMicros: number) => Promise<Result<AskedAnswer>>,
  signal?: AbortSignal,
): Promise<Result<AskedAnswer>> {
  const first = await ask(target, 0);
  if (!first.ok || others.length === 0) return first;
  const answers: [BacklinkAnswer, ...BacklinkAnswer[]] = [first.value.answer];
  const gaps: Gap[] = [];
  let { isKept } = first.value;
  let spent = isKept ? 0 : first.value.answer.costMicros;
  for (const each of others) {
    const asked = signal?.aborted ? undefined : await ask(each.target, spent);
    if (asked?.ok) {
      answers.push(asked.value.answer);
      if (!asked.value.isKept) spent += asked.value.answer.costMicros;
      isKept &&= asked.value.isKept;
    } else {
      const why = asked === undefined ? 'Cancelled.' : asked.failure.message;
      const message = `Links to ${targetAddress(each.target)} are not known: ${why}`;
      gaps.push({ kind: 'missing-rows', count: undefined, message });
    }
  }
  const answer = asOneAnswer(answers);
  return success({ answer: { ...answer, gaps: [...(answer.gaps ?? []), ...gaps] }, isKept });
}
