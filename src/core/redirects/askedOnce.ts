/** What formats ask of a whole repository, answered once: every redirect that is planned asks it again. */
import type { RedirectContext, RedirectFormat } from './format.ts';

type Question<Answer> = (context: RedirectContext) => Answer;

const known = new WeakMap<RedirectContext, WeakMap<Question<unknown>, unknown>>();

/** The same function always gives the same answer in a context. */
export function askedOnce<Answer>(question: Question<Answer>, context: RedirectContext): Answer {
  const answers = known.get(context) ?? new WeakMap<Question<unknown>, unknown>();
  known.set(context, answers);
  if (!answers.has(question)) answers.set(question, question(context));
  return answers.get(question) as Answer;
}

export function formatFiles(
  { files }: Pick<RedirectFormat, 'files'>,
  context: RedirectContext,
): ReturnType<RedirectFormat['files']> {
  return askedOnce(files, context);
}
