/** Answers of a question, each asked once, for all who ask about the files of one moment; `undefined` is one as well. */
export function onceFor<Key, Value>(find: (key: Key) => Value | undefined): (key: Key) => Value | undefined {
  const known = new Map<Key, Value | undefined>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before;
    const found = find(key);
    known.set(key, found);
    return found;
  };
}
