/** Functions that remember what they gave. */
import { detached } from './detached.ts';

/** The last two answers to what is asked again and again of a text and of what it would be after an edit. */
export function lastTwo<Answer>(): (text: string, make: () => Answer) => Answer {
  let known: readonly { readonly text: string; readonly answer: Answer }[] = [];
  return (text, make) => {
    const [first, second] = known;
    if (first?.text === text) return first.answer;
    const found = second?.text === text ? second : { text, answer: make() };
    known = first === undefined ? [found] : [found, first];
    return found.answer;
  };
}

const mostKnown = 20_000;

/** A longer one hardly comes again. */
const longestKnown = 200;

/** What follows from a text alone, made once for each of those that come again and again. */
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
