/** One file is parsed again and again while redirects into it are planned. */
import { lastTwo } from '../../text/remembered.ts';
import type { ParsedRedirects, RedirectContext, RedirectFormat } from '../format.ts';

/** The format, with what it parsed last in a context known. */
export function parsingOnce(format: RedirectFormat): RedirectFormat {
  const last = new WeakMap<RedirectContext, ReturnType<typeof lastTwo<{ file: string; found: ParsedRedirects }>>>();
  return {
    ...format,
    parse(text, file, context) {
      const known = last.get(context) ?? lastTwo();
      last.set(context, known);
      const parsed = known(text, () => ({ file, found: format.parse(text, file, context) }));
      // Two files may hold the same text.
      return parsed.file === file ? parsed.found : format.parse(text, file, context);
    },
  };
}
