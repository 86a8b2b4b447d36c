/** Whether a value comes back from JSON as it was. */

/** Nobody writes more into one page; aliases of YAML may make a small text a large value. */
const mostParts = 20_000;
const deepest = 40;

/** Lists, texts, finite numbers, truth values, `null`, and objects of these; `undefined` and what has a class is none. */
export function isPlainData(value: unknown): boolean {
  let parts = 0;
  const isPlain = (part: unknown, depth: number): boolean => {
    if (++parts > mostParts || depth > deepest) return false;
    if (part === null || typeof part === 'string' || typeof part === 'boolean') return true;
    if (typeof part === 'number') return Number.isFinite(part) && !Object.is(part, -0);
    if (typeof part !== 'object') return false;
    if (Array.isArray(part)) {
      // A list with a gap has fewer keys than places, and one with a name more.
      return Object.keys(part).length === part.length && part.every((each) => isPlain(each, depth + 1));
    }
    if (Object.getPrototypeOf(part) !== Object.prototype || Object.hasOwn(part, '__proto__')) return false;
    return Object.values(part).every((each) => isPlain(each, depth + 1));
  };
  return isPlain(value, 0);
}
