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
