/** What follows from a text alone, made once for each of those that come again and again. */
import { detached } from '../../text/detached.ts';

const mostKnown = 20_000;

/** A longer one hardly comes again. */
const longestKnown = 200;

/** The same function, which remembers what it gave. */
export function eachOnce<Value>(of: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = of(text);
    if (text.length > longestKnown) return made;
    if (known.size >= mostKnown) known.clear();
    known.set(detached(text), made);
    return made;
  };
}
