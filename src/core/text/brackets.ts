/** Whether the brackets of a program text close, whatever its language. */
import { lineIndex } from './lineIndex.ts';

/** How brackets are read in some language. */
export interface Brackets {
  /** Comments, quoted text, and whatever else holds brackets that count for nothing. */
  readonly skipped: RegExp;
  /** The closing bracket of each opening one. */
  readonly pairs: Readonly<Record<string, string>>;
  /** Inside a block and at the end of the text nothing is left without this sign; `except`: in blocks behind this. */
  readonly statement?: { readonly end: string; readonly except: RegExp };
}

interface Open {
  readonly bracket: string;
  readonly at: number;
  readonly isForeign: boolean;
}

/** The first bracket, quote or statement that is not closed, or closes nothing; `undefined` when all is well. */
export function bracketProblem(
  text: string,
  { skipped, pairs, statement }: Brackets,
): { readonly message: string; readonly line: number } | undefined {
  const plain = text.replace(skipped, blanked);
  const line = lineIndex(text);
  const open: Open[] = [];
  const closers = new Set(Object.values(pairs));
  const unfinished = (at: number) => {
    if (statement === undefined || open.at(-1)?.isForeign) return undefined;
    const last = plain.slice(0, at).trimEnd().at(-1);
    if (last === undefined || [statement.end, '{', '}', '\uFEFF'].includes(last)) return undefined;
    return { message: `a ${statement.end} is missing`, line: line(plain.slice(0, at).trimEnd().length - 1) };
  };
  for (let at = 0; at < plain.length; at++) {
    const sign = plain[at] ?? '';
    if (sign === '"' || sign === "'") return { message: 'a quote is not closed', line: line(at) };
    if (pairs[sign] !== undefined) {
      const isForeign =
        open.at(-1)?.isForeign || statement?.except.test(plain.slice(Math.max(0, at - 80), at)) === true;
      open.push({ bracket: sign, at, isForeign });
    } else if (closers.has(sign)) {
      const problem = unfinished(at);
      if (problem) return problem;
      const opening = open.pop();
      if (opening === undefined || pairs[opening.bracket] !== sign) {
        return { message: `a ${sign} closes nothing`, line: line(at) };
      }
    }
  }
  const left = open.at(-1);
  return left ? { message: `a ${left.bracket} is not closed`, line: line(left.at) } : unfinished(plain.length);
}

/** Letters in its place, so that offsets stay and something stands there. */
function blanked(skipped: string): string {
  const isComment = /^(?:#|\/\/|\/\*)/.test(skipped);
  return skipped.replace(/[^\r\n]/g, isComment ? ' ' : 'x');
}
